"""The development server: watch, rebuild, and show the last good site while the content is being mended."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from ipaddress import ip_address
from pathlib import Path

from gkgen.findings import Language, Text
from gkgen.serve.answer import Desk
from gkgen.serve.board import Board, Kept
from gkgen.serve.http import POLICY, Hosts
from gkgen.serve.listen import Doors, listening
from gkgen.serve.watch import WATCHED, Watch
from gkgen.serve.workshop import Built, Glance, Keeps, Report, Workshop, no_glance

__all__ = ["POLICY", "WATCHED", "Built", "serve"]

_LOOK_SECONDS = 0.25
_GLANCED = 8
"""Of more files than this at a time no page is shown before the site is built."""


def serve(  # noqa: PLR0913 -- each is a choice of its own, and all but four have a default
    build: Callable[[], Built],
    folder: Path,
    *,
    ready: Callable[[list[str]], None],
    report: Report,
    glance: Glance = no_glance,
    kept: Kept | None = None,
    keeps: Keeps | None = None,
    host: str | None = None,
    port: int = 8000,
    names: Sequence[str] = (),
    say: Callable[[Text], None] = lambda _said: None,
    language: Language = "zh",
    policy: str = POLICY,
    watched: Sequence[str] = WATCHED,
    stop: threading.Event | None = None,
) -> None:
    """Serve the site of `folder`, built anew by `build` whenever one of `watched` changes, until Ctrl-C or `stop`.

    Without a `host` only this machine can see it, on 127.0.0.1 and ::1; `names` are further names by which a
    browser may call it. Port 0 is any free one, and a port in use gives way to the next. `ready` is told the
    addresses once there is something to see, `report` the findings of every build (from two threads), and `say`
    what the user should know: no IPv6, no native watching. `policy` is the site's Content-Security-Policy. What an
    earlier process has `kept` is shown at once, until the first build stands; `keeps` keeps for the next.

    A build that fails, whatever way, ends nothing: the last good site stays, and the pages say what is wrong.
    Raises `UsageError` when no address can be listened on, and `KeyboardInterrupt`.
    """
    board = Board()
    with ExitStack() as closing:
        sockets = listening(host, port, say)
        desk = Desk(board, _hosts(host, sockets, names), folder, policy, language)
        doors = Doors(sockets, desk.answer)
        closing.callback(doors.close)
        closing.callback(board.close)
        watch = Watch(folder, watched, say)
        closing.callback(watch.close)
        workshop = Workshop(build, folder, board, report, glance, keeps=keeps)
        closing.callback(workshop.close)
        if kept is None:
            workshop.make()
        else:
            board.show_kept(kept)
            workshop.begin()
        doors.open()
        ready(list(dict.fromkeys(_address(listener) for listener in sockets)))
        while stop is None or not stop.is_set():
            changed = watch.wait(_LOOK_SECONDS)
            if changed is not None:
                workshop.ask(changed if len(changed) <= _GLANCED else ())


def _hosts(host: str | None, sockets: Sequence[socket.socket], names: Sequence[str]) -> Hosts:
    """By which names a browser may call: a server for the whole network may be called by any number, too."""
    known = {"localhost", "127.0.0.1", "[::1]", *(name.lower() for name in names)}
    bound = [ip_address(str(listener.getsockname()[0]).partition("%")[0]) for listener in sockets]
    known |= {f"[{number}]" if number.version == 6 else str(number) for number in bound}
    if host and not _is_number(host):
        known.add(host.lower())
    open_to_all = any(number.is_unspecified for number in bound)
    if open_to_all:
        known.add(socket.gethostname().lower())
    return Hosts(frozenset(known), int(sockets[0].getsockname()[1]), "welcome" if open_to_all else "refused")


def _is_number(host: str) -> bool:
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def _address(listener: socket.socket) -> str:
    name, port = listener.getsockname()[:2]
    number = ip_address(str(name).partition("%")[0])
    shown = "localhost" if number.is_unspecified else f"[{name}]" if number.version == 6 else name
    return f"http://{shown}:{port}/"
