"""On a poor line every page that people begin with is there within two seconds from a host that compresses."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.portal.example import Example
from tests.portal.host import hosted
from tests.portal.speed import measured, table

SECONDS = 2.0
PLAIN = {"search": 4.0}
PLAIN_PAGE = 2.5
"""From a host that doesn't compress; there the style sheet alone is 39 kB, and the scripts of the search 41 kB."""


@pytest.mark.all
def test_pages_load_within_two_seconds_on_slow_3g(portal: Example, browser: Browser) -> None:
    found = table(browser, portal.folder)
    assert {key: said for key, said in found.items() if said[0] > most(*key)} == {}


def most(name: str, compresses: bool) -> float:
    return SECONDS if compresses else PLAIN.get(name, PLAIN_PAGE)


@pytest.mark.all
def test_a_heavy_page_is_measured_as_slow(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> None:
    folder = tmp_path_factory.mktemp("heavy")
    (folder / "index.html").write_text("<p>" + "x" * 100_000, encoding="utf-8")
    with hosted(folder) as host:
        assert measured(browser, host)[0] > SECONDS
