"""The time limits of a guide against each other: promise, statute, steps, special steps and the text beside them.

Sources: 行政许可法第四十二条、第八十二条, GB/T 36114-2018 (承诺办结时限 and 法定办结时限).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gkgen.findings import Finding, Text, error, warning
from gkgen.model import Entry
from gkgen.schema import Passage, TimeLimit, passages_of
from gkgen.types.crosswise.limits import certainly_longer, certainly_other, excess, limits_said

if TYPE_CHECKING:
    from gkgen.types.guide import Guide

PROMISED_TOO_LONG = error(
    "X801",
    Text(
        "承诺办结时限 {promised} 比法定办结时限 {statutory} 长",
        "the promised limit, {promised}, is longer than the statutory one, {statutory}",
    ),
    Text("核对两个时限和它们的单位", "check both limits and their units"),
    "行政许可法第四十二条",
)
OTHER_LIMIT = warning(
    "X802",
    Text("文中写的是“{said}”，“{label}”是 {limit}", "the text says “{said}”; “{label}” is {limit}"),
    Text("改成一致", "make them the same"),
    "国办秘函〔2019〕19号，内容准确",
)
STEPS_TOO_LONG = warning(
    "X803",
    Text(
        "各环节时限加起来是 {sum}，比“{label}”{limit} 长",
        "the steps take {sum} together, longer than “{label}”, {limit}",
    ),
    Text(
        "核对各环节的时限；不计入时限的环节写到“特殊环节”里",
        "check the limits of the steps; what doesn't count belongs under 特殊环节",
    ),
    "GB/T 36114-2018",
)
SPECIAL_TOO_LONG = warning(
    "X804",
    Text(
        "特殊环节“{step}”的 {special} 计入法定时限，比法定办结时限 {statutory} 长",
        "the special step “{step}”, {special}, counts within the statutory limit of {statutory} and is longer",
    ),
    Text(
        "核对时限，或者写“计入法定时限: 否”（行政许可法第四十五条）",
        "check the limit, or write 计入法定时限: 否 (article 45)",
    ),
    "行政许可法第四十五条",
)
# A longer limit is lawful where a case is hard or its limit is extended (行政许可法第四十二条).
_EXTENDED = re.compile(r"复杂|特殊|延长|批准|疑难|听证|鉴定|检验")
LABELS = {"statutory": "法定办结时限", "promised": "承诺办结时限"}


def check_times(entry: Entry) -> Iterator[Finding]:
    fields: Guide = entry.fields
    promised, statutory = fields.promised, fields.statutory
    if promised and statutory and certainly_longer(promised, statutory):
        yield PROMISED_TOO_LONG.at(
            entry.place("promised"), promised=promised.said(), statutory=statutory.said()
        )
    yield from _steps(entry)
    for index, special in enumerate(fields.special):
        if special.counted and special.limit and statutory and certainly_longer(special.limit, statutory):
            yield SPECIAL_TOO_LONG.at(
                entry.place("special", index, "limit"),
                step=special.name,
                special=special.limit.said(),
                statutory=statutory.said(),
            )
    yield from _texts(entry)


def whole_limit(fields: Guide) -> tuple[str, TimeLimit] | None:
    """The limit that the office holds itself to: what it promises, else what the law gives it."""
    if fields.promised is not None:
        return LABELS["promised"], fields.promised
    return (LABELS["statutory"], fields.statutory) if fields.statutory is not None else None


def _steps(entry: Entry) -> Iterator[Finding]:
    """The steps of a guide are done one after another; what the special steps take is not in the promise."""
    fields: Guide = entry.fields
    whole = whole_limit(fields)
    special = {each.name for each in fields.special if not each.counted}
    if whole is None:
        return
    label, limit = whole
    limits = [each.limit for each in fields.process if each.limit and each.step not in special]
    if said := excess(limits, limit):
        yield STEPS_TOO_LONG.at(entry.place("process"), sum=said, label=label, limit=limit.said())


def _texts(entry: Entry) -> Iterator[Finding]:
    """A limit of the whole matter told in a text beside the fields. Quoted law and the answers of others don't count."""
    fields: Guide = entry.fields
    told = {"statutory": fields.statutory, "promised": fields.promised}
    for passage in passages_of(entry, type(fields)):
        if passage.path[0] in ("bases", "changes", "special", "statutory", "promised"):
            continue
        for kind, limit, words, offset in limits_said(passage.text):
            field = told[kind] if kind else None
            if field is not None and _contradicts(limit, field):
                yield _other(passage, offset, words, LABELS[kind], field)
            elif not kind and not _EXTENDED.search(passage.text, max(0, offset - 40), offset):
                yield from _longer_than_both(passage, offset, words, limit, told)


def _contradicts(limit: TimeLimit, field: TimeLimit) -> bool:
    return limit.number != field.number if limit.unit == field.unit else certainly_other(limit, field)


def _longer_than_both(
    passage: Passage, offset: int, words: str, limit: TimeLimit, told: dict[str, TimeLimit | None]
) -> Iterator[Finding]:
    """A limit counted from acceptance that is longer than the promise and the statute's: told beside the longer."""
    kinds = [kind for kind in ("statutory", "promised") if told[kind]]
    if kinds and all(certainly_longer(limit, field) for kind in kinds if (field := told[kind])):
        field = told[kinds[0]]
        assert field is not None
        yield _other(passage, offset, words, LABELS[kinds[0]], field)


def _other(passage: Passage, offset: int, words: str, label: str, field: TimeLimit) -> Finding:
    return OTHER_LIMIT.at(passage.at(offset), said=words, label=label, limit=field.said())
