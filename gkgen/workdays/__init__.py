"""Working days of China: which days are worked, as the State Council's notices say it, year by year.

A year without a notice isn't guessed at: what depends on it is None. The notices are in `calendar/`, from the project
holiday-cn (MIT, its licence beside them); a site adds a year of its own in the same form.

Counting: 民法典第二百零一条, the day on which a time begins isn't counted; 第二百零三条, a time that ends on a day off
ends on the next day that is worked.
"""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

_NOTICES = Path(__file__).parent / "calendar"
_DAY = timedelta(days=1)
_SATURDAY = 5
# A notice tells of the last days of the year before it: no notice has gone further back than 28 December.
_TURN = (12, 25)
# No year takes more days of the week than this from work, however its holidays fall.
_MOST_DAYS_OFF = 20


class NoticeError(Exception):
    """A notice that can't be read; the message says why, in a word that stands in a finding."""


@dataclass(frozen=True, slots=True)
class Notice:
    """The days of one year that are not as the days of the week have it: True is a day off, False one that is worked."""

    year: int
    days: Mapping[date, bool]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of all notices together, and the years that have one."""

    years: frozenset[int]
    days: Mapping[date, bool]

    def unknown_year(self, start: date, end: date) -> int | None:
        """The first year on whose missing notice the days after `start` up to `end` depend."""
        first = start + _DAY
        last = end.year + 1 if (end.month, end.day) >= _TURN else end.year
        return next((year for year in range(first.year, last + 1) if year not in self.years), None)

    def is_worked(self, day: date) -> bool:
        return not self.days.get(day, day.weekday() >= _SATURDAY)

    def working_days_between(self, start: date, end: date) -> int | None:
        """The working days after `start`, `end` among them; None where a year has no notice."""
        if self.unknown_year(start, end) is not None:
            return None
        return sum(1 for day in _days_after(start, end) if self.is_worked(day))

    def fewest_working_days(self, start: date, end: date) -> int:
        """How many there are at the least, whatever the notices that are missing would say."""
        length = (end - start).days
        if self.unknown_year(start, end) is None:
            return self.working_days_between(start, end) or 0
        years = end.year - start.year + 1
        return max(0, length // 7 * 5 - years * _MOST_DAYS_OFF)

    def add_working_days(self, start: date, number: int) -> date | None:
        """The last of `number` working days after `start`; None where a year has no notice."""
        day = start
        while number:
            day += _DAY
            if self.unknown_year(start, day) is not None:
                return None
            number -= self.is_worked(day)
        return day

    def add_days(self, start: date, number: int) -> date | None:
        """The last of `number` calendar days after `start`, or the next day that is worked (民法典第二百零三条)."""
        day = start + number * _DAY
        while self.unknown_year(day - _DAY, day) is None:
            if self.is_worked(day):
                return day
            day += _DAY
        return None


def months_after(day: date, number: int) -> date:
    """The same day so many months later, or the last of the month where that is shorter (民法典第二百零二条)."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _days_after(start: date, end: date) -> Iterable[date]:
    return (start + n * _DAY for n in range(1, (end - start).days + 1))


@cache
def published() -> Calendar:
    """The notices that come with the program."""
    return calendar_of(read_notice(path.read_bytes()) for path in sorted(_NOTICES.glob("*.json")))


def calendar_of(notices: Iterable[Notice], before: Calendar | None = None) -> Calendar:
    """The notices together, a later one going before an earlier one; a year whose notice is empty isn't known."""
    years = set(before.years) if before else set()
    days = dict(before.days) if before else {}
    for notice in notices:
        if notice.days:
            years.add(notice.year)
            days.update(notice.days)
    return Calendar(frozenset(years), days)


def read_notice(content: bytes) -> Notice:
    """A notice in the form of holiday-cn; raises NoticeError."""
    try:
        said = json.loads(content)
    except ValueError:
        raise NoticeError("JSON") from None
    if not isinstance(said, dict) or not isinstance(said.get("year"), int):
        raise NoticeError("year")
    if not isinstance(said.get("days"), list):
        raise NoticeError("days")
    return Notice(said["year"], dict(_day(each) for each in said["days"]))


def _day(said: object) -> tuple[date, bool]:
    if not isinstance(said, dict) or not isinstance(said.get("isOffDay"), bool):
        raise NoticeError("isOffDay")
    try:
        return date.fromisoformat(str(said.get("date"))), said["isOffDay"]
    except ValueError:
        raise NoticeError(str(said.get("date"))) from None
