"""The sheets of a workbook that has come back → what each row says, its parts among it, each cell with its place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gkgen.findings import Finding, Place, Rule, Text, error, warning
from gkgen.importing.tables.workbook import SheetCells, TypedCell
from gkgen.schema.sheets import ADDRESS, ID, ORDER, Sheet

NO_SUCH_FIELD = warning(
    "I854",
    Text(
        "表“{sheet}” {cell}：没有“{label}”这一项，这一栏没有导入",
        "sheet “{sheet}” {cell}: there is no field “{label}”; the column was not imported",
    ),
    Text("栏目名称照导出的写；新的内容写进已有的栏目", "keep the headings as they were exported"),
)
BAD_ROW = error(
    "I855",
    Text("表“{sheet}” {cell}：{why}", "sheet “{sheet}” {cell}: {why}"),
    Text(
        "改好这一格再导入；有错的一条没有写进文件",
        "mend the cell and import again; what has a fault was not written",
    ),
)

CONTINUED = re.compile(r"(.*)（续(\d+)）", re.DOTALL)
_ORDER = re.compile(r"[1-9]\d*(?:\.[1-9]\d*)*")
_SCIENTIFIC = re.compile(r"[+-]?\d(?:\.\d+)?[Ee]\+\d+")
MOST_EXACT = 1e15


@dataclass(slots=True)
class Item:
    """A row: `cells` by the headings that the sheet still has; `order` as it was exported, () of an entry or of a new
    part; `parts` by the names of their sheets, as far as the workbook has those."""

    sheet: Sheet
    row: int
    ident: str
    cells: dict[str, TypedCell]
    order: tuple[int, ...] = ()
    parts: dict[str, list[Item]] = field(default_factory=dict)

    def all(self) -> Iterator[Item]:
        yield self
        for items in self.parts.values():
            for each in items:
                yield from each.all()

    def move(self, order: tuple[int, ...]) -> None:
        """Stand at another place, and all that belongs to it with it."""
        depth = len(self.order)
        for each in self.all():
            each.order = (*order, *each.order[depth:])


@dataclass(frozen=True, slots=True)
class Returned:
    """`read` counts the rows. `faulty` are the ids of which one can't be understood: their files must stay as they are."""

    read: int
    items: tuple[Item, ...]
    faulty: frozenset[str]
    findings: tuple[Finding, ...]


