"""A plain host as an office has one: it keeps connections, and may compress and send a policy of its own."""

from __future__ import annotations

import gzip
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

COMPRESSED = (".html", ".css", ".js", ".svg", ".json", ".xml", ".txt", ".csv")


class _Host(SimpleHTTPRequestHandler):
    prefix = ""
    compresses = False
    headers_sent: tuple[tuple[str, str], ...] = ()
    protocol_version = "HTTP/1.1"

    def translate_path(self, path: str) -> str:
        if not path.startswith(f"{self.prefix}/"):
            return str(Path(self.directory) / "nowhere")
        return super().translate_path(path[len(self.prefix) :])

    def end_headers(self) -> None:
        for name, value in self.headers_sent:
            self.send_header(name, value)
        super().end_headers()

    def send_head(self) -> io.BytesIO | None:  # type: ignore[override]
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        content = path.read_bytes() if found else self._missing()
        packed = self.compresses and path.suffix in COMPRESSED
        if packed:
            content = gzip.compress(content, 6, mtime=0)
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", self.guess_type(str(path)) if found else "text/html")
        self.send_header("Content-Length", str(len(content)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        return io.BytesIO(content)

    def _missing(self) -> bytes:
        page = Path(self.directory) / "404.html"
        return page.read_bytes() if page.is_file() else b""

    def guess_type(self, path: str) -> str:  # type: ignore[override]
        kind = super().guess_type(path)
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 — the library's name
        """Says nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle is nothing to tell of."""


@contextmanager
def hosted(
    folder: Path, prefix: str = "", *, compresses: bool = False, headers: tuple[tuple[str, str], ...] = ()
) -> Iterator[str]:
    """The address of a folder below `prefix` ("/zfxxgk" or "") of a host on this machine."""
    own = {"prefix": prefix, "compresses": compresses, "headers_sent": headers}
    handler = type("Host", (_Host,), own)
    server = _Server(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{prefix}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
