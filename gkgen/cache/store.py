"""The memory on the disk: one SQLite file in `.gkgen/` of the site, read as far as it is sound.

A value is kept with a sum of its bytes that only who has the secret can make. A file that is damaged, of another format, or of another gkgen is begun anew;
where the disk refuses or is full, and while another build writes, the build goes on without it: nothing is lost but time.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import RLock
from typing import Any

from gkgen.cache.digest import digest_of

FOLDER = ".gkgen"
_NAME = "memory.sqlite"
_FORMAT = 1
_PACKED = zlib.Z_BEST_SPEED
_TABLES = """
CREATE TABLE IF NOT EXISTS made_by (fingerprint BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS kept (kind TEXT, key BLOB, value BLOB NOT NULL, sum BLOB NOT NULL, PRIMARY KEY (kind, key));
"""
_MUCH = 512
"""Values that are written together: a build that is killed has what came before."""
_SLACK = 2
"""How many times what this build used of a kind may be kept, before the rest of that kind is forgotten."""


def opened(folder: Path, fingerprint: bytes, secret: bytes | None, name: str = _NAME) -> Store | None:
    """The memory of the site in `folder`, empty unless it is sound and made by the same gkgen; None where none can be.
    Under another name it is another one."""
    path = folder / FOLDER / name
    if secret is None or path.is_symlink() or path.parent.is_symlink():
        return None
    with suppress(OSError, sqlite3.Error):
        path.parent.mkdir(exist_ok=True)
        ignored = path.parent / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n", encoding="utf-8")
        return _sound(path, fingerprint, secret) or _anew(path, fingerprint, secret)
    return None


class Store:
    """Bytes by kind and key. It never raises: what can't be read isn't there, what can't be written is forgotten."""

    def __init__(self, path: Path, secret: bytes) -> None:
        self._path, self._secret = path, secret
        self._turn = RLock()  # the shards of the search are made in threads
        self._base = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
        with suppress(sqlite3.Error):
            self._base.execute(
                "PRAGMA synchronous = OFF"
            )  # a damaged memory is begun anew: nobody waits for the disk
        self._waiting: dict[tuple[str, bytes], tuple[bytes, bytes]] = {}
        self._used: set[tuple[str, bytes]] = set()
        self.is_sound = True

    def again(self) -> Store:
        """The same memory for a process that this one was split into: SQLite doesn't share what is open."""
        return Store(self._path, self._secret)

    def belongs_to(self, fingerprint: bytes) -> bool:
        version = self._row("PRAGMA user_version", ())
        return version == (_FORMAT,) and self._row("SELECT fingerprint FROM made_by", ()) == (fingerprint,)

    def begin(self, fingerprint: bytes) -> bool:
        """Make the empty tables; False where the disk refuses."""
        with suppress(sqlite3.Error):
            self._base.executescript(f"{_TABLES} PRAGMA user_version = {_FORMAT};")
            self._base.execute("INSERT INTO made_by VALUES (?)", (fingerprint,))
            return True
        return False

    def find(self, kind: str, key: bytes) -> bytes | None:
        with self._turn:
            return self._found(kind, key)

    def _found(self, kind: str, key: bytes) -> bytes | None:
        row = self._waiting.get((kind, key))
        row = row or self._row("SELECT value, sum FROM kept WHERE kind = ? AND key = ?", (kind, key))
        return self._checked(kind, key, *row) if row is not None else None

    def find_all(self, kind: str, keys: Collection[bytes]) -> Iterator[tuple[bytes, bytes]]:
        """Those of many values that are kept, each with its key, in no order: going through the kind once is faster than
        asking so often."""
        wanted = frozenset(keys)
        if len(wanted) < _MUCH:
            found: Iterable[tuple[bytes, bytes | None]] = ((key, self.find(kind, key)) for key in wanted)
        else:
            rows = self._rows(kind)
            found = ((key, self._checked(kind, key, *row)) for key, *row in rows if key in wanted)
        yield from ((key, value) for key, value in found if value is not None)

    def _rows(self, kind: str) -> Iterator[tuple[bytes, bytes, bytes]]:
        with self._turn:
            self._write()
            try:
                if self.is_sound:
                    yield from self._base.execute("SELECT key, value, sum FROM kept WHERE kind = ?", (kind,))
            except sqlite3.Error:
                self.is_sound = False

    def _checked(self, kind: str, key: bytes, value: bytes, told: bytes) -> bytes | None:
        if self._sum(kind, key, value) != told:
            return None
        self._used.add((kind, key))
        with suppress(zlib.error):
            return zlib.decompress(value)
        return None

    def keep(self, kind: str, key: bytes, value: bytes) -> None:
        small = zlib.compress(value, _PACKED)
        with self._turn:
            self._used.add((kind, key))
            self._waiting[kind, key] = (small, self._sum(kind, key, small))
            if len(self._waiting) >= _MUCH:
                self._write()

    def keys(self, kind: str) -> frozenset[bytes]:
        """What is kept of a kind, as far as its keys tell."""
        with self._turn, suppress(sqlite3.Error):
            return frozenset(
                key for (key,) in self._base.execute("SELECT key FROM kept WHERE kind = ?", (kind,))
            )
        return frozenset()

    def retain(self, kind: str, keys: Iterable[bytes]) -> bool:
        """Write what waits, and forget all of a kind but these; whether the disk did it."""
        with self._turn:
            self._write()
            self._drop(kind, keys)
            return self.is_sound

    def close(self) -> None:
        """Write what waits, and forget what no longer serves."""
        with self._turn:
            self._write()
            self._forget()
            self._end()

    def abandon(self) -> None:
        """Write what waits. Work that was broken off hasn't asked for all that serves, so that nothing is forgotten."""
        with self._turn:
            self._write()
            self._end()

    def _end(self) -> None:
        with suppress(sqlite3.Error):
            self._base.close()

    def _write(self) -> None:
        waiting, self._waiting = self._waiting, {}
        if waiting:
            rows = [(*each, *kept) for each, kept in waiting.items()]
            self._run(["INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)"], rows)

    def _forget(self) -> None:
        """Of each kind that was asked for: a command that asks for no pages says nothing of pages."""
        for kind in sorted({kind for kind, _ in self._used}):
            used = [key for each, key in self._used if each == kind]
            row = self._row("SELECT count(*) FROM kept WHERE kind = ?", (kind,))
            if row is not None and row[0] > _SLACK * len(used) + _MUCH:
                self._drop(kind, used)

    def _drop(self, kind: str, used: Iterable[bytes]) -> None:
        self._run(["CREATE TEMP TABLE used (key BLOB PRIMARY KEY)"])
        self._run(["INSERT INTO used VALUES (?)"], [(key,) for key in sorted(used)])
        self._run(["DELETE FROM kept WHERE kind = ? AND key NOT IN used"], [(kind,)])
        self._run(["DROP TABLE used"])

    def _run(self, commands: Iterable[str], rows: Iterable[tuple[object, ...]] | None = None) -> None:
        if not self.is_sound:
            return
        try:
            self._base.execute("BEGIN IMMEDIATE")
            for command in commands:
                if rows is None:
                    self._base.execute(command)
                else:
                    self._base.executemany(command, rows)
            self._base.execute("COMMIT")
        except sqlite3.Error:
            self.is_sound = False
            with suppress(sqlite3.Error):
                self._base.execute("ROLLBACK")

    def _sum(self, kind: str, key: bytes, value: bytes) -> bytes:
        return digest_of(kind, key, value, secret=self._secret)

    def _row(self, command: str, values: tuple[object, ...]) -> tuple[Any, ...] | None:
        try:
            row: tuple[Any, ...] | None = (
                self._base.execute(command, values).fetchone() if self.is_sound else None
            )
        except sqlite3.Error:
            self.is_sound = False
            return None
        return row


def _sound(path: Path, fingerprint: bytes, secret: bytes) -> Store | None:
    """The memory that lies there, if it is one of this gkgen."""
    if not path.is_file():
        return None
    store = Store(path, secret)
    if store.belongs_to(fingerprint):
        return store
    store.close()
    return None


def _anew(path: Path, fingerprint: bytes, secret: bytes) -> Store | None:
    for each in (path, path.with_name(f"{path.name}-journal")):
        each.unlink(missing_ok=True)
    store = Store(path, secret)
    return store if store.begin(fingerprint) else None
