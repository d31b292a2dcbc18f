"""A layout as SVG: shapes, arrows and words with class names only; the theme gives the colours."""

from __future__ import annotations

from collections.abc import Iterator

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
    lay_out,
)
from gkgen.flowchart.markup import escape, text_element
from gkgen.flowchart.shapes import head_path, line_path, symbol_path
from gkgen.flowchart.symbols import LABEL, LIMIT, WAVE, text_lines

SENSELESS = frozenset(
    {"no-steps", "too-large", "duplicate-step", "duplicate-lane", "unknown-lane", "unknown-step"}
)


def draw(chart: Chart, id_prefix: str = "flow") -> str:
    """The chart as one `<svg>` element, the same bytes for the same chart.

    Each step is `<g class="step" data-step>`, each arrow `<g class="arrow" data-from data-to data-label>`, in
    reading order and in the author's order. `id_prefix` makes the ids unique in a page. Of a chart with one of
    the faults `SENSELESS` there is no picture, but "": without steps, too large, or with a step or lane that
    is unknown or exists twice. Any other fault is drawn as it is.
    """
    if any(fault.kind in SENSELESS for fault in faults(chart)):
        return ""
    layout = lay_out(chart)
    title = escape(f"{id_prefix}-title")
    parts = (
        f'<svg class="flowchart" role="img" viewBox="0 0 {layout.width} {layout.height}" width="{layout.width}"'
        f' height="{layout.height}" preserveAspectRatio="xMidYMin meet" focusable="false"'
        f' aria-labelledby="{title}">',
        f'<title id="{title}">{escape(chart.title)}</title>',
        *_lanes(layout),
        *(_arrow(arrow, chart.arrows[arrow.number]) for arrow in layout.arrows),
        *map(_step, layout.steps),
        "</svg>\n",
    )
    return "\n".join(parts)


def _lanes(layout: Layout) -> Iterator[str]:
    if layout.lanes:
        yield f'<rect class="lane-headings" width="{layout.width}" height="{layout.heading}"/>'
    for lane in layout.lanes:
        yield _lane(lane, layout)
    if layout.lanes:
        frame = f"M1 1H{layout.width - 1}V{layout.height - 1}H1ZM1 {layout.heading}H{layout.width - 1}"
        yield f'<path class="lane-frame" d="{frame}"/>'


def _lane(lane: PlacedLane, layout: Layout) -> str:
    border = f'<path class="lane-border" d="M{lane.left} 1V{layout.height - 1}"/>' if lane.left else ""
    top = (layout.heading - len(lane.heading) * HEADING_LEAD) / 2
    lines = [(line, top + (place + 0.5) * HEADING_LEAD) for place, line in enumerate(lane.heading)]
    name = text_element("lane-name", HEADING, lane.left + lane.width / 2, lines)
    return f'<g class="lane" data-lane="{escape(lane.name)}">{border}{name}</g>'


def _arrow(placed: PlacedArrow, arrow: Arrow) -> str:
    return (
        f'<g class="arrow" data-from="{escape(arrow.source)}" data-to="{escape(arrow.target)}"'
        f' data-label="{escape(arrow.label)}"><path class="arrow-line" d="{line_path(placed.corners)}"/>'
        f'<path class="arrow-head" d="{head_path(placed.corners)}"/>{_arrow_label(placed)}</g>'
    )


def _arrow_label(placed: PlacedArrow) -> str:
    if placed.label is None:
        return ""
    left, top = placed.label_at
    lines = [(line, top + (place + 0.5) * ARROW_LEAD) for place, line in enumerate(placed.label.lines)]
    return text_element("arrow-label", LABEL, left + placed.label.width / 2, lines)


def _step(placed: PlacedSymbol) -> str:
    symbol = placed.symbol
    middle = placed.y - (WAVE if symbol.step.kind == "document" else 0)
    lines = text_lines(symbol.label, symbol.limit)
    label, limit = (
        text_element(
            name, size, placed.x, [(line.text, middle + line.middle) for line in lines if line.size == size]
        )
        for name, size in (("step-label", LABEL), ("step-limit", LIMIT))
    )
    shape = symbol_path(symbol, placed.x, placed.y)
    return (
        f'<g class="step step-{symbol.step.kind}" data-step="{escape(symbol.step.id)}">'
        f'<path class="step-shape" d="{shape}"/>{label}{limit}</g>'
    )
