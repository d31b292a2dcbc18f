"""Every link and control is as large as a finger: 44 px, and 60 px for older people; within a sentence it is text."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.portal.example import HERE, Example
from tests.portal.manners import WIDTHS, Manner, looking

SMALL = (HERE / "targets.js").read_text(encoding="utf-8")
LEAST: dict[Manner, int] = {"light": 44, "elder": 60}


def small(browser: Browser, host: str, addresses: list[str], manner: Manner, width: int) -> list[str]:
    said = []
    with looking(browser, manner, width) as page:
        for address in addresses:
            page.goto(f"{host}{address}")
            said += [f"{address}: {each}" for each in page.evaluate(SMALL, LEAST[manner])]
    return said


@pytest.mark.parametrize("manner", LEAST)
def test_targets_on_a_page_of_each_kind_are_large_enough(
    manner: Manner, portal: Example, host: str, browser: Browser
) -> None:
    assert small(browser, host, portal.kinds(), manner, 390) == []


@pytest.mark.all
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("manner", LEAST)
def test_targets_are_large_enough_on_a_page_and_a_list_of_each_type_at_every_width(
    manner: Manner, width: int, portal: Example, host: str, browser: Browser
) -> None:
    kinds = portal.kinds_of_types()
    assert small(browser, host, [*kinds, *portal.traditional(kinds)], manner, width) == []


def test_a_small_target_is_told_and_a_link_in_a_sentence_is_not(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        "<p>见<a href='#'>通知</a>全文。</p><ul><li><a href='#'>通知</a></li></ul><button>印</button>"
    )
    said = page.evaluate(SMALL, 44)
    page.close()
    assert len(said) == 2
