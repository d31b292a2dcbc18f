"""The search page in a real browser: what a person types is found, shown safely, and reachable by keyboard."""

from __future__ import annotations

import gzip
import json
import random
import re
import shutil
import unicodedata
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from gkgen.emit.search import SearchDocument, bundle, shards
from gkgen.emit.search.variants import simplified
from gkgen.theme import static_files
from tests.browsing import chromium
from tests.search_site import POLICY, THEME, SearchPage, Server, council_documents, guides, laws, written
from tests.sites import corpus

CASES = json.loads(Path(__file__).with_name("search_cases.json").read_text(encoding="utf-8"))
TRUSTED_TYPES = "; require-trusted-types-for 'script'; trusted-types gkgen-search"
PAYLOADS = (
    "<img src=x onerror=alert(1)>",
    '"><script>alert(2)</script>',
    "<svg/onload=alert(3)>",
    "javascript:alert(4)",
    "</mark><iframe srcdoc='<script>alert(5)</script>'>",
    "{{7*7}}${alert(6)}",
)


# ---------------------------------------------------------------- documents

PLACES = ["遂昌县", "小舟山乡", "银雀山街道", "滨海新区", "罗庄区", "镇巴县", "兰山区", "大足区"]
OFFICES = ["人民政府办公室", "住房和城乡建设局", "教育体育局", "民政局", "市场监督管理局", "卫生健康局"]
THINGS = [
    "公租房",
    "城乡居民养老保险",
    "义务教育招生",
    "行政许可事项清单",
    "临时救助",
    "食品经营许可",
    "殡葬服务收费",
    "不动产登记",
    "残疾人两项补贴",
    "户外招牌设置",
    "村卫生室",
    "政府购买服务",
]
FORMS = ("关于印发{}管理办法的通知", "{}办事指南", "{}收费标准", "关于做好{}工作的实施意见")
SENTENCES = (
    "申请人应当如实提交有关材料，并对其真实性负责。",
    "自受理之日起20个工作日内作出决定，联系电话0539-8012345。",
    "本办法自二○一八年一月一日起施行，有效期5年。",
    "空气中PM2.5浓度持续下降，优良天数比例达到87.6%。",
    "对符合条件的困难群众，由乡镇人民政府（街道办事处）审核。",
    "收费依据为财综〔2007〕34号文件，每证工本费10元。",
)


def made_document(number: int) -> SearchDocument:
    pick = random.Random(number)
    place, office, thing = pick.choice(PLACES), pick.choice(OFFICES), pick.choice(THINGS)
    form = number % len(FORMS)
    year = 2012 + number % 12
    first = f"为了规范{place}{thing}工作，根据有关规定，制定本办法（第{number}稿）。"
    return SearchDocument(
        address=f"items/{year}/{number:04}/",
        title=f"{place}{FORMS[form].format(thing)}（第{number}号）",
        kind=("政策文件", "办事指南", "收费", "政策文件")[form],
        organisation=place + office,
        catalogue="/".join(("政策文件", thing)),
        date=f"{year}-{1 + number % 12:02}-{1 + number % 28:02}",
        numbers=(f"试政办发〔{year}〕{number}号", f"lanshanquxzspfwj/{year}-{number:07}"),
        blocks=(
            first,
            *pick.sample(SENTENCES, 4),
            f"{thing}的办理地点为{place}政务服务中心{pick.randrange(90)}号窗口。",
        ),
    )


def hostile_document(number: int) -> SearchDocument:
    payload = PAYLOADS[number]
    return SearchDocument(
        f"hostile/{number}.html",
        f"恶意标题{payload}",
        payload,
        payload,
        payload,
        "",
        (payload,),
        (f"恶意正文{payload}",),
    )


def made_documents() -> list[SearchDocument]:
    return [*map(made_document, range(300)), *map(hostile_document, range(len(PAYLOADS)))]


