"""What the server shows at this moment: the last good site, and what is wrong with the content since."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from gkgen.findings import Finding
from gkgen.model import File, Promise

LOOKED_AT = 8
"""So many pages are remembered as those that somebody looks at."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A file that is served from where it lies; its date and size tell one state of it from the next."""

    path: Path
    changed: int
    size: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A page that is drawn when it is asked for; `sum` tells one state of it from the next."""

    sum: str
    make: Callable[[], bytes] = field(compare=False)


Held: TypeAlias = bytes | Copied | Asked


@dataclass(frozen=True, slots=True)
class Shown:
    """One moment of the board. `build` names the bytes of the pages: other bytes have another name.

    It is empty as long as no build was good. `trouble` is what keeps the content of now from being shown.
    `moment` counts the changes of the board.
    """

    pages: Mapping[str, Held] = field(default_factory=lambda: MappingProxyType({}))
    search: Mapping[str, Held] = field(default_factory=lambda: MappingProxyType({}))
    build: str = ""
    trouble: tuple[Finding, ...] = ()
    moment: int = 0

    def file(self, address: str) -> Held | None:
        found = self.pages.get(address)
        return self.search.get(address) if found is None else found


class Board:
    """One writer changes what is shown, many readers wait for it: each sees one moment, whole."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._builds = 0
        self._shown = Shown()
        self._looked: dict[str, None] = {}
        self._changed = threading.Condition()
        self._closed = False

    @property
    def now(self) -> Shown:
        return self._shown

    def show_site(self, pages: Mapping[str, Held]) -> None:
        """A good build. The same bytes as before are no news, but trouble is over."""
        self._number(pages)
        self._put(replace(self._shown, pages=pages, build=self._called(), trouble=()))

    def show_trouble(self, findings: Iterable[Finding]) -> None:
        """A build that isn't good: what is shown stays, the last good one and what was glanced at since."""
        self._put(replace(self._shown, trouble=tuple(findings)))

    def show_glance(self, pages: Mapping[str, Held]) -> None:
        """Some pages as they will be, before the site is built: whatever else is shown stays."""
        glanced = MappingProxyType({**self._shown.pages, **pages})
        if glanced != self._shown.pages:
            self._number(glanced)
            self._put(replace(self._shown, pages=glanced, build=self._called()))

    def look(self, address: str) -> None:
        """Somebody has asked for a page."""
        with self._changed:
            self._looked.pop(address, None)
            self._looked[address] = None
            if len(self._looked) > LOOKED_AT:
                del self._looked[next(iter(self._looked))]

    def looked_at(self) -> tuple[str, ...]:
        """The pages that were asked for of late, the last one first."""
        with self._changed:
            return tuple(reversed(self._looked))

    def show_search(self, search: Mapping[str, Held]) -> None:
        """The search of some build, maybe not of the last one; nobody has to reload for it."""
        self._put(replace(self._shown, search=search))

    def wait(self, moment: int, seconds: float) -> Shown | None:
        """What is shown once it isn't `moment` any more, or after some seconds; None when all is over."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._shown.moment != moment, seconds)
            return None if self._closed else self._shown

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _number(self, pages: Mapping[str, Held]) -> None:
        if pages != self._shown.pages or not self._builds:
            self._builds += 1

    def _called(self) -> str:
        return f"{self._name}-{self._builds}" if self._builds else ""

    def _put(self, shown: Shown) -> None:
        with self._changed:
            self._shown = replace(shown, moment=self._shown.moment + 1)
            self._changed.notify_all()


def held(files: Iterable[File | Promise]) -> Mapping[str, Held]:
    """All files of a build, by address."""
    return MappingProxyType({file.address: _held(file) for file in files})


def _held(file: File | Promise) -> Held:
    if isinstance(file, Promise):
        return Asked(file.sum, file.make)
    content = file.content
    if isinstance(content, bytes):
        return content
    status = os.lstat(content)
    return Copied(content, status.st_mtime_ns, status.st_size)
