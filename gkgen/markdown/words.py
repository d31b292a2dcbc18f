"""The words of one block: drawn at once where they hold no sign or only plain ones, else divided by the parser."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from gkgen.markdown.sheet import escape, joins
from gkgen.markdown.signs import SIGN

if TYPE_CHECKING:
    from gkgen.markdown.dialect import Token


class Drawn(NamedTuple):
    """Words in which nothing can be wrong: as HTML, and as plain text."""

    html: str
    content: str


Words: TypeAlias = "Token | Drawn"

EMPTY = Drawn("", "")

_BESIDE_STARS = "[0-9A-Za-z\u3001-\u303e\u4e00-\u9fff\uff01-\uff60]"
"""A star beside one of these, on its inner side, opens and closes: letters, and what is wide but no space."""

_TEXT = r"[^\n!&*<\[\\\]_`]"
_BOLD_TEXT = re.compile(rf"{_TEXT}*(?:\*\*{_BESIDE_STARS}(?:{_TEXT}*{_BESIDE_STARS})?\*\*(?!\*){_TEXT}*)+")
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_LINES = re.compile(r"[^!&*<\[\\\]_`]+")
_SPACES = " \t\u3000"


def words_of(content: str, line: int, end: int, signs: str, cell: int | None = None) -> Words:
    """The words that stand on the lines from `line` to before `end`, in the table's cell of this number.

    `signs` are those of the whole text.
    """
    if content.startswith(":::"):
        return _divided(content, line, end, cell)
    for each in signs:
        if each in content:
            break
    else:
        return Drawn(content.replace(">", "&gt;"), content)
    sign = SIGN.search(content)
    assert sign is not None
    if sign[0] == "*" and _BOLD_TEXT.fullmatch(content):
        html = _BOLD.sub(r"<strong>\1</strong>", content.replace(">", "&gt;"))
        return Drawn(html, content.replace("**", ""))
    if sign[0] == "\n" and _LINES.fullmatch(content):
        return _lines(content.split("\n"))
    return _divided(content, line, end, cell)


def _lines(lines: list[str]) -> Drawn:
    """Lines of text alone: where one is broken there is a space, or nothing between Chinese."""
    words = [
        lines[0].rstrip(_SPACES),
        *(each.strip(_SPACES) for each in lines[1:-1]),
        lines[-1].lstrip(_SPACES),
    ]
    html, plain = [escape(words[0])], [words[0]]
    for number, (before, after) in enumerate(pairwise(words)):
        if lines[number].endswith("  "):
            html.append("<br>\n")
            plain.append(" ")
        elif not joins(before[-1], after[0]):
            html.append("\n")
            plain.append(" ")
        html.append(escape(after))
        plain.append(after)
    return Drawn("".join(html), "".join(plain))


def _divided(content: str, line: int, end: int, cell: int | None) -> Words:
    """Most texts never come here: the parser is loaded for the first one that does."""
    from gkgen.markdown.dialect import inline_of

    return inline_of(content, line, end, cell)