# ---------------------------------------------------------------- sites


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """300 documents in several shards, eight texts in a file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "SHARD_DOCUMENTS", 120)
        patch.setattr(bundle, "TEXTS_APART", 100)
        return written(tmp_path_factory.mktemp("site") / "made", made_documents())


@pytest.fixture(scope="module")
def real_documents() -> list[SearchDocument]:
    folder = corpus()
    return [*council_documents(folder), *laws(folder), *guides(folder)]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, real_documents: list[SearchDocument]) -> Path:
    return written(tmp_path_factory.mktemp("site") / "real", real_documents)


@pytest.fixture(scope="module")
def made_server(made: Path) -> Iterator[Server]:
    server = Server(made)
    yield server
    server.close()


@pytest.fixture(scope="module")
def real_server(real: Path) -> Iterator[Server]:
    server = Server(real)
    yield server
    server.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., SearchPage]]:
    pages: list[Page] = []

    def opened(address: str, **options: Any) -> SearchPage:
        pages.append(browser.new_page(**options))
        return SearchPage(pages[-1], address)

    yield opened
    for page in pages:
        page.close()


@pytest.fixture(scope="module")
def made_page(made_server: Server, browser: Browser) -> SearchPage:
    return SearchPage(browser.new_page(), made_server.url + "search.html")


@pytest.fixture
def searching(made_page: SearchPage) -> SearchPage:
    """The page of the made site, one tab for all tests: each opens it anew."""
    return made_page.fresh()


@pytest.fixture(scope="module")
def real_page(real_server: Server, browser: Browser) -> SearchPage:
    return SearchPage(browser.new_page(), real_server.url + "search.html")


@pytest.fixture
def searching_real(real_page: SearchPage) -> SearchPage:
    return real_page.fresh()


# ---------------------------------------------------------------- cutting


def test_the_browser_cuts_text_as_python_does(searching: SearchPage) -> None:
    searching.open()
    known = set(unicodedata.normalize("NFKD", "".join(case["text"] for case in CASES["runs"])))
    forms = "".join(char + form for char, form in simplified().items() if char in known)
    searching.page.evaluate("(forms) => gkgenSearch.learn(forms)", forms)
    for case in CASES["runs"]:
        assert searching.page.evaluate("(text) => gkgenSearch.runs(text)", case["text"]) == case["runs"], (
            case["why"]
        )
        keys = "(text) => [gkgenSearch.wholeKey(text, '|').split('|').filter(Boolean), gkgenSearch.runs(text).map(gkgenSearch.key)]"
        by_text, by_units = searching.page.evaluate(keys, case["text"])
        assert by_text == by_units, case["why"]
    for case in CASES["codes"]:
        assert searching.page.evaluate("(unit) => gkgenSearch.code(unit)", case["unit"]) == case["code"]
    for case in CASES["words"]:
        asked = "(text) => [].concat(...gkgenSearch.runs(text).map(gkgenSearch.phrases))"
        assert searching.page.evaluate(asked, case["text"]) == case["phrases"], case["text"]


# ---------------------------------------------------------------- finding


def test_every_real_title_finds_its_page_among_the_first_ten(
    searching_real: SearchPage, real_documents: list[SearchDocument]
) -> None:
    """30 State Council documents, laws and guides: more than a hundred, of every shape."""
    pick = random.Random(3)
    council = [one for one in real_documents if one.address.startswith("documents/")]
    others = [one for one in real_documents if one not in council]
    sample = [*council, *pick.sample(others, 80)]
    searching_real.open().listen()
    lost = [one.title for one in sample if one.address not in searching_real.ask(one.title).hits[:10]]
    assert (len(sample), lost) == (110, [])


def test_half_a_real_title_finds_it(searching_real: SearchPage, real_documents: list[SearchDocument]) -> None:
    """The halves stand for many other titles too; those that stand for few must show theirs among the first ten."""
    pick = random.Random(4)
    searching_real.open().listen()
    for one in pick.sample(real_documents, 20):
        half = one.title[len(one.title) // 2 :]
        hits = searching_real.ask(half).hits
        assert one.address in hits
        same = [other for other in real_documents if half in other.title]
        assert len(same) > 10 or one.address in hits[:10]


def test_an_exact_title_comes_first_then_titles_then_numbers_then_texts(searching: SearchPage) -> None:
    searching.open()
    title = made_document(40).title
    assert searching.ask(title).titles[0] == title
    titles_found = searching.ask("临时救助").titles
    assert all("临时救助" in found for found in titles_found)


BRACKETS = ("〔{}〕", "[{}]", "({})", "（{}）", "【{}】", "［{}］", "﹝{}﹞", " {} ", "{}")


def test_a_document_number_is_found_in_any_bracket(searching: SearchPage) -> None:
    wanted = made_document(54)
    year = wanted.date[:4]
    full_width = {digit: digit + 0xFEE0 for digit in range(0x30, 0x3A)}
    searching.open()
    for bracket in BRACKETS:
        number = f"试政办发{bracket.format(year)}54号"
        assert searching.ask(number).titles == [wanted.title], number
    assert searching.ask(number.translate(full_width)).titles == [wanted.title]


def test_real_document_and_index_numbers_are_found(
    searching_real: SearchPage, real_documents: list[SearchDocument]
) -> None:
    searching_real.open().listen()
    for one in real_documents[:30:2]:
        for number in one.numbers:
            assert searching_real.ask(number).hits[0] == one.address, number


def test_an_index_number_is_found_whole_begun_in_capitals_or_by_its_end(searching: SearchPage) -> None:
    wanted = made_document(17)
    index_number = wanted.numbers[1]
    searching.open()
    for asked in (index_number, index_number.upper(), index_number[-12:], index_number.replace("/", " ")):
        assert wanted.title in searching.ask(asked).titles, asked
    assert "找到 300 条结果" in searching.ask("lanshanquxz").status


def test_what_is_found_is_what_stands_there(searching: SearchPage) -> None:
    """Against substring truth within one paragraph, title, number or name: names, pieces, single characters."""
    site = made_documents()
    pick = random.Random(5)
    pieces = [piece(pick, site, length) for length in (2, 2, 2, 3, 3, 4, 4, 6, 6, 9, 14)]
    asked = ["遂昌县", "小舟山乡", "公租房", "公租", "银雀山街道", "乡", "税", "房", "宅", "二〇一八年", "PM2.5",
             "0539-8012345", "财综[2007]34号", "87.6%", "招生 救助", "养老保险 滨海新区 收费", *pieces]  # fmt: skip
    searching.open().listen()
    for query in asked:
        searching.ask(query)
        found = set() if "相近" in searching.status else set(searching.hits)
        assert found == truth(site, query), query


def piece(pick: random.Random, site: Sequence[SearchDocument], length: int) -> str:
    """Any characters that stand together: the person who looks for them knows nothing of words."""
    text = "".join(pick.choice(site[:300]).blocks)
    return pick.choice(re.findall(rf"(?=([\u4e00-\u9fff]{{{length}}}))", text))


def truth(site: Sequence[SearchDocument], query: str) -> set[str]:
    parts = [part for part in re.split(r"[\s，。、（）%]+", plain(query)) if part]
    return {
        one.address
        for one in site
        if parts and all(any(part in plain(field) for field in fields(one)) for part in parts)
    }


def fields(one: SearchDocument) -> tuple[str, ...]:
    return one.title, one.kind, one.organisation, one.catalogue, *one.numbers, *one.blocks


def plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).lower().replace("○", "〇")
    return re.sub(r"[〔〕\[\]()【】\-/.]", "", folded)


def test_a_number_is_a_whole_number(searching: SearchPage) -> None:
    """财综〔2007〕34号 doesn't answer to 4号, nor 第128号 to 第28号."""
    searching.open()
    assert all("第28号" in found for found in searching.ask("第28号").titles)


