"""What a consultation says of itself, and what follows from its days."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, TypeAlias

from gkgen.schema import Disclosed, Field
from gkgen.schema.forms import PHONE, WEB_ADDRESS
from gkgen.types.pointing import DOCUMENTS
from gkgen.workdays import months_after

PROCEDURE = "重大行政决策程序暂行条例第十五条"

Adopted: TypeAlias = Literal["采纳", "部分采纳", "未采纳"]
Stage: TypeAlias = Literal["尚未开始", "征集中", "已结束", "已反馈"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What was said, by what kind of person, and what became of it. Persons aren't named."""

    opinion: Annotated[str, Field("意见", aliases=("意见内容", "意见建议"))]
    said_by: Annotated[str, Field("提出人", aliases=("来源",), hint="写“市民”“某企业”，不写姓名")] = ""
    adopted: Annotated[Adopted, Field("采纳情况", aliases=("是否采纳",))]
    reason: Annotated[str, Field("理由", aliases=("处理说明", "说明"))] = ""
    number: Annotated[int, Field("条数", hint="相同的意见合成一条，写有几条")] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation(Disclosed):
    starts: Annotated[date, Field("开始日期", aliases=("征集开始日期", "开始时间"))]
    ends: Annotated[date, Field("截止日期", aliases=("征集截止日期", "结束日期", "截止时间"))]
    short_reason: Annotated[str, Field("缩短期限的说明", aliases=("缩短期限理由",))] = ""
    explanation: Annotated[str, Field("起草说明", aliases=("草案说明",), expected=PROCEDURE)] = ""
    address: Annotated[str, Field("通信地址", aliases=("邮寄地址", "地址"))] = ""
    postcode: Annotated[str, Field("邮编", aliases=("邮政编码",))] = ""
    email: Annotated[str, Field("电子邮箱", aliases=("邮箱",))] = ""
    phone: Annotated[str, Field("电话", aliases=("联系电话",), form=PHONE)] = ""
    online: Annotated[str, Field("网上提交", aliases=("征集网址", "提交网址"), form=WEB_ADDRESS)] = ""
    received: Annotated[
        int | None, Field("收到意见数", aliases=("意见总数",), hint="可以不写，会自动算出")
    ] = None
    taken: Annotated[int | None, Field("采纳意见数", aliases=("采纳数",), hint="含部分采纳；可以不写")] = None
    opinions: Annotated[tuple[Opinion, ...], Field("意见采纳情况", aliases=("意见", "反馈情况"))] = ()
    feedback: Annotated[str, Field("反馈说明", aliases=("征集结果", "采纳情况说明"))] = ""
    feedback_on: Annotated[date | None, Field("反馈日期")] = None
    outcome: Annotated[
        tuple[str, ...],
        Field("出台的文件", aliases=("正式文件", "结果文件"), refers=DOCUMENTS, reverse="征求意见情况"),
    ] = ()


def stage_of(fields: Consultation, now: date) -> Stage:
    if now < fields.starts:
        return "尚未开始"
    if now <= fields.ends:
        return "征集中"
    return "已反馈" if is_answered(fields) else "已结束"


def is_answered(fields: Consultation) -> bool:
    return bool(fields.opinions or fields.feedback)


def counts_of(fields: Consultation) -> Counter[str]:
    counts: Counter[str] = Counter()
    for each in fields.opinions:
        counts[each.adopted] += each.number
    return counts


def days_of(fields: Consultation) -> int:
    return (fields.ends - fields.starts).days + 1


def month_after(day: date) -> date:
    """The same day of the next month, or its last day where it is shorter (民法典第二百零二条)."""
    return months_after(day, 1)
