"""What is known of the pages of a site that were drawn: a row for each, some thousand of them together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeAlias

from gkgen.cache.digest import Digest, digest_of
from gkgen.cache.memory import Memory
from gkgen.cache.packing import UnreadableError, packed, unpacked

_KIND = "pages"
_TOGETHER = 2048

PageRow: TypeAlias = tuple[str, Digest, str, tuple[str, ...], bytes, tuple[str, ...], Digest]
"""Its address, the digest of all that it was made of, the sha256 of its bytes, the names and the short digests of what
it was made of, which of them had changed when it was drawn, and the digest of what it was closed from."""


def keep_pages(memory: Memory, variant: str, rows: Iterable[PageRow]) -> None:
    """Keep what is known of all pages of a variant of the site; never are more than some thousand packed at a time."""
    left, number = iter(rows), 0
    while together := list(islice(left, _TOGETHER)):
        memory.keep(_KIND, digest_of(variant, str(number)), packed(together))
        number += 1
    memory.keep(_KIND, digest_of(variant), str(number).encode())


def kept_pages(memory: Memory, variant: str) -> Iterator[PageRow]:
    """The rows of a variant, as far as they can be read."""
    count = memory.find(_KIND, digest_of(variant))
    for number in range(int(count) if count is not None else 0):
        found = memory.find(_KIND, digest_of(variant, str(number)))
        try:
            yield from unpacked(found) if found is not None else ()
        except UnreadableError:
            continue
