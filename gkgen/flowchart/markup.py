"""The little of XML that a drawing needs: escaping, numbers, and lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

BASELINE = 0.36  # of the size: from the middle of a line of text down to its baseline
ESCAPES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
    "\t": "&#9;",
    "\n": "&#10;",
    "\r": "&#13;",
}


def escape(text: str) -> str:
    """Text for an element or a quoted attribute of XML and HTML; what XML 1.0 doesn't allow becomes U+FFFD."""
    return "".join(
        ESCAPES.get(character, character) if _is_allowed(character) else "\N{REPLACEMENT CHARACTER}"
        for character in text
    )


def number(value: float) -> str:
    """At most one digit after the point, and none without need."""
    return f"{value:.1f}".removesuffix(".0")


class Type(NamedTuple):
    """How words are set: the name of their class, their size and the height of a line in px."""

    name: str
    size: int
    lead: int


def text_element(kind: Type, lines: Sequence[str], x: float, top: float) -> str:
    """Lines of text, centred on x and below one another; "" without lines."""
    if not lines:
        return ""
    name = f' class="{kind.name}"' if kind.name else ""
    at = f' x="{number(x)}"' if x else ""
    spans = "".join(f'<tspan x="{number(x)}" dy="{kind.lead}">{escape(line)}</tspan>' for line in lines[1:])
    first = number(top + kind.lead / 2 + kind.size * BASELINE)
    return f'<text{name}{at} y="{first}">{escape(lines[0])}{spans}</text>'


def _is_allowed(character: str) -> bool:
    code = ord(character)
    if character in "\t\n\r":
        return True
    is_control = code < 0x20 or 0x7F <= code <= 0x9F
    return not (is_control or 0xD800 <= code <= 0xDFFF or code & 0xFFFE == 0xFFFE)
