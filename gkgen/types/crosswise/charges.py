"""What a guide charges against the fee schedules: what is not in a schedule in force may not be charged.

Sources: 《优化营商环境条例》第二十五条, 行政许可法第五十八条、第五十九条, 条例第二十条第（八）项.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from gkgen.findings import Finding, Text, error, warning
from gkgen.model import Entry
from gkgen.schema import Passage, Site, Subject, passages_of
from gkgen.schema.content_type import ENDED

if TYPE_CHECKING:
    from gkgen.types.guide import Guide

STATUTE = "《优化营商环境条例》第二十五条"
FREE_WITH_FEES = error(
    "X809",
    Text("写的是不收费，“{label}”里却有“{fee}”", "nothing is charged, and “{label}” names “{fee}”"),
    Text("核对是否收费；不收费就删去收费项目", "check 是否收费; where nothing is charged, delete the fee"),
    STATUTE,
)
FEES_UNNAMED = warning(
    "X810",
    Text(
        "写的是收费，没有写收费清单里的哪一项；清单之外一律不得收费",
        "a fee is charged, and no item of a fee schedule is named; what is not listed may not be charged",
    ),
    Text("在“收费标准”里写收费清单里项目的标识", "write the id of an item of a fee schedule under 收费标准"),
    STATUTE,
)
NOT_COLLECTED = error(
    "X811",
    Text("收费项目“{fee}”{why}，不能再收", "the fee “{fee}” {why}: it can't be charged"),
    Text("核对收费清单，或者把“是否收费”改成“否”", "check the fee schedule, or change 是否收费 to 否"),
    STATUTE,
)
OTHER_AMOUNT = error(
    "X812",
    Text(
        "这里写的是“{said}”，收费清单里“{fee}”没有这个标准",
        "this says “{said}”; the schedule has no such amount for “{fee}”",
    ),
    Text("照收费清单写：{standard}", "write what the schedule says: {standard}"),
    STATUTE,
)

_NUMBER = r"(\d+(?:\.\d+)?)\s*元"
_UNIT = r"[㐀-鿿]{1,3}"
_SHORT_UNIT = re.compile(rf"元\s*[/／每]\s*({_UNIT})")
_QUOTED = re.compile(rf"每({_UNIT}?)\s*{_NUMBER}|{_NUMBER}\s*[/／每]\s*({_UNIT})")
_CLAUSE = re.compile(r"[^。；;\n]+")
# A clause on other money: what is given, fined or lent, and what a case is let off.
_OTHER_MONEY = re.compile(
    r"补贴|补助|津贴|救助金|奖励|罚|押金|保证金|减半|减免|优惠|免收|不足|超过|以下|以上|原为|调整"
)
_CHARGED = re.compile(r"收费|工本费|缴费|缴纳|交纳|收取|费用|登记费|手续费")


def check_charges(entry: Entry, site: Site) -> Iterator[Finding]:
    fields: Guide = entry.fields
    label = "收费标准"
    if fields.charged is False and fields.fees:
        yield FREE_WITH_FEES.at(entry.place("fees", 0), label=label, fee=fields.fees[0])
    if fields.charged and not fields.fees:
        yield FEES_UNNAMED.at(entry.place("charged"))
    found = [site.find("fee", name) for name in fields.fees]
    for index, subject in enumerate(found):
        why = _not_collected(subject, site) if subject else None
        if subject is not None and why is not None and fields.charged is not False:
            yield NOT_COLLECTED.at(entry.place("fees", index), fee=subject.title, why=why)
    fees = [each for each in found if each is not None and each.row is not None]
    if fees and len(fees) == len(fields.fees):
        yield from _amounts(entry, fees)


def _not_collected(subject: Subject, site: Site) -> Text | None:
    """Why a fee can't be charged: its own status, or its schedule's."""
    status = subject.row.value.status if subject.row else None
    if status in ("停征", "取消", "免征"):
        return Text(f"已经{status}", f"is {status}")
    validity = site.validity_of(subject.entry)
    if validity in ENDED or subject.entry.fields.withdrawn is not None:
        said = validity if validity in ENDED else "撤下"
        return Text(f"所在的收费清单已经{said}", f"stands in a schedule that is {said}")
    return None


def _amounts(entry: Entry, fees: list[Subject]) -> Iterator[Finding]:
    """Amounts for the unit of a named fee, in a clause that speaks of charging, that no tier and no standard has."""
    known = dict(_units(fees))
    for passage in passages_of(entry, type(entry.fields)):
        if passage.spec.about.refers or passage.path[0] in ("bases", "changes", "title"):
            continue
        for clause in _CLAUSE.finditer(passage.text):
            if _OTHER_MONEY.search(clause[0]) or not _speaks_of(clause[0], fees):
                continue
            yield from _unlisted(passage, clause, known, fees)


def _unlisted(
    passage: Passage, clause: re.Match[str], known: dict[str, frozenset[Decimal]], fees: list[Subject]
) -> Iterator[Finding]:
    for found in _QUOTED.finditer(clause[0]):
        unit, amount = found[1] or found[4] or "", Decimal(found[2] or found[3])
        allowed = known.get(unit)
        if allowed is not None and amount not in allowed:
            fee = next(each for each in fees if unit in _units_of(each.row.value))  # type: ignore[union-attr]
            yield OTHER_AMOUNT.at(
                passage.at(clause.start() + found.start()),
                said=found[0],
                fee=fee.title,
                standard=_standard(fee),
            )


def _speaks_of(clause: str, fees: list[Subject]) -> bool:
    return bool(_CHARGED.search(clause)) or any(fee.title in clause for fee in fees)


def _units(fees: list[Subject]) -> Iterator[tuple[str, frozenset[Decimal]]]:
    """Each unit of the fees, with the amounts that any of them has for it or says in its words."""
    values = [fee.row.value for fee in fees if fee.row]
    said = {
        Decimal(each)
        for fee in values
        for text in (fee.standard, fee.remarks)
        for each in re.findall(_NUMBER, text)
    }
    for unit in sorted({unit for fee in values for unit in _units_of(fee)}):
        tiers = {tier.amount for fee in values for tier in fee.tiers if unit == _unit(tier.unit)}
        yield unit, frozenset(tiers | said)


def _units_of(fee: Any) -> set[str]:
    return {_unit(tier.unit) for tier in fee.tiers} - {""}


def _unit(written: str) -> str:
    """`元/证` is 证; 元/床·月 has no short form and is left alone."""
    found = _SHORT_UNIT.fullmatch(written)
    return found[1] if found else ""


def _standard(fee: Subject) -> str:
    value = fee.row.value if fee.row else None
    return "、".join(f"{tier.case} {tier.amount} {tier.unit}" for tier in value.tiers) if value else ""
