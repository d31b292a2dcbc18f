"""The rows of a table as they are written: their cells, and how the columns are aligned."""

from __future__ import annotations

import re

MOST_CELLS_ADDED = 1 << 16
"""Cells that short rows are filled up with: a table that asks for more ends there."""

MAY_END_A_TABLE = frozenset("#>-*+_=`~:[0123456789")
"""What another block can begin with, below a row."""

BLANK = " \t\u3000"

_DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
_PIPE = re.compile(r"(?<!\\)\|")


def cells_of(row: str) -> list[str]:
    """The cells of a row without the pipes at its ends; `\\|` is a pipe within a cell."""
    cells = _PIPE.split(row) if "\\" in row else row.split("|")
    if cells[0] == "":
        del cells[0]
    if cells and cells[-1] == "":
        del cells[-1]
    return [cell.replace("\\|", "|").strip(BLANK) for cell in cells]


def column_of_cell(line: str, number: int, text: str) -> int:
    """Where in a line of the file the text of a cell begins, from 0."""
    parts = _PIPE.split(line)
    skipped = number + (parts[0].strip(" \t>") == "")
    begin = sum(len(part) + 1 for part in parts[:skipped])
    return max(line.find(text, begin), begin)


def aligns_of(delimiters: str) -> list[str]:
    """`left`, `center`, `right` or nothing for each column; no columns if the line isn't of a table."""
    if len(delimiters) < 2 or delimiters[:2] in ("- ", "-\t"):
        return []
    delimiters = delimiters.rstrip(" \t")
    if not _DELIMITERS.fullmatch(delimiters):
        return []
    columns = [column.strip(" \t") for column in delimiters.removeprefix("|").removesuffix("|").split("|")]
    sides = {(True, True): "center", (True, False): "left", (False, True): "right"}
    return [sides.get((each.startswith(":"), each.endswith(":")), "") for each in columns]
