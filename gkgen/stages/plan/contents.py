"""The contents of a text: its headings, each with those that stand below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gkgen.model import Heading

FEWEST = 3
"""A text with fewer headings is seen at once."""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    anchor: str
    parts: tuple[Section, ...]


def contents_of(headings: Sequence[Heading]) -> tuple[Section, ...]:
    """() for a text that needs none. A heading stands below the nearest one before it of a lower level number."""
    return _sections(headings) if len(headings) >= FEWEST else ()


def _sections(headings: Sequence[Heading]) -> tuple[Section, ...]:
    sections: list[Section] = []
    while headings:
        first, rest = headings[0], headings[1:]
        below = next((n for n, each in enumerate(rest) if each.level <= first.level), len(rest))
        sections.append(Section(first.title, first.anchor, _sections(rest[:below])))
        headings = rest[below:]
    return tuple(sections)
