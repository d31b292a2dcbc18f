"""The symbols of GB/T 1526 (ISO 5807): how large each has to be for its text, and where its border runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import ceil, sqrt

from gkgen.flowchart.graph import SATELLITES, Chart, Step
from gkgen.flowchart.grid import EAST, SOUTH
from gkgen.flowchart.text import width, wrap

LABEL, LABEL_LEAD = 15, 21  # size of the text and height of its lines, in px; LABEL is also an arrow's
LIMIT, LIMIT_LEAD = 13, 18
PADDING = 10
BAR = 9  # from the side of a subprocess to its inner bar
WAVE = 6  # how far the base of a document swings up and down
WAVE_CONTROL = WAVE * 2 * sqrt(3)  # of its Bézier curve
ROUNDING = 24
SLANT = 12  # how far the sides of data lean over, and the points of a preparation reach out
CIRCLE = 32  # the diameter of a connector
BRACKET = 8  # from the side of a note to its words
LONGEST_LINE = 10  # em
NARROWEST = 7  # em: no box is narrower, unless its lines have to be shorter
LEAST_HEIGHT = 40  # a single line without a time limit
NOTE_LINE = 8  # em
FLATNESSES = (0.36, 0.42, 0.48, 0.6, 0.72)  # of a diamond: height to width
_BESIDE_PADDING: Mapping[str, int] = {"subprocess": BAR, "data": SLANT, "preparation": SLANT}


@dataclass(frozen=True, slots=True)
class Symbol:
    """A step with its text in lines, and its size in px. `small` is what stands below the label: who acts where
    no lane says it (the first `actor` lines), and the time limit; of a note, its words."""

    step: Step
    label: tuple[str, ...]
    small: tuple[str, ...]
    actor: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text in a symbol: its size in px, and its middle above (negative) or below the symbol's."""

    text: str
    size: int
    middle: float


def symbols(chart: Chart, longest: int = LONGEST_LINE) -> Mapping[str, Symbol]:
    """The symbols with lines of at most so many em. All boxes of a chart have the same width, so that a column
    has straight sides; no diamond is narrower. A lane that is drawn isn't said."""
    every = [replace(step, lane="") for step in chart.steps] if chart.lanes else chart.steps
    boxes = [_box(step, longest) for step in every if step.kind != "decision"]
    box_width = max((box.width for box in boxes), default=NARROWEST * LABEL)
    sized = [replace(box, width=box_width) for box in boxes]
    sized += [_diamond(step, box_width, longest) for step in every if step.kind == "decision"]
    return {symbol.step.id: symbol for symbol in sized}


def satellites(chart: Chart) -> Mapping[str, Symbol]:
    """The symbols of connectors and notes."""
    return {step.id: _satellite(step) for step in chart.steps if step.kind in SATELLITES}


def text_lines(label: tuple[str, ...], small: tuple[str, ...]) -> tuple[TextLine, ...]:
    """The lines of a label and the smaller ones below it, centred on 0."""
    sizes = [(text, LABEL, LABEL_LEAD) for text in label] + [(text, LIMIT, LIMIT_LEAD) for text in small]
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
    return round(half - _inwards(symbol, side, shift, half, across))


def _inwards(symbol: Symbol, side: int, shift: int, half: float, across: float) -> float:
    """How far the border is within the symbol's rectangle, whose side is `half` away from the middle."""
    match symbol.step.kind:
        case "decision":
            return half * abs(shift) / across
        case "start" | "end" | "connector":
            return _inset(radius(symbol), across - abs(shift))
        case "document" if side == SOUTH:
            return WAVE - _swing(0.5 + shift / symbol.width)
        case "data" if side % 2:
            return SLANT * (0.5 + (shift if side == EAST else -shift) / symbol.height)
        case "preparation" if side % 2:
            return SLANT * abs(shift) / across
    return 0


def radius(symbol: Symbol) -> int:
    """Of the rounded ends of a terminator, and of a connector."""
    if symbol.step.kind == "connector":
        return symbol.height // 2
    return min(symbol.height // 2, ROUNDING)


def _inset(radius: int, to_corner: float) -> float:
    """How far a rounded corner keeps away from the side, so many px from where the corner would be."""
    gap = max(radius - to_corner, 0)
    return radius - sqrt(max(radius * radius - gap * gap, 0))


def _swing(at: float) -> float:
    """The base of a document, a cubic Bézier curve with its control points at thirds."""
    return 3 * WAVE_CONTROL * at * (1 - at) * (1 - 2 * at)


def _box(step: Step, longest: int) -> Symbol:
    label = wrap(step.label, longest)
    actor, small = _small(step, longest)
    sides = 2 * (PADDING + _BESIDE_PADDING.get(step.kind, 0))
    height = len(label) * LABEL_LEAD + len(small) * LIMIT_LEAD + 2 * PADDING - 2
    height += 2 * WAVE if step.kind == "document" else 0
    widths = [width(line.text) * line.size for line in text_lines(label, small)]
    return Symbol(
        step,
        label,
        small,
        actor,
        _even(max(min(NARROWEST, longest) * LABEL, *widths) + sides),
        _even(max(height, LEAST_HEIGHT)),
    )


def _small(step: Step, longest: int) -> tuple[int, tuple[str, ...]]:
    room = longest * LABEL / LIMIT + 0.5
    actor = wrap(step.lane, room) if step.lane.strip() else ()
    limit = wrap(f"时限：{step.limit}", room) if step.limit.strip() else ()
    return len(actor), actor + limit


def _satellite(step: Step) -> Symbol:
    if step.kind == "connector":
        return Symbol(step, (step.label,), (), 0, CIRCLE, CIRCLE)
    lines = wrap(step.label, NOTE_LINE)
    wide = max(map(width, lines)) * LIMIT + 2 * BRACKET
    return Symbol(step, (), lines, 0, _even(wide), _even(len(lines) * LIMIT_LEAD + 4))


def _diamond(step: Step, narrowest: int, longest: int) -> Symbol:
    """The smallest diamond around a step's text. Height counts more, because a chart is taller than wide, unless
    its lines have to be short."""
    actor, small = _small(step, longest)
    sizes = []
    for label in dict.fromkeys(wrap(step.label, room) for room in (10, 8, 6, 5) if room <= longest):
        lines = text_lines(label, small)
        for flatness in FLATNESSES:
            wide = _even(max(narrowest, *(_extent(line) + _reach(line) / flatness for line in lines)))
            high = max(_lowest(lines, wide), _even(wide * FLATNESSES[0]))
            sizes.append((wide * (LONGEST_LINE + 1 - longest) + 2 * high, wide, high, label))
    _, wide, high, label = min(sizes)
    return Symbol(step, label, small, actor, wide, high)


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
