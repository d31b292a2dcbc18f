"""The development server: it shows the last good site, says what is wrong, and survives everybody."""

from __future__ import annotations

import errno
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from watchdog.observers.api import BaseObserver

from gkgen.findings import Finding, Place, Text, UsageError, error, warning
from gkgen.media_types import type_of
from gkgen.model import File
from gkgen.serve import answer, attempt, listen, serve, watch
from gkgen.serve.board import Board, Held

BROKEN = error("X1", Text("这里错了：{what}", "this is wrong: {what}"), Text("改掉它", "mend it"))
DOUBT = warning("X2", Text("可疑", "doubtful"), Text("看一看", "look at it"))
PATIENCE = 10.0


@dataclass
class FakeBuilt:
    """Every .md of content/ is a page of its own bytes; certain words in it are faults of each kind."""

    folder: Path
    pages: dict[str, str]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(
            rule.at(Place(f"content/{name}.md", 3, 5), **({"what": text} if rule is BROKEN else {}))
            for name, text in sorted(self.pages.items())
            for word, rule in (("BROKEN", BROKEN), ("DOUBT", DOUBT))
            if word in text
        )

    def files(self) -> Iterator[File]:
        for name, text in sorted(self.pages.items()):
            if "THEME" in text:
                raise ZeroDivisionError("the theme divides by zero")
            html = f'<!DOCTYPE html><html lang="zh-Hans"><head><title>{name}</title></head><body><p>{text}</p></body></html>'
            yield File("index.html" if name == "index" else f"{name}/index.html", html.encode())
        if not any("PLAIN" in text for text in self.pages.values()):
            yield File("404.html", b"<!DOCTYPE html><body>NOT-HERE</body>")
        yield File("site.css", b"p { color: red }")
        yield File("中文 名.txt", "中".encode())
        yield File("odd/a.bin", b"\0\1")
        for name in ("big.pdf", "link.pdf"):
            if os.path.lexists(self.folder / "content" / name):
                yield File(name, self.folder / "content" / name)

    def search_files(self) -> Iterator[File]:
        if any("NOSEARCH" in text for text in self.pages.values()):
            raise RuntimeError("no search today")
        yield File("search/all.json", json.dumps(self.pages).encode())


@dataclass
class Running:
    """A server in a thread of this process, with all that it said."""

    folder: Path
    addresses: list[str] = field(default_factory=list)
    reports: list[tuple[Finding, ...]] = field(default_factory=list)
    said: list[Text] = field(default_factory=list)
    builds: list[dict[str, str]] = field(default_factory=list)
    slow: float = 0.0
    stop: threading.Event = field(default_factory=threading.Event)
    held: threading.Event | None = None
    """A build that has read the files waits until this is set."""

    @property
    def port(self) -> int:
        return int(self.addresses[0].rstrip("/").rpartition(":")[2])

    def build(self) -> FakeBuilt:
        content = self.folder / "content"
        if not content.is_dir():
            raise UsageError(Text("没有 content 文件夹", "there is no content folder"))
        pages = {path.stem: path.read_text() for path in sorted(content.rglob("*.md"))}
        self.builds.append(pages)
        time.sleep(self.slow)
        if self.held is not None:
            self.held.wait(PATIENCE)
        if any("CRASH" in text for text in pages.values()):
            raise ValueError("the program is wrong")
        return FakeBuilt(self.folder, pages)

    def write(self, name: str, text: str) -> None:
        (self.folder / "content" / name).write_text(text)

    def get(self, path: str = "/", **headers: str) -> tuple[int, dict[str, str], bytes]:
        return ask(self.port, f"GET {path} HTTP/1.1\r\n{fields(self.port, headers)}\r\n".encode())

    def sees(self, text: str, path: str = "/") -> None:
        until(lambda: text.encode() in self.get(path)[2])


def fields(port: int, headers: dict[str, str]) -> str:
    return "".join(f"{name}: {value}\r\n" for name, value in {"Host": f"127.0.0.1:{port}", **headers}.items())


def until(true: Callable[[], object], seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.01)


def ask(
    port: int, request: bytes, address: str = "127.0.0.1", *, half: bool = False
) -> tuple[int, dict[str, str], bytes]:
    """Send these bytes and read to the end; status 0 is a connection closed without an answer."""
    with socket.create_connection((address, port), timeout=PATIENCE) as connection:
        received = bytearray()
        try:
            connection.sendall(request)
            if half:
                connection.shutdown(socket.SHUT_WR)
            while piece := connection.recv(65536):
                received += piece
        except ConnectionError:
            pass
    if not received:
        return 0, {}, b""
    head, _, body = bytes(received).partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    return int(first.split()[1]), dict(line.split(": ", 1) for line in lines), body


