"""From a chart to a picture's geometry: every box, line and label at its place, in px."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from gkgen.flowchart.cells import Cells
from gkgen.flowchart.graph import Chart
from gkgen.flowchart.grid import EAST, NORTH, SOUTH, WEST, Grid
from gkgen.flowchart.labels import Label, corner, labels, room_beside
from gkgen.flowchart.measures import Ruler, Span, Traffic, ruler, spans, widened
from gkgen.flowchart.network import Network
from gkgen.flowchart.routes import routes
from gkgen.flowchart.shapes import Point
from gkgen.flowchart.symbols import Symbol, border
from gkgen.flowchart.text import wrap
from gkgen.flowchart.tracks import Stretch, stretches, tracks

HEADING, HEADING_LEAD = 16, 24
LEAST_LANE = 7 * HEADING


@dataclass(frozen=True, slots=True)
class PlacedSymbol:
    """A symbol, its middle, and the side by which its first arrow arrives."""

    symbol: Symbol
    x: int
    y: int
    side: int = NORTH


@dataclass(frozen=True, slots=True)
class PlacedArrow:
    """The corners of an arrow from border to border, and its label with its left upper corner."""

    number: int
    corners: tuple[Point, ...]
    label: Label | None
    label_at: Point


@dataclass(frozen=True, slots=True)
class PlacedLane:
    """A lane over the whole height of the picture, its heading in lines."""

    name: str
    heading: tuple[str, ...]
    left: int
    width: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole picture. `heading` is the height of the lanes' headings, 0 without lanes; steps stand in
    reading order, arrows in the author's."""

    width: int
    height: int
    heading: int
    steps: tuple[PlacedSymbol, ...]
    arrows: tuple[PlacedArrow, ...]
    lanes: tuple[PlacedLane, ...]


@dataclass(frozen=True, slots=True)
class Skeleton:
    """All of a drawing but its sizes: the cells of the symbols, and the ways of the arrows."""

    cells: Cells
    traffic: Traffic


def skeleton(own: Cells) -> Skeleton:
    return Skeleton(own, _traffic(own.graph, own.lines))


def lay_out(bones: Skeleton, sized: Mapping[str, Symbol]) -> Layout:
    """Measure everything, with the symbols of its steps, among others.

    No symbol or label touches another one, and no arrow runs through a symbol.
    """
    chart, graph, lines = bones.cells.chart, bones.cells.graph, bones.cells.lines
    traffic = bones.traffic
    sized = widened(bones.cells.own(sized), graph, traffic)
    across = spans("x", sized, lines, traffic)
    if chart.lanes:
        across = _with_least_lanes(across, lines)
    x_ruler, y_ruler = ruler(across), ruler(spans("y", sized, lines, traffic))
    lanes = _lanes(chart, lines, x_ruler)
    heading = max((len(lane.heading) for lane in lanes), default=0) * HEADING_LEAD + (16 if lanes else 0)
    steps = {
        step: PlacedSymbol(sized[step], x_ruler.middles[x], y_ruler.middles[y] + heading)
        for step, (x, y) in lines.points.items()
    }
    middles = {"x": x_ruler.middles, "y": tuple(middle + heading for middle in y_ruler.middles)}
    arrows = tuple(_arrow(number, graph, steps, traffic, middles) for number in sorted(graph.arrows))
    ordered = tuple(replace(steps[step], side=_entered(graph, traffic, step)) for step in graph.order)
    return Layout(x_ruler.edges[-1], y_ruler.edges[-1] + heading, heading, ordered, arrows, lanes)


def _traffic(graph: Network, lines: Grid) -> Traffic:
    said = labels(graph)
    parts = {number: stretches(path, number) for number, path in routes(graph, lines).items()}

    def room(part: Stretch) -> int:
        return room_beside(part, said)

    return Traffic(parts, tracks(parts, graph, lines, room), said)


def _with_least_lanes(across: list[Span], lines: Grid) -> list[Span]:
    """Lanes wide enough for a heading."""
    wider = list(across)
    for first, last in _bands(lines):
        missing = max(LEAST_LANE - sum(map(sum, across[first : last + 1])), 0)
        wider[first] = Span(across[first].before + (missing + 1) // 2, across[first].after)
        wider[last] = Span(across[last].before, across[last].after + missing // 2)
    return wider


def _bands(lines: Grid) -> list[tuple[int, int]]:
    """The first and the last line of each band."""
    firsts = [line for line, band in enumerate(lines.band_of) if not line or lines.band_of[line - 1] != band]
    return [(first, following - 1) for first, following in pairwise([*firsts, len(lines.band_of)])]


def _lanes(chart: Chart, lines: Grid, x_ruler: Ruler) -> tuple[PlacedLane, ...]:
    lanes = []
    for name, (first, last) in zip(chart.lanes, _bands(lines), strict=False):
        left, right = x_ruler.edges[first], x_ruler.edges[last + 1]
        lanes.append(PlacedLane(name, wrap(name, (right - left) / HEADING - 1), left, right - left))
    return tuple(lanes)


def _arrow(
    number: int,
    graph: Network,
    steps: Mapping[str, PlacedSymbol],
    traffic: Traffic,
    middles: Mapping[str, tuple[int, ...]],
) -> PlacedArrow:
    parts = traffic.parts[number]
    at = [middles[part.axis][part.line] + traffic.shifts[part.key] for part in parts]
    source, target = steps[graph.arrows[number].source], steps[graph.arrows[number].target]
    side = _side(parts[0].axis, parts[0].end > parts[0].start)
    arrival = _side(parts[-1].axis, parts[-1].end < parts[-1].start)
    turns = zip(parts, at, at[1:], strict=False)
    bends = [(one, other) if part.axis == "x" else (other, one) for part, one, other in turns]
    corners = (_port(source, side, at[0]), *bends, _port(target, arrival, at[-1]))
    label = traffic.labels.get(number)
    label_at = corner(label, side, _box(source), at[0]) if label else (0, 0)
    return PlacedArrow(number, corners, label, label_at)


def _entered(graph: Network, traffic: Traffic, step: str) -> int:
    """The side by which the first arrow arrives at a step."""
    if not graph.entries[step]:
        return NORTH
    last = traffic.parts[graph.entries[step][0]][-1]
    return _side(last.axis, last.end < last.start)


def _side(axis: str, forward: bool) -> int:
    if axis == "x":
        return SOUTH if forward else NORTH
    return EAST if forward else WEST


def _port(step: PlacedSymbol, side: int, at: int) -> Point:
    """Where an arrow meets the border, `at` being its x at the north and south side, else its y."""
    distance = border(step.symbol, side, at - (step.y if side % 2 else step.x))
    away = distance if side in {SOUTH, EAST} else -distance
    return (step.x + away, at) if side % 2 else (at, step.y + away)


def _box(step: PlacedSymbol) -> tuple[int, int, int, int]:
    half_width, half_height = step.symbol.width // 2, step.symbol.height // 2
    return step.x - half_width, step.y - half_height, step.x + half_width, step.y + half_height
