"""The search finds what is meant: synonyms, pinyin, either script; results by kind, and the way back."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Browser, Page

from gkgen.emit.search import SearchDocument
from tests.browsing import chromium
from tests.search_site import SearchPage, Server, written


def entry(number: int, title: str, kind: str, text: str = "", date: str = "2024-05-01") -> SearchDocument:
    return SearchDocument(
        f"e/{number}.html",
        title,
        kind,
        "望溪区民政局",
        "社会救助",
        date,
        (f"望民发〔2024〕{number}号",),
        (text,),
    )


def documents() -> list[SearchDocument]:
    many = [
        entry(100 + n, f"关于低保工作的第{n}次通知", "通知公告", date=f"2025-01-{n + 1:02}") for n in range(8)
    ]
    policies = [entry(200 + n, f"第{n}批文件", "政策文件", "最低生活保障按户审核。") for n in range(4)]
    return [
        *many,
        *policies,
        entry(1, "最低生活保障对象认定", "办事指南", "向乡镇人民政府提出申请。", "2019-01-01"),
        entry(2, "低保", "政策文件", "定义。", "2010-01-01"),
        entry(3, "公租房资格确认", "办事指南", "住房保障。"),
        entry(4, "行政许可目录", "政策文件", "银行账户。"),
        entry(5, "电子不停车收费（ETC）办理", "办事指南", "ETC 设备。"),
        entry(6, "恶疼从何而来", "通知公告"),
        entry(7, "國務院關於養老的通知", "政策文件", "臺灣居民居住證適用本辦法。"),
        entry(8, "残疾人补贴", "办事指南", "国务院规定的養老金。"),
        entry(9, "重庆市驻本区办事处", "机构"),
    ]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("site") / "meaning", documents())


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[Server]:
    server = Server(site)
    yield server
    server.close()


@pytest.fixture(scope="module")
def tab(server: Server, browser: Browser) -> SearchPage:
    return SearchPage(browser.new_page(), server.url + "search.html")


@pytest.fixture
def searching(tab: SearchPage) -> SearchPage:
    return tab.fresh()


def also(searching: SearchPage) -> str:
    return searching.page.locator("[data-search-also]").inner_text()


# ---------------------------------------------------------------- synonyms


def test_a_word_finds_its_synonyms_which_are_marked_and_named(searching: SearchPage) -> None:
    searching.open().ask("最低生活保障")
    assert searching.status == "找到 14 条结果"
    assert also(searching).startswith("也查找了：低保")
    assert {"低保", "最低生活保障"} <= set(searching.page.locator(".search mark").all_inner_texts())


def test_only_the_words_typed_are_a_link_away(searching: SearchPage) -> None:
    searching.open().ask("低保")
    searching.page.get_by_role("link", name="只查找“低保”").click()
    assert searching.settled().status == "找到 9 条结果"
    assert searching.box.input_value() == "“低保”"
    assert not searching.page.locator("[data-search-also]").is_visible()
    assert searching.page.evaluate("document.activeElement.textContent") == "搜索结果"


def test_a_word_inside_a_longer_query_is_said_in_its_other_ways_too(searching: SearchPage) -> None:
    assert searching.open().ask("低保对象认定").titles == ["最低生活保障对象认定"]
    assert searching.ask("公共租赁住房 资格").titles == ["公租房资格确认"]


def test_a_synonym_that_nothing_holds_is_not_named(searching: SearchPage) -> None:
    searching.open().ask("公租房")
    assert not searching.page.locator("[data-search-also]").is_visible()


# ---------------------------------------------------------------- kinds


def test_many_results_stand_by_kind_the_exact_title_first_and_then_what_helps(searching: SearchPage) -> None:
    searching.open().ask("低保")
    groups = searching.page.locator(".search-group h3").all_inner_texts()
    assert groups == ["最相符", "办事指南（1）", "政策文件（5）", "通知公告（8）"]
    assert searching.titles[:2] == ["低保", "最低生活保障对象认定"]
    assert len(searching.titles) == 1 + 1 + 3 + 3
    headings = searching.page.locator(".search :is(h1, h2, h3, h4)").evaluate_all(
        "(all) => all.filter((one) => one.offsetParent).map((one) => Number(one.tagName[1]))"
    )
    assert all(after - before <= 1 for before, after in itertools.pairwise(headings))


def test_all_of_a_kind_are_a_link_away_and_the_way_back_leads_to_all_kinds(searching: SearchPage) -> None:
    searching.open().ask("低保")
    searching.page.get_by_role("link", name=re.compile("查看全部 8 条 ?通知公告")).click()
    assert searching.settled().status == "找到 8 条结果"
    assert len(searching.titles) == 8
    assert searching.page.get_by_label("信息类型").input_value() == "通知公告"
    assert unquote(searching.page.url).endswith("?q=低保&kind=通知公告")
    searching.page.go_back()
    searching.page.get_by_role("heading", name="最相符").wait_for()
    assert searching.settled().status == "找到 14 条结果"
    searching.page.go_forward()
    searching.page.get_by_role("heading", name="最相符").wait_for(state="detached")
    assert searching.settled().status == "找到 8 条结果"


def test_few_results_stand_in_one_list(searching: SearchPage) -> None:
    searching.open().ask("养老")
    assert searching.page.locator(".search-group-title").count() == 0
    assert len(searching.titles) == 2


# ---------------------------------------------------------------- the history


def test_a_finished_question_keeps_its_place_and_typing_takes_one(searching: SearchPage) -> None:
    searching.open().ask("养老")
    before = searching.page.evaluate("history.length")
    for typed in ("残", "残疾", "残疾人"):
        searching.box.fill(typed)
        searching.page.wait_for_url(f"**/search.html?q={quote(typed)}")
    searching.settled()
    assert searching.page.evaluate("history.length") == before + 1
    searching.page.go_back()
    searching.page.wait_for_url(f"**/search.html?q={quote('养老')}")
    assert searching.settled().box.input_value() == "养老"
    assert searching.page.title().startswith("养老 - ")
    assert len(searching.titles) == 2


# ---------------------------------------------------------------- pinyin


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("gzf", "公租房资格确认"),
        ("gongzufang", "公租房资格确认"),
        ("GongZuFang", "公租房资格确认"),
        ("gong zu fang", "公租房资格确认"),
        ("gongzuf", "公租房资格确认"),
        ("xingzhengxuke", "行政许可目录"),
        ("chongqing", "重庆市驻本区办事处"),
        ("cqs", "重庆市驻本区办事处"),
        ("yanglao", "國務院關於養老的通知"),
        ("gzf zigequeren", "公租房资格确认"),
    ],
)
def test_letters_are_read_as_pinyin(searching: SearchPage, typed: str, title: str) -> None:
    assert searching.open().ask(typed).titles == [title]
    assert "按拼音查找" in also(searching)


def test_the_words_heard_are_links_to_themselves(searching: SearchPage) -> None:
    searching.open().ask("gzf")
    assert set(searching.page.locator(".search-result-title mark").all_inner_texts()) == {"公租房"}
    searching.page.locator("[data-search-also]").get_by_role("link", name="公租房").click()
    assert searching.settled().box.input_value() == "公租房"


def test_letters_that_stand_in_a_text_are_found_as_they_are(searching: SearchPage) -> None:
    """ETC is read 恶疼从 too: that is offered, and isn't among the results."""
    searching.open().ask("etc")
    assert searching.titles == ["电子不停车收费（ETC）办理"]
    assert also(searching) == "读音相符的词： 恶疼从"
    assert searching.ask("“gzf”").status == "找到 0 条结果"


