"""A row that has come back, beside the tree of its file → the tree as the row would have it; what is the same stays as
it is, to the object."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence as Several
from dataclasses import dataclass, field
from typing import TypeVar

from gkgen.findings import Finding, Place, Text, warning
from gkgen.importing.round_trip.assigning import is_there_already
from gkgen.importing.round_trip.returned import Item, cell_name
from gkgen.importing.round_trip.telling import Pair, as_written, is_other, with_value
from gkgen.importing.tables import tidy
from gkgen.importing.tables.workbook import TypedCell
from gkgen.model import Mapping, Node, Scalar, Sequence
from gkgen.schema import FieldSpec, fields_of
from gkgen.schema.sheets import BODY, LINE_BREAK, Sheet, SheetColumn, is_list, part_of

REMOVED = warning(
    "I856",
    Text(
        "“{id}”的“{label}”少了 {count} 项，照表删去了（原来的第 {which} 项）",
        "“{id}” has {count} fewer in “{label}”: they were removed, as the sheet has it (number {which})",
    ),
    Text("不该删的，在表里补上再导入", "put back in the sheet what should stay, and import again"),
)
KEPT_ALL = warning(
    "I857",
    Text(
        "表里一行也没有“{id}”的“{label}”，原有的 {count} 项没有动",
        "the sheet has no row of “{label}” for “{id}”: its {count} were left as they are",
    ),
    Text("确实全部不要的，在文件里删去", "delete them in the file if none is wanted"),
)

CELLS_FROM = 1 << 24
"""Lines from here on are no lines of the file but numbers of cells that have been taken over."""

Made = TypeVar("Made", Scalar, Sequence, Mapping)
Columns = Several[tuple[tuple[str, ...], SheetColumn]]
Parts = Several[tuple[tuple[str, ...], Sheet]]


@dataclass(slots=True)
class Merger:
    """`was` are the cells of the entry as it stands, by sheet and order; `origin` tells from which node another came."""

    file: str
    was: Dictionary[tuple[str, tuple[int, ...]], Dictionary[str, str]]
    origin: dict[int, Node] = field(default_factory=dict)
    cells: list[tuple[str, TypedCell]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    body: str | None = None
    body_is_apart: bool = False

    def merged(self, item: Item, old: Node | None) -> Node:
        """The node of a row; `old` itself where nothing is different. A part in one line of text is written out."""
        was = self.was.get((item.sheet.name, item.order)) if old is not None else None
        if old is not None and not isinstance(old, Mapping):
            if not self._differs(item, was or {}):
                return old
            old, was = None, None
        columns = [(each.way, each) for each in item.sheet.columns]
        parts = [(each.way, each) for each in item.sheet.parts]
        if item.sheet.again:
            parts.append((item.sheet.again, item.sheet))
        return self._part(item.sheet.declaration, columns, parts, old, item, was)

    def place(self, line: int, fallback: int) -> tuple[str, int, int]:
        """The sheet, row and column of a cell by its number; the row itself of what is no cell."""
        if line >= CELLS_FROM and line - CELLS_FROM < len(self.cells):
            name, cell = self.cells[line - CELLS_FROM]
            return name, cell.row, cell.column
        return "", fallback, 1

    # ------------------------------------------------------------ one thing

    def _part(  # noqa: PLR0913, PLR0917 — a declaration, the row's share of it, and what stood there
        self,
        declaration: type,
        columns: Columns,
        parts: Parts,
        old: Mapping | None,
        item: Item,
        was: Dictionary[str, str] | None,
    ) -> Mapping:
        pairs: list[Pair] = list(old.items) if old is not None else []
        specs = fields_of(declaration)
        for spec in specs:
            here = next((pair for pair in pairs if pair[0].text.strip() in spec.names), None)
            below = here[1] if here is not None and not _is_empty(here[1]) else None
            told = self._field(spec, columns, parts, below, item, was)
            if told is not _SAME and told is not below:
                pairs = with_value(pairs, spec, here, told, specs)
        if old is not None and pairs == list(old.items):
            return old
        line = old.line if old is not None else item.row
        return self._from(Mapping(tuple(pairs), line, old.column if old is not None else 1), old)

    def _field(  # noqa: PLR0913, PLR0917 — the same
        self,
        spec: FieldSpec,
        columns: Columns,
        parts: Parts,
        below: Node | None,
        item: Item,
        was: Dictionary[str, str] | None,
    ) -> Node | None:
        """What the row says of a field; None where it says nothing, `_SAME` where it says nothing new."""
        own = [(way, each) for way, each in columns if way[0] == spec.key]
        lists = [(way, each) for way, each in parts if way[0] == spec.key]
        if own and len(own[0][0]) == 1:
            return self._cell(own[0][1], below, item, was)
        if lists and len(lists[0][0]) == 1:
            return self._list(lists[0][1], below, item)
        part = part_of(spec.kind)
        if part is None or not (own or lists):
            return _SAME
        deeper = [(way[1:], each) for way, each in own]
        deepest = [(way[1:], each) for way, each in lists]
        if below is not None and not isinstance(below, Mapping):
            if not any(is_other(each, item, was) for _, each in own):
                return _SAME
            below, was = None, None
        found = self._part(part, deeper, deepest, below, item, was)
        return found if found.items else None

    def _cell(
        self, column: SheetColumn, below: Node | None, item: Item, was: Dictionary[str, str] | None
    ) -> Node | None:
        if not is_other(column, item, was):
            return _SAME
        cell = item.cells[column.label]
        if column.spec.key == BODY and self.body_is_apart:
            self.body = cell.text
            return _SAME
        if not cell.text:
            return None
        self.cells.append((item.sheet.name, cell))
        at = CELLS_FROM + len(self.cells) - 1
        return self._words(cell.text, column.spec, below, at)

    def _words(self, text: str, spec: FieldSpec, below: Node | None, at: int) -> Node:
        """A text, or of a list of words each by itself: the words that stood there stay as they are."""
        if not is_list(spec.kind):
            return self._from(Scalar(as_written(text, spec), at, 1), below)
        lines = [
            as_written(each.replace(LINE_BREAK, "\n"), spec) for each in text.split("\n") if each.strip()
        ]
        left = list(below.items) if isinstance(below, Sequence) else [] if below is None else [below]
        words: list[Node] = []
        for line in lines:
            same = next(
                (n for n, each in enumerate(left) if isinstance(each, Scalar) and tidy(each.text) == line),
                None,
            )
            words.append(Scalar(line, at, 1) if same is None else left[same])
            if same is not None:
                del left[: same + 1]
        if len(words) == 1 and isinstance(below, Scalar):
            return self._from(Scalar(lines[0], at, 1), below)
        return self._from(Sequence(tuple(words), at, 1), below)

    # ------------------------------------------------------------ a list of parts

    def _list(self, sheet: Sheet, below: Node | None, item: Item) -> Node | None:
        items = item.parts.get(sheet.name)
        if items is None:
            return _SAME
        olds = _parts_in(below)
        if not items:
            if olds:
                place = Place(self.file, item.row, 1)
                self.findings.append(KEPT_ALL.at(place, id=item.ident, label=sheet.name, count=len(olds)))
            return _SAME
        self._renumber(items, len(olds), sheet, item)
        news: list[Node] = []
        used = set()
        for each in items:
            number = each.order[-1] - 1 if each.order else len(olds)
            old = olds[number] if number < len(olds) else None
            used.add(number)
            news.append(self.merged(each, old))
        self._note_removed([n for n in range(len(olds)) if n not in used], sheet, item)
        if len(news) == len(olds) and all(new is old for new, old in zip(news, olds, strict=True)):
            return _SAME
        if len(news) == 1 and below is not None and not isinstance(below, Sequence):
            return news[0]
        at = (below.line, below.column) if isinstance(below, Sequence) else (item.row, 1)
        return self._from(Sequence(tuple(news), *at), below)

    def _renumber(self, items: list[Item], count: int, sheet: Sheet, around: Item) -> None:
        """Where the sheet was imported before, what it added then is there, and what follows has moved on."""
        orders = [(*around.order, number + 1) for number in range(count)]
        was = [self.was.get((sheet.name, order), {}) for order in orders]
        if not all(each.order for each in items) and is_there_already(items, was):
            for each, order in zip(items, orders, strict=True):
                each.move(order)

    def _note_removed(self, gone: list[int], sheet: Sheet, item: Item) -> None:
        if gone:
            which = "、".join(str(n + 1) for n in gone)
            place = Place(self.file, item.row, 1)
            said = REMOVED.at(place, id=item.ident, label=sheet.name, count=len(gone), which=which)
            self.findings.append(said)

    def _differs(self, item: Item, was: Dictionary[str, str]) -> bool:
        said = any(is_other(column, item, was) for column in item.sheet.columns)
        return said or any(items for items in item.parts.values())

    def _from(self, node: Made, old: Node | None) -> Made:
        if old is not None and node is not old:
            self.origin[id(node)] = old
        return node


def said_at(merger: Merger, line: int, item: Item) -> tuple[str, str, int, int]:
    """The sheet and the cell of a fault, with its row and column."""
    name, row, column = merger.place(line, item.row)
    return name or item.sheet.name, cell_name(row, column), row, column


# A value that differs from none that a file can hold.
_SAME = Scalar("\x00same", -1, -1)


def _parts_in(below: Node | None) -> list[Node]:
    if below is None:
        return []
    return [each for each in below.items if not _is_empty(each)] if isinstance(below, Sequence) else [below]


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.empty
