"""Everything below a folder, in the order of paths: what can be read, and what can't be and why."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from gkgen.disk.folder import Folder, Refused, is_text, nfc, reach, steps, visible

Inode: TypeAlias = tuple[int, int]
"""Which disk, and which of its files: no two that are there at a time have the same."""
Refusal: TypeAlias = Literal["", "symlink", "special", "unreadable", "name"]

COARSE = 2_500_000_000
"""Nanoseconds: a disk's dates may be as coarse as two seconds (FAT), so a file that was just saved is no witness."""

DEEPEST = 64
"""Folders within folders: what lies deeper is refused, not walked."""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing below a root: `path` has `/` and is in NFC, `name_on_disk` is how the disk spells that path.

    `refused` is empty for a file that can be read. Otherwise it is the rule that the thing breaks, and
    `detail` shows it. A name that isn't UTF-8 has its bytes as `\\xNN`. Of two names that are equal in NFC
    the second is refused. Of a file that can be read `inode` tells it from any other, and `state` is what the disk says
    of it: as long as it says so, the bytes are the same; empty where it was changed so lately that the next change might
    look alike.
    """

    path: str
    size: int
    refused: Refusal
    detail: str
    name_on_disk: str
    state: str = ""
    inode: Inode | None = field(default=None, compare=False)


def walk_beneath(
    root: Path, below: str = "", *, enter: Callable[[str], bool] = lambda _path: True
) -> Iterator[Found]:
    """Every file below `root` (or below `root/below`), in the order of paths; the refused stand among them.

    Links are shown and never followed. A folder that `enter` declines isn't looked into. Paths are relative
    to `root`, whatever `below` is; a folder that doesn't exist has nothing in it.
    """
    try:
        folder = reach(root, steps(below) if below else [])
    except Refused as refused:
        if refused.reason != "missing":
            yield Found(below, 0, _refusal(refused), refused.detail, below)
        return
    with folder:
        prefix = f"{below}/" if below else ""
        yield from _walk(folder, prefix, prefix, enter)


@dataclass(frozen=True, slots=True)
class _Listed:
    """A name in a folder, how it is shown, and what it is: None if even that can't be learned."""

    shown: str
    name: str
    status: os.stat_result | None

    @property
    def is_folder(self) -> bool:
        return self.status is not None and stat.S_ISDIR(self.status.st_mode)

    @property
    def order(self) -> tuple[str, str]:
        """A folder stands where the files in it do, so that a whole walk is in the order of paths."""
        return f"{self.shown}/" if self.is_folder else self.shown, self.name


def _walk(folder: Folder, path: str, on_disk: str, enter: Callable[[str], bool]) -> Iterator[Found]:
    try:
        listed = sorted(_listed(folder), key=lambda listed: listed.order)
    except OSError as failure:
        yield Found(path.rstrip("/"), 0, "unreadable", str(failure.strerror), on_disk.rstrip("/"))
        return
    seen: set[str] = set()
    for one in listed:
        here, spelled = path + one.shown, on_disk + one.name
        spelled = here if spelled == here else spelled  # held for long, and nearly always the same
        if one.shown in seen or not is_text(one.name):
            yield Found(here, 0, "name", visible(one.name), spelled)
        elif not one.is_folder:
            yield _look(folder, one, here, spelled)
        elif enter(here):
            yield from _walk_inner(folder, one.name, here, spelled, enter)
        seen.add(one.shown)


def _walk_inner(
    folder: Folder, name: str, path: str, on_disk: str, enter: Callable[[str], bool]
) -> Iterator[Found]:
    try:
        if path.count("/") >= DEEPEST:
            raise Refused("unreadable", f"> {DEEPEST}")
        inner = folder.inner(name)
    except Refused as refused:
        yield Found(path, 0, _refusal(refused), refused.detail, on_disk)
        return
    with inner:
        yield from _walk(inner, f"{path}/", f"{on_disk}/", enter)


def _listed(folder: Folder) -> Iterator[_Listed]:
    """What is there now; a file that went away since the folder was listed isn't."""
    for name in folder.names():
        shown = nfc(visible(name))
        try:
            yield _Listed(shown, name, folder.status(name))
        except FileNotFoundError:
            continue
        except PermissionError:
            yield _Listed(shown, name, None)


def _look(folder: Folder, one: _Listed, path: str, on_disk: str) -> Found:
    """A file or what isn't one, from its status alone: nothing is opened."""
    try:
        if one.status is None:
            raise Refused("unreadable", os.strerror(errno.EACCES))
        folder.refuse_irregular(one.name, one.status)
        if not folder.readable(one.name):
            raise Refused("unreadable", os.strerror(errno.EACCES))
    except Refused as refused:
        return Found(path, 0, _refusal(refused), refused.detail, on_disk)
    except OSError as failure:
        return Found(path, 0, "unreadable", str(failure.strerror), on_disk)
    return Found(path, one.status.st_size, "", "", on_disk, _state(one.status), inode_of(one.status))


def inode_of(status: os.stat_result) -> Inode:
    return status.st_dev, status.st_ino


def _state(status: os.stat_result) -> str:
    """Its date can be set to any day, the system's own note of the last change can't."""
    if max(status.st_mtime_ns, status.st_ctime_ns) > time.time_ns() - COARSE:
        return ""
    return f"{status.st_ino} {status.st_dev} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


def _refusal(refused: Refused) -> Refusal:
    reason = refused.reason
    return "unreadable" if reason == "missing" or reason == "large" else reason  # noqa: PLR1714 -- mypy narrows
