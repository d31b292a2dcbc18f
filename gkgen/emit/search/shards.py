"""The division of documents into shards, each indexed by itself, so that an edit touches one of them.

A document's place follows from its catalogue branch and its address alone: the leaves of a binary tree over the
digest of the branch and then of the address. A leaf that grows too large is split in two; no other one changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import overload

from gkgen.emit.search.documents import SearchDocument, has_text

# Pagefind's memory grows by half a kilobyte for each character: about 900 MB at this size.
SHARD_DOCUMENTS = 2_000
SHARD_CHARACTERS = 1_800_000

# The branch decides first: what an office changes in one go lies in few shards. Branches in common are no harm.
_BRANCH_BITS = 12
_ADDRESS_BITS = 52
_BITS = _BRANCH_BITS + _ADDRESS_BITS


@dataclass(frozen=True, slots=True)
class Shard:
    """Texts that are indexed together, each of one document.

    It knows nothing but what the index depends on, so the index can be remembered under its value.
    """

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shards(Sequence[Shard]):
    """Each is put together when it is asked for: the texts of a whole site need more memory than their index."""

    ordered: Sequence[SearchDocument]
    leaves: Sequence[Sequence[int]]

    def __len__(self) -> int:
        return len(self.leaves)

    @overload
    def __getitem__(self, place: int) -> Shard: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Shard]: ...

    def __getitem__(self, place: int | slice) -> Shard | Sequence[Shard]:
        if isinstance(place, slice):
            return Shards(self.ordered, self.leaves[place])
        return Shard(tuple("\n".join(self.ordered[row].blocks) for row in reversed(self.leaves[place])))


@dataclass(frozen=True, slots=True)
class Division:
    """The shards, and for each document the place of its shard, or -1 for one without a text.

    A shard has its texts in the order of the documents from the last to the first: a newer one is put at its end, where it
    leaves the numbers of the others alone.
    """

    shards: Shards
    places: tuple[int, ...]


def divided(ordered: Sequence[SearchDocument]) -> Division:
    keys, sizes = list[int](), list[int]()
    for each in ordered:
        blocks = tuple(each.blocks)
        keys.append(_key(each) if has_text(blocks) else -1)
        sizes.append(sum(map(len, blocks)))
    leaves = list(_leaves([row for row, key in enumerate(keys) if key >= 0], keys, sizes, _BITS))
    places = [-1] * len(ordered)
    for place, leaf in enumerate(leaves):
        for row in leaf:
            places[row] = place
    return Division(Shards(ordered, leaves), tuple(places))


def _key(document: SearchDocument) -> int:
    branch, address = _digest(document.catalogue), _digest(document.address)
    return branch >> (64 - _BRANCH_BITS) << _ADDRESS_BITS | address >> (64 - _ADDRESS_BITS)


def _digest(text: str) -> int:
    return int.from_bytes(sha256(text.encode()).digest()[:8], "big")


def _leaves(rows: list[int], keys: Sequence[int], sizes: Sequence[int], bits: int) -> Iterator[list[int]]:
    """The rows in groups that Pagefind can hold; `bits` are those of a key that still tell them apart."""
    fits = len(rows) <= SHARD_DOCUMENTS and sum(sizes[row] for row in rows) <= SHARD_CHARACTERS
    if fits or len(rows) == 1 or not bits:
        if rows:
            yield rows
        return
    for bit in (0, 1):
        half = [row for row in rows if keys[row] >> (bits - 1) & 1 == bit]
        yield from _leaves(half, keys, sizes, bits - 1)
