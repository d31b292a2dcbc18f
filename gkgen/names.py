"""What a file may be called, so that every system can hold it and no two are mistaken for each other."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from gkgen.characters import code_points, shown, unseen_in
from gkgen.findings import Finding, Place, Rule, Text, error

UNSEEN_IN_NAME = error(
    "F105",
    Text("文件名里有看不见的字符 {found}", "the name of the file has an invisible character: {found}"),
    Text("把文件改名，去掉它", "rename the file without it"),
)
UNPORTABLE_NAME = error(
    "F106",
    Text("“{name}”{fault}，换一台电脑就打不开", "“{name}” {fault}: other computers can't open it"),
    Text("把它改名", "rename it"),
)
LONG_NAME = error(
    "F107",
    Text(
        "“{name}”太长：{size} 个字节，最多 {limit} 个（一个汉字占 3 个）",
        "“{name}” is too long: {size} bytes of {limit} (a Chinese character takes 3)",
    ),
    Text("改短一些", "shorten it"),
)
CASE_ALONE = error(
    "F109",
    Text(
        "“{name}”与“{other}”只差大小写，在 Windows 和 macOS 上会互相覆盖",
        "“{name}” and “{other}” differ by case alone: on Windows and macOS one replaces the other",
    ),
    Text("把其中一个改名", "rename one of them"),
)

NAME_LIMIT = 200
"""Bytes of a name: 255 on every disk, less what the output adds to it."""
PATH_LIMIT = 1000
_OFTEN = 256
"""Names that are looked at once: the folders above thousands of files."""

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE | re.DOTALL)
_FORBIDDEN = re.compile(r'[<>:"|?*\\]')


def name_faults(path: str) -> Iterator[Finding]:
    """What is wrong with each name along a path in NFC; a folder's fault is told at the folder."""
    parts = path.split("/")
    for length, name in enumerate(parts, 1):
        if fault := _fault(name):
            rule, values = fault
            yield rule.at(Place(shown("/".join(parts[:length]))), **values)
    if len(path.encode()) > PATH_LIMIT:
        place = Place(shown(path))
        yield LONG_NAME.at(place, name=f"{path[:20]}…", size=len(path.encode()), limit=PATH_LIMIT)


def case_clashes(paths: Iterable[str]) -> Iterator[Finding]:
    """Each file or folder whose path is an earlier one's but for case, once."""
    spelled: dict[str, str] = {}
    told: set[str] = set()
    for path in paths:
        parts = path.split("/")
        for length in range(1, len(parts) + 1):
            here = "/".join(parts[:length])
            other = spelled.setdefault(here.casefold(), here)
            if other != here and here not in told:
                told.add(here)
                yield CASE_ALONE.at(Place(here), name=parts[length - 1], other=posixpath.basename(other))
                break


@lru_cache(maxsize=_OFTEN)
def _fault(name: str) -> tuple[Rule, dict[str, Any]] | None:
    """What is wrong with one name, wherever it stands."""
    if unseen := unseen_in(name):
        return UNSEEN_IN_NAME, {"found": code_points(unseen)}
    if fault := _unportable(name):
        return UNPORTABLE_NAME, {"name": name, "fault": fault}
    size = len(name.encode())
    if size > NAME_LIMIT:
        return LONG_NAME, {"name": f"{name[:20]}…", "size": size, "limit": NAME_LIMIT}
    return None


def _unportable(name: str) -> Text | None:
    """Why a name can't be written on every system, or would be taken for an option by a command."""
    if bad := _FORBIDDEN.search(name):
        return Text(f"里有“{bad.group()}”", f"has a {bad.group()}")
    if _RESERVED.fullmatch(name):
        return Text("是 Windows 保留的名字", "is a name that Windows keeps for itself")
    if name.startswith("-"):
        return Text("以“-”开头，会被当成命令的选项", "begins with -, like an option of a command")
    if name != name.strip() or name.endswith("."):
        return Text("开头或末尾有空格，或以“.”结尾", "begins or ends with a space, or ends with a dot")
    return None
