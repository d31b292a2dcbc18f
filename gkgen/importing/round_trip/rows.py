"""The list of rows (one power, one fee a line) that has come back → the rows of each list of the site, by their ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from gkgen.findings import Place, Rule, Text
from gkgen.importing.round_trip.assigning import assigned
from gkgen.importing.round_trip.elsewhere import Row, fixed, unchangeable
from gkgen.importing.round_trip.entries import Work, is_given_out
from gkgen.importing.round_trip.returned import (
    BAD_ROW,
    CONTINUED,
    NO_SUCH_FIELD,
    Item,
    Returned,
    cell_name,
)
from gkgen.importing.round_trip.standing import Held
from gkgen.importing.tables.workbook import SheetCells, TypedCell
from gkgen.schema import ContentType
from gkgen.schema.flat import LIST, OF_ROW, flat_headings, row_headings, row_sheet_of
from gkgen.schema.sheets import ADDRESS, ID, Sheet, sheet_of


def fitting(table: SheetCells, kinds: Iterable[ContentType]) -> list[ContentType]:
    """The types whose rows a table tells: those that have the most of its headings."""
    heads = {cell.text for cell in table.rows[0]} - {label for _, label in OF_ROW}
    sheets = [(each, sheet) for each in kinds if (sheet := row_sheet_of(each)) is not None]
    scores = {kind.key: len(heads & {*row_headings(sheet)}) for kind, sheet in sheets}
    return [kind for kind, _ in sheets if scores[kind.key] == max(scores.values())]


def returned_rows(table: SheetCells, work: Work) -> tuple[Returned, list[str]]:
    """The lists of which the table tells rows, and the ids of the rows that it leaves out: those stay as they are."""
    return _Rows(table, work).read()


class _Rows:
    """Reads one table. From here on the sheet of the rows has the name that it has in the file."""

    def __init__(self, table: SheetCells, work: Work) -> None:
        part = row_sheet_of(work.kind)
        assert part is not None
        self._table, self._work, self._part = table, work, part
        self._sheet = replace(part, name=work.kind.row_label)
        work.held = {
            ident: replace(each, said=_renamed(each, part, self._sheet)) for ident, each in work.held.items()
        }
        self._homes: dict[str, list[str]] = defaultdict(list)
        for home, each in sorted(work.held.items()):
            for row in each.entry.rows:
                self._homes[row.id].append(home)
        self._own = dict(zip(row_headings(part), flat_headings(part), strict=True))
        self._faulty: set[str] = set()

    def read(self) -> tuple[Returned, list[str]]:
        by_home: dict[str, list[Row]] = defaultdict(list)
        rows = list(self._rows())
        for row in rows:
            if self._is_at_home(row):
                by_home[row.item.ident].append(row)
        whole = replace(sheet_of(self._work.kind), parts=(self._sheet,))
        items, absent = [], []
        for home, told in sorted(by_home.items()):
            parts, left = self._parts(told, self._work.held[home])
            items.append(Item(whole, told[0].item.row, home, {}, (), {self._sheet.name: parts}))
            absent += left
        for home, held in sorted(self._work.held.items()):
            if home not in by_home and home not in self._faulty and is_given_out(held):
                absent += [each.id for each in held.entry.rows]
        return Returned(len(rows), tuple(items), frozenset(self._faulty), ()), absent

    # ------------------------------------------------------------ lines

    def _rows(self) -> Iterator[Row]:
        labels = self._labels()
        rows: dict[str, Row] = {}
        found: list[Row] = []
        for cells in self._table.rows[1:]:
            said = {labels[each.column]: each for each in cells if each.column in labels}
            address = said[ADDRESS].text if ADDRESS in said else ""
            if (continued := CONTINUED.fullmatch(address)) and continued[1] in rows:
                self._fill(rows[continued[1]], said)
            elif any(each.text for each in said.values()):
                found.append(self._row(cells[0].row, said, labels))
                rows[address] = found[-1]
        return iter(found)

    def _labels(self) -> dict[int, str]:
        known = {label for _, label in OF_ROW} | {*self._own}
        labels: dict[int, str] = {}
        for cell in self._table.rows[0]:
            if cell.text in known and cell.text not in labels.values():
                labels[cell.column] = cell.text
            elif cell.text:
                self._note(NO_SUCH_FIELD, cell, label=cell.text)
        return labels

    def _row(self, row: int, said: dict[str, TypedCell], labels: dict[int, str]) -> Row:
        """A line; a heading's cell that is blank says that the row has nothing there."""
        cells = {label: said.get(label, TypedCell("", row, column)) for column, label in labels.items()}
        made = Row(Item(self._sheet, row, cells[LIST].text, {}), cells[ID].text, cells[ID].column)
        self._fill(made, cells)
        return made

    def _fill(self, row: Row, said: dict[str, TypedCell]) -> None:
        """Put cells where they belong, behind what the row says there already: a long one goes on in a line of its own."""
        columns = {each.label for each in self._sheet.columns}
        for heading, cell in said.items():
            label = self._own.get(heading)
            if label is None:
                row.beside.setdefault(heading, cell)
                continue
            held = row.item.cells if label in columns else row.nested
            held[label] = replace(held[label], text=held[label].text + cell.text) if label in held else cell

    # ------------------------------------------------------------ lists

    def _is_at_home(self, row: Row) -> bool:
        """Whether the row's list is one of the site's, and the one in which the row stands."""
        stands = self._homes.get(row.name, [])
        row.item.ident = home = row.item.ident or "".join(stands[:1])
        if home not in self._work.held:
            self._refuse(row, row.column, Text(f"没有“{home}”这个清单", f"there is no list “{home}”"))
            return False
        if row.name and stands and home not in stands:
            said = f"“{row.name}”在清单“{stands[0]}”里，表里不能移到别的清单"
            self._refuse(
                row, row.column, Text(said, f"“{row.name}” stands in “{stands[0]}” and can't be moved")
            )
            return False
        return True

    def _parts(self, rows: list[Row], held: Held) -> tuple[list[Item], list[str]]:
        """The rows of a list with those that the table leaves out, which say nothing; and the ids of these."""
        places = {each.id: number for number, each in enumerate(held.entry.rows)}
        was = [held.said[self._sheet.name, (number + 1,)] for number in range(len(places))]
        told = fixed(held, self._part, self._work)
        found = assigned([row.item for row in rows], [places.get(row.name) for row in rows], was)
        taken: dict[int, Row] = {}
        last = -1 if any(isinstance(each, int) for each in found) else len(places) - 1
        new: dict[int, list[Item]] = defaultdict(list)
        for row, place in zip(rows, found, strict=True):
            for column, why in unchangeable(row, place if isinstance(place, int) else None, told):
                self._refuse(row, column, why)
            if isinstance(place, Text):
                self._refuse(row, row.column, place)
            elif place is None:
                self._refuse_unknown(row)
                new[last].append(row.item)
            elif taken.setdefault(place, row) is not row:
                first = taken[place].item.row
                self._refuse(
                    row, row.column, Text(f"与第 {first} 行是同一项", f"row {first} is about it too")
                )
            else:
                last, row.item.order = place, (place + 1,)
        parts = list(new[-1])
        for place in places.values():
            row_there = taken.get(place)
            parts.append(
                row_there.item if row_there else Item(self._sheet, 1, held.entry.id, {}, (place + 1,))
            )
            parts += new[place]
        return parts, [ident for ident, place in places.items() if place not in taken]

    def _refuse_unknown(self, row: Row) -> None:
        if row.name:
            said = Text(
                f"清单里没有“{row.name}”；新加的一项，“{ID}”空着",
                f"the list has no “{row.name}”; leave {ID} blank in a new row",
            )
            self._refuse(row, row.column, said)

    # ------------------------------------------------------------ faults

    def _refuse(self, row: Row, column: int, why: Text) -> None:
        self._faulty.add(row.item.ident)
        self._note(BAD_ROW, TypedCell("", row.item.row, column), why=why)

    def _note(self, rule: Rule, cell: TypedCell, **values: str | Text) -> None:
        at = Place(self._work.file, cell.row, cell.column)
        name = cell_name(cell.row, cell.column)
        self._work.findings.append(rule.at(at, sheet=self._sheet.name, cell=name, **values))


def _renamed(held: Held, part: Sheet, sheet: Sheet) -> dict[tuple[str, tuple[int, ...]], dict[str, str]]:
    return {
        (sheet.name if name == part.name else name, order): dict(cells)
        for (name, order), cells in held.said.items()
    }
