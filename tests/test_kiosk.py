"""The site for a touch screen in a hall: no way out, home when nobody is there, nothing left for the next person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from playwright.sync_api import Browser, Page, expect

from gkgen.build import Options, build
from gkgen.kiosk.closing import closed
from gkgen.qr import square_of
from gkgen.stages.write import publish
from tests.browsing import hosted, watched
from tests.sites import BASE, NOW, built, codes, item

ROOT = Path(__file__).parents[1]
SITE = (
    BASE["site.yaml"] + "公开网址: https://www.wangxi.example/zfxxgk\n门户网站: https://www.wangxi.example\n"
)


class Ways(HTMLParser):
    """Every attribute of a page that leads somewhere."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        leading = ("href", "src", "action", "formaction", "target", "download", "ping", "srcset", "data")
        self.found += [(name, value or "") for name, value in attrs if name in leading]
        if tag == "meta" and ("http-equiv", "refresh") in attrs:
            self.found += [
                ("href", str(value).partition("url=")[2]) for name, value in attrs if name == "content"
            ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = build(Options(ROOT, NOW, kiosk=True))
    assert site.findings == ()
    target = tmp_path_factory.mktemp("kiosk") / "public"
    publish(site.output(), target)
    return target


@pytest.fixture(scope="module")
def host(folder: Path) -> Iterator[str]:
    with hosted(folder, "/hall") as address:
        yield address


@pytest.fixture
def screen(browser: Browser, host: str) -> Iterator[Page]:
    page, wrong = watched(browser, viewport={"width": 1080, "height": 1920}, has_touch=True)
    page.clock.install(time=0)
    page.goto(host)
    yield page
    page.context.close()
    assert wrong == []


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("twins", [False, pytest.param(True, marks=pytest.mark.all)])
def test_nothing_on_any_page_leads_off_the_site(twins: bool, folder: Path) -> None:
    files = files_in(folder)
    pages = {each for each in files if each.endswith(".html")}
    in_traditional = {each for each in pages if each.startswith("zh-hant/")}
    looked_at = in_traditional if twins else pages - in_traditional
    assert len(looked_at) > 600
    for address in sorted(looked_at):
        for name, value in Ways((folder / address).read_text(encoding="utf-8")).found:
            assert name in ("href", "src", "action"), (address, name, value)
            if not value.startswith("#"):
                path = value.split("#")[0].split("?")[0]
                assert normpath(join(dirname(address), path)) in files, (address, name, value)


def test_there_is_no_file_that_another_program_opens(folder: Path) -> None:
    files = files_in(folder)
    foreign = [each for each in files if each.endswith((".pdf", ".docx", ".csv", ".xlsx", ".xml", ".json"))]
    assert [each for each in foreign if not each.startswith(("search/", ".gkgen-"))] == []


def test_a_link_that_leads_off_the_site_becomes_its_words_and_its_address(tmp_path: Path) -> None:
    body = "见[国家法律法规数据库](https://flk.npc.gov.cn/)，[写信](mailto:a@wangxi.example)，[电话](tel:0100-1)。"
    files = {"site.yaml": SITE, "content/items/one.md": item(body=body)}
    site = built(tmp_path, files, kiosk=True)
    assert codes(site) == []
    pages = {file.address: file.content for file in site.output()}
    text = pages["items/one.html"]
    assert isinstance(text, bytes)
    for name, address in (
        ("国家法律法规数据库", "https://flk.npc.gov.cn/"),
        ("写信", "a@wangxi.example"),
        ("电话", "0100-1"),
    ):
        assert f'<span class="way-out">{name}<span class="quiet">（{address}）</span></span>' in text.decode()
    assert "404.html" not in pages
    assert "sitemap.xml" not in pages


@pytest.mark.parametrize(
    ("base_url", "said"),
    [
        ("https://www.wangxi.example/zfxxgk", "https://www.wangxi.example/zfxxgk/files/a.docx"),
        ("", "附件，请向窗口工作人员索取"),
    ],
)
def test_a_file_is_told_by_its_name_and_how_to_get_it(base_url: str, said: str) -> None:
    page = '<p><a href="../files/a.docx" download>申请表 <b>x</b></a>和<a href="one.html#a">本页</a></p>'
    assert closed(page, "items/two.html", base_url) == (
        f'<p><span class="way-out">申请表 <b>x</b><span class="quiet">（{said}）</span></span>'
        '和<a href="one.html#a">本页</a></p>'
    )


@pytest.mark.parametrize(
    "way",
    [
        '<area href="https://a.example/">',
        '<base href="https://a.example/">',
        '<iframe src="https://a.example/">',
        '<meta http-equiv="refresh" content="0; url=https://a.example/x.html">',
    ],
)
def test_what_leads_off_the_site_and_has_no_words_is_taken_away(way: str) -> None:
    inside = '<meta http-equiv="refresh" content="0; url=../two.html">'
    assert closed(f"<p>{way}</p>{inside}", "items/one.html", "") == f"<p></p>{inside}"


def test_a_browser_reads_a_backslash_as_a_slash() -> None:
    assert "href" not in closed(r'<a href="\\a.example\x.html">甲</a>', "one.html", "")


def test_the_addresses_of_the_main_text_stand_below_it_for_a_telephone() -> None:
    link = '<a href="https://flk.npc.gov.cn/库?q=1&amp;r=2">库</a>'
    long = f'<a href="https://a.example/{"x" * 300}">长</a>'
    text = f'<html lang="zh-Hant-TW"><p>{link}</p><main>{link}{link}{long}<a href="a.docx">表</a><a href="tel:1">1</a></main>'
    before, main = closed(text, "one.html", "https://www.wangxi.example/zfxxgk").split("<main>")
    assert "<svg" not in before
    assert main.endswith("</section>\n</main>")
    assert "<h2>手機掃碼打開</h2>" in main
    assert re.findall("<figcaption>(.*?)</figcaption>", main) == ["库", "表"]
    squares = [
        square_of("https://flk.npc.gov.cn/%E5%BA%93?q=1&r=2"),
        square_of("https://www.wangxi.example/zfxxgk/a.docx"),
    ]
    assert re.findall('stroke="#000" d="(.*?)"', main) == [each.path for each in squares]
    assert 'aria-label="二維碼：https://flk.npc.gov.cn/%E5%BA%93?q=1&amp;r=2"' in main
    assert "<section" not in closed("<main><a href='two.html'>二</a></main>", "one.html", "")


def test_an_ordinary_build_knows_nothing_of_a_kiosk(tmp_path: Path) -> None:
    files = {"site.yaml": SITE + "触摸屏: {空闲秒数: 60}\n", "content/items/one.md": item()}
    site = built(tmp_path, files)
    assert codes(site) == []
    pages = {file.address: file.content for file in site.output()}
    assert b"kiosk" not in pages["items/one.html"]  # type: ignore[operator]
    assert "sitemap.xml" in pages


@pytest.mark.parametrize("seconds", ["39", "3601", "0"])
def test_a_time_that_leaves_nobody_the_time_to_read_is_a_finding(seconds: str, tmp_path: Path) -> None:
    site = built(tmp_path, {"site.yaml": BASE["site.yaml"] + f"触摸屏: {{空闲秒数: {seconds}}}\n"})
    assert codes(site) == ["T920"]


def test_the_screen_begins_in_large_type_with_the_ways_back_and_home_in_reach(screen: Page) -> None:
    assert screen.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 24
    back = screen.get_by_role("button", name="返回")
    expect(back).to_be_disabled()
    screen.get_by_role("main").get_by_role("link", name="办事指南").first.click()
    screen.wait_for_url("**/guides/index.html")
    for name in ("返回", "首页"):
        button = screen.locator(".kiosk-bar").get_by_text(name)
        expect(button).to_be_in_viewport()
        assert (button.bounding_box() or {"height": 0})["height"] >= 59.5
    screen.get_by_role("main").get_by_role("link").first.click()
    assert screen.evaluate("history.length") <= 2  # the blank page before, and one
    back.click()
    screen.wait_for_url("**/guides/index.html")
    back.click()
    screen.wait_for_url("**/hall/")
    expect(back).to_be_disabled()


def test_an_idle_screen_warns_and_goes_home_and_forgets(screen: Page) -> None:
    screen.get_by_role("searchbox").first.fill("低保")
    screen.get_by_role("button", name="搜索").first.click()
    screen.wait_for_url("**/search.html?q=*")
    screen.get_by_role("button", name="阅读设置").click()
    screen.get_by_role("radio", name="高对比").check()
    warning = screen.get_by_role("alertdialog")
    screen.clock.run_for(99_000)
    expect(warning).to_be_hidden()
    screen.clock.run_for(2_000)
    expect(warning).to_be_visible()
    expect(screen.get_by_role("button", name="继续浏览")).to_be_focused()
    assert "search.html" in screen.url
    screen.clock.run_for(20_000)
    screen.wait_for_url("**/hall/index.html")
    assert screen.evaluate("localStorage.length + sessionStorage.length") == 0
    assert screen.evaluate("'contrast' in document.documentElement.dataset") is False
    expect(screen.get_by_role("searchbox").first).to_have_value("")
    expect(screen.get_by_role("button", name="返回")).to_be_disabled()
    screen.go_back()
    assert screen.url == "about:blank"  # nothing lies behind the home page but what the browser began with


def test_an_empty_hall_is_told_nothing(screen: Page, host: str) -> None:
    warning = screen.get_by_role("alertdialog")
    screen.goto(f"{host}index.html")
    screen.clock.run_for(500_000)
    expect(warning).to_be_hidden()
    screen.get_by_role("button", name="阅读设置").click()
    screen.clock.run_for(101_000)
    expect(warning).to_be_visible()


def test_what_scripts_write_is_in_the_characters_of_the_page(screen: Page, host: str) -> None:
    screen.goto(f"{host}zh-hant/guides/index.html")
    expect(screen.get_by_role("button", name="長者模式")).to_be_visible()
    screen.get_by_role("button", name="閱讀設置").click()
    screen.get_by_role("radio", name="淺色").check()
    expect(screen.get_by_role("status")).to_have_text("配色：淺色")
    screen.clock.run_for(101_000)
    expect(screen.get_by_role("alertdialog")).to_contain_text("後回到首頁，並清除您的選擇和輸入")
    expect(screen.get_by_role("button", name="繼續瀏覽")).to_be_focused()


def test_the_warning_can_be_dismissed_and_the_page_stays(screen: Page) -> None:
    screen.get_by_role("main").get_by_role("link", name="办事指南").first.click()
    screen.wait_for_url("**/guides/index.html")
    warning = screen.get_by_role("alertdialog")
    screen.clock.run_for(101_000)
    screen.get_by_role("button", name="继续浏览").click()
    expect(warning).to_be_hidden()
    screen.clock.run_for(90_000)
    assert "guides" in screen.url
    screen.keyboard.press("ArrowDown")
    screen.clock.run_for(90_000)
    expect(warning).to_be_hidden()
    assert "guides" in screen.url


def test_there_is_no_menu_no_other_window_no_selection_and_no_printing(screen: Page, host: str) -> None:
    screen.goto(f"{host}about.html")
    prevented = "(name, place) => !document.querySelector(place).dispatchEvent(new Event(name, {bubbles: true, cancelable: true}))"
    for name in ("contextmenu", "dragstart", "selectstart"):
        assert screen.evaluate(f"([name, place]) => ({prevented})(name, place)", [name, "main p"]), name
    assert not screen.evaluate(
        f"([name, place]) => ({prevented})(name, place)", ["selectstart", "#site-search"]
    )
    assert screen.evaluate("window.open('https://example.org')") is None
    assert screen.evaluate("getComputedStyle(document.querySelector('main p')).userSelect") == "none"
    expect(screen.get_by_role("button", name="打印本页")).to_have_count(0)
    screen.evaluate(
        "document.querySelector('main').append(Object.assign(document.createElement('a'), "
        "{ href: 'https://example.org/', textContent: '外面', target: '_blank' }))"
    )
    before = screen.url
    screen.get_by_role("link", name="外面").click()
    assert screen.url == before
    assert len(screen.context.pages) == 1


def test_the_screen_works_from_a_disk(folder: Path, browser: Browser) -> None:
    page, wrong = watched(browser)
    page.goto((folder / "index.html").as_uri())
    page.get_by_role("searchbox").first.fill("办事指南")
    page.get_by_role("button", name="搜索").first.click()
    page.wait_for_url("**/search.html?q=*")
    page.get_by_role("main").locator("mark").first.click()
    page.wait_for_url(re.compile(r"/(?!search)[^/?]+$"))
    page.get_by_role("button", name="返回").click()
    page.wait_for_url("**/search.html?q=*")
    page.close()
    assert wrong == []
