"""A declaration as the sheets of a workbook: a column for each field, a sheet of its own for each list of parts.

Every sheet begins with 标识, the entry's id. The sheet of a list of parts goes on with 次序, which tells the part: `3` is
the third of its list, `3.2` the second that stands in the third. A part that isn't a list has its fields among those of
what it belongs to (公开审查·审查人). A list of words has one a line in its cell.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin

from gkgen.model import Entry
from gkgen.schema.content_type import ContentType
from gkgen.schema.fields import FieldSpec, fields_of

ID = "标识"
ORDER = "次序"
ADDRESS = "页面地址"
BODY = "body"
BETWEEN = "·"
OWN = "（本项）"
LINE_BREAK = "↵"
"""Stands for a line break inside one of the words of a list, which has a line of the cell each."""

MORE = "{}（续{}）"
"""What stands under 标识 where a row goes on, since Excel holds no more in one cell."""
FULLEST_CELL = 30_000
"""Excel's own limit is 32,767 UTF-16 units."""

_NOT_SHOWN = ("type", "id")
_NOT_IN_NAME = re.compile(r"[\[\]:*?/\\']")
LONGEST_NAME = 31


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A field under its label; `way` leads to it from the thing that the row is about."""

    label: str
    way: tuple[str, ...]
    spec: FieldSpec


@dataclass(frozen=True, slots=True)
class Sheet:
    """`way` leads from a row of the sheet above to the list of which each part is a row here. `again` leads from a part to
    the list of its own kind that stands in it, and whose rows stand here too."""

    name: str
    way: tuple[str, ...]
    declaration: type
    columns: tuple[SheetColumn, ...]
    parts: tuple[Sheet, ...]
    again: tuple[str, ...] = ()

    def all(self) -> Iterator[Sheet]:
        """This sheet and those of its parts, in the order of the declaration."""
        yield self
        for part in self.parts:
            yield from part.all()


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A row of a sheet: what it is about, and its place among the parts, from 1; () is the entry itself."""

    sheet: Sheet
    order: tuple[int, ...]
    value: Any

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(cell_text(at(self.value, column.way)) for column in self.sheet.columns)


def sheet_of(kind: ContentType) -> Sheet:
    """The sheet of a type's entries, with the sheets of their parts."""
    declaration: type = kind.fields
    return _sheet(declaration, kind.label)


def lines_of(fields: Any, sheet: Sheet) -> Iterator[SheetLine]:
    """The rows of an entry: its own, and those of its parts in their order."""
    return _lines(fields, sheet, ())


def with_body(entry: Entry) -> Any:
    """An entry's fields with the text that stands below its front matter, where it has one."""
    body = entry.body
    if body is None:
        return entry.fields
    values = {spec.key: getattr(entry.fields, spec.key) for spec in fields_of(type(entry.fields))}
    return type(entry.fields)(**{**values, BODY: body.text.strip("\n")})


def at(value: Any, way: tuple[str, ...]) -> Any:
    """What stands at the end of a way; None where a part on the way is missing, or may not be told."""
    for key in way:
        value = getattr(value, key, None)
    return value


def cell_text(value: Any) -> str:
    """A value as it is written in a cell, and in a file."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "\n".join(cell_text(each).replace("\n", LINE_BREAK) for each in value)
    if hasattr(value, "said"):
        return str(value.said())
    return str(value)


def inner_kind(kind: Any) -> Any:
    """A list's element, an optional's value, or the kind itself."""
    if get_origin(kind) is tuple:
        return inner_kind(get_args(kind)[0])
    if get_origin(kind) in (Union, types.UnionType):
        return inner_kind(next(each for each in get_args(kind) if each is not types.NoneType))
    return kind


def is_list(kind: Any) -> bool:
    return get_origin(kind) is tuple


def part_of(kind: Any) -> type | None:
    """The declaration of a value with fields of its own; None of one that a cell can say."""
    inner = inner_kind(kind)
    return inner if is_dataclass(inner) and isinstance(inner, type) and not hasattr(inner, "said") else None


@cache
def _sheet(declaration: type, name: str) -> Sheet:
    columns, parts = _parts_of(declaration, (), "", (declaration,), is_entry=True)
    return Sheet(_sheet_name(name), (), declaration, tuple(columns), tuple(parts))


def _parts_of(
    declaration: type, way: tuple[str, ...], label: str, around: tuple[type, ...], *, is_entry: bool = False
) -> tuple[list[SheetColumn], list[Sheet]]:
    columns: list[SheetColumn] = []
    parts: list[Sheet] = []
    for spec in fields_of(declaration):
        part, here, said = part_of(spec.kind), (*way, spec.key), f"{label}{spec.about.label}"
        if is_entry and spec.key in _NOT_SHOWN:
            continue
        if part is None:
            columns.append(SheetColumn(said, here, spec))
        elif not is_list(spec.kind):
            more, below = _parts_of(part, here, f"{said}{BETWEEN}", around)
            columns += more
            parts += below
        elif part not in around:
            parts.append(_list_sheet(part, here, said, around))
    return columns, parts


def _list_sheet(part: type, way: tuple[str, ...], label: str, around: tuple[type, ...]) -> Sheet:
    own, parts = _parts_of(part, (), "", (*around, part))
    columns = [_told_apart(each) for each in own]
    named = tuple(_renamed(each, label) for each in parts)
    again = next(((spec.key,) for spec in fields_of(part) if inner_kind(spec.kind) is part), ())
    return Sheet(_sheet_name(label), way, part, tuple(columns), named, again)


def _told_apart(column: SheetColumn) -> SheetColumn:
    """A part's own 标识 beside that of its entry."""
    label = f"{column.label}{OWN}" if column.label in (ID, ORDER) else column.label
    return SheetColumn(label, column.way, column.spec)


def _renamed(sheet: Sheet, label: str) -> Sheet:
    parts = tuple(_renamed(each, label) for each in sheet.parts)
    name = _sheet_name(f"{label}{BETWEEN}{sheet.name}")
    return Sheet(name, sheet.way, sheet.declaration, sheet.columns, parts, sheet.again)


def _sheet_name(label: str) -> str:
    """What Excel takes for a sheet's name."""
    return _NOT_IN_NAME.sub("", label)[:LONGEST_NAME]


def _lines(value: Any, sheet: Sheet, order: tuple[int, ...]) -> Iterator[SheetLine]:
    yield SheetLine(sheet, order, value)
    for part in sheet.parts:
        for number, each in enumerate(at(value, part.way) or (), 1):
            yield from _lines(each, part, (*order, number))
    if sheet.again:
        for number, each in enumerate(at(value, sheet.again) or (), 1):
            yield from _lines(each, sheet, (*order, number))
