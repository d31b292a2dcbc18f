"""What follows from a declaration follows from a site's own too: downloads and back, feeds, comparison, counts, new files."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from gkgen.build import Options, build
from gkgen.checks.coverage import coverage
from gkgen.diff import Side, compare
from gkgen.editor import names_in, schemas_of
from gkgen.editor.values import Live
from gkgen.findings import Severity
from gkgen.formatting import formatted
from gkgen.importing import import_table
from gkgen.scaffold import Wanted, new
from gkgen.schema import Site
from gkgen.schema.sheets import ADDRESS, ID
from tests.sites import BASE, NOW, SITE, UNFILLED, built, output, write_files
from tests.test_declared_types import DECLARED, FILES, HEAD, NOTICE

ATOM = "{http://www.w3.org/2005/Atom}"


def site_in(folder: Path) -> Site:
    site = build(Options(folder, NOW)).site
    assert site is not None
    return site


# ---------------------------------------------------------------- out, and in again


def test_its_list_is_given_out_in_three_forms_that_say_the_same(tmp_path: Path) -> None:
    files = output(built(tmp_path, FILES))
    told = next(csv.DictReader(io.StringIO(files["exports/villages.csv"].decode("utf-8-sig"))))
    assert (told[ID], told["村（社区）"], told["公示期"], told["公开形式"]) == (
        "a",
        "石桥村",
        "7日",
        "公示栏",
    )
    assert told[ADDRESS] == "villages/a.html"
    data = json.loads(files["exports/villages.json"])
    assert data["rows"][0]["village"] == "石桥村"
    assert {each["key"]: each["label"] for each in data["columns"]}["village"] == "村（社区）"
    book = openpyxl.load_workbook(io.BytesIO(files["exports/villages.xlsx"]))
    head, line = ([each.value for each in row] for row in book["村务公开"].iter_rows())
    assert line[head.index("村（社区）")] == "石桥村"
    people = [[each.value for each in row] for row in book["补贴名单"].iter_rows()]
    assert people[0][-3:] == ["户主", "补贴金额", "发放日期"]
    assert people[1][-3] == "王*"
    assert "exports/villages.csv" in files["villages/index.html"].decode()


@pytest.mark.parametrize(
    ("cell", "value", "lines"),
    [
        (("村务公开", "村（社区）"), "柳林村", ("村名: 石桥村", "村名: 柳林村")),
        (("补贴名单", "补贴金额"), 360, ("350.50", "360")),
    ],
)
def test_a_cell_that_is_edited_in_its_workbook_comes_back(
    tmp_path: Path, cell: tuple[str, str], value: object, lines: tuple[str, str]
) -> None:
    write_files(tmp_path / "site", {**BASE, **FILES})
    content = output(build(Options(tmp_path / "site", NOW)))["exports/villages.xlsx"]
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet, label = cell
    head = [each.value for each in book[sheet][1]]
    book[sheet].cell(2, head.index(label) + 1).value = value
    book.save(tmp_path / "x.xlsx")
    report = import_table(tmp_path / "x.xlsx", tmp_path / "site", "village-notice", {})
    assert [each for each in report.findings if each.rule.severity is Severity.ERROR] == []
    assert len(report.changed) == 1
    text = (tmp_path / "site/content/villages/a.yaml").read_text(encoding="utf-8")
    assert text == NOTICE.replace(*lines)


def test_a_table_is_imported_by_its_labels_and_their_aliases(tmp_path: Path) -> None:
    write_files(tmp_path / "site", {**BASE, **FILES})
    rows = "标题,村名,公开形式,公示期,发布机构,发布日期,公开目录\n柳林村账目,柳林村,会议,5日,望溪区民政局,2026-03-05,leaf\n"
    (tmp_path / "t.csv").write_text(rows, encoding="utf-8")
    report = import_table(tmp_path / "t.csv", tmp_path / "site", "village-notice", {})
    assert [each.rule.code for each in report.findings if each.rule.severity is Severity.ERROR] == []
    (path,) = report.written
    assert path.startswith("content/villages/")
    text = (tmp_path / "site" / path).read_text(encoding="utf-8")
    assert "村（社区）: 柳林村\n" in text
    assert "公开形式: 会议\n" in text


def test_an_added_field_is_a_column_of_the_download(tmp_path: Path) -> None:
    text = "---\n类型: 信息公开条目\n标题: 通知\n索引号: wx/2026-00001\n成文日期: 2026-03-02\n" + HEAD
    item = {"content/items/a.md": text + "公开专区: 一楼大厅\n---\n\n正文。\n"}
    files = output(built(tmp_path, {**FILES, **item}))
    (told,) = csv.DictReader(io.StringIO(files["exports/items.csv"].decode("utf-8-sig")))
    assert told["公开专区"] == "一楼大厅"


# ---------------------------------------------------------------- told, compared, counted


def test_it_stands_in_the_feeds_of_the_site_its_publisher_and_its_node(tmp_path: Path) -> None:
    files = output(built(tmp_path, FILES))
    for address in ("feeds/all.xml", "feeds/catalogue/leaf.xml", "feeds/organisations/mzj.xml"):
        feed = ElementTree.fromstring(files[address])
        titles = [each.findtext(f"{ATOM}title") for each in feed.iter(f"{ATOM}entry")]
        assert titles == ["石桥村补贴发放情况"], address


def test_a_comparison_names_its_fields_and_the_added_ones_by_their_labels(tmp_path: Path) -> None:
    item = "---\n类型: 信息公开条目\n标题: 通知\n索引号: wx/2026-00001\n成文日期: 2026-03-02\n" + HEAD
    sides = []
    for name, village, hall in (("a", "石桥村", "一楼"), ("b", "柳林村", "二楼")):
        files = {
            **FILES,
            "content/villages/a.yaml": NOTICE.replace("村名: 石桥村", f"村名: {village}"),
            "content/items/a.md": f"{item}公开专区: {hall}\n---\n\n正文。\n",
        }
        site = built(tmp_path / name, files)
        assert site.site is not None
        sides.append(Side(site.site, site.pages, site.findings))
    changes = compare(*sides)
    said = {(each.label, each.before, each.after) for entry in changes.entries for each in entry.fields}
    assert said == {("村（社区）", "石桥村", "柳林村"), ("公开专区", "一楼", "二楼")}


def test_it_counts_for_its_node_and_its_publisher(tmp_path: Path) -> None:
    site = built(tmp_path, FILES).site
    assert site is not None
    (leaf,) = (each for each in coverage(site).nodes if each.node.code == "leaf")
    assert leaf.held.organisations == (("望溪区民政局", 1),)


def test_the_editor_is_offered_its_fields_and_the_added_ones_also_in_rows(tmp_path: Path) -> None:
    site = built(tmp_path, FILES).site
    assert site is not None
    schemas = schemas_of(site.types.values(), Live(site.config.vocabularies(), names_in(site)), "zh")
    words = {key: json.dumps(schemas[key], ensure_ascii=False) for key in schemas}
    assert '"村（社区）": {' in words["village-notice"]
    assert '["公示栏", "会议", null]' in words["village-notice"]
    assert '"公开专区": {' in words["item"]
    assert '["决策", "执行", "管理", "服务", "结果", null]' in words["standard-catalogue"]
    assert "五公开" not in words["item"]


def test_added_keys_have_their_place_in_the_standard_form(tmp_path: Path) -> None:
    text = f"---\n公开专区: '一楼'\n不认识: 1\n类型: 信息公开条目\n标题: 通知\n{HEAD}---\n\n正文。\n"
    write_files(tmp_path, {**BASE, **FILES, "content/items/a.md": text})
    (found,) = formatted(tmp_path, [tmp_path / "content/items/a.md"])
    lines = found.after.decode().split("\n")
    keys = ["类型: 信息公开条目", "标题: 通知", "发布机构: 望溪区民政局", "公开专区: 一楼", "不认识: 1"]
    assert [each for each in lines if each in keys] == keys


# ---------------------------------------------------------------- new files

NEEDED = """\
补充字段:
  - 类型: 政策文件
    字段:
      - {代码: hall, 名称: 公开专区, 必填: 是}
      - {代码: floor, 名称: "楼层{层}", 形式: 词表, 词: [一楼, 二楼], 必填: 是}
      - {代码: duty_office, 名称: 承办机构, 形式: 引用, 引用: organisation, 必填: 是}
      - {代码: note, 名称: 备注}
  - 类型: 标准目录
    加在: 目录条目
    字段:
      - {代码: five, 名称: 五公开, 形式: 词表, 词: [决策, 执行], 必填: 是}
  - 类型: 权责清单
    加在: 职权
    字段:
      - {代码: hall, 名称: 窗口, 必填: 是}
      - {代码: telephones, 名称: 服务热线, 形式: 列表, 必填: 是}
  - 类型: 权责清单
    加在: 职权
    字段:
      - {代码: price, 名称: 工本费, 形式: 金额, 必填: 是}
"""


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("policy", ["公开专区: 在这里写公开专区", "楼层{层}: 一楼", "承办机构: 望溪区民政局"]),
        ("standard-catalogue", ["    五公开: 决策"]),
        ("power-list", ["    窗口: 在这里写窗口", "      - 在这里写服务热线", "    工本费: 100"]),
    ],
)
def test_a_new_file_has_the_fields_that_the_site_adds_and_asks_for(
    tmp_path: Path, kind: str, lines: list[str]
) -> None:
    write_files(tmp_path, {**BASE, "site.yaml": SITE + NEEDED})
    path = new(tmp_path, kind, site_in(tmp_path))
    text = path.read_text(encoding="utf-8")
    assert [each for each in lines if each not in text.split("\n")] == []
    assert "备注" not in text
    found = [each for each in build(Options(tmp_path, NOW)).findings if each.rule.code not in UNFILLED]
    assert [str(each) for each in found if each.rule.severity is Severity.ERROR] == []


def test_a_new_file_names_the_first_thing_of_the_kind_that_it_has_to_name(tmp_path: Path) -> None:
    declared = DECLARED.replace(
        "引用: organisation}\n",
        "引用: power, 必填: 是}\n      - {代码: seen, 名称: 上期, 形式: 引用, 引用: village-notice}\n",
    )
    powers = (
        "类型: 权责清单\n标题: 清单\n"
        + HEAD
        + "职权:\n  - {职权编码: '0501', 事项名称: 审核, 职权类型: 行政给付}\n"
    )
    write_files(tmp_path, {**BASE, "site.yaml": SITE + declared, "content/power-lists/p.yaml": powers})
    text = new(tmp_path, "village-notice", site_in(tmp_path)).read_text(encoding="utf-8")
    assert '承办机构: "0501"\n' in text
    assert "# 上期: …\n" in text


@pytest.mark.parametrize("form", ["YAML", "Markdown"])
def test_labels_and_words_that_mean_something_to_yaml_are_written_as_they_are(
    tmp_path: Path, form: str
) -> None:
    declared = (
        f"内容类型:\n  - 代码: note\n    名称: '告示: {{甲}}'\n    文件夹: notes\n    格式: {form}\n    字段:\n"
        "      - {代码: a, 名称: '是否, 公开', 形式: 词表, 词: ['[甲]', 乙], 必填: 是}\n"
        "      - {代码: b, 名称: 表, 形式: 表格, 列: [{代码: c, 名称: '{一}, 二', 必填: 是}], 必填: 是}\n"
        "      - {代码: d, 名称: 钱, 形式: 金额, 必填: 是}\n"
    )
    write_files(tmp_path, {**BASE, "site.yaml": SITE + declared})
    new(tmp_path, "note", site_in(tmp_path), Wanted(ident="one"))
    site = build(Options(tmp_path, NOW))
    assert [str(each) for each in site.findings if each.rule.severity is Severity.ERROR] == []
    found = site_in(tmp_path).find("note", "one")
    assert found is not None
    fields = found.entry.fields
    assert (fields.a, fields.b[0].c, fields.d) == ("[甲]", "在这里写{一}, 二", Decimal(100))


# ---------------------------------------------------------------- what a field may name


@pytest.mark.parametrize(
    "kind", ["organisation", "catalogue-node", "power", "village-notice", "item guide", "*"]
)
def test_every_kind_that_has_a_page_may_be_named(tmp_path: Path, kind: str) -> None:
    declared = DECLARED.replace("引用: organisation}", f"引用: '{kind}'}}")
    write_files(tmp_path, {**BASE, "site.yaml": SITE + declared})
    assert [each.rule.code for each in build(Options(tmp_path, NOW)).findings] == []


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("organization", "是不是“organisation”？"),
        ("机构", "写它的代码“organisation”"),
        ("item gide", "是不是“guide”？"),
    ],
)
def test_a_kind_that_nothing_has_is_told_with_the_nearest(tmp_path: Path, written: str, told: str) -> None:
    declared = DECLARED.replace("引用: organisation}", f"引用: {written}}}")
    write_files(tmp_path, {**BASE, "site.yaml": SITE + declared})
    (found,) = build(Options(tmp_path, NOW)).findings
    assert (found.rule.code, found.mend("zh"), found.place.file) == ("K288", told, "site.yaml")
