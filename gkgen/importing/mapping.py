"""Columns → fields: by key, label and alias; by a label of the standard's √ columns; or by nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args, get_origin

from gkgen.importing.tables import Column, plain_label
from gkgen.importing.values import choice_of, element_of
from gkgen.model import Mapping, Node, Sequence
from gkgen.schema import ContentType, FieldSpec, fields_of

CODE = "code"
TITLE = "title"
NAMES = ("name", "title")
TYPE = "type"
"""The one field that a table can't fill: whoever imports says of which type it is."""
# Labels of √ columns whose field is a text, so that its values are listed nowhere (国办发〔2019〕54号).
_SAID_BY_LABEL = {"全社会": "公开对象", "特定群众": "公开对象", "特定群体": "公开对象"}
# Headings of the tables that are sent to 信用中国 (双公示), and the fields that they mean.
_OTHER_LABELS = {
    "公示截止期": "公示截止日期",
    "没收违法所得、没收非法财物的金额": "没收金额",
}
_NUMBERS = "一二三四五六七八九"
_LEVELS = ("目录", "事项", "栏目", "分类")
_BRACKETS = re.compile(r"\(.*?\)$")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a table of a type may fill: the fields of an entry, and those of its rows where it has rows.

    `children` is the field of a row that holds rows of the same kind; `parts` one whose parts have rows of their own
    in a table, `part` what such a part may say. `holder` is the entry's field in whose one value the rows stand.
    """

    kind: ContentType
    entry: tuple[FieldSpec, ...]
    row: tuple[FieldSpec, ...]
    rows: FieldSpec | None
    children: FieldSpec | None
    parts: FieldSpec | None
    part: tuple[FieldSpec, ...]
    holder: FieldSpec | None

    @property
    def is_list(self) -> bool:
        return self.rows is not None

    @property
    def named(self) -> tuple[FieldSpec, ...]:
        """The fields of a row that a column can fill."""
        return tuple(each for each in self.row if each is not self.parts)

    def declaration_of(self, aim: Aim) -> type:
        """The declaration to which a column's field belongs."""
        around = self.parts if aim.of_part else self.rows if aim.of_row else None
        found: type = element_of(around.kind) if around is not None else self.kind.fields
        return found

    def rows_in(self, tree: Mapping) -> tuple[Node, ...]:
        """The rows of a list that was drafted."""
        for spec in (self.holder, self.rows):
            if spec is not None:
                label = spec.about.label
                found = next((node for key, node in tree.items if key.text == label), None)
                items = found.items if isinstance(found, Sequence) else ()
                if spec is self.rows:
                    return items
                tree = next((each for each in items if isinstance(each, Mapping)), tree)
        return ()

    def labels(self) -> frozenset[str]:
        """Every plain label by which a header is known."""
        levels = (f"{number}级{what}" for number in _NUMBERS for what in _LEVELS) if self.children else ()
        return frozenset((*_names(self.row), *_names(self.part), *_names(self.entry), *levels))


@dataclass(frozen=True, slots=True)
class Aim:
    """Where a column goes. `words` are what a √ in it stands for; `level` is that of a tree, from 1.

    `own` is the field that takes the words of a cell that says more than √. A column without field and level goes
    nowhere.
    """

    column: Column
    spec: FieldSpec | None
    of_row: bool = False
    words: tuple[str, ...] = ()
    level: int = 0
    of_part: bool = False
    own: FieldSpec | None = None


def shape_of(kind: ContentType) -> Shape:
    specs = fields_of(kind.fields)
    outer, _, inner = (kind.row_field or kind.tabled.rows).partition(".")
    rows, holder = _spec(outer, specs), None
    if inner and rows is not None:
        rows, holder = _spec(inner, fields_of(element_of(rows.kind))), rows
    declaration = element_of(rows.kind) if rows is not None else None
    row = fields_of(declaration) if declaration is not None else ()
    parts = _spec(kind.tabled.parts, row)
    return Shape(
        kind=kind,
        entry=tuple(each for each in specs if each.key not in (TYPE, outer)),
        row=row,
        rows=rows,
        children=next((each for each in row if element_of(each.kind) is declaration), None),
        parts=parts,
        part=fields_of(element_of(parts.kind)) if parts is not None else (),
        holder=holder,
    )


