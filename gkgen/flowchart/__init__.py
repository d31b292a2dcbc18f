"""Flowcharts: from a process to a picture (SVG), to an ordered list that says the same, and to what is wrong in it.

The way of a drawing: `sheets` (on which paper) → `network` (order, loops) → `placement` and `cells` → `grid` →
`routes` (ways of the arrows) → `tracks` (beside one another) → `measures` and `layout` (px) → `drawing` (SVG).
The symbols and their rules are
those of GB/T 1526-1989 (ISO 5807:1985).
"""

from gkgen.flowchart.drawing import Drawing, draw
from gkgen.flowchart.faults import Fault, FaultKind, faults
from gkgen.flowchart.graph import Arrow, Chart, Kind, Step
from gkgen.flowchart.outline import Exit, OutlineStep, outline

__all__ = [
    "Arrow",
    "Chart",
    "Drawing",
    "Exit",
    "Fault",
    "FaultKind",
    "Kind",
    "OutlineStep",
    "Step",
    "draw",
    "faults",
    "outline",
]