def test_a_question_is_answered_by_its_words(searching: SearchPage) -> None:
    searching.open().ask("怎么办理公租房的手续")
    assert "相近" in searching.status
    assert all("公租房" in found for found in searching.titles)


def test_a_title_with_a_slip_is_still_found(searching_real: SearchPage) -> None:
    searching_real.open().ask("国务院促进综合保税区高水平开放高质量发展若干意见")
    assert searching_real.titles[0] == "国务院关于促进综合保税区高水平开放高质量发展的若干意见"


def test_nothing_found_says_what_to_do(searching: SearchPage) -> None:
    searching.open().ask("qwzx")
    assert searching.status == "找到 0 条结果"
    assert searching.page.get_by_text("没有找到相关信息").is_visible()
    assert searching.page.get_by_text("检查有没有错别字").is_visible()
    assert searching.ask("？！").status == "找到 0 条结果"


# ---------------------------------------------------------------- showing


def test_a_result_shows_kind_organisation_date_number_and_marked_words(searching: SearchPage) -> None:
    wanted = made_document(54)
    searching.open().ask(wanted.title)
    first = searching.page.locator(".search-result").first
    assert first.get_by_role("link").get_attribute("href") == f"./{wanted.address}"
    text = first.inner_text()
    for shown in (wanted.kind, wanted.organisation, wanted.date, wanted.numbers[0]):
        assert shown in text
    searching.ask("公租房 工作日")
    first = searching.page.locator(".search-result").first
    first.locator(".search-result-excerpt mark").first.wait_for()
    assert set(first.locator("mark").all_inner_texts()) == {"公租房", "工作日"}