@contextmanager
def running(folder: Path, **options: object) -> Iterator[Running]:
    (folder / "content").mkdir(exist_ok=True)
    if not list((folder / "content").iterdir()):
        (folder / "content" / "index.md").write_text("hello")
    server = Running(folder, slow=float(str(options.pop("slow", 0.0))))
    failed: list[BaseException] = []

    def run() -> None:
        try:
            serve(
                server.build,
                folder,
                ready=server.addresses.extend,
                report=server.reports.append,
                say=server.said.append,
                stop=server.stop,
                **{"port": 0, "language": "en", **options},  # type: ignore[arg-type]
            )
        except BaseException as fault:  # noqa: BLE001 -- raised again below
            failed.append(fault)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        until(lambda: server.addresses or failed)
        if not failed:
            yield server
    finally:
        server.stop.set()
        thread.join(PATIENCE)
    if failed:
        raise failed[0]
    assert not thread.is_alive()


class Listener:
    """A page that waits for news."""

    def __init__(self, port: int, path: str = "/", **headers: str) -> None:
        self.connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.connection.sendall(f"GET /.gkgen/events{path} HTTP/1.1\r\n{fields(port, headers)}\r\n".encode())
        self.file = self.connection.makefile("rb")
        self.head = b"".join(iter(self.file.readline, b"\r\n"))

    def state(self) -> dict[str, object]:
        for line in self.file:
            if line.startswith(b"data: "):
                return dict(json.loads(line[6:]))
        raise EOFError

    def close(self) -> None:
        self.file.close()
        self.connection.close()


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server of these tests looks often whether it shall stop."""
    monkeypatch.setattr("gkgen.serve._LOOK_SECONDS", 0.02)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path) as started:
        yield started


# ---------------------------------------------------------------- hostile requests


@pytest.fixture(scope="module")
def fortress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server among secrets: files beside, above and below the site that it must never show."""
    folder = tmp_path_factory.mktemp("fortress") / "site"
    (folder / "content").mkdir(parents=True)
    (folder / "content" / "index.md").write_text("hello")
    (folder / "content" / "hidden.txt").write_text("SECRET")
    (folder.parent / "above.txt").write_text("SECRET")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("SECRET")
    (folder / ".env").write_text("SECRET")
    (folder / "site.yaml").write_text("SECRET")
    (folder / "content" / "link.pdf").symlink_to(folder.parent / "above.txt")
    before = listen.HEAD_SECONDS
    listen.HEAD_SECONDS = 0.4
    with running(folder) as started:
        yield started
    listen.HEAD_SECONDS = before


GET = "GET {} HTTP/1.1\r\nHost: localhost\r\n\r\n"
HOST = "GET / HTTP/1.1\r\nHost: {}\r\n\r\n"
FIELD = "GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n\r\n"

