"""Which fields of a declaration lead to what is sought: found once a type, so that no value is walked in vain."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from functools import cache
from typing import Any, get_args

from gkgen.schema.fields import FieldSpec, fields_of


@cache
def leading_to(sought: Callable[[FieldSpec], bool], declaration: type) -> tuple[FieldSpec, ...]:
    """The fields that are sought themselves, or whose parts, or the parts of those, have a field that is."""
    return tuple(spec for spec in fields_of(declaration) if _leads(spec, sought, (declaration,)))


def declarations_in(kind: Any) -> Iterator[type]:
    """The declarations that a field's type names: of `tuple[Part, ...]`, `Part | None` or `Part` it is Part."""
    if is_dataclass(kind) and isinstance(kind, type):
        yield kind
    else:
        for each in get_args(kind):
            yield from declarations_in(each)


def _leads(spec: FieldSpec, sought: Callable[[FieldSpec], bool], around: tuple[type, ...]) -> bool:
    below = (part for part in declarations_in(spec.kind) if part not in around)
    return sought(spec) or any(
        _leads(each, sought, (*around, part)) for part in below for each in fields_of(part)
    )
