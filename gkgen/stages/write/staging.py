"""The new site while it is being put together: in a hidden folder beside the old one."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from io import BufferedWriter
from pathlib import Path

from gkgen.stages.write import exchange
from gkgen.stages.write.failure import told
from gkgen.stages.write.manifest import CHUNK, MANIFEST, UNFINISHED
from gkgen.stages.write.standing import FILE_MODE, FOLDER_MODE, Standing, Stranger, opened, sight_of

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class Staging:
    """The new tree at `root`. It begins to exist with the first thing that is put into it.

    A file that didn't change, and one that isn't ours, gets a second name in it (a hard link), so that the
    file itself, its date and its owner stay the same; on a disk without hard links it is copied.
    """

    def __init__(self, root: Path, standing: Standing) -> None:
        self.root = root
        self._standing = standing
        self._folders: set[str] = set()
        self._links = True

    @property
    def has_begun(self) -> bool:
        return bool(self._folders)

    def write(self, address: str, content: bytes | Path, roots: Sequence[Path]) -> tuple[str, str]:
        """Write a new file of ours; its sha256, and what the disk says of it."""
        with told(f"{self._standing.root}/{address}"):
            self._folder(address.rpartition("/")[0])
            digest = hashlib.sha256()
            with opened(content, roots) as source, self._created(address) as file:
                while chunk := source.read(CHUNK):
                    digest.update(chunk)
                    file.write(chunk)
                file.flush()
                made = digest.hexdigest()
                return made, sight_of(os.fstat(file.fileno()), made)

    def keep(self, path: str) -> None:
        """Take a file over from the site that stands, as it is."""
        old, new = f"{self._standing.root}/{path}", f"{self.root}/{path}"
        with told(old):
            self._folder(path.rpartition("/")[0])
            if self._links:
                os.link(old, new, follow_symlinks=False)
                return
            shutil.copyfile(old, new, follow_symlinks=False)
            with suppress(PermissionError):
                shutil.copystat(old, new, follow_symlinks=False)

    def carry(self, strangers: Sequence[Stranger]) -> None:
        """Take over what isn't ours, and then the folders' own modes, dates and owners."""
        for stranger in strangers:
            if stranger.is_folder:
                with told(self._standing.root / stranger.path):
                    self._folder(stranger.path)
            else:
                self.keep(stranger.path)

    def like(self, folders: Sequence[str]) -> None:
        """Make folders that aren't ours the same as they stand, once they are filled, the deepest first."""
        for folder in sorted(folders, key=lambda folder: -folder.count("/")):
            old = self._standing.root / folder
            with told(old):
                _resemble(old, self.root / folder)

    def finish(self, manifest: bytes) -> None:
        """Write the manifest last, see that all is on the disk, and take the mark of the unfinished away."""
        with told(self._standing.root / MANIFEST):
            self._folder("")
            with self._created(MANIFEST) as file:
                file.write(manifest)
            self._open_to_all()
            exchange.settle(self.root)
            (self.root / UNFINISHED).unlink()

    def _created(self, address: str) -> BufferedWriter:
        descriptor = os.open(self.root / address, _CREATE, FILE_MODE)
        file = os.fdopen(descriptor, "wb")
        _set_mode(descriptor if os.chmod in os.supports_fd else self.root / address, FILE_MODE)
        return file

    def _folder(self, folder: str) -> None:
        if not self.has_begun:
            self._begin()
        if folder not in self._folders:
            self._folder(folder.rpartition("/")[0])
            _make_folder(self.root / folder)
            self._folders.add(folder)

    def _begin(self) -> None:
        self.root.mkdir(mode=0o700)
        self._folders.add("")
        mark = self.root / UNFINISHED
        mark.write_bytes(b"")
        self._links = _has_links(mark)

    def _open_to_all(self) -> None:
        """Until now only its owner could look into the new tree; from now on, whoever may look into the old one."""
        _set_mode(self.root, FOLDER_MODE)
        if self._standing.root.is_dir():
            _resemble(self._standing.root, self.root)


def _make_folder(path: Path) -> None:
    """With a mode that doesn't depend on the umask, so that the same site is the same tree."""
    path.mkdir()
    _set_mode(path, FOLDER_MODE)


def _set_mode(file: Path | int, mode: int) -> None:
    """As far as the disk has modes at all: a FAT stick has not, and says that it isn't permitted."""
    with suppress(PermissionError):
        os.chmod(file, mode)


def _resemble(old: Path, new: Path) -> None:
    """Give a folder the owner, mode, dates and attributes of another, as far as this user may."""
    if os.name != "nt":
        status = old.stat()
        with suppress(PermissionError):
            os.chown(new, status.st_uid, status.st_gid)
    with suppress(PermissionError):
        shutil.copystat(old, new)


def _has_links(file: Path) -> bool:
    """Whether this disk can give a file a second name."""
    second = file.with_name(f"{file.name}-link")
    try:
        os.link(file, second)
    except OSError:
        return False
    second.unlink()
    return True
