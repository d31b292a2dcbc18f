"""Out as a workbook, edited there, and in again: only what was edited is different."""

from __future__ import annotations

import difflib
import io
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gkgen.build import Options, build
from gkgen.emit.tables import table_of
from gkgen.findings import UsageError
from gkgen.importing import ImportReport, import_table
from gkgen.schema import ContentType, Site
from gkgen.schema.exports import Export
from gkgen.schema.sheets import ADDRESS, FULLEST_CELL, ID, ORDER, sheet_of
from gkgen.types import TYPES
from tests.sites import BASE, item, write_files
from tests.tables import files_of

ROOT = Path(__file__).parents[1]
DAY = date(2026, 3, 6)
Book = Any


def linked(folder: Path) -> Site:
    site = build(Options(folder, DAY, drafts=True)).site
    assert site is not None
    return site


def exported(folder: Path, key: str) -> bytes:
    """The workbook of all entries of a type."""
    return workbook(linked(folder), key)


def workbook(site: Site, key: str) -> bytes:
    kind = site.types[key]
    subjects = tuple(site.subjects[each.kind, each.id] for each in site.entries if each.kind == key)
    return files_of(table_of(Export("type", key, kind.label, "x", "x", subjects), site))["xlsx"]


def edited(content: bytes, path: Path, edit: Callable[[Book], None] = lambda _: None) -> Path:
    """Opened, edited and saved by another program."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    edit(book)
    book.save(path)
    return path


def cell(book: Book, sheet: str, row: int, label: str) -> Any:
    head = [each.value for each in book[sheet][1]]
    return book[sheet].cell(row, head.index(label) + 1)


def put(sheet: str, row: int, label: str, value: Any) -> Callable[[Book], None]:
    def edit(book: Book) -> None:
        cell(book, sheet, row, label).value = value

    return edit


def state(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def changes(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """The lines that went and came, of all files."""
    told = []
    for path in sorted(before.keys() | after.keys()):
        old, new = (each.get(path, b"").decode(errors="replace").splitlines() for each in (before, after))
        told += [each for each in difflib.ndiff(old, new) if each[0] in "+-"]
    return told


def said(report: ImportReport, code: str) -> list[str]:
    return [each.wrong("zh") for each in report.findings if each.rule.code == code]


def codes(report: ImportReport) -> list[str]:
    return [each.rule.code for each in report.findings]


WORDS = {"index_number": "wx/2026-00001", "organisation": "mzj", "node": "leaf", "today": "2026-03-05"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site with the example of every type."""
    files = {
        f"content/{each.folder or 'pages'}/x-{each.key}{each.suffix}": each.example.format(**WORDS)
        for each in TYPES
    }
    return write_files(tmp_path / "site", {**BASE, **files})


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("example")
    shutil.copytree(ROOT / "content", target / "content")
    shutil.copy(ROOT / "site.yaml", target)
    return target


@pytest.fixture(scope="module")
def linked_example(example: Path) -> Site:
    """Nothing of the example is changed by any test."""
    return linked(example)


GUIDE = """\
# 窗口的同志改过两次
类型: 办事指南
标题: 最低生活保障审核确认   # 与清单同名
发布机构: 望溪区民政局
发布日期: 2026-03-05
公开目录: leaf

# —— 材料 ——
办理材料:
  - 材料名称: 申请书
    份数: 1      # 一份就够
    材料类型: 原件
  # 户口本看原件
  - {材料名称: 户口本, 份数: 2, 材料类型: 原件核验}
申请条件: [本地户籍, 收入低于标准]
办理流程:
  - 环节: 申请
    内容: |-
      先到窗口
      # 这一行是正文
      再填表
  - 环节: 受理
    时限: 5个工作日
审批结果: 低保证
基本编码: "000012345678"
"""


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    return write_files(tmp_path / "site", {**BASE, "content/guides/dibao.yaml": GUIDE})


# ---------------------------------------------------------------- untouched


