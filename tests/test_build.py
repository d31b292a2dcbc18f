"""From files to a site: what is published, what is not, and that the same words give the same bytes."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from gkgen.types import TYPES
from gkgen.types.power_list import POWER_LIST
from tests.sites import BASE, built, codes, everything, item, output

SECRET = "绝不能出现的正文"
WITHHELD = f"""\
---
类型: 信息公开条目
标题: 某项不予公开的信息
索引号: wx/2026-00009
发布机构: 望溪区民政局
成文日期: 2026-03-02
发布日期: 2026-03-05
公开目录: leaf
公开审查: {{审查人: 林望山, 日期: 2026-03-04, 依据: 条例第十七条}}
公开方式: 不予公开
不予公开: {{理由: 个人隐私, 依据: 条例第十五条, 评估日期: 2027-01-01}}
附件: [秘密.csv]
---

{SECRET}
"""


class Links(HTMLParser):
    """Every address that a page names, and every id on it."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, _tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = dict(attributes)
        self.addresses += [
            value for key in ("href", "src", "action") if (value := named.get(key)) is not None
        ]
        if named.get("id"):
            self.ids.append(str(named["id"]))


def links(page: bytes) -> Links:
    parser = Links()
    parser.feed(page.decode())
    return parser


def test_a_folder_of_files_becomes_a_portal_without_findings(tmp_path: Path) -> None:
    site = built(tmp_path, {"content/items/one.md": item()})
    assert codes(site) == []
    pages = output(site)
    assert {"index.html", "search.html", "map.html", "404.html", "items/one.html", "items/index.html"} <= set(
        pages
    )
    assert {"catalogue/index.html", "catalogue/leaf.html", "catalogue/tree-top.html"} <= set(pages)
    assert {
        "years/2026.html",
        "letters/g.html",
        "organisations/mzj.html",
        "organisations/mzj-list.html",
    } <= set(pages)


@pytest.mark.parametrize("disclosure", ["不予公开", "依申请公开"])
def test_what_is_not_disclosed_is_in_no_byte_of_the_output(disclosure: str, tmp_path: Path) -> None:
    text = WITHHELD
    if disclosure == "依申请公开":
        text = re.sub(r"不予公开: .*\n", "", text).replace("公开方式: 不予公开", "公开方式: 依申请公开")
    files: dict[str, str | bytes] = {
        "content/items/secret.md": text,
        "content/items/秘密.csv": SECRET,
        "content/items/one.md": item(),
        "site.yaml": BASE["site.yaml"]
        + "依申请公开: {受理机构: 政务公开科, 地址: 某路, 电话: 0100-2000003}\n",
    }
    site = built(tmp_path, files)
    assert codes(site) == []
    for address, content in everything(site).items():
        assert SECRET not in content, address
        assert "秘密" not in address
    page = output(site)["items/secret.html"].decode()
    assert "某项不予公开的信息" in page
    assert ("条例第十五条" if disclosure == "不予公开" else "0100-2000003") in page


def test_the_test_for_secrets_can_fail(tmp_path: Path) -> None:
    """The same body, disclosed, is found by the same search of all bytes."""
    text = re.sub(r"不予公开: .*\n", "", WITHHELD).replace("公开方式: 不予公开", "公开方式: 主动公开")
    site = built(tmp_path, {"content/items/secret.md": text, "content/items/秘密.csv": SECRET})
    found = [address for address, content in everything(site).items() if SECRET in content]
    assert "items/secret.html" in found
    assert any(re.match(r"search/\w/", address) for address in found), "in a chunk of the search"


