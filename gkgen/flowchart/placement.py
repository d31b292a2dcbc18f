"""In which cell of the chart a step stands: its band (lane), its row, and its column within the band.

An arrow leads down, or across to a cell of the same row: into another lane, or from a decision to the step
beside it. The main branch keeps its column.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain, count
from typing import NamedTuple, TypeAlias

from gkgen.flowchart.graph import SATELLITES, Chart
from gkgen.flowchart.network import Network

KEEP = (0, 1, -1, 2, -2)  # shifts to try, from the column of the step above
ASIDE = (1, -1, 2, -2, 3)
# Where a satellite would stand, from its step: rows down and columns to the right.
Shift: TypeAlias = tuple[int, int]
NOTE_AT: tuple[Shift, ...] = ((0, 1), (0, -1), (-1, 1), (1, 1), (-1, -1), (1, -1))
ON_AT: tuple[Shift, ...] = ((1, 0), (0, 1), (0, -1), (1, 1), (1, -1))
BRANCH_AT: tuple[Shift, ...] = ((0, 1), (0, -1), (1, 1), (1, -1), (1, 0))
FROM_AT: tuple[Shift, ...] = ((-1, 0), (0, -1), (0, 1), (-1, -1), (-1, 1))


class Spot(NamedTuple):
    """A cell. Column 0 is where a band's main branch runs; columns left of it are negative."""

    row: int
    band: int
    column: int


Entry: TypeAlias = tuple[int, str, Spot]
Choice: TypeAlias = tuple[Spot | None, Spot]


class Board:
    """Guards that no cell holds two steps, and that no step stands in a way that is kept free for an arrow."""

    def __init__(self, bands: Mapping[str, int]) -> None:
        self.bands = bands
        self.spots: dict[str, Spot] = {}
        self._rows: defaultdict[int, list[Spot]] = defaultdict(list)
        self._ways: defaultdict[int, list[tuple[Spot, Spot]]] = defaultdict(list)
        self._kept: set[Spot] = set()

    def put(self, step: str, spot: Spot) -> None:
        self.spots[step] = spot
        self._rows[spot.row].append(spot)

    def is_free(self, spot: Spot) -> bool:
        in_a_way = any(low < spot < high for low, high in self._ways[spot.row])
        return spot not in self._rows[spot.row] and spot not in self._kept and not in_a_way

    def is_clear(self, one: Spot, other: Spot) -> bool:
        """Whether nothing stands between two cells of a row."""
        low, high = sorted((one, other))
        return not any(low < spot < high for spot in self._rows[low.row])

    def keep_row(self, one: Spot, other: Spot) -> None:
        low, high = sorted((one, other))
        self._ways[low.row].append((low, high))

    def keep_column(self, upper: Spot, lower: Spot) -> None:
        """Keep the cells between two cells of a column free, if they are."""
        between = [upper._replace(row=row) for row in range(upper.row + 1, lower.row)]
        if not any(spot in self._rows[spot.row] for spot in between):
            self._kept.update(between)


def place(chart: Chart, graph: Network) -> Mapping[str, Spot]:
    """A cell for every step; bands are the lanes. The satellites come last, as near to their step as they can."""
    lanes = {lane: number for number, lane in enumerate(chart.lanes)}
    board = Board({step.id: lanes.get(step.lane, 0) for step in graph.steps.values()})
    satellites = [step for step in graph.order if graph.steps[step].kind in SATELLITES]
    for step in graph.order:
        if graph.steps[step].kind not in SATELLITES:
            _put(board, graph, step)
    for step in satellites:
        _attach(board, graph, step)
    top = min(spot.row for spot in board.spots.values())
    return {step: spot._replace(row=spot.row - top) for step, spot in board.spots.items()}


