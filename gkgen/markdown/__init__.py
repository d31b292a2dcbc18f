"""Markdown → Prose: HTML in which nothing of the author's is more than text, and what is wrong with it."""

from __future__ import annotations

import re

from gkgen.characters import without_controls
from gkgen.findings import Finding
from gkgen.markdown.blocks import draw
from gkgen.markdown.dialect import tokens_of
from gkgen.markdown.limits import refusal, too_deep
from gkgen.markdown.sheet import Sheet
from gkgen.model import Prose

__all__ = ["cleaned", "render"]

_WIDE_BLANK_LINE = re.compile(
    r"^([ \t>]*)[\xa0\u2000-\u200a\u3000][\xa0\u2000-\u200a\u3000 \t]*$", re.MULTILINE
)
"""A line of full-width spaces alone divides paragraphs, as whoever typed it sees."""


def cleaned(text: str) -> str:
    """A text as the parser takes it: line ends of one kind, no control characters, blank lines that are blank."""
    text = without_controls(text.replace("\r\n", "\n").replace("\r", "\n"))
    return _WIDE_BLANK_LINE.sub(r"\1", text)


def render(text: str, file: str, first_line: int) -> tuple[Prose, tuple[Finding, ...]]:
    """A text as HTML, its links and headings, its words for the search, and what is wrong at which place.

    `first_line` is the line of `file` on which the text begins. A link within the site stands in the HTML as
    `\\x01N\\x01`, N its number among the links. Nothing is drawn of a text that is too long or nested too deep.
    """
    text = cleaned(text)
    sheet = Sheet(text, file, first_line)
    if refused := refusal(text, file, first_line):
        return sheet.prose(), (refused,)
    tokens = tokens_of(text)
    if refused := too_deep(tokens, file, first_line):
        return sheet.prose(), (refused,)
    draw(tokens, sheet)
    return sheet.prose(), tuple(sheet.findings)