def test_ten_more_are_shown_on_demand_and_take_the_keyboard(searching: SearchPage) -> None:
    searching.open().ask("管理办法")
    more = searching.page.get_by_role("button", name="再显示 10 条")
    assert len(searching.titles) == 10
    more.press("Enter")
    assert len(searching.titles) == 20
    focused = searching.page.evaluate("document.activeElement.textContent")
    assert focused == searching.titles[10]
    while more.is_visible():
        more.click()
    searching.page.get_by_role("button", name=re.compile("再显示")).click()
    assert f"找到 {len(searching.titles)} 条结果" == searching.status
    assert searching.page.get_by_role("button", name=re.compile("再显示")).count() == 0


def test_only_the_count_is_announced(searching: SearchPage) -> None:
    searching.open().ask("公租房")
    assert re.fullmatch(r"找到 \d+ 条结果", searching.status)
    assert searching.page.locator("[aria-live], [role=alert], [role=status]").count() == 1


# ---------------------------------------------------------------- filters


def test_filters_count_and_narrow_the_results(searching: SearchPage) -> None:
    site = made_documents()
    searching.open().listen().ask("公租房")
    page = searching.page
    all_found = [one for one in site if one.address in set(searching.hits)]
    guides_found = [one for one in all_found if one.kind == "办事指南"]
    page.get_by_label("信息类型").select_option(label=f"办事指南（{len(guides_found)}）")
    assert searching.settled().status == f"找到 {len(guides_found)} 条结果"
    year = max(one.date[:4] for one in guides_found)
    in_year = [one for one in guides_found if one.date.startswith(year)]
    page.get_by_label("年份").select_option(label=f"{year}（{len(in_year)}）")
    assert searching.settled().status == f"找到 {len(in_year)} 条结果"
    assert set(searching.titles) == {one.title for one in in_year}
    page.get_by_role("button", name="清除筛选条件").click()
    assert searching.settled().status == f"找到 {len(all_found)} 条结果"


def test_filters_work_by_keyboard_alone(searching: SearchPage) -> None:
    searching.open().ask("公租房")
    page = searching.page
    page.keyboard.press("Tab")  # 搜索
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "kind"
    page.keyboard.press("ArrowDown")
    searching.settled()
    assert page.evaluate("document.activeElement.value") == page.get_by_label("信息类型").input_value() != ""
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "organisation"
    page.keyboard.press("ArrowDown")
    searching.settled()
    assert "organisation=" in page.url


