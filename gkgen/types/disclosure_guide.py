"""Disclosure guide (政府信息公开指南): what there is, how it is arranged, how to get it, and who answers for it.

Source: 条例第十二条, which names its parts and asks that it be kept up to date; 第五十三条 makes an old one a fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from gkgen.findings import Finding, Text, warning
from gkgen.model import Entry, Link
from gkgen.schema import ContentType, Disclosed, Field, Site
from gkgen.schema.forms import PHONE, WEB_ADDRESS
from gkgen.schema.owing import Recurring
from gkgen.types.application.statute import LIMITS, REMEDY, Limit
from gkgen.types.pointing import link_to

STATUTE = "条例第十二条"
YEAR = timedelta(days=366)

OUT_OF_DATE = warning(
    "K321",
    Text(
        "公开指南上次更新是 {day}，已经超过一年",
        "the guide was last brought up to date on {day}, more than a year ago",
    ),
    Text(
        "核对机构、地址、电话和获取方式，改正后更新“更新日期”",
        "check the office, its address and telephone and the ways; then bring 更新日期 up to date",
    ),
    "条例第十二条、第五十三条",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureGuide(Disclosed):
    classification: Annotated[
        str, Field("信息分类", aliases=("政府信息的分类", "分类"), expected=STATUTE)
    ] = ""
    arrangement: Annotated[str, Field("编排体系", aliases=("编排",), expected=STATUTE)] = ""
    ways: Annotated[tuple[str, ...], Field("获取方式", aliases=("获取渠道",), expected=STATUTE)] = ()
    organ: Annotated[
        str, Field("工作机构", aliases=("机构名称", "政府信息公开工作机构"), expected=STATUTE)
    ] = ""
    address: Annotated[str, Field("办公地址", aliases=("地址",), expected=STATUTE)] = ""
    hours: Annotated[str, Field("办公时间", expected=STATUTE)] = ""
    phone: Annotated[str, Field("联系电话", aliases=("电话",), form=PHONE, expected=STATUTE)] = ""
    fax: Annotated[str, Field("传真号码", aliases=("传真",), form=PHONE, expected=STATUTE)] = ""
    email: Annotated[
        str, Field("电子邮箱", aliases=("互联网联系方式", "邮箱"), expected=STATUTE, hint="互联网联系方式")
    ] = ""
    website: Annotated[str, Field("网址", form=WEB_ADDRESS)] = ""
    postcode: Annotated[str, Field("邮编", aliases=("邮政编码",))] = ""
    application: Annotated[str, Field("申请说明", aliases=("依申请公开",), refers="application")] = ""
    remedy: Annotated[str, Field("监督和救济", aliases=("救济途径", "监督方式"))] = ""


@dataclass(frozen=True, slots=True)
class DisclosureGuideView:
    fields: DisclosureGuide
    application: Link | None
    limits: tuple[Limit, ...]
    remedy: str


def view(entry: Entry, site: Site) -> DisclosureGuideView:
    fields: DisclosureGuide = entry.fields
    return DisclosureGuideView(
        fields=fields,
        application=link_to("application", fields.application, site) if fields.application else None,
        limits=LIMITS,
        remedy=fields.remedy or REMEDY,
    )


def check(entry: Entry, site: Site) -> Iterator[Finding]:
    fields = entry.fields
    if not isinstance(fields, DisclosureGuide):
        return
    days = [fields.published, fields.changed, *(each.on for each in fields.changes)]
    latest = max((day for day in days if day is not None), default=None)
    if latest is not None and site.now - latest > YEAR:
        yield OUT_OF_DATE.at(entry.place("changed" if fields.changed else "published"), day=str(latest))


EXAMPLE = """\
---
类型: 公开指南
标题: 望溪区政府信息公开指南
发布机构: {organisation}
成文日期: {today}
发布日期: {today}
公开目录: {node}
公开审查:
  审查人: 某某
  日期: {today}
  依据: 《政府信息公开条例》第十七条
信息分类: 在这里写主动公开哪几类信息
编排体系: 在这里写信息怎样编排、索引号由什么组成
获取方式:
  - 本平台检索和查阅
  - 区档案馆、区图书馆的政府信息查阅点
工作机构: {organisation}办公室
办公地址: 望溪区人民路1号
办公时间: 周一至周五 9:00-12:00，13:30-17:00（法定节假日除外）
联系电话: 0100-2000002
传真号码: 0100-2000003
电子邮箱: zwgk@wangxi.example
---

在这里写需要补充的说明。
"""

DISCLOSURE_GUIDE = ContentType(
    key="disclosure-guide",
    label="公开指南",
    folder="disclosure-guides",
    fields=DisclosureGuide,
    template="disclosure_guide.html",
    example=EXAMPLE,
    view=view,
    check=check,
    recurring=Recurring("entry", STATUTE),
    suffix=".md",
)