def unchanged(folder: Path, site: Site, kind: ContentType, target: Path) -> int:
    """Export, save in another program, import: how many entries came back, all as they were."""
    before = state(folder)
    report = import_table(edited(workbook(site, kind.key), target), folder, kind.key, {})
    assert (report.written, report.changed, codes(report)) == ((), (), [])
    assert state(folder) == before
    return report.read


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.key)
def test_what_wasnt_edited_changes_no_byte(
    kind: ContentType, folder: Path, example: Path, linked_example: Site, tmp_path: Path
) -> None:
    assert unchanged(folder, linked(folder), kind, tmp_path / "one.xlsx") > 0
    unchanged(example, linked_example, kind, tmp_path / "all.xlsx")


# ---------------------------------------------------------------- one cell


def texts(sheet: Any) -> Iterator[tuple[str, str, str]]:
    """A free text of each sheet: its sheet, its heading, and another value."""
    for each in sheet.all():
        for column in each.columns:
            if column.spec.kind is str and not column.spec.about.form and not column.spec.about.refers:
                yield each.name, column.label, f"改过的{column.label}"
                break


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.key)
def test_one_cell_changes_one_field_of_one_file(kind: ContentType, folder: Path, tmp_path: Path) -> None:
    content = exported(folder, kind.key)
    tried = 0
    for sheet, label, value in texts(sheet_of(kind)):
        row = openpyxl.load_workbook(io.BytesIO(content))[sheet].max_row
        if row < 2:
            continue
        before = state(folder)
        tried += 1
        report = import_table(
            edited(content, tmp_path / "x.xlsx", put(sheet, row, label, value)), folder, kind.key, {}
        )
        assert [each for each in report.findings if each.rule.severity == "error"] == [], (sheet, label)
        assert len(report.changed) == 1, (sheet, label)
        again = openpyxl.load_workbook(io.BytesIO(exported(folder, kind.key)))
        was = openpyxl.load_workbook(io.BytesIO(content))
        different = [
            (name, mine.coordinate)
            for name in was.sheetnames
            for line in was[name].iter_rows()
            for mine in line
            if mine.value != again[name][mine.coordinate].value
        ]
        assert different == [(sheet, cell(was, sheet, row, label).coordinate)]
        write_files(folder, before)
    assert tried


@pytest.mark.parametrize(
    ("sheet", "row", "label", "value", "wanted"),
    [
        (
            "办事指南",
            2,
            "标题",
            "低保审核",
            ["- 标题: 最低生活保障审核确认   # 与清单同名", "+ 标题: 低保审核   # 与清单同名"],
        ),
        ("办理材料", 2, "份数", 3, ["-     份数: 1      # 一份就够", "+     份数: 3      # 一份就够"]),
        (
            "办理材料",
            3,
            "份数",
            "4",
            [
                "-   - {材料名称: 户口本, 份数: 2, 材料类型: 原件核验}",
                "+   - {材料名称: 户口本, 份数: 4, 材料类型: 原件核验}",
            ],
        ),
        ("办理材料", 2, "受理标准", "签名", ["+     受理标准: 签名"]),
        ("办理材料", 2, "材料类型", None, ["-     材料类型: 原件"]),
        (
            "办理材料",
            3,
            "空表",
            "a,b.pdf",
            [
                "-   - {材料名称: 户口本, 份数: 2, 材料类型: 原件核验}",
                "+   - {材料名称: 户口本, 份数: 2, 材料类型: 原件核验, 空表: 'a,b.pdf'}",
            ],
        ),
        (
            "办事指南",
            2,
            "申请条件",
            "本地户籍\n收入和财产低于标准",
            ["- 申请条件: [本地户籍, 收入低于标准]", "+ 申请条件: [本地户籍, 收入和财产低于标准]"],
        ),
        ("办理流程", 3, "时限", "7个工作日", ["-     时限: 5个工作日", "+     时限: 7个工作日"]),
        ("办理流程", 2, "内容", "先到窗口\n再填表", ["-       # 这一行是正文"]),
        (
            "办事指南",
            2,
            "审批结果·送达方式",
            "邮寄",
            ["- 审批结果: 低保证", "+ 审批结果:", "+   名称: 低保证", "+   送达方式: 邮寄"],
        ),
        ("办事指南", 2, "联系电话", "0100-2000002", ["+ 联系电话: 0100-2000002"]),
    ],
)
def test_only_the_line_of_the_cell_is_different(  # noqa: PLR0917
    sheet: str, row: int, label: str, value: Any, wanted: list[str], guide: Path, tmp_path: Path
) -> None:
    before = state(guide)
    book = edited(exported(guide, "guide"), tmp_path / "x.xlsx", put(sheet, row, label, value))
    report = import_table(book, guide, "guide", {})
    assert report.changed == ("content/guides/dibao.yaml",)
    assert sorted(changes(before, state(guide))) == sorted(wanted)


