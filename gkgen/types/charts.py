"""A process as every page shows it: the picture, the list of steps and the table, all from one chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from gkgen.flowchart import Arrow, Chart, Drawing, Exit, Kind, OutlineStep, Step, draw, outline
from gkgen.schema import TimeLimit
from gkgen.schema.printed import Drawn, Pictured

KINDS: Mapping[str, Kind] = {
    "开始": "start",
    "步骤": "step",
    "判断": "decision",
    "文书": "document",
    "数据": "data",
    "准备": "preparation",
    "子流程": "subprocess",
    "结束": "end",
}
_SAID: Mapping[Kind, str] = {kind: word for word, kind in KINDS.items() if kind != "step"}
NARROW = 328  # px: what a phone of 360 px shows of a picture beside its margins
BESIDE = 940  # px: at nine tenths of this a picture stands beside the words on a wide screen
INLINE = 760, 1060  # px that A4 takes at 8 pt within margins of 20 mm: a larger sheet has a page of its own


@dataclass(frozen=True, slots=True)
class SheetView:
    """A sheet of the picture. `page` is the kind of paper it has for itself: upright, turned, or none; `joins` tells
    where its connectors lead."""

    id: str
    svg: str
    caption: str
    page: str
    joins: str


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A step in words. `kind` is "" for a plain step; `cells` stand below the columns of the view."""

    number: int
    label: str
    kind: str
    lane: str
    limit: str
    note: str
    cells: tuple[str, ...]
    exits: tuple[Exit, ...]


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart, and what else is `told` of each step, by its id and the name of the column. All that is shown follows
    from these when it is looked at: of a page that stands as it is no picture is drawn."""

    chart: Chart
    prefix: str
    told: Mapping[str, Mapping[str, str]]
    derived: bool

    @property
    def title(self) -> str:
        return self.chart.title

    @property
    def sheets(self) -> tuple[SheetView, ...]:
        """None where the chart can't be drawn; the words can always be read."""
        drawings = _drawings(self.chart, self.prefix)
        return tuple(
            _sheet(self.title, drawing, place, len(drawings)) for place, drawing in enumerate(drawings, 1)
        )

    @property
    def order(self) -> Literal["picture", "words", "beside"]:
        """The words come first where a phone can't show the whole picture, and "beside" it on a screen that has room for
        both."""
        return _order(max((each.width for each in _drawings(self.chart, self.prefix)), default=0))

    @property
    def steps(self) -> tuple[OutlineStep, ...]:
        return outline(self.chart)

    @property
    def columns(self) -> tuple[str, ...]:
        filled = (name for each in self.steps for name, cell in self._cells(each).items() if cell)
        return tuple(dict.fromkeys(filled))

    @property
    def rows(self) -> tuple[ChartRow, ...]:
        columns = self.columns
        return tuple(_row(each, self._cells(each), columns) for each in self.steps)

    def _cells(self, each: OutlineStep) -> dict[str, str]:
        return _cells(each.step, self.told.get(each.step.id, {}))


def chart_view(
    chart: Chart,
    prefix: str,
    *,
    told: Mapping[str, Mapping[str, str]] | None = None,
    derived: bool = False,
) -> ChartView:
    return ChartView(chart, prefix, told or {}, derived)


@lru_cache(maxsize=64)  # a page looks at its own picture several times
def _drawings(chart: Chart, prefix: str) -> tuple[Drawing, ...]:
    return tuple(draw(chart, prefix))


def _order(width: float) -> Literal["picture", "words", "beside"]:
    if width <= NARROW:
        return "picture"
    return "beside" if width <= BESIDE else "words"


def _sheet(title: str, drawing: Drawing, place: int, count: int) -> SheetView:
    caption = f"图1（{place}/{count}）　{title}" if count > 1 else title
    joins = [f"{mark} 接自{_places(places)}" for mark, places in drawing.coming]
    joins += [f"{mark} 转到{_places(places)}" for mark, places in drawing.going]
    page = ""
    if count > 1 or drawing.width > INLINE[0] or drawing.height > INLINE[1]:
        page = "turned" if drawing.turned else "upright"
    said = f"连接符：{'，'.join(joins)}。" if joins else ""
    return SheetView(f"chart-{place}", drawing.svg, caption, page, said)


def _places(places: Sequence[int]) -> str:
    return "第" + "、".join(map(str, places)) + "张"


def _cells(step: Step, told: Mapping[str, str]) -> dict[str, str]:
    return {"承办单位": step.lane, "时限": step.limit, **told, "注解": step.note}


def _row(each: OutlineStep, cells: Mapping[str, str], columns: Sequence[str]) -> ChartRow:
    step = each.step
    return ChartRow(
        each.number,
        step.label,
        _SAID.get(step.kind, ""),
        step.lane,
        step.limit,
        step.note,
        tuple(cells.get(name, "") for name in columns),
        each.exits,
    )


def drawn(chart: ChartView | None) -> Drawn | None:
    """The same for paper."""
    if chart is None:
        return None
    pictures = tuple(
        Pictured(sheet.caption, sheet.svg, sheet.page == "turned", sheet.joins) for sheet in chart.sheets
    )
    return Drawn(chart.title, pictures, chart.steps)


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
