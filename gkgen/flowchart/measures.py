"""Where the lines of the grid run in px: cells as large as their symbols, gutters as wide as their tracks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import NamedTuple

from gkgen.flowchart.grid import Grid
from gkgen.flowchart.labels import APART, Label
from gkgen.flowchart.network import Network
from gkgen.flowchart.symbols import Symbol
from gkgen.flowchart.tracks import Axis, Key, Stretch

MARGIN = 8  # from an arrow to the edge of its cell
CORNER = 14  # from an arrow to the corner of its step
CLEARANCE = 16  # from a track to a step: an arrowhead and a rounded bend
AT_BORDER = 14  # from a track to the border of its lane
OUTSIDE = 14  # from a step to the border of its lane
HEAD_ROOM: Mapping[Axis, int] = {"x": 40, "y": 27}  # between two steps with a straight arrow
LEAST_ROOM = 14
EMPTY_CELL = 40


class Span(NamedTuple):
    """How much room a line needs before and after its middle."""

    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Ruler:
    """Along one axis: the middle of each line; line number n reaches from `edges[n]` to `edges[n + 1]`."""

    middles: tuple[int, ...]
    edges: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Traffic:
    """What runs on the grid: the stretches, how far each is beside its line, and the labels."""

    parts: Mapping[int, tuple[Stretch, ...]]
    shifts: Mapping[Key, int]
    labels: Mapping[int, Label]

    def on(self, axis: Axis) -> Iterator[tuple[Stretch, int]]:
        """The stretches on the lines of an axis, with their distance from the line."""
        every = (part for arrow in self.parts.values() for part in arrow)
        return ((part, self.shifts[part.key]) for part in every if part.axis == axis)

    def labelled(self, axis: Axis) -> Iterator[tuple[Stretch, Label]]:
        """The stretches on the lines of an axis that have a label beside them."""
        firsts = (
            (arrow[0], self.labels[number]) for number, arrow in self.parts.items() if number in self.labels
        )
        return ((part, label) for part, label in firsts if part.axis == axis)


def widened(symbols: Mapping[str, Symbol], graph: Network, traffic: Traffic) -> Mapping[str, Symbol]:
    """The symbols, as large as the arrows need that leave and arrive beside the middle of a side."""
    sizes = {step: {"x": symbol.width, "y": symbol.height} for step, symbol in symbols.items()}
    for number, parts in traffic.parts.items():
        arrow = graph.arrows[number]
        for step, part in ((arrow.source, parts[0]), (arrow.target, parts[-1])):
            shift = abs(traffic.shifts[part.key])
            sizes[step][part.axis] = max(sizes[step][part.axis], 2 * (shift + CORNER) if shift else 0)
    for step, need in _labels_at_corners(graph, traffic):
        sizes[step]["x"] = max(sizes[step]["x"], 2 * need)
    for step, symbol in symbols.items():
        if symbol.step.kind == "connector":
            sizes[step] = dict.fromkeys(("x", "y"), max(sizes[step].values()))
    return {step: replace(symbols[step], width=size["x"], height=size["y"]) for step, size in sizes.items()}


def _labels_at_corners(graph: Network, traffic: Traffic) -> Iterator[tuple[str, int]]:
    """Half the width of steps that keeps a label at their north side away from one at their east side."""
    east = {graph.arrows[part.arrow].source for part, _ in traffic.labelled("y") if part.end > part.start}
    for part, label in traffic.labelled("x"):
        source = graph.arrows[part.arrow].source
        if part.end < part.start and source in east:
            yield source, traffic.shifts[part.key] + APART + label.width


def ruler(spans: list[Span]) -> Ruler:
    """Lay the lines of an axis side by side, the first one at 0."""
    edges = tuple(accumulate((before + after for before, after in spans), initial=0))
    return Ruler(tuple(edge + span.before for edge, span in zip(edges, spans, strict=False)), edges)


def spans(axis: Axis, symbols: Mapping[str, Symbol], lines: Grid, traffic: Traffic) -> list[Span]:
    """Measure the lines of an axis ("x": the vertical lines)."""
    is_cell = lines.cell_x if axis == "x" else lines.cell_y
    sizes = {
        step: (point[0], symbols[step].width // 2) if axis == "x" else (point[1], symbols[step].height // 2)
        for step, point in lines.points.items()
    }
    halves = _halves(axis, sizes, traffic)
    rooms = _label_rooms(axis, lines, sizes, halves, traffic)
    busy: dict[int, int] = {}
    for part, shift in traffic.on(axis):
        busy[part.line] = max(busy.get(part.line, 0), abs(shift))
    return [
        Span(halves[line], halves[line])
        if cell
        else _gutter(axis, is_cell, line, busy.get(line, -1), rooms[line])
        for line, cell in enumerate(is_cell)
    ]


def _halves(axis: Axis, sizes: Mapping[str, tuple[int, int]], traffic: Traffic) -> Mapping[int, int]:
    """Half of what the cells on each line need for their steps, arrows and labels."""
    halves: defaultdict[int, int] = defaultdict(lambda: EMPTY_CELL // 2)
    needs = list(sizes.values())
    needs += [(part.line, abs(shift) + MARGIN) for part, shift in traffic.on(axis)]
    for part, label in traffic.labelled(axis):
        shift = traffic.shifts[part.key]
        need = shift + label.width + 2 * APART if axis == "x" else label.height + APART - shift
        needs.append((part.line, need))
    for line, need in needs:
        halves[line] = max(halves[line], need)
    return halves


def _label_rooms(
    axis: Axis,
    lines: Grid,
    sizes: Mapping[str, tuple[int, int]],
    halves: Mapping[int, int],
    traffic: Traffic,
) -> Mapping[int, Span]:
    """What gutters need for the labels of the arrows that leave the steps on both their sides."""
    rooms: defaultdict[int, Span] = defaultdict(lambda: Span(0, 0))
    at = {point: step for step, point in lines.points.items()}
    for part, label in traffic.labelled("y" if axis == "x" else "x"):
        line, half = sizes[at[(part.start, part.line) if axis == "x" else (part.line, part.start)]]
        need = (label.width + 2 * APART if axis == "x" else label.height + APART) - (halves[line] - half)
        forward = part.end > part.start
        gutter = line + 1 if forward else line - 1
        before, after = rooms[gutter]
        rooms[gutter] = Span(max(before, need), after) if forward else Span(before, max(after, need))
    return rooms


def _gutter(axis: Axis, is_cell: tuple[bool, ...], line: int, busy: int, room: Span) -> Span:
    """A gutter with tracks up to `busy` px from its middle (-1: without tracks)."""
    cell_before = line > 0 and is_cell[line - 1]
    cell_after = line + 1 < len(is_cell) and is_cell[line + 1]
    if busy >= 0:
        before = busy + (CLEARANCE if cell_before else AT_BORDER)
        return Span(room.before + before, room.after + busy + (CLEARANCE if cell_after else AT_BORDER))
    if cell_before and cell_after:
        half = max(HEAD_ROOM[axis] - room.before - room.after, LEAST_ROOM) // 2
        return Span(room.before + half, room.after + half)
    return Span(room.before + OUTSIDE * cell_before, room.after + OUTSIDE * cell_after)
