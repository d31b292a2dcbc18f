"""The sheet that a text is drawn on: the HTML so far, what it links to, its ids, what is wrong and where."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gkgen.characters import shown
from gkgen.findings import Finding, Place, Rule, Severity, Value
from gkgen.markdown.rows import column_of_cell
from gkgen.model import Heading, Prose, Target

if TYPE_CHECKING:
    from gkgen.markdown.dialect import Token

_NO_WORD = re.compile(r"[^\w\u0300-\u036f\u0f00-\u0fff\u1800-\u18af]+")
_LONGEST_ANCHOR = 60
_QUOTES = frozenset("“”‘’—…·")

MOST_FINDINGS = 200
"""Of errors, and of warnings, in one text."""


@dataclass(slots=True)
class Note:
    """A footnote that is referred to: its number, and how often."""

    number: int
    times: int = 0


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The part of a block's text from `begin` to `end` that is written on one line of the file, from `column`."""

    inline: Token
    begin: int
    end: int
    line: int
    column: int


class Sheet:
    """Grows while a text is drawn. A link's number and an id, once given, never change."""

    def __init__(self, text: str, file: str, first_line: int) -> None:
        self.html: list[str] = []
        self.headings: list[Heading] = []
        self.paragraphs: list[str] = []
        self.findings: list[Finding] = []
        self.notes: dict[str, Note] = {}
        """The footnotes that were referred to, by label, in the order of their numbers."""
        self.tables = 0
        self.inline: Token | None = None
        """The block whose parts are being drawn: places are counted from it."""
        self._text, self._file, self._first_line = text, file, first_line
        self._lines: list[str] = []
        self._links: list[Target] = []
        self._anchors: dict[str, int] = {}
        self._told: Counter[Severity] = Counter()
        self._stretch: _Stretch | None = None

    def prose(self) -> Prose:
        return Prose(
            html="".join(self.html),
            links=tuple(self._links),
            headings=tuple(self.headings),
            anchors=frozenset(self._anchors),
            paragraphs=tuple(self.paragraphs),
        )

    def link(self, href: str, at: int) -> str:
        """Take down a link within the site; what stands for its address until that is known."""
        place = self.place(at)
        self._links.append(Target(href, place.line, place.column))
        return f"\x01{len(self._links) - 1}\x01"

    def anchor(self, name: str) -> str:
        """An id that no other has: the second of a name is `name-2`."""
        while name in self._anchors:
            self._anchors[name] += 1
            name = f"{name}-{self._anchors[name]}"
        self._anchors[name] = 1
        return name

    def heading_anchor(self, title: str) -> str:
        """An id from a heading's letters and digits of any script. `h-` keeps it from shadowing a script's names."""
        slug = _NO_WORD.sub("-", title.lower()).strip("-_")[:_LONGEST_ANCHOR]
        return self.anchor(f"h-{slug or 'x'}")

    def note(self, rule: Rule, at: int, **values: Value) -> None:
        """A finding at an offset in the text of the block that is being drawn."""
        if self._is_wanted(rule):
            self.findings.append(rule.at(self.place(at), **values))

    def note_line(self, rule: Rule, line: int, **values: Value) -> None:
        """A finding at the first sign of a line; lines are counted from 0, as the parser does."""
        if self._is_wanted(rule):
            written = self._line(line)
            column = len(written) - len(written.lstrip(" \t\u3000")) + 1
            self.findings.append(rule.at(Place(self._file, line + self._first_line, column), **values))

    def place(self, at: int) -> Place:
        """Where in the file an offset of the current block's text was written."""
        assert self.inline is not None
        stretch = self._stretch
        if stretch is None or stretch.inline is not self.inline or not stretch.begin <= at <= stretch.end:
            stretch = self._stretch = self._stretch_at(self.inline, at)
        return Place(self._file, stretch.line + self._first_line, stretch.column + at - stretch.begin + 1)

    def _is_wanted(self, rule: Rule) -> bool:
        """Nobody reads the two hundredth; the first still stops what it has to stop."""
        self._told[rule.severity] += 1
        return self._told[rule.severity] <= MOST_FINDINGS

    def _stretch_at(self, inline: Token, at: int) -> _Stretch:
        """Lines are counted on from the last stretch, since parts are drawn in order."""
        content, before = inline.content, self._stretch
        begin = content.rfind("\n", 0, at) + 1
        end = content.find("\n", at)
        end = len(content) if end < 0 else end
        if before is not None and before.inline is inline and before.begin <= begin:
            line = before.line + content.count("\n", before.begin, begin)
        else:
            line = (inline.map or [0])[0] + content.count("\n", 0, begin)
        return _Stretch(inline, begin, end, *self._written(inline, line, content[begin:end]))

    def _written(self, inline: Token, line: int, part: str) -> tuple[int, int]:
        """The line and column of a part of a block: on a later line if the parser trimmed lines off its beginning."""
        cell = inline.meta.get("cell")
        if cell is not None:
            return line, column_of_cell(self._line(line), cell, part)
        words, indent = part.strip(), len(part) - len(part.lstrip())
        for number in range(line, (inline.map or [0, 0])[1]):
            if (column := self._line(number).rfind(words)) >= 0:
                return number, max(column - indent, 0)
        return line, 0

    def _line(self, line: int) -> str:
        if not self._lines:
            self._lines = self._text.split("\n")
        return self._lines[line] if line < len(self._lines) else ""


@dataclass(slots=True)
class OpenLink:
    """A link whose end hasn't come: its offset, its end tag, and how many texts were drawn before it."""

    at: int
    closing: str
    first: int


@dataclass(slots=True)
class Line:
    """What is drawn of one block: its plain text so far, and the links that haven't ended."""

    sheet: Sheet
    plain: list[str] = field(default_factory=list)
    links: list[OpenLink] = field(default_factory=list)
    _turn: tuple[int, int] | None = None

    def add(self, html: str, plain: str) -> None:
        if self._turn is not None and plain:
            self._close_turn(plain[0])
        self.sheet.html.append(html)
        self.plain.append(plain)

    def turn(self) -> None:
        """The end of a line in the file: a space, or nothing, as the next character decides."""
        self.add("\n", " ")
        self._turn = len(self.sheet.html) - 1, len(self.plain) - 1

    def _close_turn(self, after: str) -> None:
        assert self._turn is not None
        in_html, in_plain = self._turn
        self._turn = None
        last = in_plain - 1
        while last >= 0 and not self.plain[last]:
            last -= 1
        if last >= 0 and joins(self.plain[last][-1], after):
            self.sheet.html[in_html] = self.plain[in_plain] = ""


def joins(before: str, after: str) -> bool:
    """Chinese is written without spaces: no reader should see one where the author's editor broke the line."""
    is_solid = _is_han(before), _is_han(after)
    return all(is_solid) or (any(is_solid) and (before in _QUOTES or after in _QUOTES))


@functools.cache
def _is_han(character: str) -> bool:
    """True of what is set solid: Han characters, kana and full-width punctuation; not of Hangul."""
    is_wide = unicodedata.east_asian_width(character) in ("W", "F")
    return is_wide and not "\uac00" <= character <= "\ud7a3"


def escape(text: str) -> str:
    """Text between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(text: str) -> str:
    """An attribute's value with its quotation marks."""
    return f'"{escape(text).replace(chr(34), "&quot;")}"'


def short(text: str) -> str:
    """An author's words within a finding: one line of it, forty characters."""
    return shown(" ".join(text.split()), 40)