def test_the_comments_and_the_order_of_the_keys_stay(guide: Path, tmp_path: Path) -> None:
    def edit(book: Book) -> None:
        cell(book, "办事指南", 2, "标题").value = "低保"
        cell(book, "办理材料", 3, "材料名称").value = "户口簿"

    import_table(edited(exported(guide, "guide"), tmp_path / "x.xlsx", edit), guide, "guide", {})
    text = (guide / "content/guides/dibao.yaml").read_text(encoding="utf-8")
    assert text == GUIDE.replace("最低生活保障审核确认", "低保").replace("户口本,", "户口簿,")


def test_a_part_can_be_added_moved_in_and_taken_away(guide: Path, tmp_path: Path) -> None:
    def edit(book: Book) -> None:
        sheet = book["办理材料"]
        sheet.insert_rows(3)
        cell(book, "办理材料", 3, ID).value = "dibao"
        cell(book, "办理材料", 3, "材料名称").value = "收入证明"
        book["办理流程"].delete_rows(2)

    before = state(guide)
    report = import_table(edited(exported(guide, "guide"), tmp_path / "x.xlsx", edit), guide, "guide", {})
    assert said(report, "I856") == ["“dibao”的“办理流程”少了 1 项，照表删去了（原来的第 1 项）"]
    came = changes(before, state(guide))
    assert [each for each in came if each[0] == "+"] == ["+   - 材料名称: 收入证明"]
    assert [each.strip("- ") for each in came if each[0] == "-"] == [
        "环节: 申请",
        "内容: |",
        "先到窗口",
        "# 这一行是正文",
        "再填表",
    ]
    names = [each.name for each in linked(guide).subjects["guide", "dibao"].entry.fields.materials]
    assert names == ["申请书", "收入证明", "户口本"]


def test_all_rows_of_a_list_gone_leave_it_as_it_is(guide: Path, tmp_path: Path) -> None:
    before = state(guide)
    book = edited(
        exported(guide, "guide"), tmp_path / "x.xlsx", lambda book: book["办理材料"].delete_rows(2, 2)
    )
    report = import_table(book, guide, "guide", {})
    assert codes(report) == ["I857"]
    assert state(guide) == before


# ---------------------------------------------------------------- rows


def test_a_new_row_is_a_new_file_and_a_row_that_is_gone_deletes_none(folder: Path, tmp_path: Path) -> None:
    def edit(book: Book) -> None:
        for label, value in (
            (ID, "shetuan"),
            ("标题", "社会团体登记"),
            ("发布日期", "2026-03-06"),
            ("公开目录", "leaf"),
        ):
            cell(book, "办事指南", 2, label).value = value
        for name in book.sheetnames[1:]:
            book[name].delete_rows(2, 99)

    before = state(folder)
    report = import_table(edited(exported(folder, "guide"), tmp_path / "x.xlsx", edit), folder, "guide", {})
    assert report.written == ("content/guides/shetuan.yaml",)
    assert said(report, "I860") == ["站点里有 1 条不在表里，文件没有删（如“x-guide”）"]
    assert {path: content for path, content in state(folder).items() if path in before} == before
    assert linked(folder).subjects["guide", "shetuan"].title == "社会团体登记"


