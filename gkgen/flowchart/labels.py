"""The words at an arrow (是、否): how much room they need where the arrow leaves its step.

A label stands right of an arrow that leaves downwards or upwards, and above one that leaves sideways.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from gkgen.flowchart.grid import EAST, NORTH, SOUTH
from gkgen.flowchart.network import Network
from gkgen.flowchart.symbols import LABEL
from gkgen.flowchart.text import width, wrap
from gkgen.flowchart.tracks import Stretch

LEAD = 19
LONGEST_LINE = 5
APART = 6  # from the arrow, and from the step
BESIDE = 14  # the least distance of arrows that leave the same side of a step


@dataclass(frozen=True, slots=True)
class Label:
    """Its lines, and the size in px of the rectangle around them."""

    lines: tuple[str, ...]
    width: int
    height: int


def labels(graph: Network) -> Mapping[int, Label]:
    """The labels of the arrows that have one, by the number of the arrow."""
    return {number: _label(arrow.label) for number, arrow in graph.arrows.items() if arrow.label.strip()}


def room_beside(part: Stretch, said: Mapping[int, Label]) -> int:
    """How far the next arrow on the same line has to keep away, so that the label of this one fits between."""
    label = said.get(part.arrow)
    if label is None or part.place > 0:
        return BESIDE
    return APART * 2 + (label.width if part.axis == "x" else label.height)


def corner(label: Label, side: int, box: tuple[int, int, int, int], at: int) -> tuple[int, int]:
    """Left and top of a label at an arrow that leaves a box (left, top, right, bottom) by a side.

    `at` is where: x for the south and north side, y for the east and west side.
    """
    left, top, right, bottom = box
    if side == SOUTH:
        return at + APART, bottom + APART // 2
    if side == NORTH:
        return at + APART, top - APART // 2 - label.height
    return (right + APART if side == EAST else left - APART - label.width), at - APART // 2 - label.height


def _label(text: str) -> Label:
    lines = wrap(text, LONGEST_LINE)
    return Label(lines, 2 * ceil(max(map(width, lines)) * LABEL / 2), len(lines) * LEAD)
