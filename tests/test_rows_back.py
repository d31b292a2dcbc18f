"""The list of rows (one fee a line), edited and imported: each row goes back into its own list, or nothing is written."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gkgen.emit.tables import table_of
from gkgen.findings import UsageError
from gkgen.importing import import_table
from gkgen.schema.exports import exports_of
from gkgen.types import TYPES
from tests import tables
from tests.sites import BASE, write_files
from tests.test_round_trip import GUIDE, WORDS, cell, changes, codes, edited, exported, linked, said, state

ROW_KINDS = [each for each in TYPES if each.row_field and each.listed]
FEES = """\
类型: 收费清单
标题: 望溪区行政事业性收费目录清单
发布机构: 望溪区民政局
发布日期: 2026-03-05
公开目录: leaf
收费项目:
  # 第一项
  - {序号: 1, 项目名称: 甲费, 部门: 民政}
  - 序号: 2
    项目名称: 乙费   # 停征过
    部门: 民政
    政策依据: [《乙办法》]
  - 项目名称: 丙费
    部门: 民政
"""


def files_of(folder: Path, of: str, key: str) -> dict[str, bytes]:
    site = linked(folder)
    export = next(each for each in exports_of(site) if (each.of, each.key) == (of, key))
    return tables.files_of(table_of(export, site))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        f"content/{each.folder or 'pages'}/x-{each.key}{each.suffix}": each.example.format(**WORDS)
        for each in TYPES
    }
    return write_files(tmp_path / "site", {**BASE, **files})


@pytest.fixture
def fees(tmp_path: Path) -> Path:
    return write_files(tmp_path / "site", {**BASE, "content/fee-schedules/sf.yaml": FEES})


def sheet(folder: Path, path: Path, edit: Callable[[Any], None] = lambda _: None) -> Path:
    return edited(files_of(folder, "rows", "fee-schedule")["xlsx"], path / "fee.xlsx", edit)


def put(row: int, label: str, value: Any) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        cell(book, "收费项目", row, label).value = value

    return change


@pytest.mark.parametrize("kind", ROW_KINDS, ids=lambda kind: kind.key)
@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_rows_that_werent_edited_change_no_byte(kind: Any, form: str, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / f"{kind.row_key}.{form}"
    path.write_bytes(files_of(folder, "rows", kind.key)[form])
    before = state(folder)
    for name in (kind.key, kind.label, kind.row_key, kind.row_label):
        if form == "json":
            with pytest.raises(UsageError, match=f"exports/{kind.folder}.xlsx"):
                import_table(path, folder, name, {})
        else:
            report = import_table(path, folder, name, {})
            assert (report.read > 0, report.written, report.changed, codes(report)) == (True, (), (), [])
    assert state(folder) == before


def test_a_cell_goes_into_its_own_list(fees: Path, tmp_path: Path) -> None:
    before = state(fees)
    for _ in range(2):
        path = sheet(fees, tmp_path, put(3, "部门", "教育"))
        assert codes(import_table(path, fees, "收费项目", {})) == []
    assert changes(before, state(fees)) == ["-     部门: 民政", "+     部门: 教育"]


def test_a_cell_of_a_csv_goes_into_its_own_list(fees: Path, tmp_path: Path) -> None:
    rows = list(csv.reader(io.StringIO(files_of(fees, "rows", "fee-schedule")["csv"].decode("utf-8-sig"))))
    rows[1][rows[0].index("部门")] = "教育"
    out = io.StringIO()
    csv.writer(out).writerows(rows[:2])
    path = tmp_path / "fee.csv"
    path.write_text(out.getvalue(), encoding="gb18030")
    before = state(fees)
    report = import_table(path, fees, "fee", {})
    assert (report.changed, codes(report)) == (("content/fee-schedules/sf.yaml",), ["I860"])
    assert [each for each in changes(before, state(fees)) if each[0] == "+"] == [
        "+   - {序号: 1, 项目名称: 甲费, 部门: 教育}"
    ]


def test_rows_that_are_gone_stay_and_a_new_one_is_added_once(fees: Path, tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        book["收费项目"].delete_rows(2)
        book["收费项目"].insert_rows(3)
        for label, value in (("所属清单", "sf"), ("项目名称", "新费"), ("部门", "水利")):
            cell(book, "收费项目", 3, label).value = value

    path = sheet(fees, tmp_path, edit)
    assert codes(import_table(path, fees, "fee", {})) == ["I860"]
    names = [each.name for each in linked(fees).subjects["fee-schedule", "sf"].entry.fields.fees]
    assert names == ["甲费", "乙费", "新费", "丙费"]
    before = state(fees)
    report = import_table(path, fees, "fee", {})
    assert (report.changed, codes(report), state(fees)) == ((), ["I860"], before)


@pytest.mark.parametrize(
    ("row", "label", "value", "wanted"),
    [
        (3, "政策依据", "[]", "在 exports/fee-schedules.xlsx 里改"),
        (3, "清单标题", "别的标题", "在 exports/fee-schedules.xlsx 里改"),
        (3, "发布机构", "区教育局", "在 exports/fee-schedules.xlsx 里改"),
        (3, "标识", "mei-you", "清单里没有“mei-you”"),
        (3, "标识", "sf-1", "与第 2 行是同一项"),
        (3, "标识", None, "与清单里的第 2 项完全相同"),
        (3, "所属清单", "mei-you", "没有“mei-you”这个清单"),
        (3, "项目名称", None, "缺少必填项"),
    ],
)
def test_what_cant_be_taken_over_is_told_and_nothing_is_written(  # noqa: PLR0917
    row: int, label: str, value: Any, wanted: str, fees: Path, tmp_path: Path
) -> None:
    def edit(book: Any) -> None:
        put(row, label, value)(book)
        put(2, "部门", "教育")(book)
        if value == "mei-you":
            put(3, "部门", "水利")(book)
        if wanted.startswith("与清单"):
            book["收费项目"].append([each.value for each in book["收费项目"][3]])
            cell(book, "收费项目", 5, "标识").value = "sf-2"

    before = state(fees)
    report = import_table(sheet(fees, tmp_path, edit), fees, "fee", {})
    assert any(wanted in each for each in said(report, "I855")), said(report, "I855")
    assert report.errors
    if label != "所属清单":
        assert state(fees) == before


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_list_that_cant_be_taken_back_is_refused_by_name(form: str, fees: Path, tmp_path: Path) -> None:
    before = state(fees)
    for of, key in (("type", "fee-schedule"), ("organisation", "mzj"), ("node", "leaf")):
        for each in {form, "xlsx"} if of != "type" else {form}:
            path = tmp_path / f"list.{each}"
            path.write_bytes(files_of(fees, of, key)[each])
            with pytest.raises(UsageError, match=r"exports/fee-schedules\.xlsx"):
                import_table(path, fees, "fee-schedule", {})
    with pytest.raises(UsageError, match="收费项目"):
        import_table(sheet(fees, tmp_path), fees, "power", {})
    assert state(fees) == before


def test_a_sheet_imported_again_says_nothing(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "site", {**BASE, "content/guides/dibao.yaml": GUIDE})

    def edit(book: Any) -> None:
        book["办理材料"].insert_rows(3)
        cell(book, "办理材料", 3, "标识").value = "dibao"
        cell(book, "办理材料", 3, "材料名称").value = "收入证明"
        cell(book, "办理材料", 4, "份数").value = 3

    path = edited(exported(folder, "guide"), tmp_path / "x.xlsx", edit)
    first = import_table(path, folder, "guide", {})
    assert (first.changed, codes(first)) == (("content/guides/dibao.yaml",), [])
    before = state(folder)
    again = import_table(path, folder, "guide", {})
    assert (again.changed, codes(again), state(folder)) == ((), [], before)
