"""Procurement (政府采购): what is bought, how, for how much and from whom, stage by stage.

Sources: 条例第二十条第（九）项; 政府采购法第十一条; 政府采购法实施条例第四十三条 (what the notice of an award says).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from gkgen.findings import Finding, Text, warning
from gkgen.model import Entry
from gkgen.schema import ContentType, Disclosed, Field, Site
from gkgen.schema.forms import PHONE
from gkgen.schema.showing import record_view

STATUTE = "条例第二十条第（九）项"
AWARD = "政府采购法实施条例第四十三条"

NO_SUPPLIER = warning(
    "K323",
    Text("采购环节是“{stage}”，没有写“{label}”", "at the stage “{stage}” there should be {label}"),
    Text("补上“{label}: …”", "add “{label}: …”"),
    AWARD,
)
ABOVE_BUDGET = warning(
    "K324",
    Text(
        "成交金额 {amount} 元超过预算金额 {budget} 元",
        "the award of {amount} yuan is above the budget of {budget}",
    ),
    Text("核对两个金额和单位", "check both amounts and their unit"),
    "政府采购法第三十六条",
)

Stage = Literal[
    "采购意向", "采购公告", "更正公告", "中标公告", "成交公告", "废标公告", "采购合同", "履约验收"
]
Method = Literal[
    "公开招标", "邀请招标", "竞争性谈判", "竞争性磋商", "单一来源", "询价", "框架协议", "合作创新采购", "其他"
]
AWARDED = ("中标公告", "成交公告", "采购合同", "履约验收")


@dataclass(frozen=True, slots=True, kw_only=True)
class Procurement(Disclosed):
    stage: Annotated[Stage | None, Field("采购环节", aliases=("环节", "公告类型"), expected=STATUTE)] = None
    code: Annotated[str, Field("项目编号", aliases=("采购项目编号",))] = ""
    buyer: Annotated[str, Field("采购人", aliases=("采购单位",), expected=STATUTE)] = ""
    agency: Annotated[str, Field("采购代理机构", aliases=("代理机构",))] = ""
    method: Annotated[Method | None, Field("采购方式")] = None
    budget: Annotated[Decimal | None, Field("预算金额（元）", aliases=("预算金额",), expected=STATUTE)] = None
    supplier: Annotated[tuple[str, ...], Field("供应商", aliases=("中标供应商", "成交供应商", "中标人"))] = ()
    amount: Annotated[
        Decimal | None, Field("成交金额（元）", aliases=("中标金额（元）", "中标金额", "合同金额（元）"))
    ] = None
    opens: Annotated[date | None, Field("开标日期", aliases=("开标时间",))] = None
    phone: Annotated[str, Field("联系电话", aliases=("电话",), form=PHONE)] = ""
    before: Annotated[
        tuple[str, ...],
        Field("前面的环节", aliases=("采购公告链接",), refers="procurement item", reverse="后面的环节"),
    ] = ()


def check(entry: Entry, _site: Site) -> Iterator[Finding]:
    fields = entry.fields
    if not isinstance(fields, Procurement):
        return
    if fields.stage in AWARDED:
        for label, value in (("供应商", fields.supplier), ("成交金额（元）", fields.amount)):
            if not value and value != 0:
                yield NO_SUPPLIER.at(entry.place("stage"), stage=fields.stage or "", label=label)
    if fields.amount is not None and fields.budget is not None and fields.amount > fields.budget:
        yield ABOVE_BUDGET.at(entry.place("amount"), amount=str(fields.amount), budget=str(fields.budget))


EXAMPLE = """\
---
类型: 政府采购
标题: 望溪区民政局物业管理服务采购公告
索引号: {index_number}
发布机构: {organisation}
成文日期: {today}
发布日期: {today}
公开目录: {node}
公开审查:
  审查人: 某某
  日期: {today}
  依据: 《政府信息公开条例》第十七条
采购环节: 采购公告
项目编号: WXCG-2026-001
采购人: {organisation}
采购方式: 竞争性磋商
预算金额（元）: 960000
联系电话: 0100-2000002
---

在这里写采购需求、供应商资格条件、获取采购文件的时间和方式。
"""

PROCUREMENT = ContentType(
    key="procurement",
    label="政府采购",
    folder="procurements",
    fields=Procurement,
    template="record.html",
    example=EXAMPLE,
    view=record_view,
    check=check,
    suffix=".md",
)
