"""Whether a file came out of a site, and of which kind its list is: told by headings that no other table has together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from gkgen.importing.tables import bytes_of, decoded
from gkgen.importing.tables.text_files import read_csv
from gkgen.importing.tables.workbook import SheetCells, TypedCell, mentions, read_sheets
from gkgen.schema.flat import LIST
from gkgen.schema.sheets import ADDRESS, ID

Of: TypeAlias = Literal["entries", "rows", "other"]

_MIXED = frozenset({ADDRESS, "类别", "有效性", "公开方式"})
"""What the list of an organisation or of a node of the catalogue has: things of different types, their metadata alone."""


@dataclass(frozen=True, slots=True)
class GivenOut:
    """`of` is `other` of a list that can't be taken back; `entries` are the names of the sheets that hold entries, and
    of rows the sheet is the first."""

    of: Of
    sheets: tuple[SheetCells, ...] = ()
    entries: frozenset[str] = frozenset()


def given_out(path: Path) -> GivenOut | None:
    """What a file is if it came out of a site; None of an ordinary table. Raises UsageError as reading a table does."""
    kind = path.suffix.lower()
    if kind == ".json":
        return GivenOut("other") if _is_data(path) else None
    sheets: tuple[SheetCells, ...] = ()
    if kind in (".xlsx", ".xlsm"):
        content = bytes_of(path)
        if mentions(content, path.as_posix(), ADDRESS):
            sheets = read_sheets(content, path.as_posix())
    elif kind in (".csv", ".tsv"):
        sheets = tuple(_text_sheet(path))
    heads = [(each, {cell.text for cell in each.rows[0]}) for each in sheets if each.rows]
    if rows := [each for each, head in heads if {ADDRESS, ID, LIST} <= head]:
        return GivenOut("rows", (rows[0],))
    if named := frozenset(each.name for each, head in heads if {ADDRESS, ID} <= head):
        return GivenOut("entries", sheets, named) if named != {""} else GivenOut("other")
    return GivenOut("other") if any(head >= _MIXED for _, head in heads) else None


def _text_sheet(path: Path) -> Iterator[SheetCells]:
    """A text as a sheet without a name: nothing in it is a number or a time."""
    text, _ = decoded(bytes_of(path), path.as_posix())
    if ADDRESS not in text.lstrip("\r\n").partition("\n")[0]:
        return
    grid, _ = read_csv(text, path.as_posix())
    rows = (
        tuple(TypedCell(cell, row.number, column) for column, cell in enumerate(row.texts, 1) if cell)
        for row in grid.rows
    )
    yield SheetCells("", tuple(rows))


def _is_data(path: Path) -> bool:
    text, _ = decoded(bytes_of(path), path.as_posix())
    try:
        found = json.loads(text, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return False
    if not isinstance(found, dict) or found.keys() != {"title", "columns", "rows"}:
        return False
    columns = found["columns"]
    return isinstance(columns, list) and {"key": "address", "label": ADDRESS} in columns
