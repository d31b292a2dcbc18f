"""Import of the kinds that offices keep as tables of their own form: catalogues, permits, penalties, reports, names."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gkgen.build import Options, build
from gkgen.findings import UsageError
from gkgen.importing import ImportReport, import_table
from gkgen.importing.splitting import bases, boxes, items_or_words
from tests.sites import corpus
from tests.test_import import CATALOGUE, NOW, SITE

Row = Sequence[object]
OFFICE = {"发布机构": "某区民政局", "公开目录": "leaf", "发布日期": "2026-11-20"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "content" / "catalogues").mkdir(parents=True)
    (folder / "site.yaml").write_text(SITE, encoding="utf-8")
    (folder / "content" / "catalogues" / "main.yaml").write_text(CATALOGUE, encoding="utf-8")
    return folder


def workbook(site: Path, rows: Sequence[Row], merges: str = "") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for each in merges.split():
        sheet.merge_cells(each)
    path = site.parent / "表.xlsx"
    book.save(path)
    return path


def text_file(site: Path, rows: Sequence[Row], name: str = "表.csv") -> Path:
    out = io.StringIO()
    csv.writer(out).writerows([["" if cell is None else cell for cell in row] for row in rows])
    path = site.parent / name
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def imported(source: Path, site: Path, kind: str, **said: str) -> ImportReport:
    """Once, and once more: the second time must write nothing, and say the same but for what was made."""
    settings = {**OFFICE, **said}
    report = import_table(source, site, kind, settings)
    files = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    again = import_table(source, site, kind, settings)
    assert (again.written, again.organisations, again.kept) == ((), (), report.written)
    assert again.left_out == report.left_out
    assert codes(again) == Counter({code: n for code, n in codes(report).items() if code != "I861"})
    assert files == {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    return report


def codes(report: ImportReport) -> Counter[str]:
    return Counter(each.rule.code for each in report.findings)


def told(report: ImportReport, code: str) -> list[tuple[int, int]]:
    return [(each.place.line, each.place.column) for each in report.findings if each.rule.code == code]


def entries(site: Path, kind: str) -> list[Any]:
    found = build(Options(site, NOW, drafts=True)).site
    assert found is not None
    return [each.fields for each in found.entries if each.kind == kind]


def errors(site: Path) -> list[str]:
    found = build(Options(site, NOW, drafts=True)).findings
    return sorted(each.rule.code for each in found if each.rule.severity == "error")


def left(report: ImportReport) -> dict[str, tuple[tuple[int, str], ...]]:
    return {each.label: each.cells for each in report.left_out}


# ---------------------------------------------------------------- standard catalogues


def test_twenty_one_real_rows_become_a_catalogue_for_each_source_and_lose_nothing(site: Path) -> None:
    source = corpus() / "standard-catalogue" / "rows.csv"
    report = imported(source, site, "standard-catalogue", 标题="基层政务公开标准目录")
    assert (report.read, len(report.written), report.left_out) == (21, 9, ())
    assert codes(report) == {"I842": 8, "I861": 1, "I881": 9, "I883": 1, "K202": 1, "K213": 5}
    assert told(report, "K202") == [(21, 1)]  # 霞山区: a time, and no thing that it is the time of
    assert errors(site) == ["K202"]
    found = {each.source: each for each in entries(site, "standard-catalogue")}
    assert {name: len(each.items) for name, each in found.items()} == {
        "腾冲市荷花镇": 2,
        "mdx.gov.cn（镇）": 6,
        "tjbd.gov.cn（天津宝坻）": 2,
        "盖州市": 2,
        "taishandichan.com 镜像（街道）": 2,
        "凤屯镇（贵州）": 2,
        "赛罕区（内蒙古）": 3,
        "中山市东凤镇（广东）": 1,
    }
    assert found["盖州市"].title == "基层政务公开标准目录（盖州市，社会救助）"
    town = found["腾冲市荷花镇"].items[0]
    assert (town.deadline.text, town.owner, town.levels) == (
        "制定或获取信息之日起10个工作日内",
        ("乡镇人民政府",),
        ("乡级", "村级"),
    )
    assert (town.carriers, len(town.elements)) == (("政府网站", "社区/企事业单位/村公示栏（电子屏）"), 8)
    assert (town.audience, town.mode) == (("全社会",), ("主动",))
    assert [each.title for each in found["taishandichan.com 镜像（街道）"].items[1].bases][1:3] == [
        "…(国发〔2012〕45号)",
        "…(国发〔2014〕47号)",
    ]
    assert found["赛罕区（内蒙古）"].items[2].deadline.text == "及时公开"  # 同上


def test_every_word_of_the_real_rows_is_in_the_files(site: Path) -> None:
    source = corpus() / "standard-catalogue" / "rows.csv"
    imported(source, site, "standard-catalogue")
    folder = site / "content" / "standard-catalogues"
    written = re.sub(r"[\W_]", "", "".join(each.read_text(encoding="utf-8") for each in folder.iterdir()))
    with source.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        for label in ("来源", "领域", "一级事项", "二级事项", "公开内容（要素）", "公开依据", "公开时限"):
            if row[label] in ("同上", "（同上一行）"):
                continue
            for word in re.findall(r"[㐀-鿿]+", re.sub(r"(?<=[㐀-鿿]) +(?=[㐀-鿿])", "", row[label])):
                assert word in written, (row["来源"], label, word)


HEAD: list[Row] = [
    ["望溪区养老服务领域基层政务公开标准目录"],
    [
        *("序号", "公开事项", None, "公开内容（要素）", "公开依据", "公开时限", "公开主体", "公开渠道和载体"),
        *("公开对象", None, "公开方式", None, "公开层级"),
    ],
    [
        *(None, "一级事项", "二级事项", None, None, None, None, None),
        *("全社会", "特定群众", "主动", "依申请公开", "县级", "乡镇级", "村级"),
    ],
]
ROWS: list[Row] = [
    [
        *(1, "综合业务", "政策法规", "●文件名称\n●文号\n●全文", "《条例》（国令第711号）、《办法》"),
        *("信息形成或变更之日起20个工作\n日 内", "区民政局", "■政府网站   □政府公报\n口两微一端"),
        *("√", None, "✓", None, "√"),
    ],
    [
        *(2, None, "监督 检查", "电话；地址", "同上", "同上", "同上", "☑公开查阅点 ☐其他"),
        *(None, "申请人", "✔", "√", "√", "是", "●"),
    ],
    [
        *(3, "办事指南", "补贴", "指南", "〃", "同上", "同上", "□政府网站 □其他"),
        *(None, "√", "√", None, "√"),
    ],
]
MERGES = "A1:O1 A2:A3 B2:C2 D2:D3 E2:E3 F2:F3 G2:G3 H2:H3 I2:J2 K2:L2 M2:O2"


@pytest.mark.parametrize("is_merged", [True, False])
def test_a_header_of_two_rows_tick_columns_and_boxes_become_values(site: Path, is_merged: bool) -> None:
    rows = [*HEAD, *ROWS]
    source = workbook(site, rows, f"{MERGES} B4:B5") if is_merged else text_file(site, rows)
    report = imported(source, site, "standard-catalogue", 领域="养老服务")
    (catalogue,) = entries(site, "standard-catalogue")
    first, second, third = catalogue.items
    assert catalogue.title == "望溪区养老服务领域基层政务公开标准目录"
    assert (first.level1, second.level1, second.level2, second.number) == (
        "综合业务",
        "综合业务",
        "监督检查",
        "2",
    )
    assert (first.elements, second.elements) == (("文件名称", "文号", "全文"), ("电话", "地址"))
    assert [each.title for each in first.bases] == ["《条例》（国令第711号）", "《办法》"]
    assert {each.deadline.text for each in catalogue.items} == {"信息形成或变更之日起20个工作日内"}
    assert third.bases == first.bases
    assert [each.carriers for each in catalogue.items] == [("政府网站",), ("公开查阅点",), ()]
    assert [each.audience for each in catalogue.items] == [("全社会",), ("特定群体",), ("特定群体",)]
    assert (second.group, third.group) == ("申请人", "")
    assert [each.mode for each in catalogue.items] == [("主动",), ("主动", "依申请"), ("主动",)]
    assert [each.levels for each in catalogue.items] == [("县级",), ("县级", "乡级", "村级"), ("县级",)]
    last = 6 if is_merged else 10  # of a text file the line, of a sheet the row
    assert left(report) == {"公开渠道和载体": ((last, "□政府网站 □其他"),)}
    assert told(report, "I826") == [(last, 8)]
    assert told(report, "I882") == ([] if is_merged else [(9, 2)])
    assert errors(site) == ["K348"]  # a √ below 特定群众 doesn't say who they are


def test_ditto_with_nothing_above_stays_for_the_check(site: Path) -> None:
    source = text_file(site, [["一级事项", "二级事项", "公开主体"], ["综合", "政策", "同上"]])
    report = imported(source, site, "standard-catalogue")
    assert told(report, "I891") == [(2, 3)]
    found = build(Options(site, NOW)).findings
    assert [each.rule.code for each in found if each.rule.code == "K345"] == ["K345"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("■政府网站 □政府公报", ("", ["政府网站"])),
        ("■政府网站口政府公报■政务服务窗口", ("", ["政府网站", "政务服务窗口"])),
        ("口政府网站 口政府公报", ("", [])),
        ("政府网站■ 政府公报□", ("", ["政府网站"])),
        ("渠道：☑政府网站 ▢其他", ("渠道", ["政府网站"])),
        ("■社区/企事业单位/村公示 栏(电子屏)", ("", ["社区/企事业单位/村公示栏(电子屏)"])),
        ("政府网站、服务窗口", None),
        ("口岸办", None),
    ],
)
def test_boxes_are_read_wherever_they_stand(text: str, wanted: object) -> None:
    assert boxes(text) == wanted


def test_clauses_and_bases_are_told_apart_without_losing_words() -> None:
    assert items_or_words("社会救助信访通讯地址；社会救助投诉举报电话") == [
        "社会救助信访通讯地址",
        "社会救助投诉举报电话",
    ]
    assert items_or_words("办事指南: 1.办理事项; 2.办理条件") == ["办事指南: 1.办理事项; 2.办理条件"]
    assert items_or_words("年满十六周岁。无违法记录；身体健康") == ["年满十六周岁。无违法记录；身体健康"]
    assert bases("1.《甲条例》(国令第711号)2.《乙通知》(民办函〔2019〕52号)") == [
        "《甲条例》(国令第711号)",
        "《乙通知》(民办函〔2019〕52号)",
    ]
    assert bases("《甲通知》(辽政发(2014)74号、《乙通知》辽民发(2018)74号等") == [
        "《甲通知》(辽政发(2014)74号",
        "《乙通知》辽民发(2018)74号等",
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "《中华人民共和国水法》《取水许可和水资源费征收管理条例》",
            ["《中华人民共和国水法》", "《取水许可和水资源费征收管理条例》"],
        ),
        ("《甲》（国令第1号）《乙》", ["《甲》（国令第1号）", "《乙》"]),
        ("《甲法》第三条第（二）项《乙条例》第五条", ["《甲法》第三条第（二）项", "《乙条例》第五条"]),
        ("1.《甲》《乙》 2.《丙》", ["《甲》", "《乙》", "《丙》"]),
        ("《甲》和《乙》", ["《甲》和《乙》"]),
        ("根据《甲》《乙》制定", ["根据《甲》《乙》制定"]),
        ("《关于印发《甲》的通知》", ["《关于印发《甲》的通知》"]),
    ],
)
def test_titles_side_by_side_are_bases_of_their_own(text: str, wanted: list[str]) -> None:
    assert bases(text) == wanted


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [("√（受助学生及家长）", "受助学生及家长"), ("√ 申请人", "申请人"), ("（申请人）", "（申请人）")],
)
def test_who_a_certain_group_is_stands_behind_its_mark(site: Path, cell: str, wanted: str) -> None:
    rows: list[Row] = [["一级事项", "二级事项", "全社会", "特定群众"], ["教育", "资助", None, cell]]
    imported(text_file(site, rows), site, "standard-catalogue")
    (only,) = entries(site, "standard-catalogue")
    assert (only.items[0].audience, only.items[0].group) == (("特定群体",), wanted)


# ---------------------------------------------------------------- annual reports


def suqian() -> dict[str, Any]:
    text = (corpus() / "annual-report" / "suqian-2023.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def test_a_real_report_comes_in_whole_from_json(site: Path) -> None:
    source = corpus() / "annual-report" / "suqian-2023.json"
    report = import_table(source, site, "annual-report", {"公开目录": "leaf", "发布日期": "2024-03-20"})
    assert codes(report) == {"I821": 2, "I842": 3, "I861": 1, "I886": 2}
    assert {label: len(cells) for label, cells in left(report).items()} == {"key": 25, "fee_total_yuan": 1}
    assert errors(site) == []
    (found,) = entries(site, "annual-report")
    whole = suqian()
    assert (found.title, found.publisher) == (
        "宿迁市人民政府2023年政府信息公开工作年度报告",
        "宿迁市人民政府",
    )
    assert (found.year, found.level, found.other) == (2023, "政府", whole["section6"])
    rows = [getattr(found.applications, key).cells() for key in type(found.applications).__dataclass_fields__]
    assert rows == [tuple(each["values"]) for each in whole["table3"]["rows"]]
    assert found.disclosures.normative.cells() == (109, 489, 597)
    assert (found.disclosures.permits, found.disclosures.fees) == (1808595, Decimal("59237.2449"))
    assert found.disputes.after.cells() == (13, 0, 67, 9, 89)


def test_cells_of_a_json_report_that_are_no_numbers_stay_blank(site: Path) -> None:
    whole = suqian()
    whole["table3"]["rows"][0]["values"][1] = "/"
    whole["table3"]["rows"][1]["values"][2] = None
    whole["agency"] = "宿迁市人民政府办公室"
    source = site.parent / "年报.json"
    source.write_text(json.dumps([whole], ensure_ascii=False, indent=1), encoding="utf-8")
    report = imported(source, site, "annual-report")
    assert left(report)["商业企业"][0][1] == "/"
    assert errors(site).count("A808") == 2
    (found,) = entries(site, "annual-report")
    assert (found.applications.received.companies, found.applications.carried_in.research) == (None, None)
    assert found.level == "部门"


@pytest.mark.parametrize("text", ["", "{", "[1]", "3", '{"a": 1}{"b": 2}'])
def test_what_is_no_json_object_is_refused(site: Path, text: str) -> None:
    source = site.parent / "坏.json"
    source.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError):
        import_table(source, site, "annual-report", {})


def grid() -> tuple[list[list[object]], str]:
    """Table 3 as the form has it: three rows of header, labels in three columns of merged cells."""
    rows: list[list[object]] = [
        ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", None, None, "申请人情况"],
        [None, None, None, "自然人", "法人或其他组织", None, None, None, None, "总计"],
        [None, None, None, None, "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", None],
    ]
    for number, each in enumerate(suqian()["table3"]["rows"]):
        head, _, label = each["label"].rpartition(" ")
        if number in (0, 1, 24):
            rows.append([label, None, None, *each["values"]])
        elif label.startswith("三"):
            rows.append(["三、本年度办理结果", label.removeprefix("三"), None, *each["values"]])
        else:
            rows.append(
                ["三、本年度办理结果", head.removeprefix("三"), label.replace(".", "．"), *each["values"]]
            )
    merges = (
        "A1:C3 D1:J1 D2:D3 E2:I2 J2:J3 A4:C4 A5:C5 A6:A27 A28:C28 B6:C6 B7:C7 B8:B15 B16:B18 B19:B23 B24:B26"
    )
    return rows, merges


@pytest.mark.parametrize("is_merged", [True, False])
def test_table_three_is_read_as_its_grid(site: Path, is_merged: bool) -> None:
    rows, merges = grid()
    rows[3][3], rows[6][3] = "3,402", "３１９"
    rows[4][4], rows[5][5], rows[7][9] = "/", None, "约1"
    source = workbook(site, rows, merges) if is_merged else text_file(site, rows)
    report = imported(source, site, "annual-report", 年度="2023")
    assert told(report, "I890") == [(6, 6)]
    assert (told(report, "I826"), left(report)) == (
        [(5, 5), (8, 10)],
        {"商业企业": ((5, "/"),), "总计": ((8, "约1"),)},
    )
    (found,) = entries(site, "annual-report")
    cells = [
        getattr(found.applications, key).cells() for key in type(found.applications).__dataclass_fields__
    ]
    wanted = [list(each["values"]) for each in suqian()["table3"]["rows"]]
    wanted[1][1] = wanted[2][2] = wanted[4][6] = None
    assert [list(each) for each in cells] == wanted
    assert errors(site) == ["A808"] * 3
    assert (found.title, found.level) == ("某区民政局2023年政府信息公开工作年度报告", "部门")


def test_a_row_that_the_form_doesnt_have_is_told_and_so_is_one_that_it_lacks(site: Path) -> None:
    rows, _ = grid()
    rows[4][0] = "去年没办完的"
    rows.append(["四、结转下年度继续办理", None, None, *[1] * 7])
    report = imported(text_file(site, rows), site, "annual-report", 年度="2023")
    assert (told(report, "I887"), told(report, "I888")) == ([(5, 1)], [(29, 1)])
    assert len(told(report, "I889")) == 1
    assert {row for each in report.left_out for row, _ in each.cells} == {5, 29}
    assert errors(site).count("A808") == 7


# ---------------------------------------------------------------- lists of one form


def test_a_permit_list_with_merged_cells_and_a_total(site: Path) -> None:
    rows: list[Row] = [
        ["望溪区行政许可事项清单"],
        ["序号", "许可事项名称", "主管部门", "实施机关", "设定和实施依据", "备注"],
        ["１", "公共场所卫生许可", "区卫生健康局", "区卫生健康局", "《公共场所卫生管理条例》", None],
        ["２", "医师执业注册", "区卫生健康局", "区卫生健康局、区政务服务局", "《医师法》", None],
        [None, None, None, None, "《医师执业注册管理办法》", "含变更"],
        ["合计", 2],
    ]
    report = imported(workbook(site, rows, "A1:F1 A4:A5 B4:B5 C4:C5 D4:D5"), site, "permit-list")
    (found,) = entries(site, "permit-list")
    assert [(each.number, each.name) for each in found.permits] == [
        ("1", "公共场所卫生许可"),
        ("2", "医师执业注册"),
    ]
    assert [each.title for each in found.permits[1].bases] == ["《医师法》", "《医师执业注册管理办法》"]
    assert (found.permits[1].organ, found.permits[1].remarks) == (("区卫生健康局", "区政务服务局"), "含变更")
    assert (codes(report), errors(site)) == ({"I827": 1, "I842": 1, "I861": 1}, [])


@pytest.mark.parametrize("is_merged", [True, False])
def test_the_grades_of_an_act_are_put_together(site: Path, is_merged: bool) -> None:
    rows: list[Row] = [
        ["望溪区民政局行政处罚裁量基准"],
        ["序号", "违法行为", "处罚依据", "违法程度", "适用条件", "处罚标准"],
        [1, "骗取低保金", "《社会救助暂行办法》第六十八条", "较轻", "不满六个月", "一倍以上二倍以下罚款"],
        [None, None, None, "一般违法", "六个月以上不满一年", "二倍罚款"],
        [None, None, None, "情节严重", "一年以上", "二倍以上三倍以下罚款"],
        [2, "虚报材料", "《办法》第七条", "轻微", "首次", "不予处罚"],
        [2, "虚报材料", "《办法》第八条", "严重", "再次", "罚款五千元"],
    ]
    merges = "A1:F1 A3:A5 B3:B5 C3:C5"
    source = workbook(site, rows, merges) if is_merged else text_file(site, rows)
    report = imported(source, site, "discretion-standard")
    (found,) = entries(site, "discretion-standard")
    assert [(each.number, each.act, [grade.degree for grade in each.grades]) for each in found.acts] == [
        ("1", "骗取低保金", ["较轻", "一般", "严重"]),
        ("2", "虚报材料", ["轻微", "严重"]),
    ]
    assert found.acts[0].grades[2].sanction == "二倍以上三倍以下罚款"
    assert (told(report, "I826"), left(report)) == ([(7, 3)], {"处罚依据": ((7, "《办法》第八条"),)})
    assert errors(site) == []


def test_a_market_list_keeps_its_codes_and_measures(site: Path) -> None:
    rows: list[Row] = [
        ["市场准入负面清单（2025年版）"],
        ["项目号", "禁止或许可事项", "事项编码", "禁止或许可准入措施描述", "主管部门", "地方性许可措施"],
        ["一、禁止准入类"],
        [1, "法律禁止的事项", "100001", "禁止", "发展改革委", None],
        [2, "未获得许可，不得从事种子生产", 201002, "许可", "农业农村部 林草局", "无"],
    ]
    report = imported(workbook(site, rows, "A1:F1 A3:F3"), site, "negative-list", 清单种类="市场准入")
    (found,) = entries(site, "negative-list")
    assert [(each.number, each.code, each.measure) for each in found.restrictions] == [
        ("1", "100001", "禁止"),
        ("2", "201002", "许可"),
    ]
    assert found.restrictions[1].authority == ("农业农村部", "林草局")
    assert (told(report, "I824"), left(report)) == ([(3, 1)], {"项目号": ((3, "一、禁止准入类"),)})
    assert errors(site) == []


def test_a_list_of_names_keeps_its_units_and_its_sums(site: Path) -> None:
    rows: list[Row] = [
        ["石桥村2026年第一季度最低生活保障对象公示名单", None, None, None, None, "单位：元"],
        ["户主姓名", "村组", "保障人数", "补助金额", "面积（平方米）", "备注"],
        ["王*", "一组", "２", "1,600.50", None, None],
        ["李*", None, 1, 800, None, "无"],
        ["张*", "二组", "１人", "８００.00元", 12.5, None],
        ["合计", None, 4, "3,200.50", None, None],
    ]
    settings = {"名单种类": "最低生活保障", "公示截止日期": "2026-12-31"}
    report = imported(workbook(site, rows, "B3:B4 A6:B6"), site, "name-list", **settings)
    (found,) = entries(site, "name-list")
    assert [(each.name, each.group, each.people, each.amount) for each in found.recipients] == [
        ("王*", "一组", 2, Decimal("1600.50")),
        ("李*", "一组", 1, Decimal(800)),
        ("张*", "二组", 1, Decimal("800.00")),
    ]
    assert (found.total_people, found.total_amount) == (4, Decimal("3200.50"))
    assert (found.amount_unit, found.area_unit) == ("元", "平方米")
    assert found.title == "石桥村2026年第一季度最低生活保障对象公示名单"
    assert (codes(report)["I811"], told(report, "I827"), errors(site)) == (0, [(6, 1)], [])


def test_each_penalty_becomes_a_file_whose_title_names_nobody(site: Path) -> None:
    head = (
        *("序号", "行政相对人名称", "行政相对人类别", "统一社会信用代码", "行政处罚决定文书号", "违法事实"),
        *("处罚依据", "处罚类别", "处罚内容", "罚款金额（万元）", "处罚决定日期", "公示截止期", "处罚机关"),
    )
    firm, office = "法人及非法人组织", "望溪区市场监督管理局"
    rows: list[Row] = [
        ["行政处罚决定信息公示表"],
        head,
        [
            *(
                1,
                "望溪区青禾饭店",
                firm,
                "91000000MA00000000",
                "望市监罚〔2026〕1号",
                "超期",
                "《食品安全法》",
            ),
            *("罚款、没收违法所得", "罚款人民币5000元", "0.5", date(2026, 11, 2), "2027年2月2日", office),
        ],
        [
            *(2, "王**", "自然人", None, "望市监罚〔2026〕2号", "无证", "《食品安全法》"),
            *("警告", "警告", None, datetime(2026, 11, 3), None, office),
        ],
        [
            *(
                3,
                "望溪区青禾饭店",
                firm,
                "91000000MA00000000",
                "望市监罚〔2026〕3号",
                "标签",
                "《食品安全法》",
            ),
            *("罚款", "罚款12,000元", "1.2万元", date(2026, 11, 4), None, office),
        ],
    ]
    report = imported(workbook(site, rows, "A1:M1"), site, "enforcement-decision", 执法类别="行政处罚")
    assert report.written == tuple(
        f"content/enforcement-decisions/enforcement-decision-{number}.yaml" for number in (1, 2, 3)
    )
    found = entries(site, "enforcement-decision")
    assert [each.title for each in found] == [
        f"行政处罚决定（望市监罚〔2026〕{number}号）" for number in (1, 2, 3)
    ]
    assert [each.fine for each in found] == [Decimal(5000), None, Decimal(12000)]
    assert found[0].penalties == ("罚款", "没收违法所得")
    assert [each.decided for each in found] == [date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 4)]
    assert found[0].shown_until == date(2027, 2, 2)
    assert told(report, "I884") == [(1, 10)]
    assert (list(left(report)), errors(site)) == (["序号"], [])


def test_a_budget_table_keeps_its_unit_and_brings_other_columns_to_it(site: Path) -> None:
    rows: list[Row] = [
        ["一般公共预算支出表", None, None, None, None, "单位：万元"],
        ["科目编码", "科目名称", "本年预算数", None, None, "上年预算数（元）"],
        [None, None, "合计", "基本支出", "项目支出", None],
        [208, "社会保障和就业支出", "1,120.00", 1000, "１２０", 11000000],
        ["20802", "  民政管理事务", 1120, 1000, 120, "10,999,999.50"],
        ["合计", None, 1120, 1000, 120, 4],
    ]
    settings = {"年度": "2026", "种类": "部门预算", "标题": "望溪区民政局2026年部门预算"}
    report = imported(workbook(site, rows, "A2:A3 B2:B3 C2:E2 F2:F3"), site, "budget", **settings)
    (found,) = entries(site, "budget")
    (table,) = found.tables
    assert (found.title, table.name, table.unit) == (
        "望溪区民政局2026年部门预算",
        "一般公共预算支出表",
        "万元",
    )
    assert [(each.subject, each.name, each.total, each.previous) for each in table.lines] == [
        ("208", "社会保障和就业支出", Decimal(1120), Decimal(1100)),
        ("20802", "民政管理事务", Decimal(1120), Decimal("1099.99995")),
    ]
    assert (told(report, "I884"), told(report, "I827")) == ([(1, 6)], [(6, 1)])
    assert {row for each in report.left_out for row, _ in each.cells} == {6}
    assert errors(site) == []


def test_limits_are_kept_in_one_unit_and_another_is_told(site: Path) -> None:
    rows: list[Row] = [
        ["违法行为", "违法程度", "处罚标准", "下限（元）", "上限（万元）", "法定上限（倍）"],
        ["甲", "一般", "罚款", 100, "0.5", "3"],
    ]
    report = imported(text_file(site, rows), site, "discretion-standard")
    (act,) = entries(site, "discretion-standard")[0].acts
    assert (act.unit, act.minimum, act.maximum) == ("元", None, Decimal(3))
    assert (act.grades[0].minimum, act.grades[0].maximum) == (Decimal(100), Decimal(5000))
    assert (told(report, "I884"), told(report, "I885")) == ([(1, 5)], [(1, 6)])


def test_a_json_list_of_rows_comes_in_by_its_keys_and_what_has_none_is_told(site: Path) -> None:
    permits = [
        {
            "序号": 1,
            "许可事项名称": "甲",
            "实施机关": ["某局", "乙局"],
            "设定和实施依据": ["《甲法》第三条"],
            "未知": "x",
        },
        {"name": "乙", "bases": [{"名称": "《乙法》"}], "备注": None},
    ]
    source = site.parent / "清单.json"
    source.write_text(json.dumps({"标题": "清单", "许可事项": permits}, ensure_ascii=False), encoding="utf-8")
    report = imported(source, site, "permit-list")
    (found,) = entries(site, "permit-list")
    assert [(each.number, each.name, each.organ) for each in found.permits] == [
        ("1", "甲", ("某局", "乙局")),
        ("", "乙", ()),
    ]
    assert [[each.title for each in permit.bases] for permit in found.permits] == [["《甲法》"], ["《乙法》"]]
    assert (left(report), errors(site)) == ({"未知": ((1, "x"),)}, [])


def test_the_headings_of_the_standard_of_credit_information_are_known(site: Path) -> None:
    head = (
        *("行政相对人名称", "行政相对人类别", "行政相对人代码_1", "行政许可决定文书号", "许可内容"),
        *("许可决定日期", "有效期自", "有效期至", "许可机关", "公示截止期", "违法行为类型"),
    )
    firm = ("望溪区青禾饭店", "法人及非法人组织", "91000000MA00000000", "望市监许〔2026〕1号", "准予")
    row: Row = [
        *firm,
        "2026-11-02",
        "2026-11-03",
        "2031-11-02",
        "望溪区市场监督管理局",
        "2029-11-02",
        "无证经营",
    ]
    report = imported(text_file(site, [head, row]), site, "enforcement-decision", 执法类别="行政许可")
    (only,) = entries(site, "enforcement-decision")
    assert (codes(report)["I821"], report.left_out) == (0, ())
    assert (only.credit_code, only.decision_number, only.matter) == (firm[2], firm[3], "无证经营")
    assert (only.valid_from, only.shown_until) == (date(2026, 11, 3), date(2029, 11, 2))


@pytest.mark.parametrize(("cell", "wanted"), [("800元", "800"), ("0.08万元", "800"), ("800美元", None)])
def test_an_amount_with_its_unit_is_in_the_unit_of_its_list(
    site: Path, cell: str, wanted: str | None
) -> None:
    source = text_file(site, [["姓名", "金额"], ["王*", cell]])
    report = imported(source, site, "name-list", 名单种类="临时救助")
    (found,) = entries(site, "name-list")[0].recipients
    assert found.amount == (Decimal(wanted) if wanted else None)
    assert left(report) == ({} if wanted else {"金额": ((2, cell),)})
