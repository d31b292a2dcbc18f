"""The table of exceptions: words in which OpenCC writes a character wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gkgen.traditional.wanted import Region

_TABLE = Path(__file__).with_name("words.txt")
# Characters of OpenCC's result that are written in another form, whatever the word: the commoner one, and for TW the one
# that laws are known to be written in (占, 帳, 污染).
_BOTH = ("佈翫燬譭滙谿巖淩澂傢", "布玩毀毀匯溪岩凌澄家")
_OWN: dict[Region, tuple[str, str]] = {"TW": ("汙賬佔", "污帳占"), "HK": ("羣牀峯", "群床峰")}


@dataclass(frozen=True, slots=True)
class Words:
    """Finds the words of a table in a text, the longest from the left, and what is written otherwise in them."""

    pattern: re.Pattern[str]
    written: dict[str, tuple[tuple[int, str], ...]]

    def corrections(self, text: str) -> Iterator[tuple[int, str]]:
        """The places of a text and the character that stands there."""
        for found in self.pattern.finditer(text):
            start = found.start()
            for offset, character in self.written[found[0]]:
                yield start + offset, character


@cache
def words_of(region: Region) -> Words:
    """The words of gkgen's own table for a region."""
    written = {}
    for word, character, form in _lines(region):
        written[word] = tuple((place, form) for place, each in enumerate(word) if each == character)
    return Words(any_of(written), written)


def forms_of(region: Region) -> dict[int, str]:
    """Characters that are written in another form than OpenCC's."""
    found = (*zip(*_BOTH, strict=True), *zip(*_OWN[region], strict=True))
    return {ord(each): form for each, form in found}


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Matches the longest of some words; they branch by their first characters, so that most places cost nothing."""
    heads: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda each: (-len(each), each)):
        heads.setdefault(word[0], []).append(word[1:])
    branches = (
        f"{re.escape(head)}(?:{'|'.join(map(re.escape, tails))})" for head, tails in sorted(heads.items())
    )
    return re.compile("|".join(branches) or r"(?!)")


def _lines(region: Region) -> Iterator[tuple[str, str, str]]:
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        parts = line.split()
        if not parts or line.startswith("#"):
            continue
        regions = {each[1:].upper() for each in parts if each.startswith("@")}
        if not regions or region in regions:
            character, form, *words = parts
            yield from ((word, character, form) for word in words if not word.startswith("@"))
