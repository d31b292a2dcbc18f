"""The reload script in a real browser: it follows every save, and says what is wrong so that all can use it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from gkgen.serve.board import Held, Kept
from tests.browsing import chromium
from tests.test_serve import Running, running


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with chromium() as browser:
        page = browser.new_page()
        page.set_default_timeout(10_000)
        yield page


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """Whatever the browser has to say against the page, such as a policy that is violated, but what isn't there."""
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            said.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda fault: said.append(str(fault)))
    yield said
    page.goto("about:blank")


def open_at(page: Page, server: Running, path: str = "/") -> None:
    page.goto(server.addresses[0].rstrip("/") + path)


def test_a_page_follows_saves_and_a_panel_says_what_is_wrong_until_it_is_mended(
    page: Page, complaints: list[str], tmp_path: Path
) -> None:
    with running(tmp_path) as server:
        open_at(page, server)
        expect(page.locator("p")).to_have_text("hello")
        server.write("index.md", "second")
        expect(page.locator("p").first).to_have_text("second")

        server.write("index.md", "BROKEN <img src=x onerror=alert(1)>")
        panel = page.get_by_role("alertdialog", name="The content has faults")
        expect(panel).to_be_visible()
        expect(panel).to_contain_text("content/index.md:3:5")
        expect(panel).to_contain_text("X1")
        expect(panel).to_contain_text("BROKEN <img src=x onerror=alert(1)>")
        expect(panel).to_contain_text("Mend: mend it")
        expect(panel).to_have_attribute("lang", "en")
        expect(panel.get_by_role("button", name="Close (Esc)")).to_be_focused()
        expect(panel).to_have_css("border-top-color", "rgb(198, 40, 40)")
        expect(page.locator("body > p")).to_have_text("second")
        assert panel.locator("img").count() == 0

        server.write("other.md", "BROKEN too")
        expect(panel).to_contain_text("content/other.md:3:5")
        page.keyboard.press("Escape")
        expect(panel).to_be_hidden()
        server.write("other.md", "BROKEN again")
        expect(panel).to_be_visible()
        panel.get_by_role("button").press("Enter")
        expect(panel).to_be_hidden()
        server.write("other.md", "BROKEN for ever")
        expect(panel).to_be_visible()

        (tmp_path / "content" / "other.md").unlink()
        server.write("index.md", "third")
        expect(page.locator("p").first).to_have_text("third")
        expect(panel).to_be_hidden()

        server.write("index.md", "BROKEN")
        expect(panel).to_be_visible()
        server.write("index.md", "third")
        expect(panel).to_be_hidden()
    assert complaints == []


def test_a_first_build_that_fails_is_a_page_of_findings_that_turns_into_the_site(
    page: Page, complaints: list[str], tmp_path: Path
) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "index.md").write_text("BROKEN one")
    with running(tmp_path) as server:
        open_at(page, server, "/nowhere/")
        expect(page.get_by_role("heading")).to_have_text(
            "The content has faults, so the page can't be updated"
        )
        expect(page.locator("li")).to_contain_text(["this is wrong: BROKEN one"])
        expect(page.locator(".gkgen-panel")).to_have_css("border-top-color", "rgb(198, 40, 40)")
        server.write("index.md", "BROKEN two")
        expect(page.locator("li")).to_contain_text(["this is wrong: BROKEN two"])
        server.write("index.md", "good")
        expect(page.locator("body")).to_contain_text("NOT-HERE")
        open_at(page, server)
        expect(page.locator("p").first).to_have_text("good")
    assert complaints == []


def test_a_page_finds_a_server_that_was_started_anew(
    page: Page, complaints: list[str], tmp_path: Path
) -> None:
    with running(tmp_path) as server:
        open_at(page, server)
        port = server.port
    (tmp_path / "content" / "index.md").write_text("after the restart")
    with running(tmp_path, port=port) as server:
        assert server.port == port
        expect(page.locator("p").first).to_have_text("after the restart", timeout=15_000)
    assert complaints == []


def test_a_page_of_last_time_says_that_it_is_old_until_the_site_stands(
    page: Page, complaints: list[str], tmp_path: Path
) -> None:
    old = {"index.html": Held("old", b"<!DOCTYPE html><body><p>old</p></body>")}
    with running(tmp_path, kept=Kept(old, {}, is_behind=True), slow=3.0) as server:
        open_at(page, server)
        expect(page.locator("p").first).to_have_text("old")
        expect(page.get_by_role("status")).to_contain_text("is being brought up to date")
        expect(page.locator("p").first).to_have_text("hello")
        expect(page.get_by_role("status")).to_have_count(0)
    assert complaints == []
