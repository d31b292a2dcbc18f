"""What all proofs share: the example, a host that shows it, a browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browsing import chromium
from tests.portal.example import Example, example
from tests.portal.host import hosted


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Example:
    return example(tmp_path_factory)


@pytest.fixture(scope="session")
def host(portal: Example) -> Iterator[str]:
    with hosted(portal.folder, "/zfxxgk") as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened
