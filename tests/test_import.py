"""Import: real tables and folders in, content files and a report out."""

from __future__ import annotations

import io
import json
import os
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkgen.build import Options, build
from gkgen.findings import UsageError
from gkgen.importing import ImportReport, import_folder, import_table
from gkgen.importing.prose import markdown
from gkgen.importing.tables import archive
from gkgen.importing.writing import document, yaml_text
from gkgen.markdown import render
from gkgen.model import Mapping, Node, Scalar, Sequence
from gkgen.schema import Common, FieldSpec, Site, conform, fields_of
from gkgen.schema.vocabularies import STANDARD
from gkgen.types.guide import Guide
from gkgen.types.power_list import PowerList
from gkgen.yaml_tree import yaml_tree
from tests.sites import corpus

NOW = date(2026, 11, 22)
SITE = """\
站点名称: 望溪区政府信息公开
主办单位: 望溪区人民政府办公室
域名: www.wangxi.example
网站标识码: "0000000001"
联系电话: 0100-2000001
"""
CATALOGUE = """\
类型: 公开目录
标题: 目录
目录:
  - {代码: leaf, 名称: 政策文件}
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "content" / "catalogues").mkdir(parents=True)
    (folder / "site.yaml").write_text(SITE, encoding="utf-8")
    (folder / "content" / "catalogues" / "main.yaml").write_text(CATALOGUE, encoding="utf-8")
    return folder


def table(folder: Path, text: str, name: str = "table.csv") -> Path:
    path = folder.parent / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def imported(source: Path, site: Path, kind: str, **said: str) -> ImportReport:
    prefix = said.pop("prefix", "")
    into = import_folder if source.is_dir() else import_table
    return into(source, site, kind, said, id_prefix=prefix)


def linked(site: Path) -> Site:
    found = build(Options(site, NOW, drafts=True)).site
    assert found is not None
    return found


def codes(report: ImportReport) -> Counter[str]:
    return Counter(each.rule.code for each in report.findings)


def said(report: ImportReport, code: str) -> list[tuple[int, int, str]]:
    return [
        (each.place.line, each.place.column, each.wrong("zh"))
        for each in report.findings
        if each.rule.code == code
    ]


def errors(site: Path) -> list[tuple[str, str]]:
    return [
        (each.place.file, each.rule.code)
        for each in build(Options(site, NOW, drafts=True)).findings
        if each.rule.severity == "error"
    ]


def value(site: Path, kind: str, ident: str) -> Any:
    found = linked(site).find(kind, ident)
    assert found is not None
    return found.entry.fields


# ---------------------------------------------------------------- the real material


def test_thirty_state_council_documents_become_thirty_items_without_an_error(site: Path) -> None:
    report = imported(corpus() / "state-council-documents.jsonl", site, "item", 公开目录="leaf")
    assert (report.read, len(report.written), len(report.organisations)) == (30, 30, 2)
    assert "content/items/000014349-2019-00007.md" in report.written
    assert (
        codes(report)
        == {
            "I821": 1,
            "I828": 2,
            "I842": 1,
            "I861": 2,
        }
    )  # the column url has no field; two documents have two publishers; nobody is said to have reviewed them; two
    # publishers were unknown
    assert [(each.label, len(each.cells)) for each in report.left_out] == [("url", 30), ("发文机关", 2)]
    assert errors(site) == []
    found = linked(site).find("item", "000014349-2019-00007")
    assert found is not None
    fields = found.entry.fields
    assert (fields.written, fields.published) == (date(2019, 1, 27), date(2019, 2, 15))
    assert (fields.document_number, fields.theme) == ("国发〔2019〕5号", "市场监管、安全生产监管\\工商")


def test_every_line_of_a_documents_text_is_a_paragraph_with_the_same_words(site: Path) -> None:
    source = corpus() / "state-council-documents.jsonl"
    imported(source, site, "item")
    for line in source.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        wanted = [each.strip() for each in row["正文"].split("\n") if each.strip()]
        assert shown(markdown(row["正文"])) == wanted, row["标题"]


def test_651_service_guides_are_imported_and_what_they_lack_is_said_once_a_field(site: Path) -> None:
    report = imported(corpus() / "district-service-guides.jsonl", site, "guide", 公开目录="leaf")
    assert (report.read, len(report.written), len(report.organisations)) == (651, 651, 17)
    assert codes(report) == {"I821": 1, "I842": 11, "I853": 1, "I861": 17}
    assert (
        said(report, "I853")[0][0] == 447
    )  # two rows of one name and one department, told apart by their links
    assert errors(site) == []
    guide = value(site, "guide", "guide-447")
    assert isinstance(guide, Guide)
    assert guide.online.startswith("http://www.sczwfw.gov.cn/")


def test_558_laws_are_imported_with_the_titles_and_dates_that_they_tell(site: Path) -> None:
    report = imported(corpus() / "laws", site, "item", prefix="law", 发布机构="某市司法局", 公开目录="leaf")
    assert (report.read, len(report.written), len(report.organisations)) == (558, 558, 1)
    assert codes(report) == {"I842": 4, "I853": 10, "I861": 1, "I872": 1}
    assert errors(site) == []
    found = {each.fields.title: each for each in linked(site).entries if each.kind == "item"}
    passport = found["中华人民共和国护照法"].fields
    assert (passport.written, passport.published) == (date(2006, 4, 29), None)
    expo = found["世界博览会标志保护条例"].fields
    assert (expo.published, expo.effective) == (date(2004, 10, 20), date(2004, 12, 1))


def test_a_laws_body_is_its_text_without_title_and_comment(site: Path) -> None:
    report = imported(corpus() / "laws", site, "item", prefix="law")
    sources = sorted((corpus() / "laws").glob("*.md"))
    assert len(sources) == len(report.written)
    for source, path in zip(sources, report.written, strict=True):
        _, _, body = (site / path).read_text(encoding="utf-8").split("---\n", 2)
        wanted = re.sub(r"\A# .*\n", "", source.read_text(encoding="utf-8")).replace("<!-- INFO END -->", "")
        assert body.split() == wanted.split(), source.name


def test_fifteen_powers_become_one_list_with_kinds_levels_and_bases(site: Path) -> None:
    report = imported(corpus() / "power-list" / "liaoning.csv", site, "power-list", 发布机构="某厅")
    assert (report.read, report.written) == (15, ("content/power-lists/power-list-1.yaml",))
    assert {each.label: len(each.cells) for each in report.left_out} == {
        "basis_is_full": 15,
        "note": 8,
    }
    assert errors(site) == []
    powers = value(site, "power-list", "power-list-1")
    assert isinstance(powers, PowerList)
    first, second = powers.powers[0], powers.powers[1]
    assert (first.kind, first.levels, first.department) == ("行政裁决", ("省", "市"), "73")
    assert [each.rank for each in first.bases] == ["法律", "地方性法规"]
    assert [each.rank for each in second.bases] == ["行政法规", "规范性文件", "规范性文件"]
    assert [len(each.bases) for each in powers.powers] == [2, 3, 1, 1, 1, 1, 1, 1, 2, 1, 1, 4, 2, 3, 1]


@pytest.mark.parametrize(("name", "rows"), [("national-2025", 9), ("dawa-2021", 7), ("panyu-2021", 3)])
def test_three_fee_lists_of_three_shapes_are_imported(site: Path, name: str, rows: int) -> None:
    report = imported(corpus() / "fees" / f"{name}.csv", site, "fee-schedule", prefix=name, 发布机构="某局")
    assert (report.read, report.written) == (rows, (f"content/fee-schedules/{name}-1.yaml",))
    assert report.left_out == ()
    assert errors(site) == []
    assert len(linked(site).entries[1].rows) == rows


def test_a_star_before_a_fee_says_that_enterprises_pay_it(site: Path) -> None:
    imported(corpus() / "fees" / "panyu-2021.csv", site, "fee-schedule", 发布机构="某局")
    fees = linked(site).entries[1].fields.fees
    assert [(each.name, each.enterprise) for each in fees] == [
        ("土地闲置费", True),
        ("耕地开垦费", True),
        ("不动产登记费", True),
    ]
    assert [each.title for each in fees[2].bases] == ["财税〔2016〕79号", "发改价格规〔2016〕2559号"]


def test_a_catalogue_of_six_levels_becomes_a_tree_with_codes(site: Path) -> None:
    source = corpus() / "standard-catalogue" / "tree-luozhuang.csv"
    report = imported(source, site, "catalogue", prefix="lz")
    assert (report.read, codes(report)) == (24, {"I821": 1, "I831": 1, "I844": 1})
    assert errors(site) == []
    nodes = linked(site).catalogue
    assert nodes["lz-2-1-2-3"].title == "内设机构"
    assert nodes["lz-2-1-2-3"].parent == "lz-2-1-2"
    assert sum(1 for code in nodes if code.startswith("lz")) == 39


def test_the_standard_catalogues_tick_columns_become_values(site: Path) -> None:
    imported(corpus() / "standard-catalogue" / "rows.csv", site, "catalogue", prefix="bz")
    node = linked(site).catalogue["bz-1-1"].value
    assert (node.audience, node.mode, node.levels) == ("全社会", "主动", ("乡级", "村级"))
    assert node.carriers == ("政府网站", "社区/企事业单位/村公示栏（电子屏）")
    assert node.owner == ("乡镇人民政 府",)  # a space from a PDF is the author's to mend


def test_importing_again_overwrites_nothing_and_writes_nothing_new(site: Path) -> None:
    every: list[Callable[[], ImportReport]] = [
        lambda: imported(corpus() / "state-council-documents.jsonl", site, "item"),
        lambda: imported(corpus() / "district-service-guides.jsonl", site, "guide"),
        lambda: imported(corpus() / "fees" / "dawa-2021.csv", site, "fee-schedule", 发布机构="某局"),
    ]
    for each in every:
        each()
    edited = site / "content" / "guides" / "guide-7.yaml"
    edited.write_text(edited.read_text(encoding="utf-8") + "办理地点: 一楼大厅\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}
    again = [each() for each in every]
    assert [(len(each.written), len(each.kept), each.organisations) for each in again] == [
        (0, 30, ()),
        (0, 651, ()),
        (0, 1, ()),
    ]
    assert [codes(each)["I851"] for each in again] == [
        0,
        1,
        0,
    ]  # only the edited file differs from its source
    assert {path: path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()} == before


# ---------------------------------------------------------------- columns and cells


def test_columns_are_known_by_label_alias_and_key_in_any_width_and_spacing(site: Path) -> None:
    source = table(
        site, "信 息 名 称,发文机关,document_number,公开 日期：\n甲通知,某局,某发〔2020〕1号,2020.3.5\n"
    )
    report = imported(source, site, "item")
    assert report.left_out == ()
    item = value(site, "item", "item-1")
    assert (item.title, item.publisher, item.document_number, item.published) == (
        "甲通知",
        "某局",
        "某发〔2020〕1号",
        date(2020, 3, 5),
    )


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("2019年01月27日", "2019-01-27"),
        ("2019年1月27日", "2019-01-27"),
        ("2019/1/27", "2019-01-27"),
        ("2019.01.27", "2019-01-27"),
        ("20190127", "2019-01-27"),
        ("２０１９年１月２７日", "2019-01-27"),
        ("2019-01-27 15:09:00", "2019-01-27"),
        ("2019年2月30日", "2019年2月30日"),
        ("二〇一九年一月", "二〇一九年一月"),
    ],
)
def test_a_date_is_written_as_year_month_day_or_left_out(site: Path, written: str, wanted: str) -> None:
    report = imported(table(site, f"标题,发布日期\n甲,{written}\n"), site, "item", 发布机构="某局")
    text = (site / "content" / "items" / "item-1.md").read_text(encoding="utf-8")
    is_date = wanted.startswith("2019-")
    assert (f"发布日期: {wanted}\n" in text) == is_date
    assert [each[:2] for each in said(report, "I826")] == ([] if is_date else [(2, 2)])


def test_what_an_optional_field_cant_take_is_told_at_its_cell_and_left_out(site: Path) -> None:
    source = table(site, "序号,项目名称,涉企,状态\n1,甲费,也许,停收\n")
    report = imported(source, site, "fee-schedule", 发布机构="某局")
    assert said(report, "I826") == [
        (2, 3, "“涉企”的“也许”没有导入：“涉企”的“也许”不是“是”或“否”"),
        (2, 4, "“状态”的“停收”没有导入：“状态”没有“停收”这个值"),
    ]
    assert [(each.label, each.cells) for each in report.left_out] == [
        ("涉企", ((2, "也许"),)),
        ("状态", ((2, "停收"),)),
    ]
    assert (report.errors, errors(site)) == (0, [])


def test_what_a_required_field_cant_take_is_told_and_kept(site: Path) -> None:
    report = imported(table(site, "编码,名称,类型\n1,甲,怪事\n"), site, "power-list", 发布机构="某局")
    assert [each[:2] for each in said(report, "K205")] == [(2, 3)]
    assert report.errors == 1
    text = (site / "content" / "power-lists" / "power-list-1.yaml").read_text(encoding="utf-8")
    assert "职权类型: 怪事\n" in text


def test_a_guide_with_the_words_of_real_tables_builds(site: Path) -> None:
    source = table(
        site,
        "名称,办件类型,是否收费,收费标准,承诺时限,网上办理\n"
        "甲,承诺,不收费,免费,法定,大厅办理\n"
        "乙,即办,收费,10元/本,5个工作日,https://example.com/\n",
    )
    report = imported(source, site, "guide", 发布机构="某局")
    assert errors(site) == []
    first, second = (value(site, "guide", f"guide-{number}") for number in (1, 2))
    assert (first.handling, first.charged, first.fees) == ("承诺件", False, ())
    assert (second.handling, second.charged, second.fees) == ("即办件", True, ())
    assert {each.label: each.cells for each in report.left_out} == {
        "收费标准": ((2, "免费"), (3, "10元/本")),
        "承诺时限": ((2, "法定"),),
        "网上办理": ((2, "大厅办理"),),
    }


def test_other_words_for_a_kind_of_power_are_known(site: Path) -> None:
    words = ("其他权力", "其他", "其他行政权力", "10", "许可")
    rows = "".join(f"{number},事{number},{word}\n" for number, word in enumerate(words, 1))
    report = imported(table(site, f"编码,名称,类型\n{rows}"), site, "power-list", 发布机构="某局")
    powers = value(site, "power-list", "power-list-1").powers
    assert [each.kind for each in powers] == [*["其他行政权力"] * 4, "行政许可"]
    assert report.errors == 0


def test_a_tick_column_beside_a_plain_one_of_its_field_is_told(site: Path) -> None:
    source = table(site, "编码,名称,类型,审核转报\n1,甲,许可,是\n2,乙,许可,否\n3,丙,审核转报,是\n")
    report = imported(source, site, "power-list", 发布机构="某局")
    assert [each[:2] for each in said(report, "I823")] == [(2, 4)]
    assert [(each.label, each.cells) for each in report.left_out] == [("审核转报", ((2, "是"),))]


@pytest.mark.parametrize("total", [",合计,2", "合 计,,2", ",总计：2项,", "合计,,2项"])
def test_a_total_is_no_power_but_the_number_that_the_list_claims(site: Path, total: str) -> None:
    source = table(site, f"编码,名称,类型\n1,甲,许可\n2,乙,许可\n{total}\n")
    report = imported(source, site, "power-list", 发布机构="某局")
    listed = value(site, "power-list", "power-list-1")
    assert [each.name for each in listed.powers] == ["甲", "乙"]
    assert listed.claimed == (None if "：" in total else 2)
    assert [each[0] for each in said(report, "I827")] == [4]
    assert {row for each in report.left_out for row, _ in each.cells} == {4}


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("国务院、中央军委", "国务院"),
        ("国务院 中央军委", "国务院"),
        ("甲市财政局，甲市教育局", "甲市财政局"),
        ("甲市 公安局", ""),
        ("文化、体育和旅游局", ""),
        ("人力资源和社会 保障局", ""),
        ("乡镇人民政 府", ""),
    ],
)
def test_of_joint_publishers_the_first_publishes(site: Path, written: str, first: str) -> None:
    report = imported(table(site, f"标题,发布机构\n甲,{written}\n"), site, "item")
    assert value(site, "item", "item-1").publisher == (first or written)
    assert [each[:2] for each in said(report, "I828")] == ([(2, 2)] if first else [])
    assert len(report.organisations) == 1


def test_two_catalogues_without_codes_get_codes_of_their_own(site: Path) -> None:
    one = table(site, "一级目录,二级目录\n甲,乙\n", "一.csv")
    two = table(site, "一级目录,二级目录\n丙,丁\n", "二.csv")
    for source in (one, two):
        imported(source, site, "catalogue")
    assert errors(site) == []
    assert set(linked(site).catalogue) == {
        "leaf",
        *("catalogue-1-1", "catalogue-1-1-1", "catalogue-2-1", "catalogue-2-1-1"),
    }
    again = [imported(source, site, "catalogue") for source in (one, two)]
    assert [(each.written, codes(each)["I851"]) for each in again] == [((), 0), ((), 0)]


def test_two_catalogues_of_one_prefix_dont_share_a_code(site: Path) -> None:
    sources = [
        table(site, f"一级目录,二级目录\n甲{name},\n乙{name},丙\n", f"{name}.csv")
        for name in ("一", "二", "三")
    ]
    for source in sources:
        imported(source, site, "catalogue", prefix="jz")
    assert errors(site) == []
    assert {"jz-2-1", "jz-2.2-2-1", "jz-3-2-1"} <= set(linked(site).catalogue)
    again = [imported(source, site, "catalogue", prefix="jz") for source in sources]
    assert [(each.written, codes(each)["I851"]) for each in again] == [((), 0)] * 3


@pytest.mark.parametrize("ident", ["con", "a/nul", "com1", "con.x", "x" * 300])
def test_no_file_is_written_whose_name_another_system_refuses(site: Path, ident: str) -> None:
    source = table(site, f"标题,标识,索引号\n甲,{ident},\n乙,,{ident}\n")
    report = imported(source, site, "item", 发布机构="某局")
    assert [each for each in errors(site) if each[1].startswith("F")] == []
    assert [each[:2] for each in said(report, "I826")] == [(2, 2)]
    with pytest.raises(UsageError):
        imported(source, site, "item", prefix="x" * 300)


def test_a_missing_required_value_is_told_and_the_file_is_written_all_the_same(site: Path) -> None:
    report = imported(table(site, "标题,来源\n甲,某处\n,某处\n乙,\n"), site, "item", 发布机构="某局")
    assert (len(report.written), [each[0] for each in said(report, "K202")]) == (3, [3])
    assert errors(site) == [("content/items/item-2.md", "K202")]


def test_a_required_field_that_no_row_has_is_told_once(site: Path) -> None:
    report = imported(table(site, "编码,名称\n1,甲\n2,乙\n3,丙\n"), site, "power-list")
    assert [each[2] for each in said(report, "I841")] == ["3 条全都没有必填项“职权类型”"]
    assert said(report, "K202") == []


def test_a_column_without_a_field_is_told_once_with_its_cells_and_never_published(site: Path) -> None:
    source = table(site, "标题,经办人电话\n甲,13800000000\n乙,13800000001\n丙,\n")
    report = imported(source, site, "item", 发布机构="某局")
    assert said(report, "I821") == [
        (1, 2, "“经办人电话”这一栏没有对应的项，2 格没有导入（如“13800000000”）"),
    ]
    assert report.left_out[0].cells == ((2, "13800000000"), (3, "13800000001"))
    assert not any("13800000000" in path.read_text(encoding="utf-8") for path in site.rglob("*.md"))


def test_of_two_columns_for_one_field_the_first_counts_and_the_other_is_told(site: Path) -> None:
    report = imported(table(site, "标题,名称\n甲,甲\n乙,乙（试行）\n,丙\n"), site, "item", 发布机构="某局")
    assert [each[:2] for each in said(report, "I823")] == [(3, 2)]
    assert sorted(each.fields.title for each in linked(site).entries if each.kind == "item") == [
        "丙",
        "乙",
        "甲",
    ]


def test_settings_fill_what_the_table_leaves_open(site: Path) -> None:
    source = table(site, "标题,发布机构\n甲,某局\n乙,\n")
    imported(source, site, "item", 发布机构="另一局", 公开目录="leaf", 服务对象="自然人、法人")
    found = [value(site, "item", f"item-{number}") for number in (1, 2)]
    assert [each.publisher for each in found] == ["某局", "另一局"]
    assert found[0].catalogue == ("leaf",)
    assert found[0].audience == ("自然人", "法人")


def test_codes_and_half_words_become_the_values_of_the_list(site: Path) -> None:
    source = table(site, '编码,名称,类型,行使层级\n1,甲,1,“2”\n2,乙,处罚,县级\n3,丙,其他行政权力,"省,市"\n')
    source.write_text(source.read_text(encoding="utf-8").replace("“2”", "2"), encoding="utf-8")
    imported(source, site, "power-list", 发布机构="某局")
    powers = value(site, "power-list", "power-list-1").powers
    assert [(each.kind, each.levels) for each in powers] == [
        ("行政许可", ("省",)),
        ("行政处罚", ("县",)),
        ("其他行政权力", ("省", "市")),
    ]


def test_numbered_lines_become_items_without_their_numbers(site: Path) -> None:
    duties = "1.受理责任：公示应当提交的材料；\n一次性告知补正材料。\n2.审查责任：提出审查意见。"
    source = table(site, f'编码,名称,类型,责任事项,追责情形\n1,甲,01,"{duties}",①不予受理的；②超过时限的\n')
    imported(source, site, "power-list", 发布机构="某局")
    power = value(site, "power-list", "power-list-1").powers[0]
    assert [(each.step, each.text) for each in power.duties] == [
        ("受理", "公示应当提交的材料；\n一次性告知补正材料。"),
        ("审查", "提出审查意见。"),
    ]
    assert power.liability == ("不予受理的；", "超过时限的")


def test_materials_in_one_cell_become_a_material_each(site: Path) -> None:
    source = table(site, '事项,办理材料\n"甲","1.申请书\n2.身份证"\n'.replace("事项", "名称"))
    imported(source, site, "guide", 发布机构="某局")
    guide = value(site, "guide", "guide-1")
    assert isinstance(guide, Guide)
    assert [each.name for each in guide.materials] == ["申请书", "身份证"]


def test_a_table_of_which_no_column_is_known_is_refused(site: Path) -> None:
    with pytest.raises(UsageError, match="no column"):
        imported(table(site, "甲,乙\n1,2\n"), site, "item")


@pytest.mark.parametrize(
    ("kind", "said_of_it", "prefix"), [("itme", {}, ""), ("item", {"标题x": "甲"}, ""), ("item", {}, "甲-")]
)
def test_a_wrong_type_setting_or_prefix_is_refused_before_anything_is_written(
    site: Path, kind: str, said_of_it: dict[str, str], prefix: str
) -> None:
    source = table(site, "标题\n甲\n")
    with pytest.raises(UsageError):
        import_table(source, site, kind, said_of_it, id_prefix=prefix)
    assert not (site / "content" / "items").exists()


# ---------------------------------------------------------------- ids and files


def test_ids_come_from_the_index_number_then_a_code_then_a_running_number(site: Path) -> None:
    source = table(
        site,
        "名称,索引号,实施编码,基本编码,标识\n"
        "甲,lanshanquxzspfwj/2021-0000136,,,\n"
        "乙,,11440100007482575H3440118009000,000118009000,\n"
        "丙,清民/2021-1,,,\n"
        "丁,,,,zhuce/ding\n",
    )
    report = imported(source, site, "guide", prefix="bs", 发布机构="某局")
    assert report.written == (
        "content/guides/lanshanquxzspfwj-2021-0000136.yaml",
        "content/guides/11440100007482575h3440118009000.yaml",
        "content/guides/bs-1.yaml",
        "content/guides/zhuce/ding.yaml",
    )


def test_two_rows_of_one_index_number_are_both_written_and_told(site: Path) -> None:
    source = table(site, "标题,索引号\n甲,a/2020-1\n乙,a/2020-1\n")
    report = imported(source, site, "item", 发布机构="某局")
    assert report.written == ("content/items/a-2020-1.md", "content/items/a-2020-1-2.md")
    assert [each[0] for each in said(report, "I852")] == [3]
    assert [code for _, code in errors(site)] == ["N721"]


def test_the_same_row_twice_is_written_once_and_told(site: Path) -> None:
    report = imported(
        table(site, "标题,发布日期\n甲,2020-01-01\n甲,2020-01-01\n"), site, "item", 发布机构="某局"
    )
    assert (len(report.written), said(report, "I825")) == (1, [(3, 1, "这一行与第 2 行完全相同，没有导入")])


def test_two_powers_of_one_code_are_told(site: Path) -> None:
    source = table(site, "编码,名称,类型\n001,甲,许可\n001,乙,许可\n")
    report = imported(source, site, "power-list", 发布机构="某局")
    assert [(line, wrong) for line, _, wrong in said(report, "I843")] == [
        (3, "“乙”的编码“001”与第 2 行的相同")
    ]


def test_a_code_that_nobody_wrote_is_never_called_the_same(site: Path) -> None:
    source = table(site, "序号,编码,名称,类型\n1,x-2,甲,许可\n2,,乙,许可\n2,,丙,许可\n")
    report = imported(source, site, "power-list", 发布机构="某局")
    assert said(report, "I843") == []


def test_another_table_of_the_same_type_goes_on_with_the_numbers(site: Path) -> None:
    imported(table(site, "标题\n甲\n乙\n"), site, "item", 发布机构="某局")
    report = imported(table(site, "标题\n丙\n甲\n", "other.csv"), site, "item", 发布机构="某局")
    assert (report.written, report.kept) == (("content/items/item-3.md",), ("content/items/item-1.md",))


def test_a_file_that_is_there_is_never_touched(site: Path) -> None:
    standing = site / "content" / "items" / "a-2020-1.md"
    standing.parent.mkdir()
    standing.write_text("不是 YAML", encoding="utf-8")
    report = imported(table(site, "标题,索引号\n甲,a/2020-1\n"), site, "item", 发布机构="某局")
    assert (report.written, report.kept) == ((), ("content/items/a-2020-1.md",))
    assert codes(report)["I851"] == 1
    assert standing.read_text(encoding="utf-8") == "不是 YAML"


def test_a_publisher_that_the_site_knows_by_any_name_gets_no_second_file(site: Path) -> None:
    folder = site / "content" / "organisations"
    folder.mkdir()
    (folder / "mzj.yaml").write_text("类型: 机构\n标题: 望溪区民政局\n简称: 区民政局\n", encoding="utf-8")
    source = table(site, "标题,发布机构\n甲,望溪区民政局\n乙,区民政局\n丙,mzj\n丁,区财政局\n戊,区财政局\n")
    report = imported(source, site, "item")
    assert report.organisations == ("content/organisations/organisation-1.yaml",)
    made = (site / report.organisations[0]).read_text(encoding="utf-8")
    assert made == "类型: 机构\n标题: 区财政局\n"
    assert errors(site) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows lets only administrators make links")
def test_nothing_is_written_through_a_link_out_of_the_site(site: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (site / "content" / "items").symlink_to(outside)
    with pytest.raises(UsageError, match="link"):
        imported(table(site, "标题\n甲\n"), site, "item", 发布机构="某局")
    assert list(outside.iterdir()) == []


# ---------------------------------------------------------------- csv and jsonl


@pytest.mark.parametrize(
    ("encoding", "found"),
    [("utf-8", []), ("utf-8-sig", []), ("utf-16", []), ("gbk", ["I801"]), ("gb18030", ["I801"])],
)
def test_a_csv_is_read_in_the_encodings_that_excel_writes(
    site: Path, encoding: str, found: list[str]
) -> None:
    path = site.parent / "table.csv"
    path.write_bytes("标题,发布机构\r\n关于镕基的通知,某局\r\n".encode(encoding))
    report = imported(path, site, "item")
    assert [code for code in codes(report) if code.startswith("I80")] == found
    assert "标题: 关于镕基的通知\n" in (site / "content" / "items" / "item-1.md").read_text(encoding="utf-8")


def test_a_csv_in_no_known_encoding_is_refused(site: Path) -> None:
    path = site.parent / "table.csv"
    path.write_bytes("标题\n".encode() + b"\xff\xff\xff\n")
    with pytest.raises(UsageError, match="neither UTF-8 nor GBK"):
        imported(path, site, "item")


def test_a_rows_number_is_the_line_on_which_it_begins(site: Path) -> None:
    source = table(site, '标题,发布日期,内容概述\r\n甲,x,"一\r\n二\r\n三"\r\n\r\n"乙 ""引""",y,\r\n')
    report = imported(source, site, "item", 发布机构="某局")
    assert [each[:2] for each in said(report, "I826")] == [(2, 2), (6, 2)]
    assert value(site, "item", "item-1") is not None
    text = (site / "content" / "items" / "item-2.md").read_text(encoding="utf-8")
    assert "标题: '乙 \"引\"'\n" not in text
    assert '标题: 乙 "引"\n' in text


@pytest.mark.parametrize("separator", ["\t", ";"])
def test_tabs_and_semicolons_separate_cells_too(site: Path, separator: str) -> None:
    imported(table(site, f"标题{separator}来源\n甲，乙{separator}某处\n"), site, "item", 发布机构="某局")
    assert "标题: 甲，乙\n" in (site / "content" / "items" / "item-1.md").read_text(encoding="utf-8")


def test_a_quotation_mark_that_is_never_closed_is_told(site: Path) -> None:
    report = imported(table(site, '标题,来源\n甲,"某处\n乙,另一处\n'), site, "item", 发布机构="某局")
    assert [each[:2] for each in said(report, "I802")] == [(2, 2)]


def test_a_line_that_is_no_json_object_is_told_and_the_others_are_imported(site: Path) -> None:
    lines = ['{"标题": "甲"}', "{", "[1]", "", '{"标题": "乙", "关键词": ["低保", "救助"], "x": {"y": 1}}']
    report = imported(table(site, "\n".join(lines), "table.jsonl"), site, "item", 发布机构="某局")
    assert [each[0] for each in said(report, "I803")] == [2, 3]
    assert len(report.written) == 2
    assert value(site, "item", "item-2").keywords == ("低保", "救助")
    assert report.left_out[0].cells == ((5, '{"y": "1"}'),)


def test_a_json_of_absurd_depth_is_told_as_any_other_bad_line(site: Path) -> None:
    deep = '{"标题": ' + "[" * 100_000 + "]" * 100_000 + "}"
    report = imported(
        table(site, f'{deep}\n{{"标题": "甲"}}\n', "table.jsonl"), site, "item", 发布机构="某局"
    )
    assert (len(report.written), [each[0] for each in said(report, "I803")]) == (1, [1])


def test_long_numbers_and_leading_zeros_stay_as_they_are_written(site: Path) -> None:
    line = '{"职权编码": "000524018000", "事项名称": "甲", "事项类型": "05", "备注": 123456789012345678901234567890}'
    imported(table(site, line, "table.jsonl"), site, "power-list", 发布机构="某局")
    power = value(site, "power-list", "power-list-1").powers[0]
    assert (power.code, power.remarks) == ("000524018000", "123456789012345678901234567890")


@pytest.mark.parametrize("cell", ["=1+1", "+86", "-5", "@SUM(A1)", "＝甲", "=cmd|' /C calc'!A0"])
def test_a_cell_that_looks_like_a_formula_is_a_text_in_csv_and_xlsx(site: Path, cell: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["标题"])
    sheet.append([cell])
    sheet["A2"].data_type = "s"
    book.save(site.parent / "table.xlsx")
    imported(site.parent / "table.xlsx", site, "item", prefix="x", 发布机构="某局")
    imported(table(site, f'标题\n"{cell}"\n'), site, "item", prefix="c", 发布机构="某局")
    assert [value(site, "item", each).title for each in ("c-1", "x-1")] == [cell, cell]


# ---------------------------------------------------------------- xlsx


def workbook(site: Path, rows: Iterable[Iterable[object]], *merged: str) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for block in merged:
        sheet.merge_cells(block)
    path = site.parent / "table.xlsx"
    book.save(path)
    return path


def test_a_standard_catalogue_as_offices_keep_it_in_excel_is_read(site: Path) -> None:
    """A title, a header of two rows with merged cells, merged first levels, √ columns, 同上 and a note below."""
    source = workbook(
        site,
        [
            ["望溪区社会救助领域基层政务公开标准目录", *[None] * 11],
            ["序号", "公开事项", None, "公开内容\n（要素）", "公开依据", "公开时限", "公开主体", "公开对象", None, "公开方式", None, "公开层级"],
            [None, "一级事项", "二级事项", None, None, None, None, "全社会", "特定群众", "主动", "依申请", "县级"],
            [1, "综合业务", "政策法规文件", "《甲办法》", "《甲条例》", "20个工作日内", "区民政局", "√", None, "√", None, "√"],
            [2, None, "监督检查", "电话", "同上", "同上", "同上", None, "救助对象", None, "√", "√"],
            [3, "临时救助", "办事指南", "条件", "《乙条例》、《丙条例》", "实时", "区民政局", "√", None, "√", None, None],
            ["注：本目录由区民政局负责解释。", *[None] * 11],
        ],
        "A1:L1", "B2:C2", "H2:I2", "J2:K2", "A2:A3", "D2:D3", "E2:E3", "F2:F3", "G2:G3", "B4:B5",
    )  # fmt: skip
    report = imported(source, site, "catalogue", prefix="jz")
    assert report.read == 4
    assert codes(report) == {"I821": 1, "I824": 1, "I831": 1}
    nodes = linked(site).catalogue
    first, second, third = (nodes[code].value for code in ("jz-1-1", "jz-1-2", "jz-2-1"))
    assert linked(site).find("catalogue", "jz-1").title == "望溪区社会救助领域基层政务公开标准目录"  # type: ignore[union-attr]
    assert (first.title, first.audience, first.mode, first.levels) == (
        "政策法规文件",
        "全社会",
        "主动",
        ("县级",),
    )
    assert (second.basis, second.deadline, second.owner) == (("《甲条例》",), "20个工作日内", ("区民政局",))
    assert (second.audience, second.mode) == ("特定群众：救助对象", "依申请")
    assert (third.basis, third.levels) == (("《乙条例》", "《丙条例》"), ())


def test_merged_cells_say_the_same_in_each_of_their_rows(site: Path) -> None:
    source = workbook(
        site,
        [["部门", "序号", "项目名称"], ["公安", 1, "甲费"], [None, 2, "乙费"], [None, "2(1)", "丙费"], ["教育", 3, "丁费"]],
        "A2:A4",
    )  # fmt: skip
    imported(source, site, "fee-schedule", 发布机构="某局")
    fees = value(site, "fee-schedule", "fee-schedule-1").fees
    assert [(each.number, each.department) for each in fees] == [
        ("1", "公安"),
        ("2", "公安"),
        ("2(1)", "公安"),
        ("3", "教育"),
    ]


def test_rows_whose_name_is_one_merged_cell_are_one_power(site: Path) -> None:
    source = workbook(
        site,
        [
            ["职权编码", "事项名称", "职权类型", "责任事项", "备注"],
            ["001", "甲", "行政许可", "受理：收件", "其一"],
            [None, None, None, "审查：看", "其二"],
            ["002", "乙", "行政许可", "立案：登记", None],
        ],
        "A2:A3", "B2:B3", "C2:C4",
    )  # fmt: skip
    imported(source, site, "power-list", 发布机构="某局")
    first, second = value(site, "power-list", "power-list-1").powers
    assert ([each.step for each in first.duties], first.remarks) == (["受理", "审查"], "其一\n其二")
    assert (second.code, second.kind) == ("002", "行政许可")


