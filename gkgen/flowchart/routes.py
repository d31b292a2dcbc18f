"""Which way each arrow takes on the grid: the cheapest by A*, one arrow after the other.

What a way costs: its length, its bends, the lines it crosses, the lines it shares, and the sides of the steps
by which it leaves and arrives. All prices are whole numbers, so that every machine finds the same ways.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from heapq import heapify, heappop, heappush
from typing import TypeAlias

from gkgen.flowchart.graph import Arrow
from gkgen.flowchart.grid import EAST, NORTH, SOUTH, WEST, Grid, GridPoint
from gkgen.flowchart.network import Network

TURNS = ((SOUTH, EAST, WEST), (EAST, SOUTH, NORTH), (NORTH, EAST, WEST), (WEST, SOUTH, NORTH))
LENGTH = (4, 5, 4, 5)  # to the next line, by direction
BEND = 20
# By direction, where one can go on to, each with its price.
MOVES = tuple(
    tuple((turn, LENGTH[turn] + BEND * (turn != direction)) for turn in turns)
    for direction, turns in enumerate(TURNS)
)
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
# A place is a point of the grid as one number. A state is a place and the direction by which it was come to; a link is
# the piece of line from a place to the next one southwards (axis 0) or eastwards (axis 1).
Place: TypeAlias = int
State: TypeAlias = int
Link: TypeAlias = int


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


class Field:
    """The grid with its points numbered, and with a closed border around it."""

    def __init__(self, lines: Grid) -> None:
        width, height = len(lines.cell_x), len(lines.cell_y)
        self._height = height + 2
        self.steps = (1, self._height, -1, -self._height)
        self.points = [(x, y) for x in range(-1, width + 1) for y in range(-1, height + 1)]
        closed = set(lines.points.values())
        self.is_open = [0 <= x < width and 0 <= y < height and (x, y) not in closed for x, y in self.points]
        price = (SHARED_GUTTER, SHARED_CELL)
        self._of_x = [price[cell] for cell in lines.cell_x]
        self._of_y = [price[cell] for cell in lines.cell_y]

    def place(self, point: GridPoint) -> Place:
        return (point[0] + 1) * self._height + point[1] + 1

    def link(self, place: Place, direction: int) -> Link:
        """The same from both its ends."""
        return 2 * (place if direction in {SOUTH, EAST} else place + self.steps[direction]) + direction % 2

    def price_of_sharing(self, link: Link) -> int:
        x, y = self.points[link >> 1]
        return self._of_y[y] if link % 2 else self._of_x[x]


class Router:
    """The arrows that have found their way, and what it costs the next one to meet them."""

    def __init__(self, graph: Network, lines: Grid) -> None:
        self.paths: dict[int, Path] = {}
        self._graph = graph
        self._lines = lines
        self._field = Field(lines)
        self._on_link: defaultdict[Link, set[tuple[str, int]]] = defaultdict(set)
        self._at_place: defaultdict[int, set[str]] = defaultdict(set)
        self._exits: defaultdict[tuple[str, int], int] = defaultdict(int)
        self._entered: set[tuple[str, int]] = set()

    def send(self, number: int) -> None:
        """Find the way of an arrow and remember it."""
        arrow = self._graph.arrows[number]
        states = self._search(number)
        points = [self._field.points[state >> 2] for state in states]
        self.paths[number] = (self._lines.points[arrow.source], *points)
        place, before = self._place(arrow.source), -1
        for state in states:
            direction = state & 3
            self._on_link[self._field.link(place, direction)].add((arrow.target, direction))
            if before >= 0:
                self._at_place[2 * place + before % 2].add(arrow.target)
                self._at_place[2 * place + direction % 2].add(arrow.target)
            place, before = state >> 2, direction
        self._exits[arrow.source, states[0] & 3] += 1
        self._entered.add((arrow.target, (before + 2) % 4))

    def _place(self, step: str) -> Place:
        return self._field.place(self._lines.points[step])

    def _search(self, number: int) -> list[State]:
        """The cheapest way: the states after each step."""
        arrow = self._graph.arrows[number]
        goal = self._lines.points[arrow.target]
        points, end = self._field.points, self._place(arrow.target)
        came: dict[State, State] = {}
        cheapest: dict[State, int] = {}
        queue = [
            (cost + _least(points[state >> 2], goal), cost, state, -1)
            for cost, state in self._departures(number)
        ]
        heapify(queue)
        while queue:
            _, cost, state, parent = heappop(queue)
            if state in came:
                continue
            came[state] = parent
            if state >> 2 == end:
                break
            for price, following in self._moves(state, arrow, end):
                total = cost + price
                if total <= cheapest.get(following, total):
                    cheapest[following] = total
                    heappush(queue, (total + _least(points[following >> 2], goal), total, following, state))
        return _trail(state, came)

    def _departures(self, number: int) -> Iterator[tuple[int, State]]:
        arrow = self._graph.arrows[number]
        place = self._place(arrow.source)
        for direction, step in enumerate(self._field.steps):
            if arrow.source == arrow.target and direction != EAST:
                continue
            yield LENGTH[direction] + self._price_of_exit(number, direction), (place + step) << 2 | direction

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

    def _moves(self, state: State, arrow: Arrow, end: Place) -> Iterator[tuple[int, State]]:
        """The states that follow, each with its price: the way, the lines crossed at the place that is left, the
        lines shared up to the next one, and the side by which the target is entered."""
        place, steps, is_open = state >> 2, self._field.steps, self._field.is_open
        for turn, going in MOVES[state & 3]:
            following = place + steps[turn]
            if not is_open[following] and following != end:
                continue
            price = going
            crossed = self._at_place.get(2 * place + 1 - turn % 2)
            if crossed:
                price += CROSSING * (len(crossed) - (arrow.target in crossed))
            link = 2 * (place if turn < NORTH else following) + turn % 2
            if link in self._on_link:
                price += self._price_of_sharing(link, arrow.target, turn)
            if following == end:
                price += self._price_of_entry(arrow, turn)
            yield price, following << 2 | turn

    def _price_of_sharing(self, link: Link, target: str, turn: int) -> int:
        others = self._on_link[link]
        price = self._field.price_of_sharing(link)
        merged = (target, turn) in others
        return price * (len(others) - merged) + MERGED * merged


def _least(point: GridPoint, goal: GridPoint) -> int:
    """No way can be cheaper."""
    across, along = abs(point[0] - goal[0]), abs(point[1] - goal[1])
    return across * (LENGTH[EAST] + MERGED) + along * (LENGTH[SOUTH] + MERGED)


def _trail(state: State, came: Mapping[State, State]) -> list[State]:
    trail = []
    while state >= 0:
        trail.append(state)
        state = came[state]
    return trail[::-1]
