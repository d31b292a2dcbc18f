"""How an entry is disclosed, and what the statute asks to be said with it (条例第十三至十九条、第二十七条)."""

from __future__ import annotations

from collections.abc import Iterator

from gkgen.findings import Finding, Place, Text, error, warning
from gkgen.schema import Common, Site
from gkgen.schema.common import ON_REQUEST, WITHHELD

NO_GROUND = error(
    "D711",
    Text("公开方式是“不予公开”，没有写理由和依据", "the entry is withheld, and no ground in law is given"),
    Text(
        "加“不予公开:”，下面写“理由”和“依据”（条例第十四至十六条）",
        "add “withheld:” with its ground and basis (articles 14 to 16 of the regulation)",
    ),
)
GROUND_WITHOUT_WITHHOLDING = error(
    "D712",
    Text(
        "写了“不予公开”的理由，公开方式却是“{disclosure}”",
        "a ground for withholding is given, but the entry is “{disclosure}”",
    ),
    Text("改公开方式，或者删去理由", "change the disclosure, or delete the ground"),
)
NO_WAY_TO_APPLY = warning(
    "D713",
    Text(
        "有依申请公开的条目，site.yaml 里没有写怎样申请",
        "there are entries to apply for, and site.yaml doesn't say how",
    ),
    Text(
        "在 site.yaml 加“依申请公开:”，写受理机构、地址和电话",
        "add “applying:” with the office, its address and phone",
    ),
)


def check(site: Site) -> Iterator[Finding]:
    for entry in site.entries:
        fields: Common = entry.fields
        if fields.disclosure == WITHHELD and fields.withheld is None:
            yield NO_GROUND.at(entry.place("disclosure"))
        if fields.disclosure != WITHHELD and fields.withheld is not None:
            yield GROUND_WITHOUT_WITHHOLDING.at(entry.place("withheld"), disclosure=fields.disclosure)
    on_request = any(entry.fields.disclosure == ON_REQUEST for entry in site.entries)
    if on_request and site.config.applying is None:
        yield NO_WAY_TO_APPLY.at(Place("site.yaml"))
