"""Which entry of the one site is which of the other: by kind and id, else by index number, file, title or content."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from gkgen.diff.alike import Matching, likeness
from gkgen.diff.changes import Known
from gkgen.model import Entry, Stub
from gkgen.schema import Site, texts_of
from gkgen.schema.common import OPEN

# What is enough to believe an index number, or a file, that the entry is the same.
_SOMEWHAT = 0.4
# A text of fewer characters may be that of two entries by chance.
_TELLING = 50


@dataclass(frozen=True, slots=True)
class Held:
    """An entry of a site as its reader meets it: with its content, or as what remains when that is taken down."""

    entry: Entry
    stub: Stub | None = None

    @property
    def closed(self) -> bool:
        """Whether no more than its metadata may be told."""
        return self.stub is not None or self.entry.fields.disclosure != OPEN

    def known(self, site: Site) -> Known:
        entry = self.entry
        label = site.types[entry.kind].label
        return Known(entry.kind, label, entry.id, entry.fields.title, entry.path, entry.address)


@dataclass(frozen=True, slots=True)
class Pairing:
    """An entry on both sides, or on one."""

    before: Held | None
    after: Held | None


def held_of(site: Site) -> list[Held]:
    """All entries by kind and id; those that have been taken down are among them."""
    held = [Held(entry) for entry in site.entries] + [Held(stub.entry, stub) for stub in site.stubs]
    return sorted(held, key=lambda each: (each.entry.kind, each.entry.id, each.entry.path))


def paired(before: Site, after: Site) -> list[Pairing]:
    """Every entry of the two sites once."""
    old, new = held_of(before), held_of(after)
    matching = Matching(old, new)
    matching.by_key(lambda held: f"{held.entry.kind} {held.entry.id}")
    matching.by_rank(_moves(old, new, matching))
    return [Pairing(None if i is None else old[i], None if j is None else new[j]) for i, j in matching.all()]


def _moves(
    old: list[Held], new: list[Held], matching: Matching
) -> Iterator[tuple[tuple[int, float], int, int]]:
    """Entries of one kind that may have another id now, by rank. An index number, a file or a title suggests it, and the content
    must bear it out: a number that another document was given is no move. Without any of these it must be the same."""
    texts = {index: _text(new[index].entry) for index in matching.free()}
    signs: dict[tuple[str, str], list[int]] = defaultdict(list)
    for j, text in texts.items():
        for sign in _signs(new[j].entry, text):
            signs[sign].append(j)
    for i in matching.unpaired():
        one = old[i].entry
        text = _text(one)
        hints = Counter(j for sign in _signs(one, text) for j in signs.get(sign, ()))
        for j, count in hints.items():
            alike = likeness(text, texts[j])
            if new[j].entry.kind == one.kind and alike >= _SOMEWHAT:
                yield (-count, -alike), i, j


def _signs(entry: Entry, text: str) -> Iterator[tuple[str, str]]:
    """What an entry may be known by when its id is another."""
    yield "file", entry.path
    yield "title", entry.fields.title
    if entry.fields.index_number:
        yield "number", entry.fields.index_number
    if len(text) >= _TELLING:
        yield "text", text


def _text(entry: Entry) -> str:
    """What the entry says, but for its type, its title, its id and its number."""
    fields = entry.fields
    own = {fields.type, fields.title, fields.id, fields.index_number}
    said = [each for each in texts_of(fields) if each not in own]
    return "\n".join([*said, *([entry.body.text] if entry.body else [])])[:20_000]
