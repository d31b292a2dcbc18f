"""How long pages take on a poor line: `python -m tests.portal.speed` prints a table, medians of three.

Slow 3G as browsers imitate it: each answer begins 400 ms late, and all together bring 400 kb a second.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from tests.browsing import chromium
from tests.portal.example import built_into
from tests.portal.host import hosted
from tests.portal.manners import looking

PAGES = {
    "home": "index.html",
    "list": "items/index.html",
    "item": "items/2026/dibao-biaozhun.html",
    "guide": "guides/dibao.html",
    "tree": "catalogue/tree-fdzdgk.html",
    "search": "search.html",
}
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
TIMES = 3
_LOADED = """() => {
  const [page] = performance.getEntriesByType("navigation");
  const all = [page, ...performance.getEntriesByType("resource")].filter((each) => each.responseEnd <= page.loadEventStart);
  return [page.loadEventStart / 1000, all.reduce((sum, each) => sum + each.encodedBodySize, 0)];
}"""


def measured(browser: Browser, address: str) -> tuple[float, int]:
    """Seconds until a page and all that it brings is loaded, and the bytes of that; nothing is remembered."""
    seconds, sizes = [], []
    for _ in range(TIMES):
        with looking(browser) as page:
            session = page.context.new_cdp_session(page)
            session.send("Network.enable")
            session.send("Network.emulateNetworkConditions", SLOW_3G)
            page.goto(address, wait_until="load")
            page.wait_for_function("performance.getEntriesByType('navigation')[0].loadEventStart > 0")
            second, size = page.evaluate(_LOADED)
            seconds.append(second)
            sizes.append(size)
    return median(seconds), max(sizes)


def table(browser: Browser, folder: Path) -> dict[tuple[str, bool], tuple[float, int]]:
    """Each page, plain and compressed: seconds and bytes."""
    found = {}
    for compresses in (False, True):
        with hosted(folder, "/zfxxgk", compresses=compresses) as host:
            for name, address in PAGES.items():
                found[name, compresses] = measured(browser, f"{host}{address}")
    return found


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "public"
        built_into(folder)
        with chromium() as browser:
            found = table(browser, folder)
    sys.stdout.write("page    plain                compressed\n")
    for name in PAGES:
        (slow, heavy), (quick, light) = found[name, False], found[name, True]
        sys.stdout.write(f"{name:7} {slow:5.2f} s {heavy:8,} B   {quick:5.2f} s {light:8,} B\n")


if __name__ == "__main__":
    main()
