"""What a process that goes on remembers of its builds: the very objects, so that nothing is packed or read back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from threading import Lock
from typing import Any

from gkgen.cache.digest import Digest
from gkgen.cache.memory import Memory


class Recollection(Memory):
    """Values of the last two builds, so that it doesn't grow with the number of saves; `disk` is what other processes
    have remembered, asked and told until the first site is whole."""

    def __init__(self, disk: Memory) -> None:
        super().__init__()
        self._disk: Memory | None = disk
        self._now: dict[str, dict[Digest, Any]] = defaultdict(dict)
        self._before: dict[str, dict[Digest, Any]] = defaultdict(dict)
        self._guard = Lock()

    def turn(self) -> None:
        """A build begins: what the last one but one used, and the last one didn't, is forgotten."""
        with self._guard:
            for kind in [kind for kind, values in self._now.items() if values]:
                self._before[kind], self._now[kind] = self._now[kind], {}

    def leave(self) -> None:
        """Write what the disk shall remember, and go on without it."""
        disk, self._disk = self._disk, None
        if disk is not None:
            disk.close()

    def find(self, kind: str, key: Digest) -> bytes | None:
        found: bytes | None = self._known(kind, key)
        if found is None and self._disk is not None:
            found = self._disk.find(kind, key)
            self._put(kind, key, found)
        return found

    def keep(self, kind: str, key: Digest, value: bytes) -> None:
        self._put(kind, key, value)
        if self._disk is not None:
            self._disk.keep(kind, key, value)

    def recall(self, kind: str, key: Digest, classes: Mapping[str, type]) -> Any:
        found = self._known(kind, key)
        if found is None and self._disk is not None:
            found = self._disk.recall(kind, key, classes)
            self._put(kind, key, found)
        if found is not None:
            self.kept[kind] += 1
        return found

    def recall_all(
        self, kind: str, keys: Collection[Digest], classes: Mapping[str, type]
    ) -> Iterator[tuple[Digest, Any]]:
        left = []
        for key in keys:
            known = self._known(kind, key)
            if known is None:
                left.append(key)
            else:
                self.kept[kind] += 1
                yield key, known
        for key, found in self._disk.recall_all(kind, left, classes) if self._disk is not None else ():
            self._put(kind, key, found)
            self.kept[kind] += 1
            yield key, found

    def keep_value(self, kind: str, key: Digest, value: object, classes: Mapping[str, type]) -> None:
        self.made[kind] += 1
        self._put(kind, key, value)
        if self._disk is not None:
            self._disk.keep_value(kind, key, value, classes)

    def close(self) -> None:
        self.leave()

    def _known(self, kind: str, key: Digest) -> Any:
        with self._guard:
            now, before = self._now[kind], self._before[kind]
            if key not in now and key in before:
                now[key] = before[key]
            return now.get(key)

    def _put(self, kind: str, key: Digest, value: object) -> None:
        if value is not None:
            with self._guard:
                self._now[kind][key] = value
