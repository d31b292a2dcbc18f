"""What the search of a large site costs: its index when it is built, and its queries in Chromium.

    python -m tests.search_scale 50000 --folder /tmp/search-50000

The texts are those of `tests.bench`, of a thousand characters each, most of which hold 政务公开 ten times. Its figures
are times of this machine; `docs/decisions/0014-search-shards.md` has those of the day when it was decided.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import time
from pathlib import Path

from playwright.sync_api import Page

from gkgen.emit.search import SearchDocument
from tests.benching.sites import WORDS, body
from tests.browsing import chromium
from tests.search_site import SearchPage, Server, written

# The commonest word of all, one that most texts hold, a title, a number, a phrase that few hold, nothing.
QUERIES = (
    "政务公开",
    "行政许可",
    "公开",
    "关于医疗卫生工作的第4113号通知",
    "某政发〔2019〕1234号",
    "公共服务行政许可社会救助",
    "不存在的东西",
)

_ASK = """(text) => new Promise((done) => {
  const root = document.querySelector('[data-search]');
  const form = root.querySelector('form');
  form.elements.q.value = text;
  const begun = performance.now();
  form.requestSubmit();
  const look = () => (root.hasAttribute('aria-busy') ? setTimeout(look, 2) : done(performance.now() - begun));
  look();
})"""


def document(number: int) -> SearchDocument:
    day = f"{2016 + number % 10}-{number % 12 + 1:02}-{number % 28 + 1:02}"
    return SearchDocument(
        address=f"items/i{number:06}.html",
        title=f"关于{WORDS[number % 20]}工作的第{number}号通知",
        kind="信息公开条目",
        organisation=f"第{number % 50}局",
        catalogue=f"第{number % 100}类",
        date=day,
        numbers=(f"某政发〔{day[:4]}〕{number + 1}号", f"bench/{number:08}"),
        blocks=tuple(line for line in body(number).splitlines() if line),
    )


def build(count: int, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    site = [document(number) for number in range(count)]
    begun, own = time.perf_counter(), time.process_time()
    written(folder, site)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    files = [path for path in (folder / "search").rglob("*") if path.is_file()]
    print(
        f"{count} entries: {time.perf_counter() - begun:.0f} s, {time.process_time() - own:.0f} s of CPU and "
        f"{children.ru_utime + children.ru_stime:.0f} s in Pagefind, at most {children.ru_maxrss / 1024:.0f} MB "
        f"in each of its processes and {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB here; "
        f"{len(files)} files, "
        f"{sum(path.stat().st_size for path in files) / 1e6:.0f} MB"
    )


def ask(page: Page, address: str, query: str) -> tuple[float, float, str]:
    """Milliseconds of the first query of a page, whatever it asks for, then of this one; and what it found."""
    SearchPage(page, address).open()
    first: float = page.evaluate(_ASK, "bench/00000007")
    then: float = page.evaluate(_ASK, query)
    return first, then, page.get_by_role("status").inner_text()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("count", type=int, nargs="?", default=10_000)
    options.add_argument("--folder", type=Path, default=Path("/tmp/gkgen-search"))
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--built", action="store_true", help="the folder holds the site from another run")
    chosen = options.parse_args()
    if not chosen.built:
        build(chosen.count, chosen.folder)
    server = Server(chosen.folder)
    with chromium() as browser:
        page = browser.new_page()
        for query in QUERIES:
            server.asked.clear()
            runs = [ask(page, server.url + "search.html", query) for _ in range(chosen.runs)]
            weight = sum(map(server.weight, set(server.asked))) / 1000
            first, then = (statistics.median(run[place] for run in runs) for place in (0, 1))
            print(
                f"{query}: {runs[0][2]}, first {first:.0f} ms, then {then:.0f} ms; "
                f"{len(set(server.asked))} files, {weight:.0f} kB in all"
            )
    server.close()


if __name__ == "__main__":
    main()
