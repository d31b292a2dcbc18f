"""A part of a chart as a chart of its own: with connectors (连接符) where arrows come from and go to other parts, and
with its notes (注解符).

Steps bear the numbers of the outline as their ids. Both ends of a connector are named by the number of the step that
the arrow leads to; a letter is found for it when all parts are known.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace

from gkgen.flowchart.graph import Arrow, Chart, Step
from gkgen.flowchart.outline import outline


def numbered(chart: Chart) -> Chart:
    """The chart with the numbers of the outline for ids."""
    items = outline(chart)
    numbers = {item.step.id: str(item.number) for item in items}
    return replace(
        chart,
        steps=tuple(replace(step, id=numbers[step.id]) for step in chart.steps),
        arrows=tuple(
            Arrow(numbers[arrow.source], numbers[arrow.target], arrow.label) for arrow in chart.arrows
        ),
    )


def part(chart: Chart, own: Set[str]) -> Chart:
    """The chart of these steps. A connector that is left by has the id `target number`, one that is come in by
    `→target`; the label of both is the target's number."""
    steps = {step.id: step for step in chart.steps if step.id in own}
    circles: dict[str, Step] = {}
    arrows: list[Arrow] = []
    for number, arrow in enumerate(chart.arrows):
        source, target = arrow.source, arrow.target
        if source in own and target not in own:
            target = f"{arrow.target} {number}"
            circles[target] = Step(target, arrow.target, "connector", steps[source].lane)
        elif target in own and source not in own:
            source = f"→{arrow.target}"
            if source in circles:
                continue
            circles[source] = Step(source, arrow.target, "connector", steps[target].lane)
        if arrow.source in own or arrow.target in own:
            arrows.append(Arrow(source, target, arrow.label if arrow.source in own else ""))
    return replace(chart, steps=(*circles.values(), *steps.values()), arrows=tuple(arrows))


def with_notes(chart: Chart) -> Chart:
    noted = [step for step in chart.steps if step.note.strip()]
    notes = [Step(f"note {step.id}", step.note, "note", step.lane) for step in noted]
    joined = [Arrow(step.id, note.id) for step, note in zip(noted, notes, strict=True)]
    return replace(chart, steps=(*chart.steps, *notes), arrows=(*chart.arrows, *joined))


def with_lanes_in_use(chart: Chart) -> Chart:
    used = {step.lane for step in chart.steps}
    return replace(chart, lanes=tuple(lane for lane in chart.lanes if lane in used))


def marks(chart: Chart, part_of: Mapping[str, int]) -> Mapping[str, str]:
    """The letters of the steps that an arrow comes to from another part: A, B … Z, AA."""
    crossing = {arrow.target for arrow in chart.arrows if part_of[arrow.source] != part_of[arrow.target]}
    return {step: _letters(place) for place, step in enumerate(sorted(crossing, key=int))}


def _letters(place: int) -> str:
    return (_letters(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)
