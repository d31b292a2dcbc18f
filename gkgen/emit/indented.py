"""JSON with each value on a line of its own: the words of `json.dumps(value, ensure_ascii=False, indent=1)`, sooner.

The standard library writes indented JSON piece by piece, without its quick half; tables of many thousand cells are made
of nothing but texts, lists and mappings.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring
from typing import Any

_NOTHING: tuple[Any, ...] = (None, False, "", (), [], {})
_EMPTY = {type(each): json.dumps(each) for each in _NOTHING}
"""How it is written that nothing is said, as in most values of a row."""


def indented(value: Any) -> str:
    """A value of texts, numbers, yes and no, nothing, lists, and mappings whose keys are texts."""
    return _written(value, "\n")


class IndentedList:
    """The same of a mapping whose last value is a list, piece by piece."""

    def __init__(self, head: Mapping[str, Any], key: str) -> None:
        self._opened = indented({**head, key: ()}).removesuffix("[]\n}")
        self._before = f"{self._opened}[\n  "

    def add(self, row: Any) -> str:
        """The text of one more row, and of what stands before it."""
        text = self._before + _written(row, "\n  ")
        self._opened, self._before = "", ",\n  "
        return text

    def end(self) -> str:
        return f"{self._opened}[]\n}}" if self._opened else "\n ]\n}"


def _written(value: Any, line: str) -> str:
    if isinstance(value, str):
        return encode_basestring(value)
    if not value and type(value) in _EMPTY:
        return _EMPTY[type(value)]
    within = f"{line} "
    if isinstance(value, dict) and value:
        pairs = [
            f"{encode_basestring(key)}: {encode_basestring(each) if isinstance(each, str) else _written(each, within)}"
            for key, each in value.items()
        ]
        return f"{{{_joined(pairs, within)}{line}}}"
    if isinstance(value, list | tuple) and value:
        return f"[{_joined([_written(each, within) for each in value], within)}{line}]"
    return json.dumps(value)


def _joined(pieces: Sequence[str], line: str) -> str:
    return line + f",{line}".join(pieces)
