"""What authors wrote, packed: it is most of the bytes of a site, and few of them are looked at at a time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zlib import Z_BEST_SPEED, compress, decompressobj

from gkgen.cache import Digest, digest_of, packed, unpacked
from gkgen.model import Body, Mapping, Prose, Target, Written
from gkgen.shelf import Held, Shelf

_OPEN = 16
"""Parts that stay unpacked: many questions about one entry come one after the other."""


@dataclass(slots=True, eq=False)
class PackedManuscript:
    """`whole` is the packed tree, body and prose, one after the other and then compressed; `ends` are the ends of the first
    two. Where the bytes lie is no part of what they say."""

    whole: bytes | Held
    ends: tuple[int, int]
    links: tuple[Target, ...]

    @property
    def tree(self) -> Mapping:
        tree: Mapping = self._part(0, self.ends[0])
        return tree

    @property
    def body(self) -> Body | None:
        body: Body | None = self._part(*self.ends)
        return body

    @property
    def prose(self) -> Prose | None:
        prose: Prose | None = self._part(self.ends[1], None)
        return prose

    def lay(self, shelf: Shelf) -> None:
        """Out of the memory of this process."""
        if isinstance(self.whole, bytes):
            self.whole = shelf.put([self.whole])

    def digest_with(self, head: Digest) -> Digest:
        """The digest of an entry: of its head, and of what was written."""
        return digest_of(head, self._bytes(), repr(self.ends))

    def _part(self, begin: int, end: int | None) -> Any:
        if isinstance(self.whole, Held):
            return _unpacked(self.whole, begin, end)
        return unpacked(_opened(self.whole, end)[begin:])

    def _bytes(self) -> bytes:
        return self.whole.bytes() if isinstance(self.whole, Held) else self.whole

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PackedManuscript):
            return NotImplemented
        return self._bytes() == other._bytes() or _said(self) == _said(other)

    def __hash__(self) -> int:
        return hash(self.links)

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return PackedManuscript, (self._bytes(), self.ends, self.links)


def manuscript_packed(written: Written) -> PackedManuscript:
    tree, body, prose = (packed(each) for each in _said(written))
    ends = (len(tree), len(tree) + len(body))
    return PackedManuscript(compress(tree + body + prose, Z_BEST_SPEED), ends, written.links)


def _said(written: Written) -> tuple[Mapping, Body | None, Prose | None]:
    return written.tree, written.body, written.prose


@lru_cache(maxsize=_OPEN)
def _unpacked(whole: Held, begin: int, end: int | None) -> Any:
    return unpacked(_opened(whole.bytes(), end)[begin:])


def _opened(whole: bytes, end: int | None) -> bytes:
    """As far as to the end of a part: what comes after it is the most."""
    return decompressobj().decompress(whole, end or 0)