def aims_of(columns: Iterable[Column], shape: Shape) -> tuple[Aim, ...]:
    """The field of each column. A list's rows come first: 名称 in a table of powers names a power."""
    return tuple(_aim(column, shape) for column in columns)


def spec_named(name: str, specs: tuple[FieldSpec, ...]) -> FieldSpec | None:
    names = _names(specs)
    plain = plain_label(name)
    for each in (plain, _BRACKETS.sub("", plain)):
        if found := names.get(each) or names.get(_OTHER_LABELS.get(each, "")):
            return found
    return None


def _spec(key: str, specs: tuple[FieldSpec, ...]) -> FieldSpec | None:
    return next((each for each in specs if key and each.key == key), None)


def _aim(column: Column, shape: Shape) -> Aim:
    if shape.children is not None and (level := _level(column.label)):
        return Aim(column, None, of_row=True, level=level)
    for specs, of_row, of_part in (
        (shape.named, True, False),
        (shape.part, True, True),
        (shape.entry, False, False),
    ):
        if found := spec_named(column.label, specs):
            if found.kind is str and (above := _which_has(found.about.label, specs)):
                return Aim(column, above, of_row, (found.about.label,), own=found)
            return Aim(column, found, of_row, of_part=of_part)
        if marked := _marked(column, specs):
            return Aim(column, marked[0], of_row, marked[1], of_part=of_part)
    return Aim(column, None)


def _which_has(label: str, specs: tuple[FieldSpec, ...]) -> FieldSpec | None:
    """The list of choices of which a text's label is one: 特定群体 is a value of 公开对象, and says who it is."""
    return next(
        (each for each in specs if get_origin(each.kind) is tuple and label in _choices_of(each)), None
    )


def _level(label: str) -> int:
    plain = plain_label(label)
    found = plain[:1] in _NUMBERS and any(plain[1:] == f"级{each}" for each in _LEVELS)
    return _NUMBERS.index(plain[0]) + 1 if plain and found else 0


def _marked(column: Column, specs: tuple[FieldSpec, ...]) -> tuple[FieldSpec, tuple[str, ...]] | None:
    """The field of which a column's label is a value, or several with / between them."""
    words = [word for word in re.split(r"[/／、]", column.label) if word.strip()]
    above = spec_named(column.group or _SAID_BY_LABEL.get(column.label, ""), specs)
    if above is not None and element_of(above.kind) is str:
        return above, (column.label,)
    candidates = [above] if above is not None else list(specs)
    for spec in candidates:
        known = _choices_of(spec)
        is_sure = above is not None or len(words) > 1
        chosen = [
            found for word in words for found in _choices(word, spec, known) if is_sure or _is(word, found)
        ]
        if words and len(chosen) == len(words):
            return spec, tuple(dict.fromkeys(chosen))
    return None


def _choices_of(spec: FieldSpec) -> tuple[str, ...]:
    kind = element_of(spec.kind)
    return get_args(kind) if get_origin(kind) is Literal else ()


def _choices(word: str, spec: FieldSpec, known: tuple[str, ...]) -> Iterator[str]:
    """The value that a word is: by its name, or by one that is known to stand for it."""
    if known and (found := choice_of(word, element_of(spec.kind))) in known:
        yield found


def _is(word: str, choice: str) -> bool:
    """Whether a heading that stands alone names the choice: 乡镇级 and 依申请公开 do, 许可 and 其他 don't."""
    plain, wanted = plain_label(word), plain_label(choice)
    return plain in (wanted, f"{wanted}公开") or plain.endswith("级")


@cache
def _names(specs: tuple[FieldSpec, ...]) -> dict[str, FieldSpec]:
    """Plain names; where two fields share one, the first that is asked for keeps it."""
    names: dict[str, FieldSpec] = {}
    for part in (lambda each: (each.key, each.about.label), lambda each: each.about.aliases):
        for spec in specs:
            for name in part(spec):
                names.setdefault(plain_label(name), spec)
    return names
