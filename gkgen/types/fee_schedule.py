"""Fee schedule (收费目录清单): 条例第二十条第（八）项；《优化营商环境条例》第二十五条: what is not listed may not be charged."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from gkgen.findings import Finding, Text, error
from gkgen.model import Entry, Link, Row
from gkgen.schema import Basis, ContentType, Disclosed, Field, Site
from gkgen.schema.forms import PHONE, SLUG, row_ids
from gkgen.schema.printed import Printed
from gkgen.schema.vocabularies import APPROVALS, FUNDS
from gkgen.types.crosswise.counts import check_counts

UNKNOWN_PARENT = error(
    "K261",
    Text("上级项目“{value}”不在本清单里", "the parent item “{value}” is not in this schedule"),
    Text("照“序号”写", "write the number of an item of this schedule"),
)
STATUTE = "《优化营商环境条例》第二十五条"

FeeKind = Literal["行政事业性收费", "政府性基金", "涉企保证金", "政府定价经营服务性收费"]
Status = Literal["在征", "停征", "免征", "取消"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """One case of a fee: 补领 40 元/证."""

    case: Annotated[str, Field("情形")]
    amount: Annotated[Decimal, Field("金额")]
    unit: Annotated[str, Field("单位", hint="例如 元/证")] = "元"

    def said(self) -> str:
        return f"{self.case} {self.amount} {self.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    number: Annotated[str, Field("序号", aliases=("项目序号", "编号"))] = ""
    name: Annotated[str, Field("项目名称", aliases=("收费项目", "名称"), longest=200)]
    id: Annotated[str, Field("标识", form=SLUG)] = ""
    parent: Annotated[str, Field("上级项目")] = ""
    department: Annotated[str, Field("部门", aliases=("部门名称", "收费部门"))] = ""
    collector: Annotated[str, Field("执收单位", aliases=("收费单位名称",))] = ""
    payer: Annotated[str, Field("缴费人", aliases=("收费对象", "收费范围"))] = ""
    standard: Annotated[str, Field("收费标准")] = ""
    tiers: Annotated[tuple[Tier, ...], Field("分档标准")] = ()
    fund: Annotated[str, Field("资金管理方式", aliases=("管理方式",), vocabulary=FUNDS)] = ""
    bases: Annotated[
        tuple[Basis, ...], Field("政策依据", aliases=("政策依据（excerpt）", "依据", "文件依据"))
    ] = ()
    approval: Annotated[str, Field("立项级次", aliases=("审批级次",), vocabulary=APPROVALS)] = ""
    enterprise: Annotated[bool | None, Field("涉企", aliases=("是否涉企",))] = None
    farm: Annotated[bool | None, Field("涉农", aliases=("是否涉农",))] = None
    status: Annotated[Status | None, Field("状态")] = None
    remarks: Annotated[str, Field("备注")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeSchedule(Disclosed):
    kind: Annotated[FeeKind, Field("清单种类", aliases=("收费性质",))] = "行政事业性收费"
    hotline: Annotated[str, Field("投诉举报电话", form=PHONE)] = ""
    fees: Annotated[tuple[Fee, ...], Field("收费项目", aliases=("项目", "收费"))]


@dataclass(frozen=True, slots=True)
class FeeLine:
    fee: Fee
    link: Link
    depth: int


@dataclass(frozen=True, slots=True)
class FeeScheduleView:
    """`shown` names the columns that at least one item fills."""

    fields: FeeSchedule
    lines: tuple[FeeLine, ...]
    shown: frozenset[str]


@dataclass(frozen=True, slots=True)
class FeeView:
    fee: Fee
    kind: str
    schedule: Link
    parent: Link | None
    parts: tuple[Link, ...]
    guides: tuple[Link, ...]
    collector: Link


@dataclass(frozen=True, slots=True)
class FeeRow(Row):
    """`above` is the place in the schedule of the item under which the fee stands, `parts` those of the fees under it.

    Where several items have one number, the first of them is meant.
    """

    above: int | None
    parts: tuple[int, ...]


def rows(fields: FeeSchedule, ident: str) -> tuple[FeeRow, ...]:
    """The fees in their order; who stands under whom is found once, for all of them."""
    derived = row_ids(ident, [fee.number for fee in fields.fees])
    first: dict[str, int] = {}
    for index, fee in enumerate(fields.fees):
        first.setdefault(fee.number, index)
    above = [_above(fee, index, first) for index, fee in enumerate(fields.fees)]
    below: defaultdict[int | None, list[int]] = defaultdict(list)
    for index, place in enumerate(above):
        below[place].append(index)
    return tuple(
        FeeRow(
            "fee",
            own,
            fee.name,
            f"fees/{own}.html",
            fee,
            ("fees", index),
            above[index],
            tuple(below.get(index, ())),
        )
        for index, fee in enumerate(fields.fees)
        for own in [fee.id or derived[index]]
    )


def _above(fee: Fee, index: int, first: Mapping[str, int]) -> int | None:
    number = parent_number(fee)
    found = first.get(number) if number else None
    return None if found == index else found


def parent_number(fee: Fee) -> str:
    """The item above: named, or told by the number itself, as 2(1) stands under 2."""
    found = re.fullmatch(r"(\S+?)[(（]\d+[)）]", fee.number)
    return fee.parent or (found[1] if found else "")


def view(entry: Entry, _site: Site) -> FeeScheduleView:
    fields: FeeSchedule = entry.fields
    lines = tuple(
        FeeLine(row.value, Link(row.title, row.address), 1 if parent_number(row.value) else 0)
        for row in entry.rows
    )
    columns = ("department", "collector", "payer", "standard", "fund", "bases", "approval", "remarks")
    shown = {name for name in columns if any(getattr(line.fee, name) for line in lines)}
    if any(line.fee.tiers for line in lines):
        shown.add("standard")
    return FeeScheduleView(fields, lines, frozenset(shown))


def row_view(entry: Entry, index: int, site: Site) -> FeeView:
    row = entry.rows[index]
    assert isinstance(row, FeeRow)
    fee: Fee = row.value
    collector = site.find("organisation", fee.collector)
    return FeeView(
        fee=fee,
        kind=entry.fields.kind,
        schedule=Link(entry.fields.title, entry.address),
        parent=_link(entry, row.above) if row.above is not None else None,
        parts=tuple(_link(entry, each) for each in row.parts),
        guides=tuple(
            Link(each.title, each.address)
            for each in site.naming.get(row.address, ())
            if each.kind == "guide"
        ),
        collector=Link(collector.title, collector.address) if collector else Link(fee.collector, ""),
    )


def _link(entry: Entry, index: int) -> Link:
    return Link(entry.rows[index].title, entry.rows[index].address)


def check(entry: Entry, _site: Site) -> Iterator[Finding]:
    numbers = {row.value.number for row in entry.rows}
    for row in entry.rows:
        if row.value.parent and row.value.parent not in numbers:
            yield UNKNOWN_PARENT.at(entry.place(*row.path, "parent"), value=row.value.parent)
    if isinstance(entry.fields, FeeSchedule):
        top = sum(1 for fee in entry.fields.fees if not parent_number(fee))
        headings = sum(1 for row in entry.rows if isinstance(row, FeeRow) and row.parts)
        count = len(entry.fields.fees)
        yield from check_counts(entry, frozenset({count, top, count - headings}), {})


EXAMPLE = """\
类型: 收费清单
标题: 望溪区行政事业性收费目录清单
发布机构: {organisation}
成文日期: 2026-03-02
发布日期: {today}
公开目录: {node}
公开审查:
  审查人: 某某
  日期: {today}
  依据: 《政府信息公开条例》第十七条
清单种类: 行政事业性收费
收费项目:
  - 序号: 1
    项目名称: 不动产登记费
    收费标准: 住宅类每件 80 元，非住宅类每件 550 元
    分档标准:
      - {{情形: 住宅, 金额: 80, 单位: 元/件}}
      - {{情形: 非住宅, 金额: 550, 单位: 元/件}}
    资金管理方式: 缴入同级国库
    政策依据:
      - 《关于不动产登记收费有关政策问题的通知》（财税〔2016〕79号）
    立项级次: 中央
    涉企: 是
    状态: 在征
"""

FEE_SCHEDULE = ContentType(
    key="fee-schedule",
    label="收费清单",
    folder="fee-schedules",
    fields=FeeSchedule,
    template="fee_schedule.html",
    example=EXAMPLE,
    view=view,
    rows=rows,
    row_key="fee",
    row_label="收费项目",
    row_field="fees",
    row_template="fee.html",
    row_view=row_view,
    check=check,
    searched_whole=False,
    printed=Printed(
        "list", ("name", "number", "department", "payer", "standard", "tiers", "fund", "bases", "status")
    ),
)
