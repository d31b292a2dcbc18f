"""Hours and days that can't be: 下午8:30-11:30, 上午14:00, 凌晨14时, 25:00, 2月30日, 13月.

下午2:30 is usual; from 8 to 11 o'clock it is the morning. A day of the old calendar (农历) may be a 30th of February.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from gkgen.checks.forms.slip import Room, Slip
from gkgen.findings import Text, warning

HALF_DAY = warning(
    "W835",
    Text("“{found}”的时间与上午、下午对不上", "the hour in “{found}” doesn't fit the half of the day"),
    Text("核对是上午还是下午", "find out which half of the day is meant"),
    "国办秘函〔2019〕19号（办事指南信息准确）",
)
HOUR = warning(
    "W836",
    Text("没有“{found}”这个时刻", "there is no time of day “{found}”"),
    Text("核对后改正；夜里十二点写“24:00”", "correct it; midnight is 24:00"),
)
DAY = warning(
    "W837",
    Text("没有“{found}”这一天", "there is no day “{found}”"),
    Text("核对后改正", "correct it"),
)

_HALF = re.compile(
    r"(?:下午[ \u3000]*(?:0?[89]|1[01])|上午[ \u3000]*(?:1[3-9]|2[0-3])|凌晨[ \u3000]*(?:0?[89]|1[013-9]|2[0-3])"
    r"|(?:早上|早晨|清晨)[ \u3000]*(?:1[2-9]|2[0-3])|(?:晚上|晚间)[ \u3000]*1[3-6]|中午[ \u3000]*(?:0?[4-9]|1[5-9]|2[0-3]))"
    r"(?:[:：][0-5]\d|时(?![间段代效限])|点(?![名击位意要建]))"
)
_TIME = re.compile(r"(\d(?<![\d.].)(?<!\d[:：].)\d?)[:：](\d\d)(?![\d:：])")
_WORD_OF_TIME = re.compile(
    r"(?:[上下中]午|晚上?|凌晨|早[上晨]|时间(?:定|调整)?[为是]?[：:]?|[:：]\d\d[ ]?[至到~～—–-]+[ ]?(?:次日)?)[ ]?$"
)
_SPAN_BEHIND = re.compile(r"[ ]?[至到~～—–-]+[ ]?(?:上午|下午|晚上?|次日)?\d{1,2}[:：]\d\d")
_CHINESE_DAY = re.compile(r"(\d\d?)月(?:(\d{1,2})日)?")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年[ ]?$")
_PLAIN_DAY = re.compile(r"((?:19|20)(?<![\d./-]..)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?![\d./-])")
_LEAP_YEAR = 2000


def find_half_days(text: str) -> Iterator[Slip]:
    for found in _HALF.finditer(text):
        yield Slip(found.start(), found.end(), HALF_DAY)


def find_hours(text: str) -> Iterator[Slip]:
    """Only where a time is meant for sure: a span, or a word of time before it. 60:40 is a ratio."""
    for found in _TIME.finditer(text):
        hour, minute = int(found[1]), int(found[2])
        if (hour, minute) <= (24, 0) and minute <= 59:
            continue
        before = text[max(0, found.start() - 12) : found.start()]
        if _WORD_OF_TIME.search(before) or _SPAN_BEHIND.match(text, found.end()):
            yield Slip(found.start(), found.end(), HOUR)


def find_days(text: str) -> Iterator[Slip]:
    for found in _CHINESE_DAY.finditer(text):
        before = text[max(0, found.start() - 8) : found.start()]
        year = _YEAR.search(before)
        if before[-1:].isdigit() or before[-1:] == "." or "农历" in before or not (year or found[2]):
            continue
        if not _is_day(int(year[1]) if year else None, int(found[1]), int(found[2]) if found[2] else None):
            yield Slip(found.start() - (len(year[0]) if year else 0), found.end(), DAY)


def find_plain_days(text: str) -> Iterator[Slip]:
    for found in _PLAIN_DAY.finditer(text):
        if not _is_day(int(found[1]), int(found[3]), int(found[4])):
            yield Slip(found.start(), found.end(), DAY)


def _is_day(year: int | None, month: int, day: int | None) -> bool:
    return 1 <= month <= 12 and (day is None or 1 <= day <= monthrange(year or _LEAP_YEAR, month)[1])


ROOMS = (
    Room(find_half_days, frozenset("午晨早晚")),
    Room(find_hours, frozenset(":：")),
    Room(find_days, frozenset("月")),
    Room(find_plain_days, frozenset("-/.")),
)
