"""Content files that a command writes anew: which are meant, what changes, and the new text in the old one's place."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path

from gkgen.disk import Refused, replace_beneath
from gkgen.findings import Text, UsageError
from gkgen.model import TEXTS, Source


def texts_named(sources: Sequence[Source], folder: Path, paths: Sequence[Path]) -> tuple[Source, ...]:
    """The content files named, or in the folders named; all without a path. Raises UsageError for one elsewhere."""
    texts = [each for each in sources if each.path.endswith(TEXTS) and each.is_read]
    names = [_below(folder, each) for each in paths]
    for name in names:
        if not any(_is_in(each.path, name) for each in texts):
            raise UsageError(
                Text(f"“{name}”里没有本站的内容文件", f"there is no file of the site's content in “{name}”")
            )
    return tuple(each for each in texts if not names or any(_is_in(each.path, name) for name in names))


def difference(path: str, old: bytes, new: bytes) -> str:
    """What changes, as a unified diff; its line ends are the file's."""
    before, after = (each.decode("utf-8", "replace").splitlines(keepends=True) for each in (old, new))
    return "".join(unified_diff(before, after, f"a/{path}", f"b/{path}"))


def put(folder: Path, path: str, old: bytes, new: bytes) -> None:
    """Write a file in the old one's place. Raises UsageError, and the old file is there, when it can't be written or
    isn't any more what was read."""
    try:
        replace_beneath(folder, path, new, instead_of=old)
    except Refused as refused:
        raise _unwritable(path, refused.detail) from refused
    except OSError as failure:
        raise _unwritable(path, failure.strerror or str(failure)) from failure


def _unwritable(path: str, why: str) -> UsageError:
    return UsageError(Text(f"不能写入 {path}：{why}", f"{path} can't be written: {why}"))


def _below(folder: Path, path: Path) -> str:
    whole = path.resolve()
    if not whole.is_relative_to(folder):
        raise UsageError(Text(f"“{path}”不在站点 {folder} 里", f"“{path}” is not in the site {folder}"))
    return whole.relative_to(folder).as_posix()


def _is_in(path: str, name: str) -> bool:
    return name in (".", path) or path.startswith(f"{name}/")
