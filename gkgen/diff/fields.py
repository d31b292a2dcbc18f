"""Field by field, as the declaration has them: what differs between two values, under the fields' own labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, is_dataclass, replace
from typing import Any

from gkgen.diff.alike import Matching, same
from gkgen.diff.changes import FieldChange, Piece, Sort
from gkgen.diff.marks import marks
from gkgen.diff.words import code_of, name_of, number_of, record_said, said
from gkgen.findings import Place
from gkgen.schema import FieldSpec, Site, fields_of, texts_of

# A list of words is told as a whole up to this many characters.
_SHORT = 80
_MOST_MOVED = 3


@dataclass(frozen=True, slots=True)
class Ground:
    """The two sites in which names mean something, and where an author wrote each value of the two."""

    before: Site
    after: Site
    old_place: Callable[[tuple[str | int, ...]], Place]
    new_place: Callable[[tuple[str | int, ...]], Place]


@dataclass(frozen=True, slots=True)
class _Spot:
    """A field, and the way to it: in labels, in keys, and in the two trees."""

    spec: FieldSpec
    labels: tuple[str, ...]
    keys: tuple[str, ...]
    old: tuple[str | int, ...]
    new: tuple[str | int, ...]

    def inner(self, spec: FieldSpec) -> _Spot:
        labels, keys = (*self.labels, spec.about.label), (*self.keys, spec.key)
        return _Spot(spec, labels, keys, (*self.old, spec.key), (*self.new, spec.key))

    def row(self, name: str, old: int | None, new: int | None) -> _Spot:
        return replace(
            self,
            labels=(*self.labels[:-1], f"{self.labels[-1]}[{name}]"),
            keys=(*self.keys[:-1], f"{self.keys[-1]}[{name}]"),
            old=self.old if old is None else (*self.old, old),
            new=self.new if new is None else (*self.new, new),
        )


def field_changes(
    before: Any, after: Any, declaration: type, ground: Ground, without: Container[str] = ()
) -> Iterator[FieldChange]:
    """Every field that differs, in the order of the declaration; those in `without` aren't looked at."""
    for spec in fields_of(declaration):
        if spec.key not in without:
            spot = _Spot(spec, (spec.about.label,), (spec.key,), (spec.key,), (spec.key,))
            yield from _compare(getattr(before, spec.key, None), getattr(after, spec.key, None), spot, ground)


def text_change(before: str, after: str, spec: FieldSpec, ground: Ground) -> Iterator[FieldChange]:
    """The text below the front matter, compared as the field it is."""
    spot = _Spot(spec, (spec.about.label,), (spec.key,), (spec.key,), (spec.key,))
    if before.split() != after.split():
        yield _told("changed", before, after, spot, ground)
    elif _lines(before) != _lines(after):
        labels, keys = (*spot.labels, "版式"), (*spot.keys, "layout")
        said = "只有空格和换行的改动"
        yield FieldChange(labels, keys, "order", "", said, (), ground.new_place(spot.new))


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip("\n").split("\n")]


def _compare(before: Any, after: Any, spot: _Spot, ground: Ground) -> Iterator[FieldChange]:
    if same(before, after) or (_is_nothing(before) and _is_nothing(after)):
        return
    if isinstance(before, tuple) and isinstance(after, tuple):
        yield from _lists(before, after, spot, ground)
    elif _is_part(before) and _is_part(after) and not hasattr(after, "said"):
        yield from _parts(before, after, spot, ground)
    else:
        old, new = said(before, spot.spec, ground.before), said(after, spot.spec, ground.after)
        yield _told("changed", old, new, spot, ground)


def _is_nothing(value: Any) -> bool:
    """A field that a type was given later is absent from what was written before."""
    return value is None or value in ((), "")


def _is_part(value: Any) -> bool:
    return is_dataclass(value) and not isinstance(value, type)


def _parts(before: Any, after: Any, spot: _Spot, ground: Ground) -> Iterator[FieldChange]:
    for spec in fields_of(type(after)):
        old, new = getattr(before, spec.key, None), getattr(after, spec.key)
        yield from _compare(old, new, spot.inner(spec), ground)


