"""A zip of parts (OOXML, OFD) opened without trust: no name is followed, nothing is unpacked, and there are limits.

At most 5,000 parts, of 512 MiB together by their own account; a part is read as far as 32 MiB, all parts as far as 96
MiB; XML of more than 1 MiB that grew out of less than a two-hundredth of it is a bomb (real sheets reach 1:60).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Self
from zipfile import BadZipFile, ZipFile, ZipInfo

from gkgen.attachments.looked import Refused, Trace

MOST_PARTS = 5000
MIB = 1 << 20
PART_LIMIT = 32 * MIB
WHOLE_LIMIT = 96 * MIB
DECLARED_LIMIT = 512 * MIB
RATIO = 200
_LEADS_OUT = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)")
_ENCRYPTED = 1
# What zipfile raises beside its own: an unknown method, a field cut short, a stream that ends or doesn't check.
_BROKEN = (BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, OverflowError)


class Package:
    """Guards the limits: what was read is counted, whichever part it was of."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._left = WHOLE_LIMIT
        self._parts = {each.filename: each for each in archive.infolist()}

    @classmethod
    def of(cls, archive: ZipFile) -> Self:
        """Raises `Refused` for an archive that is made to harm."""
        parts = archive.infolist()
        if len(parts) > MOST_PARTS:
            raise Refused(Trace("unsafe", f"{len(parts)} > {MOST_PARTS}"))
        for part in parts:
            if _LEADS_OUT.search(part.filename):
                raise Refused(Trace("unsafe", part.filename[:60]))
            grown = part.file_size > MIB and part.file_size > RATIO * part.compress_size
            if grown and part.filename.endswith((".xml", ".rels")):
                raise Refused(Trace("unsafe", f"{part.file_size // MIB} MiB"))
        if (whole := sum(part.file_size for part in parts)) > DECLARED_LIMIT:
            raise Refused(Trace("unsafe", f"{whole // MIB} MiB"))
        return cls(archive)

    def names(self, pattern: str) -> list[str]:
        """The parts whose whole name matches, those with numbers in the order of their numbers."""
        return sorted((name for name in self._parts if re.fullmatch(pattern, name)), key=_by_number)

    def read(self, name: str) -> bytes:
        """A part, or b"" where there is none. Raises `Refused`."""
        part = self._parts.get(name)
        if part is None:
            return b""
        if part.flag_bits & _ENCRYPTED:
            raise Refused(Trace("encrypted"))
        limit = min(PART_LIMIT, self._left)
        content = self._bytes(part, limit + 1)
        if len(content) > limit:
            raise Refused(Trace("partly", name))
        self._left -= len(content)
        return content

    def _bytes(self, part: ZipInfo, limit: int) -> bytes:
        try:
            with self._archive.open(part) as stream:
                return stream.read(limit)
        except _BROKEN as failure:
            raise Refused(Trace("damaged", part.filename)) from failure


@contextmanager
def opened(source: IO[bytes]) -> Iterator[Package]:
    """Raises `Refused` for what is no zip, or a harmful one."""
    try:
        archive = ZipFile(source)
    except _BROKEN as failure:
        raise Refused(Trace("damaged")) from failure
    with archive:
        yield Package.of(archive)


def _by_number(name: str) -> tuple[int, str]:
    numbers = re.findall(r"\d+", name)
    return (int(numbers[-1][:9]) if numbers else 0), name
