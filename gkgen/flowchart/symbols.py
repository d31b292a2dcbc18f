"""The symbols of GB/T 1526 (ISO 5807): how large each has to be for its text, and where its border runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import ceil, sqrt

from gkgen.flowchart.graph import Step
from gkgen.flowchart.grid import SOUTH
from gkgen.flowchart.text import width, wrap

LABEL, LABEL_LEAD = 15, 21  # size of the text and height of its lines, in px; LABEL is also an arrow's
LIMIT, LIMIT_LEAD = 13, 18
PADDING = 10
BAR = 9  # from the side of a subprocess to its inner bar
WAVE = 6  # how far the base of a document swings up and down
WAVE_CONTROL = WAVE * 2 * sqrt(3)  # of its Bézier curve
ROUNDING = 24
LONGEST_LINE = 10  # em
NARROWEST = 104  # px of text
FLATNESSES = (0.36, 0.42, 0.48)  # of a diamond: height to width


@dataclass(frozen=True, slots=True)
class Symbol:
    """A step with its text in lines, and its size in px."""

    step: Step
    label: tuple[str, ...]
    limit: tuple[str, ...]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text in a symbol: its size in px, and its middle above (negative) or below the symbol's."""

    text: str
    size: int
    middle: float


def symbols(steps: Iterable[Step]) -> Mapping[str, Symbol]:
    """All boxes of a chart have the same width, so that a column has straight sides; no diamond is narrower."""
    every = tuple(steps)
    boxes = [_box(step) for step in every if step.kind != "decision"]
    box_width = max((box.width for box in boxes), default=NARROWEST)
    sized = [replace(box, width=box_width) for box in boxes]
    sized += [_diamond(step, box_width) for step in every if step.kind == "decision"]
    return {symbol.step.id: symbol for symbol in sized}


def text_lines(label: tuple[str, ...], limit: tuple[str, ...]) -> tuple[TextLine, ...]:
    """The lines of a label and the time limit below it, centred on 0."""
    sizes = [(text, LABEL, LABEL_LEAD) for text in label] + [(text, LIMIT, LIMIT_LEAD) for text in limit]
    top = -sum(lead for _, _, lead in sizes) / 2
    lines = []
    for text, size, lead in sizes:
        lines.append(TextLine(text, size, top + lead / 2))
        top += lead
    return tuple(lines)


def border(symbol: Symbol, side: int, shift: int) -> int:
    """How far the border is from the middle, towards a side, `shift` px beside the axis.

    Sides are the directions of `grid`: south, east, north, west.
    """
    half, across = symbol.height / 2, symbol.width / 2
    if side % 2:
        half, across = across, half
    match symbol.step.kind:
        case "decision":
            return round(half * (1 - abs(shift) / across))
        case "start" | "end":
            return round(half - _inset(radius(symbol), across - abs(shift)))
        case "document" if side == SOUTH:
            return round(half - WAVE + _swing(0.5 + shift / symbol.width))
    return round(half)


def radius(symbol: Symbol) -> int:
    """Of the rounded ends of a terminator."""
    return min(symbol.height // 2, ROUNDING)


def _inset(radius: int, to_corner: float) -> float:
    """How far a rounded corner keeps away from the side, so many px from where the corner would be."""
    gap = max(radius - to_corner, 0)
    return radius - sqrt(max(radius * radius - gap * gap, 0))


def _swing(at: float) -> float:
    """The base of a document, a cubic Bézier curve with its control points at thirds."""
    return 3 * WAVE_CONTROL * at * (1 - at) * (1 - 2 * at)


def _box(step: Step) -> Symbol:
    label, limit = wrap(step.label, LONGEST_LINE), _limit(step)
    sides = 2 * PADDING + (2 * BAR if step.kind == "subprocess" else 0)
    height = len(label) * LABEL_LEAD + len(limit) * LIMIT_LEAD + 2 * PADDING - 2
    height += 2 * WAVE if step.kind == "document" else 0
    return Symbol(step, label, limit, _even(max(_widths(label, limit)) + sides), _even(height))


def _limit(step: Step) -> tuple[str, ...]:
    return wrap(f"时限：{step.limit}", LONGEST_LINE * LABEL / LIMIT) if step.limit.strip() else ()


def _widths(label: tuple[str, ...], limit: tuple[str, ...]) -> list[float]:
    return [NARROWEST, *(width(line.text) * line.size for line in text_lines(label, limit))]


def _diamond(step: Step, narrowest: int) -> Symbol:
    """The smallest diamond around a step's text; height counts more, because a chart is taller than wide."""
    limit = _limit(step)
    sizes = []
    for label in dict.fromkeys(wrap(step.label, longest) for longest in (10, 8, 6, 5)):
        lines = text_lines(label, limit)
        for flatness in FLATNESSES:
            wide = _even(max(narrowest, *(_extent(line) + _reach(line) / flatness for line in lines)))
            high = max(_lowest(lines, wide), _even(wide * FLATNESSES[0]))
            sizes.append((wide + 2 * high, wide, high, label))
    _, wide, high, label = min(sizes)
    return Symbol(step, label, limit, wide, high)


def _lowest(lines: tuple[TextLine, ...], wide: int) -> int:
    """The height at which the corners of all lines are inside. A line too wide for that makes it very high."""
    room = [max(1 - _extent(line) / wide, 0.05) for line in lines]
    return _even(max(_reach(line) / share for line, share in zip(lines, room, strict=True)))


def _extent(line: TextLine) -> float:
    """The width of a line in px, with a little air."""
    return width(line.text) * line.size + 8


def _reach(line: TextLine) -> float:
    """The height of a rectangle around the middle that holds a line, with a little air."""
    return 2 * (abs(line.middle) + line.size / 2 + 1)


def _even(size: float) -> int:
    """The next whole number that has a whole half."""
    return 2 * ceil(size / 2)
