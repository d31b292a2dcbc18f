"""Notice (通知公告): a notice, an announcement or a 公示 with its period and the way to object.

Source: 条例第二十条第（十五）项. A 公示 is shown until its last day (公示截止日期), then its page says that it is over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from gkgen.findings import Finding, Text, warning
from gkgen.model import Entry
from gkgen.schema import ContentType, Disclosed, Field, Site
from gkgen.schema.common import document_number_of
from gkgen.schema.forms import PHONE
from gkgen.schema.parts import RecordView
from gkgen.schema.showing import record_view, said
from gkgen.types.periods import reversed_period

OPEN_ENDED = warning(
    "K309",
    Text("公示没有写“{label}”", "a 公示 without {label}"),
    Text(
        "补上“{label}: …”，让人知道公示到哪天、向谁反映",
        "add “{label}: …”: until when it is shown, and where to object",
    ),
)

NoticeKind = Literal["通知", "公告", "公示", "通告", "招聘", "招租", "停水停电", "其他"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Disclosed):
    kind: Annotated[NoticeKind, Field("公告种类", aliases=("种类", "公告类型"))] = "通知"
    starts: Annotated[date | None, Field("公示开始日期", aliases=("公示开始", "公示期自"))] = None
    feedback: Annotated[
        str, Field("意见反映方式", aliases=("反馈方式", "异议反映方式"), hint="电话、地址、邮箱和受理部门")
    ] = ""
    phone: Annotated[str, Field("联系电话", aliases=("咨询电话", "电话", "监督电话"), form=PHONE)] = ""


@dataclass(frozen=True, slots=True)
class NoticeView:
    """`period` is the 公示期 in words; `parts` are the type's own fields."""

    official: bool
    period: str
    parts: RecordView


def view(entry: Entry, site: Site) -> NoticeView:
    fields: Notice = entry.fields
    return NoticeView(
        official=bool(document_number_of(fields)),
        period=_period(fields),
        parts=record_view(entry, site),
    )


def _period(fields: Notice) -> str:
    if fields.shown_until is None:
        return ""
    last = said(fields.shown_until)
    return f"公示期：{said(fields.starts)}至{last}。" if fields.starts else f"公示期至{last}。"


def check(entry: Entry, _site: Site) -> Iterator[Finding]:
    fields = entry.fields
    if not isinstance(fields, Notice):
        return
    yield from reversed_period(entry, "starts", "shown_until")
    if fields.kind == "公示":
        if fields.shown_until is None:
            yield OPEN_ENDED.at(entry.place("kind"), label="公示截止日期")
        if not (fields.feedback or fields.phone):
            yield OPEN_ENDED.at(entry.place("kind"), label="意见反映方式")


EXAMPLE = """\
---
类型: 通知公告
标题: 关于办公地址变更的公告
索引号: {index_number}
公告种类: 公告
发布机构: {organisation}
成文日期: {today}
发布日期: {today}
公开目录: {node}
公开审查:
  审查人: 某某
  日期: {today}
  依据: 《政府信息公开条例》第十七条
联系电话: 0100-2000002
---

在这里写正文。
"""

NOTICE = ContentType(
    key="notice",
    label="通知公告",
    folder="notices",
    fields=Notice,
    template="notice.html",
    example=EXAMPLE,
    view=view,
    check=check,
    suffix=".md",
    schema_org="Article",
)
