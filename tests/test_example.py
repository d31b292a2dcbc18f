"""The example site, built and opened in Chromium as a citizen would."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from gkgen.built import Built
from gkgen.types import TYPES
from tests.browsing import hosted, watched
from tests.portal.example import Example
from tests.sites import NOW

ROOT = Path(__file__).parents[1]
KINDS = (
    "index.html",
    "search.html",
    "catalogue/index.html",
    "map.html",
    "404.html",
    "items/index.html",
    "guides/index.html",
    "years/index.html",
    "letters/index.html",
    "help/index.html",
)


@pytest.fixture(scope="module")
def host(portal: Example) -> Iterator[str]:
    with hosted(portal.folder, "/zfxxgk") as address:
        yield address


def test_the_example_has_no_finding(example: Built) -> None:
    assert [f"{each.place} {each.rule.code} {each.wrong('en')}" for each in example.findings] == []


def test_the_example_holds_eighty_files_of_all_types_and_four_levels_of_catalogue(example: Built) -> None:
    assert example.site is not None
    assert len([each for each in example.sources if each.path.startswith("content/")]) >= 80
    assert {entry.kind for entry in example.site.entries} == {kind.key for kind in TYPES}
    assert max(node.depth for node in example.site.catalogue.values()) >= 4


def sample(example: Built) -> list[str]:
    """A page of each template, beside the fixed ones; a page that leads on at once can't be looked at."""
    stays = [page for page in reversed(example.pages) if page.template != "moved.html"]
    by_template = {page.template: page.address for page in stays}
    return sorted({*KINDS, *by_template.values()})


def test_a_page_of_each_kind_opens_without_fault_at_every_width(
    example: Built, host: str, browser: Browser
) -> None:
    """No script error, no refusal by the content security policy, no request to another host; 320 px without
    scrolling sideways (WCAG 2.2, 1.4.10)."""
    for width in (320, 1280):
        page, wrong = watched(browser, viewport={"width": width, "height": 800})
        for address in sample(example):
            page.goto(f"{host}{address}")
            assert page.locator("h1").count() == 1, address
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
        page.close()
        assert wrong == []


def test_a_citizen_types_a_word_and_finds_a_page(host: str, browser: Browser) -> None:
    page, wrong = watched(browser)
    page.goto(host)
    page.get_by_role("searchbox").first.click()
    page.keyboard.type("低保", delay=40)
    page.keyboard.press("Enter")
    page.wait_for_url("**/zfxxgk/search.html?q=*")
    expect(page.get_by_role("main").get_by_role("status").first).to_contain_text("条")
    expect(page.get_by_role("main").locator("mark").first).to_have_text(re.compile("^(低保|最低生活保障)$"))
    assert wrong == []


def test_the_tree_opens_by_keyboard_and_without_javascript(
    example: Built, host: str, browser: Browser
) -> None:
    assert example.site is not None
    deepest = max(example.site.catalogue.values(), key=lambda node: (node.depth, node.code))
    top = deepest
    while top.parent is not None:
        top = example.site.catalogue[top.parent]
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{host}catalogue/tree-{top.code}.html#n-{deepest.code}")
    expect(page.locator(f"[id='n-{deepest.code}']")).to_be_visible()
    page.goto(f"{host}catalogue/tree-{top.code}.html")
    closed = page.query_selector("main details:not([open])")
    assert closed is not None
    summary = closed.query_selector("summary")
    assert summary is not None
    summary.focus()
    page.keyboard.press("Enter")
    assert closed.evaluate("each => each.open")
    context.close()


def test_without_javascript_the_search_page_offers_the_lists(host: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{host}search.html?q=低保")
    for name in ("公开目录", "机构", "年份", "首字母"):
        link = page.get_by_role("main").get_by_role("link", name=name).first
        expect(link).to_be_visible()
        assert page.request.get(page.url.split("search.html")[0] + (link.get_attribute("href") or "")).ok
    context.close()


def test_the_site_opens_from_a_folder_on_a_disk(portal: Example, browser: Browser) -> None:
    page, wrong = watched(browser)
    page.goto((portal.folder / "index.html").as_uri())
    page.get_by_role("navigation").get_by_role("link", name="公开目录").first.click()
    expect(page.locator("h1")).to_contain_text("公开目录")
    page.goto((portal.folder / "search.html").as_uri() + "?q=低保")
    expect(page.get_by_role("main").get_by_role("status").first).to_contain_text("条")
    assert wrong == []


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which `gkgen serve`, as a process of its own, shows the site of a folder."""
    command = [
        sys.executable,
        "-m",
        "gkgen",
        "serve",
        "-s",
        str(folder),
        "-p",
        "0",
        "--now",
        str(NOW),
        "--lang",
        "zh",
    ]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 130


def test_serve_follows_a_save_shows_a_fault_over_the_last_good_page_and_recovers(
    tmp_path: Path, browser: Browser
) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "site.yaml", tmp_path)
    source = tmp_path / "content" / "about.md"
    good = source.read_text(encoding="utf-8")
    page, wrong = watched(browser)
    with served(tmp_path) as address:
        page.goto(f"{address}about.html")
        source.write_text(good + "\n\n新写的一段。\n", encoding="utf-8")
        expect(page.get_by_text("新写的一段。")).to_be_visible(timeout=20_000)
        source.write_text(good.replace("类型: 页面", "类型: 叶面"), encoding="utf-8")
        panel = page.get_by_role("alertdialog")
        expect(panel).to_contain_text("没有“叶面”这个类型", timeout=20_000)
        expect(panel).to_contain_text("content/about.md")
        expect(page.locator("main").get_by_text("新写的一段。")).to_be_attached()
        source.write_text(good, encoding="utf-8")
        expect(panel).to_be_hidden(timeout=20_000)
        expect(page.get_by_text("新写的一段。")).to_have_count(0, timeout=20_000)
        page.close()
    assert wrong == []
