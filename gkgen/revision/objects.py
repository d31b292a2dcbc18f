"""The objects of a git repository: asked one by one of a single `git cat-file`, where somebody wants their bytes."""

from __future__ import annotations

import os
import weakref
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen

from gkgen.findings import Text, UsageError
from gkgen.revision.git import conversation

_CHUNK = 1 << 20


class Objects:
    """What the repository at `top` holds, by the names that git gives to bytes; `store` is a folder for those that have
    to lie in a file, and others may use it too. Each method raises UsageError for an object that isn't there.

    A process that was split off asks a git of its own: two that share a pipe would take each other's answers.
    """

    def __init__(self, top: Path, store: Path) -> None:
        self._top, self._store = top, store
        self._git: Popen[bytes] | None = None
        self._asked_by = 0

    def read(self, name: str) -> bytes:
        return b"".join(self._pieces(name))

    def head(self, name: str, size: int) -> bytes:
        """The first bytes, up to `size`."""
        head = b""
        for piece in self._pieces(name):
            head += piece[: size - len(head)]
        return head

    def file(self, name: str) -> Path:
        """The object as a file of the store, whole at once."""
        target = self._store / name
        if not target.exists():
            begun = self._store / f"{name}.{os.getpid()}"
            with begun.open("wb") as file:
                file.writelines(self._pieces(name))
            begun.replace(target)
        return target

    def _pieces(self, name: str) -> Iterator[bytes]:
        """To be taken to their end: the next answer follows on the same pipe."""
        git = self._running()
        assert git.stdout is not None
        left = _size_told(git, name)
        while left:
            piece = git.stdout.read(min(left, _CHUNK))
            if not piece:
                raise _lacking(name)
            left -= len(piece)
            yield piece
        git.stdout.read(1)

    def _running(self) -> Popen[bytes]:
        if self._git is None or self._asked_by != os.getpid():
            self._git, self._asked_by = conversation(self._top, ["cat-file", "--batch"]), os.getpid()
            weakref.finalize(self, _end, self._git, self._asked_by)
        return self._git


def _size_told(git: Popen[bytes], name: str) -> int:
    """The length of the object that git gives next."""
    assert git.stdin is not None
    assert git.stdout is not None
    try:
        git.stdin.write(f"{name}\n".encode("ascii"))
        git.stdin.flush()
        head = git.stdout.readline().split()
    except BrokenPipeError:
        head = []
    if len(head) != 3 or head[0].decode() != name:
        raise _lacking(name)
    return int(head[2])


def _lacking(name: str) -> UsageError:
    return UsageError(
        Text(
            f"仓库里缺少内容 {name[:12]}；运行 git fsck 检查，或者重新克隆",
            f"the repository lacks the object {name[:12]}; run git fsck, or clone it again",
        )
    )


def _end(git: Popen[bytes], asked_by: int) -> None:
    if asked_by == os.getpid():
        git.kill()
        git.communicate()