def test_every_address_on_every_page_leads_to_a_file_of_the_site(tmp_path: Path) -> None:
    files = {f"content/items/n{n}.md": item(f"第{n}号通知", f"wx/2026-{n:05}") for n in range(45)}
    files["content/items/n0.md"] = item(body="看[第一号](n1.md#h-标题)和[目录](/catalogue/leaf.html)。")
    files["content/items/n1.md"] = item("第1号通知", "wx/2026-00101", body="## 标题\n\n文。")
    site = built(tmp_path, files)
    assert codes(site) == []
    pages = output(site)
    generated = set(pages) | {file.address for file in site.search_files()}
    for address, content in pages.items():
        if not address.endswith(".html"):
            continue
        found = links(content)
        assert len(found.ids) == len(set(found.ids)), address
        for target in found.addresses:
            if target.startswith(("http://", "https://", "mailto:", "tel:")):
                continue
            assert not target.startswith("/"), (address, target)
            path, _, anchor = target.partition("#")
            path = path.partition("?")[0]
            whole = re.sub(r"[^/]+/\.\./", "", str(Path(address).parent / path)) if path else address
            whole = str(Path(whole))
            while "../" in whole:
                whole = re.sub(r"[^/]+/\.\./", "", whole, count=1)
            assert whole in generated, (address, target)
            if anchor:
                assert unquote(anchor) in links(pages[whole]).ids, (address, target)


def test_lists_are_paged_and_lead_both_ways(tmp_path: Path) -> None:
    files = {f"content/items/n{n}.md": item(f"第{n}号通知", f"wx/2026-{n:05}") for n in range(45)}
    pages = output(built(tmp_path, files))
    assert {"items/index.html", "items/index__2.html", "items/index__3.html"} <= set(pages)
    assert "items/index__4.html" not in pages
    assert "index__3.html" in pages["items/index__2.html"].decode()
    listed = [
        page.decode().count("号通知</a>")
        for page in (pages["items/index.html"], pages["items/index__3.html"])
    ]
    assert listed == [20, 5]


def test_drafts_and_what_is_scheduled_are_left_out_unless_asked_for(tmp_path: Path) -> None:
    files = {
        "content/items/draft.md": item("草稿一件").replace("公开目录: leaf", "公开目录: leaf\n草稿: 是"),
        "content/items/later.md": item("以后的一件", "wx/2026-00002").replace("2026-03-05", "2026-12-01"),
    }
    assert "草稿一件" not in str(everything(built(tmp_path / "a", files)))
    shown = built(tmp_path / "b", files, drafts=True)
    assert {"items/draft.html", "items/later.html"} <= set(output(shown))


def test_validity_is_derived_from_the_dates_and_the_day(tmp_path: Path) -> None:
    text = item().replace(
        "公开目录: leaf",
        "公开目录: leaf\n生效日期: 2026-04-01\n失效日期: 2026-06-30\n文号: 望溪民发〔2026〕8号",
    )
    for day, word in (
        (date(2026, 3, 20), "尚未生效"),
        (date(2026, 5, 1), "有效"),
        (date(2026, 7, 1), "失效"),
    ):
        page = output(built(tmp_path / str(day), {"content/items/one.md": text}, now=day))[
            "items/one.html"
        ].decode()
        assert re.search(rf"有效性.*?{word}", page, re.DOTALL), day


def test_only_files_to_which_a_disclosed_page_leads_are_published(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/items/one.md": item(body="[表](表.csv)").replace(
            "公开目录: leaf", "公开目录: leaf\n附件: [named.csv]"
        ),
        "content/items/named.csv": "a",
        "content/items/表.csv": "b",
        "content/items/unnamed.csv": "c",
        "content/.env": "d",
    }
    published = [address for address in output(built(tmp_path, files)) if address.startswith("files/")]
    assert len(published) == 2
    assert "files/items/named.csv" in published
    assert all(address.isascii() for address in published)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "F114"),
        ("page.html", b"<p>", "F114"),
        ("form.exe", b"MZ", "F115"),
        ("form.pdf", b"MZ\x90\x00", "F116"),
        ("form.docx", b"<html>", "F116"),
        ("form.pdf", b"%PDF-1.7\n", ""),
        ("form.docx", b"PK\x03\x04....", ""),
        ("表.csv", b"a,b", ""),
    ],
)
def test_a_file_that_would_be_run_or_hides_its_kind_is_refused(
    name: str, content: bytes, code: str, tmp_path: Path
) -> None:
    site = built(tmp_path, {f"content/items/{name}": content})
    assert codes(site) == ([code] if code else [])


