"""A workbook (xlsx): the cells of its sheets, and what is hidden: sheets, rows and columns that hold something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gkgen.attachments import office
from gkgen.attachments.looked import Passage, Trace
from gkgen.attachments.markup import Attributes, Handlers, walk
from gkgen.attachments.package import Package

_TRUE = ("1", "true")
# Cells that nobody filled in are kept so far, that a number stands below the head of its column.
_MOST_CELLS = 64
_COMMENTS = r"xl/(?:comments\d*|comments/comment\d*)\.xml"
_THREADS = r"xl/threadedComments/.+\.xml"


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    part: str
    hidden: bool


class Strings:
    """The shared strings, whole; the phonetic guide of a string is no part of it."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._reads = False
        self._guides = 0

    def start(self, name: str, _attributes: Attributes) -> None:
        self._reads = name == "t" and not self._guides
        self._guides += name == "rPh"

    def end(self, name: str) -> None:
        self._reads = False
        self._guides -= name == "rPh"
        if name == "si":
            self.found.append("".join(self._pieces))
            self._pieces = []

    def text(self, said: str) -> None:
        if self._reads:
            self._pieces.append(said)


class Cells:
    """The cells of a sheet as lines, a tab between cells."""

    def __init__(self, strings: list[str]) -> None:
        self.lines: list[str] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self._strings = strings
        self._ranges: list[tuple[int, int]] = []
        self._row: list[str] = []
        self._rows = 0
        self._row_is_hidden = False
        self._column = 0
        self._kind = ""
        self._pieces: list[str] = []
        self._reads = False

    def start(self, name: str, attributes: Attributes) -> None:
        self._reads = name in ("v", "t")
        if name == "col" and attributes.get("hidden") in _TRUE:
            self._ranges.append((_whole(attributes.get("min", "")), _whole(attributes.get("max", ""))))
        elif name == "row":
            self._row, self._column, self._rows = [], 0, self._rows + 1
            self._row_is_hidden = attributes.get("hidden") in _TRUE
        elif name == "c":
            self._column = _column_of(attributes.get("r", "")) or self._column + 1
            self._kind, self._pieces = attributes.get("t", ""), []

    def end(self, name: str) -> None:
        self._reads = False
        if name == "c":
            self._cell("".join(self._pieces))
        elif name == "row":
            self.lines.append("\t".join(self._row))

    def text(self, said: str) -> None:
        if self._reads:
            self._pieces.append(said)

    def _cell(self, written: str) -> None:
        value = written
        if self._kind == "s":
            place = _whole(written)
            value = self._strings[place] if place < len(self._strings) else ""
        if not value.strip():
            return
        blank = min(self._column, _MOST_CELLS) - 1 - len(self._row)
        self._row += [""] * blank
        self._row.append(" ".join(value.split("\n")))
        if self._row_is_hidden:
            self.hidden_rows.add(self._rows)
        if any(first <= self._column <= last for first, last in self._ranges):
            self.hidden_columns.add(self._column)


def traces(package: Package, passages: list[Passage]) -> Iterator[Trace]:
    """What the workbook carries; a sheet is a passage, and so are its comments."""
    strings = Strings()
    walk(package.read("xl/sharedStrings.xml"), Handlers(strings.start, strings.end, strings.text))
    hidden: list[str] = []
    for sheet in _sheets(package):
        cells = Cells(strings.found)
        walk(package.read(sheet.part), Handlers(cells.start, cells.end, cells.text))
        passages.append(Passage("\n".join(cells.lines), f"工作表“{sheet.name}”"))
        hidden += _hidden(sheet, cells)
    yield Trace("hidden", "、".join(hidden[:3]), len(hidden))
    yield from _comments(package, passages)


def _hidden(sheet: Sheet, cells: Cells) -> Iterator[str]:
    if sheet.hidden and any(cells.lines):
        yield f"工作表“{sheet.name}”"
        return
    if cells.hidden_rows:
        yield f"“{sheet.name}”的 {len(cells.hidden_rows)} 行"
    if cells.hidden_columns:
        yield f"“{sheet.name}”的 {len(cells.hidden_columns)} 列"


def _comments(package: Package, passages: list[Passage]) -> Iterator[Trace]:
    count = 0
    for name in package.names(_COMMENTS):
        content = package.read(name)
        count += office.elements(content, "comment")
        passages.append(Passage("\n".join(office.texts(content, {"t"})), "批注"))
    for name in package.names(_THREADS):
        content = package.read(name)
        count += office.elements(content, "threadedComment")
        passages.append(Passage("\n".join(office.texts(content, {"text"})), "批注"))
    yield Trace("comments", "", count)


def _sheets(package: Package) -> list[Sheet]:
    """The sheets in their order, each with its part: workbook.xml names them by relationship."""
    parts: dict[str, str] = {}
    found: list[Sheet] = []

    def relation(name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            parts[attributes.get("Id", "")] = attributes.get("Target", "")

    def sheet(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            target = parts.get(attributes.get("id", ""), "").removeprefix("/xl/")
            state = attributes.get("state", "visible")
            found.append(Sheet(attributes.get("name", ""), f"xl/{target}", state != "visible"))

    walk(package.read("xl/_rels/workbook.xml.rels"), Handlers(relation))
    walk(package.read("xl/workbook.xml"), Handlers(sheet))
    return found


def _whole(written: str) -> int:
    return int(written) if re.fullmatch(r"[0-9]{1,9}", written) else 0


def _column_of(cell: str) -> int:
    """`AB12` → 28; 0 where the cell doesn't say."""
    number = 0
    for letter in cell[:3]:
        if not ("A" <= letter <= "Z"):
            break
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
