"""A field of a declaration: its name, its Chinese label, and the forms its value may take."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeAlias, get_args, get_type_hints

from gkgen.findings import Rule

Wording: TypeAlias = Literal["own", "exact", "quoted"]


@dataclass(frozen=True, slots=True)
class Form:
    """What a text must look like, and the rule that is broken when it doesn't; `pattern` where one expression says
    it all, for readers other than gkgen."""

    rule: Rule
    accepts: Callable[[str], bool]
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """What stands beside a field's type in a declaration.

    `label` is the standard's term; `aliases` are other headings that real tables use, known to the import too.
    `expected` names the statute or standard that asks for the field: without it the page can be drawn, and the
    office still gets a warning. `refers` is the kind of thing the value names, `vocabulary` the list it is of.
    `longest` counts characters. `hint` says in Chinese what to write. `reverse` is the heading under which what
    the field names shows, at the top of its page, who names it. `wording` says how strictly its words are judged:
    an "exact" one must name each thing that it asks for, a "quoted" one is another's and is never mended. `counted`
    is true of a number that tells the entries of a type apart: a new file gets the next one.
    """

    label: str
    aliases: tuple[str, ...] = ()
    hint: str = ""
    expected: str = ""
    refers: str = ""
    vocabulary: str = ""
    longest: int = 0
    form: Form | None = None
    reverse: str = ""
    counted: bool = False
    wording: Wording = "own"


@dataclass(frozen=True, slots=True, eq=False)
class FieldSpec:
    """A field as the other rooms see it: `key` in English, its type, and whether a page can do without it.

    There is one of each field, told apart by what it is and not by what it says, so that answers about it can be kept.
    """

    key: str
    kind: Any
    about: Field
    required: bool

    @property
    def names(self) -> tuple[str, ...]:
        return (self.key, self.about.label, *self.about.aliases)


def fields_of(declaration: type) -> tuple[FieldSpec, ...]:
    """The fields of a declaration in the order of the document it describes."""
    return _fields(declaration)


@cache
def by_key(declaration: type) -> Mapping[str, FieldSpec]:
    """The fields of a declaration by their keys."""
    return {spec.key: spec for spec in _fields(declaration)}


def names_of(declaration: type) -> dict[str, FieldSpec]:
    """Every name under which an editor may write a field: key, label, aliases."""
    return _names(declaration)


def part_of(kind: Any) -> type | None:
    """The declaration inside `tuple[Part, ...]`, `Part | None` or `Part`; None of a field without parts."""
    if is_dataclass(kind) and isinstance(kind, type):
        return kind
    return next((found for each in get_args(kind) if (found := part_of(each)) is not None), None)


def matching(rule: Rule, pattern: str) -> Form:
    """A form told by a regular expression that the whole text must match."""
    return Form(rule, lambda text: re.fullmatch(pattern, text) is not None, pattern)


def _bare(hint: Any) -> Any:
    return hint.__origin__ if hasattr(hint, "__metadata__") else hint


def _about(hint: Any, name: str) -> Field:
    about = next((each for each in getattr(hint, "__metadata__", ()) if isinstance(each, Field)), None)
    if about is None:
        raise TypeError(f"field {name!r} has no Field(...) in its annotation")
    return about


@cache
def _fields(declaration: type) -> tuple[FieldSpec, ...]:
    hints = get_type_hints(declaration, include_extras=True)
    return tuple(
        FieldSpec(
            key=each.name,
            kind=_bare(hints[each.name]),
            about=_about(hints[each.name], each.name),
            required=each.default is MISSING and each.default_factory is MISSING,
        )
        for each in fields(declaration)
    )


@cache
def _names(declaration: type) -> dict[str, FieldSpec]:
    return {name: spec for spec in _fields(declaration) for name in spec.names}
