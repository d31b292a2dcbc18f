"""Find every name by which content points at other content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass
from functools import cache
from typing import Any, Literal, get_origin

from gkgen.schema.fields import FieldSpec, fields_of
from gkgen.schema.reach import leading_to

FILE = "file"
ANY = "*"


@dataclass(frozen=True, slots=True)
class Reference:
    """A name in a field: the kinds of thing it may name, and the way to it from the root of the entry. `reverse` is
    the heading under which what it names shows who names it."""

    kinds: tuple[str, ...]
    name: str
    path: tuple[str | int, ...]
    label: str
    reverse: str = ""


def references_of(value: Any) -> Iterator[Reference]:
    """The references of a declaration's value, in the order of its fields."""
    return _walk(value, ())


def texts_of(value: Any) -> Iterator[str]:
    """Every text of a declaration's value that an author wrote for readers, in the order of its fields: no name of
    another thing, and no word of a closed list."""
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts_of(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for key in read_keys(type(value)):
            yield from texts_of(getattr(value, key))


def read_keys(declaration: type) -> tuple[str, ...]:
    """The fields that hold the author's own words."""
    return _read_keys(declaration)


@cache
def _read_keys(declaration: type) -> tuple[str, ...]:
    return tuple(spec.key for spec in fields_of(declaration) if is_read(spec))


def is_read(spec: FieldSpec) -> bool:
    """Whether a field holds the author's own words."""
    return not spec.about.refers and get_origin(spec.kind) is not Literal


def _walk(value: Any, path: tuple[str | int, ...]) -> Iterator[Reference]:
    if is_dataclass(value) and not isinstance(value, type):
        for spec in leading_to(_refers, type(value)):
            yield from _field(getattr(value, spec.key), spec, (*path, spec.key))
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from _walk(each, (*path, index))


def _refers(spec: FieldSpec) -> bool:
    return bool(spec.about.refers)


def _field(value: Any, spec: FieldSpec, path: tuple[str | int, ...]) -> Iterator[Reference]:
    if not spec.about.refers:
        if not isinstance(value, str):
            yield from _walk(value, path)
        return
    kinds = tuple(spec.about.refers.split())
    names = (
        ((value, path),) if isinstance(value, str) else ((each, (*path, n)) for n, each in enumerate(value))
    )
    for name, place in names:
        if name:
            yield Reference(kinds, name, place, spec.about.label, spec.about.reverse)
