"""How texts are written: document numbers, blanks, damage, spaces, doubles, brackets, marks, hours, ranks, vague words.

One file per kind of slip; each finds it in one text. What has one right answer says it, and `gkgen fix` writes it.
"""

from __future__ import annotations

from collections.abc import Iterator

from gkgen.checks.forms import (
    blanks,
    brackets,
    clock,
    damage,
    document_numbers,
    doubles,
    marks,
    ranks,
    residue,
    spaces,
    vague,
)
from gkgen.checks.forms.reading import is_words, read_of, without, wording
from gkgen.checks.forms.samples import sample_of, samples_in
from gkgen.checks.forms.slip import Room, Slip
from gkgen.findings import Finding
from gkgen.model import Entry
from gkgen.schema import ContentType, Passage

__all__ = ["Slip", "is_words", "own", "slips_in", "slips_of", "wording"]

ROOMS: tuple[Room, ...] = (
    *blanks.ROOMS,
    *damage.ROOMS,
    spaces.ROOM,
    *doubles.ROOMS,
    brackets.ROOM,
    *marks.ROOMS,
    *clock.ROOMS,
    residue.ROOM,
)
_LONGEST_SHOWN = 30


def own(entry: Entry, kind: ContentType) -> Iterator[Finding]:
    """Every slip of an entry."""
    read = tuple(read_of(entry, kind.fields))
    found = tuple(each for passage in read for each in _told(passage))
    yield from found
    if not any(each.rule is blanks.TEMPLATE for each in found):
        yield from samples_in(entry, read, sample_of(kind))
    yield from ranks.ranks_of(entry)


def slips_of(passage: Passage) -> Iterator[Slip]:
    """Every slip of one text of an entry."""
    text = wording(passage)
    yield from marks.find_programs_words(text)
    if text.isascii():
        return
    yield from slips_in(text)
    if passage.spec.about.wording == "exact":
        yield from vague.find(text)


def slips_in(text: str) -> Iterator[Slip]:
    """The slips of a text, wherever it stands. What is wrong in a document number is told of that number alone."""
    alphabet = frozenset(text)
    numbers = tuple(document_numbers.find(text)) if "号" in alphabet else ()
    yield from numbers
    if "【" in alphabet:
        yield from ranks.find(text)
    rest = without(text, numbers)
    for room in ROOMS:
        if room.has_to_do_with(rest, alphabet):
            yield from room.find(rest)


def _told(passage: Passage) -> Iterator[Finding]:
    for slip in slips_of(passage):
        yield slip.rule.at(
            passage.at(slip.start), found=_short(passage.text[slip.start : slip.end]), right=slip.right or ""
        )


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_SHOWN else words[: _LONGEST_SHOWN - 1] + "…"
