"""The cells of a chart, and the least room that they can be drawn in: what can't fit needs no ways for its arrows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from gkgen.flowchart.graph import Chart
from gkgen.flowchart.grid import Grid, grid
from gkgen.flowchart.measures import CLEARANCE, EMPTY_CELL, HEAD_ROOM, OUTSIDE
from gkgen.flowchart.network import Network, network
from gkgen.flowchart.placement import fold, place
from gkgen.flowchart.symbols import Symbol, satellites

BETWEEN_COLUMNS = min(HEAD_ROOM["x"] - 1, 2 * CLEARANCE)  # the least gutter, without tracks or with one
BETWEEN_ROWS = min(HEAD_ROOM["y"] - 1, 2 * CLEARANCE)


@dataclass(frozen=True, slots=True)
class Cells:
    """Which cell each symbol stands in."""

    chart: Chart
    graph: Network
    lines: Grid

    def own(self, sized: Mapping[str, Symbol]) -> Mapping[str, Symbol]:
        """The symbols of this chart, out of those of a larger one, and its satellites."""
        steps = {step.id: sized[step.id] for step in self.chart.steps if step.id in sized}
        return steps | dict(satellites(self.chart))

    def least(self, sized: Mapping[str, Symbol]) -> tuple[int, int]:
        """No drawing is narrower, and none is lower."""
        wide: defaultdict[int, int] = defaultdict(lambda: EMPTY_CELL)
        high: defaultdict[int, int] = defaultdict(lambda: EMPTY_CELL)
        for step, symbol in self.own(sized).items():
            x, y = self.lines.points[step]
            wide[x] = max(wide[x], symbol.width)
            high[y] = max(high[y], symbol.height)
        bands, columns, rows = 1 + self.lines.band_of[-1], sum(self.lines.cell_x), sum(self.lines.cell_y)
        width = sum(wide[x] for x, is_cell in enumerate(self.lines.cell_x) if is_cell)
        height = sum(high[y] for y, is_cell in enumerate(self.lines.cell_y) if is_cell)
        return (
            width + BETWEEN_COLUMNS * (columns - bands) + 2 * OUTSIDE * bands,
            height + BETWEEN_ROWS * (rows - 1) + 2 * OUTSIDE,
        )


def cells(chart: Chart, columns: int = 1) -> Cells:
    """A chart without lanes is folded into so many columns."""
    graph = network(chart)
    spots = place(chart, graph)
    if not chart.lanes:
        spots = fold(spots, graph, columns)
    bands = max(len(chart.lanes), 1 + max(spot.band for spot in spots.values()))
    return Cells(chart, graph, grid(spots, bands))
