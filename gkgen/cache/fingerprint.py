"""Which gkgen this is: another program, or another library that shapes what it makes, remembers nothing of this one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from gkgen.cache.digest import Digest, digest_of

_PACKAGE = Path(__file__).parents[1]
_SHAPING = (
    "comrak",
    "gkgen",
    "jinja2",
    "lightningcss",
    "markdown-it-py",
    "markupsafe",
    "mdit-py-plugins",
    "opencc",
    "pagefind-bin",
    "pypinyin",
    "segno",
    "xlsxwriter",
)


def fingerprint(package: Path = _PACKAGE) -> Digest:
    """Of the versions of Python and of the libraries, and of each file of the package: its size and its date, since a
    checkout changes without another version."""
    return digest_of(sys.version, *map(_version, _SHAPING), *_files(package))


def _version(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return name


def _files(package: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(package):
        folders[:] = sorted(each for each in folders if each != "__pycache__")
        for name in sorted(names):
            status = os.stat(os.path.join(folder, name))
            yield f"{os.path.relpath(folder, package)}/{name} {status.st_size} {status.st_mtime_ns}"
