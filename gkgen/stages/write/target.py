"""Where a site may be published: never a folder that isn't ours, and by one build at a time."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from gkgen.findings import Text, UsageError
from gkgen.stages.write.failure import told
from gkgen.stages.write.manifest import MANIFEST

_LOCK_TRIES = 100


def allowed(target: Path, keep_out: Sequence[Path]) -> Path:
    """The real path of a folder that may hold a site; raises `UsageError` for one that could hold other things.

    It may be new, empty, or have our manifest in it. Its parents may be links, the folder itself may not.
    """
    if not str(target) or "\0" in str(target):
        raise _refused(target, "路径无效", "the path isn't valid")
    with told(target):
        whole = Path(os.path.abspath(target))
        real = whole.parent.resolve() / whole.name
        _refuse_shared(real)
        refuse_neighbours(real, keep_out)
        _refuse_contents(real)
    return real


def beside(target: Path, what: str) -> Path:
    """A hidden sibling of the target, on the same disk, for our own use."""
    return target.parent / f".{target.name}.gkgen-{what}"


def refuse_neighbours(real: Path, keep_out: Sequence[Path]) -> None:
    """Raises `UsageError` for a folder with one of these in it or around it."""
    for kept in keep_out:
        other = kept.resolve()
        if _is_above_or_same(real, other):
            raise _refused(real, f"{kept} 在它里面", f"{kept} is in it")
        if _is_above_or_same(other, real):
            raise _refused(real, f"它在 {kept} 里面", f"it is in {kept}")


@contextmanager
def alone(target: Path) -> Iterator[None]:
    """Hold the target's lock. The system frees it with its process: a dead build never blocks a new one."""
    lock = beside(target, "lock")
    with told(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    with told(lock):
        try:
            descriptor = _take(lock, target)
        except PermissionError as denied:
            raise _no_room_beside(target) from denied
    try:
        yield
    finally:
        try:
            with told(lock):
                lock.unlink(missing_ok=True)
        finally:
            os.close(descriptor)


# ---------------------------------------------------------------- what is refused


def _refuse_shared(real: Path) -> None:
    """Folders that hold much more than a site."""
    if real == real.parent:
        raise _refused(real, "这是整个磁盘的根目录", "it is the root of the disk")
    for above, zh, en in _inhabited():
        if _is_above_or_same(real, above):
            raise _refused(real, zh, en)
    if ".git" in real.parts:
        raise _refused(real, "它在 Git 仓库的内部目录里", "it is inside the store of a Git repository")
    if real.is_symlink():
        raise _refused(real, "这是一个链接", "it is a link")
    if real.exists() and not real.is_dir():
        raise _refused(real, "这是一个文件", "it is a file")
    if os.path.ismount(real):
        raise _refused(
            real,
            "这是挂载点，不能整体替换；请在它里面另指定一个文件夹",
            "it is a mount point and can't be replaced as a whole; name a folder inside it",
        )


def _inhabited() -> Iterator[tuple[Path, str, str]]:
    yield Path.cwd(), "它是当前文件夹或其上级", "it is the current folder, or above it"
    home = os.path.expanduser("~")
    if home != "~":
        yield Path(home).resolve(), "它是用户主目录或其上级", "it is your home folder, or above it"


def _refuse_contents(real: Path) -> None:
    if not real.is_dir() or (real / MANIFEST).is_file():
        return
    if (real / ".git").exists():
        raise _refused(real, "这是 Git 仓库的根目录", "it is the root of a Git repository")
    if any(real.iterdir()):
        raise _refused(
            real,
            "里面有不是 gkgen 生成的文件；请指定一个新的或空的文件夹",
            "it has files that gkgen didn't write; name a new or empty folder",
        )


def _is_above_or_same(upper: Path, lower: Path) -> bool:
    """Compared by the disk where it can be: another spelling of a path isn't another folder."""
    if upper == lower or upper in lower.parents:
        return True
    return upper.exists() and any(
        step.exists() and os.path.samefile(step, upper) for step in (lower, *lower.parents)
    )


def _no_room_beside(target: Path) -> UsageError:
    return _refused(
        target,
        f"gkgen 要在它旁边建临时文件夹，但没有权限写入 {target.parent}；请指定一个上级可以写入的文件夹",
        f"gkgen works in a folder beside it and may not write in {target.parent} (permission denied); "
        "name a folder whose parent you may write in",
    )


def _refused(path: Path, zh: str, en: str) -> UsageError:
    return UsageError(Text(f"不能发布到 {path}：{zh}。", f"Can't publish to {path}: {en}."))


# ---------------------------------------------------------------- the lock


def _take(lock: Path, target: Path) -> int:
    """Open and lock; a lock file that its holder removed in between is no lock, so look again."""
    for _ in range(_LOCK_TRIES):
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
        if not _lock(descriptor):
            os.close(descriptor)
            break
        if lock.exists() and os.path.samestat(os.fstat(descriptor), os.lstat(lock)):
            return descriptor
        os.close(descriptor)
    raise UsageError(
        Text(
            f"另一个 gkgen 正在向 {target} 发布；请等它结束后再试。",
            f"Another gkgen build is running and publishing to {target}; wait for it to end.",
        )
    )


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True
else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
