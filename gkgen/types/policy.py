"""Policy (政策文件, 规范性文件): a document that binds, with what it replaces and how long it is in force.

Sources: 条例第二十条第（一）项; 国办发〔2018〕37号 (统一登记、统一编号、统一印发); GB/T 9704-2012.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from gkgen.findings import Finding, Text, error, warning
from gkgen.model import Entry, Link
from gkgen.schema import ContentType, Disclosed, Field, Site
from gkgen.schema.common import document_number_of
from gkgen.schema.content_type import ENDED, IN_FORCE, PUBLISHER
from gkgen.schema.owing import Recurring
from gkgen.schema.showing import said
from gkgen.types.interpreting import interpretation_owed
from gkgen.types.pointing import DOCUMENTS, link_to, named
from gkgen.types.policy_lists import lists
from gkgen.types.register_numbers import REGISTERED, registered_twice

REPLACES_ITSELF = error(
    "K301",
    Text(
        "“{name}”替代来替代去，又回到了本文件",
        "“{name}” leads back to this document: it would replace itself",
    ),
    Text("“替代的文件”只写被本文件废止的旧文件", "name only the older documents that this one abolishes"),
)
REPLACED_IN_FORCE = warning(
    "K302",
    Text(
        "本文件替代了“{title}”，那份文件还标为“{validity}”",
        "this document replaces “{title}”, which still counts as “{validity}”",
    ),
    Text(
        "在 {file} 里加“废止:”，写日期和依据；只修改了一部分的，改写在“修改的文件”",
        "add “废止:” with its date and basis to {file}; a document changed in part belongs in 修改的文件",
    ),
    REGISTERED,
)
JOINT_WITH_ITSELF = warning(
    "K303",
    Text("联合发文机关里又写了发布机构“{name}”", "the joint publishers name the publisher “{name}” again"),
    Text("删去它，只写其他机关", "delete it; name only the others"),
)
UNREGISTERED = warning(
    "K304",
    Text("规范性文件没有统一编号", "a normative document has no register number"),
    Text(
        "补上“统一编号: …”；不是规范性文件的，写“规范性文件: 否”",
        "add “统一编号: …”, or write “规范性文件: 否” if it isn't one",
    ),
    REGISTERED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(Disclosed):
    index_number: Annotated[str, Field("索引号", aliases=("索引码",), expected="目录系统实施指引")] = ""
    written: Annotated[
        date | None,
        Field("成文日期", aliases=("生成日期", "产生日期", "发文日期"), expected="条例第十二条"),
    ] = None
    normative: Annotated[bool | None, Field("规范性文件", hint="写“是”或“否”")] = None
    register_number: Annotated[
        str, Field("统一编号", aliases=("规范性文件编号", "登记编号", "登记号"), hint="统一登记时给的编号")
    ] = ""
    registered: Annotated[date | None, Field("登记日期", hint="不写就用发布日期归入季度目录")] = None
    joint_publishers: Annotated[
        tuple[str, ...], Field("联合发文机关", aliases=("联合发文单位",), hint="发布机构以外的机关")
    ] = ()
    replaces: Annotated[
        tuple[str, ...],
        Field("替代的文件", aliases=("废止的文件",), refers=DOCUMENTS, reverse="替代本文件的文件"),
    ] = ()
    amends: Annotated[tuple[str, ...], Field("修改的文件", refers=DOCUMENTS, reverse="修改本文件的文件")] = ()


@dataclass(frozen=True, slots=True)
class PolicyFact:
    """A row that the type adds to the block of metadata."""

    label: str
    values: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PolicyView:
    """`official` documents are set like a 公文 (GB/T 9704); `standing` says of one in force since when and how long."""

    official: bool
    standing: str
    facts: tuple[PolicyFact, ...]


def view(entry: Entry, site: Site) -> PolicyView:
    fields: Policy = entry.fields
    return PolicyView(
        official=bool(document_number_of(fields)),
        standing=_standing(entry, site),
        facts=tuple(_facts(fields, site)),
    )


def _standing(entry: Entry, site: Site) -> str:
    """A document that isn't in force says so in its notices."""
    fields: Policy = entry.fields
    if site.validity_of(entry) not in IN_FORCE:
        return ""
    parts = ["本文件现行有效"]
    if fields.effective is not None:
        parts.append(f"自{said(fields.effective)}起施行")
    if fields.expires is not None:
        parts.append(f"有效期至{said(fields.expires)}")
    return "，".join(parts) + "。"


