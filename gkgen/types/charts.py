"""A process as every page shows it: the picture, the list of steps and the table, all from one chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gkgen.flowchart import Arrow, Chart, OutlineStep, Step, draw, outline
from gkgen.schema import TimeLimit
from gkgen.schema.printed import Drawn


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


def drawn(chart: ChartView | None) -> Drawn | None:
    """The same for paper."""
    return Drawn(chart.title, chart.svg, chart.steps) if chart is not None else None


def derived_chart(
    title: str, parts: Sequence[tuple[str, str, TimeLimit | None]], organ: str
) -> ChartView | None:
    """A chart of steps done one after another: the name of each, who does it and within what time. When any says
    who, the others are done by `organ`."""
    if not parts:
        return None
    lanes = any(actor for _, actor, _ in parts)
    steps = [
        Step(f"s{number}", name, "step", (actor or organ) if lanes else "", limit.said() if limit else "")
        for number, (name, actor, limit) in enumerate(parts, 1)
    ]
    return chart_view(chain(title, steps), "chart", derived=True)


def chain(title: str, steps: Sequence[Step]) -> Chart:
    """Steps done one after another, from a start to an end."""
    first, last = (steps[0].lane, steps[-1].lane) if steps else ("", "")
    start, end = Step("start", "开始", "start", first), Step("end", "结束", "end", last)
    every = (start, *steps, end)
    arrows = tuple(Arrow(one.id, other.id) for one, other in pairwise(every))
    return Chart(title, every, arrows, lanes_of(every))


def lanes_of(steps: Sequence[Step]) -> tuple[str, ...]:
    """The lanes in the order in which the steps first name them; none unless every step stands in one."""
    return tuple(dict.fromkeys(step.lane for step in steps)) if all(step.lane for step in steps) else ()
