"""Markdown → Prose: HTML in which nothing of the author's is more than text, and what is wrong with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from gkgen.characters import without_controls
from gkgen.findings import Finding
from gkgen.markdown.blocks import draw
from gkgen.markdown.limits import refusal, too_deep
from gkgen.markdown.plain import draw_plain
from gkgen.markdown.plain_blocks import plain_blocks
from gkgen.markdown.sheet import Sheet
from gkgen.markdown.signs import signs_in
from gkgen.model import Prose

if TYPE_CHECKING:
    from gkgen.markdown.dialect import Token

__all__ = ["LANES", "Lane", "cleaned", "is_plain", "render"]

Lane: TypeAlias = Literal["auto", "reference"]
LANES: tuple[Lane, ...] = ("auto", "reference")
"""`reference` is the parser alone; `auto` leaves it aside for a plain text, with the same result."""

_WIDE_BLANK_LINE = re.compile(r"\n([ \t>]*)[\xa0\u2000-\u200a\u3000][\xa0\u2000-\u200a\u3000 \t]*(?=\n|\Z)")
"""A line of full-width spaces alone divides paragraphs, as whoever typed it sees."""


def cleaned(text: str) -> str:
    """A text as the parser takes it: line ends of one kind, no control characters, blank lines that are blank."""
    words = text.replace("\n", "")
    if words.isprintable():
        return text  # as most are; neither a control nor any space but one is
    if not words.replace("\u3000", "").isprintable():
        text = without_controls(text.replace("\r\n", "\n").replace("\r", "\n"))
    return _WIDE_BLANK_LINE.sub(r"\n\1", f"\n{text}")[1:]


def render(text: str, file: str, first_line: int, lane: Lane = "auto") -> tuple[Prose, tuple[Finding, ...]]:
    """A text as HTML, its links and headings, its words for the search, and what is wrong at which place.

    `first_line` is the line of `file` on which the text begins. A link within the site stands in the HTML as
    `\\x01N\\x01`, N its number among the links. Nothing is drawn of a text that is too long or nested too deep.
    """
    text = cleaned(text)
    sheet = Sheet(text, file, first_line)
    if refused := refusal(text, file, first_line):
        return sheet.prose(), (refused,)
    blocks = plain_blocks(text) if lane == "auto" else None
    if blocks is not None:
        draw_plain(blocks, signs_in(text), sheet)
        return sheet.prose(), tuple(sheet.findings)
    tokens = _tokens_of(text)
    if refused := too_deep(tokens, file, first_line):
        return sheet.prose(), (refused,)
    draw(tokens, sheet)
    return sheet.prose(), tuple(sheet.findings)


def is_plain(text: str) -> bool:
    """True of a text that is drawn without the parser, or with its rules within a line alone."""
    return plain_blocks(cleaned(text)) is not None


def _tokens_of(text: str) -> list[Token]:
    """The parser is loaded for the first text that needs it."""
    from gkgen.markdown.dialect import tokens_of

    return tokens_of(text)
