"""Ten things that a citizen comes for, each done with JavaScript off by following links from the home page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.portal.example import Example
from tests.portal.manners import looking


@pytest.fixture
def citizen(host: str, browser: Browser) -> Iterator[Page]:
    with looking(browser, width=390, java_script_enabled=False) as page:
        page.goto(host)
        yield page


def follow(page: Page, *words: str, within: str = "main") -> None:
    """Follow the first link of each of these words in turn, as it stands on the page that is come to."""
    for word in words:
        link = page.locator(within).get_by_role("link", name=re.compile(re.escape(word))).first
        unfold(page, word, within)
        link.click()


def unfold(page: Page, word: str, within: str) -> None:
    """Open the folded parts around a link, one click each, as a person must."""
    for _ in range(5):
        folded = page.locator(f"{within} details:not([open])", has=page.get_by_text(word)).first
        if page.locator(within).get_by_role("link", name=re.compile(re.escape(word))).first.is_visible():
            return
        folded.locator("summary").first.click()


def test_an_item_is_found_by_its_topic(citizen: Page) -> None:
    follow(
        citizen,
        "基层政务公开标准目录",
        "社会救助",
        "最低生活保障",
        "办事指南",
        "最低生活保障审核确认办事指南",
    )
    expect(citizen.locator("h1")).to_have_text("最低生活保障审核确认办事指南")


def test_an_item_is_found_by_its_office(citizen: Page) -> None:
    follow(citizen, "按发布机构", "望溪区民政局", "第三季度社会救助对象和资金发放情况")
    expect(citizen.locator("h1")).to_contain_text("2026年第三季度社会救助对象和资金发放情况")


def test_an_item_is_found_by_its_year(citizen: Page) -> None:
    follow(citizen, "按发布年份", "2025年公开的信息", "公共租赁住房管理实施细则")
    expect(citizen.locator("h1")).to_contain_text("公共租赁住房管理实施细则")


def test_an_item_is_found_by_its_first_letter(citizen: Page) -> None:
    follow(citizen, "按拼音", "拼音首字母 D", "对食品生产经营者的监督检查")
    expect(citizen.locator("h1")).to_have_text("对食品生产经营者的监督检查")


def test_the_deepest_node_of_the_tree_opens_by_its_address(portal: Example, host: str, citizen: Page) -> None:
    nodes = re.findall(r'id="(n-[a-z-]+)"', portal.text("catalogue/tree-jczwgk.html"))
    deepest = max(nodes, key=lambda each: (each.count("-"), each))
    citizen.goto(f"{host}catalogue/tree-jczwgk.html#{deepest}")
    expect(citizen.locator(f"[id='{deepest}']")).to_be_visible()


def test_a_flowchart_is_read_in_words(citizen: Page) -> None:
    follow(citizen, "流程图", "最低生活保障审核确认流程图")
    steps = citizen.locator("main ol").filter(has_text="入户调查").first
    expect(steps).to_be_visible()
    assert steps.locator("li").count() >= 12


def test_an_attachment_is_downloaded(citizen: Page) -> None:
    follow(citizen, "依申请公开")
    with citizen.expect_download() as loading:
        follow(citizen, "Word 版申请表")
    assert loading.value.path().read_bytes()[:2] == b"PK"


def test_a_list_is_taken_as_a_table(citizen: Page) -> None:
    follow(citizen, "办事指南")
    with citizen.expect_download() as loading:
        follow(citizen, "CSV")
    assert "标题" in loading.value.path().read_text(encoding="utf-8-sig").splitlines()[0]


def test_the_fee_of_a_power_is_read(citizen: Page) -> None:
    follow(citizen, "权责清单", "自然资源局", "不动产登记", "办事指南", "收费")
    expect(citizen.locator("main")).to_contain_text("元")


def test_the_way_to_apply_for_disclosure_is_read(citizen: Page) -> None:
    follow(citizen, "依申请公开")
    main = citizen.locator("main")
    for words in ("受理机构", "0100-2000010", "20个工作日"):
        expect(main).to_contain_text(words)


def test_paper_shows_all_that_is_folded(citizen: Page) -> None:
    follow(citizen, "按公开事项", "全部目录")
    citizen.wait_for_load_state()  # counting waits for nothing
    folded = citizen.locator("main details:not([open]) li a")
    assert folded.count() > 10
    assert not folded.first.is_visible()
    citizen.emulate_media(media="print")
    for each in folded.all():
        expect(each).to_be_visible()


def test_nothing_is_lost_without_javascript(portal: Example, host: str, browser: Browser) -> None:
    """What the page says with scripts on, beside the controls that they add, it says without them."""
    texts = "[...document.querySelectorAll('main p, main li, main td, main dd, main h2')].map((each) => each.textContent.trim())"
    with looking(browser) as scripted, looking(browser, java_script_enabled=False) as plain:
        for address in portal.kinds():
            if address.startswith("search"):
                continue
            scripted.goto(f"{host}{address}")
            plain.goto(f"{host}{address}")
            said = plain.locator("main").inner_text() + plain.locator("main").text_content()  # type: ignore[operator]
            packed = re.sub(r"\s", "", said)
            added = ["打印", "展开", "收起", "朗读", "复制"]
            for each in scripted.evaluate(texts):
                lost = re.sub(r"\s", "", each) not in packed and not any(word in each for word in added)
                assert not lost, (unquote(address), each)
