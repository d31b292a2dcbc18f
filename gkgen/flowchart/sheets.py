"""A chart on sheets of paper: turned where it is wide, split where it is tall.

The sizes are those at which no text is smaller than 8 pt on A4: `LIMIT` of 13 px shrunk to 82 %, below a caption and
within margins of 12 mm.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from gkgen.flowchart.cells import Cells, cells
from gkgen.flowchart.graph import Chart
from gkgen.flowchart.layout import Layout, Skeleton, lay_out, skeleton
from gkgen.flowchart.parts import marks, numbered, part, with_lanes_in_use, with_notes
from gkgen.flowchart.sketch import Sketch, sketch
from gkgen.flowchart.symbols import Symbol, symbols


class Paper(NamedTuple):
    """The most px that fit, and whether the sheet has to be turned for it."""

    width: int
    height: int
    turned: bool

    def fits(self, layout: Layout) -> bool:
        return layout.width <= self.width and layout.height <= self.height

    def can_fit(self, own: Cells, sized: Mapping[str, Symbol]) -> bool:
        """Whether its symbols alone do, which is known without any way of an arrow."""
        width, height = own.least(sized)
        return width <= self.width and height <= self.height


UPRIGHT, TURNED = Paper(850, 1150, turned=False), Paper(1240, 740, turned=True)
PAPERS = UPRIGHT, TURNED
LINES = (10, 8, 7)  # em in a line of a symbol, from the best to the least
MOST_COLUMNS = 3  # of a chart without lanes
COLUMN = 400  # px, with what stands beside the main branch
MOST_ROWS = 17  # that fit a sheet, each as low as it can be
CIRCLES = 60  # px above or below, for a row of connectors
CROSSED, WASTED = 1, 10  # the price of an arrow cut, and of a sheet left empty

Marks: TypeAlias = tuple[tuple[str, tuple[int, ...]], ...]
Part: TypeAlias = tuple[frozenset[str], Chart, Layout]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A part of a chart, laid out. `letters` are the marks of its connectors, by the number of the step they lead
    to. `going` and `coming`: the letters, each with the sheets (from 1) where it goes to or comes from."""

    chart: Chart
    layout: Layout
    turned: bool
    letters: Mapping[str, str]
    going: Marks = ()
    coming: Marks = ()


