"""Builds, one after another: each ends on the board, as a site or as what is wrong."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from gkgen.findings import Finding, Severity
from gkgen.model import File, Promise
from gkgen.serve.attempt import attempted
from gkgen.serve.board import Asked, Board, Held, held

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


class Workshop:
    """Builds the site when it is told to; then draws what nobody has asked for and makes the search, each in a thread of
    its own: neither a glance nor a page that is asked for waits for them.

    A search begins when there was no build for a moment. While one is made, newer builds wait for it, and all
    but the last of them are passed over.
    """

    def __init__(
        self,
        build: Callable[[], Built],
        folder: Path,
        board: Board,
        report: Report,
        glance: Glance = no_glance,
    ) -> None:
        self._build = build
        self._glance = glance
        self._folder = folder
        self._board = board
        self._report = report
        self._good: tuple[Built, Mapping[str, Held]] | None = None
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
            self._report((made,))
            return
        built, pages = made
        if pages is None:
            self._show_trouble(built.findings)
        else:
            with self._showing:
                self._good = (built, pages)
                self._board.show_site({**pages, **self._glanced} if self._glanced else pages)
            self._follow(built)
        self._report(built.findings)

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
            made = attempted(lambda built=built: held(built.search_files()), self._folder)  # type: ignore[misc]
            if isinstance(made, Finding):
                self._report((made,))
            else:
                self._board.show_search(made)

    def _draw_the_rest(self, built: Built) -> bool:
        """Draw every page of a build, so that the faults of all are told; False where a newer one makes this idle."""
        good = self._good
        for each in good[1].values() if good and good[0] is built else ():
            if self._closed or self._wanted or self._waiting or self._good is not good:
                return False
            if isinstance(each, Asked):
                made = attempted(each.make, self._folder)
                if isinstance(made, Finding):
                    self._show_trouble((made,))
                    self._report((made,))
                    return True
        return True

    def _next(self) -> Built | None:
        with self._work:
            self._work.wait_for(lambda: self._closed or self._waiting)
            while not self._closed and self._work.wait(QUIET_SECONDS):
                continue
            return None if self._closed else self._waiting.pop()


def _pages(built: Built, looked_at: Iterable[str]) -> tuple[Built, Mapping[str, Held] | None]:
    """The files of a build, those drawn that somebody looks at; None if its errors forbid to show them."""
    if any(finding.rule.severity is Severity.ERROR for finding in built.findings):
        return built, None
    files = held(built.files())
    _drawn({address: files[address] for address in looked_at if address in files})
    return built, files


def _drawn(files: Mapping[str, Held]) -> Mapping[str, Held]:
    for each in files.values():
        if isinstance(each, Asked):
            each.make()
    return files
