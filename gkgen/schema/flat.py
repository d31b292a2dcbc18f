"""A part with an address of its own as one row: what is told of its list before its own fields, and what is nested as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import is_dataclass
from typing import Any

from gkgen.schema.content_type import ContentType
from gkgen.schema.fields import fields_of
from gkgen.schema.sheets import ADDRESS, BETWEEN, ID, OWN, Sheet, at, cell_text, sheet_of

LIST = "所属清单"
LIST_TITLE = "清单标题"
LIST_PUBLISHER = "发布机构"
LIST_PUBLISHED = "发布日期"
OF_ROW = (
    ("address", ADDRESS),
    ("id", ID),
    ("list", LIST),
    ("list_title", LIST_TITLE),
    ("list_publisher", LIST_PUBLISHER),
    ("list_published", LIST_PUBLISHED),
)
"""What is told of a row beside its own fields, by key and label: where it stands, and the metadata of its list."""


def row_sheet_of(kind: ContentType) -> Sheet | None:
    """The sheet of the rows that have addresses; None of a type without such."""
    return next((each for each in sheet_of(kind).parts if each.way == (kind.row_field,)), None)


def part_headings(sheet: Sheet) -> tuple[str, ...]:
    """A heading for each list of parts that is nested in one row."""
    above = f"{sheet.name}{BETWEEN}"
    return tuple(part.name.removeprefix(above) for part in sheet.parts)


def flat_headings(sheet: Sheet) -> tuple[str, ...]:
    return (*(column.label for column in sheet.columns), *part_headings(sheet))


def row_headings(sheet: Sheet) -> tuple[str, ...]:
    """The headings of a row's own fields, told apart from those of its list."""
    first = {label for _, label in OF_ROW}
    return tuple(f"{each}{OWN}" if each in first else each for each in flat_headings(sheet))


def flat_cells(value: Any, sheet: Sheet) -> Iterator[str]:
    for column in sheet.columns:
        yield cell_text(at(value, column.way))
    yield from part_cells(value, sheet)


def part_cells(value: Any, sheet: Sheet) -> Iterator[str]:
    """What is nested, a cell for each list of parts."""
    for part in sheet.parts:
        parts = [labelled(each) for each in at(value, part.way) or ()]
        yield json.dumps(parts, ensure_ascii=False) if parts else ""


def labelled(value: Any) -> Any:
    """A part as JSON for readers: what it says by its labels, what it doesn't say left out."""
    if is_dataclass(value) and not isinstance(value, type) and not hasattr(value, "said"):
        pairs = ((spec.about.label, labelled(getattr(value, spec.key))) for spec in fields_of(type(value)))
        return {label: told for label, told in pairs if told not in ("", None, [])}
    if isinstance(value, tuple):
        return [labelled(each) for each in value]
    return (
        value
        if value is None or (isinstance(value, int) and not isinstance(value, bool))
        else cell_text(value)
    )