HOSTILE: dict[str, tuple[str | bytes, set[int]]] = {
    # out of the site
    "dots": (GET.format("/../above.txt"), {400}),
    "dots twice": (GET.format("/../../../../etc/hostname"), {400}),
    "dots inside": (GET.format("/odd/../site.css"), {400}),
    "dots escaped": (GET.format("/%2e%2e/above.txt"), {400}),
    "dots half escaped": (GET.format("/.%2e/above.txt"), {400}),
    "dots escaped twice": (GET.format("/%252e%252e/above.txt"), {404}),
    "dots at the end": (GET.format("/odd/.."), {400}),
    "one dot": (GET.format("/./site.css"), {400}),
    "slash escaped": (GET.format("/..%2fabove.txt"), {400}),
    "slash escaped in a good path": (GET.format("/odd%2Fa.bin"), {400}),
    "backslash": (GET.format("/..\\above.txt"), {400}),
    "backslash escaped": (GET.format("/..%5cabove.txt"), {400}),
    "backslash in the query": (GET.format("/?a\\b"), {400}),
    "two slashes": (GET.format("//etc/hostname"), {400}),
    "two slashes and a host": (GET.format("//evil.example/"), {400}),
    "two slashes inside": (GET.format("/odd//a.bin"), {400}),
    "two slashes at the end": (GET.format("/odd//"), {400}),
    "overlong slash": (GET.format("/..%c0%afabove.txt"), {400}),
    "full-width dots": (GET.format("/%ef%bc%8e%ef%bc%8e/above.txt"), {404}),
    "git": (GET.format("/.git/config"), {404}),
    "env": (GET.format("/.env"), {404}),
    "settings": (GET.format("/site.yaml"), {404}),
    "content": (GET.format("/content/hidden.txt"), {404}),
    "a drive": (GET.format("/C:/Windows/win.ini"), {404}),
    "a stream": (GET.format("/index.html::$DATA"), {404}),
    "a whole path": (GET.format("/etc/hostname"), {404}),
    "the file system of vite": (GET.format("/@fs/etc/hostname"), {404}),
    "a link in the content": (GET.format("/link.pdf"), {404}),
    "the program": (GET.format("/.gkgen/../__init__.py"), {400}),
    "the program's folder": (GET.format("/.gkgen/"), {404}),
    "the program's files": (GET.format("/.gkgen/__init__.py"), {404}),
    # odd targets
    "number sign": (GET.format("/#/../above.txt"), {400}),
    "number sign in the query": (GET.format("/?x#y"), {400}),
    "number sign escaped": (GET.format("/%23"), {404}),
    "nul": (GET.format("/\0"), {400}),
    "nul escaped": (GET.format("/%00"), {400}),
    "nul escaped before an extension": (GET.format("/site.css%00.html"), {400}),
    "newline escaped": (GET.format("/%0d%0aSet-Cookie:%20a=b"), {400}),
    "newline escaped in the query": (GET.format("/?%0d%0a"), {200}),
    "delete escaped": (GET.format("/%7f"), {400}),
    "broken escape": (GET.format("/%"), {400}),
    "broken escape of letters": (GET.format("/%zz"), {400}),
    "broken escape at the end": (GET.format("/a%2"), {400}),
    "not utf-8": (GET.format("/%ff%fe"), {400}),
    "raw bytes": (b"GET /\xe4\xb8\xad HTTP/1.1\r\nHost: localhost\r\n\r\n", {400}),
    "surrogate": (GET.format("/%ed%a0%80"), {400}),
    "no slash": (GET.format("index.html"), {400}),
    "star": (GET.format("*"), {400}),
    "empty": (GET.format(""), {400}),
    "a whole address": (GET.format("http://localhost/"), {400}),
    "another's address": (GET.format("http://evil.example/"), {400}),
    "a scheme": (GET.format("file:///etc/hostname"), {400}),
    "very long": (GET.format("/" + "a" * 15000), {404}),
    "too long": (GET.format("/" + "a" * 70000), {431}),
    "a thousand folders": (GET.format("/a" * 1000), {404}),
    "tab in the target": (GET.format("/\tx"), {400}),
    # hosts
    "rebound": (HOST.format("evil.example"), {421}),
    "rebound with our port": (HOST.format("evil.example:{port}"), {421}),
    "our name with another's domain": (HOST.format("localhost.evil.example"), {421}),
    "another's name with our domain": (HOST.format("evil.localhost"), {421}),
    "trailing dot": (HOST.format("localhost."), {421}),
    "user": (HOST.format("localhost@evil.example"), {400}),
    "wrong port": (HOST.format("localhost:1"), {421}),
    "port without number": (HOST.format("localhost:"), {400}),
    "port out of range": (HOST.format("localhost:99999"), {421}),
    "a number": (HOST.format("93.184.216.34"), {421}),
    "all addresses": (HOST.format("0.0.0.0"), {421}),
    "another loopback": (HOST.format("127.0.0.2"), {421}),
    "a number in octal": (HOST.format("0177.0.0.1"), {421}),
    "another ipv6": (HOST.format("[::2]"), {421}),
    "ipv6 without brackets": (HOST.format("::1"), {400}),
    "empty host": (HOST.format(""), {400}),
    "no host": ("GET / HTTP/1.1\r\n\r\n", {400}),
    "no host in 1.0": ("GET / HTTP/1.0\r\n\r\n", {400}),
    "two hosts": ("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", {400}),
    "two equal hosts": ("GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", {400}),
    "host in the chinese": ("GET / HTTP/1.1\r\nHost: 本机\r\n\r\n", {400}),
    # methods
    "post": ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nbody", {405}),
    "put": ("PUT /x HTTP/1.1\r\nHost: localhost\r\n\r\n", {405}),
    "delete": ("DELETE /index.html HTTP/1.1\r\nHost: localhost\r\n\r\n", {405}),
    "options": ("OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", {405}),
    "trace": ("TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n", {405}),
    "connect": ("CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n", {405}),
    "in lower case": ("get / HTTP/1.1\r\nHost: localhost\r\n\r\n", {405}),
    "a long method": ("A" * 5000 + " / HTTP/1.1\r\nHost: localhost\r\n\r\n", {400}),
    # the protocol
    "nothing at all": (b"", {0, 408}),
    "an empty line": ("\r\n\r\n", {400}),
    "noise": (bytes(range(256)) + b"\r\n\r\n", {400}),
    "tls": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 40, {0, 408}),
    "http 0.9": ("GET /\r\n\r\n", {400}),
    "http 2": ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {505}),
    "http 9": ("GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", {505}),
    "bare newlines": ("GET / HTTP/1.1\nHost: localhost\n\n", {0, 408}),
    "two spaces": ("GET  / HTTP/1.1\r\nHost: localhost\r\n\r\n", {400}),
    "a folded field": (FIELD.format("X: a\r\n b"), {400}),
    "a field without colon": (FIELD.format("nonsense"), {400}),
    "a space before the colon": (FIELD.format("X : y"), {400}),
    "a field without name": (FIELD.format(": y"), {400}),
    "nul in a field": (FIELD.format("X: a\0b"), {400}),
    "a lone carriage return": (FIELD.format("X: a\rb"), {400}),
    "a field of 64 kilobytes": (FIELD.format("X: " + "a" * 65536), {431}),
    "a thousand fields": (FIELD.format("\r\n".join(f"X{n}: y" for n in range(1000))), {431}),
    "a head without end": ("GET / HTTP/1.1\r\n" + "X: y\r\n" * 30000, {0, 431}),
    "chunked body": (FIELD.format("Transfer-Encoding: chunked") + "4\r\nbody\r\n0\r\n\r\n", {200}),
    "negative length": (FIELD.format("Content-Length: -1"), {200}),
    "two requests in one": (GET.format("/") + GET.format("/../above.txt"), {200}),
    "a range": (FIELD.format("Range: bytes=0-1,5-,-9999999999"), {200}),
    "a range of nonsense": (FIELD.format("Range: \x7f"), {400}),
    "upgrade": (FIELD.format("Connection: Upgrade\r\nUpgrade: websocket"), {200}),
    "half a request": ("GET / HTTP/1.1\r\nHost: local", {0, 408}),
    "events from another site": (
        "GET /.gkgen/events HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: cross-site\r\n\r\n",
        {403},
    ),
}


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_request_gets_its_status_and_the_server_lives(
    fortress: Running, name: str, address: str
) -> None:
    request, expected = HOSTILE[name]
    if isinstance(request, str):
        request = request.replace("{port}", str(fortress.port)).encode()
    status, headers, body = ask(fortress.port, request, address)
    assert status in expected
    assert b"SECRET" not in body
    if status:
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert not [header for header in headers if header.lower().startswith(("access-control", "server"))]
        assert (headers.get("Allow") == "GET, HEAD") == (status == 405)
    assert ask(fortress.port, GET.format("/").encode(), address)[0] == 200


