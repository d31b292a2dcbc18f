"""A walk with the Tab key over a page of each kind: all is reached in order, seen, and left again."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.portal.example import HERE, Example
from tests.portal.manners import MANNERS, Manner, looking

WALK = (HERE / "keyboard.js").read_text(encoding="utf-8")
STOPS_BEFORE_MAIN = 22
"""On a wide screen, where the menu stands open: 16 stops of the head, and the way down to the deepest leaf of the
catalogue; the skip link is the first of them."""


def steps(page: Page) -> list[dict[str, Any]]:
    """Each stop of the Tab key from the top of the page until it leaves, two more than are expected at most."""
    page.evaluate(WALK)
    found = []
    for _ in range(page.evaluate("walk.expected.length") + 2):
        page.keyboard.press("Tab")
        now = page.evaluate("walk.now()")
        if now is None or (found and now["index"] == 0):
            return found
        found.append(now)
    return found


def faults(page: Page) -> list[str]:
    walked = steps(page)
    names = page.evaluate("walk.names()")
    said = [f"{each['name']}: {fault}" for each in walked for fault in each["faults"]]
    order = [each["index"] for each in walked]
    if order != list(range(len(names))):
        missed = [names[each] for each in range(len(names)) if each not in order]
        said.append(
            f"missed {missed}, strange {[each['name'] for each in walked if each['index'] < 0]}, {order}"
        )
    before = page.evaluate("walk.beforeMain()")
    if before > STOPS_BEFORE_MAIN:
        said.append(f"{before} stops before the main part")
    if not walked or "跳到正文" not in walked[0]["name"]:
        said.append("the skip link isn't first")
    return said


def test_the_tab_key_reaches_everything_once_in_order_and_is_seen_on_a_page_of_each_kind(
    portal: Example, host: str, browser: Browser
) -> None:
    said = []
    with looking(browser) as page:
        for address in short(portal):
            page.goto(f"{host}{address}")
            said += [f"{address}: {each}" for each in faults(page)]
    assert said == []


def test_the_skip_link_leads_into_the_main_part(portal: Example, host: str, browser: Browser) -> None:
    with looking(browser) as page:
        for address in portal.kinds():
            page.goto(f"{host}{address}")
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            page.keyboard.press("Tab")
            assert page.evaluate(
                "document.querySelector('main').contains(document.activeElement)"
                " || !document.querySelector('main :is(a[href], button, summary, [tabindex=\"0\"])')"
            ), address


def test_a_walk_tells_of_a_trap_a_hidden_focus_and_a_turned_order(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        "<style>a:focus {outline: none}</style><a href='#main'>跳到正文</a><main id=main>"
        "<button tabindex=1>先</button><button id=trap>陷阱</button><button>后</button></main>"
        "<script>trap.onkeydown = (event) => event.preventDefault()</script>"
    )
    said = " ".join(faults(page))
    page.close()
    assert "no outline" in said
    assert "后" in said
    assert "isn't first" in said


@pytest.mark.all
@pytest.mark.parametrize("manner", MANNERS)
def test_the_walk_holds_on_a_page_and_a_list_of_each_content_type_in_every_manner(
    manner: Manner, portal: Example, host: str, browser: Browser
) -> None:
    said = []
    with looking(browser, manner, 1280 if manner == "light" else 390) as page:
        for address in [*portal.kinds_of_types(), *portal.traditional(portal.kinds())]:
            page.goto(f"{host}{address}")
            said += [f"{address}: {each}" for each in faults(page)]
    assert said == []


def short(portal: Example) -> list[str]:
    """The pages whose walk is quick; the long ones are walked by `make test-all`."""
    return [each for each in portal.kinds() if portal.text(each).count("<a ") <= 70]
