"""An Excel workbook (.xlsx) as a grid of texts: the only room that knows python-calamine."""

from __future__ import annotations

import io
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from gkgen.findings import Finding, Place, Text, UsageError, error, warning
from gkgen.importing.tables.archive import packed, parts_of
from gkgen.importing.tables.grid import Grid, GridRow, Merge, tidy
from gkgen.importing.tables.header import score
from gkgen.importing.tables.sheet_xml import Survey, survey

OTHER_SHEETS = warning(
    "I812",
    Text(
        "只导入了工作表“{sheet}”，还有 {others}", "only sheet “{sheet}” was imported; there are also {others}"
    ),
    Text("要导入的话，把它们另存成单独的文件", "save each in a file of its own to import it"),
)
HIDDEN = warning(
    "I813",
    Text(
        "工作簿里有隐藏的行或列，它们的内容也读入了",
        "rows or columns are hidden; they were read all the same",
    ),
    Text(
        "核对导入的文件，不该公开的删去", "look through what was imported; delete what isn't for the public"
    ),
)
LONG_NUMBER = error(
    "I814",
    Text(
        "“{text}”超过 15 位，Excel 只存了前 15 位",
        "“{text}” has more than 15 figures; Excel kept the first 15 alone",
    ),
    Text(
        "在 Excel 里把这一列设成“文本”，重新输入", "make the column text in Excel, and type the number again"
    ),
)
UNSAVED = error(
    "I815",
    Text(
        "{count} 个公式没有保存结果，读出来是空的",
        "{count} formulas have no saved result and were read as empty",
    ),
    Text("在 Excel 里打开、保存，再导入一次", "open and save it in Excel, and import it again"),
)

Cell: TypeAlias = int | float | str | bool | time | date | datetime | timedelta


def read_workbook(content: bytes, file: str, known: AbstractSet[str]) -> tuple[Grid, tuple[Finding, ...]]:
    """The visible sheet whose header has the most labels that `known` holds, and what a reader should know.

    Raises UsageError for what can't be opened, and for what would unpack beyond all use.
    """
    parts = parts_of(content, file)
    surveys = [survey(each, file) for name, each in parts.items() if _is_xml(name, each)]
    sheets = [(sheet, _grid(sheet, file)) for sheet in _sheets(packed(parts), file)]
    filled = [each for each in sheets if each[1][0].rows]
    if not filled:
        raise UsageError(Text(f"“{file}”里没有看得见的内容", f"“{file}” shows no content"))
    sheet, (grid, said) = max(filled, key=lambda each: score(each[1][0], known))
    others = [name.name for name, _ in filled if name is not sheet]
    return grid, (*_notes(surveys, file, sheet.name, others), *said)


@dataclass(frozen=True, slots=True)
class TypedCell:
    """A cell's text, and what the spreadsheet took it for: `size` is the number that it keeps instead of a text."""

    text: str
    row: int
    column: int
    size: float | None = None
    is_time: bool = False


@dataclass(frozen=True, slots=True)
class SheetCells:
    """A sheet: of each row with content its filled cells."""

    name: str
    rows: tuple[tuple[TypedCell, ...], ...]


def mentions(content: bytes, file: str, text: str) -> bool:
    """Whether a text stands anywhere in a workbook, in whichever of the ways in which XML can have it. Raises UsageError
    for what can't be unpacked."""
    decimal = "".join(f"&#{ord(each)};" for each in text)
    lower = "".join(f"&#x{ord(each):x};" for each in text)
    forms = [each.encode() for each in (text, decimal, lower, lower.upper().replace("X", "x"))]
    return any(form in part for part in parts_of(content, file).values() for form in forms)


def read_sheets(content: bytes, file: str) -> tuple[SheetCells, ...]:
    """Every visible sheet of a workbook, cell by cell. Raises UsageError as `read_workbook` does."""
    parts = parts_of(content, file)
    for name, each in parts.items():
        if _is_xml(name, each):
            survey(each, file)
    return tuple(SheetCells(each.name, tuple(_typed(each))) for each in _sheets(packed(parts), file))


def _typed(sheet: CalamineSheet) -> Iterator[tuple[TypedCell, ...]]:
    for row, cells in enumerate(sheet.to_python(skip_empty_area=False), 1):
        found = tuple(_typed_cell(cell, row, column) for column, cell in enumerate(cells, 1) if cell != "")
        if any(each.text for each in found):
            yield found


def _typed_cell(cell: Cell, row: int, column: int) -> TypedCell:
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    size = float(cell) if is_number else None  # type: ignore[arg-type]
    return TypedCell(_text(cell), row, column, size, isinstance(cell, time))


def _is_xml(name: str, content: bytes) -> bool:
    """By its content: a workbook may call its sheets what it likes. Pictures and settings are left alone."""
    return name.endswith((".xml", ".rels")) or content[:64].lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(
        b"<"
    )


def _sheets(content: io.BytesIO, file: str) -> list[CalamineSheet]:
    try:
        book = CalamineWorkbook.from_filelike(content)
        return [
            book.get_sheet_by_name(each.name)
            for each in book.sheets_metadata
            if each.visible == SheetVisibleEnum.Visible and each.typ == SheetTypeEnum.WorkSheet
        ]
    except CalamineError as failure:
        raise UsageError(
            Text(
                f"“{file}”打不开（{failure}）。在 Excel 里另存为 xlsx 再导入",
                f"“{file}” can't be opened ({failure}). Save it as xlsx in Excel",
            )
        ) from failure


def _notes(surveys: list[Survey], file: str, sheet: str, others: list[str]) -> Iterator[Finding]:
    if others:
        yield OTHER_SHEETS.at(Place(file), sheet=sheet, others="、".join(others))
    if any(each.hides for each in surveys):
        yield HIDDEN.at(Place(file))
    if unsaved := sum(each.unsaved for each in surveys):
        yield UNSAVED.at(Place(file), count=unsaved)


def _grid(sheet: CalamineSheet, file: str) -> tuple[Grid, tuple[Finding, ...]]:
    rows: list[GridRow] = []
    findings = []
    for number, cells in enumerate(sheet.to_python(skip_empty_area=False), 1):
        texts = tuple(_text(cell) for cell in cells)
        if any(texts):
            rows.append(GridRow(number, texts))
        for column, cell in enumerate(cells, 1):
            if isinstance(cell, float) and abs(cell) >= 1e15:
                findings.append(LONG_NUMBER.at(Place(file, number, column), text=texts[column - 1]))
    merges = tuple(
        Merge(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in sorted(sheet.merged_cell_ranges or ())
    )
    return Grid(tuple(rows), merges), tuple(findings)


def _text(cell: Cell) -> str:
    """What the cell shows, a date as year-month-day; a text is never taken for a formula or a number."""
    if isinstance(cell, str):
        return tidy(cell)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.15g}"
    return str(cell)
