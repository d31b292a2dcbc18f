"""The annual report: the tables of a real one agree, and no number of it can change without a finding."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gkgen.schema import fields_of
from gkgen.types.annual_report.tables import RESULTS, Applications, Disputes
from tests.sites import built, codes, corpus, output

HEAD = """\
类型: 政府信息公开年报
标题: 望溪区{year}年政府信息公开工作年度报告
发布机构: 望溪区民政局
发布日期: {published}
公开目录: leaf
公开审查: {{审查人: 局办公室, 日期: {published}, 依据: 条例第五十条}}
年度: {year}
报告主体: 政府
总体情况: {overview}
存在的主要问题及改进情况: {problems}
其他需要报告的事项: {other}
往年报告:
"""


def report(
    year: int = 2023,
    *,
    overview: str = "一切按期办理。",
    problems: str = "更新还不够快。",
    other: str = "未收取信息处理费。",
    published: str = "",
    earlier: bool = True,
) -> str:
    head = HEAD.format(
        year=year,
        overview=overview,
        problems=problems,
        other=other,
        published=published or f"{year + 1}-03-20",
    )
    if not earlier:
        return head.replace("往年报告:\n", "")
    return head + "".join(
        f"  - {{年度: {each}, 网址: 'https://www.wangxi.example/{each}.html'}}\n"
        for each in range(year - 4, year)
    )


def labels(declaration: type) -> list[str]:
    return [spec.about.label for spec in fields_of(declaration)]


@pytest.fixture(scope="module")
def suqian() -> dict[str, Any]:
    """The tables of a real report (宿迁, 2023), as it was published."""
    value: dict[str, Any] = json.loads(
        (corpus() / "annual-report" / "suqian-2023.json").read_text(encoding="utf-8")
    )
    return value


def tables(data: dict[str, Any], change: tuple[str, int, int] | None = None) -> str:
    """The three tables as an editor writes them; `change` adds one to a cell."""

    def line(table: str, index: int, numbers: list[int]) -> str:
        row = list(numbers)
        if change is not None and change[:2] == (table, index):
            row[change[2]] += 1
        return " ".join(map(str, row))

    first = data["table2"]["第二十条第（一）项"]
    said = "表二:\n"
    said += (
        f"  规章: {line('2', 0, first['规章'])}\n  行政规范性文件: {line('2', 1, first['行政规范性文件'])}\n"
    )
    said += "  行政许可: {}\n".format(data["table2"]["第二十条第（五）项"]["行政许可"])
    said += "  行政处罚: {行政处罚}\n  行政强制: {行政强制}\n".format(**data["table2"]["第二十条第（六）项"])
    said += "  行政事业性收费: {}\n".format(data["table2"]["第二十条第（八）项"]["行政事业性收费"])
    said += "表三:\n"
    for index, (label, row) in enumerate(zip(labels(Applications), data["table3"]["rows"], strict=True)):
        said += f"  {label}: {line('3', index, row['values'])}\n"
    said += "表四:\n"
    for index, (label, row) in enumerate(zip(labels(Disputes), data["table4"].values(), strict=True)):
        said += f"  {label}: {line('4', index, row)}\n"
    return said


def found(folder: Path, *reports: str) -> list[str]:
    """The codes of this family that the reports get."""
    files = {f"content/annual-reports/r{number}.yaml": text for number, text in enumerate(reports)}
    site = built(folder, files)
    assert [each for each in codes(site) if each.startswith("K2")] == []
    return [each for each in codes(site) if each.startswith("A8")]


def test_the_tables_of_a_real_report_agree(tmp_path: Path, suqian: dict[str, Any]) -> None:
    assert found(tmp_path, report() + tables(suqian)) == []


def test_each_cell_of_tables_3_and_4_changed_by_one_is_caught(tmp_path: Path, suqian: dict[str, Any]) -> None:
    cells = [("3", row, cell) for row in range(25) for cell in range(7)] + [
        ("4", row, cell) for row in range(3) for cell in range(5)
    ]
    missed = [change for change in cells if not found(tmp_path, report() + tables(suqian, change))]
    assert len(cells) == 190
    assert missed == []


def test_each_cell_of_the_documents_in_table_2_changed_by_one_is_caught_by_the_next_year(
    tmp_path: Path, suqian: dict[str, Any]
) -> None:
    year = json.loads(json.dumps(suqian))
    first = year["table2"]["第二十条第（一）项"]
    first["规章"], first["行政规范性文件"] = [2, 1, 12], [50, 227, 420]
    rows = {row["key"]: row["values"] for row in year["table3"]["rows"]}
    for column, (old, new) in enumerate(zip(rows["carried_in"][:], rows["carried_out"], strict=True)):
        rows["carried_in"][column] = new
        rows["new"][column] += old - new
    before = report() + tables(suqian)
    after = report(2024, problems="栏目还不够清楚。", earlier=False)
    assert found(tmp_path, before, after + tables(year)) == []
    for cell in [("2", row, cell) for row in range(2) for cell in range(3)]:
        assert found(tmp_path, before, after + tables(year, cell)) == ["A806"], cell
    changed = tables(year).replace(
        f"上年结转: {' '.join(map(str, rows['carried_in']))}",
        "上年结转: " + " ".join(map(str, [rows["carried_in"][0] + 1, *rows["carried_in"][1:]])),
    )
    assert "A805" in found(tmp_path, before, after + changed)


def test_a_blank_a_slash_and_a_missing_row_are_no_zero(tmp_path: Path, suqian: dict[str, Any]) -> None:
    whole = tables(suqian)
    slashed = whole.replace("部分公开: 319 7 0 0 2 0 328", "部分公开: 319 7 / 0 2 0 328")
    gone = "".join(line for line in whole.splitlines(keepends=True) if not line.startswith("  重复申请"))
    assert found(tmp_path, report() + slashed) == ["A808"]
    assert found(tmp_path, report() + gone) == ["A808"] * 7
    blank = whole.replace("  行政强制: 20163\n", "  行政强制: \n").replace("  规章: 2 0 11\n", "")
    assert found(tmp_path, report() + blank) == ["A808"] * 4


def test_a_row_can_be_written_cell_by_cell(tmp_path: Path, suqian: dict[str, Any]) -> None:
    names = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    cells = ", ".join(
        f"{name}: {number}" for name, number in zip(names, (319, 7, 0, 0, 2, 0, 328), strict=True)
    )
    assert (
        found(
            tmp_path,
            report() + tables(suqian).replace("部分公开: 319 7 0 0 2 0 328", f"部分公开: {{{cells}}}"),
        )
        == []
    )


@pytest.mark.parametrize(
    ("overview", "told"),
    [
        ("本年度新收政府信息公开申请3511件，上年结转96件。", []),
        ("本年度新收政府信息公开申请3500件，上年结转96件。", ["A807"]),
        ("本年度收到政府信息公开申请3,511件；因政府信息公开被申请行政复议440件、行政诉讼113件。", []),
        ("因政府信息公开被申请行政复议134件。", ["A807"]),
        ("因政府信息公开被提起行政诉讼57件。", ["A807"]),
        ("2022年收到政府信息公开申请2800件。", []),
        ("比上年新收政府信息公开申请增加200件。", []),
        ("全年制发规范性文件109件，废止规范性文件489件。", []),
        ("全年制发规范性文件110件。", ["A807"]),
        ("办理行政许可1808595件，作出行政处罚决定2822652件。", []),
        ("结转下年度继续办理121件，其中延期答复20件。", []),
        ("市本级行政许可事项300项，行政处罚裁量基准12件。", []),
        ("全年作出行政处罚决定300件。", ["A807"]),
    ],
)
def test_numbers_in_the_text_are_held_against_the_tables(
    tmp_path: Path, suqian: dict[str, Any], overview: str, told: list[str]
) -> None:
    assert found(tmp_path, report(overview=overview) + tables(suqian)) == told


def test_the_last_section_speaks_of_fees_and_the_period_is_the_year(
    tmp_path: Path, suqian: dict[str, Any]
) -> None:
    assert found(tmp_path, report(other="没有其他事项。") + tables(suqian)) == ["A809"]
    wrong = "数据统计期限自2022年1月1日起至2023年12月31日止。"
    assert found(tmp_path, report(overview=wrong) + tables(suqian)) == ["A812"]
    assert found(tmp_path, report(overview=wrong.replace("2022", "2023")) + tables(suqian)) == []


def test_a_government_is_due_in_march_and_a_department_in_january(
    tmp_path: Path, suqian: dict[str, Any]
) -> None:
    def late(text: str) -> bool:
        return "D732" in codes(built(tmp_path, {"content/annual-reports/r.yaml": text + tables(suqian)}))

    assert late(report(published="2024-04-01"))
    assert not late(report(published="2024-03-31"))
    assert not late(report(published="2024-04-01", earlier=False) + "迟延原因: 数据复核\n")
    department = report(published="2024-02-20").replace("报告主体: 政府", "报告主体: 部门")
    assert late(department)
    assert not late(department.replace("2024-02-20", "2024-01-31"))


def test_the_problems_of_last_year_word_for_word_and_missing_years_are_told(
    tmp_path: Path, suqian: dict[str, Any]
) -> None:
    data = tables(suqian)
    told = found(tmp_path, report() + data, report(2024, earlier=False) + data)
    assert "A810" in told
    assert found(tmp_path / "alone", report(earlier=False) + data) == ["A813"]


def test_the_page_draws_the_tables_of_the_form_with_heads_for_every_cell(
    tmp_path: Path, suqian: dict[str, Any]
) -> None:
    site = built(tmp_path, {"content/annual-reports/r.yaml": report() + tables(suqian)})
    page = output(site)["annual-reports/r.html"].decode()
    for head, rows in RESULTS:
        assert head in page
        assert all(label in page for _, label in rows)
    for number in ("1808595", "59237.2449", "3511", "3486", "440"):
        assert f">{number}</td>" in page
    assert 'scope="rowgroup" rowspan="8"' in page


def test_what_is_no_year_and_no_row_of_seven_is_told(tmp_path: Path, suqian: dict[str, Any]) -> None:
    site = built(
        tmp_path,
        {
            "content/annual-reports/r.yaml": report().replace("年度: 2023\n报告", "年度: 23\n报告")
            + tables(suqian)
        },
    )
    assert "A814" in codes(site)
    short = tables(suqian).replace("部分公开: 319 7 0 0 2 0 328", "部分公开: 319 7")
    assert "K211" in codes(built(tmp_path, {"content/annual-reports/r.yaml": report() + short}))
