"""What becomes of a folder of ours that is left over: emptied so that nothing of anybody else's can be lost."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TypeAlias

from gkgen.disk.folder import Folder, Refused, reach
from gkgen.findings import Text, UsageError
from gkgen.stages.write.failure import listed, told_of_leftover, visible
from gkgen.stages.write.manifest import MANIFEST, UNFINISHED, loaded, sum_of


def retire(left: Path, target: Path) -> None:
    """Remove a folder of ours beside the target, and of its files only what can't be missed.

    That is everything, if it was never finished. Otherwise: a second name of a file that stands in the target,
    a file that its manifest lists, with the bytes that it lists, and a copy of what stands. A file that
    somebody wrote while the site was published moves into the target. Anything else stays where it is, and is
    told in a `UsageError`.
    """
    with told_of_leftover(left):
        try:
            with reach(left.parent, []) as parent:
                parent.open_up(left.name)
            with reach(left.parent, [left.name]) as leaving, _entered(target) as standing:
                kept = _clear(leaving, standing, "", _rule(left))
                if not kept:
                    _remove_last(leaving)
        except Refused as refused:
            if refused.failure:
                raise refused.failure from refused
            raise _not_ours(left, refused) from refused
        if not kept:
            left.rmdir()
    if kept:
        raise _unlost(left, kept)


# ---------------------------------------------------------------- what may go

_Rule: TypeAlias = Callable[[Folder, Folder | None, str, str], bool]


def _rule(left: Path) -> _Rule:
    """Whether a file that is left over may go: (its folder, the same one in the target, its name, its path)."""
    if (left / UNFINISHED).exists():
        return lambda _left, _standing, _name, _path: True
    sums = loaded(left)

    def may_go(leaving: Folder, standing: Folder | None, name: str, path: str) -> bool:
        return _stands(leaving, standing, name) or _as_listed(leaving, name, sums.get(path))

    return may_go


def _clear(leaving: Folder, standing: Folder | None, prefix: str, may_go: _Rule) -> list[str]:
    """Remove what may go and move what the target lacks; the paths of what could be neither."""
    kept: list[str] = []
    for name in leaving.names():
        path = prefix + name
        if path in {MANIFEST, UNFINISHED}:
            continue
        if stat.S_ISDIR(leaving.status(name).st_mode):
            left = _clear_inner(leaving, standing, name, path, may_go)
        else:
            left = [] if may_go(leaving, standing, name, path) else [path]
            if not left:
                leaving.remove(name)
        if left and standing is not None and not _has(standing, name):
            leaving.move(name, standing)
            left = []
        kept += left
    return kept


def _clear_inner(leaving: Folder, standing: Folder | None, name: str, path: str, may_go: _Rule) -> list[str]:
    leaving.open_up(name)
    with leaving.inner(name) as inner, _twin(standing, name) as twin:
        kept = _clear(inner, twin, f"{path}/", may_go)
    if not kept:
        leaving.remove_inner(name)
    return kept


def _remove_last(leaving: Folder) -> None:
    """The manifest and the mark say what all else is, so they go when nothing else is left."""
    for name in (MANIFEST, UNFINISHED):
        if _has(leaving, name):
            leaving.remove(name)


def _as_listed(leaving: Folder, name: str, listed_sum: str | None) -> bool:
    if listed_sum is None or not stat.S_ISREG(leaving.status(name).st_mode):
        return False
    with os.fdopen(leaving.open(name), "rb") as file:
        return sum_of(file) == listed_sum


def _stands(leaving: Folder, standing: Folder | None, name: str) -> bool:
    """Whether the target has the same file: under this name too, or as a copy."""
    if standing is None:
        return False
    try:
        other = standing.status(name)
    except FileNotFoundError:
        return False
    one = leaving.status(name)
    if os.path.samestat(one, other):
        return True
    if stat.S_ISLNK(one.st_mode) and stat.S_ISLNK(other.st_mode):
        return leaving.target(name) == standing.target(name)
    if not (stat.S_ISREG(one.st_mode) and stat.S_ISREG(other.st_mode)) or one.st_size != other.st_size:
        return False
    with os.fdopen(leaving.open(name), "rb") as first, os.fdopen(standing.open(name), "rb") as second:
        return sum_of(first) == sum_of(second)


def _entered(target: Path) -> AbstractContextManager[Folder | None]:
    return reach(target.parent, [target.name]) if os.path.lexists(target) else nullcontext()


def _twin(standing: Folder | None, name: str) -> AbstractContextManager[Folder | None]:
    """The same folder in the target, if there is one."""
    if standing is None or not _has(standing, name):
        return nullcontext()
    return standing.inner(name) if stat.S_ISDIR(standing.status(name).st_mode) else nullcontext()


def _has(folder: Folder, name: str) -> bool:
    try:
        folder.status(name)
    except FileNotFoundError:
        return False
    return True


def _not_ours(left: Path, refused: Refused) -> UsageError:
    return UsageError(
        Text(
            f"{left} 应当是 gkgen 的临时文件夹，但它不是（{refused.detail}）。请把它移走后重新运行。",
            f"{left} should be a temporary folder of gkgen's, but it isn't ({refused.detail}). "
            "Move it away and run gkgen again.",
        )
    )


def _unlost(left: Path, kept: list[str]) -> UsageError:
    names = listed([visible(path) for path in kept])
    return UsageError(
        Text(
            f"网站已经发布，但下列文件在发布期间被别人改动过，保留在 {left} 里。"
            f"请取走需要的内容，再删除这个文件夹：{names.zh}",
            f"The site is published, but somebody changed these files meanwhile. They are kept in {left}. "
            f"Take what you need of them, then remove that folder:{names.en}",
        )
    )
