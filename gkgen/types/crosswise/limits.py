"""Time limits compared across their units: what is certainly longer, and nothing that is merely likely.

A limit is an interval of calendar days. 行政许可法第八十二条 counts the days of a licence as working days, other laws
count calendar days, so `日` may be either; a month has 28 to 31 days; working days may meet the longest holidays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from gkgen.schema import TimeLimit

# The longest that people are off in one go, days that a holiday takes from working time (国务院 holiday notices).
_HOLIDAY = 9


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The calendar days that a limit takes at least and at most."""

    least: float
    most: float


def span_of(limit: TimeLimit) -> Span:
    number = limit.number
    if number == 0:
        return Span(0, 1)
    if limit.unit in ("工作日", "日"):
        return Span(number, _working(number))
    if limit.unit == "月":
        return Span(max(28.0, number * 30.4 - 3), number * 31)
    if limit.unit == "年":
        return Span(number * 365, number * 366)
    hours = number if limit.unit == "小时" else number / 60
    return Span(hours / 24, hours / 24)


def _working(number: int) -> int:
    """Calendar days within which so many working days have surely passed: weekends, one begun at each end, and the
    holidays of the season."""
    return ceil(number * 7 / 5) + 2 + _HOLIDAY * (1 + number // 60)


def certainly_longer(one: TimeLimit, other: TimeLimit) -> bool:
    """Whether a limit is longer than another on every calendar."""
    if one.number and other.number and one.unit == other.unit:
        return one.number > other.number
    return span_of(one).least > span_of(other).most


def certainly_other(one: TimeLimit, other: TimeLimit) -> bool:
    return certainly_longer(one, other) or certainly_longer(other, one)


def total(limits: Sequence[TimeLimit], like: TimeLimit) -> TimeLimit | None:
    """Limits one after another: their sum, in the unit of `like` if all are written so; else the days that they take
    at least, where that can be told as whole days."""
    told = [each for each in limits if each.number]
    if not told:
        return None
    if all(each.unit == like.unit for each in told):
        return TimeLimit(number=sum(each.number for each in told), unit=like.unit)
    least = sum(span_of(each).least for each in told)
    return TimeLimit(number=int(least), unit="日") if least >= 1 else None


def excess(limits: Sequence[TimeLimit], limit: TimeLimit) -> str:
    """How long limits one after another take, in words, where that is certainly longer than `limit`; else ""."""
    summed = total(limits, limit)
    if not limit.number or summed is None or not certainly_longer(summed, limit):
        return ""
    return summed.said() if summed.unit == limit.unit else f"至少 {summed.said()}"


_LIMIT = r"(\d{1,4}\s*个?\s*(?:工作日|工作天|自然日|日|天|小时|月|年))"
# The limit of the whole matter, not of a step: named as such, or counted from acceptance to completion.
_SAID = (
    ("statutory", re.compile(rf"法定(?:办结|办理)?(?:时限|期限)\s*(?:为|是|[:：])?\s*{_LIMIT}")),
    ("promised", re.compile(rf"承诺(?:办结|办理)?(?:时限|期限)\s*(?:为|是|[:：])?\s*{_LIMIT}")),
    (
        "",
        re.compile(
            rf"自(?:受理|收到申请|申请受理)(?:之日)?起[，,]?\s*{_LIMIT}(?:以?内)?(?:办结|办理完毕|办理完成)"
        ),
    ),
)


def limits_said(text: str) -> Iterator[tuple[str, TimeLimit, str, int]]:
    """The limits of the whole matter that a text tells: of which kind, the limit, its words and where they begin."""
    for kind, pattern in _SAID:
        for found in pattern.finditer(text):
            limit = TimeLimit.from_text(found[1])
            if limit is not None:
                yield kind, limit, found[1], found.start(1)
