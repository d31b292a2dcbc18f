"""The search page of any documents, published as a build would, on a host that counts, and as its reader uses it."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote

import jinja2
from playwright.sync_api import Locator, Page

from gkgen.emit.search import SearchDocument, SearchWords, equivalents, search_files
from gkgen.model import File, Promise
from gkgen.theme import static_files

THEME = Path(__file__).parent.parent / "themes" / "default"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; form-action 'self'; base-uri 'none'"
)

BASE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{{ page.title }}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<link rel="stylesheet" href="{{ page.root }}static/site.css">{% block head %}{% endblock %}</head><body><main>{% block main %}{% endblock %}</main></body></html>
"""


def searched(*documents: Any, **options: Any) -> Iterator[File]:
    """What `search_files` gives, with the bytes of every file."""
    for each in search_files(*documents, **options):
        yield File(each.address, each.make()) if isinstance(each, Promise) else each


# ---------------------------------------------------------------- documents


def council_documents(folder: Path) -> Iterator[SearchDocument]:
    for line in (folder / "state-council-documents.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        yield SearchDocument(
            address=f"documents/{record['索引号'].replace('/', '-')}.html",
            title=record["标题"],
            kind="政策文件",
            organisation=record["发文机关"],
            catalogue=record["主题分类"].split("\\")[0],
            date="-".join(re.findall(r"\d+", record["发布日期"])),
            numbers=(record["发文字号"], record["索引号"]),
            blocks=tuple(record["正文"].split("\n")),
        )


def laws(folder: Path, *, each: int = 8, lines: int | None = 24) -> Iterator[SearchDocument]:
    for path in sorted((folder / "laws").glob("*.md"))[::each]:
        text = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        name = hashlib.sha256(path.name.encode()).hexdigest()[:8]
        yield SearchDocument(
            f"laws/{name}.html",
            text[0].lstrip("# "),
            "法律法规",
            "",
            "法律法规",
            "",
            (),
            tuple(text[1:][:lines]),
        )


def guides(folder: Path) -> Iterator[SearchDocument]:
    text = (folder / "district-service-guides.jsonl").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines()):
        record = json.loads(line)
        code = re.findall(r"itemCode=([^&]+)", record["link"])
        address = f"guides/{number:04}.html"
        yield SearchDocument(
            address, record["name"], "办事指南", record["department"], "", "", tuple(code), ()
        )


# ---------------------------------------------------------------- sites


def written(folder: Path, site: Sequence[SearchDocument], address: str = "search.html") -> Path:
    """A site of a search page and its bundle, as a build would publish it."""
    folder.mkdir(parents=True)
    loader = jinja2.ChoiceLoader(
        [jinja2.DictLoader({"base.html": BASE}), jinja2.FileSystemLoader(THEME / "templates")]
    )
    page = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    lists = [{"title": f"按{name}", "address": f"{name}.html"} for name in ("字母", "机构", "年份", "目录")]
    frame = {"root": "../" * address.count("/"), "title": "站内搜索"}
    path = folder / address
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        page.get_template("search.html").render(page=frame, view={"lists": lists}), encoding="utf-8"
    )
    words = SearchWords(equivalents((), ()), ("办事指南", "政策文件", "收费"))
    for file in (*static_files([THEME]), *searched(site, words)):
        assert isinstance(file.content, bytes)
        target = folder / file.address
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.content)
    return folder


class Server:
    """A plain web server under a path, which says the policy with every answer and remembers what was asked."""

    def __init__(self, folder: Path, prefix: str = "/sub/path/", policy: str = POLICY) -> None:
        asked: list[str] = []

        class Handler(SimpleHTTPRequestHandler):
            def translate_path(self, path: str) -> str:
                asked.append(path)
                inside = path.split("?", maxsplit=1)[0].removeprefix(prefix)
                return str(folder / inside) if path.startswith(prefix) else str(folder / "none")

            def end_headers(self) -> None:
                self.send_header("Content-Security-Policy", policy)
                self.send_header("Cache-Control", "no-store")  # so that every need of the page is seen
                super().end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.asked = asked
        self._folder, self._prefix = folder, prefix
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}{prefix}"
        Thread(target=self._server.serve_forever, daemon=True).start()

    def weight(self, path: str) -> int:
        """The bytes of an answer on the line: a host compresses texts, and what Pagefind made is compressed."""
        file = self._folder / unquote(path).split("?", maxsplit=1)[0].removeprefix(self._prefix)
        content = file.read_bytes() if file.is_file() else b""
        is_text = file.suffix in {".js", ".css", ".html", ".svg", ".json"}
        return len(gzip.compress(content, 6)) if is_text else len(content)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class SearchPage:
    """The page as its reader uses it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.dialogs: list[str] = []
        self.said: list[str] = []
        page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def fresh(self) -> SearchPage:
        self.dialogs.clear()
        self.said.clear()
        return self

    def open(self, query: str = "") -> SearchPage:
        self.page.goto(self.address + query)
        return self.settled()

    def settled(self) -> SearchPage:
        self.page.locator("[data-search]:not([aria-busy])").wait_for()
        return self

    def ask(self, text: str) -> SearchPage:
        self.box.fill(text)
        self.box.press("Enter")
        return self.settled()

    @property
    def box(self) -> Locator:
        return self.page.get_by_role("searchbox", name="查找本站公开的信息")

    @property
    def status(self) -> str:
        return self.page.get_by_role("status").inner_text()

    @property
    def titles(self) -> list[str]:
        return self.page.locator(".search-result-title").all_inner_texts()

    @property
    def hits(self) -> list[str]:
        """The addresses of all hits, shown or not."""
        found: list[str] = self.page.evaluate("self.hits")
        return found

    def listen(self) -> SearchPage:
        self.page.evaluate(
            """() => { const filtered = gkgenSearch.filtered;
            gkgenSearch.filtered = (rows, hits, chosen) => {
              self.hits = hits.map((row) => rows.address[row]);
              return filtered(rows, hits, chosen); }; }"""
        )
        return self
