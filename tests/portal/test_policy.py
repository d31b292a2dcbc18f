"""The strictest policy that a host may send: nothing inline, nothing of others, no text that becomes a script."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.portal.example import Example
from tests.portal.host import hosted
from tests.portal.manners import looking

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
TRUSTED_TYPES = "; require-trusted-types-for 'script'; trusted-types gkgen-search"
WATCH = """addEventListener("securitypolicyviolation", (event) =>
  console.error(`violation: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`), true)"""


@pytest.fixture(scope="module")
def strict(portal: Example) -> Iterator[str]:
    with hosted(
        portal.folder, "/zfxxgk", headers=(("Content-Security-Policy", POLICY + TRUSTED_TYPES),)
    ) as address:
        yield address


def watched(page: Page) -> list[str]:
    """The list that fills with what the page does wrong, and every address that it asks for elsewhere."""
    wrong: list[str] = []
    page.add_init_script(WATCH)
    page.on("pageerror", lambda failure: wrong.append(f"error: {failure}"))
    page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    page.on("request", lambda asked: None if "//127.0.0.1:" in asked.url else wrong.append(asked.url))
    return wrong


def test_a_page_of_each_kind_breaks_no_policy_and_asks_nobody_else(
    portal: Example, strict: str, browser: Browser
) -> None:
    with looking(browser) as page:
        wrong = watched(page)
        for address in [*portal.kinds(), *portal.traditional(portal.kinds())]:
            page.goto(f"{strict}{address}")
            assert wrong == [], address


def test_the_search_works_under_the_policy(strict: str, browser: Browser) -> None:
    with looking(browser) as page:
        wrong = watched(page)
        page.goto(f"{strict}search.html?q=低保")
        expect(page.get_by_role("main").locator("mark").first).to_have_text(re.compile("低保|最低生活保障"))
        assert wrong == []


def test_a_page_that_breaks_the_policy_is_told(
    tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> None:
    folder = tmp_path_factory.mktemp("broken")
    (folder / "index.html").write_text(
        "<p style='color:red' onclick='x()'>字</p><script>document.body.innerHTML = ''</script>"
    )
    with hosted(folder, headers=(("Content-Security-Policy", POLICY),)) as address, looking(browser) as page:
        wrong = watched(page)
        page.goto(address)
        assert any("style-src" in each for each in wrong)
        assert any("script-src" in each for each in wrong)
