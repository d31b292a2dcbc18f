"""A table as CSV, as JSON, and as a workbook: the only room that knows XlsxWriter. The same table gives the same bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from itertools import chain, islice
from typing import Any

import xlsxwriter

from gkgen.cache import Digest, digest_of_all
from gkgen.emit.indented import indented_with
from gkgen.emit.tables.table import FEW, Tab, Table, Texts
from gkgen.schema.formulas import as_text
from gkgen.schema.sheets import FULLEST_CELL, MORE, ORDER

# A workbook says when it was made: always on the same day, so that the bytes tell of the content alone.
_MADE = datetime(2020, 1, 1)
_SETTINGS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_TOGETHER = 1_000
"""Rows that are written at a time."""
_NARROWEST, _WIDEST = 8, 48
_HEAD = {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E7EEF7", "num_format": "@"}
# `@` is Excel's form of a text: what is typed into such a cell stays as it was typed.
_CELL = {"text_wrap": True, "valign": "top", "num_format": "@"}


def as_csv(table: Table) -> Iterator[bytes]:
    """Piece by piece: RFC 4180, in UTF-8 with the mark by which Excel knows it. What looks like a formula is made a
    text by `'`."""
    yield b"\xef\xbb\xbf"
    rows = chain([table.flat.headings], ([as_text(cell) for cell in row] for row in table.flat.rows))
    while some := list(islice(rows, _TOGETHER)):
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\r\n").writerows(some)
        yield text.getvalue().encode()


def as_json(table: Table) -> Iterator[bytes]:
    """Piece by piece."""
    head = {"title": table.title, "columns": [{"key": key, "label": label} for key, label in table.columns]}
    return (piece.encode() for piece in chain(indented_with(head, "rows", table.data), "\n"))


def workbook_key(table: Table) -> Digest:
    parts = (
        text for tab in table.tabs for text in chain([repr((tab.name, tab.headings))], map(repr, tab.rows))
    )
    return digest_of_all(chain([table.title], parts))


def as_workbook(table: Table) -> bytes:
    """A workbook of texts: nothing in it is a formula, a link or a number, and nothing is hidden. The rows of a long
    list are written to the disk as they come, each with its own texts; a short one is made twice as fast in memory."""
    is_long = any(next(islice(tab.rows, FEW, None), None) is not None for tab in table.tabs)
    whole = io.BytesIO()
    book = xlsxwriter.Workbook(whole, {**_SETTINGS, ("constant_memory" if is_long else "in_memory"): True})
    book.set_properties({"title": table.title, "created": _MADE})
    head, cell = book.add_format(_HEAD), book.add_format(_CELL)
    for tab in table.tabs:
        _sheet(book.add_worksheet(tab.name), tab, head, cell)
    book.close()
    return whole.getvalue()


def _sheet(sheet: Any, tab: Tab, head: Any, cell: Any) -> None:
    rows = (part for row in tab.rows for part in _within_limit(row, tab))
    first = list(islice(rows, 200))
    for column, heading in enumerate(tab.headings):
        widest = max([_width(heading), *(_width(row[column]) for row in first)])
        sheet.set_column(column, column, min(max(widest + 2, _NARROWEST), _WIDEST), cell)
        sheet.write_string(0, column, heading, head)
    number = 0
    for number, row in enumerate(chain(first, rows), 1):
        for column, text in enumerate(row):
            if text:
                sheet.write_string(number, column, _as_it_stands(text), cell)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(number, 1), len(tab.headings) - 1)


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