def test_the_matrix_is_as_large_as_was_promised() -> None:
    assert len(HOSTILE) >= 60


def test_a_fuzz_of_requests_leaves_the_server_alive(fortress: Running) -> None:
    dice = random.Random(20261122)
    pieces = [
        b"GET ",
        b"/",
        b"%",
        b"..",
        b"\r\n",
        b"Host: localhost",
        b" HTTP/1.1",
        b"\0",
        b"\\",
        b"%2e",
        b"?",
    ]
    for _ in range(400):
        wild = b"".join(dice.choice(pieces) for _ in range(dice.randrange(1, 12))) + dice.randbytes(5)
        assert b"SECRET" not in ask(fortress.port, wild + b"\r\n\r\n", half=True)[2]
    assert fortress.get()[0] == 200


def test_one_who_leaves_without_listening_does_no_harm(fortress: Running) -> None:
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", fortress.port), timeout=PATIENCE) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            connection.sendall(GET.format("/").encode())
    assert fortress.get()[0] == 200


def test_one_who_dawdles_is_sent_away(fortress: Running) -> None:
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", fortress.port), timeout=PATIENCE) as connection:
        received = b""
        for letter in b"GET / HTTP/1.1\r\nX: " + b"y" * 400:
            try:
                connection.sendall(bytes([letter]))
                connection.settimeout(0.02)
                received = connection.recv(100)
            except TimeoutError:
                continue
            except ConnectionError:
                pass
            break
    assert time.monotonic() - began < 5
    assert received.startswith(b"HTTP/1.1 408")


def test_connections_are_bounded_and_a_place_becomes_free_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listen, "CONNECTIONS", 4)
    monkeypatch.setattr(listen, "HEAD_SECONDS", 1.0)
    with running(tmp_path) as server:
        idle = [socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) for _ in range(4)]
        time.sleep(0.1)
        assert server.get()[0] == 0
        for connection in idle:
            connection.close()
        until(lambda: server.get()[0] == 200)


def test_pages_that_listen_are_bounded_and_a_place_becomes_free_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer, "LISTENERS", 2)
    monkeypatch.setattr(answer, "HEARTBEAT_SECONDS", 0.05)
    with running(tmp_path) as server:
        listeners = [Listener(server.port) for _ in range(2)]
        for listener in listeners:
            listener.state()
        assert server.get("/.gkgen/events")[0] == 503
        listeners.pop().close()

        def free() -> bool:
            other = Listener(server.port)
            listeners.append(other)
            return b" 200 " in other.head

        until(free)
        for listener in listeners:
            listener.close()


# ---------------------------------------------------------------- what is served


