"""The kind of a field → what a JSON Schema says of its value: never stricter than gkgen itself.

A value that gkgen takes with a warning is allowed; the words of a vocabulary and the names of other content are
offered, and any other text may be written. Empty values are allowed everywhere: to gkgen they are no values.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import dataclass, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin

from gkgen.editor.names import Names
from gkgen.findings import Severity
from gkgen.schema.fields import FieldSpec, Form
from gkgen.schema.values import NO, YES
from gkgen.schema.vocabularies import Vocabularies

Schema: TypeAlias = dict[str, Any]

NAMES = "content.names"
"""The schema that holds the lists which the others offer."""

_ANY_TEXT: Schema = {"type": ["string", "number", "boolean", "null"]}
_WHOLE = r"^\s*[+-]?\d{1,18}\s*$"
_DECIMAL = r"^\s*[+-]?(?:[\d_]+\.?[\d_]*|\.[\d_]+)(?:[eE][+-]?[\d_]+)?\s*$"
_DAY = r"^\s*\d{4}-\d{2}-\d{2}\s*$"


@dataclass(frozen=True, slots=True)
class Live:
    """What a site adds to the declarations: its words, and the names that it has."""

    vocabularies: Vocabularies
    names: Names


def value_schema(spec: FieldSpec, kind: Any, live: Live, part: Callable[[type], Schema]) -> Schema:
    """The schema of one value; `part` gives that of a declaration inside a field."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        (kind,) = (each for each in get_args(kind) if each is not types.NoneType)
        return value_schema(spec, kind, live, part)
    if origin is tuple:
        one = value_schema(spec, get_args(kind)[0], live, part)
        return {"anyOf": [{"type": "array", "items": one}, one]}
    if is_dataclass(kind) and isinstance(kind, type):
        return _part(part(kind), is_text_too=hasattr(kind, "from_text"))
    if origin is Literal:
        return {"enum": [*get_args(kind), None]}
    return _SIMPLE[kind]() if kind in _SIMPLE else _text(spec, live)


def _part(schema: Schema, *, is_text_too: bool) -> Schema:
    empty: Schema = {"type": "null"}
    return {"anyOf": [schema, _ANY_TEXT] if is_text_too else [schema, empty]}


def _text(spec: FieldSpec, live: Live) -> Schema:
    about = spec.about
    lists = [about.vocabulary] if live.vocabularies.get(about.vocabulary) else []
    lists += [kind for kind in about.refers.split() if live.names.get(kind)]
    text = _ANY_TEXT | _pattern(about.form)
    return (
        {"anyOf": [*({"$ref": f"{NAMES}.json#/definitions/{each}"} for each in lists), text]}
        if lists
        else text
    )


def lists_of(live: Live) -> dict[str, Schema]:
    """The words of each vocabulary and the names of each kind, once for all schemas."""
    words = {name: {"enum": list(each)} for name, each in live.vocabularies.items() if each}
    return words | {kind: _list(names) for kind, names in live.names.items()}


def _list(names: tuple[tuple[str, str], ...]) -> Schema:
    described = (
        {"enumDescriptions": [title for _, title in names]} if any(title for _, title in names) else {}
    )
    return {"enum": [name for name, _ in names], **described}


def _pattern(form: Form | None) -> Schema:
    """What breaks a form with a warning is allowed. A number that is no text to YAML is held to none."""
    if form is None or not form.pattern or form.rule.severity is not Severity.ERROR:
        return {}
    return {"pattern": rf"^\s*(?:{form.pattern}|)\s*$"}


def _day() -> Schema:
    return {"type": ["string", "null"], "pattern": _DAY}


def _whole_number() -> Schema:
    return {"type": ["integer", "string", "null"], "pattern": _WHOLE}


def _number() -> Schema:
    return {"type": ["number", "string", "null"], "pattern": _DECIMAL}


def _yes_or_no() -> Schema:
    """Small and capital letters alike."""
    words = "|".join(_either_case(word) for word in (*YES, *NO))
    return {
        "anyOf": [
            {"enum": ["是", "否"]},
            {"type": ["boolean", "null"]},
            {"type": "string", "pattern": rf"^\s*(?:{words})\s*$"},
        ]
    }


def _either_case(word: str) -> str:
    return "".join(f"[{each.upper()}{each}]" if each.isascii() else each for each in word)


_SIMPLE: dict[Any, Callable[[], Schema]] = {
    date: _day,
    int: _whole_number,
    Decimal: _number,
    bool: _yes_or_no,
}