def test_a_markdown_text_goes_out_and_comes_back(tmp_path: Path) -> None:
    body = "第一段。  \n续行。\n\n- 一\n- 二\n\n" + "很长的正文。\n\n" * 12_000 + "# 末"
    folder = write_files(tmp_path / "site", {**BASE, "content/items/one.md": item(body=body)})
    content = exported(folder, "item")
    sheet = openpyxl.load_workbook(io.BytesIO(content))["信息公开条目"]
    assert [each.value for each in sheet["A"]] == [ID, "one", "one（续2）", "one（续3）", "one（续4）"]
    assert max(len(str(each.value)) for line in sheet.iter_rows() for each in line) <= FULLEST_CELL
    before = state(folder)
    assert import_table(edited(content, tmp_path / "x.xlsx"), folder, "item", {}).changed == ()
    book = edited(content, tmp_path / "x.xlsx", lambda book: book["信息公开条目"].delete_rows(3, 3))
    assert import_table(book, folder, "item", {}).changed == ("content/items/one.md",)
    front = before["content/items/one.md"].partition(b"---\n\n")[0]
    assert state(folder)["content/items/one.md"].startswith(
        front + b"---\n\n" + "第一段。  \n续行。".encode()
    )
    assert len(state(folder)["content/items/one.md"].decode()) < FULLEST_CELL + 1000


def test_a_file_with_windows_line_ends_keeps_them(tmp_path: Path) -> None:
    folder = write_files(
        tmp_path / "site", {**BASE, "content/guides/dibao.yaml": GUIDE.replace("\n", "\r\n")}
    )
    book = edited(exported(folder, "guide"), tmp_path / "x.xlsx", put("办事指南", 2, "标题", "低保"))
    import_table(book, folder, "guide", {})
    text = (folder / "content/guides/dibao.yaml").read_bytes().decode()
    assert text == GUIDE.replace("最低生活保障审核确认", "低保").replace("\n", "\r\n")


# ---------------------------------------------------------------- what Excel makes of things


def test_numbers_and_days_as_excel_saves_them_are_what_they_were(guide: Path, tmp_path: Path) -> None:
    def edit(book: Book) -> None:
        cell(book, "办事指南", 2, "发布日期").value = datetime(2026, 3, 5)
        cell(book, "办事指南", 2, "基本编码").value = 12345678
        cell(book, "办理材料", 2, "份数").value = 1.0
        cell(book, "办理材料", 2, ORDER).value = 1.0
        cell(book, "办事指南", 2, "发布机构").value = "望溪区民政局 "

    before = state(guide)
    report = import_table(edited(exported(guide, "guide"), tmp_path / "x.xlsx", edit), guide, "guide", {})
    assert codes(report) == []
    assert state(guide) == before


@pytest.mark.parametrize("value", ["1.2E+17", 120000000000000000])
def test_a_long_number_that_excel_has_cut_is_an_error_at_its_cell(
    value: Any, guide: Path, tmp_path: Path
) -> None:
    before = state(guide)
    book = edited(exported(guide, "guide"), tmp_path / "x.xlsx", put("办事指南", 2, "基本编码", value))
    report = import_table(book, guide, "guide", {})
    (told,) = said(report, "I855")
    assert told.startswith("表“办事指南” ")
    assert "只留了前 15 位" in told
    assert state(guide) == before


@pytest.mark.parametrize(
    ("sheet", "row", "label", "value", "wanted"),
    [
        ("办理材料", 2, "份数", "两份", "“份数”的“两份”不是整数"),
        ("办事指南", 2, "发布日期", "下个月", "“发布日期”的“下个月”不是日期"),
        ("办事指南", 2, "标题", None, "缺少必填项“标题”"),
        ("办理流程", 3, ORDER, "第二", "次序“第二”不是 3 或 3.2 这样的数"),
        ("办理流程", 3, ORDER, "1", "次序“1”写了两次"),
        ("办理流程", 3, ID, "mei-you", "找不到它属于哪一条"),
    ],
)
def test_a_fault_is_told_by_sheet_and_cell_and_nothing_of_its_entry_is_written(  # noqa: PLR0917
    sheet: str, row: int, label: str, value: Any, wanted: str, guide: Path, tmp_path: Path
) -> None:
    before = state(guide)

    def edit(book: Book) -> None:
        put(sheet, row, label, value)(book)
        if sheet != "办理流程":
            cell(book, "办事指南", 2, "办理地点").value = "别处"

    content = exported(guide, "guide")
    book = openpyxl.load_workbook(io.BytesIO(content))
    report = import_table(edited(content, tmp_path / "x.xlsx", edit), guide, "guide", {})
    told = said(report, "I855")
    where = cell(book, sheet, row, label).coordinate if label != "标题" and value != "mei-you" else f"A{row}"
    assert told == [f"表“{sheet}” {where}：{wanted}"]
    if value != "mei-you":
        assert state(guide) == before