def test_chinese_asks_for_no_readings(searching: SearchPage, server: Server) -> None:
    server.asked.clear()
    searching.open().ask("低保")
    assert not [path for path in server.asked if "readings" in path or "pinyin" in path]


# ---------------------------------------------------------------- either script


@pytest.mark.parametrize("typed", ["国务院", "國務院", "國务院"])
def test_either_script_finds_the_other(searching: SearchPage, typed: str) -> None:
    searching.open().ask(typed)
    assert set(searching.titles) == {"國務院關於養老的通知", "残疾人补贴"}


@pytest.mark.parametrize("typed", ["台湾居民居住证", "臺灣居民居住證", "適用本辦法", "适用本办法"])
def test_a_text_in_either_script_is_marked_as_it_stands(searching: SearchPage, typed: str) -> None:
    searching.open().ask(typed)
    assert searching.titles == ["國務院關於養老的通知"]
    searching.page.locator(".search-result-excerpt mark").first.wait_for()


def test_a_title_in_the_other_script_comes_first(searching: SearchPage) -> None:
    assert searching.open().ask("国务院关于养老的通知").titles[0] == "國務院關於養老的通知"
    assert searching.ask("殘疾人補貼").titles[0] == "残疾人补贴"


# ---------------------------------------------------------------- from a disk


