"""What was found in a file: what it carries beside its text, and what its text must not say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from gkgen.privacy import Kind, Sight, draft_on_top, private_numbers, secrecy_marks

TraceKind: TypeAlias = Literal[
    "authors",
    "comments",
    "revisions",
    "hidden",
    "embedded",
    "external",
    "active",
    "no text",
    "position",
    "camera",
    "encrypted",
    "damaged",
    "unknown",
    "partly",
    "unsafe",
]

MOST_LEAKS = 200
"""Of one kind in one file; enough to say that there are many."""


@dataclass(frozen=True, slots=True)
class Trace:
    """Something that a reader doesn't see and a finder does. `said` are the file's own words, personal names masked."""

    kind: TraceKind
    said: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of the file, and which: a sheet, a page, the notes."""

    text: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Leak:
    sight: Sight
    where: str


@dataclass(frozen=True, slots=True)
class Looked:
    """All that the bytes of a file tell; it depends on nothing else, so it can be remembered."""

    traces: tuple[Trace, ...] = ()
    leaks: tuple[Leak, ...] = ()


class Refused(Exception):  # noqa: N818 — no fault of gkgen's: the file is such
    """The file can't be looked into, or no further."""

    def __init__(self, trace: Trace) -> None:
        super().__init__(trace.kind)
        self.trace = trace


def looked(traces: Iterable[Trace], passages: Iterable[Passage]) -> Looked:
    """The traces that are there, and what the passages say that must not be published."""
    return Looked(tuple(each for each in traces if each.count), tuple(_few(_leaks(passages))))


def _few(leaks: Iterable[Leak]) -> Iterator[Leak]:
    counts: Counter[Kind] = Counter()
    for leak in leaks:
        counts[leak.sight.kind] += 1
        if counts[leak.sight.kind] <= MOST_LEAKS:
            yield leak


def _leaks(passages: Iterable[Passage]) -> Iterator[Leak]:
    for index, passage in enumerate(passages):
        sights = (*private_numbers(passage.text, passage.where), *secrecy_marks(passage.text))
        for sight in (*sights, *(draft_on_top(passage.text) if index == 0 else ())):
            yield Leak(sight, passage.where)
