"""The grid of lines on which arrows run: through the middles of empty cells, and along the gutters between cells.

Vertical line x and horizontal line y are counted from 0. Each band begins and ends with a gutter of its own, so
that no arrow has to run on the border of a lane.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from gkgen.flowchart.placement import Spot

SOUTH, EAST, NORTH, WEST = range(4)
GridPoint: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """`cell_x[x]` and `cell_y[y]` say whether a line is the middle of cells; the others are gutters.

    `band_of[x]` is the band of a vertical line, `points` the point of each step.
    """

    cell_x: tuple[bool, ...]
    cell_y: tuple[bool, ...]
    band_of: tuple[int, ...]
    points: Mapping[str, GridPoint]


def grid(spots: Mapping[str, Spot], bands: int) -> Grid:
    """The lines for steps in these cells; a band without a step still gets a column."""
    lowest, highest = [0] * bands, [0] * bands
    for spot in spots.values():
        lowest[spot.band] = min(lowest[spot.band], spot.column)
        highest[spot.band] = max(highest[spot.band], spot.column)
    band_of: list[int] = []
    cell_x: list[bool] = []
    first: list[int] = []
    for band in range(bands):
        first.append(len(band_of) + 1)
        lines = 2 * (highest[band] - lowest[band] + 1) + 1
        band_of += [band] * lines
        cell_x += [bool(line % 2) for line in range(lines)]
    rows = 1 + max(spot.row for spot in spots.values())
    points = {
        step: (first[spot.band] + 2 * (spot.column - lowest[spot.band]), 2 * spot.row + 1)
        for step, spot in spots.items()
    }
    return Grid(tuple(cell_x), tuple(bool(y % 2) for y in range(2 * rows + 1)), tuple(band_of), points)
