"""What the server shows at this moment: the last good site, and what is wrong with the content since."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from gkgen.cache import state_of
from gkgen.findings import Finding
from gkgen.model import File, Promise

LOOKED_AT = 8
"""So many pages are remembered as those that somebody looks at."""

_WORN = (".css", ".js", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".woff2")
"""What a page may load, by the ends of the names: where one of these changes, every page does."""
_NOT_FOUND = "404.html"


@dataclass(frozen=True, slots=True)
class Held:
    """A file as it is shown: `sum` tells one state of it from the next, `source` is its bytes, where it lies, or how it
    is made when somebody asks for it."""

    sum: str
    source: bytes | Path | Callable[[], bytes] = field(compare=False, repr=False)


Files: TypeAlias = Mapping[str, Held]
NO_FILES: Files = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Kept:
    """A site as an earlier process has shown or published it; `is_behind` where something has changed since."""

    pages: Files
    search: Files
    is_behind: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One moment of the board. `dress` names what any page may load; it is empty as long as no build was good.

    `trouble` is what keeps the content of now from being shown. `is_kept` is true of a site that no build of this
    process has made, `is_behind` while what has changed since is being built, `is_early` where some pages are newer
    than the last build. `moment` counts the changes of the board.
    """

    pages: Files = field(default_factory=lambda: NO_FILES)
    search: Files = field(default_factory=lambda: NO_FILES)
    dress: str = ""
    trouble: tuple[Finding, ...] = ()
    is_kept: bool = False
    is_behind: bool = False
    is_early: bool = False
    moment: int = 0

    def file(self, address: str) -> Held | None:
        found = self.pages.get(address)
        return self.search.get(address) if found is None else found

    def missing(self) -> Held | None:
        """What is shown where there is nothing."""
        return self.file(_NOT_FOUND)

    def name(self, address: str) -> str:
        """Names the bytes that a browser gets for a page, and those that it may load: others have another name. It is
        empty as long as no build was good, and the same in every process."""
        page = self.file(address) or self.missing()
        return f"{self.dress}-{page.sum if page else ''}" if self.dress else ""


class Board:
    """One writer changes what is shown, many readers wait for it: each sees one moment, whole."""

    def __init__(self) -> None:
        self._shown = Shown()
        self._looked: dict[str, None] = {}
        self._changed = threading.Condition()
        self._closed = False

    @property
    def now(self) -> Shown:
        return self._shown

    def show_kept(self, kept: Kept) -> None:
        """What an earlier process has left, until a build of this one is good."""
        self._put(pages=kept.pages, search=kept.search, dress=_dress(kept.pages), is_kept=True)
        if kept.is_behind:
            self.fall_behind()

    def fall_behind(self) -> None:
        """Something has changed that nothing of what was kept can tell."""
        if self._shown.is_kept and not self._shown.is_behind:
            self._put(is_behind=True)

    def lose(self, address: str) -> Shown:
        """A kept file is no more: what is shown without it."""
        pages = MappingProxyType({each: held for each, held in self._shown.pages.items() if each != address})
        self._put(pages=pages, is_behind=True)
        return self._shown

    def show_site(self, pages: Files, early: Files = NO_FILES, *, is_behind: bool = False) -> None:
        """A good build, and the pages that are newer than it. The same bytes as before are no news, but trouble is over."""
        shown = {**pages, **early} if early else pages
        self._put(
            pages=shown,
            dress=_dress(pages),
            trouble=(),
            is_kept=False,
            is_behind=is_behind,
            is_early=bool(early),
        )

    def show_trouble(self, findings: Iterable[Finding]) -> None:
        """A build that isn't good: what is shown stays, the last good one and what was glanced at since."""
        self._put(trouble=tuple(findings), is_behind=False)

    def show_glance(self, pages: Files) -> None:
        """Some pages as they will be, before the site is built: whatever else is shown stays."""
        self._put(pages=MappingProxyType({**self._shown.pages, **pages}), is_early=True)

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

    def show_search(self, search: Files) -> None:
        """The search of some build, maybe not of the last one; nobody has to reload for it."""
        self._put(search=search)

    def wait(self, moment: int, seconds: float) -> Shown | None:
        """What is shown once it isn't `moment` any more, or after some seconds; None when all is over."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._shown.moment != moment, seconds)
            return None if self._closed else self._shown

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _put(self, **changes: object) -> None:
        with self._changed:
            self._shown = replace(self._shown, moment=self._shown.moment + 1, **changes)  # type: ignore[arg-type]
            self._changed.notify_all()


def held(files: Iterable[File | Promise]) -> Files:
    """All files of a build, by address."""
    return MappingProxyType({file.address: _held(file) for file in files})


def _held(file: File | Promise) -> Held:
    if isinstance(file, Promise):
        return Held(file.sum, file.make)
    content = file.content
    if isinstance(content, bytes):
        return Held(sha256(content).hexdigest(), content)
    return Held(state_of(os.lstat(content)), content)


def _dress(pages: Files) -> str:
    worn = sorted(f"{address}\0{each.sum}\n" for address, each in pages.items() if address.endswith(_WORN))
    return sha256("".join(worn).encode()).hexdigest()[:16]
