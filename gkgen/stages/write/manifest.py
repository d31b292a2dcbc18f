"""The list of what gkgen wrote into a folder: each address, and the sha256 of its bytes."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from gkgen.disk import Refused, read_beneath
from gkgen.findings import Text, UsageError

MANIFEST = ".gkgen-manifest.json"
UNFINISHED = ".gkgen-unfinished"
"""Lies in a folder that is being put together: all in there is a copy or a second name, and may go."""

CHUNK = 1024 * 1024
_STEPS = frozenset({"", ".", ".."})
_DRIVE = re.compile("[A-Za-z]:")
_FORMAT = 1
_LARGEST = 256 * 1024 * 1024


def dumped(sums: Mapping[str, str]) -> bytes:
    """The manifest as it is published: one line a file, sorted, without a date."""
    whole = {"format": _FORMAT, "files": dict(sorted(sums.items()))}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def loaded(root: Path) -> dict[str, str]:
    """Address → sha256 of what gkgen wrote below `root`; nothing if there is no manifest.

    A manifest that can't be understood is a `UsageError`: without it gkgen doesn't know what it may replace.
    What the disk refuses to read is its `OSError`.
    """
    try:
        content = read_beneath(root, MANIFEST, limit=_LARGEST)
    except Refused as refused:
        if refused.reason == "missing":
            return {}
        if refused.failure:
            raise refused.failure from refused
        raise _unusable(root, refused.detail) from refused
    return sums_in(content, root)


def sums_in(content: bytes, root: Path | str) -> dict[str, str]:
    """What a manifest says that lies at `root`; raises as `loaded` does."""
    try:
        return _sums(json.loads(content))
    except (ValueError, TypeError, KeyError, RecursionError) as fault:
        raise _unusable(root, str(fault)) from fault


def checked(address: str) -> str:
    """An address that stays below the folder it is published to; any other is a fault of the program.

    Raises `ValueError` for `..`, an absolute path, a backslash, a drive, NUL, and an empty component.
    """
    parts = address.split("/")
    if not _STEPS.isdisjoint(parts) or "\\" in address or "\0" in address:
        raise ValueError(f"not an address below the site: {address!r}")
    if _DRIVE.match(address) or address in {MANIFEST, UNFINISHED}:
        raise ValueError(f"not an address of the site: {address!r}")
    address.encode()
    return address


def sum_of(file: BinaryIO) -> str:
    """The sha256 of all that can still be read from a file."""
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _sums(whole: dict[str, object]) -> dict[str, str]:
    if whole["format"] != _FORMAT:
        raise ValueError(f"format {whole['format']}")
    files = whole["files"]
    if not isinstance(files, dict):
        raise TypeError("files")
    if not all(isinstance(digest, str) for digest in files.values()):
        raise TypeError("sha256")
    return {checked(address): digest for address, digest in files.items()}


def _unusable(root: Path | str, why: str) -> UsageError:
    path = f"{root}/{MANIFEST}"
    return UsageError(
        Text(
            f"看不懂 {path}（{why}），不能确定哪些文件是 gkgen 生成的。请恢复这个文件，或发布到新的文件夹。",
            f"Can't make sense of {path} ({why}), so gkgen doesn't know which files are its own. "
            "Restore that file, or publish to a new folder.",
        )
    )