class Reader:
    """Reads the sheets one after another, the entries' own first, so that each part finds what it belongs to."""

    def __init__(self, sheets: Sequence[SheetCells], file: str) -> None:
        self._sheets = {each.name: each for each in sheets}
        self._file = file
        self._findings: list[Finding] = []
        self._faulty: set[str] = set()
        self._items: dict[tuple[str, str, tuple[int, ...]], Item] = {}

    def read(self, sheet: Sheet) -> Returned:
        items = self._entries(sheet)
        self._read_parts(sheet, items)
        return Returned(len(items), tuple(items), frozenset(self._faulty), tuple(self._findings))

    def _entries(self, sheet: Sheet) -> list[Item]:
        items = []
        for row, ident, cells in self._rows(sheet):
            item = Item(sheet, row, ident, cells)
            first = self._items.setdefault((sheet.name, ident, ()), item) if ident else item
            if first is not item:
                said = Text(f"“{ident}”与第 {first.row} 行的相同", f"“{ident}” is that of row {first.row}")
                self._refuse(ident, sheet, row, 1, said)
            else:
                items.append(item)
        return items

    def _read_parts(self, above: Sheet, entries: Sequence[Item]) -> None:
        for sheet in above.parts:
            if self._has_keys(sheet):
                for key, item in list(self._items.items()):
                    if key[0] == above.name:
                        item.parts.setdefault(sheet.name, [])
                self._read_list(sheet, above)
            self._read_parts(sheet, entries)

    def _has_keys(self, sheet: Sheet) -> bool:
        """Whether the sheet of a list is there, and says of its rows what they belong to."""
        found = self._sheets.get(sheet.name)
        if found is None or not found.rows:
            return False
        missing = [each for each in (ID, ORDER) if each not in {cell.text for cell in found.rows[0]}]
        if missing:
            label = "、".join(missing)
            said = Text(
                f"没有“{label}”这一栏，整张表没有导入", f"the column “{label}” is gone: nothing was read"
            )
            self._note(BAD_ROW, sheet.name, 1, 1, why=said)
        return not missing

    def _read_list(self, sheet: Sheet, above: Sheet) -> None:
        last: dict[str, tuple[int, ...]] = {}
        places: dict[int, tuple[int, ...]] = {}
        for row, ident, cells in self._rows(sheet):
            order = self._order(sheet, row, ident, cells)
            if order is None:
                continue
            item = Item(sheet, row, ident, cells, order)
            places[id(item)] = order or last.get(ident, ())
            last[ident] = places[id(item)]
            around = self._around(item, places[id(item)], above)
            if around is None:
                said = Text("找不到它属于哪一条", "what it belongs to isn't there")
                self._refuse(ident, sheet, row, 1, said)
            elif order and (sheet.name, ident, order) in self._items:
                said = Text(
                    f"次序“{_dotted(order)}”写了两次", f"the order “{_dotted(order)}” is written twice"
                )
                self._refuse(ident, sheet, row, 2, said)
            else:
                if order:
                    self._items[sheet.name, ident, order] = item
                if sheet.again:
                    item.parts.setdefault(sheet.name, [])
                siblings = around.parts.setdefault(sheet.name, [])
                siblings.append(item)
                siblings.sort(key=lambda each: places.get(id(each), ())[-1:])

    def _around(self, item: Item, order: tuple[int, ...], above: Sheet) -> Item | None:
        """What a part belongs to: one of its own kind, or one of the sheet above."""
        same = self._items.get((item.sheet.name, item.ident, order[:-1])) if len(order) > 1 else None
        if item.sheet.again and same is not None:
            return same
        return self._items.get((above.name, item.ident, order[:-1]))

    def _order(
        self, sheet: Sheet, row: int, ident: str, cells: dict[str, TypedCell]
    ) -> tuple[int, ...] | None:
        cell = cells.pop(ORDER, None)
        if cell is None or not cell.text:
            return ()
        if not _ORDER.fullmatch(cell.text):
            said = Text(
                f"次序“{cell.text}”不是 3 或 3.2 这样的数", f"“{cell.text}” is no order like 3 or 3.2"
            )
            self._refuse(ident, sheet, row, cell.column, said)
            return None
        return tuple(int(each) for each in cell.text.split("."))

    def _rows(self, sheet: Sheet) -> list[tuple[int, str, dict[str, TypedCell]]]:
        """Each row with the id it speaks of; the rows in which a long one goes on are put together with it."""
        found = self._sheets.get(sheet.name)
        if found is None or not found.rows:
            return []
        labels = self._labels(sheet, found.rows[0])
        rows: list[tuple[int, str, dict[str, TypedCell]]] = []
        more: dict[tuple[str, str], list[tuple[int, dict[str, TypedCell]]]] = defaultdict(list)
        for cells in found.rows[1:]:
            said = {labels[each.column]: each for each in cells if each.column in labels}
            ident = said.pop(ID, None)
            row, name = cells[0].row, ident.text if ident else ""
            if continued := CONTINUED.fullmatch(name):
                order = said.pop(ORDER, None)
                more[continued[1], order.text if order else ""].append((int(continued[2]), said))
            elif any(each.text for each in said.values()):
                self._look(sheet, name, said)
                blank = {label: TypedCell("", row, at) for at, label in labels.items() if label != ID}
                rows.append((row, name, {**blank, **said}))
        for _, name, held in rows:
            for _, said in sorted(
                more.get((name, held[ORDER].text if ORDER in held else ""), ()), key=lambda each: each[0]
            ):
                for label, cell in said.items():
                    held[label] = TypedCell(held[label].text + cell.text, held[label].row, held[label].column)
        return [
            (row, name, {key: cell for key, cell in held.items() if key != ADDRESS})
            for row, name, held in rows
        ]

    def _labels(self, sheet: Sheet, head: Sequence[TypedCell]) -> dict[int, str]:
        known = {ID, ADDRESS, ORDER, *(each.label for each in sheet.columns)}
        labels: dict[int, str] = {}
        for cell in head:
            if (cell.text and cell.text not in known | set(labels.values())) or cell.text in labels.values():
                self._note(NO_SUCH_FIELD, sheet.name, cell.row, cell.column, label=cell.text)
            elif cell.text:
                labels[cell.column] = cell.text
        return labels

    def _look(self, sheet: Sheet, ident: str, cells: dict[str, TypedCell]) -> None:
        """A number that Excel has cut: what it was can't be told."""
        for cell in cells.values():
            if (said := cut_number(cell)) is not None:
                self._refuse(ident, sheet, cell.row, cell.column, said)

    def _refuse(self, ident: str, sheet: Sheet, row: int, column: int, why: Text) -> None:
        self._faulty.add(ident)
        self._note(BAD_ROW, sheet.name, row, column, why=why)

    def _note(self, rule: Rule, sheet: str, row: int, column: int, **values: str | Text) -> None:
        self._findings.append(
            rule.at(Place(self._file, row, column), sheet=sheet, cell=cell_name(row, column), **values)
        )


def cut_number(cell: TypedCell) -> Text | None:
    """What is wrong with a number that Excel has cut; None of any other cell."""
    if not _SCIENTIFIC.fullmatch(cell.text) and (cell.size or 0) < MOST_EXACT:
        return None
    return Text(
        f"“{cell.text}”被 Excel 当成了数，只留了前 15 位；把这一格设成“文本”，重新输入",
        f"Excel took “{cell.text}” for a number and kept 15 figures; make the cell text and type it again",
    )


def cell_name(row: int, column: int) -> str:
    """A cell as a spreadsheet calls it: C7."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def _dotted(order: tuple[int, ...]) -> str:
    return ".".join(map(str, order))
