"""A table as CSV, as JSON, and as a workbook: the only room that knows XlsxWriter. The same table gives the same bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any

import xlsxwriter

from gkgen.cache import Digest, digest_of
from gkgen.emit.indented import indented
from gkgen.emit.tables.table import Tab, Table, Texts
from gkgen.schema.formulas import as_text
from gkgen.schema.sheets import FULLEST_CELL, MORE, ORDER

# A workbook says when it was made: always on the same day, so that the bytes tell of the content alone.
_MADE = datetime(2020, 1, 1)
_SETTINGS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
REMEMBERED_ROWS = 500
_NARROWEST, _WIDEST = 8, 48
_HEAD = {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E7EEF7", "num_format": "@"}
# `@` is Excel's form of a text: what is typed into such a cell stays as it was typed.
_CELL = {"text_wrap": True, "valign": "top", "num_format": "@"}


def as_csv(table: Table) -> bytes:
    """RFC 4180, in UTF-8 with the mark by which Excel knows it. What looks like a formula is made a text by `'`."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.flat.headings)
    writer.writerows([as_text(cell) for cell in row] for row in table.flat.rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def as_json(table: Table) -> bytes:
    head = {"title": table.title, "columns": [{"key": key, "label": label} for key, label in table.columns]}
    return f"{indented({**head, 'rows': table.data})}\n".encode()


def workbook_key(table: Table) -> Digest:
    return digest_of(repr((table.title, table.tabs)))


def as_workbook(table: Table) -> bytes:
    """A workbook of texts: nothing in it is a formula, a link or a number, and nothing is hidden."""
    is_small = sum(len(tab.rows) for tab in table.tabs) <= REMEMBERED_ROWS
    return (_remembered if is_small else _workbook)(table.title, table.tabs)


@lru_cache(maxsize=512)
def _remembered(title: str, tabs: tuple[Tab, ...]) -> bytes:
    """The many small ones cost most: while a site is served, those that stay the same are made once."""
    return _workbook(title, tabs)


def _workbook(title: str, tabs: tuple[Tab, ...]) -> bytes:
    whole = io.BytesIO()
    book = xlsxwriter.Workbook(whole, _SETTINGS)
    book.set_properties({"title": title, "created": _MADE})
    head, cell = book.add_format(_HEAD), book.add_format(_CELL)
    for tab in tabs:
        _sheet(book.add_worksheet(tab.name), tab, head, cell)
    book.close()
    return whole.getvalue()


def _sheet(sheet: Any, tab: Tab, head: Any, cell: Any) -> None:
    rows = [part for row in tab.rows for part in _within_limit(row, tab)]
    for column, heading in enumerate(tab.headings):
        widest = max([_width(heading), *(_width(row[column]) for row in rows[:200])])
        sheet.set_column(column, column, min(max(widest + 2, _NARROWEST), _WIDEST), cell)
        sheet.write_string(0, column, heading, head)
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            if text:
                sheet.write_string(number, column, text, cell)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(rows), 1), len(tab.headings) - 1)


def _width(text: str) -> int:
    """Of the longest line: a Chinese character takes two places."""
    line = text.partition("\n")[0][:_WIDEST]
    return len(line) + sum(map("⺀".__lt__, line))


def _within_limit(row: Texts, tab: Tab) -> Iterator[Texts]:
    """A row whose cells hold more than Excel can goes on in rows of its own, which say so beside its id."""
    if max(map(len, row)) <= FULLEST_CELL:
        yield row
        return
    pieces = [list(_pieces(text)) for text in row]
    for number in range(max(map(len, pieces))):
        texts = tuple(each[number] if number < len(each) else "" for each in pieces)
        if number:
            keys = 2 if tab.headings[1:2] == (ORDER,) else 1
            texts = (MORE.format(row[0], number + 1), *row[1:keys], *texts[keys:])
        yield texts


def _blank_at(text: str, place: int) -> bool:
    return text[place - 1].isspace() or text[place].isspace()


def _pieces(text: str) -> Iterator[str]:
    """Pieces that Excel can hold, cut where no blank stands: blanks at a cell's end don't last."""
    while len(text) > FULLEST_CELL:
        cut = next((at for at in range(FULLEST_CELL, 1, -1) if not _blank_at(text, at)), FULLEST_CELL)
        yield text[:cut]
        text = text[cut:]
    yield text
