"""On a poor line every page that people begin with is there within two seconds, compressed or not."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.portal.example import Example
from tests.portal.host import hosted
from tests.portal.speed import measured, table

SECONDS = 2.0


@pytest.mark.all
def test_pages_load_within_two_seconds_on_slow_3g(portal: Example, browser: Browser) -> None:
    slow = {key: found for key, found in table(browser, portal.folder).items() if found[0] > SECONDS}
    assert slow == {}


@pytest.mark.all
def test_a_heavy_page_is_measured_as_slow(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> None:
    folder = tmp_path_factory.mktemp("heavy")
    (folder / "index.html").write_text("<p>" + "x" * 100_000, encoding="utf-8")
    with hosted(folder) as host:
        assert measured(browser, host)[0] > SECONDS