def test_numbers_and_dates_of_a_workbook_are_written_as_they_show(site: Path) -> None:
    source = workbook(
        site,
        [
            ["标题", "索引号", "发布日期", "信息来源", "草稿"],
            ["甲", 210973001000, date(2020, 3, 5), 1.5, True],
            ["乙", 123456789012345678, "2020年3月5日", 0.1 + 0.2, None],
        ],
    )
    report = imported(source, site, "item", 发布机构="某局")
    first = value(site, "item", "210973001000")
    assert (first.index_number, str(first.published), first.source, first.draft) == (
        "210973001000",
        "2020-03-05",
        "1.5",
        True,
    )
    assert [each[:2] for each in said(report, "I814")] == [(3, 2)]
    assert re.fullmatch(r"content/items/1234567890123456\d\d\.md", report.written[1])


def test_the_visible_sheet_whose_header_is_known_is_read_and_the_others_are_told(site: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["填表说明"])  # type: ignore[union-attr]
    book.create_sheet("清单").append(["标题", "发布机构"])
    book["清单"].append(["甲", "某局"])
    book.create_sheet("内部").append(["标题", "发布机构"])
    book["内部"].append(["乙", "某局"])
    book["内部"].sheet_state = "hidden"
    book["清单"].row_dimensions[2].hidden = True
    book.save(site.parent / "table.xlsx")
    report = imported(site.parent / "table.xlsx", site, "item")
    assert len(report.written) == 1
    assert said(report, "I812")[0][2] == "只导入了工作表“清单”，还有 Sheet"
    assert codes(report)["I813"] == 1


