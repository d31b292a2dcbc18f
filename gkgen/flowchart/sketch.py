"""A chart before it is drawn: the cells of its steps, and from them about how large it will be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from gkgen.flowchart.graph import Chart
from gkgen.flowchart.measures import HEAD_ROOM, OUTSIDE
from gkgen.flowchart.network import Network, network
from gkgen.flowchart.placement import Spot, place
from gkgen.flowchart.symbols import Symbol

BETWEEN_ROWS = HEAD_ROOM["y"] + 8  # now and then a gutter holds tracks


@dataclass(frozen=True, slots=True)
class Sketch:
    chart: Chart
    graph: Network
    spots: Mapping[str, Spot]

    @property
    def rows(self) -> int:
        return 1 + max(spot.row for spot in self.spots.values())

    def tops(self, sized: Mapping[str, Symbol]) -> list[int]:
        """About where each row begins, and where the last one ends."""
        heights = [0] * self.rows
        for step, spot in self.spots.items():
            heights[spot.row] = max(heights[spot.row], sized[step].height)
        return list(accumulate((height + BETWEEN_ROWS for height in heights), initial=0))

    def width(self, sized: Mapping[str, Symbol]) -> int:
        """About how wide all lanes are beside one another."""
        columns: defaultdict[tuple[int, int], int] = defaultdict(int)
        for step, spot in self.spots.items():
            columns[spot.band, spot.column] = max(columns[spot.band, spot.column], sized[step].width)
        return sum(width + 3 * OUTSIDE for width in columns.values())

    def crossing(self) -> list[int]:
        """How many arrows run from above each row to it or below, or back."""
        ends = [
            sorted((self.spots[arrow.source].row, self.spots[arrow.target].row))
            for arrow in self.graph.arrows.values()
        ]
        return [sum(low < row <= high for low, high in ends) for row in range(self.rows + 1)]


def sketch(chart: Chart) -> Sketch:
    graph = network(chart)
    return Sketch(chart, graph, place(chart, graph))
