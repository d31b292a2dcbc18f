"""One slip in a text: where it stands, the rule it breaks, and the one right wording where there is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from gkgen.findings import Rule


@dataclass(frozen=True, slots=True)
class Slip:
    """`start` and `end` count the characters of the text. `right` is what should stand there instead; None where
    more than one answer is possible, so that a person has to choose."""

    start: int
    end: int
    rule: Rule
    right: str | None = None


Finder: TypeAlias = Callable[[str], Iterator[Slip]]


@dataclass(frozen=True, slots=True)
class Room:
    """A finder, and what a text must have for it to find anything: one of these characters, one of these words.

    Neither is asked for where it is empty. Most texts have none of them, which is what makes checking quick.
    """

    find: Finder
    signs: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    initials: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "initials", frozenset(word[0] for word in self.words))

    def has_to_do_with(self, text: str, alphabet: frozenset[str]) -> bool:
        if self.signs and self.signs.isdisjoint(alphabet):
            return False
        if not self.words:
            return True
        return not self.initials.isdisjoint(alphabet) and any(word in text for word in self.words)