def fold(spots: Mapping[str, Spot], graph: Network, columns: int) -> Mapping[str, Spot]:
    """A tall chart without lanes goes on at its right, cut where fewest arrows run."""
    rows = 1 + max(spot.row for spot in spots.values())
    parts = min(columns, max(rows // 4, 1))
    cuts = [cut(spots, graph, rows * part // parts) for part in range(1, parts)]
    return {
        step: Spot(spot.row - _top(cuts, spot.row), sum(cut <= spot.row for cut in cuts), spot.column)
        for step, spot in spots.items()
    }


def cut(spots: Mapping[str, Spot], graph: Network, middle: int) -> int:
    """The best row to begin a new part with, at most two rows from the middle."""
    ends = [sorted((spots[a.source].row, spots[a.target].row)) for a in graph.arrows.values()]

    def price(row: int) -> tuple[int, int, int]:
        return sum(low < row <= high for low, high in ends), abs(row - middle), row

    return min(range(middle - 2, middle + 3), key=price)


def _attach(board: Board, graph: Network, satellite: str) -> None:
    """A free cell near the step that an arrow joins the satellite to."""
    entries = graph.entries[satellite]
    arrow = graph.arrows[(entries or graph.exits[satellite])[0]]
    near = board.spots[arrow.source if entries else arrow.target]
    if graph.steps[satellite].kind == "note":
        wanted = NOTE_AT
    elif not entries:
        wanted = FROM_AT
    else:
        wanted = ON_AT if graph.main_exit(arrow.source) == entries[0] else BRANCH_AT
    cells = (
        near._replace(row=near.row + down, column=near.column + right) for down, right in _around(wanted)
    )
    board.put(satellite, next(cell for cell in cells if board.is_free(cell)))


def _around(wanted: tuple[Shift, ...]) -> Iterator[Shift]:
    """The shifts that are wanted, then all others, ring by ring."""
    yield from wanted
    for far in count(2):
        ring = range(-far, far + 1)
        yield from ((down, right) for down in ring for right in ring if max(abs(down), abs(right)) == far)


def _put(board: Board, graph: Network, step: str) -> None:
    sources = [(number, graph.arrows[number].source) for number in graph.forward_entries(step)]
    entries = [(n, source, board.spots[source]) for n, source in sources if source in board.spots]
    source, spot = next(chain(_beside(board, graph, step, entries), _below(board, graph, step, entries)))
    board.put(step, spot)
    if source and source.row == spot.row:
        board.keep_row(source, spot)
    elif source and source[1:] == spot[1:]:
        board.keep_column(source, spot)


def _beside(board: Board, graph: Network, step: str, entries: list[Entry]) -> Iterator[Choice]:
    """Free cells in the row of the lowest step that leads here, if a straight arrow can come from there."""
    lowest = max((spot.row for _, _, spot in entries), default=-1)
    level = [entry for entry in entries if entry[2].row == lowest]
    if len({source for _, source, _ in level}) != 1:
        return
    number, _, place = level[0]
    for column in _columns_beside(board, graph, number):
        spot = Spot(lowest, board.bands[step], column)
        if board.is_free(spot) and board.is_clear(place, spot):
            yield place, spot


def _columns_beside(board: Board, graph: Network, number: int) -> tuple[int, ...]:
    """The first column of another lane; within a lane the next one, on the side where the way goes on."""
    arrow = graph.arrows[number]
    if board.bands[arrow.source] != board.bands[arrow.target]:
        return (0,)
    column = board.spots[arrow.source].column
    if _goes_down(board, graph, number) or abs(column) > 1:
        return ()
    following = graph.main_exit(arrow.target)
    band = board.bands[arrow.target]
    goes_left = following is not None and board.bands[graph.arrows[following].target] < band
    return (column - 1, column + 1) if goes_left else (column + 1, column - 1)


def _goes_down(board: Board, graph: Network, number: int) -> bool:
    """Whether an arrow within a band has the way down for itself: it is the main branch, or comes from no
    decision, or the main branch goes on in another band."""
    source = graph.arrows[number].source
    main = graph.main_exit(source)
    if graph.steps[source].kind != "decision" or main is None or main == number:
        return True
    return board.bands[graph.arrows[main].target] != board.bands[source]


def _below(board: Board, graph: Network, step: str, entries: list[Entry]) -> Iterator[Choice]:
    """Free cells below everything that leads here: nearest row first, then nearest column."""
    above, column, shifts = _column_wanted(board, graph, step, entries)
    lowest = max((spot.row for _, _, spot in entries), default=-1)
    for row in count(lowest + 1):
        for shift in shifts:
            spot = Spot(row, board.bands[step], column + shift)
            if board.is_free(spot):
                yield above, spot


def _column_wanted(
    board: Board, graph: Network, step: str, entries: list[Entry]
) -> tuple[Spot | None, int, tuple[int, ...]]:
    """The step above, its column, and the shifts to try: the main branch keeps it, another one steps aside."""
    above = [(number, spot) for number, _, spot in entries if spot.band == board.bands[step]]
    down = [spot for number, spot in above if _goes_down(board, graph, number)]
    if down:
        spot = min(down, key=lambda spot: (abs(spot.column), -spot.row))
        return spot, spot.column, KEEP
    return (above[0][1], above[0][1].column, ASIDE) if above else (None, 0, KEEP)


def _top(cuts: list[int], row: int) -> int:
    return max((cut for cut in cuts if cut <= row), default=0)
