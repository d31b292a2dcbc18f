"""What a template is drawn with: itself, those that it names, and the components whose macros any of them calls."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

_NAMING = re.compile(r"\{%[-+]?\s*(?:extends|include|import|from)\s+(?:\"([^\"]+)\"|'([^']+)'|(\S))")
_CALLED = re.compile(r"\bm(?:\.([A-Za-z_]\w*)|(\[))")


def reached(
    name: str, text_of: Callable[[str], str | None], homes: Mapping[str, str], all_names: Collection[str]
) -> tuple[str, ...]:
    """The templates that take part when `name` is drawn, in order; all of them where one is named by an expression."""
    found, waiting = set[str](), [name]
    while waiting:
        each = waiting.pop()
        text = text_of(each)
        if each in found or text is None:
            continue
        found.add(each)
        named = _named(text, homes)
        if named is None:
            return tuple(sorted(all_names))
        waiting += named
    return tuple(sorted(found))


def _named(text: str, homes: Mapping[str, str]) -> list[str] | None:
    named = []
    for double, single, expression in _NAMING.findall(text):
        if expression:
            return None
        named.append(double or single)
    for macro, expression in _CALLED.findall(text):
        if expression:
            return None
        if macro in homes:
            named.append(homes[macro])
    return named