def _facts(fields: Policy, site: Site) -> Iterator[PolicyFact]:
    if fields.register_number:
        yield PolicyFact("统一编号", (Link(fields.register_number, ""),))
    for label, kinds, names in (
        ("联合发文机关", PUBLISHER, fields.joint_publishers),
        ("替代的文件", DOCUMENTS, fields.replaces),
        ("修改的文件", DOCUMENTS, fields.amends),
    ):
        if names:
            yield PolicyFact(label, tuple(link_to(kinds, name, site) for name in names))


# ---------------------------------------------------------------- what is wrong


def check(entry: Entry, site: Site) -> Iterator[Finding]:
    yield from registered_twice(entry, site)
    fields = entry.fields
    if not isinstance(fields, Policy):
        return
    yield from _replaced(entry, site)
    publisher = named(PUBLISHER, fields.publisher, site)
    for index, name in enumerate(fields.joint_publishers):
        joint = named(PUBLISHER, name, site)
        if name == fields.publisher or (joint is not None and joint == publisher):
            yield JOINT_WITH_ITSELF.at(entry.place("joint_publishers", index), name=name)
    numbered = fields.normative is None and "规〔" in fields.document_number
    if (fields.normative or numbered) and not fields.register_number:
        yield UNREGISTERED.at(entry.place("document_number" if numbered else "normative"))


def _replaced(entry: Entry, site: Site) -> Iterator[Finding]:
    """An abolition that has no day, and a document that replaces itself by way of others."""
    fields: Policy = entry.fields
    in_force = site.validity_of(entry) in IN_FORCE
    for index, name in enumerate(fields.replaces):
        found = named(DOCUMENTS, name, site)
        if found is None:
            continue
        place = entry.place("replaces", index)
        if _leads_back(found.entry, entry, site):
            yield REPLACES_ITSELF.at(place, name=name)
        elif in_force and site.validity_of(found.entry) not in ENDED:
            yield REPLACED_IN_FORCE.at(
                place, title=found.title, validity=site.validity_of(found.entry), file=found.entry.path
            )


def _leads_back(start: Entry, entry: Entry, site: Site) -> bool:
    """Whether what `start` replaces, and what that replaces, and so on, comes to `entry`."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        each = waiting.pop()
        if each is entry:
            return True
        if each.address in seen:
            continue
        seen.add(each.address)
        subjects = (named(DOCUMENTS, name, site) for name in getattr(each.fields, "replaces", ()))
        waiting += [subject.entry for subject in subjects if subject is not None]
    return False


EXAMPLE = """\
---
类型: 政策文件
标题: 望溪区人民政府关于印发望溪区行政规范性文件管理办法的通知
索引号: {index_number}
文号: 望溪政发〔2026〕5号
发布机构: {organisation}
成文日期: 2026-03-02
发布日期: {today}
生效日期: {today}
公开目录: {node}
公开审查:
  审查人: 某某
  日期: {today}
  依据: 《政府信息公开条例》第十七条
# 是规范性文件的写“是”，再写一行“统一编号: …”
规范性文件: 否
主题分类: 综合政务
体裁分类: 通知
信息来源: {organisation}
---

各乡镇人民政府、街道办事处，区政府各部门：

在这里写正文。
"""

POLICY = ContentType(
    key="policy",
    label="政策文件",
    folder="policies",
    fields=Policy,
    template="policy.html",
    example=EXAMPLE,
    view=view,
    check=check,
    lists=lists,
    duties=interpretation_owed,
    recurring=Recurring("quarter", REGISTERED),
    suffix=".md",
    schema_org="Legislation",
)
