"""What a blind citizen hears: pages read aloud by a simulated screen reader, as texts that are kept and compared.

`python -m tests.portal.transcripts` writes the kept texts anew; read what changed in them before you commit.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser

from tests.browsing import chromium
from tests.portal.example import HERE, Example, built_into
from tests.portal.host import hosted
from tests.portal.manners import looking
from tests.portal.tools import node

KEPT = HERE / "transcripts"
PAGES = {
    "home": "index.html",
    "node": "catalogue/shjz-dibao.html",
    "list": "items/index.html",
    "item": "items/2026/dibao-biaozhun.html",
    "power": "powers/000511001000.html",
    "fee-schedule": "fee-schedules/xzsyx.html",
    "flowchart": "flowcharts/dibao-liucheng.html",
    "guide": "guides/dibao.html",
    "search": "search.html",
}
WHOLE = ("home",)
"""Of the other pages only the main part is kept: what stands around it is the same."""

# What isn't shown isn't read: the parts for paper, what is folded, what a script has hidden.
_SHOWN = """(whole) => {
  const read = whole ? document.body : document.querySelector("main");
  const hidden = [...read.querySelectorAll("*")].filter((each) => !each.closest("svg") && !each.checkVisibility({ checkVisibilityCSS: true }));
  for (const each of hidden) each.remove();
  for (const each of read.querySelectorAll("script, link")) each.remove();
  // A picture with a name is one thing to a screen reader, whatever it is drawn of.
  for (const each of read.querySelectorAll("svg[role=img] *")) if (!["title", "desc"].includes(each.localName)) each.remove();
  return `<!doctype html><html lang="${document.documentElement.lang}"><head><title></title></head><body>${read.outerHTML}</body></html>`;
}"""


def transcripts(browser: Browser, host: str) -> dict[str, str]:
    """The kept text of each page, by its name."""
    shown = {}
    with looking(browser) as page:
        for name, address in PAGES.items():
            page.goto(f"{host}{address}")
            shown[name] = page.evaluate(_SHOWN, name in WHOLE)
    spoken = node("transcribe.mjs", shown)
    return {name: indented(phrases) for name, phrases in spoken.items()}


def indented(phrases: Sequence[str]) -> str:
    """One phrase a line, set in below what it belongs to; the end of a part is told by the line that comes back."""
    lines, depth = [], 0
    ends = [each.removeprefix("end of ") for each in phrases if each.startswith("end of ")]
    for phrase in phrases:
        if phrase.startswith("end of "):
            depth = max(depth - 1, 0)
            continue
        # The simulation reads a row's cells twice: as the row's name, and one by one.
        lines.append("  " * depth + ("row" if phrase.startswith("row, ") else phrase))
        if phrase in ends:
            depth += 1
    return "\n".join(lines) + "\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "public"
        example = Example(folder, tuple(built_into(folder)))
        with chromium() as browser, hosted(example.folder, "/zfxxgk") as host:
            KEPT.mkdir(exist_ok=True)
            for name, text in transcripts(browser, host).items():
                (KEPT / f"{name}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
