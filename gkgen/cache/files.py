"""What the disk said of the files of a site when they were looked at last, and the digests of the bytes of texts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from gkgen.cache.digest import Digest, digest_of
from gkgen.cache.memory import Memory
from gkgen.cache.packing import UnreadableError, packed, unpacked

_KIND = "files"


def files_before(memory: Memory, folder: Path) -> Mapping[str, tuple[str, Digest]]:
    """By their paths; nothing where nothing is remembered of this folder."""
    found = memory.find(_KIND, _key(folder))
    try:
        return dict(unpacked(found)) if found is not None else {}
    except (UnreadableError, TypeError, ValueError):
        return {}


def keep_files(
    memory: Memory,
    folder: Path,
    before: Mapping[str, tuple[str, Digest]],
    now: Mapping[str, tuple[str, Digest]],
) -> None:
    if now != before:
        memory.keep(_KIND, _key(folder), packed(now))


def _key(folder: Path) -> Digest:
    return digest_of(str(folder.resolve()))
