"""The one moment in which the new site takes the old one's place, and what a killed one left behind is put right.

At every moment one whole site stands at the target, or (on a disk that can't exchange two folders) lies
beside it until the next start.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

from gkgen.stages.write.failure import told, told_of_leftover
from gkgen.stages.write.leftover import retire
from gkgen.stages.write.target import beside


def put_in_place(new: Path, target: Path) -> None:
    """Let `new` stand at `target`; what stood there before is taken away afterwards."""
    with told(target):
        if not target.exists() or not any(target.iterdir()):
            _onto_nothing(new, target)
            return
        old = new if _exchanged(new, target) else _in_two_steps(new, target)
    with told_of_leftover(old):
        _settle_names(target.parent)
    retire(old, target)


def heal(target: Path) -> None:
    """Put right what a killed build left: the old site back in its place, hidden folders gone."""
    old, new = beside(target, "old"), beside(target, "new")
    with told(target):
        if old.is_dir() and not old.is_symlink() and not target.exists():
            old.rename(target)
    for left in (new, old):
        if os.path.lexists(left):
            retire(left, target)


def settle(tree: Path) -> None:
    """See that all that was written below `tree` is on the disk, before anything relies on it."""
    if sys.platform == "linux":
        descriptor = os.open(tree, os.O_RDONLY)
        try:
            if _LIBC is not None and _LIBC.syncfs(descriptor) != 0:
                raise _last_error()
        finally:
            os.close(descriptor)
    elif sys.platform != "win32":
        os.sync()


# ---------------------------------------------------------------- the exchange

_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
_EXCHANGE = 2  # RENAME_EXCHANGE, see renameat2(2)
_BY_PATH = -100  # AT_FDCWD
_NO_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM}


def _exchanged(new: Path, target: Path) -> bool:
    """Whether the two folders have changed places, at once; False where the system or the disk can't."""
    if _LIBC is None or not hasattr(_LIBC, "renameat2"):
        return False
    if _LIBC.renameat2(_BY_PATH, os.fsencode(new), _BY_PATH, os.fsencode(target), _EXCHANGE) == 0:
        return True
    failure = _last_error()
    if failure.errno in _NO_EXCHANGE:
        return False
    raise failure


def _in_two_steps(new: Path, target: Path) -> Path:
    """Between the two steps the old site lies beside the target: if all ends here, `heal` puts it back."""
    old = beside(target, "old")
    target.rename(old)
    try:
        new.rename(target)
    except OSError:
        old.rename(target)
        raise
    return old


def _onto_nothing(new: Path, target: Path) -> None:
    """A rename onto an empty folder replaces it, and fails if it isn't empty any more."""
    if os.name == "nt" and target.exists():
        target.rmdir()
    new.rename(target)
    _settle_names(target.parent)


def _settle_names(folder: Path) -> None:
    if os.name != "nt":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _last_error() -> OSError:
    number = ctypes.get_errno()
    return OSError(number, os.strerror(number))
