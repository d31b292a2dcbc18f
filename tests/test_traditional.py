"""The tree in Traditional characters: every page has its twin, words are right, and names stay as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from posixpath import normpath

import pytest
from playwright.sync_api import Browser, expect

from gkgen.built import Built
from gkgen.traditional import Wanted, converted_html, converter_of
from gkgen.traditional.markup import pieces, tag_of
from gkgen.traditional.names import LABELS, names_in
from gkgen.traditional.words import Words, any_of, words_of
from tests.browsing import hosted, watched
from tests.portal.example import Example
from tests.sites import BASE, built, item, output

ROOT = Path(__file__).parents[1]
TREE = "zh-hant/"
SENTENCES = [
    tuple(line.split(" → "))
    for line in (Path(__file__).parent / "traditional_cases.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
TAIWAN, HONG_KONG = converter_of(Wanted()), converter_of(Wanted("HK"))


def page(body: str, wanted: Wanted = Wanted()) -> str:  # noqa: B008 — it never changes
    """What becomes of the content of a page."""
    return converted_html(body, converter_of(wanted))


# ---------------------------------------------------------------- words


@pytest.mark.parametrize(("simplified", "traditional"), SENTENCES, ids=[each[0] for each in SENTENCES])
def test_a_sentence_of_the_register_is_written_right(simplified: str, traditional: str) -> None:
    assert TAIWAN.text(simplified) == traditional


def test_there_are_eighty_sentences_and_opencc_alone_fails_at_most_of_them() -> None:
    opencc = TAIWAN.opencc
    assert len(SENTENCES) >= 80
    wrong = [each for each, right in SENTENCES if opencc.convert(each) != right]
    assert len(wrong) > len(SENTENCES) / 2


def test_every_word_of_the_table_is_written_as_the_table_says() -> None:
    for region, converter in (("TW", TAIWAN), ("HK", HONG_KONG)):
        for word, written in words_of(region).written.items():  # type: ignore[arg-type]
            result = converter.text(word)
            assert all(result[place] == form for place, form in written), (word, result)


def test_hong_kong_writes_its_own_forms() -> None:
    assert HONG_KONG.text("卫生部门控烟工作平台里的群众") == "衞生部門控煙工作平台裏的群眾"
    assert TAIWAN.text("卫生部门控烟工作平台里的群众") == "衛生部門控菸工作平臺裡的群眾"


def test_a_conversion_never_changes_the_length_of_a_text() -> None:
    """What lies beside what is known by its place: every character, and the sentences in pairs; of OpenCC's phrases those
    that these bring together. A phrase that did would be converted character by character."""
    text = "".join(chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)))
    for converter in (TAIWAN, HONG_KONG):
        assert len(converter.opencc.convert(text)) == len(text)
        for first, second in pairwise(simplified for simplified, _ in SENTENCES):
            assert len(converter.aligned(first + second)) == len(first + second)


def test_a_phrase_that_changed_the_length_of_a_text_would_move_nothing() -> None:
    class Longer:
        @staticmethod
        def convert(text: str) -> str:
            return text.replace("公布", "公佈之").replace("国", "國")

    converter = replace(TAIWAN, opencc=Longer())
    assert converter.aligned("国务院公布5号") == ["國", "务", "院", "公", "布", "5", "号"]


def test_an_exception_of_the_site_comes_before_all_others_and_may_have_any_length() -> None:
    wanted = Wanted(exceptions=(("干河镇", "乾河鎮"), ("信息", "資訊公開之訊息"), ("换发", "換髮")))
    assert converter_of(wanted).text("干河镇换发信息公布") == "乾河鎮換髮資訊公開之訊息公布"


# ---------------------------------------------------------------- what stays


@pytest.mark.parametrize(
    "kept",
    [
        "国办发〔2019〕54号",
        "望溪民发〔2026〕21号",
        "京政办发[2019]3号",
        "浙财综（2020）8号",
        "申请表.docx",
        "https://www.wangxi.example/办事/index.html",
        "zwgk@wangxi.example",
    ],
)
def test_what_one_looks_something_up_by_stays(kept: str) -> None:
    drawn = page(f"<p>根据“{kept}”，公布实施。</p>")
    assert kept in re.sub(r"</?span[^>]*>", "", drawn)
    assert "根據" in drawn
    assert "”，公布實施。" in drawn


def test_a_count_in_round_brackets_and_an_order_are_no_document_numbers() -> None:
    assert page("<p>国务院令第711号</p>") == "<p>國務院令第711號</p>"
    assert page("<p>会议纪要（2026）3号</p>") == "<p>會議紀要（2026）3號</p>"


def test_a_name_stays_under_its_label_and_wherever_it_stands_as_a_name_on_the_page() -> None:
    drawn = page(
        "<dl><div><dt>审查人</dt><dd>余松</dd></div></dl><p>余松同志负责其余松散的工作，联系人：范后征。</p>"
    )
    assert drawn == (
        '<dl><div><dt>審查人</dt><dd><span lang="zh-CN">余松</span></dd></div></dl>'
        '<p><span lang="zh-CN">余松</span>同志負責其餘鬆散的工作，聯繫人：<span lang="zh-CN">范后征</span>。</p>'
    )


def test_a_column_of_names_stays_and_the_other_columns_do_not() -> None:
    table = (
        "<table><thead><tr><th>姓名</th><th>职务</th></tr></thead>"
        "<tbody><tr><td>周里</td><td>局长</td></tr><tr><th>范云</th><td>范围</td></tr></tbody></table>"
    )
    drawn = page(table)
    assert '<td><span lang="zh-CN">周里</span></td><td>局長</td>' in drawn
    assert '<th><span lang="zh-CN">范云</span></th><td>範圍</td>' in drawn


def test_a_value_that_is_no_name_is_converted_under_a_label_of_names() -> None:
    assert list(names_in("林望山、欧阳修远")) == ["林望山", "欧阳修远"]
    assert list(names_in("办公室")) == []
    assert page("<dl><dt>负责人</dt><dd>办公室</dd></dl>") == "<dl><dt>負責人</dt><dd>辦公室</dd></dl>"
    assert {"负责人", "审查人", "姓名", "联系人"} <= LABELS


def test_the_words_that_a_site_keeps_stay() -> None:
    text = "<p>于右村村务公开</p>"
    assert page(text) == "<p>於右村村務公開</p>"
    assert page(text, Wanted(kept=("于右村",))) == '<p><span lang="zh-CN">于右村</span>村務公開</p>'


def test_code_and_what_is_not_to_be_translated_stay_and_say_so() -> None:
    assert page("<p>写<code>标题</code></p>") == '<p>寫<code lang="zh-CN">标题</code></p>'
    assert page("<pre><code>发布</code></pre>") == '<pre lang="zh-CN"><code>发布</code></pre>'
    assert page('<b translate="no">发布</b>发布') == '<b lang="zh-CN" translate="no">发布</b>發布'
    assert page('<b class="as-is">发布</b>') == '<b lang="zh-CN" class="as-is">发布</b>'
    assert page('<a lang="zh-CN">简体</a>') == '<a lang="zh-CN">简体</a>'
    assert page("<code>index</code>") == "<code>index</code>"


# ---------------------------------------------------------------- markup


def test_a_word_is_known_across_the_tags_of_a_line_and_not_across_cells() -> None:
    assert page("<p>头<b>发</b>，只<a>有</a></p>") == "<p>頭<b>髮</b>，只<a>有</a></p>"
    assert page("<td>头</td><td>发</td>") == "<td>頭</td><td>發</td>"


def test_words_in_attributes_are_converted_and_data_is_not() -> None:
    assert page('<img alt="发布" data-label="发布">') == '<img alt="發布" data-label="发布">'
    assert page('<meta name="description" content="发布">') == '<meta name="description" content="發布">'
    assert page('<meta name="SiteName" content="发布">') == '<meta name="SiteName" content="发布">'
    assert page("<script>let a = '发布';</script>") == "<script>let a = '发布';</script>"


def test_links_lead_to_the_twin_of_a_page_and_to_the_one_copy_of_anything_else() -> None:
    assert page('<a href="../items/a.html#b">') == '<a href="../items/a.html#b">'
    assert page('<a href="../files/a.pdf">') == '<a href="../../files/a.pdf">'
    assert page('<script src="static/site.js"></script>') == '<script src="../static/site.js"></script>'
    assert page('<div data-base="" data-root="./">') == '<div data-base="../" data-root="./">'
    for elsewhere in ("#a", "?q=1", "tel:010", "https://a.example/b.pdf", "//a.example/b"):
        assert page(f'<a href="{elsewhere}">') == f'<a href="{elsewhere}">'
    refresh = '<meta http-equiv="refresh" content="0; url=../a.html">'
    assert page(refresh) == refresh


def test_a_kept_part_of_a_drawing_stands_in_an_element_of_drawings() -> None:
    assert page("<svg><text><tspan>国发〔2019〕5号</tspan></text></svg>") == (
        '<svg><text><tspan><tspan lang="zh-CN">国发〔2019〕5号</tspan></tspan></text></svg>'
    )
    assert page("<title>国发〔2019〕5号公布</title>") == "<title>国发〔2019〕5号公布</title>"


# ---------------------------------------------------------------- the example


@pytest.fixture(scope="module")
def files(portal: Example) -> dict[str, bytes]:
    return {
        path.relative_to(portal.folder).as_posix(): path.read_bytes()
        for path in portal.folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def pages(files: dict[str, bytes]) -> dict[str, str]:
    return {address: content.decode() for address, content in files.items() if address.endswith(".html")}


@pytest.fixture(scope="module")
def twins(pages: dict[str, str]) -> dict[str, str]:
    return {address: html for address, html in pages.items() if address.startswith(TREE)}


def test_every_page_has_its_twin(example: Built, twins: dict[str, str]) -> None:
    assert sorted(twins) == [f"{TREE}{each.address}" for each in example.pages]
    assert example.drawn_pages == 2 * len(twins)


def test_a_page_taken_apart_is_the_page_byte_for_byte(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        parts = pieces(html)
        assert "".join(parts) == html, address
        for part in parts[1::2]:
            tag = tag_of(part)
            assert len(tag.literals) == len(tag.words) + 1


class _Unchanged:
    """Stands for OpenCC, and writes what it reads."""

    @staticmethod
    def convert(text: str) -> str:
        return text


def test_without_a_conversion_nothing_but_addresses_changes(pages: dict[str, str]) -> None:
    converter = replace(TAIWAN, opencc=_Unchanged(), words=Words(any_of(()), {}), forms={})
    address = re.compile(r'(\s(?:href|src|action|data-base)=)"[^"]*"')
    for where, html in pages.items():
        drawn = converted_html(html, converter)
        assert address.sub(r"\1", drawn) == address.sub(r"\1", html), where


def _addresses(html: str) -> Iterator[str]:
    for value in re.findall(r'\s(?:href|src|action)="([^"]*)"', html):
        path = value.partition("#")[0].partition("?")[0]
        if path and not re.match(r"[a-z]+:|//", path):
            yield path


def test_every_link_of_the_tree_leads_somewhere(files: dict[str, bytes], twins: dict[str, str]) -> None:
    lost = []
    for address, html in twins.items():
        for path in _addresses(html):
            below = path.removeprefix("/zfxxgk/")
            target = normpath(f"{address.rpartition('/')[0]}/{path}" if below == path else below)
            if target not in files:
                lost.append((address, path))
    assert lost == []


def test_two_pages_name_each_other_to_search_engines(pages: dict[str, str], twins: dict[str, str]) -> None:
    base = "https://www.wangxi.example/zfxxgk/"
    for address, html in twins.items():
        own = address.removeprefix(TREE)
        if 'http-equiv="refresh"' in html:
            assert 'hreflang="x-default"' not in html + pages[own], (
                "a page that leads on isn't the page itself"
            )
            (to,) = re.findall(r'<link rel="canonical" href="([^"]*)">', pages[own])
            assert f'<link rel="canonical" href="{to.replace(base, base + TREE)}">' in html
            continue
        named = [
            f'<link rel="alternate" hreflang="{language}" href="{base}{where}">'
            for language, where in (("zh-Hans", own), ("zh-Hant", address), ("x-default", own))
        ]
        for page_of, canonical in ((html, address), (pages[own], own)):
            assert re.findall(r"<link [^>]*hreflang[^>]*>", page_of) == named, address
            assert f'<link rel="canonical" href="{base}{canonical}">' in page_of, address


def test_the_switch_on_every_page_leads_to_the_same_page(
    pages: dict[str, str], twins: dict[str, str]
) -> None:
    switch = re.compile(r'<a [^>]*href="([^"]*)"[^>]*lang="([^"]*)"[^>]*hreflang="([^"]*)"[^>]*>([^<]*)</a>')
    for address in twins:
        own = address.removeprefix(TREE)
        for here, there, said in (
            (own, address, ("zh-Hant-TW", "zh-Hant", "繁體")),
            (address, own, ("zh-CN", "zh-Hans", "简体")),
        ):
            (found,) = switch.findall(pages[here])
            assert found[1:] == said
            path = found[0].removeprefix("/zfxxgk/")
            assert normpath(Path(here).parent / path if path == found[0] else path) == there


def test_a_page_says_in_which_characters_it_is_and_which_page_counts(
    pages: dict[str, str], twins: dict[str, str]
) -> None:
    for address, html in twins.items():
        assert '<html lang="zh-Hant-TW">' in html
        assert "本頁由簡體中文自動轉換，以" in html
        assert '<html lang="zh-CN">' in pages[address.removeprefix(TREE)]


def test_no_simplified_character_is_left_but_in_what_stays(twins: dict[str, str]) -> None:
    """A character is Simplified when it is written otherwise by itself, and never stands in a Traditional text."""
    every = [chr(code) for code in range(0x4E00, 0xA000)]
    results = dict(zip(every, TAIWAN.opencc.convert("\n".join(every)).split("\n"), strict=True))
    simplified = {each for each, result in results.items() if result != each} - set(results.values())
    simplified -= set("".join(right for _, right in SENTENCES))
    assert {"国", "发", "号", "审", "类"} <= simplified
    left = []
    for address, html in twins.items():
        text = re.sub(r"<script\b.*?</script>", "", html, flags=re.DOTALL)
        text = re.sub(r"<(\w+) [^>]*\blang=\"zh-CN\"[^>]*>.*?</\1>", "", text, flags=re.DOTALL)
        text = re.sub(r"<title>.*?</title>|<meta [^>]*>", "", text, flags=re.DOTALL)
        left += [(address, each) for each in re.sub(r"<[^>]*>", "", text) if each in simplified]
    assert left == []


def test_a_twin_follows_from_its_page_alone(example: Built, files: dict[str, bytes]) -> None:
    again = output(example)
    assert {address: content for address, content in again.items() if address.startswith(TREE)} == {
        address: content for address, content in files.items() if address.startswith(TREE)
    }


def test_the_site_map_has_both_pages_and_feeds_and_files_are_not_doubled(
    files: dict[str, bytes], twins: dict[str, str]
) -> None:
    listed = re.findall(
        r"<loc>https://www.wangxi.example/zfxxgk/([^<]*)</loc>", files["sitemap.xml"].decode()
    )
    in_tree = {each.removeprefix(TREE) for each in listed if each.startswith(TREE)}
    assert in_tree == {each for each in listed if not each.startswith(TREE)}
    assert {each for each in files if each.startswith(TREE)} == set(twins)


# ---------------------------------------------------------------- on and off


@pytest.mark.parametrize("said", ["", "繁体版: 否\n", "繁体版:\n  启用: 否\n  地区: 香港\n"])
def test_a_site_without_the_tree_has_no_trace_of_it(said: str, tmp_path: Path) -> None:
    site = built(tmp_path, {"site.yaml": BASE["site.yaml"] + said, "content/items/a.md": item()})
    assert site.findings == ()
    for address, content in output(site).items():
        assert not address.startswith(TREE)
        if address.endswith(".html"):
            assert not re.search(rb'hreflang|zh-[Hh]ant|class="[^"]*converted|href="[^"]*zh-hant', content), (
                address
            )


@pytest.mark.parametrize(
    ("said", "language"), [("是", "zh-Hant-TW"), ("台湾", "zh-Hant-TW"), ("香港", "zh-Hant-HK")]
)
def test_one_word_turns_the_tree_on(said: str, language: str, tmp_path: Path) -> None:
    site = built(
        tmp_path, {"site.yaml": f"{BASE['site.yaml']}繁体版: {said}\n", "content/items/a.md": item()}
    )
    assert site.findings == ()
    assert f'<html lang="{language}">'.encode() in output(site)["zh-hant/index.html"]
    assert b'hreflang="x-default"' not in output(site)["index.html"], "no address is told"


def test_no_entry_can_stand_in_the_tree(tmp_path: Path) -> None:
    content = "类型: 页面\n标识: zh-hant/a\n标题: 甲\n"
    site = built(tmp_path, {"content/pages/a.yaml": content})
    assert [each.rule.code for each in site.findings] == ["L611"]


# ---------------------------------------------------------------- in Chromium


@pytest.fixture(scope="module")
def host(portal: Example) -> Iterator[str]:
    with hosted(portal.folder, "/zfxxgk") as address:
        yield address


def test_a_reader_changes_the_characters_and_stays_on_the_page(host: str, browser: Browser) -> None:
    page, wrong = watched(browser)
    page.goto(f"{host}organisations/mzj.html")
    page.get_by_role("link", name="繁體").click()
    expect(page.locator("h1")).to_have_text("望溪區民政局")
    page.get_by_role("link", name="简体", exact=True).click()
    expect(page.locator("h1")).to_have_text("望溪区民政局")
    assert page.url == f"{host}organisations/mzj.html"
    assert wrong == []


def test_a_search_in_the_tree_leads_into_the_tree(host: str, browser: Browser) -> None:
    page, wrong = watched(browser)
    page.goto(f"{host}zh-hant/search.html?q=低保")
    found = page.get_by_role("main").locator("ol a, [data-search-results] a").first
    expect(found).to_be_visible(timeout=20_000)
    found.click()
    page.wait_for_url(re.compile(r"/zfxxgk/zh-hant/(?!search)"))
    assert wrong == []


def test_what_was_found_is_told_in_its_own_language(host: str, browser: Browser) -> None:
    """The index holds the pages as they were written: voices and letters must know it."""
    page, wrong = watched(browser, viewport={"width": 1280, "height": 2400})
    for tree, language in (("", "zh-CN"), (TREE, "zh-Hant-TW")):
        page.goto(f"{host}{tree}search.html?q=低保")
        expect(page.locator("[data-search-status]")).not_to_be_empty(timeout=20_000)
        expect(page.locator(".search-result-excerpt mark").first).to_be_visible(timeout=20_000)
        told = page.evaluate(
            """(where) => where.map((each) => [...document.querySelectorAll(each)]
              .filter((one) => one.textContent).map((one) => one.closest("[lang]").lang))""",
            [
                ".search-result-title, .search-result-excerpt, .search-result-kind",
                "select option:not([value=''])",
                ".search-group:not(:first-child) > .search-group-title, .search-whole:not([hidden]) span",
                "[data-search-status], .search-whole:not([hidden]) a",
            ],
        )
        assert [set(part) for part in told] == [{"zh-CN"}] * 3 + [{language}]
    page.close()
    assert wrong == []


def test_the_aids_and_buttons_are_written_in_the_characters_of_the_page(host: str, browser: Browser) -> None:
    page, wrong = watched(browser)
    page.add_init_script("speechSynthesis.getVoices = () => [{ lang: 'zh-TW', name: 'zh-TW' }]")
    said: dict[str, list[str]] = {}
    for tree in ("", TREE):
        for address in ("items/2026/dibao-biaozhun.html", "catalogue/tree-fdzdgk.html"):
            page.goto(f"{host}{tree}{address}")
            for toggled in (True, False):
                page.locator(".aids > button").first.click()
                said.setdefault(tree, []).append(page.locator(".aids [role=status]").inner_text())
                assert toggled or page.evaluate("document.documentElement.dataset.text") is None
            said[tree] += [page.locator(".aids").get_attribute("aria-label") or ""]
            said[tree] += page.locator(
                ".aids > button, .aids legend, .aids label, .aids-panel > button, [data-print] button, [data-tree-tools] button"
            ).all_text_contents()
    assert {"长者模式", "阅读设置", "朗读", "打印本页", "全部展开", "语速"} <= set(said[""])
    assert said[TREE] == [TAIWAN.text(each) for each in said[""]]
    script = (ROOT / "themes/default/static/site.js").read_text(encoding="utf-8")
    words = {each for each in re.findall(r'["`]([^"`]*[一-鿿][^"`]*)["`]', script) if len(each) < 20}
    simplified, traditional = re.findall(r'const (?:SIMPLIFIED|TRADITIONAL) = "([^"]*)"', script)
    pairs = dict(zip(simplified, traditional, strict=True))
    assert len(words) > 20
    for each in words:
        assert "".join(pairs.get(one, one) for one in each) == TAIWAN.text(each)
    page.close()
    assert wrong == []


def test_each_text_is_drawn_with_the_letters_of_its_language(host: str, browser: Browser) -> None:
    """门 and 骨 look otherwise in Chinese, Taiwanese and Japanese letters: the font must follow `lang`."""
    page = browser.new_page()
    page.goto(f"{host}zh-hant/organisations/mzj.html")
    session = page.context.new_cdp_session(page)
    for command in ("DOM.enable", "CSS.enable"):
        session.send(command)
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    for selector, wanted in (("h1", "TC"), ('td > span[lang="zh-CN"], th > span[lang="zh-CN"]', "SC")):
        node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
        fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        assert any(each["familyName"].endswith(wanted) for each in fonts), (selector, fonts)
    page.close()