def test_no_page_asks_a_third_party_or_names_an_ipv4_address_or_has_inline_code(tmp_path: Path) -> None:
    pages = output(built(tmp_path, {"content/items/one.md": item(body="[外](https://www.gov.example/)")}))
    for address, content in pages.items():
        if not address.endswith(".html"):
            continue
        text = content.decode()
        assert not re.search(r"<(?:script|img|link|iframe|source)[^>]+(?:src|href)=\"(?:https?:)?//", text), (
            address
        )
        assert not re.search(r"\b\d{1,3}(?:\.\d{1,3}){3}\b", text), address
        assert not re.search(
            r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)(?! type=\"application/ld\+json\">)", text
        ), address


LABELS = ["SiteName", "SiteDomain", "SiteIDCode"]
COLUMN = [*LABELS, "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"]
ARTICLE = [*COLUMN, "ArticleTitle", "PubDate", "ContentSource"]


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("index.html", LABELS),
        ("items/index.html", COLUMN),
        ("catalogue/leaf.html", COLUMN),
        ("items/one.html", ARTICLE),
    ],
)
def test_pages_carry_the_labels_of_the_guide_for_government_sites(
    address: str, wanted: list[str], tmp_path: Path
) -> None:
    """政府网站发展指引 (国办发〔2017〕47号): 3 labels on every page, 7 on a list, 10 on an article."""
    page = output(built(tmp_path, {"content/items/one.md": item()}))[address].decode()
    found = dict(re.findall(r'<meta name="(\w+)" content="([^"]*)"', page))
    assert [name for name in ARTICLE if name in found] == wanted
    assert all(found[name] for name in wanted)
    if "PubDate" in wanted:
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}", found["PubDate"])


def test_the_site_map_for_crawlers_needs_a_public_address(tmp_path: Path) -> None:
    assert "sitemap.xml" not in output(built(tmp_path / "a", {}))
    pages = output(built(tmp_path / "b", {}, base_url="https://www.wangxi.example/zfxxgk/"))
    assert "<loc>https://www.wangxi.example/zfxxgk/catalogue/leaf.html</loc>" in pages["sitemap.xml"].decode()


def test_the_page_for_a_missing_address_finds_its_style_at_any_depth(tmp_path: Path) -> None:
    page = output(built(tmp_path, {}, base_url="https://www.wangxi.example/zfxxgk/"))["404.html"].decode()
    assert 'href="/zfxxgk/static/site.css"' in page
    assert 'href="/zfxxgk/catalogue/index.html"' in page


def test_a_power_and_a_fee_have_addresses_of_their_own(tmp_path: Path) -> None:
    words = {"index_number": "wx/2026-00001", "organisation": "mzj", "node": "leaf", "today": "2026-03-05"}
    files = {
        f"content/{each.folder}/x{each.suffix}": each.example.format(**words)
        for each in TYPES
        if each.row_template
    }
    pages = output(built(tmp_path, files))
    assert "社会团体成立登记" in pages["powers/370000101001.html"].decode()
    assert "不动产登记费" in pages["fees/x-1.html"].decode()


def test_the_chart_of_a_power_is_derived_from_its_duties(tmp_path: Path) -> None:
    words = {"organisation": "mzj", "node": "leaf", "today": "2026-03-05"}
    page = output(built(tmp_path, {"content/x.yaml": POWER_LIST.example.format(**words)}))
    text = page["powers/370000101001.html"].decode()
    steps = re.findall(r'data-step="(\w+)"', text)
    assert steps == ["1", "2", "3", "4", "5", "6"]
