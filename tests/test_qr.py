"""QR codes: what a telephone reads off them is the public address of the page."""

from __future__ import annotations

import re

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from gkgen.qr import QUIET, Square, public_address, square_of

ADDRESS = "https://www.wangxi.example/zfxxgk/guides/dibao.html"


def picture_of(square: Square, scale: int = 4) -> Image.Image:
    """The strokes as a browser draws them."""
    picture = Image.new("L", (square.side * scale, square.side * scale), 255)
    draw, x, y = ImageDraw.Draw(picture), 0, 0
    for move, first, second, length in re.findall(r"([Mm])(-?\d+) (?:(\d+)\.5|0)h(\d+)", square.path):
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
    broken = Square(square.text, square.side, "M4 4.5h1" + square.path[len("M4 4.5h7") :])
    assert picture_of(broken).tobytes() != picture_of(square).tobytes()


def test_the_quiet_zone_is_four_modules_wide_on_every_side() -> None:
    scale = 4
    dark = picture_of(square_of(ADDRESS), scale).point(lambda value: 255 - value).getbbox()
    side = square_of(ADDRESS).side * scale
    assert dark == (QUIET * scale, QUIET * scale, side - QUIET * scale, side - QUIET * scale)


def test_the_same_address_gives_the_same_square_and_a_small_one() -> None:
    first = square_of(ADDRESS)
    square_of.cache_clear()
    assert square_of(ADDRESS) == first
    assert len(first.path) < 2_500


def test_a_public_address_is_sent_in_letters_that_an_address_may_have() -> None:
    assert public_address("https://a.example/", "guides/低保 1.html") == (
        "https://a.example/guides/%E4%BD%8E%E4%BF%9D%201.html"
    )
    assert public_address("", "guides/a.html") == ""
