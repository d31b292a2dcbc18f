"""Likeness: whether two values say the same, and how much two texts have in common."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

Thing = TypeVar("Thing")
Pair = tuple[int | None, int | None]

ALIKE = 0.5
"""Texts that have half of their pairs of characters in common are taken for two states of one."""
# Past this many pairs of things a search for the likest costs more than it tells.
_MANY = 4000


def same(one: Any, other: Any) -> bool:
    """Equal, even where two builds made the declaration anew: a type that a site declares is a class of its build."""
    if one == other:
        return True
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if not is_dataclass(one) or not is_dataclass(other):
        return False
    names = [each.name for each in fields(one)]
    return (
        type(one).__name__ == type(other).__name__
        and names == [each.name for each in fields(other)]
        and all(same(getattr(one, name), getattr(other, name)) for name in names)
    )


def likeness(one: str, other: str) -> float:
    """From 0 to 1: the share of pairs of neighbouring characters that two texts have in common (Dice)."""
    if one == other:
        return 1.0
    left, right = _bigrams(one), _bigrams(other)
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0


def _bigrams(text: str) -> Counter[str]:
    bare = "".join(text.split())
    return Counter(bare[at : at + 2] for at in range(len(bare) - 1))


class Matching:
    """Pairs off the things of two lists, pass by pass: what one pass has paired the next ones leave alone."""

    def __init__(self, before: Sequence[Any], after: Sequence[Any]) -> None:
        self._before, self._after = before, after
        self.pairs: dict[int, int] = {}
        self._taken: set[int] = set()

    def by_value(self) -> None:
        """Things that say the same, in their order."""
        free = self.free()
        for index in self.unpaired():
            found = next((n for n in free if same(self._before[index], self._after[n])), None)
            if found is not None:
                self.pair(index, found)
                free.remove(found)

    def by_key(self, key: Callable[[Any], str]) -> None:
        """Things whose key is the same, and nobody else's in either list."""
        left = [(index, key(self._before[index])) for index in self.unpaired()]
        right = [(index, key(self._after[index])) for index in self.free()]
        count = Counter(name for _, name in left), Counter(name for _, name in right)
        places = {name: index for index, name in right if name and count[1][name] == 1}
        for index, name in left:
            if name in places and count[0][name] == 1:
                self.pair(index, places[name])

    def by_likeness(self, text: Callable[[Any], str], least: float = ALIKE) -> None:
        """The likest first, down to `least`; ties in the order of the lists."""
        left, right = self.unpaired(), self.free()
        if not left or not right or len(left) * len(right) > _MANY:
            return
        old = {index: text(self._before[index]) for index in left}
        new = {index: text(self._after[index]) for index in right}
        scored = ((-likeness(old[i], new[j]), i, j) for i in left for j in right)
        self.by_rank((rank, i, j) for rank, i, j in scored if -rank >= least)

    def by_rank(self, ranked: Iterable[tuple[Any, int, int]]) -> None:
        """Of these pairs, each with its rank, the least rank first; ties in the order of the lists."""
        for _, i, j in sorted(ranked):
            if i not in self.pairs and j not in self._taken:
                self.pair(i, j)

    def all(self) -> list[Pair]:
        """Every thing once: in the order of the second list, what is gone after what stood before it."""
        back = {new: old for old, new in self.pairs.items()}
        gone: dict[int, list[Pair]] = {}
        last = -1
        for index in range(len(self._before)):
            if index in self.pairs:
                last = max(last, self.pairs[index])
            else:
                gone.setdefault(last, []).append((index, None))
        ordered = gone.get(-1, [])
        for n in range(len(self._after)):
            ordered += [(back.get(n), n), *gone.get(n, [])]
        return ordered

    def moved(self) -> list[tuple[int, int]]:
        """The fewest pairs that changed places among the others: those outside of a longest rising run."""
        pairs = sorted(self.pairs.items())
        kept = _longest_rising([new for _, new in pairs])
        return [pair for pair in pairs if pair[1] not in kept]

    def pair(self, old: int, new: int) -> None:
        self.pairs[old] = new
        self._taken.add(new)

    def unpaired(self) -> list[int]:
        return [index for index in range(len(self._before)) if index not in self.pairs]

    def free(self) -> list[int]:
        return [index for index in range(len(self._after)) if index not in self._taken]


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The members of a longest run of rising numbers, not necessarily neighbours (patience sorting)."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(ends, number)
        before[number] = ends[at - 1] if at else None
        ends[at : at + 1] = [number]
    kept: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept
