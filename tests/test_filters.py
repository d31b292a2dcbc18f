"""Filters of long lists: pages that stand there without a script, told in words, and not too many of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import expect

from gkgen.built import Built
from gkgen.stages.write import publish
from tests.browsing import chromium, hosted, watched
from tests.sites import BASE, built, codes, item, output, write_files

ORGANISATIONS = 14


def notice(number: int, year: int, organisation: int, more: str = "") -> str:
    text = item(f"第{number}号通知", f"wx/2026-{number:05}").replace("2026-03", f"{year}-03")
    return text.replace("望溪区民政局", f"o{organisation:02}").replace("\n---\n\n", f"\n{more}---\n\n")


def offices(count: int = ORGANISATIONS) -> dict[str, str]:
    text = BASE["content/organisations/mzj.yaml"]
    return {
        f"content/organisations/o{n:02}.yaml": text.replace("望溪区民政局", f"第{n:02}局")
        for n in range(count)
    }


def long_list(count: int = 120) -> dict[str, str]:
    """Three years, two of them longer than a page; fourteen publishers, the first of many things."""
    rows = {}
    for n in range(count):
        year = 2026 if n < 60 else 2025 if n < count - 5 else 2024
        lapsed = "失效日期: 2026-06-01\n" if n % 30 == 0 else "生效日期: 2024-01-01\n"
        theme = "主题分类: 民政、扶贫、救灾\n" if n % 2 else "主题分类: 综合政务\\政务公开\n"
        rows[f"content/items/n{n:03}.md"] = notice(n, year, n % ORGANISATIONS if n % 3 else 0, lapsed + theme)
    return {**offices(), **rows}


def block(page: bytes) -> str:
    return page.decode().partition('<nav class="filters"')[2].partition("</nav>")[0]


def offered(page: bytes) -> dict[str, tuple[str, str]]:
    """The choices of a page: their words, where they lead, and how many things they hold."""
    found = re.findall(
        r'<li><a href="([^"]*)">([^<]*)</a>(?: <span class="quiet">(\d+) 条</span>)?', block(page)
    )
    return {words: (address, count) for address, words, count in found}


def filter_pages(site: Built) -> list[str]:
    return [
        page.address
        for page in site.pages
        if "/by__" in page.address and "catalogue/by__" not in page.address
    ]


def test_a_long_list_offers_each_value_with_its_count_and_the_page_holds_that_many(tmp_path: Path) -> None:
    site = built(tmp_path, long_list())
    assert codes(site) == []
    pages = output(site)
    choices = offered(pages["items/index.html"])
    assert choices["2026年"] == ("../items/by__year/2026.html", "60")
    assert choices["2024年"] == ("../items/by__year/2024.html", "5")
    assert choices["失效或者废止"][1] == "4"
    assert choices["现行有效"][1] == "116"
    assert choices["综合政务"] == ("../items/by__theme/zonghezhengwu.html", "60")
    for words, (address, count) in choices.items():
        text = pages[address.removeprefix("../")].decode()
        assert f"共 {count} 条，筛选：{words}" in text
        assert f"<title>信息公开条目：{words} - " in text
        assert f'<meta name="description" content="信息公开条目，{words}，共 {count} 条">' in text


def test_every_line_of_a_filtered_list_has_what_was_chosen(tmp_path: Path) -> None:
    pages = output(built(tmp_path, long_list()))
    assert set(re.findall(r'datetime="(\d{4})', pages["items/by__year/2025.html"].decode())) == {"2025"}
    crossed = pages["items/by__year/2026/o00.html"].decode().partition('<ul class="lines')[2]
    assert set(re.findall(r'datetime="(\d{4})', crossed)) == {"2026"}
    assert set(re.findall(r"<span>(第\d+局)</span>", crossed)) == {"第00局"}


def test_what_is_chosen_is_said_and_each_has_a_way_back(tmp_path: Path) -> None:
    pages = output(built(tmp_path, long_list()))
    by_year = block(pages["items/by__year/2026.html"])
    assert '<strong aria-current="page">2026年</strong>' in by_year
    assert '<a href="../../items/index.html">清除<span class="unseen">“2026年”</span></a>' in by_year
    both = pages["items/by__year/2026/o00.html"].decode()
    assert "筛选：2026年、第00局" in both
    assert '<a href="../../../items/by__organisation/o00.html">清除<span class="unseen">“2026年”' in both
    assert '<a href="../../../items/by__year/2026.html">清除<span class="unseen">“第00局”' in both
    assert '<a href="../../../items/index.html">清除全部筛选</a>' in both


def test_year_and_publisher_meet_on_one_page_from_both_sides_and_never_on_an_empty_one(
    tmp_path: Path,
) -> None:
    pages = output(built(tmp_path, long_list()))
    of_year = offered(pages["items/by__year/2026.html"])
    of_office = offered(pages["items/by__organisation/o00.html"])
    assert of_year["第00局"] == ("../../items/by__year/2026/o00.html", of_office["2026年"][1])
    assert of_office["2026年"][0] == of_year["第00局"][0]
    crossed = [name for name in pages if re.fullmatch(r"items/by__year/\d+/o\d+\.html", name)]
    assert crossed
    assert all('<ul class="lines' in pages[name].decode() for name in crossed)
    # A list of one page isn't cut further: the five things of 2024 are seen at once.
    assert "发布机构" not in block(pages["items/by__year/2024.html"])


def test_a_facet_of_many_values_is_folded_under_words_alone(tmp_path: Path) -> None:
    text = block(output(built(tmp_path, long_list()))["items/index.html"])
    assert "<summary>发布机构（14 个）</summary>" in text
    assert "<summary>年份" not in text


def test_the_block_is_folded_until_something_is_chosen_and_its_summary_is_words_alone(tmp_path: Path) -> None:
    pages = output(built(tmp_path, long_list()))
    for address, opened in (("items/index.html", ""), ("items/by__year/2026.html", " open")):
        text = block(pages[address])
        assert (
            f'aria-label="筛选">\n<details data-unfold{opened}>\n<summary>筛选</summary>\n<div id="filters">'
            in text
        )
    assert "<details" not in block(pages["items/index__2.html"]), "one link needs no fold"


def test_on_a_telephone_the_list_stands_on_the_first_screen_and_a_link_to_the_choices_unfolds_them(
    tmp_path: Path,
) -> None:
    publish(built(tmp_path, long_list()).output(), tmp_path / "public")
    with chromium() as browser, hosted(tmp_path / "public") as host:
        for width, unfolded in ((390, False), (1280, True)):
            page, wrong = watched(browser, viewport={"width": width, "height": 800})
            page.goto(f"{host}items/index.html")
            year = page.get_by_role("link", name="2024年")
            summary = page.locator(".filters > details > summary")
            assert (year.is_visible(), summary.is_visible()) == (unfolded, not unfolded)
            assert page.locator(".lines a").first.bounding_box()["y"] < 800  # type: ignore[index]
            page.goto(f"{host}items/index__2.html")
            page.get_by_role("link", name="选择筛选条件").click()
            expect(year).to_be_visible()
            page.close()
            assert wrong == []


def test_further_pages_lead_to_the_choices_and_stay_small(tmp_path: Path) -> None:
    pages = output(built(tmp_path, long_list()))
    second = block(pages["items/index__2.html"])
    assert offered(pages["items/index__2.html"]) == {}
    assert 'href="../items/index.html#filters"' in second
    assert "清除" in block(pages["items/by__year/2026__2.html"])


def test_a_list_of_one_page_has_no_filters(tmp_path: Path) -> None:
    files = {f"content/items/n{n}.md": notice(n, 2020 + n % 5, n % 2) for n in range(20)}
    site = built(tmp_path, {**offices(2), **files})
    assert filter_pages(site) == []
    assert block(output(site)["items/index.html"]) == ""


def test_a_long_column_and_a_long_organisation_have_filters_too(tmp_path: Path) -> None:
    files = {f"content/items/n{n:03}.md": notice(n, 2020 + n % 3, 0) for n in range(60)}
    files |= {
        f"content/policies/p{n:03}.md": notice(500 + n, 2021, 0).replace("信息公开条目", "政策文件")
        for n in range(45)
    }
    pages = output(built(tmp_path, {**offices(1), **files}))
    assert offered(pages["catalogue/leaf.html"])["信息公开条目"] == (
        "../catalogue/leaf/by__type/item.html",
        "60",
    )
    assert offered(pages["organisations/o00-list.html"])["2021年"][1] == "65"
    narrowed = pages["organisations/o00-list/by__year/2021.html"].decode()
    assert '<a href="../../../organisations/o00-list.html">第00局公开的信息</a>' in narrowed


def test_an_entry_can_stand_beside_the_pages_of_filters(tmp_path: Path) -> None:
    """No id has two separators in a row, and an entry `by/year/2026` is another address."""
    site = built(tmp_path, {**long_list(), "content/items/by/year/2026.md": item("另一件", "wx/2026-09999")})
    assert codes(site) == []
    assert "另一件" in output(site)["items/by/year/2026.html"].decode()


def scattered(count: int) -> dict[str, str]:
    """Nothing goes with anything: the dearest content for filters, each year having each publisher."""
    nodes = "".join(f"  - {{代码: n{n}, 名称: 第{n}类}}\n" for n in range(20))
    files = {"content/catalogues/main.yaml": f"类型: 公开目录\n标题: 目录\n目录:\n{nodes}"}
    state = 1
    for n in range(count):
        state = (state * 1103515245 + 12345) % 2**31
        text = notice(n, 2016 + (state >> 8) % 10, (state >> 13) % ORGANISATIONS)
        files[f"content/items/n{n:05}.md"] = text.replace(
            "公开目录: leaf", f"公开目录: n{(state >> 18) % 20}"
        )
    return {**offices(), **files}


def test_there_are_at_most_four_filter_pages_for_a_page_of_a_type_and_sixty(tmp_path: Path) -> None:
    site = built(tmp_path, scattered(1000))
    of_items = [each for each in filter_pages(site) if each.startswith("items/")]
    assert 50 < len(of_items) <= 4 * 50 + 60
    rest = len(filter_pages(site)) - len(of_items)
    assert rest <= 2 * (50 + 50)


def digests(site: Built) -> Mapping[str, bytes]:
    return {name: content for name, content in output(site).items() if name.endswith(".html")}


def test_a_new_thing_changes_the_filter_pages_that_hold_it_and_no_others(tmp_path: Path) -> None:
    files = long_list()
    before = digests(built(tmp_path, files))
    write_files(tmp_path, {"content/items/new.md": notice(900, 2025, 3, "主题分类: 综合政务\n")})
    after = digests(built(tmp_path, {}))
    changed = {name for name in after if after[name] != before.get(name)}
    narrow = {name for name in changed if name.startswith("items/by__")}
    assert {
        "items/by__year/2025.html",
        "items/by__organisation/o03.html",
        "items/by__year/2025/o03.html",
    } <= narrow
    held = re.compile(
        r"items/by__(year/2025(/o03)?|organisation/o03|theme/zonghezhengwu|standing/in-force)(__\d+)?\.html"
    )
    assert {name for name in narrow if not held.fullmatch(name)} == set()


def test_filter_pages_are_not_in_the_map_for_crawlers_and_name_themselves(tmp_path: Path) -> None:
    files = long_list()
    files["site.yaml"] = BASE["site.yaml"] + "base_url: https://www.wangxi.example/zfxxgk\n"
    pages = output(built(tmp_path, files))
    assert "by__year" not in pages["sitemap.xml"].decode()
    address = "https://www.wangxi.example/zfxxgk/items/by__year/2026.html"
    assert f'<link rel="canonical" href="{address}">' in pages["items/by__year/2026.html"].decode()


def test_themes_and_audiences_have_lists_where_something_says_them(tmp_path: Path) -> None:
    more = "主题分类: 民政、扶贫、救灾\n服务对象: [自然人, 法人]\n"
    pages = output(built(tmp_path, {**offices(1), "content/items/one.md": notice(1, 2026, 0, more)}))
    for way in ("themes/index.html", "audiences/index.html"):
        for start in ("index.html", "search.html"):
            assert f'href="{way}"' in pages[start].decode()
    assert "第1号通知" in pages["themes/minzheng-fupin-jiuzai.html"].decode()
    assert "第1号通知" in pages["audiences/faren.html"].decode()
    without = output(built(tmp_path / "without", {**offices(1), "content/items/one.md": notice(1, 2026, 0)}))
    assert "themes/index.html" not in without
    assert "themes/" not in without["index.html"].decode()
