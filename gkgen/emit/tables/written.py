"""A table as CSV, as JSON, and as a workbook, in one pass: the only room that knows XlsxWriter. The same table gives the
same bytes."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain, islice
from typing import Any, Protocol

import xlsxwriter

from gkgen.emit.indented import IndentedList
from gkgen.emit.tables.table import Line, Tab, Table, Texts
from gkgen.schema.formulas import as_text
from gkgen.schema.sheets import FULLEST_CELL, MORE, ORDER

FEW = 1_000
"""So many things of a list are written at a time: a list of a whole province would need more memory than all pages
together."""
_PIECE = 1024 * 1024

# A workbook says when it was made: always on the same day, so that the bytes tell of the content alone.
_MADE = datetime(2020, 1, 1)
_SETTINGS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FIRST = 200
"""Rows by which the width of a column is judged."""
_NARROWEST, _WIDEST = 8, 48
_HEAD = {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E7EEF7", "num_format": "@"}
# `@` is Excel's form of a text: what is typed into such a cell stays as it was typed.
_CELL = {"text_wrap": True, "valign": "top", "num_format": "@"}


def written(table: Table) -> Iterator[tuple[str, bytes]]:
    """The files of a table, each piece after the ending of its file, as the things of the list are gone through once."""
    lines = iter(table.lines)
    some = list(islice(lines, FEW))
    forms: Mapping[str, _Form] = {"csv": _Csv(table), "xlsx": _Workbook(table, some), "json": _Json(table)}
    while some:
        for ending, form in forms.items():
            yield ending, form.add(some)
        some = list(islice(lines, FEW))
    for ending, form in forms.items():
        for piece in form.end():
            yield ending, piece


class _Form(Protocol):
    """A file that grows with the things of a list; what is at hand of its bytes is given as it comes."""

    def add(self, some: Sequence[Line]) -> bytes: ...

    def end(self) -> Iterable[bytes]: ...


class _Csv:
    """RFC 4180, in UTF-8 with the mark by which Excel knows it. What looks like a formula is made a text by `'`."""

    def __init__(self, table: Table) -> None:
        self._waiting = [table.headings]

    def add(self, some: Sequence[Line]) -> bytes:
        text = io.StringIO(newline="")
        if self._waiting:
            text.write("\ufeff")
        rows = ([as_text(cell) for cell in line.flat] for line in some)
        csv.writer(text, lineterminator="\r\n").writerows(chain(self._waiting, rows))
        self._waiting = []
        return text.getvalue().encode()

    def end(self) -> Iterable[bytes]:
        return ()


class _Json:
    def __init__(self, table: Table) -> None:
        columns = [{"key": key, "label": label} for key, label in table.columns]
        self._list = IndentedList({"title": table.title, "columns": columns}, "rows")

    def add(self, some: Sequence[Line]) -> bytes:
        return "".join(self._list.add(line.data) for line in some).encode()

    def end(self) -> Iterable[bytes]:
        return (f"{self._list.end()}\n".encode(),)


class _Workbook:
    """A workbook of texts: nothing in it is a formula, a link or a number, and nothing is hidden. The rows of a long
    list are written to the disk as they come, each with its own texts; a short one is made sooner in memory."""

    def __init__(self, table: Table, first: Sequence[Line]) -> None:
        self._whole = tempfile.SpooledTemporaryFile(_PIECE)  # noqa: SIM115 — it ends with this
        is_long = any(sum(len(line.rows[n]) for line in first) >= FEW for n in range(len(table.tabs)))
        way = "constant_memory" if is_long else "in_memory"
        self._book = xlsxwriter.Workbook(self._whole, {**_SETTINGS, way: True})
        self._book.set_properties({"title": table.title, "created": _MADE})
        head, cell = self._book.add_format(_HEAD), self._book.add_format(_CELL)
        self._sheets = [_Sheet(self._book.add_worksheet(tab.name), tab, head, cell) for tab in table.tabs]

    def add(self, some: Sequence[Line]) -> bytes:
        for number, sheet in enumerate(self._sheets):
            sheet.add(chain.from_iterable(line.rows[number] for line in some))
        return b""

    def end(self) -> Iterator[bytes]:
        for sheet in self._sheets:
            sheet.end()
        self._book.close()
        self._whole.seek(0)
        while piece := self._whole.read(_PIECE):
            yield piece
        self._whole.close()


class _Sheet:
    def __init__(self, sheet: Any, tab: Tab, head: Any, cell: Any) -> None:
        self._sheet, self._tab, self._cell = sheet, tab, cell
        self._rows = 0
        self._widths = [_width(heading) for heading in tab.headings]
        for column, heading in enumerate(tab.headings):
            sheet.write_string(0, column, heading, head)

    def add(self, rows: Iterable[Texts]) -> None:
        for row in chain.from_iterable(_within_limit(each, self._tab) for each in rows):
            self._rows += 1
            if self._rows <= _FIRST:
                self._widths = [max(pair) for pair in zip(self._widths, map(_width, row), strict=True)]
            for column, text in enumerate(row):
                if text:
                    self._sheet.write_string(self._rows, column, _as_it_stands(text), self._cell)

    def end(self) -> None:
        for column, widest in enumerate(self._widths):
            self._sheet.set_column(column, column, min(max(widest + 2, _NARROWEST), _WIDEST), self._cell)
        self._sheet.freeze_panes(1, 1)
        self._sheet.autofilter(0, 0, max(self._rows, 1), len(self._tab.headings) - 1)


def _as_it_stands(text: str) -> str:
    """XlsxWriter takes a text between these marks for its own, unescaped; blanks at a cell's end don't last."""
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def _width(text: str) -> int:
    """Of the longest line: a Chinese character takes two places."""
    line = text.partition("\n")[0][:_WIDEST]
    return len(line) + sum(map("⺀".__lt__, line))


def _within_limit(row: Texts, tab: Tab) -> Iterator[Texts]:
    """A row whose cells hold more than Excel can goes on in rows of its own, which say so beside its id."""
    if all(map(_fits, row)):
        yield row
        return
    pieces = [list(_pieces(text)) for text in row]
    for number in range(max(map(len, pieces))):
        texts = tuple(each[number] if number < len(each) else "" for each in pieces)
        if number:
            keys = 2 if tab.headings[1:2] == (ORDER,) else 1
            texts = (MORE.format(row[0], number + 1), *row[1:keys], *texts[keys:])
        yield texts


def _fits(text: str) -> bool:
    """Excel counts the units of UTF-16, of which a rare character takes two."""
    return len(text) <= FULLEST_CELL // 2 or len(text.encode("utf-16-le", "replace")) <= 2 * FULLEST_CELL


def _blank_at(text: str, place: int) -> bool:
    return text[place - 1].isspace() or text[place].isspace()


def _pieces(text: str) -> Iterator[str]:
    """Pieces that Excel can hold, cut where no blank stands: blanks at a cell's end don't last."""
    while not _fits(text):
        most = FULLEST_CELL // 2 if max(text[:FULLEST_CELL]) > "\uffff" else FULLEST_CELL
        cut = next((at for at in range(most, 1, -1) if not _blank_at(text, at)), most)
        yield text[:cut]
        text = text[cut:]
    yield text