def test_pages_folders_and_files_have_their_types_and_nothing_is_stored(server: Running) -> None:
    server.write("guide.md", "guide")
    server.sees("guide", "/guide/")
    for path, kind in {
        "/": "text/html; charset=utf-8",
        "/index.html": "text/html; charset=utf-8",
        "/guide/": "text/html; charset=utf-8",
        "/site.css?v=1": "text/css; charset=utf-8",
        "/%E4%B8%AD%E6%96%87%20%E5%90%8D.txt": "text/plain; charset=utf-8",
        "/odd/a.bin": "application/octet-stream",
        "/.gkgen/reload.js": "text/javascript; charset=utf-8",
        "/.gkgen/overlay.css": "text/css; charset=utf-8",
    }.items():
        status, headers, body = server.get(path)
        assert (status, headers["Content-Type"]) == (200, kind)
        assert int(headers["Content-Length"]) == len(body)
        assert headers["Cache-Control"] == "no-store"


def test_a_page_has_the_reload_script_before_its_end_and_no_other_file_has(server: Running) -> None:
    page = server.get()[2].decode()
    assert re.search(
        r'<script src="/\.gkgen/reload\.js" data-build="[0-9a-f]{16}-[0-9a-f]{64}" defer></script></body>',
        page,
    )
    assert b"gkgen" not in server.get("/site.css")[2]


def test_head_says_the_same_as_get_without_the_body(server: Running) -> None:
    for path in ("/", "/site.css", "/nowhere", "/.gkgen/events", "/%00"):
        request = f"HEAD {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        status, headers, body = ask(server.port, request)
        if path == "/.gkgen/events":
            assert status == 404
        elif status != 400:
            assert (status, headers) == server.get(path)[:2]
            assert body == b""


def test_a_folder_without_its_slash_is_sent_on_to_it(server: Running) -> None:
    server.write("指南.md", "guide")
    server.sees("guide", "/%E6%8C%87%E5%8D%97/")
    status, headers, _ = server.get("/%E6%8C%87%E5%8D%97")
    assert (status, headers["Location"]) == (301, "/%E6%8C%87%E5%8D%97/")


def test_what_is_not_there_shows_the_sites_own_404_page(server: Running) -> None:
    status, headers, body = server.get("/nowhere")
    assert (status, headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert b"NOT-HERE" in body
    assert b"reload.js" in body


def test_without_a_404_page_a_plain_one_says_so(server: Running) -> None:
    server.write("index.md", "PLAIN")
    server.sees("PLAIN")
    status, headers, body = server.get("/nowhere")
    assert (status, headers["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert body == b"404 there is nothing here\n"


def test_a_name_in_nfd_finds_the_file_in_nfc(server: Running) -> None:
    server.write("\u00e9.md", "accent")
    server.sees("accent", "/e%CC%81/")


def test_a_site_in_a_folder_with_dots_on_the_way_serves_its_attachments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "site" / "content").mkdir(parents=True)
    (tmp_path / "site" / "content" / "big.pdf").write_bytes(b"%PDF")
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    with running(Path("../site")) as server:
        assert server.get("/big.pdf")[2] == b"%PDF"


def test_an_attachment_is_streamed_from_where_it_lies_and_a_link_is_not_followed(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        content = b"%PDF" * 500_000
        (tmp_path / "content" / "big.pdf").write_bytes(content)
        until(lambda: server.get("/big.pdf")[0] == 200)
        status, headers, body = server.get("/big.pdf")
        assert (status, headers["Content-Type"], body) == (200, "application/pdf", content)
        (tmp_path / "content" / "big.pdf").unlink()
        (tmp_path / "content" / "big.pdf").symlink_to("/etc/hostname")
        assert server.get("/big.pdf")[0] == 404


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "[::1]", "my.test"])
def test_the_server_is_called_by_its_names_with_its_port_or_none(tmp_path: Path, host: str) -> None:
    with running(tmp_path, names=["my.test"]) as server:
        assert server.get(Host=host)[0] == 200
        assert server.get(Host=f"{host}:{server.port}")[0] == 200
        assert server.get(Host=f"{host}:{server.port + 1}")[0] == 421


def test_a_server_for_the_whole_network_is_called_by_any_number_but_by_no_name(tmp_path: Path) -> None:
    with running(tmp_path, host="0.0.0.0") as server:
        assert server.addresses == [f"http://localhost:{server.port}/"]
        assert server.get(Host=f"192.168.1.5:{server.port}")[0] == 200
        assert server.get(Host=f"evil.example:{server.port}")[0] == 421


def test_a_server_on_one_address_is_called_by_it(tmp_path: Path) -> None:
    with running(tmp_path, host="127.0.0.2") as server:
        request = f"GET / HTTP/1.1\r\nHost: 127.0.0.2:{server.port}\r\n\r\n".encode()
        assert ask(server.port, request, "127.0.0.2")[0] == 200


def test_every_type_is_lower_case_and_an_unknown_one_is_bytes() -> None:
    assert type_of("A/B.PDF") == "application/pdf"
    assert type_of("x") == type_of("x.exe") == "application/octet-stream"


# ---------------------------------------------------------------- where it listens


def test_it_listens_on_both_loopback_addresses_at_one_port(server: Running) -> None:
    assert server.addresses == [f"http://127.0.0.1:{server.port}/", f"http://[::1]:{server.port}/"]
    request = f"GET / HTTP/1.1\r\nHost: [::1]:{server.port}\r\n\r\n".encode()
    assert ask(server.port, request, "::1")[0] == 200


def test_a_busy_port_gives_way_to_the_next(tmp_path: Path) -> None:
    with running(tmp_path) as first:
        (tmp_path / "other").mkdir()
        with running(tmp_path / "other", port=first.port) as second:
            assert first.port < second.port < first.port + 20
            assert second.get()[0] == 200


def test_without_a_free_port_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listen, "_TRIES", 1)
    with (
        running(tmp_path) as first,
        pytest.raises(UsageError, match="in use"),
        running(tmp_path, port=first.port),
    ):
        pass


