"""What many tests share: the example, built once; and a browser for each module, since one that is driven can't be
shared by all of them."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from gkgen.build import Options, build
from gkgen.built import Built
from tests.browsing import chromium
from tests.portal.example import ROOT, Example, published
from tests.sites import NOW


def pytest_configure() -> None:
    """A shell has what it starts in the background ignore Ctrl-C, and every program that this starts with it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def example() -> Built:
    """The example, planned; nothing of it is drawn."""
    return build(Options(ROOT, NOW))


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """The example in a folder that all tests read and none changes."""
    return published(tmp_path_factory)
