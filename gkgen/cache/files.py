"""What was told of the files of a site when they were looked at last, and the digests of the bytes of texts."""

from __future__ import annotations

from collections.abc import Mapping

from gkgen.cache.digest import Digest, digest_of
from gkgen.cache.memory import Memory
from gkgen.cache.packing import UnreadableError, packed, unpacked

_KIND = "files"


def files_before(memory: Memory, where: str) -> Mapping[str, tuple[str, Digest]]:
    """By their paths; nothing where nothing is remembered of this place."""
    found = memory.find(_KIND, digest_of(where))
    try:
        return dict(unpacked(found)) if found is not None else {}
    except (UnreadableError, TypeError, ValueError):
        return {}


def keep_files(
    memory: Memory,
    where: str,
    before: Mapping[str, tuple[str, Digest]],
    now: Mapping[str, tuple[str, Digest]],
) -> None:
    if now != before:
        memory.keep(_KIND, digest_of(where), packed(now))
