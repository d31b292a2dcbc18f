"""Bytes laid aside in a file that has no name, so that a site of any size is built in little memory."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from threading import RLock
from typing import BinaryIO

from gkgen.findings import Text, UsageError


class Shelf:
    """A file to which bytes are only ever added. A process that was split in two reads it as its parent does, and the
    disk has it back with the last of them."""

    def __init__(self) -> None:
        self._file: BinaryIO | None = None
        self._end = 0
        self._turn = RLock()

    def open(self) -> None:
        """Begin to exist, so that a process that this one is split into writes where this one reads."""
        if self._file is None:
            # Not buffered: a child must find all that was written before it began.
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 — it lives as long as the shelf

    def put(self, pieces: Iterable[bytes]) -> Held:
        """Pieces that come one after the other, as one. Raises UsageError where the disk holds no more."""
        try:
            return self._put(pieces)
        except OSError as fault:
            if fault.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            raise _full(fault) from fault

    def _put(self, pieces: Iterable[bytes]) -> Held:
        with self._turn:
            self.open()
            assert self._file is not None
            begin = self._end
            for piece in pieces:
                self._file.seek(self._end)
                rest = memoryview(piece)
                while rest:
                    rest = rest[self._file.write(rest) :]
                self._end += len(piece)
            return Held(self, begin, self._end - begin)

    def get(self, begin: int, size: int) -> bytes:
        assert self._file is not None
        if hasattr(os, "pread"):  # children share the place at which the file is read
            return os.pread(self._file.fileno(), size, begin)
        with self._turn:
            self._file.seek(begin)
            return self._file.read(size)


def _full(fault: OSError) -> UsageError:
    folder = tempfile.gettempdir()
    return UsageError(
        Text(
            f"放临时文件的磁盘满了（{folder}）：{fault.strerror}；腾出地方，或者用环境变量 TMPDIR 指到别的磁盘再试，原来的站点没有动",
            f"the disk for temporary files ({folder}) is full: {fault.strerror}; make room, or let TMPDIR name "
            "another disk; the site stands as it was",
        )
    )


@dataclass(frozen=True, slots=True)
class Held:
    """Bytes on a shelf."""

    shelf: Shelf
    begin: int
    size: int

    def bytes(self) -> bytes:
        return self.shelf.get(self.begin, self.size)
