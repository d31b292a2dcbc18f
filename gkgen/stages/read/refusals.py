"""What can't be taken into a site, and why: links, other things than files, names, sizes."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from gkgen.characters import shown
from gkgen.disk import Found
from gkgen.findings import Finding, Place, Text, UsageError, error
from gkgen.model import TEXTS
from gkgen.names import name_faults

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

MIB = 1 << 20
TEXT_LIMIT = 2 * MIB
LOCK_LIMIT = 32 * MIB
"""A quarter of a million addresses."""
OTHER_LIMIT = 100 * MIB
"""What a git host takes: 100 MiB a file."""


def changed(path: str) -> UsageError:
    said = CHANGED.at(Place(path))
    return UsageError(Text(f"{path}：{said.told('zh')}", f"{path}: {said.told('en')}"))


def faults_of(found: Found) -> Iterator[Finding]:
    place = Place(shown(found.path))
    if found.refused == "name" and _is_utf8(found.name_on_disk):
        yield SAME_NAME.at(place, name=posixpath.basename(place.file))
    elif found.refused == "name":
        yield NOT_UTF8_NAME.at(place, name=found.detail)
    elif found.refused:
        yield from refusal_of(place.file, found.refused, found.detail)
    else:
        yield from name_faults(found.path)
        extension = posixpath.splitext(found.path)[1]
        if is_text(found.path) and extension not in TEXTS:
            yield CAPITALS.at(place, extension=extension)
        yield from _size_faults(place, found.size, TEXT_LIMIT if is_text(found.path) else OTHER_LIMIT)


def refusal_of(path: str, reason: str, detail: str) -> Iterator[Finding]:
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


def is_text(path: str) -> bool:
    return path.lower().endswith(TEXTS)


def _is_utf8(name: str) -> bool:
    return not any("\ud800" <= each <= "\udfff" for each in name)
