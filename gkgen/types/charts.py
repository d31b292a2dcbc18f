"""A process as every page shows it: the picture, the list of steps and the table, all from one chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gkgen.flowchart import Arrow, Chart, OutlineStep, Step, draw, outline


@dataclass(frozen=True, slots=True)
class ChartView:
    """`svg` is "" where the chart can't be drawn; the list can always be read."""

    title: str
    svg: str
    steps: tuple[OutlineStep, ...]
    lanes: tuple[str, ...]
    derived: bool


def chart_view(chart: Chart, prefix: str, *, derived: bool = False) -> ChartView:
    return ChartView(chart.title, draw(chart, prefix), outline(chart), chart.lanes, derived)


def chain(title: str, steps: Sequence[Step]) -> Chart:
    """Steps done one after another, from a start to an end."""
    start, end = Step("start", "开始", "start"), Step("end", "结束", "end")
    if steps and steps[0].lane:
        start, end = Step("start", "开始", "start", steps[0].lane), Step("end", "结束", "end", steps[-1].lane)
    every = (start, *steps, end)
    arrows = tuple(Arrow(one.id, other.id) for one, other in pairwise(every))
    return Chart(title, every, arrows, lanes_of(every))


def lanes_of(steps: Sequence[Step]) -> tuple[str, ...]:
    """The lanes in the order in which the steps first name them."""
    return tuple(dict.fromkeys(step.lane for step in steps if step.lane))