def test_a_strange_column_a_lost_one_and_a_lost_sheet_change_nothing(guide: Path, tmp_path: Path) -> None:
    def edit(book: Book) -> None:
        book["办事指南"].cell(1, 200).value = "备忘"
        book["办事指南"].cell(2, 200).value = "内部"
        head = [each.value for each in book["办理材料"][1]]
        book["办理材料"].delete_cols(head.index("份数") + 1)
        del book["办理流程"]
        book["常见问题"].delete_cols(2)

    before = state(guide)
    report = import_table(edited(exported(guide, "guide"), tmp_path / "x.xlsx", edit), guide, "guide", {})
    assert said(report, "I854") == ["表“办事指南” GR1：没有“备忘”这一项，这一栏没有导入"]
    assert said(report, "I855") == ["表“常见问题” A1：没有“次序”这一栏，整张表没有导入"]
    assert state(guide) == before


def test_a_doubtful_value_is_taken_and_told(guide: Path, tmp_path: Path) -> None:
    book = edited(exported(guide, "guide"), tmp_path / "x.xlsx", put("办事指南", 2, "联系电话", "打总机"))
    report = import_table(book, guide, "guide", {})
    assert codes(report) == ["I858"]
    assert "表“办事指南” " in said(report, "I858")[0]
    assert report.changed


def test_a_file_that_cant_be_changed_in_part_is_left_alone(tmp_path: Path) -> None:
    whole = "{类型: 办事指南, 标题: 甲, 发布机构: 望溪区民政局,\n 发布日期: 2026-03-05, 公开目录: leaf}\n"
    folder = write_files(tmp_path / "site", {**BASE, "content/guides/dibao.yaml": whole})
    before = state(folder)
    book = edited(exported(folder, "guide"), tmp_path / "x.xlsx", put("办事指南", 2, "标题", "乙"))
    report = import_table(book, folder, "guide", {})
    assert codes(report) == ["I859"]
    assert state(folder) == before


def test_of_what_isnt_disclosed_only_the_metadata_can_be_changed(tmp_path: Path) -> None:
    closed = GUIDE + "公开方式: 依申请公开\n附件: [{文件: a.pdf}]\n"
    folder = write_files(tmp_path / "site", {**BASE, "content/guides/dibao.yaml": closed})
    content = exported(folder, "guide")
    assert "收入低于标准" not in str([*openpyxl.load_workbook(io.BytesIO(content))["办事指南"].values])
    book = edited(content, tmp_path / "x.xlsx", put("办事指南", 2, "办理地点", "别处"))
    report = import_table(book, folder, "guide", {})
    assert "只有它的元数据" in said(report, "I855")[0]
    book = edited(content, tmp_path / "x.xlsx", put("办事指南", 2, "标题", "低保"))
    before = state(folder)
    assert import_table(book, folder, "guide", {}).changed
    assert [each[:7] for each in changes(before, state(folder))] == ["- 标题: 最", "+ 标题: 低"]


def test_the_wrong_type_is_refused_by_name(guide: Path, tmp_path: Path) -> None:
    book = edited(exported(guide, "guide"), tmp_path / "x.xlsx")
    with pytest.raises(UsageError, match="exported from “办事指南”"):
        import_table(book, guide, "item", {})
    with pytest.raises(UsageError, match="--set"):
        import_table(book, guide, "guide", {"发布机构": "望溪区民政局"})


def test_every_sheet_has_a_name_and_headings_of_its_own() -> None:
    for kind in TYPES:
        sheets = list(sheet_of(kind).all())
        assert len({each.name for each in sheets}) == len(sheets), kind.key
        for each in sheets:
            labels = [column.label for column in each.columns]
            assert len({*labels, ID, ORDER, ADDRESS}) == len(labels) + 3, (kind.key, each.name)
