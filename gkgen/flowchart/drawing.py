"""A layout as SVG: shapes, arrows and words with class names only; the component's style gives the colours.

What a program can read back from it: `g.step[data-step]` with the number of the outline, its kind the second class;
`g.connector[data-mark]`; `g.lane[data-lane]`; `path.arrow[data-from][data-to]`, with the number of a step or the
mark of a connector, and `data-if` with the condition.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gkgen.flowchart.faults import faults
from gkgen.flowchart.graph import Arrow, Chart
from gkgen.flowchart.labels import LEAD as ARROW_LEAD
from gkgen.flowchart.layout import (
    HEADING,
    HEADING_LEAD,
    Layout,
    PlacedArrow,
    PlacedLane,
    PlacedSymbol,
)
from gkgen.flowchart.markup import Type, escape, text_element
from gkgen.flowchart.shapes import head_path, line_path, symbol_path
from gkgen.flowchart.sheets import Sheet, sheets
from gkgen.flowchart.symbols import LABEL, LABEL_LEAD, LIMIT, LIMIT_LEAD, WAVE, TextLine, text_lines

SENSELESS = frozenset(
    {"no-steps", "too-large", "duplicate-step", "duplicate-lane", "unknown-lane", "unknown-step"}
)
NAME, LANE = Type("", LABEL, LABEL_LEAD), Type("", HEADING, HEADING_LEAD)
CONDITION = Type("if", LABEL, ARROW_LEAD)
ACTOR, TIME = Type("actor", LIMIT, LIMIT_LEAD), Type("limit", LIMIT, LIMIT_LEAD)


@dataclass(frozen=True, slots=True)
class Drawing:
    """The picture of one sheet: its `<svg>`, its natural size in px, whether its paper is turned, and the marks of
    its connectors, each with the sheets where the chart goes on, or comes from."""

    svg: str
    width: int
    height: int
    turned: bool
    going: tuple[tuple[str, tuple[int, ...]], ...]
    coming: tuple[tuple[str, tuple[int, ...]], ...]


def draw(chart: Chart, id_prefix: str = "flow") -> tuple[Drawing, ...]:
    """The chart on one or more sheets, the same bytes for the same chart.

    `id_prefix` makes the ids unique in a page; the list in words is expected at `{id_prefix}-steps`. Of a chart
    with one of the faults `SENSELESS` there is no picture: without steps, too large, or with a step or lane that
    is unknown or exists twice. Any other fault is drawn as it is.
    """
    if any(fault.kind in SENSELESS for fault in faults(chart)):
        return ()
    made = sheets(chart)
    return tuple(
        Drawing(
            _svg(sheet, id_prefix, place, len(made)),
            sheet.layout.width,
            sheet.layout.height,
            sheet.turned,
            sheet.going,
            sheet.coming,
        )
        for place, sheet in enumerate(made, 1)
    )


def _svg(sheet: Sheet, id_prefix: str, place: int, count: int) -> str:
    layout, chart = sheet.layout, sheet.chart
    prefix = escape(id_prefix)
    title = f"{prefix}-title" + (f"-{place}" if count > 1 else "")
    name = chart.title + (f"（{place}/{count}）" if count > 1 else "")
    marked = {step.id: sheet.letters[step.label] for step in chart.steps if step.kind == "connector"}
    parts = (
        f'<svg class="flowchart" role="img" viewBox="0 0 {layout.width} {layout.height}" width="{layout.width}"'
        f' height="{layout.height}" focusable="false" aria-labelledby="{title}"'
        f' aria-describedby="{prefix}-steps">',
        f'<title id="{title}">{escape(name)}</title>',
        *_lanes(layout),
        *(_arrow(arrow, chart.arrows[arrow.number], marked) for arrow in layout.arrows),
        *(_symbol(step, marked) for step in layout.steps),
        "</svg>\n",
    )
    return "\n".join(parts)


def _lanes(layout: Layout) -> Iterator[str]:
    if layout.lanes:
        yield f'<path class="lane-names" d="M0 0H{layout.width}V{layout.heading}H0Z"/>'
    for lane in layout.lanes:
        yield _lane(lane, layout)
    if layout.lanes:
        frame = f"M1 1H{layout.width - 1}V{layout.height - 1}H1ZM1 {layout.heading}H{layout.width - 1}"
        yield f'<path class="lane-frame" d="{frame}"/>'


def _lane(lane: PlacedLane, layout: Layout) -> str:
    border = f'<path d="M{lane.left} 1V{layout.height - 1}"/>' if lane.left else ""
    top = (layout.heading - len(lane.heading) * HEADING_LEAD) / 2
    name = text_element(LANE, lane.heading, lane.left + lane.width / 2, top)
    return f'<g class="lane" data-lane="{escape(lane.name)}">{border}{name}</g>'


def _arrow(placed: PlacedArrow, arrow: Arrow, marked: Mapping[str, str]) -> str:
    line = line_path(placed.corners)
    if arrow.target.startswith("note "):
        return f'<path class="note-line" d="{line}"/>'
    condition = f' data-if="{escape(arrow.label)}"' if arrow.label else ""
    return (
        f'<path class="arrow" data-from="{marked.get(arrow.source, arrow.source)}"'
        f' data-to="{marked.get(arrow.target, arrow.target)}"{condition}'
        f' d="{line}{head_path(placed.corners)}"/>{_arrow_label(placed)}'
    )


def _arrow_label(placed: PlacedArrow) -> str:
    if placed.label is None:
        return ""
    left, top = placed.label_at
    return text_element(CONDITION, placed.label.lines, left + placed.label.width / 2, top)


def _symbol(placed: PlacedSymbol, marked: Mapping[str, str]) -> str:
    """A symbol around the origin of its own group, so that its numbers are short."""
    symbol = placed.symbol
    step = symbol.step
    label = (marked[step.id],) if step.id in marked else symbol.label
    what = {
        "connector": f'class="connector" data-mark="{marked.get(step.id)}"',
        "note": 'class="note"',
    }.get(step.kind, f'class="step {step.kind}" data-step="{step.id}"')
    raised = -WAVE if step.kind == "document" else 0
    lines = text_lines(label, symbol.small)
    first, second = len(label), len(label) + symbol.actor
    words = "".join(
        text_element(kind, [line.text for line in said], 0, raised + _top(said, kind))
        for kind, said in ((NAME, lines[:first]), (ACTOR, lines[first:second]), (TIME, lines[second:]))
    )
    shape = symbol_path(symbol, placed.side)
    return f'<g {what} transform="translate({placed.x} {placed.y})"><path d="{shape}"/>{words}</g>'


def _top(lines: tuple[TextLine, ...], kind: Type) -> float:
    return lines[0].middle - kind.lead / 2 if lines else 0