def test_a_filter_without_a_question_lists_its_documents(searching: SearchPage) -> None:
    searching.open("?" + "kind=" + quote("收费"))
    assert searching.status == "找到 75 条结果"


def test_an_excluded_result_offers_to_clear_the_filters(searching: SearchPage) -> None:
    searching.open(f"?q={quote('公租房')}&year=1999")
    assert searching.status == "找到 0 条结果"
    assert searching.page.get_by_text("在所选范围内没有结果").is_visible()
    assert searching.page.get_by_role("button", name="清除筛选条件").is_visible()


# ---------------------------------------------------------------- the address


def test_the_address_asks_and_remembers_the_question(searching: SearchPage) -> None:
    wanted = made_document(33)
    searching.open(f"?q={quote(wanted.title)}&kind={quote(wanted.kind)}")
    assert searching.box.input_value() == wanted.title
    assert searching.titles[0] == wanted.title
    searching.ask("公租 房&x=1")
    assert searching.page.url.endswith(
        "search.html?q=" + "%E5%85%AC%E7%A7%9F+%E6%88%BF%26x%3D1&kind=" + quote(wanted.kind)
    )
    assert searching.page.title() == "公租 房&x=1 - 站内搜索"


@pytest.mark.parametrize(("prefix", "address"), [("/", "search.html"), ("/a/b/", "zh/search.html")])
def test_it_works_at_the_root_and_from_a_folder(
    tmp_path: Path, open_page: Callable[..., SearchPage], prefix: str, address: str
) -> None:
    site = [made_document(number) for number in range(12)]
    server = Server(written(tmp_path / "site", site, address), prefix)
    searching = open_page(server.url + address).open("?q=" + quote("真实性负责"))
    assert searching.titles
    link = searching.page.locator(".search-result a").first
    assert link.evaluate("(a) => a.href").startswith(f"{server.url}items/")
    assert not [text for text in searching.said if "404" in text]
    server.close()


# ---------------------------------------------------------------- typing


def test_typing_asks_by_itself_after_a_pause(searching: SearchPage, made_server: Server) -> None:
    searching.open()
    made_server.asked.clear()
    searching.box.press_sequentially("小舟山乡公租房", delay=20)
    searching.page.locator(".search-result").first.wait_for()
    assert "小舟山乡" in searching.settled().titles[0]
    assert sum("/entry.js" in path for path in made_server.asked) == 1


