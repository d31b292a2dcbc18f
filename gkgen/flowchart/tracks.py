"""Beside one another instead of on one another: a track for every stretch of an arrow that shares a grid line.

A stretch is the part of an arrow between two bends. Stretches to the same target in the same direction share a
track, so that their arrows run together; of the others no two lie on each other. Along a line a place is
`UNIT` times the number of the crossing line, plus px beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

from gkgen.flowchart.grid import Grid
from gkgen.flowchart.network import Network
from gkgen.flowchart.routes import Path

UNIT = 1_000_000
BAND = UNIT // 2 - 1  # as far as a crossing line can reach
STEP_EDGE = UNIT // 4  # as far as a step can reach
SPACING = 12
SIFTED = 10  # bundles on a line, beyond which their order isn't improved

Axis: TypeAlias = Literal["x", "y"]
Key: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """`axis` "x": on the vertical line number `line`, from the horizontal line `start` to `end`; "y": the other
    way about. `place` counts the stretches of an arrow."""

    arrow: int
    place: int
    axis: Axis
    line: int
    start: int
    end: int

    @property
    def key(self) -> Key:
        return self.arrow, self.place


@dataclass(frozen=True, slots=True)
class Bundle:
    """Stretches that share a track. `turns` are the places where they leave the line, and to which side."""

    members: tuple[Stretch, ...]
    low: int
    high: int
    turns: tuple[tuple[int, int], ...]


def stretches(path: Path, arrow: int) -> tuple[Stretch, ...]:
    """A path cut at its bends."""
    bends = [path[0]]
    for before, point, after in zip(path, path[1:], path[2:], strict=False):
        if (before[0] == point[0]) != (point[0] == after[0]):
            bends.append(point)
    bends.append(path[-1])
    return tuple(
        Stretch(arrow, place, "x", one[0], one[1], other[1])
        if one[0] == other[0]
        else Stretch(arrow, place, "y", one[1], one[0], other[0])
        for place, (one, other) in enumerate(pairwise(bends))
    )


def tracks(
    parts: Mapping[int, tuple[Stretch, ...]], graph: Network, lines: Grid, room: Callable[[Stretch], int]
) -> dict[Key, int]:
    """How far each stretch is from the middle of its line, in px.

    In a gutter the tracks are `SPACING` apart, in the middle of cells as far as the labels in `room` need.
    """
    on_line: defaultdict[tuple[bool, Axis, int], list[Stretch]] = defaultdict(list)
    for part in (part for arrow in parts.values() for part in arrow):
        in_cell = (lines.cell_x if part.axis == "x" else lines.cell_y)[part.line]
        on_line[in_cell, part.axis, part.line].append(part)
    shifts: dict[Key, int] = {}
    # Gutters come first: lines through cells then know exactly how far their stretches reach.
    for (in_cell, _, _), group in sorted(on_line.items()):
        known = shifts if in_cell else {}
        bundles = [_bundle(members, parts, known) for members in _together(group, parts, graph, known)]
        spread = _spread(_in_order(bundles), room if in_cell else _narrow)
        shifts.update((member.key, shift) for bundle, shift in spread for member in bundle.members)
    return shifts


def _narrow(_: Stretch) -> int:
    return SPACING


def _together(
    group: list[Stretch], parts: Mapping[int, tuple[Stretch, ...]], graph: Network, known: Mapping[Key, int]
) -> Iterable[tuple[Stretch, ...]]:
    """Stretches that run the same way to the same target, as far as they touch. Of several that begin at the
    same side of a step only one is among them: each needs its own label."""
    same: defaultdict[tuple[str, bool], list[Stretch]] = defaultdict(list)
    for part in group:
        same[graph.arrows[part.arrow].target, part.end > part.start].append(part)
    for members in same.values():
        spans = sorted((*_span(part, parts, known), part.key, part) for part in members)
        run: list[Stretch] = []
        furthest = -UNIT
        for low, high, _, part in spans:
            if part.place == 0 and any(member.place == 0 for member in run):
                yield (part,)
                continue
            if run and low > furthest:
                yield tuple(run)
                run = []
            run.append(part)
            furthest = max(furthest, high)
        yield tuple(run)


def _span(
    part: Stretch, parts: Mapping[int, tuple[Stretch, ...]], known: Mapping[Key, int]
) -> tuple[int, int]:
    """From where to where a stretch needs its track for itself."""
    forward = 1 if part.end > part.start else -1
    arrow = parts[part.arrow]
    ends = []
    for place, line, outward in ((part.place - 1, part.start, -forward), (part.place + 1, part.end, forward)):
        if not 0 <= place < len(arrow):
            ends.append(line * UNIT - outward * STEP_EDGE)
        elif arrow[place].key in known:
            ends.append(line * UNIT + known[arrow[place].key])
        else:
            ends.append(line * UNIT + outward * BAND)
    return min(ends), max(ends)


def _bundle(
    members: tuple[Stretch, ...], parts: Mapping[int, tuple[Stretch, ...]], known: Mapping[Key, int]
) -> Bundle:
    spans = [_span(part, parts, known) for part in members]
    turns: list[tuple[int, int]] = []
    for part in members:
        arrow = parts[part.arrow]
        if part.place > 0:
            before = arrow[part.place - 1]
            turns.append((part.start * UNIT + known.get(before.key, 0), _sign(before.start - part.line)))
        if part.place + 1 < len(arrow):
            after = arrow[part.place + 1]
            turns.append((part.end * UNIT + known.get(after.key, 0), _sign(after.end - part.line)))
    return Bundle(members, min(low for low, _ in spans), max(high for _, high in spans), tuple(turns))


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _in_order(bundles: list[Bundle]) -> list[Bundle]:
    """From the first track to the last, so that arrows cross as little as is easily found."""
    order = sorted(
        bundles, key=lambda bundle: (sum(side for _, side in bundle.turns), bundle.low, bundle.high)
    )
    for bundle in tuple(order) if 1 < len(order) <= SIFTED else ():
        rest = [other for other in order if other is not bundle]
        prices = [
            sum(_crossings(other, bundle) for other in rest[:place])
            + sum(_crossings(bundle, other) for other in rest[place:])
            for place in range(len(order))
        ]
        place = prices.index(min(prices))
        if prices[place] < prices[order.index(bundle)]:
            order = [*rest[:place], bundle, *rest[place:]]
    return order


def _crossings(first: Bundle, second: Bundle) -> int:
    """The price of having one bundle before another: arrows crossed, and arrows met on the same cross line."""
    price = 0
    for one, other, side in ((first, second, 1), (second, first, -1)):
        facing = {at for at, towards in other.turns if towards == -side}
        price += sum(
            1 + 2 * (at in facing) for at, towards in one.turns if towards == side and _over(other, at)
        )
    return price


def _over(bundle: Bundle, at: int) -> bool:
    return bundle.low <= at <= bundle.high


def _spread(order: list[Bundle], room: Callable[[Stretch], int]) -> Iterable[tuple[Bundle, int]]:
    """Each bundle with its distance from the middle of the line; a bundle that is alone runs in the middle."""
    tracks_of: list[int] = []
    for place, bundle in enumerate(order):
        before = zip(order[:place], tracks_of, strict=True)
        tracks_of.append(max((track + 1 for other, track in before if _touch(bundle, other)), default=0))
    for cluster in _clusters(order):
        last = max(tracks_of[place] for place in cluster)
        spacing = max(room(member) for place in cluster for member in order[place].members)
        for place in cluster:
            yield order[place], tracks_of[place] * spacing - last * spacing // 2


def _touch(one: Bundle, other: Bundle) -> bool:
    return one.low <= other.high and other.low <= one.high


def _clusters(order: list[Bundle]) -> Iterable[list[int]]:
    """The places of bundles that touch each other, directly or through others."""
    cluster: list[int] = []
    furthest = 0
    for place in sorted(range(len(order)), key=lambda place: order[place].low):
        if cluster and order[place].low > furthest:
            yield cluster
            cluster = []
        furthest = max(furthest, order[place].high) if cluster else order[place].high
        cluster.append(place)
    if cluster:
        yield cluster