def test_an_address_that_is_not_of_this_machine_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Can't serve"), running(tmp_path, host="192.0.2.1"):
        pass
    with pytest.raises(UsageError, match="no address"), running(tmp_path, host="no such host"):
        pass


def test_a_system_that_has_ipv6_switched_off_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bind = socket.socket.bind

    def without(self: socket.socket, address: tuple[str, int]) -> None:
        if self.family == socket.AF_INET6:
            raise OSError(errno.EADDRNOTAVAIL, "Cannot assign requested address")
        bind(self, address)

    monkeypatch.setattr(socket.socket, "bind", without)
    with running(tmp_path) as server:
        assert len(server.addresses) == 1
        assert server.said == [listen.IPV6_OFF]


def test_without_ipv6_it_listens_on_ipv4_alone_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "has_ipv6", False)
    with running(tmp_path) as server:
        assert server.addresses == [f"http://127.0.0.1:{server.port}/"]
        assert server.said == [listen.IPV6_OFF]
        assert server.get()[0] == 200


# ---------------------------------------------------------------- news


def test_a_page_is_told_of_a_new_build_and_of_trouble_and_of_its_end(server: Running) -> None:
    page = Listener(server.port)
    assert b"text/event-stream" in page.head
    first = page.state()
    assert (first["findings"], first["more"]) == ([], "")
    server.write("index.md", "two")
    assert (second := page.state())["build"] != first["build"]
    server.write("index.md", "BROKEN")
    trouble = page.state()
    assert trouble["build"] == second["build"], "the last good site stays"
    assert trouble["findings"] == [
        {
            "place": "content/index.md:3:5",
            "code": "X1",
            "wrong": "this is wrong: BROKEN",
            "mend": "Mend: mend it",
        }
    ]
    assert b"two" in server.get()[2]
    server.write("index.md", "three")
    mended = page.state()
    assert mended["findings"] == []
    assert b"three" in server.get()[2]
    page.close()


def test_the_same_bytes_are_no_news_and_another_page_is_none_either(server: Running) -> None:
    server.write("guide.md", "guide")
    server.sees("guide", "/guide/")
    page, other, nowhere = (Listener(server.port, path) for path in ("/guide/", "/", "/nowhere/"))
    names = [each.state()["build"] for each in (page, other, nowhere)]
    for text in ("guide", "guide DOUBT"):
        builds = len(server.builds)
        server.write("guide.md", text)
        until(lambda: len(server.builds) > builds)  # noqa: B023 -- called at once
    state = page.state()
    assert (state["build"] != names[0], state["findings"]) == (True, []), (
        "the build between was the same page"
    )
    assert f'data-build="{state["build"]}"' in server.get("/guide/")[2].decode()
    server.write("nowhere.md", "here")
    assert nowhere.state()["build"] != names[2]
    server.write("index.md", "hello DOUBT")
    assert other.state()["build"] != names[1], "of the other pages it heard nothing"
    for each in (page, other, nowhere):
        each.close()


def test_a_style_that_changes_is_news_for_every_page() -> None:
    pages = {address: Held(address, b"") for address in ("index.html", "a.html", "data.csv")}
    board = Board()
    board.show_site({**pages, "site.css": Held("red", b"")})
    before = board.now.name("a.html")
    board.show_site({**pages, "site.css": Held("red", b""), "data.csv": Held("other", b"")})
    assert board.now.name("a.html") == before
    board.show_site({**pages, "site.css": Held("blue", b"")})
    assert board.now.name("a.html") != before


def test_a_page_that_hears_nothing_is_kept_awake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer, "HEARTBEAT_SECONDS", 0.05)
    with running(tmp_path) as server:
        page = Listener(server.port)
        page.state()
        lines = [page.file.readline() for _ in range(4)]
        assert b":\n" in lines
        page.close()


