"""Marks in a text: which words went and which came, found as phrases and not as stray characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from gkgen.diff.alike import ALIKE, likeness
from gkgen.diff.changes import Mark, Piece

AROUND = 24
"""Characters that are shown on each side of a change."""
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z]+|\s+|.", re.DOTALL)
_SENTENCE = re.compile(r"[^。；！？\n]*[。；！？\n]?")
# Beyond this many comparisons of tokens a text is compared by its sentences first.
_DEAR = 1_000_000

Run = tuple[bool, Sequence[str], Sequence[str]]


def marks(before: str, after: str) -> tuple[Piece, ...]:
    """The old and the new text in one; of a long one only the neighbourhood of each change."""
    runs = _by_paragraphs(before, after) if "\n" in before or "\n" in after else _words(before, after)
    return tuple(_near(_merged(runs)))


def _by_paragraphs(before: str, after: str) -> Iterator[Piece]:
    """Paragraphs are aligned first, and words only within those that changed."""
    old, new = _paragraphs(before), _paragraphs(after)
    for equal, gone, come in _runs(old, new, quick=True):
        if equal:
            yield from (Piece("same", each) for each in gone)
        else:
            yield from _paired(gone, come)


def _paragraphs(text: str) -> list[str]:
    return [f"{line.rstrip()}\n" for line in text.split("\n") if line.strip()]


def _paired(gone: Sequence[str], come: Sequence[str]) -> Iterator[Piece]:
    """Each old paragraph beside the next new one that is like it."""
    start = 0
    for old in gone:
        near = range(start, min(start + 20, len(come)))
        found = next((at for at in near if likeness(old, come[at]) >= ALIKE), None)
        if found is None:
            yield Piece("out", old)
            continue
        yield from (Piece("in", each) for each in come[start:found])
        yield from _words(old, come[found])
        start = found + 1
    yield from (Piece("in", each) for each in come[start:])


def _words(before: str, after: str) -> Iterator[Piece]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    if _middle(old, new) > _DEAR:
        yield from _sentences(before, after)
        return
    yield from _pieces(_phrases(list(_runs(old, new))))


def _sentences(before: str, after: str) -> Iterator[Piece]:
    old, new = _SENTENCE.findall(before), _SENTENCE.findall(after)
    for equal, gone, come in _runs(old, new, quick=True):
        one, other = "".join(gone), "".join(come)
        pair = _WORD.findall(one), _WORD.findall(other)
        if equal or _middle(*pair) > _DEAR:
            yield from _pieces([(equal, gone, come)])
        else:
            yield from _pieces(_phrases(list(_runs(*pair))))


def _pieces(runs: Sequence[Run]) -> Iterator[Piece]:
    for equal, gone, come in runs:
        if equal:
            yield Piece("same", "".join(gone))
            continue
        if gone:
            yield Piece("out", "".join(gone))
        if come:
            yield Piece("in", "".join(come))


def _runs(old: Sequence[str], new: Sequence[str], *, quick: bool = False) -> Iterator[Run]:
    """What is equal and what isn't, in turn. The common beginning and end cost nothing. A `quick` look doesn't align by
    what comes again and again."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    left, right = old[head : len(old) - tail], new[head : len(new) - tail]
    if head:
        yield True, old[:head], new[:head]
    matcher = SequenceMatcher(None, left, right, autojunk=quick)
    for operation, i, j, k, m in matcher.get_opcodes():
        yield operation == "equal", left[i:j], right[k:m]
    if tail:
        yield True, old[len(old) - tail :], new[len(new) - tail :]


def _middle(old: Sequence[str], new: Sequence[str]) -> int:
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    return (len(old) - head - tail) * (len(new) - head - tail)


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(old), len(new)))


def _phrases(runs: list[Run]) -> list[Run]:
    """One or two characters that are equal by chance between two changes belong to the phrase that changed."""
    phrased: list[Run] = []
    for at, run in enumerate(runs):
        equal, gone, come = run
        small = equal and 0 < at < len(runs) - 1 and len("".join(gone)) <= 2
        stray = small and min(_size(runs[at - 1]), _size(runs[at + 1])) >= len("".join(gone))
        if phrased and not phrased[-1][0] and (stray or not equal):
            phrased[-1] = (False, [*phrased[-1][1], *gone], [*phrased[-1][2], *come])
        else:
            phrased.append(run)
    return phrased


def _size(run: Run) -> int:
    return max(len("".join(run[1])), len("".join(run[2])))


def _merged(pieces: Iterator[Piece]) -> list[Piece]:
    merged: list[Piece] = []
    for piece in pieces:
        if merged and merged[-1].mark == piece.mark:
            merged[-1] = Piece(piece.mark, merged[-1].text + piece.text)
        elif piece.text:
            merged.append(piece)
    return merged


def _near(pieces: list[Piece]) -> Iterator[Piece]:
    """What is far from every change is left out."""
    for at, piece in enumerate(pieces):
        first, last = at == 0, at == len(pieces) - 1
        whole = AROUND * (1 if first or last else 2) + 4
        if piece.mark != "same" or len(piece.text) <= whole:
            yield piece
            continue
        if not first:
            yield Piece("same", piece.text[:AROUND])
        gap: Mark = "gap"
        yield Piece(gap, "…")
        if not last:
            yield Piece("same", piece.text[-AROUND:])
