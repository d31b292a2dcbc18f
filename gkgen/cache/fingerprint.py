"""Which gkgen this is: another program, or another library that shapes what it makes, remembers nothing of this one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
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


@cache
def likeness(package: Path = _PACKAGE) -> str:
    """What gkgen has in common on two machines that make the same bytes: its files themselves, whenever and however they
    were installed, and the versions of the rest."""
    named = ((os.path.relpath(path, package).replace(os.sep, "/"), path) for path in _paths(package))
    files = [
        part
        for name, path in named
        if name.endswith((".py", ".json")) and not name.startswith("themes/")
        for part in (name, Path(path).read_bytes())
    ]
    python = ".".join(map(str, sys.version_info[:3]))
    return digest_of(python, *map(_version, _SHAPING), *files).hex()


def _version(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return name


def _files(package: Path) -> Iterator[str]:
    for path in _paths(package):
        status = os.stat(path)
        yield f"{os.path.relpath(path, package)} {status.st_size} {status.st_mtime_ns}"


def _paths(package: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(package):
        folders[:] = sorted(each for each in folders if each != "__pycache__")
        for name in sorted(names):
            yield os.path.join(folder, name)
