"""The site that stands: which of its files are ours and as we wrote them, and which are somebody else's."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Literal, TypeAlias

from gkgen.disk import Refused, open_beneath, open_source
from gkgen.findings import Text, UsageError
from gkgen.stages.write.failure import told, told_of_source, visible
from gkgen.stages.write.manifest import CHUNK, MANIFEST, loaded, sum_of

FILE_MODE = 0o644
FOLDER_MODE = 0o755

State: TypeAlias = Literal["absent", "ours", "foreign"]


@dataclass(frozen=True, slots=True)
class Stranger:
    """Something in the target that gkgen didn't write: a file, a link, or an empty folder."""

    path: str
    is_folder: bool


class Standing:
    """The target as it is before a publication. Nothing here changes it.

    `seen` is what the disk said of files whose bytes were known then: of one of which it still says so, the bytes
    aren't read.
    """

    def __init__(self, root: Path, seen: Mapping[str, str]) -> None:
        self.root = root
        self._seen = seen
        with told(root):
            if root.is_dir() and not os.access(root, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            self.sums = loaded(root) if root.is_dir() else {}
            self.is_site = (root / MANIFEST).is_file()
            self._has_modes = self.is_site and _has_our_mode(root / MANIFEST)

    def sight(self, address: str) -> str:
        """What the disk says of a file now; empty where there is none with our mode."""
        try:
            status = os.lstat(f"{self.root}/{address}")
        except (FileNotFoundError, NotADirectoryError):
            return ""
        if self._has_modes and stat.S_IMODE(status.st_mode) != FILE_MODE:
            return ""
        return sight_of(status, self.sums.get(address, ""))

    def same(self, address: str, content: bytes | Path, roots: Sequence[Path], sight: str) -> str:
        """The sha256 of `content` if the file, of which the disk says `sight`, stands with just these bytes and our
        mode; empty if not."""
        if isinstance(content, bytes) and self._unmoved(address, sight):
            made = hashlib.sha256(content).hexdigest()
            return made if made == self.sums[address] else ""
        with told(f"{self.root}/{address}"):
            try:
                held = self._open(address)
            except Refused:
                return ""
            with held, opened(content, roots) as wanted:
                status = os.fstat(held.fileno())
                if self._has_modes and stat.S_IMODE(status.st_mode) != FILE_MODE:
                    return ""
                if isinstance(content, bytes) and status.st_size != len(content):
                    return ""
                return _sum_if_equal(wanted, held)

    def state(self, address: str, sight: str) -> State:
        """Whether a file of which the disk says `sight` may be replaced or removed: only one of our list, with the
        bytes that we wrote."""
        if self._unmoved(address, sight):
            return "ours"
        try:
            with told(f"{self.root}/{address}"), self._open(address) as held:
                return "ours" if sum_of(held) == self.sums.get(address) else "foreign"
        except Refused as refused:
            is_folder = refused.reason == "special" and refused.detail == "folder"
            return "absent" if is_folder or refused.reason == "missing" else "foreign"

    def _unmoved(self, address: str, sight: str) -> bool:
        return bool(sight) and address in self.sums and self._seen.get(address) == sight

    def _open(self, address: str) -> BinaryIO:
        """Raises `Refused` for what isn't there or is no file, and `OSError` for what the disk won't open."""
        try:
            return open_beneath(self.root, address)
        except Refused as refused:
            if refused.failure:
                raise refused.failure from refused
            raise

    def strangers(self, ours: Collection[str]) -> Iterator[Stranger]:
        """Everything below the root that isn't one of `ours`, by its path as the disk spells it, in order."""
        if self.root.is_dir():
            known = frozenset(ours) | {MANIFEST}
            yield from self._strangers("", known, folders_of(known), self.root.stat().st_dev)

    def _strangers(
        self, prefix: str, ours: frozenset[str], our_folders: frozenset[str], disk: int
    ) -> Iterator[Stranger]:
        here = self.root / prefix
        with told(here), os.scandir(here) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
            folders = {
                entry.name: entry.stat(follow_symlinks=False).st_dev
                for entry in entries
                if entry.is_dir(follow_symlinks=False)
            }
        for name in (entry.name for entry in entries):
            path = prefix + name
            if name not in folders:
                if path not in ours:
                    yield Stranger(path, is_folder=False)
                continue
            if os.name != "nt" and folders[name] != disk:
                raise _mounted(self.root / path)
            within = list(self._strangers(f"{path}/", ours, our_folders, disk))
            yield from within
            if not within and path not in our_folders and path not in ours:
                yield Stranger(path, is_folder=True)


def sight_of(status: os.stat_result, digest: str) -> str:
    """What the disk says of a file whose bytes have this sha256: said again, they are the same."""
    return f"{status.st_mode} {status.st_size} {status.st_mtime_ns} {status.st_ino} {status.st_dev} {digest}"


def folders_of(paths: Iterable[str]) -> frozenset[str]:
    """The folders that have to be there for these files to be."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return frozenset(found)


def opened(content: bytes | Path, roots: Sequence[Path]) -> BinaryIO:
    """What a file of the new site is read from."""
    if isinstance(content, bytes):
        return BytesIO(content)
    with told_of_source(content):
        return open_source(content, roots)


def _has_our_mode(file: Path) -> bool:
    """Our manifest hasn't, on a disk that keeps no modes, such as a FAT stick: then no file is judged by them."""
    return stat.S_IMODE(file.stat().st_mode) == FILE_MODE


def _sum_if_equal(wanted: BinaryIO, held: BinaryIO) -> str:
    digest = hashlib.sha256()
    while True:
        chunk = wanted.read(CHUNK)
        if chunk != held.read(CHUNK):
            return ""
        if not chunk:
            return digest.hexdigest()
        digest.update(chunk)


def _mounted(path: Path) -> UsageError:
    shown = visible(str(path))
    return UsageError(
        Text(
            f"{shown} 是挂载点，不能随网站一起替换；请把它移到发布文件夹之外。",
            f"{shown} is a mount point and can't move with the site; move it out of the published folder.",
        )
    )