def test_a_copy_on_a_disk_knows_all_this(site: Path, browser: Browser) -> None:
    page = browser.new_page()
    searching = SearchPage(page, (site / "search.html").as_uri()).open()
    assert searching.ask("低保").status == "找到 14 条结果"
    assert searching.ask("gzf").titles == ["公租房资格确认"]
    assert searching.ask("適用本辦法").titles == ["國務院關於養老的通知"]
    assert searching.said == []
    page.close()


# ---------------------------------------------------------------- a tree of another script


def test_a_page_in_another_tree_leads_into_it_and_says_what_is_not_in_its_script(
    site: Path, browser: Browser
) -> None:
    text = (site / "search.html").read_text(encoding="utf-8")
    folder = site / "zh-hant"
    folder.mkdir(exist_ok=True)
    text = text.replace('lang="zh-CN"', 'lang="zh-Hant"').replace('data-base=""', 'data-base="../"')
    text = re.sub('(src|href)="static/', r'\1="../static/', text)
    (folder / "search.html").write_text(text, encoding="utf-8")
    server = Server(site)
    page = browser.new_page()
    searching = SearchPage(page, server.url + "zh-hant/search.html").open("?q=" + quote("殘疾人"))
    assert searching.status == "找到 1 條結果"
    result = page.locator(".search-result")
    assert result.get_attribute("lang") == "zh-CN"
    assert result.get_by_role("link").evaluate("(a) => a.href") == server.url + "zh-hant/e/8.html"
    page.close()
    server.close()


# ---------------------------------------------------------------- a poor line


def slow(page: Page, latency: int) -> None:
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    speed = 50 * 1024
    conditions = {
        "offline": False,
        "latency": latency,
        "downloadThroughput": speed,
        "uploadThroughput": speed,
    }
    line.send("Network.emulateNetworkConditions", conditions)


def test_on_a_slow_line_titles_come_before_the_texts_and_it_says_so(server: Server, browser: Browser) -> None:
    page = browser.new_page()
    searching = SearchPage(page, server.url + "search.html")
    page.goto(searching.address)
    slow(page, 400)
    searching.box.fill("养老")
    searching.box.press("Enter")
    page.get_by_text("正在查找正文").wait_for()
    assert searching.titles == ["國務院關於養老的通知"]
    assert page.locator("[data-search][aria-busy]").count() == 1
    searching.settled()
    assert len(searching.titles) == 2
    assert not page.get_by_text("正在查找正文").is_visible()
    page.close()


def test_no_answer_overtakes_a_later_question(server: Server, browser: Browser) -> None:
    page = browser.new_page()
    searching = SearchPage(page, server.url + "search.html").open()
    slow(page, 300)
    for text in ("养老", "行政许可", "残疾人"):
        searching.box.fill(text)
        searching.box.press("Enter")
        page.wait_for_timeout(60)
    searching.settled()
    page.wait_for_timeout(1_500)
    assert searching.titles == ["残疾人补贴"]
    assert searching.status == "找到 1 条结果"
    page.close()
