"""Named parts as one packed file (ZIP): the same parts give the same bytes, whenever and wherever they are packed."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import lru_cache
from struct import pack
from typing import TypeAlias

Part: TypeAlias = tuple[str, bytes]
_DAY = 33  # 1980-01-01, the first day that a ZIP can tell
_PLAIN_FILE = 0o600 << 16
_SHORT = 8192
"""Parts of this size or less are kept packed: most workbooks of a site have the same ones."""


def package(parts: Iterable[Part]) -> bytes:
    """The parts, deflated, in their order; their names are ASCII."""
    whole, index, begin = [], [], 0
    for name, content in parts:
        squeezed, check = (_kept if len(content) <= _SHORT else _squeezed)(content)
        told = pack("<5H3L2H", 20, 0, 8, 0, _DAY, check, len(squeezed), len(content), len(name), 0)
        whole += [b"PK\x03\x04", told, name.encode(), squeezed]
        index += [b"PK\x01\x02\x14\x03", told, pack("<3H2L", 0, 0, 0, _PLAIN_FILE, begin), name.encode()]
        begin += 30 + len(name) + len(squeezed)
    listed, count = b"".join(index), len(index) // 4
    end = pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(listed), begin, 0)
    return b"".join((*whole, listed, end))


def _squeezed(content: bytes) -> tuple[bytes, int]:
    packer = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush(), zlib.crc32(content)


@lru_cache(maxsize=64)
def _kept(content: bytes) -> tuple[bytes, int]:
    return _squeezed(content)