class Sizes:
    """The symbols of a chart with lines of so many em, wrapped when they are asked for."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._made: dict[int, Mapping[str, Symbol]] = {}

    def of(self, longest: int) -> Mapping[str, Symbol]:
        if longest not in self._made:
            self._made[longest] = symbols(self._chart, longest)
        return self._made[longest]


def sheets(chart: Chart) -> tuple[Sheet, ...]:
    """The sheets of a chart that has no senseless fault: one if it fits, else as few as can be read."""
    own = numbered(chart)
    draft = sketch(own)
    sizes = Sizes(own)
    if draft.rows <= MOST_ROWS and (sheet := _single(own, sizes)):
        return (sheet,)
    made: list[Packing] = []
    for longest, paper in _in_turn(draft, sizes):
        made.append(Packing(draft, sizes.of(longest), paper))
        if not made[-1].too_large:
            break
    return min(made, key=lambda packing: packing.too_large).sheets()


def _single(chart: Chart, sizes: Sizes) -> Sheet | None:
    own = cells(chart)
    whole: Skeleton | None = None
    high_enough: tuple[Paper, ...] = PAPERS
    for longest in LINES:
        sized = sizes.of(longest)
        width, height = own.least(sized)
        high_enough = tuple(paper for paper in high_enough if height <= paper.height)
        if not high_enough:  # shorter lines are more lines
            return None
        if any(width <= paper.width for paper in high_enough):
            whole = whole or skeleton(own)
            layout = lay_out(whole, sized)
            for paper in high_enough:
                if paper.fits(layout):
                    return Sheet(*_noted(chart, layout, sized, paper), paper.turned, {})
    return None


def _in_turn(draft: Sketch, sizes: Sizes) -> Iterator[tuple[int, Paper]]:
    """Upright where all lanes go beside each other, or where there are none; else turned."""
    for longest in LINES:
        if not draft.chart.lanes or draft.width(sizes.of(longest)) <= UPRIGHT.width:
            yield longest, UPRIGHT
            break
    yield LINES[0], TURNED
    yield LINES[-1], TURNED


def _noted(chart: Chart, layout: Layout, sized: Mapping[str, Symbol], paper: Paper) -> tuple[Chart, Layout]:
    """With its notes, if it then still fits."""
    noted = with_notes(chart)
    if noted != chart and paper.can_fit(own := cells(noted), sized):
        other = lay_out(skeleton(own), sized)
        return (noted, other) if paper.fits(other) else (chart, layout)
    return chart, layout


class Packing:
    """The rows of a chart dealt out to sheets, as many to each as fit, cut where fewest arrows run."""

    def __init__(self, draft: Sketch, sized: Mapping[str, Symbol], paper: Paper) -> None:
        self.parts: list[Part] = []
        self._chart = draft.chart
        self._paper = paper
        self._sized = sized
        self._wide = draft.width(sized) > paper.width
        self._rows = {step: spot.row for step, spot in draft.spots.items()}
        self._tops = draft.tops(sized)
        self._crossing = draft.crossing()
        start = 0
        while start < len(self._tops) - 1:
            start = self._fill(start)

    @property
    def too_large(self) -> int:
        """How many sheets don't fit their paper."""
        return sum(not self._paper.fits(layout) for _, _, layout in self.parts)

    def sheets(self) -> tuple[Sheet, ...]:
        part_of = {step: place for place, (steps, _, _) in enumerate(self.parts) for step in steps}
        letters = marks(self._chart, part_of)
        going: list[defaultdict[str, set[int]]] = [defaultdict(set) for _ in self.parts]
        coming: list[defaultdict[str, set[int]]] = [defaultdict(set) for _ in self.parts]
        for arrow in self._chart.arrows:
            start, end = part_of[arrow.source], part_of[arrow.target]
            if start != end:
                going[start][letters[arrow.target]].add(end + 1)
                coming[end][letters[arrow.target]].add(start + 1)
        return tuple(
            Sheet(chart, layout, self._paper.turned, letters, _listed(going[place]), _listed(coming[place]))
            for place, (_, chart, layout) in enumerate(self.parts)
        )

    def _fill(self, start: int) -> int:
        """Add the sheet that begins with a row; the row with which the next one begins."""
        least, end = start + 1, self._furthest(start)
        best = self._tried(start, end)
        if best:
            least = end
        while end - least > 1:
            middle = (least + end) // 2
            if tried := self._tried(start, middle):
                least, best = middle, tried
            else:
                end = middle
        cut = self._best_cut(start, least)
        if cut != least and (tried := self._tried(start, cut)):
            least, best = cut, tried
        steps, chart, layout = best or self._forced(start, least)
        self.parts.append((steps, *_noted(chart, layout, self._sized, self._paper)))
        return least

    def _tried(self, start: int, end: int) -> Part | None:
        """The rows from one to before another on a sheet, if they fit; with the lanes in use alone if they have to
        be, or in as many columns as fit beside each other."""
        steps = self._between(start, end)
        for own in self._ways(steps, start, end):
            if self._paper.can_fit(own, self._sized):
                layout = lay_out(skeleton(own), self._sized)
                if self._paper.fits(layout):
                    return steps, own.chart, layout
        return None

    def _forced(self, start: int, end: int) -> Part:
        """The same, though they don't fit."""
        steps = self._between(start, end)
        *_, own = self._ways(steps, start, end)
        return steps, own.chart, lay_out(skeleton(own), self._sized)

    def _between(self, start: int, end: int) -> frozenset[str]:
        return frozenset(step for step, row in self._rows.items() if start <= row < end)

    def _ways(self, steps: frozenset[str], start: int, end: int) -> Iterator[Cells]:
        chart = part(self._chart, steps)
        if chart.lanes:
            yield cells(with_lanes_in_use(chart) if self._wide else chart)
        else:
            columns = -(-(self._tops[end] - self._tops[start]) // (self._paper.height - CIRCLES))
            yield cells(chart, columns)
            yield cells(chart, columns + 1)

    def _furthest(self, start: int) -> int:
        columns = 1 if self._chart.lanes else min(self._paper.width // COLUMN, MOST_COLUMNS)
        room = (self._paper.height - CIRCLES) * columns
        rows = range(start + 1, len(self._tops))
        return max((row for row in rows if self._tops[row] - self._tops[start] <= room), default=start + 1)

    def _best_cut(self, start: int, end: int) -> int:
        """The end itself, or a row not far before it that fewer arrows cross."""
        if end == len(self._tops) - 1:
            return end
        whole = self._tops[end] - self._tops[start]

        def price(row: int) -> tuple[float, int]:
            wasted = (self._tops[end] - self._tops[row]) / whole
            return CROSSED * self._crossing[row] + WASTED * wasted, -row

        return min(range(start + 1 + (end - start) // 2, end + 1), key=price, default=end)


def _listed(marked: Mapping[str, set[int]]) -> Marks:
    return tuple((mark, tuple(sorted(marked[mark]))) for mark in sorted(marked, key=lambda m: (len(m), m)))
