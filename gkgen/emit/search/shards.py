"""The division of documents into shards, each indexed by itself, so that an edit touches one of them.

A document's place follows from its catalogue branch and its address alone: the leaves of a binary tree over the
digest of the branch and then of the address. A leaf that grows too large is split in two; no other one changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from gkgen.cache import Digest
from gkgen.emit.search.documents import SearchDocument

# Pagefind's memory grows by half a kilobyte for each character: about 900 MB at this size.
SHARD_DOCUMENTS = 2_000
SHARD_CHARACTERS = 1_800_000

# The branch decides first: what an office changes in one go lies in few shards. Branches in common are no harm.
_BRANCH_BITS = 12
_ADDRESS_BITS = 52
_BITS = _BRANCH_BITS + _ADDRESS_BITS


@dataclass(frozen=True, slots=True)
class Shard:
    """Documents whose texts are indexed together, in their order. The texts are opened when they are asked for: those of
    a whole site need more memory than their index."""

    documents: tuple[SearchDocument, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(each.text for each in self.documents)

    @property
    def sums(self) -> tuple[Digest, ...]:
        """The digests of the texts: the index depends on nothing else."""
        return tuple(each.outline.sum for each in self.documents)


@dataclass(frozen=True, slots=True)
class Division:
    """The shards, and for each document the place of its shard, or -1 for one without a text.

    A shard has its texts in the order of the documents from the last to the first: a newer one is put at its end, where it
    leaves the numbers of the others alone.
    """

    shards: tuple[Shard, ...]
    places: tuple[int, ...]


def divided(ordered: Sequence[SearchDocument]) -> Division:
    sizes = [each.outline.size for each in ordered]
    keys = [_key(each) if size else -1 for each, size in zip(ordered, sizes, strict=True)]
    leaves = list(_leaves([row for row, key in enumerate(keys) if key >= 0], keys, sizes, _BITS))
    places = [-1] * len(ordered)
    for place, leaf in enumerate(leaves):
        for row in leaf:
            places[row] = place
    shards = (Shard(tuple(ordered[row] for row in reversed(leaf))) for leaf in leaves)
    return Division(tuple(shards), tuple(places))


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
