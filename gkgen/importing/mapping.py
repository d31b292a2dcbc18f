"""Columns → fields: by key, label and alias; by a label of the standard's √ columns; or by nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args, get_origin

from gkgen.importing.tables import Column, plain_label
from gkgen.importing.values import element_of
from gkgen.schema import ContentType, FieldSpec, fields_of

CODE = "code"
TITLE = "title"
NAMES = ("name", "title")
TYPE = "type"
"""The one field that a table can't fill: whoever imports says of which type it is."""
# Labels of √ columns whose field is a text, so that its values are listed nowhere (国办发〔2019〕54号).
_SAID_BY_LABEL = {"全社会": "公开对象", "特定群众": "公开对象", "特定群体": "公开对象"}
_NUMBERS = "一二三四五六七八九"
_LEVELS = ("目录", "事项", "栏目", "分类")
_BRACKETS = re.compile(r"\(.*?\)$")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a table of a type may fill: the fields of an entry, and those of its rows where it has rows.

    `children` is the field of a row that holds rows of the same kind.
    """

    kind: ContentType
    entry: tuple[FieldSpec, ...]
    row: tuple[FieldSpec, ...]
    rows: FieldSpec | None
    children: FieldSpec | None

    @property
    def is_list(self) -> bool:
        return self.rows is not None

    def labels(self) -> frozenset[str]:
        """Every plain label by which a header is known."""
        levels = (f"{number}级{what}" for number in _NUMBERS for what in _LEVELS) if self.children else ()
        return frozenset((*_names(self.row), *_names(self.entry), *levels))


@dataclass(frozen=True, slots=True)
class Aim:
    """Where a column goes. `words` are what a √ in it stands for; `level` is that of a tree, from 1.

    A column without field and level goes nowhere.
    """

    column: Column
    spec: FieldSpec | None
    of_row: bool = False
    words: tuple[str, ...] = ()
    level: int = 0


def shape_of(kind: ContentType) -> Shape:
    specs = fields_of(kind.fields)
    rows = next((each for each in specs if kind.row_field and each.key == kind.row_field), None)
    declaration = element_of(rows.kind) if rows is not None else None
    row = fields_of(declaration) if declaration is not None else ()
    return Shape(
        kind=kind,
        entry=tuple(each for each in specs if each.key not in (TYPE, kind.row_field)),
        row=row,
        rows=rows,
        children=next((each for each in row if element_of(each.kind) is declaration), None),
    )


def aims_of(columns: Iterable[Column], shape: Shape) -> tuple[Aim, ...]:
    """The field of each column. A list's rows come first: 名称 in a table of powers names a power."""
    return tuple(_aim(column, shape) for column in columns)


def spec_named(name: str, specs: tuple[FieldSpec, ...]) -> FieldSpec | None:
    names = _names(specs)
    plain = plain_label(name)
    return names.get(plain) or names.get(_BRACKETS.sub("", plain))


def _aim(column: Column, shape: Shape) -> Aim:
    if shape.children is not None and (level := _level(column.label)):
        return Aim(column, None, of_row=True, level=level)
    for specs, of_row in ((shape.row, True), (shape.entry, False)):
        if found := spec_named(column.label, specs):
            return Aim(column, found, of_row)
        if marked := _marked(column, specs):
            return Aim(column, marked[0], of_row, marked[1])
    return Aim(column, None)


def _level(label: str) -> int:
    plain = plain_label(label)
    found = plain[:1] in _NUMBERS and any(plain[1:] == f"级{each}" for each in _LEVELS)
    return _NUMBERS.index(plain[0]) + 1 if plain and found else 0


def _marked(column: Column, specs: tuple[FieldSpec, ...]) -> tuple[FieldSpec, tuple[str, ...]] | None:
    """The field of which a column's label is a value, or several with / between them."""
    words = [word for word in re.split(r"[/／]", column.label) if word.strip()]
    above = spec_named(column.group or _SAID_BY_LABEL.get(column.label, ""), specs)
    if above is not None and element_of(above.kind) is str:
        return above, (column.label,)
    candidates = [above] if above is not None else list(specs)
    for spec in candidates:
        chosen = [found for word in words for found in _choices(word, spec)]
        if words and len(chosen) == len(words):
            return spec, tuple(chosen)
    return None


def _choices(word: str, spec: FieldSpec) -> Iterator[str]:
    kind = element_of(spec.kind)
    if get_origin(kind) is Literal:
        yield from (each for each in get_args(kind) if plain_label(each) == plain_label(word))


@cache
def _names(specs: tuple[FieldSpec, ...]) -> dict[str, FieldSpec]:
    """Plain names; where two fields share one, the first that is asked for keeps it."""
    names: dict[str, FieldSpec] = {}
    for part in (lambda each: (each.key, each.about.label), lambda each: each.about.aliases):
        for spec in specs:
            for name in part(spec):
                names.setdefault(plain_label(name), spec)
    return names
