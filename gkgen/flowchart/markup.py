"""The little of XML that a drawing needs: escaping, numbers, and lines of text."""

from __future__ import annotations

from collections.abc import Iterable

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


def text_element(name: str, size: int, x: float, lines: Iterable[tuple[str, float]]) -> str:
    """Lines of text of a size in px, each centred on x and on its own y; "" without lines."""
    spans = [
        f'<tspan x="{number(x)}" y="{number(y + size * BASELINE)}">{escape(text)}</tspan>'
        for text, y in lines
    ]
    return f'<text class="{name}">{"".join(spans)}</text>' if spans else ""


def _is_allowed(character: str) -> bool:
    code = ord(character)
    if character in "\t\n\r":
        return True
    is_control = code < 0x20 or 0x7F <= code <= 0x9F
    return not (is_control or 0xD800 <= code <= 0xDFFF or code & 0xFFFE == 0xFFFE)
