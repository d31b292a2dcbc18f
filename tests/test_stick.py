"""The whole site on a USB stick: opened by a double click, read without a host, on any disk."""

from __future__ import annotations

import posixpath
import re
import shutil
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser

from tests.portal.example import Example

ROOT = Path(__file__).parents[1]
KINDS = (
    "index.html",
    "search.html",
    "map.html",
    "catalogue/index.html",
    "guides/index.html",
    "guides/dibao.html",
    "flowcharts/dibao-liucheng.html",
    "fee-schedules/xzsyx.html",
    "policies/2026/laonian-zhucan.html",
    "gazettes/2026/1.html",
    "help/printing.html",
)
HOST_ONLY = "404.html"
"""Shown by a host in the place of a page that isn't there: no page leads to it."""
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
LONGEST = 180
"""Of a path on the stick, in characters: Windows takes 260 with the drive and a folder or two before it."""


class Leads(HTMLParser):
    """Every address that a page leads to or loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = ("action",) if tag == "form" else ("src", "href", "data")
        self.found += [value or "" for name, value in attrs if name in of]


@pytest.fixture(scope="module")
def folder(portal: Example, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(portal.folder, tmp_path_factory.mktemp("stick") / "望溪 公开")


def faults_of(address: str, text: str, files: frozenset[str]) -> list[str]:
    """The addresses on a page that no file answers to: absolute, of a folder, of nothing."""
    page = Leads()
    page.feed(text)
    return [lead for lead in dict.fromkeys(page.found) if _is_fault(address, lead, files)]


def _is_fault(address: str, lead: str, files: frozenset[str]) -> bool:
    if re.match(r"[a-z][a-z0-9+.-]*:", lead, re.IGNORECASE) or lead.startswith("#"):
        return False
    path = unquote(lead.partition("#")[0].partition("?")[0])
    target = posixpath.normpath(posixpath.join(posixpath.dirname(address), path))
    return path.startswith("/") or path.endswith("/") or target not in files


def names_in(folder: Path) -> frozenset[str]:
    return frozenset(each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file())


def test_every_link_of_every_page_is_a_file_of_the_stick(folder: Path) -> None:
    files = names_in(folder)
    pages = sorted(each for each in files if each.endswith(".html") and posixpath.basename(each) != HOST_ONLY)
    assert len(pages) > 200
    told = {each: faults_of(each, (folder / each).read_text(encoding="utf-8"), files) for each in pages}
    assert {page: leads for page, leads in told.items() if leads} == {}


@pytest.mark.parametrize("lead", ["/static/site.css", "items/", "nowhere.html", "", "../above.html"])
def test_a_link_that_needs_a_host_is_found(lead: str) -> None:
    files = frozenset({"items/index.html", "static/site.css", "index.html"})
    assert faults_of("index.html", f'<a href="{lead}">a</a>', files) == [lead]
    assert faults_of("index.html", '<a href="items/index.html?q=1#a">a</a>', files) == []


def test_every_name_is_one_that_fat_and_exfat_take(folder: Path) -> None:
    files = names_in(folder)
    parts = {part for each in files for part in each.split("/")}
    assert {
        each for each in parts if re.search(r'[<>:"|?*\\\x00-\x1f]|[. ]$', each) or RESERVED.fullmatch(each)
    } == set()
    assert {each for each in files if len(each) > LONGEST} == set()
    clashing = {name for name, count in Counter(each.casefold() for each in files).items() if count > 1}
    assert clashing == set()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_every_kind_of_page_is_whole_without_a_host(browser: Browser, folder: Path, scripts: bool) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    said: list[str] = []
    page.on(
        "console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda failure: said.append(str(failure)))
    page.on(
        "requestfailed",
        # What is still on its way when the next page is asked for is given up, and nothing is wrong with it.
        lambda request: (
            said.append(f"failed: {request.url}") if request.failure != "net::ERR_ABORTED" else None
        ),
    )
    page.on(
        "request", lambda request: said.append(request.url) if not request.url.startswith("file:") else None
    )
    for address in KINDS:
        page.goto((folder / address).as_uri())
        assert page.locator("h1").inner_text().strip()
        assert page.locator("main").inner_text().strip()
        assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
        assert said == [], address
    context.close()


def test_a_reader_walks_from_the_first_page_to_a_guide_and_back(browser: Browser, folder: Path) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto((folder / "index.html").as_uri())
    page.get_by_role("link", name="办事指南").first.click()
    page.get_by_role("link", name="最低生活保障审核确认办事指南").first.click()
    assert page.url == (folder / "guides/dibao.html").as_uri()
    page.get_by_role("link", name="首页").first.click()
    assert page.url == (folder / "index.html").as_uri()
