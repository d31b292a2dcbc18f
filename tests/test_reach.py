"""What is walked once a type finds what a walk through every value finds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import is_dataclass
from typing import Any

from gkgen.built import Built
from gkgen.schema import fields_of
from gkgen.schema.common import Basis
from gkgen.schema.documents import bases_of
from gkgen.schema.references import references_of


def parts(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, tuple[str | int, ...]]]:
    """Every declaration's value below a value, whatever its type says."""
    if is_dataclass(value):
        yield value, path
        for spec in fields_of(type(value)):
            yield from parts(getattr(value, spec.key), (*path, spec.key))
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from parts(each, (*path, index))


def test_no_basis_of_the_example_is_missed(example: Built) -> None:
    assert example.site is not None
    found = 0
    for entry in example.site.entries:
        named = [(each.basis, each.path) for each in bases_of(entry.fields)]
        assert named == [(part, path) for part, path in parts(entry.fields) if isinstance(part, Basis)]
        found += len(named)
    assert found > 50


def test_no_reference_of_the_example_is_missed(example: Built) -> None:
    assert example.site is not None
    found = 0
    for entry in example.site.entries:
        fields = {
            each.path[: len(each.path) - isinstance(each.path[-1], int)]
            for each in references_of(entry.fields)
        }
        expected = {
            (*path, spec.key)
            for part, path in parts(entry.fields)
            for spec in fields_of(type(part))
            if spec.about.refers and any(_names(getattr(part, spec.key)))
        }
        assert fields == expected
        found += len(fields)
    assert found > 50


def _names(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())
