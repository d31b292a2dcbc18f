"""A file's text as it lies on the disk, and where in it each character of a parsed text stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from gkgen.schema import Passage

_MARK = b"\xef\xbb\xbf"
_LINE = re.compile("\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Raw:
    """`text` has its own line ends; `has_mark` tells of a byte-order mark before it; `lines` are their offsets."""

    text: str
    has_mark: bool
    lines: tuple[int, ...]

    @classmethod
    def of(cls, content: bytes) -> Raw:
        """Raises UnicodeDecodeError."""
        text = content.removeprefix(_MARK).decode()
        return cls(text, content.startswith(_MARK), (0, *(each.end() for each in _LINE.finditer(text))))

    def encoded(self, text: str) -> bytes:
        return (_MARK if self.has_mark else b"") + text.encode()

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset, from 1."""
        line = bisect_right(self.lines, offset)
        return line, offset - self.lines[line - 1] + 1

    def offsets(self, passage: Passage) -> list[int | None]:
        """The offset of each character of a passage; None from the first that isn't written as it is read."""
        at, quote = self._beginning(passage)
        found: list[int | None] = []
        for character in passage.text:
            here = self._next(character, at, quote)
            if here is None:
                break
            found.append(here)
            at = here + 2 if quote == "'" and character == "'" else here + 1
        return found + [None] * (len(passage.text) - len(found))

    def _beginning(self, passage: Passage) -> tuple[int, str]:
        """Where the text itself begins, and the quotation mark around it. Only a body begins in the first column."""
        at = self.lines[passage.line - 1] + passage.column - 1
        sign = self.text[at : at + 1]
        if passage.column == 1 or passage.indent or sign not in ("'", '"', ">", "|"):
            return at, ""
        if sign in "'\"":
            return at + 1, sign
        return self.lines[min(passage.line, len(self.lines) - 1)], ""

    def _next(self, character: str, at: int, quote: str) -> int | None:
        """Where a character stands from `at` on. A fold, an indent and a line end are read as one space or line."""
        if self.text[at : at + 1] == character and not (quote == '"' and character == "\\"):
            return at
        if quote == '"' and self.text[at : at + 1] == "\\":
            return at + 1 if self.text[at + 1 : at + 2] == character and character in '"\\/' else None
        if character in " \n" and self.text[at : at + 1] in ("\r", "\n", " "):
            return at
        while self.text[at : at + 1] in (" ", "\r", "\n", "\t") and at < len(self.text):
            at += 1
        return at if self.text[at : at + 1] == character else None
