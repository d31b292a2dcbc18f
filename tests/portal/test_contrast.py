"""Contrast as it is seen: every text of a page of each kind against what lies under it, computed in the browser.

axe leaves undecided what stands in a table wider than its region or in a picture; here nothing is undecided.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.portal.example import HERE, Example
from tests.portal.manners import MANNERS, Manner, looking

LOW = (HERE / "contrast.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("manner", MANNERS)
def test_every_text_stands_out_seven_to_one_and_large_text_four_and_a_half(
    manner: Manner, portal: Example, host: str, browser: Browser
) -> None:
    low = []
    with looking(browser, manner) as page:
        for address in portal.kinds():
            page.goto(f"{host}{address}")
            page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
            low += [f"{address}: {each}" for each in page.evaluate(LOW)]
    assert low == []


def test_a_text_that_is_too_pale_is_told(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        "<body style='background:#fff'><p style='color:#595959'>够深</p><p style='color:#5a5a5a'>太浅</p>"
        "<svg width=100 height=100><rect width=90 height=90 fill='#000'/><text x=20 y=40 fill='#333'>图</text></svg>"
    )
    said = page.evaluate(LOW)
    page.close()
    assert [each.split()[-1] for each in said] == ["太浅", "图"]
