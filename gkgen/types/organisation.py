"""Organisation (机构职能): what 条例第二十条第（二）项 asks of every body: duties, offices, address, hours, phone, head."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from gkgen.findings import Finding, Text, warning
from gkgen.model import Entry, Link
from gkgen.schema import Common, ContentType, Field, Site
from gkgen.schema.common import OPEN
from gkgen.schema.fields import matching
from gkgen.schema.forms import PHONE, WEB_ADDRESS
from gkgen.schema.observations import Observation
from gkgen.types.crosswise.codes import check_credit_code
from gkgen.types.crosswise.observing import observe_organisation

STATUTE = "条例第二十条第（二）项"

BAD_CREDIT_CODE = warning(
    "K241",
    Text(
        "统一社会信用代码“{value}”不是十八位",
        "the unified social credit code “{value}” isn't eighteen places",
    ),
    Text("照证书写十八位数字和大写字母", "write the eighteen figures and capital letters of the certificate"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A division inside the body: 内设机构."""

    name: Annotated[str, Field("名称", aliases=("科室", "股室"))]
    duty: Annotated[str, Field("职责", aliases=("主要职责",))] = ""
    phone: Annotated[str, Field("电话", aliases=("联系电话",), form=PHONE)] = ""
    head: Annotated[str, Field("负责人")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    name: Annotated[str, Field("姓名")]
    post: Annotated[str, Field("职务")]
    duties: Annotated[str, Field("分工", aliases=("工作分工",))] = ""
    career: Annotated[str, Field("简历", aliases=("个人简历",), expected="国办秘函〔2019〕19号")] = ""
    photo: Annotated[str, Field("照片", refers="file", hint="照片的路径；网页上有文字替代")] = ""
    email: Annotated[str, Field("电子邮箱", aliases=("邮箱",))] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Common):
    title: Annotated[
        str,
        Field("标题", aliases=("机构名称", "单位名称", "名称", "name"), longest=120, hint="用全称"),
    ]
    short_name: Annotated[str, Field("简称")] = ""
    code: Annotated[
        str,
        Field(
            "统一社会信用代码",
            aliases=("信用代码",),
            form=matching(BAD_CREDIT_CODE, r"[0-9A-HJ-NPQRTUWXY]{18}"),
        ),
    ] = ""
    index_prefix: Annotated[str, Field("索引号前段", hint="索引号里代表本机构的一段")] = ""
    address: Annotated[str, Field("地址", aliases=("办公地址",), expected=STATUTE)] = ""
    hours: Annotated[str, Field("办公时间", expected=STATUTE)] = ""
    phone: Annotated[str, Field("电话", aliases=("联系电话", "联系方式"), form=PHONE, expected=STATUTE)] = ""
    fax: Annotated[str, Field("传真", form=PHONE)] = ""
    postcode: Annotated[str, Field("邮编", aliases=("邮政编码",))] = ""
    email: Annotated[str, Field("电子邮箱", aliases=("邮箱",))] = ""
    website: Annotated[str, Field("网址", form=WEB_ADDRESS)] = ""
    head: Annotated[str, Field("负责人", aliases=("负责人姓名",), expected=STATUTE)] = ""
    duties: Annotated[tuple[str, ...], Field("机构职能", aliases=("职能", "主要职责"), expected=STATUTE)] = ()
    offices: Annotated[tuple[Office, ...], Field("内设机构", aliases=("机构设置",), expected=STATUTE)] = ()
    leaders: Annotated[tuple[Leader, ...], Field("领导信息", aliases=("领导分工",))] = ()
    parent: Annotated[str, Field("上级机构", refers="organisation")] = ""


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """`groups` are what the body has published, newest first, by kind; `counts` say how much there is of each."""

    fields: Organisation
    parent: Link | None
    subordinates: tuple[Link, ...]
    leaders: tuple[LeaderLine, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class LeaderLine:
    """A leader, and the address of the picture, "" where there is none."""

    leader: Leader
    photo: str


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    count: int
    latest: tuple[Link, ...]
    more: str


SHOWN = 8


def view(entry: Entry, site: Site) -> OrganisationView:
    fields: Organisation = entry.fields
    parent = site.find("organisation", fields.parent) if fields.parent else None
    own = site.find(entry.kind, entry.id)
    below = [
        Link(each.fields.title, each.address)
        for each in site.by_folder[entry.kind, entry.address.rpartition("/")[0]]
        if each.fields.disclosure == OPEN
        and each.fields.parent
        and site.find(entry.kind, each.fields.parent) == own
    ]
    return OrganisationView(
        fields=fields,
        parent=Link(parent.title, parent.address) if parent else None,
        subordinates=tuple(below),
        leaders=tuple(
            LeaderLine(each, (site.file(entry, each.photo) or "") if each.photo else "")
            for each in fields.leaders
        ),
        groups=tuple(_groups(entry, site)),
    )


def _groups(entry: Entry, site: Site) -> list[Group]:
    published = site.by_publisher.get(entry.id, ())
    groups = []
    for each in site.types.values():
        own = [subject for subject in published if subject.kind == each.key]
        if own and each.listed:
            latest = tuple(
                Link(subject.title, subject.address, str(subject.entry.fields.published or ""))
                for subject in own[:SHOWN]
            )
            groups.append(Group(each.label, len(own), latest, f"organisations/{entry.id}-list.html"))
    return groups


def check(entry: Entry, _site: Site) -> Iterator[Finding]:
    if isinstance(entry.fields, Organisation):
        yield from check_credit_code(entry)


def observe(entry: Entry, site: Site) -> Iterator[Observation]:
    if isinstance(entry.fields, Organisation):
        yield from observe_organisation(entry, site)


def linked(entry: Entry, site: Site) -> dict[str, Any]:
    """A body of government, and how to reach it (schema.org: GovernmentOrganization)."""
    fields: Organisation = entry.fields
    parent = site.find("organisation", fields.parent) if fields.parent else None
    return {
        "alternateName": fields.short_name,
        "identifier": fields.code,
        "address": fields.address,
        "telephone": fields.phone,
        "faxNumber": fields.fax,
        "email": fields.email,
        "sameAs": fields.website,
        "parentOrganization": Link(parent.title, parent.address) if parent else "",
    }


EXAMPLE = """\
类型: 机构
标题: 望溪区民政局
简称: 区民政局
地址: 望溪区人民路1号
办公时间: 周一至周五 9:00-12:00，13:30-17:00（法定节假日除外）
电话: 0100-2000002
负责人: 某某
机构职能:
  - 在这里逐条写职能
内设机构:
  - 名称: 办公室
    职责: 在这里写职责
    电话: 0100-2000003
"""

ORGANISATION = ContentType(
    key="organisation",
    label="机构",
    folder="organisations",
    fields=Organisation,
    template="organisation.html",
    example=EXAMPLE,
    view=view,
    check=check,
    observe=observe,
    schema_org="GovernmentOrganization",
    linked=linked,
)
