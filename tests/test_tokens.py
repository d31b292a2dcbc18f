"""The theme's tokens: what can be computed of them is computed, not looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from gkgen.theme.contrast import SHAPES, TEXTS, Palette, contrast, palettes

THEME = Path(__file__).parents[1] / "themes" / "default"
TOKENS = (THEME / "tokens.css").read_text(encoding="utf-8")
STYLES = sorted((THEME / "components").rglob("*.css"))
PALETTES = palettes(TOKENS)


def pairs(table: tuple[tuple[str, tuple[str, ...]], ...]) -> Iterator[tuple[str, str, str]]:
    for manner in PALETTES:
        for colour, grounds in table:
            yield from ((manner, colour, ground) for ground in grounds)


def test_there_are_four_manners_of_seeing() -> None:
    assert list(PALETTES) == ["light", "dark", "light high", "dark high"]


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000", "#fff") == 21
    assert round(contrast("#0b4f8a", "#ffffff"), 2) == 8.40
    assert round(contrast("#e60012", "#fff"), 2) == 4.80


@pytest.mark.parametrize(("manner", "colour", "ground"), list(pairs(TEXTS)))
def test_words_stand_out_by_seven_to_one(manner: str, colour: str, ground: str) -> None:
    palette: Palette = PALETTES[manner]
    assert contrast(palette[colour], palette[ground]) >= 7


@pytest.mark.parametrize(("manner", "colour", "ground"), list(pairs(SHAPES)))
def test_lines_that_tell_something_stand_out_by_three_to_one(manner: str, colour: str, ground: str) -> None:
    palette: Palette = PALETTES[manner]
    assert contrast(palette[colour], palette[ground]) >= 3


def test_what_the_system_asks_for_and_what_the_reader_chooses_are_the_same() -> None:
    blocks = re.findall(r"(:root[^{]*?)\s*\{([^}]*)\}", TOKENS.partition("@media print")[0])
    said = {selector: re.findall(r"--([\w-]+):\s*([^;]+);", body) for selector, body in blocks}
    assert said[':root:not([data-theme="light"])'] == said[':root[data-theme="dark"]'] != []
    contrasts = [
        re.findall(r"--([\w-]+):\s*([^;]+);", body) for selector, body in blocks if "var(--strong" in body
    ]
    assert len(contrasts) == 2
    assert contrasts[0] == contrasts[1]


def test_no_component_has_a_colour_of_its_own() -> None:
    """Colours in `var()` with a fallback, of paper and of forced colours aside: all others come from the tokens."""
    said = {
        f"{path.stem}: {found}"
        for path in STYLES
        for found in re.findall(
            r"#[0-9a-fA-F]{3,8}\b(?![^(]*\{)|\brgba?\(|\bhsla?\(",
            re.sub(
                r"@media print\s*\{.*\Z|/\*.*?\*/|\"[^\"]*\"", "", path.read_text("utf-8"), flags=re.DOTALL
            ),
        )
    }
    assert said == set()


def test_the_elder_manner_has_no_small_text_no_small_heading_and_no_small_target() -> None:
    block = re.search(r'data-text="elder"\] \{([^}]*)\}', TOKENS)
    assert block is not None
    pixels = 16 * float(re.search(r"font-size: ([\d.]+)%", block[1])[1]) / 100  # type: ignore[index]
    sizes = dict(re.findall(r"--([\w-]+): (?:clamp\()?([\d.]+)rem", block[1]))
    assert {name for name in ("small", "dense", "body") if float(sizes[name]) * pixels < 24} == set()
    assert {name for name in ("h1", "h2", "h3", "h4") if float(sizes[name]) * pixels < 30} == set()
    assert float(sizes["target"]) * pixels >= 60


def test_the_sizes_of_text_go_up_by_steps() -> None:
    sizes = dict(re.findall(r"--([\w-]+): (?:clamp\()?([\d.]+)rem", TOKENS.partition("@media")[0]))
    steps = [float(sizes[name]) for name in ("small", "dense", "body", "lead", "h2", "h1")]
    assert all(low < high for low, high in pairwise(steps))
    assert float(sizes["target"]) * 16 >= 44


def test_no_size_of_text_is_told_in_pixels_on_the_screen() -> None:
    for path in (THEME / "tokens.css", THEME / "ground.css", *STYLES):
        screen = path.read_text("utf-8").partition("@media print")[0]
        said = re.findall(r"font(?:-size)?:[^;]*\d(?:px|pt)\b[^;]*", screen)
        assert said == [] or path.stem == "flowchart", path
