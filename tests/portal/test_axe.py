"""axe-core, all of its rules, over a page of every kind: no violation, and nothing undecided without a reason."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

import pytest
from playwright.sync_api import Browser, Page

from tests.portal.axe import SEEN, Said, audit
from tests.portal.example import Example
from tests.portal.manners import MANNERS, WIDTHS, Manner, looking

RULES = 105
UNFOLD = "for (const each of document.querySelectorAll('details')) each.open = true"
EXPLAINED: tuple[tuple[str, str, str], ...] = (
    (
        "hidden-content",
        "There is hidden content on the page",
        "what only paper shows, and what stands folded in details: audited unfolded by a test of its own",
    ),
    (
        "color-contrast",
        "Element content contains only non-text characters",
        "a sign in a code sample: test_contrast computes its colours",
    ),
    (
        "color-contrast",
        "Element content is too short",
        "one figure in a cell of a table: test_contrast computes its colours",
    ),
    (
        "color-contrast",
        "Element's background color could not be determined",
        "a table wider than its region, a spanning cell, a picture: test_contrast computes its colours",
    ),
    (
        "color-contrast",
        "Unable to determine contrast ratio",
        "the same, told in other words",
    ),
    (
        "identical-links-same-purpose",
        "Check that links have the same purpose",
        "the menu's list of a type and the catalogue's node of the same name: each in a landmark with a name",
    ),
)


def unexplained(said: Iterable[Said]) -> list[Said]:
    return [each for each in said if not any(_is(each, rule, why) for rule, why, _ in EXPLAINED)]


def _is(said: Said, rule: str, why: str) -> bool:
    # `color-contrast-enhanced` is undecided for the same reasons.
    return said.rule.removesuffix("-enhanced") == rule and why in said.why


def faults(
    page: Page, host: str, addresses: Iterable[str], only: tuple[str, ...] = (), unfolded: str = ""
) -> list[str]:
    found = []
    for address in addresses:
        page.goto(f"{host}{address}")
        if unfolded:
            page.evaluate(unfolded)
        said = audit(page, only)
        assert said.rules == (len(only) or RULES)
        found += [f"{address}: {each}" for each in (*said.violations, *unexplained(said.incomplete))]
    return found


def test_every_rule_of_axe_holds_on_a_page_of_each_kind(portal: Example, host: str, browser: Browser) -> None:
    assert len(portal.kinds()) >= 30
    with looking(browser) as page:
        assert faults(page, host, portal.kinds()) == []


@pytest.mark.parametrize("manner", ["dark", "elder"])
def test_the_rules_of_colour_and_size_hold_in_the_dark_and_for_older_people(
    manner: Manner, portal: Example, host: str, browser: Browser
) -> None:
    with looking(browser, manner) as page:
        assert faults(page, host, portal.kinds(), SEEN) == []


def test_axe_tells_what_is_wrong_with_a_broken_page(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        '<main><img src="data:,"><table><tr><td></td></tr></table><p style="color:#999">浅灰的字</p>'
    )
    rules = {each.rule for each in audit(page).violations}
    page.close()
    assert {"html-has-lang", "document-title", "image-alt", "color-contrast"} <= rules


@pytest.mark.all
@pytest.mark.parametrize("script", ["zh-hans", "zh-hant"])
@pytest.mark.parametrize(("manner", "width"), list(product(MANNERS, WIDTHS)))
def test_every_rule_holds_at_every_width_in_every_manner_in_both_scripts(
    manner: Manner, width: int, script: str, request: pytest.FixtureRequest
) -> None:
    portal: Example = request.getfixturevalue("portal")
    kinds = portal.hardest() if script == "zh-hans" else portal.traditional(portal.hardest())
    assert len(kinds) >= 30
    with looking(request.getfixturevalue("browser"), manner, width) as page:
        assert faults(page, request.getfixturevalue("host"), kinds) == []


@pytest.mark.all
def test_every_rule_holds_on_a_page_and_a_list_of_each_content_type_unfolded(
    portal: Example, host: str, browser: Browser
) -> None:
    with looking(browser) as page:
        assert faults(page, host, portal.kinds_of_types(), unfolded=UNFOLD) == []
