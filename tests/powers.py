"""Root's powers, laid down for a moment: permissions mean nothing to root, and the tests may run as root."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NOBODY = 65534


@contextmanager
def as_an_ordinary_user() -> Iterator[None]:
    """Be nobody, if this is root."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(_NOBODY, _NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@contextmanager
def folder_of_an_ordinary_user() -> Iterator[Path]:
    """A new folder that the ordinary user owns and can reach: pytest's own are closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="gkgen-test-"))
    if os.geteuid() == 0:
        os.chown(folder, _NOBODY, _NOBODY)
    try:
        yield folder
    finally:
        for path in [
            folder,
            *(path for path in folder.rglob("*") if path.is_dir() and not path.is_symlink()),
        ]:
            path.chmod(0o700)
        shutil.rmtree(folder)
