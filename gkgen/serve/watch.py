"""Whether anything that the site is made of has changed: told once, when the changes have come to rest."""

from __future__ import annotations

import errno
import fnmatch
import os
import queue
import stat
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from gkgen.findings import Text

WATCHED = ("content", "themes", "site.yaml")
DEBOUNCE_SECONDS = 0.04
MANY = 10
MANY_DEBOUNCE_SECONDS = 0.2
"""Changes come to rest when there is none for so long: longer if they are many, as when git checks out."""

LONGEST_SECONDS = 2.0
"""Changes that never come to rest are told after this time."""

EMPTY_SECONDS = 0.3
"""So long an empty file may stay empty: many programs empty a file first and fill it a moment later."""

BURST = 200
RECHECK_SECONDS = 0.5
"""Of so many changes at a time some may have got lost: the files are compared again when it is quiet."""

POLL_SECONDS = 1.0
POLLING = Text(
    "系统允许监视的文件数已用完，改为每秒检查一次文件。",
    "The system lets no more files be watched: gkgen looks at them once a second instead.",
)

_IGNORED = (
    *(".*", "*~", "~$*", "#*#", "*.swp", "*.swx", "*.tmp", "*.part", "*.crdownload", "4913", "*___jb_*___"),
    *("thumbs.db", "desktop.ini"),
)
"""What editors, browsers and systems leave behind for a moment."""

_TELLING = {"created", "modified", "attrib", "deleted", "moved", "closed"}
_Fingerprint: TypeAlias = frozenset[tuple[str, int, int, int]]


class Watch:
    """Watches named files and folders of a site's folder, whether they are there yet or not."""

    def __init__(self, folder: Path, names: Sequence[str], say: Callable[[Text], None]) -> None:
        self._folder = os.path.abspath(folder)
        self._names = tuple(names)
        self._say = say
        self._changes: queue.SimpleQueue[_Change] = queue.SimpleQueue()
        self._watches: dict[str, tuple[ObservedWatch, int]] = {}
        self._recheck: tuple[float, _Fingerprint] | None = None
        self._observer: BaseObserver = Observer()
        self._observer.start()
        self._keep_watching()

    def wait(self, seconds: float) -> frozenset[str] | None:
        """The paths that have changed and come to rest within about this time; none where only that something has
        changed is known, None where nothing has."""
        try:
            batch = self._batch(self._changes.get(timeout=seconds))
        except queue.Empty:
            return frozenset() if self._keep_watching() or self._differs_after_all() else None
        self._wait_for_content(batch)
        renewed = self._keep_watching()
        if renewed or len(batch) >= BURST or any(change.is_folder for change in batch):
            self._recheck = (time.monotonic() + RECHECK_SECONDS, self._fingerprint())
        return frozenset(change.path for change in batch)

    def close(self) -> None:
        self._observer.stop()
        self._observer.join()

    # ------------------------------------------------------------ changes

    def _batch(self, first: _Change) -> set[_Change]:
        """All changes until there has been none for a moment."""
        batch, deadline = {first}, time.monotonic() + LONGEST_SECONDS
        with suppress(queue.Empty):
            while time.monotonic() < deadline:
                rest = DEBOUNCE_SECONDS if len(batch) < MANY else MANY_DEBOUNCE_SECONDS
                batch.add(self._changes.get(timeout=rest))
        return batch

    def _wait_for_content(self, batch: set[_Change]) -> None:
        """A file that has just been emptied is about to be filled: wait for that, but not for ever."""
        deadline = time.monotonic() + EMPTY_SECONDS
        while time.monotonic() < deadline and any(_is_empty(change.path) for change in batch):
            with suppress(queue.Empty):
                batch.add(self._changes.get(timeout=DEBOUNCE_SECONDS))

    def _differs_after_all(self) -> bool:
        """Whether a change got lost: only asked some time after very many of them."""
        if self._recheck is None or time.monotonic() < self._recheck[0]:
            return False
        before, self._recheck = self._recheck[1], None
        return self._fingerprint() != before

    def _fingerprint(self) -> _Fingerprint:
        return frozenset(_seen(os.path.join(self._folder, name) for name in self._names))

    # ------------------------------------------------------------ watches

    def _keep_watching(self) -> bool:
        """Watch every folder that is there now; true if one came, went, or was replaced since the last look."""
        places = {"": self._folder, **{name: os.path.join(self._folder, name) for name in self._names}}
        changed = False
        try:
            for name, path in places.items():
                changed |= self._renew(name, path)
            if changed:
                self._probe()
        except OSError as failure:
            if failure.errno not in {errno.ENOSPC, errno.EMFILE, errno.ENFILE}:
                raise
            self._poll_instead()
        return changed

    def _renew(self, name: str, path: str) -> bool:
        known, present = self._watches.get(name), _folder_number(path)
        if known and known[1] == present and self._is_alive(known[0]):
            return False
        if known:
            del self._watches[name]
            self._observer.unschedule(known[0])
        if present is not None:
            listener = _Listener(self._changes, self._folder, self._names if not name else ())
            watch = self._observer.schedule(listener, path, recursive=bool(name))
            self._watches[name] = (watch, present)
        return bool(known) or present is not None

    def _is_alive(self, watch: ObservedWatch) -> bool:
        return any(emitter.watch == watch and emitter.is_alive() for emitter in self._observer.emitters)

    def _probe(self) -> None:
        """The observer keeps silent when the system lets it watch only some folders; one more tells."""
        with tempfile.TemporaryDirectory() as folder:
            self._observer.unschedule(self._observer.schedule(FileSystemEventHandler(), folder))

    def _poll_instead(self) -> None:
        self._say(POLLING)
        self.close()
        self._watches.clear()
        self._observer = PollingObserver(timeout=POLL_SECONDS)
        self._observer.start()
        self._keep_watching()


