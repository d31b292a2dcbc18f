"""What the list of rows tells and can't change: a row's lists of parts, and what is said of the list that holds it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from gkgen.findings import Text
from gkgen.importing.round_trip.entries import Work
from gkgen.importing.round_trip.returned import Item, cut_number
from gkgen.importing.round_trip.standing import Held, held_of
from gkgen.importing.tables.workbook import TypedCell
from gkgen.schema.content_type import PUBLISHER
from gkgen.schema.exports import FOLDER
from gkgen.schema.flat import LIST_PUBLISHED, LIST_PUBLISHER, LIST_TITLE, flat_cells, flat_headings
from gkgen.schema.sheets import Sheet, cell_text


@dataclass(slots=True)
class Row:
    """A line: `item` is what it says of itself, `name` its id and `column` the place of that, `nested` its lists of parts
    as JSON, `beside` what it says of its list."""

    item: Item
    name: str
    column: int
    nested: dict[str, TypedCell] = field(default_factory=dict)
    beside: dict[str, TypedCell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fixed:
    """What the rows of one list must go on saying: `beside` the texts that each heading about the list may have, `nested`
    the lists of parts of each row as JSON; `elsewhere` is the file in which both can be changed."""

    beside: Mapping[str, Set[str]]
    nested: Sequence[Mapping[str, str]]
    elsewhere: str


def fixed(held: Held, sheet: Sheet, work: Work) -> Fixed:
    """What a list says, its rows told by their `sheet` as it was exported."""
    fields = held.entry.fields
    beside = {
        LIST_TITLE: {fields.title},
        LIST_PUBLISHED: {cell_text(fields.published)},
        LIST_PUBLISHER: _titles(fields.publisher, work),
    }
    labels = flat_headings(sheet)
    nested = [dict(zip(labels, flat_cells(row.value, sheet), strict=True)) for row in held.entry.rows]
    return Fixed(beside, nested, f"{FOLDER}/{work.kind.folder}.xlsx")


def unchangeable(row: Row, place: int | None, fixed: Fixed) -> Iterator[tuple[int, Text]]:
    """The cells that say something that can't be taken over, each by its column; `place` is None of a new row."""
    for cell in row.item.cells.values():
        if (why := cut_number(cell)) is not None:
            yield cell.column, why
    told = {} if place is None else fixed.nested[place]
    other = [
        (label, cell) for label, cell in row.nested.items() if not _is_same(cell.text, told.get(label, ""))
    ]
    for label, cell in row.beside.items():
        if cell.text and (known := fixed.beside.get(label)) and cell.text not in known:
            other.append((label, cell))
    for label, cell in other:
        said = f"“{label}”在这张表里不能改，在 {fixed.elsewhere} 里改"
        yield cell.column, Text(said, f"“{label}” can't be changed here: change it in {fixed.elsewhere}")


def _is_same(cell: str, text: str) -> bool:
    """Whether two texts of JSON say the same."""
    try:
        return cell == text or bool(json.loads(cell or "[]") == json.loads(text or "[]"))
    except ValueError:
        return False


def _titles(publisher: str, work: Work) -> frozenset[str]:
    """The title of the organisation that goes by a name; nothing where the name is none of those looked at."""
    kind = work.known.types.get(PUBLISHER)
    if kind is None:
        return frozenset()
    held = [each.entry for each in held_of(kind, work.known).values()]
    return frozenset(
        each.fields.title
        for each in held
        if publisher in (each.id, each.fields.title, getattr(each.fields, "short_name", ""))
    )
