"""A chart as a network: who follows whom, which arrows go back, and in which order a reader meets the steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gkgen.flowchart.graph import Arrow, Chart, Step

AFFIRMATIVE = ("是", "同意", "通过", "合格", "符合", "批准", "准予", "齐全")
NEGATIVE = ("否", "不", "未")


@dataclass(frozen=True, slots=True)
class Network:
    """The steps by id and the arrows by number, as far as both ends of an arrow are known.

    `exits` and `entries` hold numbers of arrows; exits stand in the order of preference, the main branch
    first. Without the arrows in `back` the network has no loop. `order` is topological: the main branch
    first, then what branches off, the ends last.
    """

    steps: Mapping[str, Step]
    arrows: Mapping[int, Arrow]
    exits: Mapping[str, tuple[int, ...]]
    entries: Mapping[str, tuple[int, ...]]
    back: frozenset[int]
    order: tuple[str, ...]

    def main_exit(self, step: str) -> int | None:
        """The number of the arrow by which the main branch goes on."""
        return next((number for number in self.exits[step] if number not in self.back), None)

    def forward_entries(self, step: str) -> tuple[int, ...]:
        return tuple(number for number in self.entries[step] if number not in self.back)


def network(chart: Chart) -> Network:
    """Read a chart, whatever is wrong with it: of steps with the same id the first counts."""
    steps: dict[str, Step] = {}
    for step in chart.steps:
        steps.setdefault(step.id, step)
    arrows = {
        n: arrow for n, arrow in enumerate(chart.arrows) if {arrow.source, arrow.target} <= steps.keys()
    }
    exits = _grouped(
        steps, ((arrows[n].source, n) for n in sorted(arrows, key=lambda n: _leaning(arrows[n], steps)))
    )
    entries = _grouped(steps, ((arrow.target, n) for n, arrow in arrows.items()))
    roots = _roots(steps, entries)
    back = _back_arrows(roots, arrows, exits)
    order = _reading_order(roots, Network(steps, arrows, exits, entries, back, ()))
    return Network(steps, arrows, exits, entries, back, order)


def reach(beginnings: Iterable[str], following: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Everything that can be come to from the beginnings, themselves included."""
    reached: set[str] = set()
    open_steps = list(beginnings)
    while open_steps:
        step = open_steps.pop()
        if step not in reached:
            reached.add(step)
            open_steps.extend(following[step])
    return reached


def _grouped(steps: Iterable[str], numbers: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    groups: dict[str, list[int]] = {step: [] for step in steps}
    for step, number in numbers:
        groups[step].append(number)
    return {step: tuple(group) for step, group in groups.items()}


def _leaning(arrow: Arrow, steps: Mapping[str, Step]) -> int:
    """0 for a label of the main branch, 2 for a refusal, 1 for anything else. 有 counts when it stands alone:
    有异议 is no main branch. No way leads on by a note."""
    if steps[arrow.target].kind == "note":
        return 3
    said = arrow.label.strip()
    if said == "有" or said.startswith(AFFIRMATIVE):
        return 0
    return 2 if said.startswith(NEGATIVE) else 1


def _roots(steps: Mapping[str, Step], entries: Mapping[str, tuple[int, ...]]) -> tuple[str, ...]:
    """Where to begin reading: the starts, then steps without an entry, then the rest (they may be in a loop)."""

    def place(step: str) -> int:
        if steps[step].kind == "start":
            return 0
        return 1 if not entries[step] else 2

    return tuple(sorted(steps, key=place))


def _back_arrows(
    roots: tuple[str, ...], arrows: Mapping[int, Arrow], exits: Mapping[str, tuple[int, ...]]
) -> frozenset[int]:
    """The arrows that close a loop in a depth-first walk with the main branch first."""
    back: set[int] = set()
    walking: set[str] = set()
    done: set[str] = set()
    for root in roots:
        trail = [] if root in done else [(root, iter(exits[root]))]
        while trail:
            step, rest = trail[-1]
            walking.add(step)
            number = next(rest, None)
            if number is None:
                trail.pop()
                walking.discard(step)
                done.add(step)
            elif arrows[number].target in walking:
                back.add(number)
            elif arrows[number].target not in done:
                trail.append((arrows[number].target, iter(exits[arrows[number].target])))
    return frozenset(back)


def _reading_order(roots: tuple[str, ...], graph: Network) -> tuple[str, ...]:
    """Topological over the forward arrows, last come first served, so that a branch is read in one piece."""
    waiting = {step: len(graph.forward_entries(step)) for step in graph.steps}
    ready = [step for step in reversed(roots) if not waiting[step]]
    order: list[str] = []
    while ready:
        step = _next_ready(ready, graph)
        order.append(step)
        for number in reversed(graph.exits[step]):
            target = graph.arrows[number].target
            waiting[target] -= number not in graph.back
            if not waiting[target] and number not in graph.back:
                ready.append(target)
    return tuple(order)


def _next_ready(ready: list[str], graph: Network) -> str:
    """The step that became ready last; an end only when nothing else is left."""
    for place in range(len(ready) - 1, -1, -1):
        if graph.steps[ready[place]].kind != "end":
            return ready.pop(place)
    return ready.pop(0)
