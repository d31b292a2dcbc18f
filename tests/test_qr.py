"""QR codes: what a telephone reads off them is the public address of the page."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Literal

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from gkgen.built import Built
from gkgen.qr import QUIET, Square, public_address, square_of
from gkgen.qr import _made as cached
from tests.browsing import chromium
from tests.sites import built, item, output

ROOT = Path(__file__).parents[1]
SITE = "https://www.wangxi.example/zfxxgk"
ADDRESS = "https://www.wangxi.example/zfxxgk/guides/dibao.html"


def picture_of(square: Square, scale: int = 4) -> Image.Image:
    return drawn(square.side, square.path, scale)


def drawn(side: int, path: str, scale: int = 4) -> Image.Image:
    """The strokes as a browser draws them."""
    picture = Image.new("L", (side * scale, side * scale), 255)
    draw, x, y = ImageDraw.Draw(picture), 0, 0
    for move, first, second, length in re.findall(r"([Mm])(-?\d+) (?:(\d+)\.5|0)h(\d+)", path):
        x, y = (int(first), int(second)) if move == "M" else (x + int(first), y)
        draw.rectangle((x * scale, y * scale, (x + int(length)) * scale - 1, (y + 1) * scale - 1), fill=0)
        x += int(length)
    return picture


def read(picture: Image.Image) -> list[str]:
    return [each.text for each in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize(
    "address", [ADDRESS, ADDRESS + "?" + "长" * 40, "https://a.example/" + "x" * 300], ids=len
)
def test_a_square_reads_back_as_what_it_was_made_of(address: str) -> None:
    assert read(picture_of(square_of(address))) == [address]


def test_a_square_that_lost_a_stroke_of_its_frame_is_another_picture() -> None:
    square = square_of(ADDRESS)
    broken = "M4 4.5h1" + square.path[len("M4 4.5h7") :]
    assert drawn(square.side, broken).tobytes() != picture_of(square).tobytes()


def test_the_quiet_zone_is_four_modules_wide_on_every_side() -> None:
    scale = 4
    dark = picture_of(square_of(ADDRESS), scale).point(lambda value: 255 - value).getbbox()
    side = square_of(ADDRESS).side * scale
    assert dark == (QUIET * scale, QUIET * scale, side - QUIET * scale, side - QUIET * scale)


def test_the_same_address_gives_the_same_square_and_a_small_one() -> None:
    first = square_of(ADDRESS).path
    cached.cache_clear()
    assert square_of(ADDRESS).path == first
    assert len(first) < 2_500


def test_a_public_address_is_sent_in_letters_that_an_address_may_have() -> None:
    assert public_address("https://a.example/", "guides/低保 1.html") == (
        "https://a.example/guides/%E4%BD%8E%E4%BF%9D%201.html"
    )
    assert public_address("", "guides/a.html") == ""


# ---------------------------------------------------------------- on pages


@pytest.fixture(scope="module")
def pages(example: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A guide, a power and a fee of the example, with the theme's files."""
    folder = tmp_path_factory.mktemp("pages")
    for file in example.drawn(
        {"guides/dibao.html", "powers/000123001000.html", "fees/budongchan-dengji.html"}
    ):
        target = folder / file.address
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.content if isinstance(file.content, bytes) else file.content.read_bytes())
    return folder


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_telephone_reads_the_address_off_the_screen(pages: Path, scheme: Literal["light", "dark"]) -> None:
    with chromium() as browser:
        page = browser.new_page(color_scheme=scheme, viewport={"width": 390, "height": 800})
        for address in ("guides/dibao.html", "powers/000123001000.html", "fees/budongchan-dengji.html"):
            page.goto(f"file://{pages / address}")
            picture = Image.open(io.BytesIO(page.locator(".square-code").screenshot())).convert("L")
            assert read(picture) == [f"{SITE}/{address}"]
            assert f"{SITE}/{address}" in str(page.locator(".square-code").get_attribute("aria-label"))
        assert "二维码" in page.locator(".square").aria_snapshot()


def test_on_paper_the_square_is_25_millimetres_wide_without_the_white_around_it(pages: Path) -> None:
    with chromium() as browser:
        page = browser.new_page()
        page.goto(f"file://{pages / 'guides/dibao.html'}")
        page.emulate_media(media="print")
        box = page.locator(".square-code").bounding_box()
        assert box is not None
        side = square_of(f"{SITE}/guides/dibao.html").side
        assert box["width"] / 96 * 25.4 * (side - 2 * QUIET) / side >= 25


def test_a_page_without_a_public_address_has_no_square(tmp_path: Path) -> None:
    files = {"content/items/a.md": item()}
    assert b"square" not in output(built(tmp_path / "a", files))["items/a.html"]
    known = built(tmp_path / "b", files, base_url=SITE)
    assert f"二维码：本页的网址 {SITE}/items/a.html".encode() in output(known)["items/a.html"]


def test_no_page_of_an_entry_or_a_row_is_heavier_than_60_kilobytes_by_its_square(example: Built) -> None:
    heavy = {file.address: len(file.content) for file in example.files() if b'class="square"' in _bytes(file)}
    assert len(heavy) > 100
    grown = {address: size for address, size in heavy.items() if size > 60_000 and size - 3_500 <= 60_000}
    assert grown == {}


def _bytes(file: object) -> bytes:
    content = getattr(file, "content", b"")
    return (
        content if isinstance(content, bytes) and str(getattr(file, "address", "")).endswith(".html") else b""
    )
