"""Disclosure item (信息公开条目): a document or other information, with the full metadata of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from gkgen.model import Entry
from gkgen.schema import ContentType, Disclosed, Field, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Disclosed):
    """《政府信息公开目录系统实施指引（试行）》: 索引号, 名称, 生成日期 and 发布机构 are never left out."""

    index_number: Annotated[str, Field("索引号", aliases=("索引码",), expected="目录系统实施指引")] = ""
    written: Annotated[
        date | None,
        Field("成文日期", aliases=("生成日期", "产生日期", "发文日期"), expected="条例第十二条"),
    ] = None


@dataclass(frozen=True, slots=True)
class ItemView:
    """`official` is true of a document with a number of its own, which is set like a 公文 (GB/T 9704)."""

    official: bool


def view(entry: Entry, _site: Site) -> ItemView:
    number: str = entry.fields.document_number
    return ItemView(official=number not in ("", "无"))


EXAMPLE = """\
---
类型: 信息公开条目
标题: 望溪区民政局关于提高最低生活保障标准的通知
索引号: {index_number}
文号: 望溪民发〔2026〕8号
发布机构: {organisation}
成文日期: 2026-03-02
发布日期: {today}
公开方式: 主动公开
公开目录: {node}
公开审查:
  审查人: 某某
  日期: {today}
  依据: 《政府信息公开条例》第十七条
主题分类: 民政、扶贫、救灾
体裁分类: 通知
信息来源: {organisation}
---

各乡镇人民政府、街道办事处：

在这里写正文。
"""

ITEM = ContentType(
    key="item",
    label="信息公开条目",
    folder="items",
    fields=Item,
    template="item.html",
    example=EXAMPLE,
    view=view,
    suffix=".md",
)
