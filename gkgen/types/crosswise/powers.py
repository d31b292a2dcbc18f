"""A guide against the power that it names: the same kind, the same organ, at least one basis in common.

Sources: 国务院令第716号第六条, GB/T 36114-2018; the power list is the source of what a guide may handle.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from gkgen.findings import Finding, Place, Text, error, warning
from gkgen.model import Entry, Row
from gkgen.schema import Basis, Site, Subject
from gkgen.schema.documents import law_titles

if TYPE_CHECKING:
    from gkgen.types.guide import Guide

OTHER_KIND = error(
    "X813",
    Text(
        "事项类型是“{kind}”，权责清单里“{power}”是“{own}”",
        "the kind is “{kind}”; the power list says “{own}” of “{power}”",
    ),
    Text("照权责清单写，或者改“对应权责事项”", "write what the power list says, or change 对应权责事项"),
    "国务院令第716号第六条",
)
OTHER_ORGAN = warning(
    "X814",
    Text(
        "办理机构是“{organ}”，权责清单里“{power}”的行使主体是“{actor}”",
        "the organ is “{organ}”; by the power list “{actor}” exercises “{power}”",
    ),
    Text("核对办理机构和权责清单的行使主体", "check the organ and the power list"),
    "国务院令第716号第六条",
)
NO_COMMON_BASIS = warning(
    "X815",
    Text(
        "依据与权责清单里“{power}”的实施依据没有一个相同：{bases}",
        "no basis is the same as in the power list for “{power}”: {bases}",
    ),
    Text("核对依据，两处写同样的法律文件", "check the bases; both name the same laws"),
    "国务院令第716号第六条",
)

NO_PERMIT = error(
    "X816",
    Text(
        "这是行政许可，权责清单里“{power}”的类型是“{own}”",
        "this is a permit; the power list says “{own}” of “{power}”",
    ),
    Text(
        "核对权责清单的职权类型，或者改“对应权责事项”",
        "check the kind in the power list, or change 对应权责事项",
    ),
    "国办发〔2022〕2号",
)


def check_power(entry: Entry, site: Site, kinds: Mapping[str, str]) -> Iterator[Finding]:
    """`kinds` are other words for the kinds of power."""
    fields: Guide = entry.fields
    found = site.find("power", fields.power) if fields.power else None
    if found is None or found.row is None:
        return
    power = found.row.value
    kind = kinds.get(fields.kind, fields.kind)
    if kind in kinds.values() and kind != power.kind:
        yield OTHER_KIND.at(entry.place("kind"), kind=fields.kind, power=found.title, own=power.kind)
    yield from _organ(entry, found, site)
    yield from _bases(fields.bases, found, entry.place("bases"))


def check_permit(entry: Entry, row: Row, site: Site) -> Iterator[Finding]:
    """A permit of a list against the power by which it is given: of the same kind, on a basis in common."""
    permit = row.value
    found = site.find("power", permit.power) if permit.power else None
    if found is None or found.row is None:
        return
    own = found.row.value.kind
    if own != "行政许可":
        yield NO_PERMIT.at(entry.place(*row.path, "power"), power=found.title, own=own)
    yield from _bases(permit.bases, found, entry.place(*row.path, "bases"))


def _bases(bases: tuple[Basis, ...], found: Subject, place: Place) -> Iterator[Finding]:
    assert found.row is not None
    own = law_titles(found.row.value.bases)
    if bases and own and not law_titles(bases) & own:
        said = "、".join(f"《{title}》" for title in sorted(own))
        yield NO_COMMON_BASIS.at(place, power=found.title, bases=said)


def _organ(entry: Entry, found: Subject, site: Site) -> Iterator[Finding]:
    """Only where both are bodies of the site, and neither stands under the other: a hall's counter is no other organ."""
    assert found.row is not None
    organ = site.find("organisation", entry.fields.organ)
    actor = site.find("organisation", found.row.value.actor or found.entry.fields.publisher)
    if organ is None or actor is None or organ == actor or _related(organ, actor, site):
        return
    yield OTHER_ORGAN.at(entry.place("organ"), organ=organ.title, power=found.title, actor=actor.title)


def _related(one: Subject, other: Subject, site: Site) -> bool:
    above = [site.find("organisation", getattr(each.entry.fields, "parent", "")) for each in (one, other)]
    return above[0] == other or above[1] == one