def test_very_many_findings_are_counted_not_listed_for_ever(server: Running) -> None:
    for number in range(60):
        server.write(f"p{number:02}.md", "BROKEN")
    page = Listener(server.port)
    while not (state := page.state())["more"]:
        continue
    assert len(list(state["findings"])) == 50  # type: ignore[call-overload]
    page.close()


# ---------------------------------------------------------------- what breaks a build


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("BROKEN", "this is wrong: BROKEN"),
        ("CRASH", "ValueError: the program is wrong"),
        ("THEME", "ZeroDivisionError: the theme divides by zero"),
    ],
)
def test_whatever_breaks_a_build_the_last_good_site_stays_and_it_recovers(
    server: Running, word: str, said: str
) -> None:
    server.write("index.md", word)
    until(lambda: server.reports and server.reports[-1])
    assert b"hello" in server.get()[2]
    page = Listener(server.port)
    assert said in json.dumps(page.state())
    page.close()
    server.write("index.md", "mended")
    server.sees("mended")


def test_a_first_build_that_fails_shows_the_findings_and_recovers(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "index.md").write_text("BROKEN <script>alert(1)</script>")
    with running(tmp_path) as server:
        status, headers, body = server.get("/any/where")
        assert (status, headers["Content-Type"]) == (503, "text/html; charset=utf-8")
        assert b"content/index.md:3:5" in body
        assert b"&lt;script&gt;" in body
        assert b"<script>" not in body
        assert server.get("/.gkgen/overlay.css")[0] == 200
        server.write("index.md", "good")
        server.sees("good")


def test_a_content_folder_that_goes_away_and_comes_back_is_followed(server: Running) -> None:
    (server.folder / "content").rename(server.folder / "elsewhere")
    until(lambda: server.reports and server.reports[-1])
    assert server.reports[-1][0].wrong("en") == "the site can't be built: there is no content folder"
    assert server.reports[-1][0].rule.code == "S101"
    assert b"hello" in server.get()[2]
    (server.folder / "elsewhere").rename(server.folder / "content")
    until(lambda: server.reports[-1] == ())
    server.write("index.md", "back again")
    server.sees("back again")
    shutil.rmtree(server.folder / "content")
    until(lambda: server.reports[-1])
    (server.folder / "content" / "deep").mkdir(parents=True)
    server.write("deep/index.md", "anew")
    server.sees("anew")


def test_a_fault_is_placed_in_the_theme_before_the_program(tmp_path: Path) -> None:
    template = tmp_path / "themes" / "page.html"
    code = compile("\n\nraise LookupError('no such field')", str(template), "exec")
    found = attempt.attempted(lambda: exec(code), tmp_path)
    assert isinstance(found, Finding)
    assert found.place == Place("themes/page.html", 3)
    syntax = SyntaxError("unexpected end")
    syntax.filename, syntax.lineno = str(template), 7

    def broken() -> None:
        raise syntax

    found = attempt.attempted(broken, tmp_path)
    assert isinstance(found, Finding)
    assert found.place == Place("themes/page.html", 7)


def test_warnings_are_reported_and_stop_nothing(server: Running) -> None:
    server.write("index.md", "DOUBT")
    server.sees("DOUBT")
    until(lambda: [finding.rule for finding in server.reports[-1]] == [DOUBT])


# ---------------------------------------------------------------- search


def test_the_search_follows_the_pages_and_the_last_one_stays_until_then(server: Running) -> None:
    until(lambda: b"hello" in server.get("/search/all.json")[2])
    server.write("index.md", "BROKEN")
    until(lambda: server.reports[-1])
    assert b"hello" in server.get("/search/all.json")[2]
    server.write("index.md", "found")
    until(lambda: b"found" in server.get("/search/all.json")[2])


def test_a_search_that_fails_is_reported_and_the_pages_do_not_care(server: Running) -> None:
    until(lambda: server.get("/search/all.json")[0] == 200)
    server.write("index.md", "NOSEARCH")
    until(
        lambda: any("no search today" in finding.wrong("en") for said in server.reports for finding in said)
    )
    assert b"NOSEARCH" in server.get()[2]
    assert b"hello" in server.get("/search/all.json")[2]
    server.write("index.md", "again")
    until(lambda: b"again" in server.get("/search/all.json")[2])


# ---------------------------------------------------------------- watching


def test_five_hundred_files_at_once_are_one_build_with_all_of_them(server: Running) -> None:
    """The files are made elsewhere and moved in: a busy machine can't put a pause into the middle of the burst."""
    before = len(server.builds)
    for number in range(500):
        path = server.folder / "elsewhere" / f"d{number % 10}" / f"p{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"page {number}")
    for path in sorted((server.folder / "elsewhere").iterdir()):
        path.rename(server.folder / "content" / path.name)
    until(lambda: server.builds[-1].keys() >= {f"p{number}" for number in range(500)})
    time.sleep(1.2)
    assert len(server.builds) == before + 1
    server.sees("page 499", "/p499/")


