"""What is wrong with the graph of a process, said once for each cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from gkgen.flowchart.graph import Arrow, Chart
from gkgen.flowchart.network import Network, network, reach

FaultKind: TypeAlias = Literal[
    "no-steps",
    "too-large",
    "no-start",
    "several-starts",
    "no-end",
    "duplicate-step",
    "duplicate-lane",
    "unknown-lane",
    "unreachable",
    "dead-end",
    "no-way-to-end",
    "single-exit-decision",
    "unlabelled-decision",
    "repeated-label",
    "repeated-arrow",
    "end-with-exit",
    "unknown-step",
]
MOST_STEPS, MOST_ARROWS, MOST_AT_STEP = 100, 150, 12
Following: TypeAlias = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `step` is the id of the step it is about ("" if none), `arrow` the index in `Chart.arrows`
    (-1 if none). For `duplicate-lane` `step` is the name of the lane."""

    kind: FaultKind
    step: str = ""
    arrow: int = -1


def faults(chart: Chart) -> tuple[Fault, ...]:
    """All faults of a chart: of the whole first, then step by step, then arrow by arrow.

    * A decision has at least two exits, each with a label of its own (GB/T 1526, ISO 5807: exactly one exit is
      taken, its condition written at the flow line). A blank label of a single exit isn't said as well.
    * `unreachable` and `no-way-to-end` name one step for each cause: the first of the steps from which all
      others like it follow, or into which they lead. They wait until every arrow has both its ends.
    * `dead-end` is a step other than an end from which no arrow leaves.
    * `too-large` is a chart of more than 100 steps or 150 arrows, or with more than 12 at one step: no picture of
      it could be read.
    """
    if not chart.steps:
        return (Fault("no-steps"),)
    graph = network(chart)
    found = [*_of_whole(chart), *_of_steps(chart), *_of_arrows(chart, graph), *_of_decisions(graph)]
    if not any(fault.kind in {"unknown-step", "duplicate-step"} for fault in found):
        found += _of_ways(graph)
    places = {step: place for place, step in enumerate(graph.steps)}
    return tuple(sorted(dict.fromkeys(found), key=lambda fault: _place(fault, places)))


def _place(fault: Fault, places: Mapping[str, int]) -> tuple[int, int, str]:
    if fault.arrow >= 0:
        return 2, fault.arrow, fault.kind
    return (1, places[fault.step], fault.kind) if fault.step in places else (0, 0, fault.kind + fault.step)


def _of_whole(chart: Chart) -> Iterator[Fault]:
    joined = Counter(step for arrow in chart.arrows for step in {arrow.source, arrow.target})
    if (
        len(chart.steps) > MOST_STEPS
        or len(chart.arrows) > MOST_ARROWS
        or max(joined.values(), default=0) > MOST_AT_STEP
    ):
        yield Fault("too-large")
    starts = [step.id for step in chart.steps if step.kind == "start"]
    if not starts:
        yield Fault("no-start")
    for step in starts[1:]:
        yield Fault("several-starts", step)
    if not any(step.kind == "end" for step in chart.steps):
        yield Fault("no-end")
    for lane, count in Counter(chart.lanes).items():
        if count > 1:
            yield Fault("duplicate-lane", lane)


def _of_steps(chart: Chart) -> Iterator[Fault]:
    count = Counter(step.id for step in chart.steps)
    sources = {arrow.source for arrow in chart.arrows}
    for step in chart.steps:
        if count[step.id] > 1:
            yield Fault("duplicate-step", step.id)
        if chart.lanes and step.lane not in chart.lanes:
            yield Fault("unknown-lane", step.id)
        if step.kind != "end" and step.id not in sources:
            yield Fault("dead-end", step.id)


def _of_arrows(chart: Chart, graph: Network) -> Iterator[Fault]:
    seen: set[Arrow] = set()
    for number, arrow in enumerate(chart.arrows):
        for step in (arrow.source, arrow.target):
            if step not in graph.steps:
                yield Fault("unknown-step", step, number)
        source = graph.steps.get(arrow.source)
        if source and source.kind == "end":
            yield Fault("end-with-exit", source.id, number)
        if arrow in seen and not (source and source.kind == "decision"):
            yield Fault("repeated-arrow", arrow.source, number)
        seen.add(arrow)


def _of_decisions(graph: Network) -> Iterator[Fault]:
    for step in graph.steps.values():
        exits = sorted(graph.exits[step.id]) if step.kind == "decision" else []
        if len(exits) == 1:
            yield Fault("single-exit-decision", step.id)
        elif exits:
            yield from _of_labels(graph, step.id, exits)


def _of_labels(graph: Network, step: str, exits: list[int]) -> Iterator[Fault]:
    said: set[str] = set()
    for number in exits:
        label = graph.arrows[number].label.strip()
        if not label:
            yield Fault("unlabelled-decision", step, number)
        elif label in said:
            yield Fault("repeated-label", step, number)
        said.add(label)


def _of_ways(graph: Network) -> Iterator[Fault]:
    """Steps that no way leads to, and loops that no way leads out of."""
    after: Following = {s: tuple(graph.arrows[n].target for n in exits) for s, exits in graph.exits.items()}
    before: Following = {s: tuple(graph.arrows[n].source for n in ins) for s, ins in graph.entries.items()}
    starts = [step.id for step in graph.steps.values() if step.kind == "start"]
    if starts:
        yield from (Fault("unreachable", step) for step in _causes(starts, after))
    ends = [step.id for step in graph.steps.values() if step.kind == "end"]
    if ends:
        stops = [*ends, *(step for step in graph.steps if not after[step])]
        yield from (Fault("no-way-to-end", step) for step in _causes(stops, before))


def _causes(beginnings: Iterable[str], following: Following) -> list[str]:
    """The fewest steps from which everything follows that doesn't follow from the beginnings, in order."""
    covered = reach(beginnings, following)
    causes: list[str] = []
    for step in following:
        if step not in covered:
            follows = reach((step,), following)
            causes = [*(cause for cause in causes if cause not in follows), step]
            covered |= follows
    return causes
