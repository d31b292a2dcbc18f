"""Project (重大建设项目): what was approved, what is being built, by whom, for how much and how far.

Source: 条例第二十条第（十）项 (批准 and 实施 of major construction projects).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from gkgen.findings import Finding
from gkgen.model import Entry
from gkgen.schema import ContentType, Disclosed, Field, Site
from gkgen.schema.forms import PHONE
from gkgen.schema.showing import record_view
from gkgen.types.periods import reversed_period

STATUTE = "条例第二十条第（十）项"

Stage = Literal["前期工作", "已批准", "招标投标", "征收拆迁", "施工", "竣工验收", "已投入使用", "暂停"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """One decision on the project: 项目建议书, 可行性研究, 初步设计, 用地, 环评, 规划, 施工许可."""

    what: Annotated[str, Field("批准事项", aliases=("事项",))]
    organ: Annotated[str, Field("批准机关", aliases=("机关", "审批部门"))] = ""
    document_number: Annotated[str, Field("批准文号", aliases=("文号",))] = ""
    on: Annotated[date | None, Field("批准日期", aliases=("日期",))] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    on: Annotated[date, Field("日期", aliases=("截止日期",))]
    what: Annotated[str, Field("进展", aliases=("进展情况", "内容"))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Disclosed):
    code: Annotated[str, Field("项目代码", aliases=("项目编码",))] = ""
    stage: Annotated[Stage | None, Field("项目阶段", aliases=("阶段",), expected=STATUTE)] = None
    owner: Annotated[str, Field("建设单位", aliases=("项目单位", "项目法人"), expected=STATUTE)] = ""
    location: Annotated[str, Field("建设地点", aliases=("地点",))] = ""
    scale: Annotated[str, Field("建设内容和规模", aliases=("建设内容", "建设规模"))] = ""
    investment: Annotated[
        Decimal | None, Field("总投资（万元）", aliases=("总投资", "投资额（万元）"), expected=STATUTE)
    ] = None
    funding: Annotated[str, Field("资金来源")] = ""
    contractor: Annotated[tuple[str, ...], Field("施工单位", aliases=("承包单位",))] = ()
    supervisor: Annotated[tuple[str, ...], Field("监理单位")] = ()
    starts: Annotated[date | None, Field("开工日期", aliases=("计划开工日期",))] = None
    finishes: Annotated[date | None, Field("竣工日期", aliases=("计划竣工日期",))] = None
    phone: Annotated[str, Field("联系电话", aliases=("电话",), form=PHONE)] = ""
    approvals: Annotated[
        tuple[Approval, ...], Field("批准情况", aliases=("批准结果",), expected=STATUTE)
    ] = ()
    progress: Annotated[tuple[Progress, ...], Field("实施情况", aliases=("进展情况", "实施进展"))] = ()


def check(entry: Entry, _site: Site) -> Iterator[Finding]:
    if isinstance(entry.fields, Project):
        yield from reversed_period(entry, "starts", "finishes")


EXAMPLE = """\
---
类型: 重大建设项目
标题: 望溪区第二敬老院改建工程
发布机构: {organisation}
成文日期: {today}
发布日期: {today}
公开目录: {node}
公开审查:
  审查人: 某某
  日期: {today}
  依据: 《政府信息公开条例》第十七条
项目阶段: 施工
建设单位: {organisation}
建设地点: 望溪区
建设内容和规模: 在这里写建设内容和规模
总投资（万元）: 3600
资金来源: 财政资金
批准情况:
  - 批准事项: 可行性研究报告
    批准机关: 望溪区发展和改革局
    批准文号: 望发改审〔2026〕1号
    批准日期: 2026-01-12
实施情况:
  - 日期: {today}
    进展: 在这里写进展
---
"""

PROJECT = ContentType(
    key="project",
    label="重大建设项目",
    folder="projects",
    fields=Project,
    template="record.html",
    example=EXAMPLE,
    view=record_view,
    check=check,
    suffix=".md",
)