def test_a_formula_without_a_saved_result_is_told(site: Path) -> None:
    report = imported(workbook(site, [["标题", "来源"], ["甲", "=A2"]]), site, "item", 发布机构="某局")
    assert said(report, "I815")[0][2] == "1 个公式没有保存结果，读出来是空的"


def zipped(parts: dict[str, bytes], path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


def sheet_of(site: Path, xml: str) -> Path:
    """A workbook whose only sheet is this XML."""
    source = workbook(site, [["标题"], ["甲"]])
    with zipfile.ZipFile(source) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts["xl/worksheets/sheet1.xml"] = xml.encode()
    return zipped(parts, source)


BOMBS: dict[str, Callable[[Path], Path]] = {
    "a part that is packed a thousand times": lambda site: zipped(
        {"xl/worksheets/sheet1.xml": b"<a>" + b"0" * 5_000_000}, site.parent / "b.xlsx"
    ),
    "more parts than any workbook has": lambda site: zipped(
        {f"{number}.xml": b"<a/>" for number in range(archive.MOST_PARTS + 1)}, site.parent / "b.xlsx"
    ),
    "one cell at the far end of the sheet": lambda site: sheet_of(
        site,
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>标题</t></is></c></row>'
        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>甲</t></is></c></row></sheetData></worksheet>',
    ),
    "an empty text at the far end of the sheet": lambda site: sheet_of(
        site,
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row><c t="inlineStr"><is><t>标题</t></is></c></row>'
        '<row r="1048576"><c r="XFD1048576" t="str"><v></v></c></row></sheetData></worksheet>',
    ),
    "entities that swell": lambda site: sheet_of(
        site, '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    ),
    "an entity that reads a file": lambda site: sheet_of(
        site, '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'
    ),
    "no zip at all": lambda site: table(site, "标题\n甲\n", "b.xlsx"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_hostile_or_damaged_workbook_is_refused(site: Path, name: str) -> None:
    with pytest.raises(UsageError):
        imported(BOMBS[name](site), site, "item")


def test_a_part_that_is_larger_than_its_zip_says_is_refused(site: Path) -> None:
    source = workbook(site, [["标题"], ["甲" * 5000]])
    content = bytearray(source.read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as file:
        sizes = [info.file_size for info in file.infolist()]
    for size in sizes:  # each size, in both of the places where a zip says it
        content = content.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    source.write_bytes(content)
    with pytest.raises(UsageError):
        imported(source, site, "item")


# ---------------------------------------------------------------- a folder of Markdown


def notes(site: Path, **files: str) -> Path:
    folder = site.parent / "notes"
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def test_title_dates_and_body_are_told_apart(site: Path) -> None:
    text = (
        "<!-- 来源 -->\n# **某某办法**\n\n（2009年5月4日某市人民政府令第1号公布　自2009年7月1日起施行）\n\n"
        "2012年1月1日 《关于修改〈某某办法〉的决定》修正\n\n"
        "## 第一章\n\n2020年3月3日发布的规定不适用。\n\n```\n# 不是标题\n<!-- 代码里的注释 -->\n```\n"
    )
    report = imported(notes(site, a=text), site, "item", 发布机构="某局")
    item = value(site, "item", "item-1")
    assert (item.title, str(item.published), str(item.effective)) == ("某某办法", "2009-05-04", "2009-07-01")
    assert item.written is None
    body = (site / report.written[0]).read_text(encoding="utf-8").split("---\n", 2)[2]
    assert body == "\n" + text.removeprefix("<!-- 来源 -->\n# **某某办法**\n\n")
    assert said(report, "I872")[0][2] == "去掉了注释“来源”，共 1 处"


def test_a_text_without_heading_takes_the_name_of_its_file(site: Path) -> None:
    report = imported(notes(site, 某某通知="正文。\n"), site, "page")
    assert (report.written, codes(report)["I871"]) == (("content/page-1.md",), 1)
    assert "标题: 某某通知\n" in (site / "content" / "page-1.md").read_text(encoding="utf-8")


def test_what_is_no_plain_markdown_is_told_and_left(site: Path) -> None:
    folder = notes(site, a="---\n标题: 甲\n---\n", b="", c="# 丙\n\n正文\n")
    (folder / "picture.png").write_bytes(b"x")
    (folder / "d.md").write_bytes(b"\xff\xff\xff")
    report = imported(folder, site, "item", 发布机构="某局")
    assert (report.read, len(report.written)) == (4, 1)
    assert {code: codes(report)[code] for code in ("I873", "I874", "I875")} == {
        "I873": 1,
        "I874": 1,
        "I875": 2,
    }


# ---------------------------------------------------------------- writing

TEXTS = st.text(
    st.one_of(
        st.sampled_from("甲乙《》“”：，。　\n\t \"'\\#:-?&*!|>%@`[]{},~=<1209eEx.+_/"),
        st.characters(codec="utf-8"),
    ),
    max_size=40,
)
KEYS = st.text(st.sampled_from("标题目录键a1 :#-\"'"), min_size=1, max_size=8).map(str.strip).filter(bool)


def scalars(text: str) -> Scalar:
    return Scalar(text, 0, 0)


def mappings(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Mapping]:
    pairs = st.dictionaries(KEYS.filter(lambda key: key != "<<"), children, min_size=1, max_size=4)
    return pairs.map(lambda found: Mapping(tuple((scalars(key), node) for key, node in found.items()), 0, 0))


def nodes() -> st.SearchStrategy[Node]:
    leaf: st.SearchStrategy[Node] = st.one_of(
        TEXTS,
        st.sampled_from(["null", "~", "", "是", "no", "012", "9:30", "2026-03-02", "1e5", "0x1F", "- a"]),
    ).map(scalars)
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            mappings(inner), st.lists(inner, max_size=3).map(lambda each: Sequence(tuple(each), 0, 0))
        ),
        max_leaves=12,
    )


def plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return None if node.empty else node.text
    if isinstance(node, Sequence):
        return [plain(each) for each in node.items]
    return {key.text: plain(each) for key, each in node.items}


@settings(derandomize=True, max_examples=200, deadline=None)
@given(mappings(nodes()))
def test_what_is_written_reads_as_the_same_value(tree: Mapping) -> None:
    found, findings = yaml_tree(yaml_text(tree), "x.yaml", 1)
    assert [each for each in findings if not each.rule.code.startswith("Y10")] == []
    assert found is not None

    def normal(value: object) -> object:
        if isinstance(value, str):
            return unicodedata.normalize("NFC", value)
        if isinstance(value, list):
            return [normal(each) for each in value]
        return (
            {normal(key): normal(each) for key, each in value.items()} if isinstance(value, dict) else value
        )

    assert normal(plain(found)) == normal(plain(tree))


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from([each for each in fields_of(Guide) if each.kind is str]), TEXTS))
def test_what_is_written_conforms_as_the_cells_did(cells: dict[FieldSpec, str]) -> None:
    pairs = [(scalars(spec.about.label), scalars(text)) for spec, text in cells.items()]
    tree = Mapping((*pairs, (scalars("是否收费"), scalars("是"))), 0, 0)
    found, _ = yaml_tree(yaml_text(tree), "x.yaml", 1)
    assert found is not None
    wanted, got = (conform(each, Guide, "x.yaml", STANDARD)[0] for each in (tree, found))
    assert repr(got) == unicodedata.normalize("NFC", repr(wanted))


def shown(text: str) -> list[str]:
    """The paragraphs of a Markdown text as a reader sees them; anything that isn't a paragraph stands out."""
    prose, _ = render(text, "x.md", 1)
    html = re.sub("\x01\\d+\x01", "", prose.html)
    assert re.sub(r"<p>.*?</p>", "", html, flags=re.DOTALL).strip() == ""
    return [unescape(each) for each in re.findall(r"<p>(.*?)</p>", html, re.DOTALL)]


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.text(st.sampled_from("ab一。1-+*_`[]()<>!#|~:=&;\\^$\"'{}% .,/@\n"), max_size=40))
def test_no_character_of_a_cell_is_a_command_of_markdown(text: str) -> None:
    assert shown(markdown(text)) == [each.strip() for each in text.split("\n") if each.strip()]


