"""A real Chromium, and a plain host for a folder under any path: what a citizen has, and what an office has."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


class _Host(SimpleHTTPRequestHandler):
    prefix = ""

    def translate_path(self, path: str) -> str:
        if not path.startswith(f"{self.prefix}/"):
            return str(Path(self.directory) / "nowhere")
        return super().translate_path(path[len(self.prefix) :])

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 — the library's name
        """Says nothing."""


@contextmanager
def hosted(folder: Path, prefix: str = "") -> Iterator[str]:
    """The address of a folder on a plain host on this machine, below `prefix` ("/zfxxgk" or "")."""
    handler = type("Host", (_Host,), {"prefix": prefix})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{prefix}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def watched(browser: Browser, **options: object) -> tuple[Page, list[str]]:
    """A new page, and the list that fills with what goes wrong on it: errors, refusals, requests to others."""
    page = browser.new_page(**options)  # type: ignore[arg-type]
    wrong: list[str] = []
    page.on("pageerror", lambda failure: wrong.append(f"error: {failure}"))
    page.on("console", lambda said: wrong.append(f"console: {said.text}") if said.type == "error" else None)
    page.on(
        "request", lambda request: wrong.append(f"request: {request.url}") if _foreign(request.url) else None
    )
    return page, wrong


def _foreign(url: str) -> bool:
    return not url.startswith(
        ("http://127.0.0.1:", "http://localhost:", "http://[::1]:", "file:", "data:", "blob:")
    )
