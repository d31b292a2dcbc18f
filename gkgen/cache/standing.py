"""A build of which nothing has changed: neither what it reads nor what it wrote, by their dates and sizes."""

from __future__ import annotations

import json
import os
import stat
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gkgen.cache.digest import Digest, digest_of
from gkgen.cache.memory import Memory
from gkgen.disk import COARSE

_KIND = "standing"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a build found and said: the files and folders that it reads, `said` as pairs of a text and 1 or 2 for the
    stream on which it was told."""

    roots: tuple[str, ...]
    said: tuple[tuple[str, int], ...]


def standing_still(memory: Memory, asked: Digest, target: Path) -> Standing | None:
    """The last build that was asked for the same, if no file that it read or wrote has changed since."""
    found = memory.find(_KIND, asked)
    if found is None:
        return None
    try:
        told = json.loads(found)
        standing = Standing(tuple(told["roots"]), tuple((text, stream) for text, stream in told["said"]))
        same: bool = told["signature"] == _signature(_files((*standing.roots, str(target)))).hex()
    except (ValueError, KeyError, TypeError):
        return None
    return standing if same else None


def inputs_stand(memory: Memory, asked: Digest) -> bool:
    """Whether no file has changed that the last build read which was asked for this, whatever became of what it wrote."""
    try:
        told = json.loads(memory.find(_KIND, asked) or b"{}")
        return bool(told) and signature_of(told["roots"]) == told["inputs"]
    except (ValueError, KeyError, TypeError):
        return False


def signature_of(roots: Sequence[str]) -> str:
    """Tells the files of these roots, by their dates and sizes, from any other state of them."""
    return _inputs(_files(roots))


def state_of(status: os.stat_result) -> str:
    """What tells one state of a file from the next."""
    return f"{status.st_mtime_ns} {status.st_size}"


def keep_standing(memory: Memory, asked: Digest, target: Path, standing: Standing, begun: int) -> None:
    """Remember a build that began at `begun` (nanoseconds of the clock), unless a file is too young to be a witness."""
    read = list(_files(standing.roots))
    if any(status.st_mtime_ns > begun - COARSE for _, status in read):
        return
    signature = _signature((*read, *_files([str(target)])))
    told = {
        "roots": standing.roots,
        "said": standing.said,
        "signature": signature.hex(),
        "inputs": _inputs(read),
    }
    memory.keep(_KIND, asked, json.dumps(told).encode())


def clock() -> int:
    return time.time_ns()


def _inputs(files: Iterable[tuple[str, os.stat_result]]) -> str:
    """Of the files alone: the date of a folder changes when an editor puts a file aside for a moment."""
    told = (
        f"{path}\0{status.st_ino} {state_of(status)}"
        for path, status in files
        if not stat.S_ISDIR(status.st_mode)
    )
    return digest_of("\n".join(told)).hex()


def _signature(files: Iterable[tuple[str, os.stat_result]]) -> Digest:
    return digest_of(
        *(
            f"{path}\0{status.st_mode} {status.st_size} {status.st_mtime_ns} {status.st_ino}"
            for path, status in files
        )
    )


def _files(roots: Sequence[str]) -> Iterator[tuple[str, os.stat_result]]:
    """Every root, and every folder, file and link below it, in order; of a root that isn't there, nothing."""
    for root in roots:
        try:
            status = os.lstat(root)
        except OSError:
            continue
        yield root, status
        if stat.S_ISDIR(status.st_mode):
            yield from _below(root)


def _below(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield f"{entry.path}/", entry.stat(follow_symlinks=False)
            yield from _below(entry.path)
        else:
            yield entry.path, entry.stat(follow_symlinks=False)
