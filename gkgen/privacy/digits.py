"""Runs of digits in a text as people write them: full-width, in groups, with blanks and hyphens between."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Blanks of every width, the soft hyphen, what has no width at all, and hyphens.
_BETWEEN = "[ \u00a0\u2002-\u200d\u202f\u2060\u3000\ufeff\u00ad\u2010-\u2015\\-]"
_RUN = re.compile(rf"\d(?:{_BETWEEN}{{0,2}}\d){{9,}}(?:{_BETWEEN}?[XxＸｘ])?")
# More groups than this side by side are columns of figures.
_MANY = 24
_LEAST = 10
_GROUP = re.compile(r"[\dXxＸｘ]+")


@dataclass(frozen=True, slots=True)
class Group:
    """Digits that stand together, and perhaps an X at their end, in plain characters; offsets into the text."""

    digits: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """Groups with nothing but blanks and hyphens between. A letter, a digit or the point of a decimal number that
    touches it makes its first or last group a part of something else."""

    groups: tuple[Group, ...]
    touched_before: bool
    touched_after: bool


def runs_of(text: str) -> Iterator[Run]:
    """Every run of ten digits and more."""
    for found in _RUN.finditer(text):
        groups = tuple(
            Group(plain(each[0]), found.start() + each.start(), found.start() + each.end())
            for each in _GROUP.finditer(found[0])
        )
        if len(groups) <= _MANY:
            yield Run(groups, _touches(text, found.start() - 1, -1), _touches(text, found.end(), 1))
        else:
            yield from (Run((each,), False, False) for each in groups[1:-1] if len(each.digits) >= _LEAST)


def plain(digits: str) -> str:
    """Digits of any script and width, and X, in ASCII."""
    return unicodedata.normalize("NFKC", digits).upper() if not digits.isascii() else digits.upper()


def spans(run: Run, places: int) -> Iterator[Group]:
    """The stretches of whole groups of a run that have so many places together."""
    for first in range(len(run.groups)):
        digits = ""
        for last in range(first, len(run.groups)):
            digits += run.groups[last].digits
            if len(digits) >= places:
                whole = not (first == 0 and run.touched_before) and not (
                    last == len(run.groups) - 1 and run.touched_after
                )
                if len(digits) == places and whole:
                    yield Group(digits, run.groups[first].start, run.groups[last].end)
                break


def _touches(text: str, offset: int, away: int) -> bool:
    """Whether the character there makes the digits a part of something longer."""
    if not 0 <= offset < len(text):
        return False
    character, further = text[offset], offset + away
    beyond = text[further : further + 1] if further >= 0 else ""
    if (character.isascii() and character.isalnum()) or character in "_*＊":
        return True
    return character in ".．" and beyond.isdigit()
