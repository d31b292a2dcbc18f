"""One connection: a request in, an answer out."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from gkgen.disk import Refused, open_source
from gkgen.findings import Finding, Language
from gkgen.media_types import type_of
from gkgen.serve.attempt import attempted
from gkgen.serve.board import Board, Held, Shown
from gkgen.serve.http import Hosts, Request, Unanswerable, head, location, parse
from gkgen.serve.listen import SEND_SECONDS, receive_head
from gkgen.serve.reload import (
    EVENTS,
    HEARTBEAT,
    PREFIX,
    client_file,
    event,
    page_of,
    trouble_page,
    waiting_page,
    with_script,
)

LISTENERS = 32
"""So many pages may wait for news at a time; each holds a connection."""

HEARTBEAT_SECONDS = 15.0
_CHUNK = 64 * 1024
_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Reply:
    """A status, what the header says of the body, and the body: it is closed once it is sent."""

    status: int
    size: int
    body: BinaryIO
    headers: Mapping[str, str]


class Desk:
    """Answers connections from what the board shows, and from nothing else.

    A file that is served from where it lies may have no link on its way below `root`.
    """

    def __init__(self, board: Board, hosts: Hosts, root: Path, policy: str, language: Language) -> None:
        self._board = board
        self._hosts = hosts
        self._root = root
        self._policy = policy
        self._language: Language = language
        self._listeners = threading.BoundedSemaphore(LISTENERS)

    def answer(self, connection: socket.socket) -> None:
        """Answer one request. Raises `OSError` when the other side is gone or too slow to listen."""
        try:
            request = self._receive(connection)
            if request is None:
                return
            if request.path.startswith(EVENTS) and request.method == "GET":
                self._tell_news(connection, request)
                return
            reply = self._reply(request)
        except Unanswerable as refused:
            request, reply = None, _refusal(refused)
        with reply.body:
            self._send(connection, reply, bodiless=request is not None and request.method == "HEAD")

    def _receive(self, connection: socket.socket) -> Request | None:
        try:
            received = receive_head(connection)
        except TimeoutError as late:
            raise Unanswerable(408, "the request didn't come in time") from late
        except ValueError as endless:
            raise Unanswerable(431, str(endless)) from endless
        return None if received is None else parse(received, self._hosts)

    def _reply(self, request: Request) -> Reply:
        if request.path.startswith(PREFIX):
            own = client_file(request.path)
            if own is None:
                raise Unanswerable(404, "there is nothing here")
            return _whole(200, own, type_of(request.path))
        shown = self._board.now
        if not shown.dress:
            return _whole(503, trouble_page(shown, "", self._language), _HTML)
        return self._page(request, shown)

    def _page(self, request: Request, shown: Shown) -> Reply:
        found = shown.file(request.address)
        if found is not None:
            return self._file(200, request.address, found, shown)
        if not request.path.endswith("/") and shown.file(f"{request.address}/index.html") is not None:
            return _whole(301, b"", _HTML, Location=location(f"{request.path}/"))
        missing = shown.missing()
        if missing is None:
            raise Unanswerable(404, "there is nothing here")
        return self._file(404, "404.html", missing, shown)

    def _file(self, status: int, address: str, found: Held, shown: Shown) -> Reply:
        kind = type_of(address)
        if kind == _HTML:
            self._board.look(address)
        source = found.source
        if isinstance(source, Path):
            return self._copy(status, source, kind)
        content = source if isinstance(source, bytes) else attempted(source, self._root)
        if isinstance(content, Finding):
            if shown.is_kept:
                return self._lost(address, kind)
            shown = replace(shown, trouble=(content,))
            return _whole(503, trouble_page(shown, shown.name(address), self._language), _HTML)
        return _whole(status, with_script(content, shown.name(address)) if kind == _HTML else content, kind)

    def _copy(self, status: int, path: Path, kind: str) -> Reply:
        try:
            body = open_source(path, [self._root])
        except Refused as refused:
            raise Unanswerable(404, f"the file can't be read: {refused.detail}") from refused
        return Reply(status, os.fstat(body.fileno()).st_size, body, {"Content-Type": kind})

    def _lost(self, address: str, kind: str) -> Reply:
        """A file that was kept, and then damaged or taken away: a build makes it anew."""
        shown = self._board.lose(address)
        if kind != _HTML:
            raise Unanswerable(404, "the file is being made")
        return _whole(503, waiting_page(shown.name(address), self._language), _HTML)

    def _send(self, connection: socket.socket, reply: Reply, *, bodiless: bool) -> None:
        """A file that grew since it was opened is sent as long as it was."""
        connection.settimeout(SEND_SECONDS)
        headers = {**reply.headers, "Content-Length": str(reply.size)}
        connection.sendall(head(reply.status, self._policy, headers))
        left = 0 if bodiless else reply.size
        while left and (chunk := reply.body.read(min(_CHUNK, left))):
            connection.sendall(chunk)
            left -= len(chunk)

    def _tell_news(self, connection: socket.socket, request: Request) -> None:
        """Hold the connection, and say what is shown whenever that changes. Only our own pages may listen."""
        if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            raise Unanswerable(403, "only a page of this site may listen")
        if not self._listeners.acquire(blocking=False):
            raise Unanswerable(503, "too many pages are listening")
        try:
            connection.settimeout(SEND_SECONDS)
            connection.sendall(head(200, self._policy, {"Content-Type": "text/event-stream; charset=utf-8"}))
            self._send_news(connection, page_of(request))
        finally:
            self._listeners.release()

    def _send_news(self, connection: socket.socket, address: str) -> None:
        shown: Shown | None = self._board.now
        said = b""
        while shown is not None:
            news = event(shown, address, self._language)
            connection.sendall(HEARTBEAT if news == said else news)
            said = news
            shown = self._board.wait(shown.moment, HEARTBEAT_SECONDS)


def _whole(status: int, content: bytes, kind: str, **headers: str) -> Reply:
    return Reply(status, len(content), BytesIO(content), {"Content-Type": kind, **headers})


def _refusal(refused: Unanswerable) -> Reply:
    said = f"{refused.status} {refused.why}\n".encode()
    return _whole(refused.status, said, "text/plain; charset=utf-8", **refused.headers)
