"""What a page weighs on a poor line, and whom it asks: budgets in bytes over every page of the example."""

from __future__ import annotations

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from posixpath import normpath

from tests.portal.example import Example

HTML, STYLES, SCRIPTS = 60_000, 20_000, 15_000
"""A page as it is; all its style sheets, and all its scripts, as gzip packs them."""
SEARCHES = ("search.html", "zh-hant/search.html")
"""The pages that bring the search with them."""
LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src"}
LOADED |= {"embed": "src", "object": "data", "track": "src", "input": "src", "use": "href", "image": "href"}
LOADING_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "dns-prefetch"}
LOADING_LINKS |= {"preconnect", "apple-touch-icon", "mask-icon"}


class Resources(HTMLParser):
    """What a page makes a browser fetch: (element, address)."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "link" and LOADING_LINKS & set(given.get("rel", "").split()):
            kind = "style" if "stylesheet" in given["rel"] else "link"
            self.found.append((kind, given.get("href", "")))
        elif given.get(LOADED.get(tag, "")):
            self.found.append((tag, given[LOADED[tag]]))
        self.found += [(tag, each.split()[0]) for each in given.get("srcset", "").split(",") if each.strip()]


def resources(html: str) -> list[tuple[str, str]]:
    parser = Resources()
    parser.feed(html)
    return parser.found


def packed(folder: Path, page: str, kind: str) -> int:
    """How many bytes of a kind of resource a page brings along, each file packed by itself."""
    base = PurePosixPath(page).parent
    html = (folder / page).read_text(encoding="utf-8")
    wanted = {normpath(str(base / href)) for found, href in resources(html) if found == kind}
    return sum(
        len(gzip.compress((folder / each).read_bytes(), 9, mtime=0)) for each in wanted if each[0] != "/"
    )


def test_no_page_is_over_sixty_kilobytes(portal: Example) -> None:
    sizes = {each: (portal.folder / each).stat().st_size for each in portal.every()}
    assert {page: size for page, size in sizes.items() if size > HTML} == {}


def test_the_styles_and_scripts_of_every_page_keep_their_budgets(portal: Example) -> None:
    pages = [*portal.kinds(), *portal.traditional(portal.kinds())]
    heavy = {page: size for page in pages if (size := packed(portal.folder, page, "style")) > STYLES}
    assert heavy == {}
    ordinary = [each for each in pages if each not in SEARCHES]
    heavy = {page: size for page in ordinary if (size := packed(portal.folder, page, "script")) > SCRIPTS}
    assert heavy == {}


def test_no_page_fetches_anything_of_another_host(portal: Example) -> None:
    foreign = re.compile(r"^([a-z][a-z0-9+.-]*:)?//|^(?!data:)[a-z][a-z0-9+.-]*:")
    said = [
        (page, kind, href)
        for page in portal.every()
        for kind, href in resources(portal.text(page))
        if foreign.match(href)
    ]
    assert said == []
    styles = "".join(each.read_text(encoding="utf-8") for each in portal.folder.rglob("*.css"))
    assert re.findall(r"@import|@font-face|url\(\s*['\"]?(?!data:|#)[^)]*", styles) == []


def test_what_a_page_fetches_is_seen(tmp_path: Path) -> None:
    html = "<link rel='stylesheet' href='//a/x.css'><img srcset='https://b/1.png 2x'><script src='s.js'></script>"
    assert resources(html) == [("style", "//a/x.css"), ("img", "https://b/1.png"), ("script", "s.js")]
    (tmp_path / "page.html").write_text(html)
    (tmp_path / "s.js").write_bytes(bytes(5000))
    assert 0 < packed(tmp_path, "page.html", "script") < 100
