"""JSON with each value on a line of its own: the words of `json.dumps(value, ensure_ascii=False, indent=1)`, sooner.

The standard library writes indented JSON piece by piece, without its quick half; tables of many thousand cells are made
of nothing but texts, lists and mappings.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from json.encoder import encode_basestring
from typing import Any


def indented(value: Any) -> str:
    """A value of texts, numbers, yes and no, nothing, lists, and mappings whose keys are texts."""
    return _written(value, "\n")


def indented_with(head: Mapping[str, Any], key: str, rows: Iterable[Any]) -> Iterator[str]:
    """The same of a mapping whose last value is a list, row by row."""
    opened = indented({**head, key: ()}).removesuffix("[]\n}")
    before = "[\n  "
    yield opened
    for row in rows:
        yield before + _written(row, "\n  ")
        before = ",\n  "
    yield "[]\n}" if before[0] == "[" else "\n ]\n}"


def _written(value: Any, line: str) -> str:
    if isinstance(value, str):
        return encode_basestring(value)
    within = f"{line} "
    if isinstance(value, dict) and value:
        pairs = [f"{encode_basestring(key)}: {_written(each, within)}" for key, each in value.items()]
        return f"{{{_joined(pairs, within)}{line}}}"
    if isinstance(value, list | tuple) and value:
        return f"[{_joined([_written(each, within) for each in value], within)}{line}]"
    return json.dumps(value)


def _joined(pieces: Sequence[str], line: str) -> str:
    return line + f",{line}".join(pieces)
