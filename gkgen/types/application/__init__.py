"""Application (依申请公开): how to apply for information, and the form, on the page and as a Word file.

Sources: 条例第二十七至四十三条, 第二十八条 asks for a way that is open and easy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from gkgen.findings import Finding, Text, warning
from gkgen.model import Entry, File, Link
from gkgen.schema import ContentType, Disclosed, Field, Site
from gkgen.schema.common import OPEN
from gkgen.schema.forms import PHONE, WEB_ADDRESS
from gkgen.types.application.form import NOTE, PARTS, SIGNED, TITLE, FormPart
from gkgen.types.application.statute import ANSWERS, CONTENTS, LIMITS, RECEIVED, REMEDY, Limit
from gkgen.types.pointing import link_to

STATUTE = "条例第二十八条"

NOWHERE_TO_APPLY = warning(
    "K322",
    Text("没有写向哪里申请：缺{missing}", "it isn't told where to apply: {missing} is missing"),
    Text(
        "写“受理机构”“地址”“电话”，或者在 site.yaml 写“依申请公开:”",
        "fill in 受理机构, 地址 and 电话, or “applying:” in site.yaml",
    ),
    STATUTE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Application(Disclosed):
    office: Annotated[str, Field("受理机构", hint="不写就用 site.yaml 的“依申请公开”")] = ""
    address: Annotated[str, Field("地址", aliases=("办公地址", "受理地址", "通信地址"))] = ""
    postcode: Annotated[str, Field("邮编", aliases=("邮政编码",))] = ""
    hours: Annotated[str, Field("办公时间", aliases=("受理时间",))] = ""
    phone: Annotated[str, Field("电话", aliases=("联系电话",), form=PHONE)] = ""
    fax: Annotated[str, Field("传真", form=PHONE)] = ""
    email: Annotated[str, Field("电子邮箱", aliases=("邮箱",))] = ""
    online: Annotated[str, Field("网上申请", aliases=("网上申请网址",), form=WEB_ADDRESS)] = ""
    fees: Annotated[tuple[str, ...], Field("信息处理费", aliases=("收费标准",), refers="fee")] = ()
    flowchart: Annotated[str, Field("流程图", aliases=("办理流程图",), refers="flowchart")] = ""
    help: Annotated[str, Field("特殊帮助", aliases=("帮助",), expected="条例第四十三条")] = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Where to apply: what the entry says when it names an office of its own, else what site.yaml says."""

    office: str
    address: str
    postcode: str
    hours: str
    phone: str
    fax: str
    email: str
    online: str


@dataclass(frozen=True, slots=True)
class ApplicationView:
    contact: Contact
    file: Link
    limits: tuple[Limit, ...]
    received: tuple[str, ...]
    contents: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]
    remedy: str
    fees: tuple[Link, ...]
    flowchart: Link | None
    help: str
    form_title: str
    form: tuple[FormPart, ...]
    note: str
    signed: tuple[str, ...]
    ways: str


def contact_of(entry: Entry, site: Site) -> Contact:
    fields: Application = entry.fields
    shared = site.config.applying
    source = fields if fields.office or shared is None else shared
    return Contact(
        office=source.office,
        address=source.address,
        postcode=source.postcode,
        hours=source.hours,
        phone=source.phone,
        fax=fields.fax,
        email=source.email,
        online=source.online,
    )


def view(entry: Entry, site: Site) -> ApplicationView:
    fields: Application = entry.fields
    contact = contact_of(entry, site)
    return ApplicationView(
        contact=contact,
        file=Link(TITLE, _file_address(entry)),
        limits=LIMITS,
        received=RECEIVED,
        contents=CONTENTS,
        answers=ANSWERS,
        remedy=REMEDY,
        fees=tuple(link_to("fee", name, site) for name in fields.fees),
        flowchart=link_to("flowchart", fields.flowchart, site) if fields.flowchart else None,
        help=fields.help,
        form_title=TITLE,
        form=PARTS,
        note=NOTE,
        signed=SIGNED,
        ways=_ways(contact),
    )


def _ways(contact: Contact) -> str:
    """Where to send the form, in one line below it."""
    postcode = f"，邮编{contact.postcode}" if contact.postcode else ""
    parts = (
        f"寄送：{contact.address}{postcode}，{contact.office}收，信封上注明“政府信息公开申请”"
        if contact.address
        else "",
        f"电子邮件：{contact.email}" if contact.email else "",
        f"电话：{contact.phone}" if contact.phone else "",
    )
    return "；".join(part for part in parts if part) + ("。" if any(parts) else "")


def _file_address(entry: Entry) -> str:
    return f"{entry.address.removesuffix('.html')}.docx"


def files(entry: Entry, site: Site) -> Iterator[File]:
    if entry.fields.disclosure == OPEN:
        contact = contact_of(entry, site)
        from gkgen.types.application.paper import paper_form

        yield File(_file_address(entry), paper_form(contact.office, _ways(contact)))


def check(entry: Entry, site: Site) -> Iterator[Finding]:
    if not isinstance(entry.fields, Application):
        return
    contact = contact_of(entry, site)
    needed = (("受理机构", contact.office), ("地址", contact.address), ("电话", contact.phone))
    missing = "、".join(label for label, text in needed if not text)
    if missing:
        yield NOWHERE_TO_APPLY.at(entry.place("office"), missing=missing)


EXAMPLE = """\
---
类型: 依申请公开
标题: 依申请公开说明
发布机构: {organisation}
成文日期: {today}
发布日期: {today}
公开目录: {node}
公开审查:
  审查人: 某某
  日期: {today}
  依据: 《政府信息公开条例》第十七条
受理机构: {organisation}办公室
地址: 望溪区人民路1号
邮编: "000100"
办公时间: 周一至周五 9:00-12:00，13:30-17:00（法定节假日除外）
电话: 0100-2000002
电子邮箱: ysqgk@wangxi.example
特殊帮助: 阅读有困难、视听有障碍的申请人，可以打电话预约代填和上门服务。
---
"""

APPLICATION = ContentType(
    key="application",
    label="依申请公开",
    folder="applications",
    fields=Application,
    template="application.html",
    example=EXAMPLE,
    view=view,
    check=check,
    files=files,
    suffix=".md",
)
