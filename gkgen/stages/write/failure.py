"""What to say when the disk says no: the path, the cause, and that the old site stands."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from gkgen.disk import Refused
from gkgen.findings import Text, UsageError

NAMED = 10
"""So many paths are named in one message; of the rest only the number is told."""

_CAUSES = {
    errno.ENOSPC: Text("磁盘已满", "the disk is full"),
    errno.EDQUOT: Text("超出磁盘配额", "the disk quota is used up"),
    errno.EFBIG: Text("文件超过系统允许的大小", "the file is larger than the system allows"),
    errno.EACCES: Text("没有权限", "permission denied"),
    errno.EPERM: Text("系统不允许这项操作", "the system doesn't permit it"),
    errno.EROFS: Text("所在磁盘只读", "the disk is read-only"),
    errno.EMFILE: Text("打开的文件太多", "too many open files"),
    errno.ENFILE: Text("系统打开的文件太多", "too many open files in the system"),
    errno.EBUSY: Text("正被占用，或者是挂载点", "it is in use, or it is a mount point"),
    errno.ENAMETOOLONG: Text("名称太长", "the name is too long"),
    errno.EIO: Text("磁盘读写出错", "the disk failed"),
    errno.ENOTEMPTY: Text("其中刚刚出现了别的文件", "other files have just appeared in it"),
}


@contextmanager
def told(path: Path | str) -> Iterator[None]:
    """Turn what the disk refuses, while a new site is made for `path`, into a `UsageError` that names it."""
    try:
        yield
    except OSError as failure:
        cause = cause_of(failure)
        raise UsageError(
            Text(
                f"不能写入 {path}：{cause.zh}。原有网站没有改动。",
                f"Can't write {path}: {cause.en}. The site that was there is untouched.",
            )
        ) from failure


@contextmanager
def told_of_leftover(path: Path) -> Iterator[None]:
    """The same for a hidden folder that can't be removed, while a whole site stands in its place."""
    try:
        yield
    except OSError as failure:
        cause = cause_of(failure)
        raise UsageError(
            Text(
                f"网站是完整的，但临时文件夹 {path} 不能删除：{cause.zh}。请处理后重新运行。",
                f"The site is whole, but the temporary folder {path} can't be removed: {cause.en}. "
                "Mend that and run gkgen again.",
            )
        ) from failure


@contextmanager
def told_of_source(path: Path) -> Iterator[None]:
    """The same for a file that is copied from: it went away or became a link while the site was built."""
    try:
        yield
    except Refused as refused:
        said = f"{refused.detail} ({refused.reason})"
        cause = cause_of(refused.failure) if refused.failure else Text(said, said)
        raise UsageError(
            Text(
                f"不能读取 {path}：{cause.zh}。生成期间文件可能变动过，请重新运行。",
                f"Can't read {path}: {cause.en}. It may have changed during the build: run gkgen again.",
            )
        ) from refused


def cause_of(failure: OSError) -> Text:
    said = failure.strerror or str(failure)
    return _CAUSES.get(failure.errno or 0, Text(said, said))


def listed(paths: Sequence[str]) -> Text:
    """Some paths, in order, and how many more there are."""
    named = "".join(f"\n  {path}" for path in sorted(paths)[:NAMED])
    more = len(paths) - NAMED
    if more <= 0:
        return Text(named, named)
    return Text(f"{named}\n  …… 另有 {more} 个", f"{named}\n  … and {more} more")


def visible(name: str) -> str:
    """A name of the disk that can be printed."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
