"""Nothing has to be scrolled sideways, nothing is cut off: small windows, large zoom, wide spacing, double text."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.portal.example import HERE, Example
from tests.portal.manners import looking

FAULTS = (HERE / "reflow.js").read_text(encoding="utf-8")
SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
    " p { margin-block-end: 2em !important }"
)
"""WCAG 2.2, 1.4.12."""
WINDOWS = {
    "a narrow phone": (320, 640, ""),
    "1280 px at 400 %": (320, 256, ""),
    "text spacing": (390, 800, SPACING),
    "text spacing on a screen": (1280, 800, SPACING),
    "text of 200 %": (640, 800, "html { font-size: 200% !important }"),
}


def faults(
    browser: Browser, host: str, addresses: list[str], window: str, manner: str = "light"
) -> list[str]:
    width, height, style = WINDOWS[window]
    said = []
    with looking(browser, manner, width, height, bypass_csp=True) as page:  # type: ignore[arg-type]
        for address in addresses:
            page.goto(f"{host}{address}")
            page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
            if style:
                page.add_style_tag(content=style)
            said += [f"{address}: {each}" for each in page.evaluate(FAULTS)]
    return said


@pytest.mark.parametrize("window", ["1280 px at 400 %", "text spacing", "text of 200 %"])
def test_a_page_of_each_kind_fits(window: str, portal: Example, host: str, browser: Browser) -> None:
    assert faults(browser, host, portal.kinds(), window) == []


@pytest.mark.all
@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("manner", ["light", "elder"])
def test_a_page_and_a_list_of_each_type_fits_in_both_scripts(
    manner: str, window: str, portal: Example, host: str, browser: Browser
) -> None:
    kinds = portal.kinds_of_types()
    assert faults(browser, host, [*kinds, *portal.traditional(kinds)], window, manner) == []


def test_what_does_not_fit_is_told(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 256})
    page.set_content(
        "<meta name=viewport content='width=device-width'><p style='width:400px'>太宽的一段</p>"
        "<p style='height:10px;overflow:hidden'>切掉的</p><div style='overflow:auto'><pre style='width:900px'>无名</pre></div>"
        "<p style='margin:0 0 -1em'>上一行的文字</p><p style='margin:0'>下一行的文字</p>"
    )
    said = " ".join(page.evaluate(FAULTS))
    page.close()
    for fault in ("px wide", "sticks out", "cut off", "without a name", "lies on another"):
        assert fault in said
