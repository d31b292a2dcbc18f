"""An open folder, and the steps from it to what is in it: no step follows a link."""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, TypeAlias, TypeVar

Reason: TypeAlias = Literal["symlink", "special", "unreadable", "name", "missing", "large"]
Taken = TypeVar("Taken")


class Refused(Exception):  # noqa: N818 -- it says what happened to the file, and content is seldom to blame
    """A file that isn't opened: `reason` is the rule that it breaks, `detail` shows the thing itself.

    The detail is a link's target, the kind of a special file, a bad name, a limit, or the system's own words.
    """

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason: Reason = reason
        self.detail = detail

    @property
    def failure(self) -> OSError | None:
        """The system's own error, if it is the system that refuses, and no rule of ours."""
        cause = self.__cause__
        return cause if self.reason == "unreadable" and isinstance(cause, OSError) else None


def reach(root: Path, parts: list[str]) -> Folder:
    """Open a folder below `root`, step by step. The way to `root` itself is the user's and may have links."""
    try:
        descriptor = os.open(root, _FOLDER & ~_NOFOLLOW) if _BY_DESCRIPTOR else None
    except OSError as failure:
        raise refused(failure) from failure
    folder = Folder(str(root), descriptor)
    for part in parts:
        with folder:
            folder = folder.inner(part)
    return folder


def steps(path: str) -> list[str]:
    """The names along a path. A path that could lead elsewhere, or that no disk can hold, is refused."""
    parts = path.split("/")
    if any(part in {"", ".", ".."} or "\0" in part for part in parts) or (os.sep != "/" and os.sep in path):
        raise Refused("name", visible(path))
    try:
        os.fsencode(path)
    except UnicodeEncodeError as failure:
        raise Refused("name", visible(path)) from failure
    return parts


_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_FOLDER = os.O_RDONLY | _NOFOLLOW | getattr(os, "O_DIRECTORY", 0)
_FILE = os.O_RDONLY | _NOFOLLOW | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_BY_DESCRIPTOR = bool(_NOFOLLOW) and {os.open, os.stat, os.readlink} <= os.supports_dir_fd


class Folder:
    """An open folder: what is in it is reached from it, never again by its path from above.

    Where the system can't do that (Windows) the path is kept, and each step is looked at before it is taken.
    """

    def __init__(self, path: str, descriptor: int | None) -> None:
        self._path = path
        self._descriptor = descriptor

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)

    def names(self) -> list[str]:
        return os.listdir(self._path if self._descriptor is None else self._descriptor)

    def status(self, name: str) -> os.stat_result:
        return os.stat(self._at(name), dir_fd=self._descriptor, follow_symlinks=False)

    def readable(self, name: str) -> bool:
        return os.access(self._at(name), os.R_OK, dir_fd=self._descriptor)

    def target(self, name: str) -> str:
        """Where a link leads, with anything that isn't UTF-8 made visible."""
        return visible(os.readlink(self._at(name), dir_fd=self._descriptor))

    def inner(self, name: str) -> Folder:
        """Step into a folder, by its name in NFC or as it is spelled; raises `Refused`."""
        return self._by_either_name(name, self._step)

    def open(self, name: str) -> int:
        """A descriptor of a regular file, by its name in NFC or as it is spelled; raises `Refused`."""
        return self._by_either_name(name, self._open)

    def remove(self, name: str) -> None:
        """Remove a file, or a link itself."""
        os.unlink(self._at(name), dir_fd=self._descriptor)

    def open_up(self, name: str) -> None:
        """Let the owner of an inner folder list it and remove from it."""
        if os.name != "nt" and self.status(name).st_mode & stat.S_IRWXU != stat.S_IRWXU:
            os.chmod(self._at(name), stat.S_IRWXU, dir_fd=self._descriptor)

    def remove_inner(self, name: str) -> None:
        """Remove an empty folder."""
        os.rmdir(self._at(name), dir_fd=self._descriptor)

    def move(self, name: str, other: Folder) -> None:
        """Move a file or a folder, whole, to another folder of the same disk."""
        os.rename(self._at(name), other._at(name), src_dir_fd=self._descriptor, dst_dir_fd=other._descriptor)

    def refuse_irregular(self, name: str, status: os.stat_result) -> None:
        """Raises `Refused` for a link and for anything that isn't a regular file."""
        self._refuse_link(name, status)
        if not stat.S_ISREG(status.st_mode):
            raise Refused("special", _kind(status.st_mode))

    def _by_either_name(self, name: str, take: Callable[[str], Taken]) -> Taken:
        try:
            return take(name)
        except OSError:
            name = self._spelled(name)
        try:
            return take(name)
        except OSError as failure:
            self._explain(name)
            raise refused(failure) from failure

    def _step(self, name: str) -> Folder:
        if self._descriptor is None:
            self._refuse_link(name, self.status(name))
            return Folder(self._at(name), None)
        return Folder("", os.open(name, _FOLDER, dir_fd=self._descriptor))

    def _open(self, name: str) -> int:
        before = self.status(name)
        self.refuse_irregular(name, before)
        file = os.open(self._at(name), _FILE | _BINARY, dir_fd=self._descriptor)
        opened = os.fstat(file)
        if not stat.S_ISREG(opened.st_mode) or not (_NOFOLLOW or os.path.samestat(before, opened)):
            os.close(file)
            raise Refused("special", _kind(opened.st_mode))
        return file

    def _spelled(self, name: str) -> str:
        """A name as this folder spells it: the same letters, or letters that are equal to them in NFC."""
        wanted = nfc(name)
        try:
            names = self.names()
        except OSError as failure:
            raise refused(failure) from failure
        return name if name in names else min((n for n in names if nfc(n) == wanted), default=name)

    def _explain(self, name: str) -> None:
        """A link where a folder was expected shows itself only as "not a folder": raise what it is."""
        with suppress(OSError):
            self._refuse_link(name, self.status(name))

    def _refuse_link(self, name: str, status: os.stat_result) -> None:
        if stat.S_ISLNK(status.st_mode) or _is_junction(status):
            raise Refused("symlink", self.target(name))

    def _at(self, name: str) -> str:
        return name if self._descriptor is not None else os.path.join(self._path, name)


# ---------------------------------------------------------------- words


def refused(failure: OSError) -> Refused:
    """A link that took a file's place after it was looked at shows itself as ELOOP or ENOTDIR."""
    if failure.errno in {errno.ENOENT, errno.ENOTDIR}:
        return Refused("missing", str(failure.strerror))
    if failure.errno == errno.ELOOP:
        return Refused("symlink", str(failure.strerror))
    return Refused("unreadable", str(failure.strerror))


def _is_junction(status: os.stat_result) -> bool:
    """Windows has links that call themselves folders."""
    return bool(getattr(status, "st_reparse_tag", False))


def _kind(mode: int) -> str:
    kinds = ((stat.S_ISFIFO, "FIFO"), (stat.S_ISSOCK, "socket"), (stat.S_ISDIR, "folder"))
    return next((name for holds, name in kinds if holds(mode)), "device")


def nfc(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def visible(name: str) -> str:
    """A name that can be printed: a byte that isn't UTF-8 as `\\xNN`."""
    if is_text(name):
        return name
    return (
        "".join(f"\\x{ord(one) - 0xDC00:02x}" if "\udc80" <= one <= "\udcff" else one for one in name)
        .encode("utf-8", "backslashreplace")
        .decode()
    )


def is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
