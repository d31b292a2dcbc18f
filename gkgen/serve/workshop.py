"""Builds, one after another: each ends on the board, as a site or as what is wrong."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from gkgen.findings import Finding, Severity
from gkgen.model import File, Promise
from gkgen.serve.attempt import attempted
from gkgen.serve.board import Board, Files, Held, Shown, held

QUIET_SECONDS = 0.3
GLANCE_SECONDS = 0.15
"""So long a build waits after a glance was shown: browsers read the page first."""


class Built(Protocol):
    """A site, built: what is wrong with it, its files, and the files of its search, which take longer."""

    @property
    def findings(self) -> tuple[Finding, ...]: ...

    def files(self) -> Iterator[File | Promise]: ...

    def search_files(self) -> Iterator[File]: ...


Report: TypeAlias = Callable[[tuple[Finding, ...]], None]
Glance: TypeAlias = Callable[[Any, Iterable[str]], Iterable[Promise]]
"""Some pages as they will be once the site is built, by what was built last and the paths of files that were edited."""


def no_glance(_built: object, _paths: Iterable[str]) -> Iterable[Promise]:
    return ()


class Keeps(Protocol):
    """Where what is shown is kept for the next start."""

    def holds(self, each: Held) -> bool:
        """Whether these bytes are kept already."""

    def keep(self, built: Any, shown: Shown, may_go_on: Callable[[], bool]) -> bool:
        """Keep it all, unless something else is to be done in between."""


class NoKeeps:
    """What is shown ends with the process."""

    def holds(self, _each: Held) -> bool:
        return False

    def keep(self, _built: object, _shown: Shown, _may_go_on: Callable[[], bool]) -> bool:
        return False


class Workshop:
    """Builds the site when it is told to; then draws what nobody has asked for, makes the search and keeps what is
    shown, in a thread of its own: neither a glance nor a page that is asked for waits for that.

    A search begins when there was no build for a moment. While one is made, newer builds wait for it, and all
    but the last of them are passed over.
    """

    def __init__(  # noqa: PLR0913 -- each is a part of its own that the workshop joins
        self,
        build: Callable[[], Built],
        folder: Path,
        board: Board,
        report: Report,
        glance: Glance = no_glance,
        *,
        keeps: Keeps | None = None,
    ) -> None:
        self._build = build
        self._glance = glance
        self._keeps = keeps or NoKeeps()
        self._folder = folder
        self._board = board
        self._report = report
        self._good: tuple[Built, Files] | None = None
        self._glanced: dict[str, Held] = {}
        self._waiting: list[Built] = []
        self._wanted = False
        self._pause = 0.0
        self._closed = False
        self._work = threading.Condition()
        self._showing = threading.Lock()
        threading.Thread(target=self._build_on, daemon=True).start()
        threading.Thread(target=self._make_searches, daemon=True).start()

    def make(self) -> None:
        """Build now, and show what came of it."""
        with self._showing:
            self._glanced = {}
        made = attempted(lambda: _pages(self._build(), self._board.looked_at()), self._folder)
        if isinstance(made, Finding):
            self._show_trouble((made,))
            self._tell((made,))
            return
        built, pages = made
        if pages is None:
            self._show_trouble(built.findings)
        else:
            with self._showing:
                self._good = (built, pages)
                waits = self._board.now.is_behind and self._wanted
                self._board.show_site(pages, self._glanced, is_behind=waits)
            self._follow(built)
        self._tell(built.findings)

    def begin(self) -> None:
        """Build as soon as there is time."""
        with self._work:
            self._wanted = True
            self._work.notify_all()

    def ask(self, paths: Iterable[str]) -> None:
        """Some files have changed: show at once what can be told of them alone, and build as soon as there is time."""
        shown = self._show_glance(paths)
        with self._work:
            self._wanted = True
            self._pause = GLANCE_SECONDS if shown else 0.0
            self._work.notify_all()

    def close(self) -> None:
        with self._work:
            self._closed = True
            self._work.notify_all()

    def _show_glance(self, paths: Iterable[str]) -> bool:
        good = self._good
        if good is None:
            self._board.fall_behind()
            return False
        made = attempted(lambda: _drawn(held(self._glance(good[0], paths))), self._folder)
        if isinstance(made, Finding) or not made:
            return False
        with self._showing:
            self._glanced |= made
            self._board.show_glance(made)
        return True

    def _show_trouble(self, findings: tuple[Finding, ...]) -> None:
        with self._showing:
            self._board.show_trouble(findings)

    def _tell(self, findings: tuple[Finding, ...]) -> None:
        """The terminal may be closed: browsers are told all the same."""
        with suppress(OSError, ValueError):
            self._report(findings)

    def _follow(self, built: Built) -> None:
        with self._work:
            self._waiting = [built]
            self._work.notify_all()

    def _build_on(self) -> None:
        while True:
            with self._work:
                self._work.wait_for(lambda: self._closed or self._wanted)
                while self._pause and not self._closed:
                    pause, self._pause = self._pause, 0.0
                    self._work.wait(pause)
                if self._closed:
                    return
                self._wanted = False
            self.make()

    def _make_searches(self) -> None:
        while (built := self._next()) is not None:
            if not self._draw_the_rest(built):
                continue
            self._keep(built)
            made = attempted(lambda built=built: held(built.search_files()), self._folder)  # type: ignore[misc]
            if isinstance(made, Finding):
                self._tell((made,))
            else:
                self._board.show_search(made)
                self._keep(built)

    def _draw_the_rest(self, built: Built) -> bool:
        """Draw every page of a build that isn't kept, so that the faults of all are told; False where a newer one makes
        this idle."""
        good = self._good
        for each in good[1].values() if good and good[0] is built else ():
            if not self._is_at_rest(built):
                return False
            if not isinstance(each.source, bytes | Path) and not self._keeps.holds(each):
                made = attempted(each.source, self._folder)
                if isinstance(made, Finding):
                    self._show_trouble((made,))
                    self._tell((made,))
                    return True
        return True

    def _keep(self, built: Built) -> None:
        """For the next start, unless the site isn't good any more."""
        if self._is_at_rest(built) and not self._board.now.trouble:
            attempted(
                lambda: self._keeps.keep(built, self._board.now, lambda: self._is_at_rest(built)),
                self._folder,
            )

    def _is_at_rest(self, built: Built) -> bool:
        """Whether a build is the last one, and none is wanted."""
        is_last = self._good is not None and self._good[0] is built
        return is_last and not (self._closed or self._wanted or self._waiting)

    def _next(self) -> Built | None:
        with self._work:
            self._work.wait_for(lambda: self._closed or self._waiting)
            while not self._closed and self._work.wait(QUIET_SECONDS):
                continue
            return None if self._closed else self._waiting.pop()


def _pages(built: Built, looked_at: Iterable[str]) -> tuple[Built, Files | None]:
    """The files of a build, those drawn that somebody looks at; None if its errors forbid to show them."""
    if any(finding.rule.severity is Severity.ERROR for finding in built.findings):
        return built, None
    files = held(built.files())
    _drawn({address: files[address] for address in looked_at if address in files})
    return built, files


def _drawn(files: Files) -> Files:
    for each in files.values():
        if not isinstance(each.source, bytes | Path):
            each.source()
    return files
