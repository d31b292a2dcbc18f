"""Sockets and threads: who may connect, how long they may take, and how many at a time."""

from __future__ import annotations

import errno
import socket
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress

from gkgen.findings import Text, UsageError

HEAD_LIMIT = 16 * 1024
HEAD_SECONDS = 10.0
SEND_SECONDS = 30.0
CONNECTIONS = 128
_TRIES = 20
_LINGER_SECONDS = 1.0
_LINGER_BYTES = 256 * 1024

IPV6_OFF = Text(
    "这台电脑没有启用 IPv6，只在 127.0.0.1 上提供页面。",
    "IPv6 is off on this machine: the site is served on 127.0.0.1 alone.",
)


def listening(host: str | None, port: int, say: Callable[[Text], None]) -> list[socket.socket]:
    """Sockets of one port on every address of `host`; without one, on 127.0.0.1 and ::1.

    Port 0 is any free port. A port in use is passed over for the next one. Raises `UsageError` when there is
    none free, or the address isn't this machine's.
    """
    addresses = _loopback(say) if host in (None, "localhost") else _addresses(str(host))
    for candidate in range(port, min(port + _TRIES, 65536)) if port else [0] * _TRIES:
        try:
            return _bound(addresses, candidate)
        except OSError as failure:
            if failure.errno != errno.EADDRINUSE:
                raise _cannot_listen(host or "127.0.0.1", candidate, failure) from failure
    raise UsageError(
        Text(
            f"端口 {port} 和其后的 {_TRIES - 1} 个都被占用；请用 --port 另选一个。",
            f"Port {port} and the {_TRIES - 1} after it are in use; choose another one with --port.",
        )
    )


def receive_head(connection: socket.socket) -> bytes | None:
    """The head of a request without its empty line; None if the other side leaves before it is whole.

    Raises `TimeoutError` for one who dawdles, however small the bites, and `ValueError` for a head without end.
    """
    deadline = time.monotonic() + HEAD_SECONDS
    received = bytearray()
    while (end := received.find(b"\r\n\r\n")) < 0:
        if len(received) > HEAD_LIMIT:
            raise ValueError("the head of the request has no end")
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        connection.settimeout(left)
        piece = connection.recv(4096)
        if not piece:
            return None
        received += piece
    if end > HEAD_LIMIT:
        raise ValueError("the head of the request is too long")
    return bytes(received[:end])


class Doors:
    """The listening sockets, and a thread for each connection: never more than `CONNECTIONS` of them.

    `answer` gets each connection with no timeout set to outlive; whatever ends it, the connection is closed.
    """

    def __init__(self, sockets: Sequence[socket.socket], answer: Callable[[socket.socket], None]) -> None:
        self._sockets = sockets
        self._answer = answer
        self._places = threading.BoundedSemaphore(CONNECTIONS)

    def open(self) -> None:
        for listener in self._sockets:
            threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def close(self) -> None:
        for listener in self._sockets:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError as failure:
                if listener.fileno() < 0 or failure.errno in {errno.EBADF, errno.EINVAL, errno.ENOTSOCK}:
                    return
                time.sleep(0.05)  # too many open files, or a client that left: the next one may do better
                continue
            self._begin(connection)

    def _begin(self, connection: socket.socket) -> None:
        """A connection too many is closed at once; a thread that can't be begun is one too many."""
        if not self._places.acquire(blocking=False):
            connection.close()
            return
        try:
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()
        except RuntimeError:
            self._places.release()
            connection.close()

    def _serve(self, connection: socket.socket) -> None:
        try:
            with connection, suppress(OSError):
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._answer(connection)
                _part(connection)
        finally:
            self._places.release()


def _part(connection: socket.socket) -> None:
    """Close so that the answer arrives: a reset, because of bytes that nobody read, would take it away again."""
    connection.shutdown(socket.SHUT_WR)
    deadline, left = time.monotonic() + _LINGER_SECONDS, _LINGER_BYTES
    while left > 0 and (seconds := deadline - time.monotonic()) > 0:
        connection.settimeout(seconds)
        read = len(connection.recv(16 * 1024))
        if not read:
            return
        left -= read


# ---------------------------------------------------------------- addresses

Address = tuple[socket.AddressFamily, str]


def _loopback(say: Callable[[Text], None]) -> list[Address]:
    here: list[Address] = [(socket.AF_INET, "127.0.0.1")]
    if _has_ipv6():
        return [*here, (socket.AF_INET6, "::1")]
    say(IPV6_OFF)
    return here


def _has_ipv6() -> bool:
    if not socket.has_ipv6:
        return False
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


def _addresses(host: str) -> list[Address]:
    try:
        found = socket.getaddrinfo(host.strip("[]"), 0, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as failure:
        raise UsageError(
            Text(f"不认识地址 {host}；请检查 --host。", f"There is no address {host}; look at --host.")
        ) from failure
    return sorted({(family, str(address[0])) for family, _, _, _, address in found})


def _bound(addresses: Sequence[Address], port: int) -> list[socket.socket]:
    """All addresses on one port, or none of them."""
    with ExitStack() as opened:
        sockets: list[socket.socket] = []
        for family, address in addresses:
            listener = opened.enter_context(socket.socket(family, socket.SOCK_STREAM))
            _set_options(listener, family)
            listener.bind((address, sockets[0].getsockname()[1] if sockets else port))
            listener.listen(CONNECTIONS)
            sockets.append(listener)
        opened.pop_all()
    return sockets


def _set_options(listener: socket.socket, family: socket.AddressFamily) -> None:
    if sys.platform == "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family == socket.AF_INET6:
        listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)


def _cannot_listen(host: str, port: int, failure: OSError) -> UsageError:
    return UsageError(
        Text(
            f"不能在 {host} 的端口 {port} 上提供页面：{failure.strerror}。请用 --host 或 --port 另选。",
            f"Can't serve on {host}, port {port}: {failure.strerror}. Choose another --host or --port.",
        )
    )