def _lists(
    before: tuple[Any, ...], after: tuple[Any, ...], spot: _Spot, ground: Ground
) -> Iterator[FieldChange]:
    if any(map(_is_part, (*before, *after))):
        yield from _rows(before, after, spot, ground)
        return
    old = tuple(said(each, spot.spec, ground.before) for each in before)
    new = tuple(said(each, spot.spec, ground.after) for each in after)
    if len("".join((*old, *new))) <= _SHORT:
        yield _told("changed", "、".join(old), "、".join(new), spot, ground)
    else:
        yield from _texts(old, new, spot, ground)


def _texts(
    before: tuple[str, ...], after: tuple[str, ...], spot: _Spot, ground: Ground
) -> Iterator[FieldChange]:
    """A list of sentences: each beside the one it was."""
    matching = Matching(before, after)
    matching.by_value()
    matching.by_likeness(str)
    for old, new in matching.all():
        number = new if new is not None else old
        assert number is not None
        where = spot.row(f"第{number + 1}项", old, new)
        yield from _item(
            None if old is None else before[old], None if new is None else after[new], where, ground
        )
    yield from _order(matching, lambda place: f"第{place + 1}项", spot, ground)


def _item(before: str | None, after: str | None, spot: _Spot, ground: Ground) -> Iterator[FieldChange]:
    if before is None:
        yield _told("added", "", after or "", spot, ground)
    elif after is None:
        yield _told("removed", before, "", spot, ground)
    elif before != after:
        yield _told("changed", before, after, spot, ground)


def _rows(
    before: tuple[Any, ...], after: tuple[Any, ...], spot: _Spot, ground: Ground
) -> Iterator[FieldChange]:
    """Rows are known by their code, else by their name, else by their number, else by what they say; never by line."""
    matching = Matching(before, after)
    for key in (code_of, name_of, number_of):
        matching.by_key(key)
        if key is code_of:
            matching.by_value()
    matching.by_likeness(lambda row: " ".join(texts_of(row)))
    names = _names(after)
    old_names = _names(before)
    for old, new in matching.all():
        if new is None:
            assert old is not None
            where = spot.row(old_names[old], old, None)
            yield from _item(record_said(before[old], ground.before), None, where, ground)
        elif old is None:
            where = spot.row(names[new], None, new)
            yield from _item(None, record_said(after[new], ground.after), where, ground)
        elif not same(before[old], after[new]):
            where = spot.row(old_names[old], old, new)
            yield from _parts(before[old], after[new], where, ground)
    yield from _order(matching, lambda place: names[place], spot, ground)


def _names(rows: tuple[Any, ...]) -> list[str]:
    """Each row's name, with its code or number where two have one name."""
    names = [name_of(row) for row in rows]
    count = Counter(names)
    return [
        name if count[name] == 1 else f"{name}（{code_of(row) or number_of(row) or place}）"
        for place, (name, row) in enumerate(zip(names, rows, strict=True), 1)
    ]


def _order(
    matching: Matching, name: Callable[[int], str], spot: _Spot, ground: Ground
) -> Iterator[FieldChange]:
    moved = matching.moved()
    if not moved:
        return
    told = [f"“{name(new)}”从第{old + 1}位到第{new + 1}位" for old, new in moved[:_MOST_MOVED]]
    rest = f"等{len(moved)}项" if len(moved) > _MOST_MOVED else ""
    place = ground.new_place(spot.new)
    yield FieldChange(
        (*spot.labels, "顺序"), (*spot.keys, "order"), "order", "", "；".join(told) + rest, (), place
    )


def _told(sort: Sort, before: str, after: str, spot: _Spot, ground: Ground) -> FieldChange:
    place = ground.old_place(spot.old) if sort == "removed" else ground.new_place(spot.new)
    return FieldChange(spot.labels, spot.keys, sort, before, after, _marked(before, after), place)


def _marked(before: str, after: str) -> tuple[Piece, ...]:
    if not before or not after:
        sides = (Piece("out", before), Piece("in", after))
        return tuple(each for each in sides if each.text)
    return marks(before, after)
