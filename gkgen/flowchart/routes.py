"""Which way each arrow takes on the grid: the cheapest by A*, one arrow after the other.

What a way costs: its length, its bends, the lines it crosses, the lines it shares, and the sides of the steps
by which it leaves and arrives. All prices are whole numbers, so that every machine finds the same ways.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from heapq import heappop, heappush
from itertools import pairwise
from typing import TypeAlias

from gkgen.flowchart.graph import Arrow
from gkgen.flowchart.grid import EAST, NORTH, SOUTH, WEST, Grid, GridPoint
from gkgen.flowchart.network import Network

TURNS = ((SOUTH, EAST, WEST), (EAST, SOUTH, NORTH), (NORTH, EAST, WEST), (WEST, SOUTH, NORTH))
STEPS = ((0, 1), (1, 0), (0, -1), (-1, 0))
LENGTH = (4, 5, 4, 5)  # to the next line, by direction
BEND = 20
CROSSING = 20
SHARED_GUTTER = 1  # another track is needed
SHARED_CELL = 150  # the line leaves the middle of the cell
MERGED = -1  # with an arrow to the same target
SECOND_EXIT = 80  # of the same side
FACING = 150  # an exit on the side of an entry
# By side, in the order of the directions. The main branch leaves a decision below, another one at a side; a
# decision is entered at its top.
MAIN_EXIT, OTHER_EXIT = (0, 12, 60, 13), (25, 0, 60, 2)
STEP_EXIT, STEP_EXIT_BACK = (0, 10, 60, 11), (10, 8, 10, 9)
STEP_ENTRY, DECISION_ENTRY = (60, 8, 0, 8), (60, 30, 0, 30)
INTO_OWN_EXIT = 100_000  # an arrow from a step to itself takes another side

Path: TypeAlias = tuple[GridPoint, ...]
State: TypeAlias = tuple[GridPoint, int]


def routes(graph: Network, lines: Grid) -> Mapping[int, Path]:
    """A path of grid points from the source's to the target's for every arrow, by its number."""
    router = Router(graph, lines)
    for number in sorted(graph.arrows, key=lambda number: _turn(graph, lines, number)):
        router.send(number)
    return {number: router.paths[number] for number in sorted(router.paths)}


def _turn(graph: Network, lines: Grid, number: int) -> tuple[bool, bool, int, int]:
    """Straight arrows choose first, then short ones, those that go back last."""
    arrow = graph.arrows[number]
    (x, y), (to_x, to_y) = lines.points[arrow.source], lines.points[arrow.target]
    straight = (x == to_x or y == to_y) and number == graph.main_exit(arrow.source)
    return number in graph.back, not straight and y != to_y, abs(x - to_x) + abs(y - to_y), number


class Router:
    """The arrows that have found their way, and what it costs the next one to meet them."""

    def __init__(self, graph: Network, lines: Grid) -> None:
        self.paths: dict[int, Path] = {}
        self._graph = graph
        self._lines = lines
        self._blocked = frozenset(lines.points.values())
        self._on_line: defaultdict[tuple[GridPoint, int], set[tuple[str, int]]] = defaultdict(set)
        self._at_point: defaultdict[tuple[GridPoint, int], set[str]] = defaultdict(set)
        self._exits: defaultdict[tuple[str, int], int] = defaultdict(int)
        self._entered: set[tuple[str, int]] = set()

    def send(self, number: int) -> None:
        """Find the way of an arrow and remember it."""
        path = self._search(number)
        self.paths[number] = path
        arrow = self._graph.arrows[number]
        directions = [_direction(one, other) for one, other in pairwise(path)]
        for point, direction in zip(path, directions, strict=False):
            self._on_line[_link(point, direction)].add((arrow.target, direction))
        for point, before, after in zip(path[1:], directions, directions[1:], strict=False):
            self._at_point[point, before % 2].add(arrow.target)
            self._at_point[point, after % 2].add(arrow.target)
        self._exits[arrow.source, directions[0]] += 1
        self._entered.add((arrow.target, (directions[-1] + 2) % 4))

    def _search(self, number: int) -> Path:
        arrow = self._graph.arrows[number]
        goal = self._lines.points[arrow.target]
        came: dict[State, State | None] = {}
        queue: list[tuple[int, int, State, State | None]] = []
        for cost, state in self._departures(number):
            heappush(queue, (cost + _least(state[0], goal), cost, state, None))
        while queue:
            _, cost, state, parent = heappop(queue)
            if state in came:
                continue
            came[state] = parent
            if state[0] == goal:
                break
            for price, following in self._moves(state, arrow):
                if following not in came:
                    total = cost + price
                    heappush(queue, (total + _least(following[0], goal), total, following, state))
        return (self._lines.points[arrow.source], *_trail(state, came))

    def _departures(self, number: int) -> Iterator[tuple[int, State]]:
        arrow = self._graph.arrows[number]
        x, y = self._lines.points[arrow.source]
        for direction, (dx, dy) in enumerate(STEPS):
            if arrow.source == arrow.target and direction != EAST:
                continue
            cost = LENGTH[direction] + self._price_of_exit(number, direction)
            yield cost, ((x + dx, y + dy), direction)

    def _price_of_exit(self, number: int, direction: int) -> int:
        source = self._graph.arrows[number].source
        if self._graph.steps[source].kind == "decision":
            prices = MAIN_EXIT if number == self._graph.main_exit(source) else OTHER_EXIT
        else:
            prices = STEP_EXIT_BACK if number in self._graph.back else STEP_EXIT
        price = prices[direction] + SECOND_EXIT * self._exits[source, direction]
        return price + FACING * ((source, direction) in self._entered)

    def _price_of_entry(self, arrow: Arrow, direction: int) -> int:
        side = (direction + 2) % 4
        if arrow.source == arrow.target and side == EAST:
            return INTO_OWN_EXIT
        prices = DECISION_ENTRY if self._graph.steps[arrow.target].kind == "decision" else STEP_ENTRY
        return prices[side] + FACING * self._exits[arrow.target, side]

    def _moves(self, state: State, arrow: Arrow) -> Iterator[tuple[int, State]]:
        """The states that follow, each with its price."""
        point, direction = state
        goal = self._lines.points[arrow.target]
        x, y = point
        for turn in TURNS[direction]:
            following = (x + STEPS[turn][0], y + STEPS[turn][1])
            if not self._is_open(following) and following != goal:
                continue
            price = LENGTH[turn] + BEND * (turn != direction) + self._price_of_meeting(point, turn, arrow)
            if following == goal:
                price += self._price_of_entry(arrow, turn)
            yield price, (following, turn)

    def _is_open(self, point: GridPoint) -> bool:
        x, y = point
        inside = 0 <= x < len(self._lines.cell_x) and 0 <= y < len(self._lines.cell_y)
        return inside and point not in self._blocked

    def _price_of_meeting(self, point: GridPoint, turn: int, arrow: Arrow) -> int:
        """What it costs to go on from a point: lines crossed there, and lines shared up to the next point."""
        price = 0
        for target in self._at_point.get((point, 1 - turn % 2), ()):
            price += CROSSING * (target != arrow.target)
        x, y = point
        in_cell = self._lines.cell_y[y] if turn % 2 else self._lines.cell_x[x]
        for target, direction in self._on_line.get(_link(point, turn), ()):
            if target == arrow.target and direction == turn:
                price += MERGED
            else:
                price += SHARED_CELL if in_cell else SHARED_GUTTER
        return price


def _least(point: GridPoint, goal: GridPoint) -> int:
    """No way can be cheaper."""
    across, along = abs(point[0] - goal[0]), abs(point[1] - goal[1])
    return across * (LENGTH[EAST] + MERGED) + along * (LENGTH[SOUTH] + MERGED)


def _trail(state: State, came: Mapping[State, State | None]) -> Path:
    trail = [state[0]]
    before = came[state]
    while before is not None:
        trail.append(before[0])
        before = came[before]
    return tuple(reversed(trail))


def _direction(one: GridPoint, other: GridPoint) -> int:
    return STEPS.index((other[0] - one[0], other[1] - one[1]))


def _link(point: GridPoint, direction: int) -> tuple[GridPoint, int]:
    """The piece of line between two neighbouring points, the same from both ends."""
    dx, dy = STEPS[direction]
    return (min(point, (point[0] + dx, point[1] + dy)), direction % 2)
