"""Builds, one after another: each ends on the board, as a site or as what is wrong."""

from __future__ import annotations

import logging
import os
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Protocol, TypeAlias, TypeVar

from gkgen.findings import Finding, Place, Severity, Text, UsageError, error
from gkgen.model import File
from gkgen.serve.board import Board, Held, held

QUIET_SECONDS = 0.3
LOG = logging.getLogger(__name__)

FAULT = error(
    "S101",
    Text("生成网站时出错：{cause}", "the site can't be built: {cause}"),
    Text("改好这里提到的地方并保存；页面会自动更新", "mend what is named here and save it; the page follows"),
)


class Built(Protocol):
    """A site, built: what is wrong with it, its files, and the files of its search, which take longer."""

    @property
    def findings(self) -> tuple[Finding, ...]: ...

    def files(self) -> Iterator[File]: ...

    def search_files(self) -> Iterator[File]: ...


Report: TypeAlias = Callable[[tuple[Finding, ...]], None]
Made = TypeVar("Made")


class Workshop:
    """Builds the pages when it is told to, and then the search, in a thread of its own: pages never wait for it.

    A search begins when there was no build for a moment. While one is made, newer builds wait for it, and all
    but the last of them are passed over.
    """

    def __init__(self, build: Callable[[], Built], folder: Path, board: Board, report: Report) -> None:
        self._build = build
        self._folder = folder
        self._board = board
        self._report = report
        self._waiting: list[Built] = []
        self._closed = False
        self._work = threading.Condition()
        threading.Thread(target=self._make_searches, daemon=True).start()

    def make(self) -> None:
        """Build now, and show what came of it."""
        made = _attempted(lambda: _pages(self._build()), self._folder)
        if isinstance(made, Finding):
            self._board.show_trouble([made])
            self._report((made,))
            return
        built, pages = made
        if pages is None:
            self._board.show_trouble(built.findings)
        else:
            self._board.show_site(pages)
            self._follow(built)
        self._report(built.findings)

    def close(self) -> None:
        with self._work:
            self._closed = True
            self._work.notify_all()

    def _follow(self, built: Built) -> None:
        with self._work:
            self._waiting = [built]
            self._work.notify_all()

    def _make_searches(self) -> None:
        while (built := self._next()) is not None:
            made = _attempted(lambda built=built: held(built.search_files()), self._folder)  # type: ignore[misc]
            if isinstance(made, Finding):
                self._report((made,))
            else:
                self._board.show_search(made)

    def _next(self) -> Built | None:
        with self._work:
            self._work.wait_for(lambda: self._closed or self._waiting)
            while not self._closed and self._work.wait(QUIET_SECONDS):
                continue
            return None if self._closed else self._waiting.pop()


def _pages(built: Built) -> tuple[Built, Mapping[str, Held] | None]:
    """The pages of a build, drawn; None if its errors forbid to show them."""
    if any(finding.rule.severity is Severity.ERROR for finding in built.findings):
        return built, None
    return built, held(built.files())


def _attempted(work: Callable[[], Made], folder: Path) -> Made | Finding:
    """What came of some work, or its fault as a finding.

    This is the one place of gkgen where any exception is caught, for the sake of a promise: whatever a save does to
    the content, the settings or the theme, the server lives, shows the last good site and says what is wrong.
    """
    try:
        return work()
    except UsageError as fault:
        return FAULT.at(Place(str(folder)), cause=fault.said)
    except Exception as fault:
        LOG.debug("a build broke down", exc_info=True)
        return FAULT.at(_place(fault, folder), cause=f"{type(fault).__name__}: {fault}")


def _place(fault: Exception, folder: Path) -> Place:
    """Where a fault says that it is (a template does), or else where it came from: a theme before a program."""
    said, line = getattr(fault, "filename", None), getattr(fault, "lineno", None)
    if isinstance(said, str) and isinstance(line, int):
        return Place(_below(said, folder), line)
    steps = [step for step in traceback.extract_tb(fault.__traceback__) if not step.filename.startswith("<")]
    steps = [step for step in steps if not step.filename.endswith(".py")] or steps
    return Place(_below(steps[-1].filename, folder), steps[-1].lineno or 0) if steps else Place(str(folder))


def _below(file: str, folder: Path) -> str:
    """A path below the site's folder, if it is there."""
    path, root = os.path.abspath(file), os.path.abspath(folder)
    return os.path.relpath(path, root).replace(os.sep, "/") if path.startswith(root + os.sep) else file
