"""Flowchart (流程图): a process as data, from which the picture, the list and the table are made (GB/T 1526)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from gkgen.findings import Finding, Rule, Text, error, warning
from gkgen.flowchart import Arrow, Chart, Fault, FaultKind, Step, faults
from gkgen.model import Entry, Link
from gkgen.schema import ContentType, Disclosed, Field, Site, TimeLimit
from gkgen.schema.printed import Printed
from gkgen.types.charts import KINDS, ChartView, chart_view, drawn, lanes_of
from gkgen.types.crosswise.charts import check_chart

FAULTS: dict[FaultKind, Rule] = {
    "no-steps": error(
        "G400",
        Text("流程图没有步骤", "the flowchart has no steps"),
        Text("在“步骤”下面写各个环节", "write the steps below 步骤"),
    ),
    "no-start": error(
        "G401",
        Text("流程图没有“开始”", "the flowchart has no start"),
        Text("加一个种类为“开始”的步骤", "add a step of kind 开始"),
    ),
    "several-starts": error(
        "G402",
        Text("流程图有不止一个“开始”：“{step}”", "the flowchart has more than one start: “{step}”"),
        Text("只留一个“开始”", "keep one start"),
    ),
    "no-end": error(
        "G403",
        Text("流程图没有“结束”", "the flowchart has no end"),
        Text("加一个种类为“结束”的步骤", "add a step of kind 结束"),
    ),
    "unreachable": error(
        "G404",
        Text("从“开始”走不到步骤“{step}”", "step “{step}” can't be reached from the start"),
        Text("补一条流向它的线，或者删去它", "add an arrow that leads to it, or delete it"),
    ),
    "dead-end": error(
        "G405",
        Text("步骤“{step}”没有下一步，又不是“结束”", "step “{step}” has no next step and is no end"),
        Text("补一条从它流出的线", "add an arrow that leaves it"),
    ),
    "no-way-to-end": error(
        "G406",
        Text("从步骤“{step}”走不到“结束”", "no way leads from step “{step}” to an end"),
        Text("给循环一条出路", "give the loop a way out"),
    ),
    "unlabelled-decision": error(
        "G407",
        Text("判断“{step}”的一条线没写条件", "an arrow that leaves decision “{step}” has no condition"),
        Text("在流向里写“条件: 是”", "write “条件: 是” on the arrow"),
    ),
    "single-exit-decision": error(
        "G408",
        Text("判断“{step}”只有一条出路", "decision “{step}” has a single way out"),
        Text("补上另一种结果的流向", "add the arrow of the other outcome"),
    ),
    "unknown-step": error(
        "G409",
        Text("流向里的步骤“{step}”不存在", "the arrow names step “{step}”, which doesn't exist"),
        Text("照步骤的标识写", "write the id of a step"),
    ),
    "duplicate-step": error(
        "G410",
        Text("步骤标识“{step}”用了两次", "the step id “{step}” is used twice"),
        Text("给每个步骤不同的标识", "give every step an id of its own"),
    ),
    "unknown-lane": error(
        "G411",
        Text("步骤“{step}”的承办单位不在泳道里", "the lane of step “{step}” is not among the lanes"),
        Text("在“泳道”里补上它，或者照写", "add it to 泳道, or write it the same"),
    ),
    "end-with-exit": error(
        "G412",
        Text("“结束”步骤“{step}”还有下一步", "the end “{step}” has a next step"),
        Text("删去从它流出的线，或者改它的种类", "delete the arrow that leaves it, or change its kind"),
    ),
    "too-large": error(
        "G416",
        Text("流程图太大，画不出来", "the flowchart is too large to be drawn"),
        Text(
            "拆成几张，每张不超过 100 个步骤、150 条流向，一个步骤不超过 12 条",
            "split it: at most 100 steps and 150 arrows in each, and 12 at one step",
        ),
    ),
    "repeated-label": warning(
        "G413",
        Text(
            "判断“{step}”有两条线写着同一个条件",
            "two arrows that leave decision “{step}” have the same condition",
        ),
        Text("给每条线不同的条件", "give each arrow a condition of its own"),
    ),
    "repeated-arrow": warning(
        "G414",
        Text("从步骤“{step}”流出的这条线写了两次", "this arrow from step “{step}” is written twice"),
        Text("删去一条", "delete one of them"),
    ),
    "duplicate-lane": error(
        "G415",
        Text("泳道“{step}”写了两次", "the lane “{step}” is written twice"),
        Text("删去一个", "delete one of them"),
    ),
}
Kind = Literal["开始", "步骤", "判断", "文书", "数据", "准备", "子流程", "结束"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowStep:
    id: Annotated[str, Field("标识")]
    label: Annotated[str, Field("名称", aliases=("内容",), longest=40)]
    kind: Annotated[Kind, Field("种类")] = "步骤"
    lane: Annotated[str, Field("承办单位", aliases=("泳道", "承办机构", "责任岗位"))] = ""
    limit: Annotated[TimeLimit | None, Field("时限", aliases=("办理时限",))] = None
    duty: Annotated[str, Field("责任环节", hint="对应权责清单里责任事项的哪一个环节")] = ""
    materials: Annotated[str, Field("材料")] = ""
    basis: Annotated[str, Field("依据", aliases=("法律依据",))] = ""
    note: Annotated[str, Field("注解", longest=60, hint="画在步骤旁边的说明，例如时限怎样计算")] = ""
    risk: Annotated[str, Field("廉政风险点", aliases=("风险点",))] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowArrow:
    """`受理 → 审查（是）` in one line, or its three parts by name."""

    WRITTEN = Text("写成“甲 → 乙”或“甲 → 乙（是）”", "write “a → b” or “a → b（是）”")

    source: Annotated[str, Field("从", aliases=("from",))]
    target: Annotated[str, Field("到", aliases=("to",))]
    label: Annotated[str, Field("条件", aliases=("说明",))] = ""

    @classmethod
    def from_text(cls, text: str) -> Self | None:
        found = re.fullmatch(r"\s*([^\s→>-]\S*?)\s*(?:→|->)\s*([^\s（(]+)\s*(?:[（(](.+)[）)])?\s*", text)
        return cls(source=found[1], target=found[2], label=found[3] or "") if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flowchart(Disclosed):
    of: Annotated[str, Field("对应事项", aliases=("职权编码",), refers="power guide")] = ""
    lanes: Annotated[tuple[str, ...], Field("泳道")] = ()
    steps: Annotated[tuple[FlowStep, ...], Field("步骤", aliases=("节点", "nodes"))]
    arrows: Annotated[tuple[FlowArrow, ...], Field("流向", aliases=("连线", "edges"))]


@dataclass(frozen=True, slots=True)
class FlowchartView:
    chart: ChartView
    of: Link | None


def chart_of(fields: Flowchart) -> Chart:
    steps = tuple(
        Step(
            each.id,
            each.label,
            KINDS[each.kind],
            each.lane,
            each.limit.said() if each.limit else "",
            each.note,
        )
        for each in fields.steps
    )
    arrows = tuple(Arrow(each.source, each.target, each.label) for each in fields.arrows)
    return Chart(fields.title, steps, arrows, fields.lanes or lanes_of(steps))


def view(entry: Entry, site: Site) -> FlowchartView:
    fields: Flowchart = entry.fields
    of = site.find("power", fields.of) or site.find("guide", fields.of)
    return FlowchartView(
        chart=chart_view(chart_of(fields), "chart", told={each.id: _told(each) for each in fields.steps}),
        of=Link(of.title, of.address) if of else None,
    )


def _told(step: FlowStep) -> dict[str, str]:
    return {"材料": step.materials, "依据": step.basis, "廉政风险点": step.risk}


def check(entry: Entry, site: Site) -> Iterator[Finding]:
    if isinstance(entry.fields, Flowchart):
        for fault in faults(chart_of(entry.fields)):
            yield _finding(entry, fault)
        yield from check_chart(entry, site)


def _finding(entry: Entry, fault: Fault) -> Finding:
    fields: Flowchart = entry.fields
    if fault.arrow >= 0:
        place = entry.place("arrows", fault.arrow)
    elif fault.kind == "duplicate-lane":
        place = entry.place("lanes", _last(fields.lanes, fault.step))
    elif fault.step:
        place = entry.place("steps", _last([step.id for step in fields.steps], fault.step))
    else:
        place = entry.place("steps")
    return FAULTS[fault.kind].at(place, step=fault.step)


def _last(names: Sequence[str], name: str) -> int:
    return max(index for index, each in enumerate(names) if each == name)


EXAMPLE = """\
类型: 流程图
标题: 某某许可办理流程图
发布机构: {organisation}
发布日期: {today}
公开目录: {node}
公开审查:
  审查人: 某某
  日期: {today}
  依据: 《政府信息公开条例》第十七条
步骤:
  - {{标识: 申请, 名称: 申请人提出申请, 种类: 开始, 承办单位: 申请人}}
  - {{标识: 受理, 名称: 窗口受理, 承办单位: 政务服务大厅, 时限: 1个工作日}}
  - {{标识: 审查, 名称: 是否符合条件, 种类: 判断, 承办单位: 业务科室, 时限: 5个工作日}}
  - {{标识: 准予, 名称: 作出准予决定, 种类: 文书, 承办单位: 业务科室}}
  - {{标识: 不予, 名称: 作出不予许可决定并说明理由, 种类: 文书, 承办单位: 业务科室}}
  - {{标识: 送达, 名称: 送达申请人, 种类: 结束, 承办单位: 政务服务大厅}}
流向:
  - 申请 → 受理
  - 受理 → 审查
  - 审查 → 准予（是）
  - 审查 → 不予（否）
  - 准予 → 送达
  - 不予 → 送达
"""

FLOWCHART = ContentType(
    key="flowchart",
    label="流程图",
    folder="flowcharts",
    fields=Flowchart,
    template="flowchart.html",
    example=EXAMPLE,
    view=view,
    check=check,
    printed=Printed("chart", chart=lambda entry, site: drawn(view(entry, site).chart)),
)