def test_a_file_has_its_keys_in_order_its_lists_a_line_an_item_and_long_text_as_a_block(site: Path) -> None:
    long = "甲" * 120
    source = table(site, f'关键词,备注,名称,办理对象,救济途径,收费\n,x,甲,"自然人、法人",{long},\n')
    imported(source, site, "guide", 发布机构="某局")
    assert (site / "content" / "guides" / "guide-1.yaml").read_text(encoding="utf-8") == (
        f"类型: 办事指南\n标题: 甲\n发布机构: 某局\n办理对象:\n  - 自然人\n  - 法人\n救济途径: |-\n  {long}\n"
    )


def test_a_markdown_file_has_its_text_below_the_front_matter() -> None:
    tree = Mapping(((scalars("标题"), scalars("甲")), (scalars("正文"), scalars("一\n\n二"))), 0, 0)
    assert document(tree, ".md", Common) == "---\n标题: 甲\n---\n\n一\n\n二\n"
    assert document(tree, ".yaml", Common) == "标题: 甲\n正文: |-\n  一\n\n  二\n"


def test_the_report_says_in_one_line_what_happened(site: Path) -> None:
    report = imported(table(site, "标题,电话\n甲,1\n"), site, "item", 发布机构="某局")
    assert "读了 1 条，写了 1 个文件" in report.summary().zh
    assert "1 read, 1 files written" in report.summary().en
    assert all(
        each.wrong(language) and each.mend(language) for each in report.findings for language in ("zh", "en")
    )


def test_what_stands_above_the_header_and_what_differs_by_row_is_told(site: Path) -> None:
    """I811: a second title; I822: one value for the whole list, and the rows differ."""
    rows = "某某局权责清单\n填表人：某某\n责任处室,职权编码,事项名称,职权类型\n73,1001,甲,01\n74,1002,乙,01\n"
    path = site.parent / "清单.csv"
    path.write_text(rows, encoding="utf-8")
    told = {finding.rule.code for finding in imported(path, site, "power-list").findings}
    assert {"I811", "I822"} <= told


def test_two_rows_of_a_tree_at_one_path_are_told(site: Path) -> None:
    """I832."""
    path = site.parent / "目录.csv"
    path.write_text("一级目录,二级目录,公开内容\n甲,乙,一\n甲,乙,二\n", encoding="utf-8")
    assert "I832" in {finding.rule.code for finding in imported(path, site, "catalogue").findings}
