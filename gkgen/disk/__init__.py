"""Files below a folder, opened so that no link is ever followed, at no step of the way."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from gkgen.disk.folder import Reason, Refused, reach, refused, steps
from gkgen.disk.replacing import replace_beneath
from gkgen.disk.walk import COARSE, Found, Inode, Refusal, inode_of, walk_beneath

__all__ = [
    "COARSE",
    "Found",
    "Inode",
    "Reason",
    "Refusal",
    "Refused",
    "create_beneath",
    "open_beneath",
    "open_source",
    "put_beneath",
    "read_beneath",
    "replace_beneath",
    "walk_beneath",
]


_USUAL = 1 << 16
"""Bytes of which few texts have more."""


def read_beneath(root: Path, path: str, *, limit: int | None = None, inode: Inode | None = None) -> bytes:
    """The bytes of a regular file below `root`, by its path in NFC or as the disk spells it.

    Raises `Refused`, as `open_beneath` does. A file of more than `limit` bytes is "large", and no more than that is read of it.
    """
    with open_beneath(root, path, inode=inode) as file:
        try:
            content = file.read() if limit is None else _read(file, limit + 1)
        except OSError as failure:
            raise refused(failure) from failure
    if limit is not None and len(content) > limit:
        raise Refused("large", str(limit))
    return content


def _read(file: BinaryIO, most: int) -> bytes:
    """So many bytes at most: room for all of them is made only where a file is large."""
    content = file.read(min(most, _USUAL))
    return content + file.read(most - len(content)) if len(content) == _USUAL else content


def open_beneath(root: Path, path: str, *, inode: Inode | None = None) -> BinaryIO:
    """Open a regular file below `root` for reading; a FIFO, socket or device is refused, never waited for. Where another
    file stands by now than the one of this `inode`, that one is "missing"."""
    parts = steps(path)
    with reach(root, parts[:-1]) as folder:
        file = os.fdopen(folder.open(parts[-1]), "rb")
    if inode is not None and inode != inode_of(os.fstat(file.fileno())):
        file.close()
        raise Refused("missing", path)
    return file


def open_source(path: Path, roots: Iterable[Path] = ()) -> BinaryIO:
    """Open a file that an earlier stage named by a whole path, with no link at any step below its root.

    The root is the longest of `roots` that the path lies below; failing that, the root of the file system.
    """
    above = [root for root in roots if path != root and path.is_relative_to(root)]
    root = max(above, key=lambda root: len(root.parts), default=Path(path.anchor))
    return open_beneath(root, path.relative_to(root).as_posix())


def create_beneath(root: Path, path: str, content: bytes) -> None:
    """Write a new file below `root` and the folders above it: nothing is overwritten, no link is followed.

    Raises `Refused` ("symlink", with the link's name) or the system's OSError.
    """
    above = root
    for part in path.split("/")[:-1]:
        above /= part
        if above.is_symlink():
            raise Refused("symlink", part)
        above.mkdir(exist_ok=True)
    with (root / path).open("xb") as file:
        file.write(content)


def put_beneath(root: Path, path: str, content: bytes) -> None:
    """Write a file below `root`, whether it is there already or not; one that has this content stays untouched.

    Raises `Refused` or the system's OSError.
    """
    try:
        if read_beneath(root, path) != content:
            replace_beneath(root, path, content)
    except Refused as failure:
        if failure.reason != "missing":
            raise
        create_beneath(root, path, content)
