"""The files of a theme: which of several folders has each, read so that no link is ever followed."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from gkgen.disk import Found as Walked
from gkgen.disk import Refused, read_beneath, walk_beneath
from gkgen.findings import Text, UsageError

Found: TypeAlias = Mapping[str, Path]
"""Each file by its path below the theme, in the order of paths, and the first theme folder that has it."""


def find(folders: Iterable[Path], below: str) -> Found:
    """What lies in the folder `below` of the themes, so that a site overrides a theme file by file.

    Hidden files are nobody's. Raises UsageError for a theme that isn't there, and for anything that isn't a plain
    file below it.
    """
    return _first((folder, walk_beneath(folder, below)) for folder in _there(folders))


def find_named(folders: Iterable[Path], names: Container[str]) -> Found:
    """These files that lie in the theme folders themselves; raises as `find` does."""
    return _first(
        (folder, (each for each in walk_beneath(folder, enter=lambda _path: False) if each.path in names))
        for folder in _there(folders)
    )


def _there(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(Text(f"主题文件夹 {folder} 不存在", f"there is no theme folder {folder}"))
        yield folder


def _first(walks: Iterable[tuple[Path, Iterable[Walked]]]) -> Found:
    found: dict[str, Path] = {}
    for folder, walk in walks:
        for each in walk:
            if each.refused:
                raise _refused(folder / each.path, each.detail)
            if not each.path.rpartition("/")[2].startswith("."):
                found.setdefault(each.path, folder)
    return dict(sorted(found.items()))


def content(found: Found, path: str) -> bytes:
    folder = found[path]
    try:
        return read_beneath(folder, path)
    except Refused as refused:
        raise _refused(folder / path, refused.detail) from refused


def text(found: Found, path: str) -> str:
    """Raises UsageError for a file in another encoding than UTF-8."""
    return decoded(content(found, path), str(found[path] / path))


def decoded(content: bytes, file: str) -> str:
    """The text of a file; raises as `text` does."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise UsageError(
            Text(
                f"主题里的 {file} 不是 UTF-8 编码，另存为 UTF-8",
                f"the theme's file {file} isn't in UTF-8; save it as UTF-8",
            )
        ) from fault


def _refused(path: Path, detail: str) -> UsageError:
    return UsageError(
        Text(
            f"主题里的 {path} 不是普通文件（{detail}），不能用；换成文件本身",
            f"{path} of the theme is no plain file ({detail}); put the file itself there",
        )
    )