@dataclass(frozen=True, slots=True)
class _Change:
    path: str
    is_folder: bool


class _Listener(FileSystemEventHandler):
    """Puts aside what happens to files that matter: of the site's own folder, the files and folders of a list."""

    def __init__(self, changes: queue.SimpleQueue[_Change], folder: str, only: Sequence[str]) -> None:
        self._changes = changes
        self._folder = folder
        self._only = only

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _TELLING or (event.is_directory and event.event_type == "modified"):
            return
        for path in (event.src_path, event.dest_path):
            if path and self._matters(os.fsdecode(path)):
                self._changes.put(_Change(os.fsdecode(path), event.is_directory))

    def _matters(self, path: str) -> bool:
        steps = os.path.relpath(path, self._folder).split(os.sep)
        return not _is_ignored(steps) and (not self._only or steps[0] in self._only)


def _is_ignored(names: Iterable[str]) -> bool:
    return any(fnmatch.fnmatchcase(name.lower(), pattern) for name in names for pattern in _IGNORED)


def _is_empty(path: str) -> bool:
    try:
        status = os.lstat(path)
    except OSError:
        return False
    return stat.S_ISREG(status.st_mode) and status.st_size == 0


def _folder_number(path: str) -> int | None:
    try:
        status = os.lstat(path)
    except OSError:
        return None
    return status.st_ino if stat.S_ISDIR(status.st_mode) else None


def _seen(paths: Iterable[str]) -> Iterator[tuple[str, int, int, int]]:
    """Every file and folder at and below these paths, and what would tell another state of it from this one."""
    for path in paths:
        try:
            status = os.lstat(path)
        except OSError:
            continue
        yield path, status.st_ino, status.st_mtime_ns, status.st_size
        if stat.S_ISDIR(status.st_mode):
            with suppress(OSError):
                yield from _seen(
                    os.path.join(path, name) for name in os.listdir(path) if not _is_ignored([name])
                )
