"""The words by which a number in a text is understood: before it on its line, or its row and the head of its table.

A row has | or tabs between its cells. Words that blanks set apart are one too, as in the text of a PDF, where a line above
them has as many words and no figure: that line is the head.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_BLANK = re.compile(r"\n[ \t]*\n")
_CELLS = ("|", "\t")
_HEAD_LINES = 3
_HEAD = 300
_BEFORE = 40
_BESIDE = 200
_ABOVE = 4000
_WORD = r"[^\s\d。，；]{1,12}"
_LOOSE_HEAD = re.compile(rf"^[ \u3000]*{_WORD}(?:[ \u3000]+{_WORD}){{2,15}}[ \u3000]*$", re.MULTILINE)
_BAR = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`about` is what introduces the whole text; `blocks` are the offsets at which its blocks begin, `heads` those of
    the lines that may be a table's head, by their number of words."""

    text: str
    about: str
    blocks: tuple[int, ...]
    heads: Mapping[int, Sequence[int]]

    def before(self, start: int) -> str:
        """What a reader has in mind at the offset. Never more than some hundred characters, however long the line."""
        if any(mark in self._line(start) for mark in _CELLS):
            return f"{self.about}\n{self._head(start)}\n{self._line(start)}"
        if loose := self._loose_head(start):
            return f"{self.about}\n{loose}\n{self._line(start)}"
        begin = max(start - _BEFORE, self.text.rfind("\n", max(0, start - _BEFORE), start) + 1, 0)
        return f"{self.about}\n{self.text[begin:start]}"

    def in_table(self, start: int) -> bool:
        return any(mark in self._line(start) for mark in _CELLS) or bool(self._loose_head(start))

    def cell(self, start: int, named: str) -> str:
        """The cell of the number's row below the head that has this name in it; "" where there is none."""
        begin = self.text.rfind("\n", max(0, start - _BESIDE), start)
        at = self.text.rfind(named, max(0, begin - _ABOVE), begin) if begin >= 0 else -1
        if at < 0:
            return ""
        line = self._line(at)
        head, row = cells_of(line), cells_of(self._line(start))
        places = [place for place, each in enumerate(head) if named in each]
        fits = len(head) == len(row) or "\t" in line
        return row[places[0]] if len(places) == 1 and fits and places[0] < len(row) else ""

    def _loose_head(self, start: int) -> str:
        """The nearest line above in the same block that has as many words as the number's own, and no figure."""
        offsets = self.heads.get(len(self._line(start).split()), [])
        at = bisect_left(offsets, start) - 1
        if at < 0 or offsets[at] < self.blocks[bisect_right(self.blocks, start) - 1]:
            return ""
        return self._line(offsets[at])

    def _line(self, start: int) -> str:
        least = max(0, start - _BESIDE)
        begin = self.text.rfind("\n", least, start) + 1 or least
        end = self.text.find("\n", start, start + _BESIDE)
        return self.text[begin : end if end >= 0 else start + _BESIDE]

    def after(self, end: int) -> str:
        return self.text[end : end + _BEFORE]

    def _head(self, start: int) -> str:
        block = self.blocks[bisect_right(self.blocks, start) - 1]
        lines = self.text[block : min(start, block + _HEAD)].split("\n")
        return "\n".join(lines[:_HEAD_LINES])


def cells_of(line: str) -> list[str]:
    """The cells of a row, blank ones too."""
    bare = line.strip(" \r")
    if "|" in bare:
        return [each.strip() for each in _BAR.split(bare.removeprefix("|").removesuffix("|"))]
    return [each.strip() for each in bare.split("\t")] if "\t" in line else bare.split()


def surroundings_of(text: str, about: str) -> Surroundings:
    blocks = (0, *(found.end() for found in _BLANK.finditer(text)))
    return Surroundings(text, about, blocks, _heads(text))


def _heads(text: str) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for line in _LOOSE_HEAD.finditer(text):
        found[len(line[0].split())].append(line.start())
    return found
