"""Consultation (意见征集, 决策预公开): a draft, the days and ways to say what one thinks, and what became of it.

Sources: 重大行政决策程序暂行条例 (国务院令第713号) 第十五条 (the draft and its explanation, the ways and the days, at least
30 of them) and 第十八条 (what is said is weighed); 国办秘函〔2019〕19号 (the outcome within a month).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from gkgen.model import Entry, Link
from gkgen.schema import ContentType, Site
from gkgen.schema.showing import said
from gkgen.types.consultation.faults import check, duties
from gkgen.types.consultation.fields import (
    Adopted,
    Consultation,
    Stage,
    counts_of,
    days_of,
    month_after,
    stage_of,
)
from gkgen.types.pointing import DOCUMENTS, link_to


@dataclass(frozen=True, slots=True)
class ConsultationView:
    """`counts` are the opinions by what became of them, none of them left out; `days` is how long it is open."""

    fields: Consultation
    stage: Stage
    standing: str
    days: int
    counts: tuple[tuple[str, int], ...]
    total: int
    outcome: tuple[Link, ...]


def view(entry: Entry, site: Site) -> ConsultationView:
    fields: Consultation = entry.fields
    stage = stage_of(fields, site.now)
    counts = counts_of(fields)
    return ConsultationView(
        fields=fields,
        stage=stage,
        standing=_standing(fields, stage, site),
        days=days_of(fields),
        counts=tuple((kind, counts[kind]) for kind in get_args(Adopted)),
        total=counts.total() or fields.received or 0,
        outcome=tuple(link_to(DOCUMENTS, name, site) for name in fields.outcome),
    )


def _standing(fields: Consultation, stage: Stage, site: Site) -> str:
    first, last = said(fields.starts), said(fields.ends)
    if stage == "尚未开始":
        return f"{first}开始征求意见，{last}截止。"
    if stage == "征集中":
        left = (fields.ends - site.now).days
        return f"{first}至{last}征求意见，" + (f"还有{left}天。" if left else "今天截止。")
    ended = f"征求意见已于{last}结束"
    if stage == "已结束":
        return f"{ended}，意见采纳情况将在{said(month_after(fields.ends))}前公开。"
    day = f"（{said(fields.feedback_on)}）" if fields.feedback_on else ""
    return f"{ended}，意见采纳情况已公开{day}，见下文。"


EXAMPLE = """\
---
类型: 意见征集
标题: 关于《望溪区养犬管理办法（征求意见稿）》公开征求意见的公告
索引号: {index_number}
发布机构: {organisation}
成文日期: {today}
发布日期: {today}
公开目录: {node}
公开审查:
  审查人: 某某
  日期: {today}
  依据: 《政府信息公开条例》第十七条
开始日期: {today}
截止日期: 2099-12-31
起草说明: 在这里写为什么起草、主要内容是什么
通信地址: 望溪区人民路1号
邮编: "000100"
电子邮箱: yijian@wangxi.example
电话: 0100-2000002
---

在这里写草案全文，或者把草案放进附件。
"""

CONSULTATION = ContentType(
    key="consultation",
    label="意见征集",
    folder="consultations",
    fields=Consultation,
    template="consultation.html",
    example=EXAMPLE,
    view=view,
    check=check,
    duties=duties,
    suffix=".md",
)
