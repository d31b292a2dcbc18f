"""A folder or a git revision → Sources: every file of the content and the settings, and what can't be taken."""

from __future__ import annotations

import fnmatch
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Protocol

from gkgen.characters import shown
from gkgen.disk import Found, Refused, open_beneath, read_beneath, walk_beneath
from gkgen.findings import Finding, Place, Text, UsageError, error
from gkgen.kinds import HEAD, kind_faults
from gkgen.lockfile import LOCK_FILE
from gkgen.model import TEXTS, Source
from gkgen.names import case_clashes, name_faults
from gkgen.shelf import Shelf

LINK = error(
    "F101",
    Text(
        "这是指向“{target}”的链接；网站不收链接，以免把文件夹以外的内容公开",
        "this is a link to “{target}”; no link is followed, so that nothing from outside is published",
    ),
    Text("把文件本身复制到这里", "put a copy of the file here"),
)
NOT_A_FILE = error(
    "F102",
    Text("这不是普通文件，而是 {kind}", "this is no file but a {kind}"),
    Text("把它移出 content 文件夹", "move it out of the content folder"),
)
UNREADABLE = error(
    "F103",
    Text("系统不让读这里：{reason}", "the system doesn't let this be read: {reason}"),
    Text("改它的权限，或检查磁盘", "change its permissions, or check the disk"),
)
NOT_UTF8_NAME = error(
    "F104",
    Text("文件名不是 UTF-8 编码：{name}", "the name of the file is not in UTF-8: {name}"),
    Text("把文件改名", "rename the file"),
)
SAME_NAME = error(
    "F108",
    Text("同一文件夹里有两个看来一样的名字“{name}”", "two names in this folder look the same: “{name}”"),
    Text("把其中一个改名", "rename one of them"),
)
CHANGED = error(
    "F110",
    Text("读取时文件正在变动", "the file changed while it was being read"),
    Text("等它保存或同步完，再运行一次", "wait until it is saved, and run again"),
)
NOTHING_IN_IT = error(
    "F111",
    Text("文件是空的（0 字节）", "the file is empty (0 bytes)"),
    Text("换成完整的文件，或者删去它", "put the whole file here, or delete it"),
)
TOO_LARGE = error(
    "F112",
    Text("文件有 {size} MiB，最多 {limit} MiB", "the file has {size} MiB; {limit} MiB at most"),
    Text("拆成几个文件，或压缩其中的图片", "split it, or make the pictures in it smaller"),
)
CAPITALS = error(
    "F113",
    Text("扩展名“{extension}”不是小写，不会当作网页读取", "“{extension}” in capitals isn't read as a page"),
    Text("把扩展名改成小写", "write it in small letters"),
)

CONTENT = "content"
SETTINGS = "site.yaml"
AT_ROOT = (SETTINGS, LOCK_FILE, *(f"calendar/{year}.json" for year in range(2008, 2051)))
MIB = 1 << 20
TEXT_LIMIT = 2 * MIB
LOCK_LIMIT = 32 * MIB
"""A quarter of a million addresses."""
OTHER_LIMIT = 100 * MIB
"""What a git host takes: 100 MiB a file."""
IGNORED = (".*", "~$*", "*~", "*.swp", "thumbs.db", "desktop.ini")
"""What editors, Office and systems leave behind, and git's own: never published, never spoken of."""
_IS_IGNORED = re.compile("|".join(map(fnmatch.translate, IGNORED)))


class Tree(Protocol):
    """What is read: a folder of the disk, or a revision of git."""

    def walk(self) -> Iterable[Found]:
        """What is in `content/`, in the order of paths."""

    def read(self, path: str, limit: int) -> bytes:
        """The bytes of a file; raises `Refused`."""

    def head(self, found: Found, size: int) -> bytes:
        """The first bytes of a file; raises `Refused`."""

    def content(self, found: Found) -> Path:
        """Where the last stage copies a file from."""


@dataclass(frozen=True, slots=True)
class FolderTree:
    """A site's folder as it lies on the disk."""

    folder: Path

    def walk(self) -> Iterable[Found]:
        return walk_beneath(self.folder, CONTENT, enter=_is_wanted)

    def read(self, path: str, limit: int) -> bytes:
        return read_beneath(self.folder, path, limit=limit)

    def head(self, found: Found, size: int) -> bytes:
        with open_beneath(self.folder, found.path) as file:
            return file.read(size)

    def content(self, found: Found) -> Path:
        return self.folder / found.name_on_disk


