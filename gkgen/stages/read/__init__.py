"""A folder or a git revision → Sources: every file of the content and the settings, and what can't be taken."""

from __future__ import annotations

import fnmatch
import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Protocol, TypeAlias

from gkgen.cache import Digest, digest_of
from gkgen.disk import Found, Refused, open_beneath, read_beneath, walk_beneath
from gkgen.findings import Finding, Place, Text, UsageError
from gkgen.kinds import HEAD, kind_faults
from gkgen.lockfile import LOCK_FILE
from gkgen.model import Fetched, Source
from gkgen.names import case_clashes
from gkgen.shelf import Shelf
from gkgen.stages.read.refusals import (
    CHANGED,
    LOCK_LIMIT,
    TEXT_LIMIT,
    changed,
    faults_of,
    is_text,
    refusal_of,
)

CONTENT = "content"
SETTINGS = "site.yaml"
AT_ROOT = (SETTINGS, LOCK_FILE, *(f"calendar/{year}.json" for year in range(2008, 2051)))
IGNORED = (".*", "~$*", "*~", "*.swp", "thumbs.db", "desktop.ini")
"""What editors, Office and systems leave behind, and git's own: never published, never spoken of."""
_IS_IGNORED = re.compile("|".join(map(fnmatch.translate, IGNORED)))


class Tree(Protocol):
    """What is read: a folder of the disk, or a revision of git."""

    def walk(self) -> Iterable[Found]:
        """What is in `content/`, in the order of paths."""

    def read(self, path: str, limit: int) -> bytes:
        """The bytes of whatever file has this path; raises `Refused`."""

    def text(self, found: Found, limit: int) -> bytes:
        """The bytes of just the file that was found; raises `Refused`."""

    def head(self, found: Found, size: int) -> bytes:
        """The first bytes of a file; raises `Refused`."""

    def content(self, found: Found) -> Path | Fetched:
        """Where the last stage copies a file from."""


@dataclass(frozen=True, slots=True)
class FolderTree:
    """A site's folder as it lies on the disk."""

    folder: Path

    def walk(self) -> Iterable[Found]:
        return walk_beneath(self.folder, CONTENT, enter=_is_wanted)

    def read(self, path: str, limit: int) -> bytes:
        return read_beneath(self.folder, path, limit=limit)

    def text(self, found: Found, limit: int) -> bytes:
        return read_beneath(self.folder, found.name_on_disk, limit=limit, inode=found.inode)

    def head(self, found: Found, size: int) -> bytes:
        with open_beneath(self.folder, found.name_on_disk, inode=found.inode) as file:
            return file.read(size)

    def content(self, found: Found) -> Path:
        return self.folder / found.name_on_disk


Before: TypeAlias = Mapping[str, tuple[str, Digest]]
"""What the disk said of files that were taken before, and the digests of the bytes of texts, by their paths."""
NOTHING: Before = {}


@dataclass(frozen=True, slots=True)
class _Untouched:
    """The bytes of a file that stands as it was when they were read last: they are read again where they are asked for."""

    tree: Tree
    name_on_disk: str
    sum: Digest

    def bytes(self) -> bytes:
        try:
            content = self.tree.read(self.name_on_disk, TEXT_LIMIT)
        except Refused as refused:
            raise changed(self.name_on_disk) from refused
        if digest_of(content) != self.sum:
            raise changed(self.name_on_disk)
        return content


def read(
    folder: Path, shelf: Shelf | None = None, before: Before = NOTHING
) -> tuple[tuple[Source, ...], tuple[Finding, ...]]:
    """The files below `folder/content` in the order of their paths, then what stands at the root of the site: the
    settings, the addresses that it has given out, its own years of working days; what is wrong.

    A text is held as its bytes, on the shelf if there is one; any other file as its path. A file that the disk says is
    as it was `before` isn't opened yet. Raises `UsageError` without a content folder.
    """
    content = folder / CONTENT
    if not content.is_dir() and not content.is_symlink():
        raise UsageError(
            Text(
                f"“{folder}”里没有 content 文件夹；进入站点的文件夹，或者用 -s 指明",
                f"there is no content folder in “{folder}”; go to the site's folder, or name it with -s",
            ),
        )
    return read_tree(FolderTree(folder), shelf, before)


def read_settings(folder: Path) -> tuple[Source | None, tuple[Finding, ...]]:
    """The settings alone; None, and nothing wrong, where there are none."""
    source, findings = _at_root(FolderTree(folder), SETTINGS)
    return source, tuple(findings)


def read_tree(
    tree: Tree, shelf: Shelf | None = None, before: Before = NOTHING
) -> tuple[tuple[Source, ...], tuple[Finding, ...]]:
    """The same of any tree: what is refused in a folder is refused in a revision."""
    found = tuple(tree.walk())
    taken = chain((_take(tree, each, before) for each in found), (_at_root(tree, path) for path in AT_ROOT))
    sources, findings = list[Source](), list[Finding]()
    for source, some in taken:
        findings += some
        if source is not None:
            sources.append(_laid(source, shelf))
    findings += case_clashes(source.path for source in sources)
    return tuple(sources), tuple(dict.fromkeys(findings))


def _laid(source: Source, shelf: Shelf | None) -> Source:
    if shelf is None or not isinstance(source.laid, bytes):
        return source
    return replace(source, laid=shelf.put([source.laid]))


def _is_wanted(path: str) -> bool:
    return not _IS_IGNORED.match(posixpath.basename(path).lower())


def _take(tree: Tree, found: Found, before: Before) -> tuple[Source | None, Iterable[Finding]]:
    state, known = before.get(found.path, ("", b""))
    if state and state == found.state:  # then it was taken, and nothing was wrong with it
        laid = _Untouched(tree, found.name_on_disk, known) if is_text(found.path) else tree.content(found)
        return Source(found.path, laid, found.size, known, state), ()
    if not all(map(_is_wanted, found.path.split("/"))):
        return None, ()
    if faults := tuple(faults_of(found)):
        return None, faults
    return _take_text(tree, found) if is_text(found.path) else _take_other(tree, found)


def _take_text(tree: Tree, found: Found) -> tuple[Source | None, Iterable[Finding]]:
    try:
        content = tree.text(found, TEXT_LIMIT)
    except Refused as refused:
        return None, refusal_of(found.path, refused.reason, refused.detail)
    if len(content) != found.size:
        return None, (CHANGED.at(Place(found.path)),)
    return Source(found.path, content, found.size, digest_of(content), found.state), ()


def _take_other(tree: Tree, found: Found) -> tuple[Source | None, Iterable[Finding]]:
    """A file that isn't read here, but for the bytes that tell its kind."""
    try:
        head = tree.head(found, HEAD)
    except Refused as refused:
        return None, refusal_of(found.path, refused.reason, refused.detail)
    faults = tuple(kind_faults(found.path, head))
    source = Source(found.path, tree.content(found), found.size, state=found.state)
    return (None if faults else source), faults


def _at_root(tree: Tree, path: str) -> tuple[Source | None, Iterable[Finding]]:
    """A file that is read whole; that there is none is no fault."""
    try:
        content = tree.read(path, LOCK_LIMIT if path == LOCK_FILE else TEXT_LIMIT)
    except Refused as refused:
        return None, () if refused.reason == "missing" else refusal_of(path, refused.reason, refused.detail)
    return Source(path, content, len(content), digest_of(content)), ()
