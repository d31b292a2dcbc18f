"""The pictures in docs/pictures: each kind of page on a computer and on a telephone, light, dark and for older people.

`python -m tests.pictures [kind …]` builds the example as on the day of the tests, opens its pages in Chromium and writes
a sheet of each kind, `docs/pictures/<kind>.png`; same pages, same browser, same fonts: same bytes. `--of FOLDER` takes
the pages of a folder that is built already. Look at every sheet before you commit it.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browsing import chromium, hosted
from tests.portal.example import ROOT, built_into
from tests.portal.manners import MANNERS, Manner, looking
from tests.portal.transcripts import PAGES

FOLDER = ROOT / "docs" / "pictures"
KINDS = {**PAGES, "search": "search.html?q=低保"}
NAMES: dict[Manner, str] = {"light": "浅色", "dark": "深色", "elder": "长者模式"}
GAP, STRIP, GROUND, COLOURS = 16, 40, "#8a929b", 192


@dataclass(frozen=True, slots=True)
class Screen:
    """A window of a browser, in px, and how wide its picture stands on the sheet; a picture is cut at `HEIGHT`."""

    name: str
    width: int
    shown: int

    @property
    def height(self) -> int:
        return HEIGHT * self.width // self.shown


HEIGHT = 1800 * 520 // 1280
SCREENS = (Screen("电脑", 1280, 520), Screen("手机", 390, 195))


def sheet(browser: Browser, host: str, address: str) -> Image.Image:
    """The pictures of a page side by side, each under its name."""
    views = [(screen, manner) for screen in SCREENS for manner in MANNERS]
    shots = [_shot(browser, f"{host}{address}", screen, manner) for screen, manner in views]
    made = Image.new("RGB", (sum(each.width + GAP for each in shots) + GAP, STRIP + HEIGHT + GAP), GROUND)
    made.paste(_captions(browser, views, made.width), (0, 0))
    left = GAP
    for shot in shots:
        made.paste(shot, (left, STRIP))
        left += shot.width + GAP
    return made


def _shot(browser: Browser, url: str, screen: Screen, manner: Manner) -> Image.Image:
    with looking(browser, manner, screen.width, screen.height) as page:
        page.goto(url)
        _settle(page)
        picture = _picture(page)
    return picture.resize((screen.shown, HEIGHT), Image.Resampling.LANCZOS)


def _settle(page: Page) -> None:
    """Until the search has answered, where the page asks it, and the texts near the eye have come."""
    if "?q=" in page.url:
        page.wait_for_selector("[data-search]:not([aria-busy]) .search-result")
    page.wait_for_load_state("networkidle")


def _captions(browser: Browser, views: list[tuple[Screen, Manner]], width: int) -> Image.Image:
    """Drawn by the browser, which finds a font for Chinese wherever it runs."""
    names = "".join(
        f"<b style='width:{screen.shown}px'>{screen.name}，{screen.width} px，{NAMES[manner]}</b>"
        for screen, manner in views
    )
    style = f"margin:0;display:flex;gap:{GAP}px;padding-left:{GAP}px;background:{GROUND};font:15px/{STRIP}px sans-serif"
    page = browser.new_page(viewport={"width": width, "height": STRIP})
    page.set_content(f"<body lang=zh-CN style='{style}'>{names}")
    picture = _picture(page)
    page.close()
    return picture


def _picture(page: Page) -> Image.Image:
    return Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB")


def write(kind: str, picture: Image.Image) -> Path:
    """A PNG of few colours: a tenth of what the whole picture would weigh."""
    path = FOLDER / f"{kind}.png"
    few = picture.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    return path


@contextmanager
def _site(folder: Path | None) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as made:
        if folder is None:
            folder = Path(made) / "public"
            built_into(folder)
        with hosted(folder, "/zfxxgk") as host:
            yield host


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("kinds", nargs="*", metavar="kind")
    asked.add_argument("--of", type=Path)
    said = asked.parse_args()
    with _site(said.of) as host, chromium() as browser:
        for kind in said.kinds or KINDS:
            path = write(kind, sheet(browser, host, KINDS[kind]))
            print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