def read(folder: Path, shelf: Shelf | None = None) -> tuple[tuple[Source, ...], tuple[Finding, ...]]:
    """The files below `folder/content` in the order of their paths, then what stands at the root of the site: the
    settings, the addresses that it has given out, its own years of working days; what is wrong.

    A text is held as its bytes, on the shelf if there is one; any other file as its path. Raises `UsageError` without a content folder.
    """
    content = folder / CONTENT
    if not content.is_dir() and not content.is_symlink():
        raise UsageError(
            Text(
                f"“{folder}”里没有 content 文件夹；进入站点的文件夹，或者用 -s 指明",
                f"there is no content folder in “{folder}”; go to the site's folder, or name it with -s",
            ),
        )
    return read_tree(FolderTree(folder), shelf)


def read_settings(folder: Path) -> tuple[Source | None, tuple[Finding, ...]]:
    """The settings alone; None, and nothing wrong, where there are none."""
    source, findings = _at_root(FolderTree(folder), SETTINGS)
    return source, tuple(findings)


def read_tree(tree: Tree, shelf: Shelf | None = None) -> tuple[tuple[Source, ...], tuple[Finding, ...]]:
    """The same of any tree: what is refused in a folder is refused in a revision."""
    found = [each for each in tree.walk() if all(map(_is_wanted, each.path.split("/")))]
    taken = chain((_take(tree, each) for each in found), (_at_root(tree, path) for path in AT_ROOT))
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
    return Source(source.path, shelf.put([source.laid]), source.size)


def _is_wanted(path: str) -> bool:
    return not _IS_IGNORED.match(posixpath.basename(path).lower())


def _take(tree: Tree, found: Found) -> tuple[Source | None, Iterable[Finding]]:
    faults = tuple(_faults(found))
    if faults:
        return None, faults
    if not _is_text(found.path):
        return _take_other(tree, found)
    try:
        content = tree.read(found.path, TEXT_LIMIT)
    except Refused as refused:
        return None, _refusal(found.path, refused.reason, refused.detail)
    if len(content) != found.size:
        return None, (CHANGED.at(Place(found.path)),)
    return Source(found.path, content, found.size), ()


def _take_other(tree: Tree, found: Found) -> tuple[Source | None, Iterable[Finding]]:
    """A file that isn't read here, but for the bytes that tell its kind."""
    try:
        head = tree.head(found, HEAD)
    except Refused as refused:
        return None, _refusal(found.path, refused.reason, refused.detail)
    faults = tuple(kind_faults(found.path, head))
    return (None if faults else Source(found.path, tree.content(found), found.size)), faults


def _at_root(tree: Tree, path: str) -> tuple[Source | None, Iterable[Finding]]:
    """A file that is read whole; that there is none is no fault."""
    try:
        content = tree.read(path, LOCK_LIMIT if path == LOCK_FILE else TEXT_LIMIT)
    except Refused as refused:
        return None, () if refused.reason == "missing" else _refusal(path, refused.reason, refused.detail)
    return Source(path, content, len(content)), ()


def _faults(found: Found) -> Iterator[Finding]:
    place = Place(shown(found.path))
    if found.refused == "name" and _is_utf8(found.name_on_disk):
        yield SAME_NAME.at(place, name=posixpath.basename(place.file))
    elif found.refused == "name":
        yield NOT_UTF8_NAME.at(place, name=found.detail)
    elif found.refused:
        yield from _refusal(place.file, found.refused, found.detail)
    else:
        yield from name_faults(found.path)
        extension = posixpath.splitext(found.path)[1]
        if _is_text(found.path) and extension not in TEXTS:
            yield CAPITALS.at(place, extension=extension)
        yield from _size_faults(place, found.size, TEXT_LIMIT if _is_text(found.path) else OTHER_LIMIT)


def _refusal(path: str, reason: str, detail: str) -> Iterator[Finding]:
    place = Place(path)
    if reason == "symlink":
        yield LINK.at(place, target=shown(detail))
    elif reason == "special":
        yield NOT_A_FILE.at(place, kind=detail)
    elif reason == "missing":
        yield CHANGED.at(place)
    elif reason == "large":
        yield TOO_LARGE.at(place, size=f"{TEXT_LIMIT // MIB}+", limit=TEXT_LIMIT // MIB)
    else:
        yield UNREADABLE.at(place, reason=detail)


def _size_faults(place: Place, size: int, limit: int) -> Iterator[Finding]:
    """An empty text isn't spoken of here: whoever parses it says how to begin one."""
    if size > limit:
        yield TOO_LARGE.at(place, size=f"{size / MIB:.1f}", limit=limit // MIB)
    elif size == 0 and limit == OTHER_LIMIT:
        yield NOTHING_IN_IT.at(place)


def _is_text(path: str) -> bool:
    return path.lower().endswith(TEXTS)


def _is_utf8(name: str) -> bool:
    return not any("\ud800" <= each <= "\udfff" for each in name)