def test_changes_during_a_build_are_one_further_build(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        server.held = threading.Event()
        server.write("index.md", "one")
        until(lambda: server.builds[-1]["index"] == "one")
        for number in range(5):
            server.write("index.md", f"two {number}")
            time.sleep(0.03)
        time.sleep(0.2)  # the watcher hears of the last one, too
        server.held.set()
        server.sees("two 4")
        assert [build["index"] for build in server.builds] == ["hello", "one", "two 4"]


def test_a_file_that_is_emptied_first_is_never_built_empty(server: Running) -> None:
    path = server.folder / "content" / "index.md"
    for text in ("first", "second", "third"):
        path.write_bytes(b"")
        time.sleep(0.1)
        path.write_text(text)
        server.sees(text)
    assert "" not in [build["index"] for build in server.builds]


def test_a_file_that_stays_empty_is_built_after_all(server: Running) -> None:
    server.write("index.md", "")
    until(lambda: server.builds[-1]["index"] == "")


def test_an_editor_that_saves_by_renaming_is_followed(server: Running) -> None:
    for number in range(3):
        (server.folder / "content" / ".index.md.swp").write_text("swap")
        (server.folder / "content" / "index.md.tmp").write_text(f"saved {number}")
        (server.folder / "content" / "index.md.tmp").rename(server.folder / "content" / "index.md")
        server.sees(f"saved {number}")


def test_what_editors_leave_behind_and_what_is_not_the_site_builds_nothing(server: Running) -> None:
    before = len(server.builds)
    (server.folder / "public").mkdir()
    (server.folder / "public" / "index.html").write_text("output")
    (server.folder / ".git").mkdir()
    (server.folder / ".git" / "index").write_text("x")
    (server.folder / "notes.md").write_text("x")
    for name in (".index.md.swp", "index.md~", "~$doc.docx", "4913", "x.tmp", ".hidden/x.md", "Thumbs.db"):
        (server.folder / "content" / name).parent.mkdir(exist_ok=True)
        (server.folder / "content" / name).write_text("x")
    (server.folder / "content" / "index.md").read_text()
    time.sleep(0.6)
    assert len(server.builds) == before


def test_the_settings_and_the_themes_are_watched_once_they_are_there(server: Running) -> None:
    for name in ("site.yaml", "themes/base.html", "themes/deep/er/site.css"):
        before = len(server.builds)
        (server.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (server.folder / name).write_text("x")
        until(lambda before=before: len(server.builds) > before)  # type: ignore[misc]
        time.sleep(0.3)


def test_when_the_system_lets_no_more_be_watched_it_looks_once_a_second_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schedule = BaseObserver.schedule

    def limited(self: BaseObserver, *args: object, **options: object) -> object:
        if not isinstance(self, watch.PollingObserver):
            raise OSError(errno.ENOSPC, "inotify watch limit reached")
        return schedule(self, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(BaseObserver, "schedule", limited)
    monkeypatch.setattr(watch, "POLL_SECONDS", 0.1)
    with running(tmp_path) as server:
        assert server.said == [watch.POLLING]
        server.write("index.md", "polled")
        server.sees("polled")


def test_changes_that_got_lost_in_a_burst_are_found_when_it_is_quiet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    on_any_event = watch._Listener.on_any_event

    def deaf_after_a_while(self: watch._Listener, event: object) -> None:
        heard.append("")
        if len(heard) < 300:
            on_any_event(self, event)  # type: ignore[arg-type]

    monkeypatch.setattr(watch._Listener, "on_any_event", deaf_after_a_while)
    monkeypatch.setattr(watch, "BURST", 20)
    with running(tmp_path, slow=0.2) as server:
        for number in range(150):
            server.write(f"p{number}.md", "x")
        until(lambda: len(server.builds) > 1)
        server.write("index.md", "late")
        server.sees("late")


# ---------------------------------------------------------------- the client


def test_the_client_never_writes_markup() -> None:
    script = (Path(answer.__file__).parent / "client" / "reload.js").read_text()
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|Function|style\b\.", script
    )


# ---------------------------------------------------------------- the end


SCRIPT = """
import sys
from pathlib import Path
from tests.test_serve import Running
from gkgen.serve import serve
folder = Path(sys.argv[1])
server = Running(folder)
try:
    serve(server.build, folder, port=0, ready=lambda said: print(*said, flush=True), report=lambda found: None)
except KeyboardInterrupt:
    sys.exit(130)
"""


def test_ctrl_c_ends_it_at_once(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "index.md").write_text("hello")
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(tmp_path)],
        cwd=Path(__file__).parent.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        port = int(process.stdout.readline().split()[0].rstrip("/").rpartition(":")[2])
        page = Listener(port)
        page.state()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=PATIENCE)
        assert (process.returncode, errors) == (130, "")
        page.close()
    finally:
        process.kill()
