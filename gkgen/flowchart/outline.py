"""A chart as an ordered list, for readers who don't see the picture: numbered steps, each with its exits."""

from __future__ import annotations

from dataclasses import dataclass

from gkgen.flowchart.graph import Chart, Step
from gkgen.flowchart.network import Network, network


@dataclass(frozen=True, slots=True)
class Exit:
    """A way on: the answer that leads there ("" if only one way leads on), and the step it leads to."""

    label: str
    number: int
    target: str


@dataclass(frozen=True, slots=True)
class OutlineStep:
    """A step with its number, counted from 1. A loop is an exit to a smaller or the same number."""

    number: int
    step: Step
    exits: tuple[Exit, ...]


def outline(chart: Chart) -> tuple[OutlineStep, ...]:
    """The steps in reading order: the main branch first, then what branches off, the ends last.

    No step comes before one that leads to it, loops apart. Exits stand in the author's order. Says the same as
    the picture; an arrow to an unknown step is left out, and of steps with the same id the first counts.
    """
    graph = network(chart)
    numbers = {step: number for number, step in enumerate(graph.order, start=1)}
    return tuple(
        OutlineStep(number, graph.steps[step], _exits(graph, step, numbers))
        for step, number in numbers.items()
    )


def _exits(graph: Network, step: str, numbers: dict[str, int]) -> tuple[Exit, ...]:
    arrows = [graph.arrows[number] for number in sorted(graph.exits[step])]
    return tuple(Exit(arrow.label, numbers[arrow.target], arrow.target) for arrow in arrows)
