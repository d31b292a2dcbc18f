"""What guides, powers and organisations show of the inspection indicators (国办秘函〔2019〕19号).

The ten elements are counted as the inspector counts them: a guide that charges nothing has said its 收费标准.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from gkgen.model import Entry
from gkgen.schema import Site
from gkgen.schema.documents import document_of
from gkgen.schema.observations import Aspect, Observation

if TYPE_CHECKING:
    from gkgen.types.guide import Guide, Material
    from gkgen.types.organisation import Organisation

_FORM = re.compile(r"(?:申请|申报|登记|审批|备案|报名)(?:表|书)|承诺书$")


def observe_guide(entry: Entry, site: Site) -> Iterator[Observation]:
    fields: Guide = entry.fields

    def seen(aspect: Aspect, faults: Iterator[str], *path: str | int) -> Observation:
        return Observation(aspect, fields.title, entry.address, entry.place(*path), tuple(faults))

    yield seen(Aspect.ELEMENTS, _missing(fields))
    yield seen(Aspect.MATERIALS, _unclear(fields), "materials")
    yield seen(Aspect.NAMES_ONLY, _names_only(fields, site), "bases")
    yield seen(Aspect.FORMS, _without_form(fields), "materials")
    unlinked = (each.title for each in fields.bases if document_of(each, site) is None)
    yield seen(Aspect.LINKED, unlinked if fields.bases else iter(("没有设定依据",)), "bases")


def _missing(fields: Guide) -> Iterator[str]:
    elements: tuple[tuple[str, Any], ...] = (
        ("设定依据", fields.bases),
        ("申请条件", fields.conditions),
        ("办理材料", fields.materials),
        ("办理地点", fields.place),
        ("办理机构", fields.organ),
        ("收费标准", fields.charged is False or fields.fees),
        ("办理时间", fields.hours),
        ("联系电话", fields.phone),
        ("办理流程", fields.process or fields.flowchart),
    )
    return (name for name, value in elements if not value)


def _unclear(fields: Guide) -> Iterator[str]:
    for material in fields.materials:
        parts = (
            ("原件/复印件", material.original),
            ("纸质/电子", material.medium),
            ("份数", material.copies is not None),
        )
        lacking = [name for name, told in parts if not told]
        if lacking:
            yield f"“{material.name}”没有说明{'、'.join(lacking)}"


def _names_only(fields: Guide, site: Site) -> Iterator[str]:
    for basis in fields.bases:
        if not (basis.article or basis.text or "第" in basis.title) and document_of(basis, site) is None:
            yield f"{basis.title}没有写条款和内容"


def _without_form(fields: Guide) -> Iterator[str]:
    """A form that the applicant fills in, and no file, no attachment and no place on line to have it from."""
    if fields.attachments or fields.online:
        return
    for material in fields.materials:
        if _FORM.search(material.name) and not _can_be_had(material):
            yield f"“{material.name}”没有空白表格"


def _can_be_had(material: Material) -> bool:
    return bool(material.form) or bool(re.search(r"窗口领取|现场领取|网站下载|下载|自动生成", material.note))


def observe_powers(entry: Entry, site: Site) -> Iterator[Observation]:
    """Licences: what a citizen applies for has a guide. Other powers may be exercised without an application."""
    for row in entry.rows:
        if row.value.kind == "行政许可":
            guided = any(each.kind == "guide" for each in site.naming.get(row.address, ()))
            faults = () if guided else ("没有办事指南",)
            yield Observation(Aspect.GUIDED, row.title, row.address, entry.place(*row.path, "name"), faults)


def observe_organisation(entry: Entry, _site: Site) -> Iterator[Observation]:
    fields: Organisation = entry.fields
    told: tuple[tuple[str, Any], ...] = (
        ("机构职能", fields.duties),
        ("机构设置", fields.offices),
        ("办公地址", fields.address),
        ("办公时间", fields.hours),
        ("联系方式", fields.phone),
        ("负责人姓名", fields.head),
    )
    lacking = tuple(f"没有{name}" for name, value in told if not value)
    yield Observation(Aspect.ORGANISATION, fields.title, entry.address, entry.place("title"), lacking)
    if fields.leaders:
        faults = tuple(f"{each.name}没有分工" for each in fields.leaders if not each.duties)
        yield Observation(Aspect.LEADERS, fields.title, entry.address, entry.place("leaders"), faults)
