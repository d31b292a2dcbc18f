"""What a build asks: have you made this before?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import Any, Protocol, TypeAlias

from gkgen.cache.digest import Digest
from gkgen.cache.packing import UnreadableError, packed, unpacked
from gkgen.shelf import Shelf

Remember: TypeAlias = Callable[[str, Digest, Callable[[], bytes]], bytes]
"""The bytes of a kind under a key: as they were made before, or as they are made now. The key tells everything that
they depend on. It may be asked from several threads at a time."""


def afresh(_kind: str, _key: Digest, make: Callable[[], bytes]) -> bytes:
    """The memory that holds nothing."""
    return make()


class Keeper(Protocol):
    """Where bytes are kept between builds."""

    def find(self, kind: str, key: bytes) -> bytes | None: ...

    def find_all(self, kind: str, keys: Collection[bytes]) -> Iterable[tuple[bytes, bytes]]: ...

    def keep(self, kind: str, key: bytes, value: bytes) -> None: ...

    def again(self) -> Keeper:
        """The same, as another process opens it."""
        ...

    def close(self) -> None: ...

    def abandon(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a memory apart has found, and what was made where it found nothing."""

    found: tuple[tuple[str, Digest], ...]
    made: tuple[tuple[str, Digest, bytes], ...]


class Memory:
    """Remembers values by kind and digest, and counts them: `made` are those that had to be made, `kept` the others.

    Without a keeper it only counts. `shelf` is where a build lays aside what it will look at again.
    """

    def __init__(self, keeper: Keeper | None = None) -> None:
        self._keeper = keeper
        self._turn = Lock()
        self.shelf = Shelf()
        self.made: Counter[str] = Counter()
        self.kept: Counter[str] = Counter()

    @property
    def keeps(self) -> bool:
        return self._keeper is not None

    def find(self, kind: str, key: Digest) -> bytes | None:
        """Bytes that were kept; not counted."""
        return self._keeper.find(kind, key) if self._keeper else None

    def keep(self, kind: str, key: Digest, value: bytes) -> None:
        if self._keeper:
            self._keeper.keep(kind, key, value)

    def remember(self, kind: str, key: Digest, make: Callable[[], bytes]) -> bytes:
        """What was made of the same before, or else what is made now."""
        found = self.find(kind, key)
        with self._turn:
            (self.made if found is None else self.kept)[kind] += 1
        if found is not None:
            return found
        made = make()
        self.keep(kind, key, made)
        return made

    def recall(self, kind: str, key: Digest, classes: Mapping[str, type]) -> Any:
        """A record that was kept, or None."""
        found = self.find(kind, key)
        with suppress(UnreadableError):
            if found is not None:
                value = unpacked(found, classes)
                self.kept[kind] += 1
                return value
        return None

    def recall_all(
        self, kind: str, keys: Collection[Digest], classes: Mapping[str, type]
    ) -> Iterator[tuple[Digest, Any]]:
        """Those of many records that were kept, each with its key, in no order."""
        for key, found in self._keeper.find_all(kind, keys) if self._keeper else ():
            with suppress(UnreadableError):
                value = unpacked(found, classes)
                self.kept[kind] += 1
                yield key, value

    def keep_value(self, kind: str, key: Digest, value: object, classes: Mapping[str, type]) -> None:
        """Keep a record that was made because it wasn't recalled; one that can't be kept is made again each time."""
        self.made[kind] += 1
        with suppress(UnreadableError):
            if self._keeper:
                self.keep(kind, key, packed(value, classes))

    def apart(self) -> Apart:
        """The memory for a process that this one was split into."""
        return Apart(self._keeper.again() if self._keeper else None)

    def learn(self, learnt: Learnt) -> None:
        """Take over what a memory apart has found and made."""
        for kind, key in learnt.found:
            self.find(kind, key)
            self.kept[kind] += 1
        for kind, key, value in learnt.made:
            self.keep(kind, key, value)
            self.made[kind] += 1

    def close(self) -> None:
        if self._keeper:
            self._keeper.close()

    def abandon(self) -> None:
        """End before the work is done: what was kept stays."""
        if self._keeper:
            self._keeper.abandon()


class Apart(Memory):
    """The memory in a process that was split off: it reads what its parent reads, and writes nothing itself."""

    def __init__(self, keeper: Keeper | None) -> None:
        super().__init__(keeper)
        self._found: list[tuple[str, Digest]] = []
        self._made: list[tuple[str, Digest, bytes]] = []

    @property
    def learnt(self) -> Learnt:
        return Learnt(tuple(self._found), tuple(self._made))

    def find(self, kind: str, key: Digest) -> bytes | None:
        found = super().find(kind, key)
        if found is not None:
            self._found.append((kind, key))
        return found

    def keep(self, kind: str, key: Digest, value: bytes) -> None:
        self._made.append((kind, key, value))
