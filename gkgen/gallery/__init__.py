"""The gallery: every component of a theme on one page, with its options, its examples and their HTML, and the tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gkgen.gallery.drawing import Drawn, drawn
from gkgen.gallery.sheets import Given, Sheet, read_sheets
from gkgen.model import Closed, File, Page
from gkgen.stages.render import render, renderer
from gkgen.theme import content, find_named, static_files, text
from gkgen.theme.contrast import SHAPES, TEXTS, contrast, palettes

__all__ = ["Sheet", "gallery_files", "read_sheets"]

STYLE = "gallery.css"
MANNERS = {"light": "浅色", "dark": "深色", "light high": "浅色、高对比度", "dark high": "深色、高对比度"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two colours that meet: the upper one is that of words, unless it is that of lines and shapes."""

    upper: str
    lower: str
    colour: str
    ground: str
    words: bool
    ratio: str


@dataclass(frozen=True, slots=True)
class GalleryView:
    components: tuple[Drawn, ...]
    manners: tuple[tuple[str, tuple[Pair, ...]], ...]


@dataclass(frozen=True, slots=True)
class View:
    page: Given
    view: GalleryView


def gallery_files(themes: Sequence[Path]) -> Iterator[File]:
    """The page and the theme's own files. Raises UsageError for a sheet, a macro or a style that can't be used."""
    pen = renderer(themes)
    components = tuple(drawn(each, pen) for each in read_sheets(themes))
    named = find_named(themes, {STYLE, "tokens.css"})
    manners = tuple(_manners(text(named, "tokens.css")))
    head = Given(root="", address="index.html", title="部件总览", site_name="gkgen")
    yield render(
        Page("index.html", "gallery.html", Closed(View(head, GalleryView(components, manners)))), pen
    )
    yield File(f"static/{STYLE}", content(named, STYLE))
    yield from static_files(themes)


def _manners(tokens: str) -> Iterator[tuple[str, tuple[Pair, ...]]]:
    for manner, palette in palettes(tokens).items():
        pairs = [
            Pair(
                upper,
                lower,
                palette[upper],
                palette[lower],
                words,
                f"{contrast(palette[upper], palette[lower]):.1f}",
            )
            for table, words in ((TEXTS, True), (SHAPES, False))
            for upper, grounds in table
            for lower in grounds
            if upper in palette and lower in palette
        ]
        yield MANNERS[manner], tuple(pairs)
