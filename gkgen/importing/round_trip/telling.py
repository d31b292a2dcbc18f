"""Whether a cell tells something else than its file, and how that is written there."""

from __future__ import annotations

import re
from collections.abc import Mapping as Dictionary
from collections.abc import Sequence as Several
from dataclasses import MISSING, fields
from typing import TypeAlias

from gkgen.importing.round_trip.returned import Item
from gkgen.importing.tables import tidy
from gkgen.importing.tables.workbook import TypedCell
from gkgen.importing.values import written
from gkgen.model import Node, Scalar
from gkgen.schema import FieldSpec
from gkgen.schema.sheets import SheetColumn, cell_text, inner_kind, is_list

Pair: TypeAlias = tuple[Scalar, Node]


def is_other(column: SheetColumn, item: Item, was: Dictionary[str, str] | None) -> bool:
    """Whether a cell says something else than the file. A column that isn't in the sheet says nothing at all."""
    cell = item.cells.get(column.label)
    if cell is None:
        return False
    if was is None:
        return bool(cell.text)
    before = tidy(was.get(column.label, ""))
    return cell.text != before and not _means_same(cell, before)


def is_equal(item: Item, was: Dictionary[str, str]) -> bool:
    """Whether a row says in every column that is there what a part says already, or would say if it were written."""
    return not any(
        is_other(column, item, was) and not _becomes(column, item, was) for column in item.sheet.columns
    )


def _becomes(column: SheetColumn, item: Item, was: Dictionary[str, str]) -> bool:
    """Whether a cell that differs is read as what the part says: a blank as what the declaration has for it."""
    text, before = item.cells[column.label].text, was.get(column.label, "")
    if text:
        return not is_list(column.spec.kind) and as_written(text, column.spec) == before
    found = next((each for each in fields(item.sheet.declaration) if (each.name,) == column.way), None)
    return found is not None and found.default is not MISSING and cell_text(found.default) == before


def _means_same(cell: TypedCell, before: str) -> bool:
    """Excel makes numbers of what looks like them: 0100 becomes 100, 40 becomes 40.0, 9:00 becomes 09:00."""
    if cell.size is not None:
        try:
            return float(before) == cell.size
        except ValueError:
            return False
    return cell.is_time and re.sub(r"^0", "", cell.text) == re.sub(r"^0", "", before)


def as_written(text: str, spec: FieldSpec) -> str:
    """As an editor writes it in a file: a day as YYYY-MM-DD, a number without its measure. A text stays as it is."""
    element = inner_kind(spec.kind)
    return text if element is str else written(text, element, spec)


def with_value(
    pairs: list[Pair], spec: FieldSpec, here: Pair | None, told: Node | None, specs: Several[FieldSpec]
) -> list[Pair]:
    """The pairs with another value for a field, without it, or with it where the declaration has it."""
    if here is not None:
        kept = [each if each is not here else (here[0], told) for each in pairs]
        return [(key, value) for key, value in kept if value is not None]
    if told is None:
        return pairs
    is_english = bool(pairs) and all(key.text.isascii() for key, _ in pairs)
    key = Scalar(spec.key if is_english else spec.about.label, told.line, 1)
    order = {name: number for number, each in enumerate(specs) for name in each.names}
    own = order[spec.key]
    before = [n for n, (other, _) in enumerate(pairs) if order.get(other.text.strip(), len(specs)) < own]
    place = before[-1] + 1 if before else len(pairs)
    return [*pairs[:place], (key, told), *pairs[place:]]
