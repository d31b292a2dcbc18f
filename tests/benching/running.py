"""A command as a whole process: how long it takes, and how much memory it and its children take."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

_EVERY = 0.2
"""Seconds between two looks at the memory."""


class Figures(NamedTuple):
    """Wall seconds, CPU seconds and the peak memory in MB of the largest process, children included."""

    wall: float
    cpu: float
    largest: float


@dataclass
class Peak:
    """MB of all processes of a command together, at most."""

    together: float = 0.0


def run(command: list[str], peak: Peak | None = None) -> Figures:
    """Raises SystemExit when the command fails."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    with _watched(process.pid, peak):
        said = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command}: {said.decode()[-500:]}")
    return Figures(time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


@contextmanager
def _watched(pid: int, peak: Peak | None) -> Iterator[None]:
    """Nobody looks where nobody asks: a look costs the process a little time."""
    if peak is None:
        yield
        return
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(_EVERY):
            peak.together = max(peak.together, sum(map(_megabytes, _family(pid))))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()


def _family(pid: int) -> Iterator[int]:
    """A process and all that it began; one that has ended in between isn't among them."""
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _megabytes(pid: int) -> float:
    """Its part of the memory: what several processes share is divided among them (PSS)."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0
