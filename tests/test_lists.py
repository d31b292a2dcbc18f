"""Lists, neighbours and labels: what stands on a page beside its own text, and that it stays small."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from tests.sites import BASE, built, codes, item, output


def catalogue(count: int, fields: str = "") -> str:
    nodes = "".join(f"      - {{代码: n{n:04}, 名称: 事项{n}}}\n" for n in range(count))
    return (
        f"类型: 公开目录\n标题: 目录\n目录:\n  - 代码: top\n    名称: 上级\n    下级:\n"
        f"      - {{代码: leaf, 名称: 政策文件{fields}}}\n{nodes}"
    )


def fees(count: int) -> str:
    rows = "".join(
        f"  - 序号: {n // 3 + 1}{f'({n % 3})' if n % 3 else ''}\n    项目名称: 费用{n}\n    收费标准: {n} 元\n"
        for n in range(count)
    )
    return (
        "类型: 收费清单\n标题: 收费目录清单\n发布机构: mzj\n成文日期: 2026-03-02\n发布日期: 2026-03-05\n"
        f"公开目录: leaf\n公开审查: {{审查人: 林望山, 日期: 2026-03-04, 依据: 条例第十七条}}\n收费项目:\n{rows}"
    )


def neighbours(page: bytes) -> list[str]:
    aside = page.decode().partition("<aside")[2].partition("</aside>")[0]
    return [
        first or second
        for first, second in re.findall(r"<li><(?:a [^>]*>([^<]*)|strong[^>]*>([^<]*))", aside)
    ]


def test_a_node_names_the_nearest_of_its_siblings_and_the_way_to_all(tmp_path: Path) -> None:
    site = built(tmp_path, {"content/catalogues/main.yaml": catalogue(200), "content/items/one.md": item()})
    pages = output(site)
    middle = neighbours(pages["catalogue/n0100.html"])
    assert len(middle) == 41
    assert (middle[0], middle[1], middle[21], middle[40]) == ("上级", "事项80", "事项100", "事项119")
    assert '<strong aria-current="page">事项100</strong>' in pages["catalogue/n0100.html"].decode()
    assert 'href="../catalogue/top.html">全部 201 个同级目录</a>' in pages["catalogue/n0100.html"].decode()
    assert neighbours(pages["catalogue/n0199.html"])[40] == "事项199"
    assert neighbours(pages["catalogue/leaf.html"])[:2] == ["上级", "政策文件"]
    top = pages["catalogue/top.html"].decode()
    assert top.partition('id="children"')[2].partition("</section>")[0].count("<li>") == 100
    assert 'href="../catalogue/tree-top.html#n-top">全部 201 个下级目录</a>' in top
    assert pages["catalogue/tree-top.html"].decode().count("事项") == 200


def test_few_siblings_are_all_named(tmp_path: Path) -> None:
    page = output(built(tmp_path, {"content/catalogues/main.yaml": catalogue(39)}))["catalogue/n0003.html"]
    assert len(neighbours(page)) == 41
    assert "全部 " not in page.decode().partition("<aside")[2].partition("</aside>")[0]


def test_many_branches_of_the_first_level_are_not_all_named_on_each_page(tmp_path: Path) -> None:
    nodes = "".join(f"  - {{代码: n{n:03}, 名称: 事项{n}}}\n" for n in range(60))
    files = {
        "content/catalogues/main.yaml": f"{BASE['content/catalogues/main.yaml']}{nodes}",
        "content/items/one.md": item(),
    }
    pages = output(built(tmp_path, files))
    assert len(neighbours(pages["catalogue/n030.html"])) == 40
    assert 'href="../catalogue/index.html">全部 61 个同级目录</a>' in pages["catalogue/n030.html"].decode()
    tree = pages["catalogue/tree-n030.html"]
    assert len(neighbours(tree)) == 41
    assert f'href="../catalogue/index.html">{neighbours(tree)[40]}' in tree.decode()
    assert pages["catalogue/index.html"].decode().count("<h2") == 61


def test_the_catalogue_grows_by_a_page_of_one_size_for_each_node(tmp_path: Path) -> None:
    sizes = []
    for count in (300, 600):
        folder = tmp_path / str(count)
        pages = output(built(folder, {"content/catalogues/main.yaml": catalogue(count)}))
        sizes.append(sum(len(content) for name, content in pages.items() if name.startswith("catalogue/")))
    assert sizes[1] < 2.1 * sizes[0]


def test_pages_of_one_folder_name_the_first_and_the_nearest(tmp_path: Path) -> None:
    files = {
        f"content/help/p{n:03}.md": f"---\n类型: 页面\n标题: 第{n}页\n排序: {n + 1}\n---\n\n文。\n"
        for n in range(90)
    }
    files["content/help/index.md"] = "---\n类型: 页面\n标题: 帮助\n---\n\n文。\n"
    pages = output(built(tmp_path, files))
    middle = neighbours(pages["help/p050.html"])
    assert (len(middle), middle[0], middle[1], middle[40]) == (41, "帮助", "第30页", "第69页")
    assert "第50页" in middle
    assert neighbours(pages["help/p089.html"])[-1] == "第89页"
    assert neighbours(pages["help/index.html"])[:2] == ["帮助", "第0页"]
    assert len(neighbours(pages["help/index.html"])) == 40


def test_a_fee_names_what_stands_above_and_under_it(tmp_path: Path) -> None:
    site = built(tmp_path, {"content/f.yaml": fees(9), "content/items/one.md": item()})
    assert codes(site) == []
    pages = output(site)
    above = pages["fees/f-2.html"].decode()
    assert 'id="parts"' in above
    assert re.findall(r"费用\d(?=</a></li>)", above) == ["费用4", "费用5"]
    part = pages["fees/f-2-1.html"].decode()
    assert '<dt>上级项目</dt><dd><a href="../fees/f-2.html">费用3</a></dd>' in part
    assert 'id="parts"' not in part


def test_fees_without_numbers_are_no_parts_of_each_other(tmp_path: Path) -> None:
    text = re.sub(r"  - 序号: .*\n    ", "  - ", fees(4))
    pages = output(built(tmp_path, {"content/f.yaml": text}))
    drawn = [content.decode() for address, content in pages.items() if address.startswith("fees/")]
    assert len(drawn) == 4
    assert not [page for page in drawn if 'id="parts"' in page or "上级项目" in page]


def test_the_time_of_a_schedule_grows_with_its_length(tmp_path: Path) -> None:
    """Ten times as many fees take ten times as long, not a hundred; a wide margin for a busy machine."""
    taken = []
    for count in (300, 3000):
        begun = time.process_time()
        site = built(tmp_path / str(count), {"content/f.yaml": fees(count), "content/items/one.md": item()})
        assert len([page for page in site.pages if page.address.startswith("fees/")]) == count
        taken.append(time.process_time() - begun)
    assert taken[1] < 30 * taken[0]


def test_a_further_page_of_a_list_takes_no_address_that_a_node_or_an_entry_could_have(tmp_path: Path) -> None:
    files = {f"content/items/n{n}.md": item(f"第{n}号通知", f"wx/2026-{n:05}") for n in range(1, 46)}
    files["content/items/index-2.md"] = item("另一件", "wx/2026-00100")
    files["content/catalogues/main.yaml"] = catalogue(0).replace(
        "政策文件}",
        "政策文件}\n      - {代码: leaf-2, 名称: 另一个}\n      - {代码: leaf.page2, 名称: 又一个}",
    )
    site = built(tmp_path, files)
    assert codes(site) == []
    pages = output(site)
    assert {
        "catalogue/leaf__2.html",
        "catalogue/leaf-2.html",
        "items/index__2.html",
        "items/index-2.html",
    } <= set(pages)
    assert "另一件" in pages["items/index-2.html"].decode()


def test_the_place_in_a_file_is_kept_in_a_link_and_a_query_is_not(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/items/one.md": item(body="[第三页](a.pdf?v=1#page=3&zoom=100)"),
        "content/items/a.pdf": b"%PDF-1.7\n",
    }
    page = output(built(tmp_path, files))["items/one.html"].decode()
    assert 'href="../files/items/a.pdf#page=3&amp;zoom=100"' in page


DATES = "成文日期: 2026-03-02\n发布日期: 2026-03-05\n"


@pytest.mark.parametrize(
    ("dates", "day"),
    [
        (DATES, "2026-03-05"),
        ("成文日期: 2026-03-02\n更新日期: 2026-03-04\n", "2026-03-04"),
        ("成文日期: 2026-03-02\n", "2026-03-02"),
        ("", ""),
    ],
)
def test_a_page_has_all_ten_labels_or_the_seven_of_a_list(dates: str, day: str, tmp_path: Path) -> None:
    site = built(tmp_path, {"content/items/one.md": item().replace(DATES, dates)})
    for address, count in (("items/one.html", 10 if day else 7), ("organisations/mzj.html", 7)):
        labels = dict(
            re.findall(r'<meta name="([A-Z]\w+)" content="([^"]+)"', output(site)[address].decode())
        )
        assert len(labels) == count
        assert labels.get("PubDate", "") == (f"{day} 00:00" if day and count == 10 else "")


def test_a_node_says_of_each_carrier_in_words_whether_it_is_used(tmp_path: Path) -> None:
    files = {
        "site.yaml": BASE["site.yaml"] + "词表: {公开载体: [信用中国]}\n",
        "content/catalogues/main.yaml": catalogue(1, ", 公开载体: [信用中国, 政府网站]"),
    }
    pages = output(built(tmp_path, files))
    text = pages["catalogue/leaf.html"].decode()
    assert re.findall(r"<p>([^<、]*（已采用）)</p>", text) == ["信用中国（已采用）", "政府网站（已采用）"]
    assert "<p>政府公报（未采用）、两微一端（未采用）、" in text
    assert text.count("（未采用）") == 12
    assert "采用" not in pages["catalogue/n0000.html"].decode()