def test_half_typed_pinyin_neither_asks_nor_jumps(searching: SearchPage, made_server: Server) -> None:
    searching.open()
    page = searching.page
    searching.box.focus()
    before = page.url
    made_server.asked.clear()
    keyboard = page.context.new_cdp_session(page)
    for typed in ("g", "go", "gon", "gong'zu'fang"):
        place = {"selectionStart": len(typed), "selectionEnd": len(typed)}
        keyboard.send("Input.imeSetComposition", {"text": typed, **place})
        page.wait_for_timeout(80)
    enter = {"key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229}
    keyboard.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    page.wait_for_timeout(300)
    assert made_server.asked == []
    assert (page.url, searching.status) == (before, "")
    keyboard.send("Input.insertText", {"text": "公租房"})
    page.locator(".search-result").first.wait_for()
    assert searching.settled().box.input_value() == "公租房"
    assert all("公租房" in found for found in searching.titles)
    assert page.url.endswith("q=" + quote("公租房"))


# ---------------------------------------------------------------- from a disk, without scripts, without an index


def test_a_site_on_a_disk_searches_its_whole_text(made: Path, open_page: Callable[..., SearchPage]) -> None:
    searching = open_page((made / "search.html").as_uri()).open().listen()
    for query in ("每证工本费", "小舟山乡", made_document(5).numbers[0], "乡", "PM2.5"):
        assert set(searching.ask(query).hits) == truth(made_documents(), query), query
    searching.page.locator(".search-result-excerpt mark").first.wait_for()
    assert not searching.page.locator("[data-search-note]").is_visible()
    searching.ask(made_document(9).title)
    link = searching.page.locator(".search-result a").first.get_attribute("href")
    assert link == f"./{made_document(9).address}index.html"


def test_a_browser_that_cannot_unpack_is_helped(made: Path, open_page: Callable[..., SearchPage]) -> None:
    searching = open_page((made / "search.html").as_uri())
    searching.page.add_init_script("delete self.DecompressionStream")
    searching.open().listen()
    for query in ("每证工本费", "小舟山乡"):
        assert set(searching.ask(query).hits) == truth(made_documents(), query), query


def test_unpacking_for_old_browsers_gives_what_was_packed(made_page: SearchPage) -> None:
    """Of text and of noise, in all three ways of RFC 1951: plain, with the fixed codes, with codes of its own."""
    noise = random.Random(8).randbytes(70_000)
    texts = [b"", b"a", "政务公开".encode() * 9_000, json.dumps(CASES).encode(), noise, noise[:300] * 40]
    made_page.open().page.add_script_tag(url="static/search-inflate.js")
    for content in texts:
        for level, way in ((0, 0), (9, 0), (9, zlib.Z_FIXED)):
            packer = zlib.compressobj(level, zlib.DEFLATED, 31, 9, way)
            packed = packer.compress(content) + packer.flush()
            unpacked = made_page.page.evaluate(
                "(hex) => Array.from(gkgenSearch_inflate(Uint8Array.from(hex.match(/../g), (b) => parseInt(b, 16))),"
                " (b) => b.toString(16).padStart(2, '0')).join('')",
                packed.hex(),
            )
            assert unpacked == content.hex()


@pytest.mark.parametrize("lost", ["shards.*.js", "?/*.js"])
def test_without_the_texts_the_titles_answer_and_the_page_says_so(
    tmp_path: Path, open_page: Callable[..., SearchPage], lost: str
) -> None:
    site = [made_document(number) for number in range(20)]
    folder = written(tmp_path / "site", site)
    for path in (folder / "search").glob(lost):
        path.rename(path.with_suffix(".away"))
    server = Server(folder)
    searching = open_page(server.url + "search.html").open()
    assert site[3].title in searching.ask(site[3].title).titles
    number = searching.ask(site[3].numbers[1])
    assert number.titles == [site[3].title]
    assert searching.page.get_by_text("全文索引未能载入").is_visible()
    for path in (folder / "search").rglob("*.away"):
        path.rename(path.with_suffix(".js"))
    searching.listen()
    assert set(searching.ask("真实性负责").hits) == truth(site, "真实性负责")
    assert not searching.page.get_by_text("全文索引未能载入").is_visible()
    server.close()


def test_without_any_index_the_page_says_so_and_offers_the_lists(
    tmp_path: Path, open_page: Callable[..., SearchPage]
) -> None:
    folder = written(tmp_path / "site", [made_document(1)])
    shutil.rmtree(folder / "search")
    server = Server(folder)
    searching = open_page(server.url + "search.html").open("?q=" + quote("公租房"))
    assert searching.status == "暂时无法搜索"
    assert searching.page.get_by_role("link", name="按机构").is_visible()
    server.close()


def test_without_javascript_the_lists_are_offered(
    made_server: Server, open_page: Callable[..., SearchPage]
) -> None:
    searching = open_page(made_server.url + "search.html", java_script_enabled=False)
    searching.page.goto(searching.address)
    assert "搜索需要浏览器启用 JavaScript" in searching.page.locator("main").inner_text()
    assert searching.page.get_by_role("navigation", name="按目录查找").get_by_role("link").count() == 4


def test_an_empty_site_finds_nothing(tmp_path: Path, open_page: Callable[..., SearchPage]) -> None:
    server = Server(written(tmp_path / "site", []))
    searching = open_page(server.url + "search.html").open("?q=" + quote("公租房"))
    assert searching.status == "找到 0 条结果"
    server.close()


# ---------------------------------------------------------------- safety


def test_hostile_titles_and_questions_stay_text(searching: SearchPage) -> None:
    searching.open("?q=" + quote("恶意标题"))
    assert {title.removeprefix("恶意标题") for title in searching.titles} == set(PAYLOADS)
    for payload in PAYLOADS:
        searching.ask("恶意正文 " + payload)
        assert len(searching.titles) == 1
    worst = quote(PAYLOADS[0])
    searching.open(f"?q={worst}&kind={worst}&organisation={worst}&catalogue={worst}")
    assert len(searching.titles) == 1
    page = searching.page
    page.locator(".search-result").first.wait_for()
    assert page.locator(".search :is(img, svg, script, iframe)").count() == 0
    links = page.locator(".search-result a").evaluate_all("(all) => all.map((a) => a.getAttribute('href'))")
    assert all(link.startswith("./hostile/") for link in links)
    assert searching.dialogs == []
    assert searching.said == []


def test_it_works_where_trusted_types_are_required(made: Path, open_page: Callable[..., SearchPage]) -> None:
    server = Server(made, policy=POLICY + TRUSTED_TYPES)
    searching = open_page(server.url + "search.html").open("?q=" + quote("真实性负责"))
    assert searching.titles
    server.close()


def test_the_policy_is_never_violated_and_nothing_is_asked_elsewhere(
    made_server: Server, open_page: Callable[..., SearchPage]
) -> None:
    searching = open_page(made_server.url + "search.html")
    elsewhere: list[str] = []
    searching.page.on(
        "request",
        lambda request: (
            request.url.startswith(("http://127.0.0.1", "data:")) or elsewhere.append(request.url)
        ),
    )
    searching.page.add_init_script(
        "self.violations = []; addEventListener('securitypolicyviolation',"
        " (event) => self.violations.push(event.violatedDirective));"
    )
    searching.open("?q=" + quote("真实性负责"))
    searching.page.locator(".search-result-excerpt mark").first.wait_for()
    assert searching.page.evaluate("self.violations") == []
    assert searching.said == []
    assert elsewhere == []


def test_no_script_of_ours_writes_markup() -> None:
    forbidden = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function")
    for path in (*(THEME / "static").glob("search*.js"), *(THEME / "scripts" / "search").glob("*.js")):
        assert not forbidden.search(path.read_text(encoding="utf-8")), path.name
    assert not re.search(r"\son\w+=|style=|javascript:", (THEME / "templates" / "search.html").read_text())


# ---------------------------------------------------------------- reading


@pytest.mark.parametrize("width", [320, 1280])
def test_targets_are_large_and_nothing_is_wider_than_the_page(
    made_server: Server, open_page: Callable[..., SearchPage], width: int
) -> None:
    searching = open_page(made_server.url + "search.html", viewport={"width": width, "height": 800})
    searching.open("?q=" + quote("公租房"))
    summary = searching.page.locator("summary")
    if summary.is_visible():
        summary.click()
    assert searching.page.evaluate("document.documentElement.scrollWidth") <= width
    low = searching.page.locator(
        ".search :is(input[type=search], button, select, summary, h3 a, nav a):visible"
    ).evaluate_all(
        "(all) => all.filter((one) => one.getBoundingClientRect().height < 43.9)"
        ".map((one) => one.outerHTML.slice(0, 80))"
    )
    assert low == []


def test_the_scripts_of_the_page_are_light() -> None:
    """Beside the index; the readings' program comes with the first query in letters, unpacking to old browsers."""
    scripts = [file for file in static_files([THEME]) if file.address.startswith("static/search")]
    weights = {file.address: len(gzip.compress(bytes(file.content), 6)) for file in scripts}
    assert len(weights) == 3
    assert weights["static/search.js"] <= 15_000
