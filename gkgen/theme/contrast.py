"""The colours of a theme's tokens, as each manner of seeing has them, and how much two of them differ."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

Palette: TypeAlias = Mapping[str, str]
"""Each token that is a colour, as `#rrggbb` or `#rgb`."""
Pairs: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]

TEXTS: Pairs = (
    ("ink", ("paper", "soft")),
    ("muted", ("paper", "soft")),
    ("accent", ("paper", "soft")),
    ("visited", ("paper", "soft")),
    ("mark", ("paper", "soft")),
    ("on-bar", ("bar",)),
    ("paper", ("mark",)),
    ("on-found", ("found",)),
)
"""Each colour of words, and the grounds on which it stands."""
SHAPES: Pairs = (
    ("line", ("paper", "soft")),
    ("accent", ("paper", "soft")),
    ("mark", ("paper", "soft")),
    ("flag", ("paper", "soft")),
    ("on-bar", ("bar",)),
)
"""Each colour of edges, arrows and outlines that tell something."""

_BLOCK = re.compile(r"(:root[^{}]*?)\s*\{([^{}]*)\}")
_TOKEN = re.compile(r"--([\w-]+):\s*([^;]+);")
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


def palettes(tokens: str) -> dict[str, Palette]:
    """The colours in light, in dark and in high contrast of both, from the text of a `tokens.css`."""
    screen = re.sub(r"/\*.*?\*/", "", tokens, flags=re.DOTALL).partition("@media print")[0]
    blocks: dict[str, dict[str, str]] = {}
    for selector, body in _BLOCK.findall(screen):
        blocks.setdefault(selector, dict(_TOKEN.findall(body)))
    light = blocks.get(":root", {})
    dark = light | blocks.get(':root[data-theme="dark"]', {})
    high = blocks.get(':root[data-contrast="high"]', {})
    told = {"light": light, "dark": dark, "light high": light | high, "dark high": dark | high}
    return {manner: _colours(each) for manner, each in told.items()}


def contrast(colour: str, ground: str) -> float:
    """How much two colours differ, from 1 to 21, by WCAG 2.2 (relative luminance of sRGB)."""
    darker, lighter = sorted((_luminance(colour), _luminance(ground)))
    return (lighter + 0.05) / (darker + 0.05)


def _colours(tokens: Mapping[str, str]) -> Palette:
    resolved = {name: _resolved(value, tokens) for name, value in tokens.items()}
    return {name: value for name, value in resolved.items() if _COLOUR.fullmatch(value)}


def _resolved(value: str, tokens: Mapping[str, str]) -> str:
    named = re.fullmatch(r"var\(--([\w-]+)\)", value)
    return tokens.get(named[1], value) if named else value


def _luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    whole = digits if len(digits) == 6 else "".join(each * 2 for each in digits)
    red, green, blue = (_linear(int(whole[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
