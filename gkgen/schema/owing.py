"""What an office owes: the limits within which content must be public, and the duties that stand in the calendar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias

from gkgen.findings import Place, Text

if TYPE_CHECKING:
    from gkgen.model import Entry
    from gkgen.schema.content_type import Site

DayUnit: TypeAlias = Literal["工作日", "日"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """How soon content must be public. The rule that checks it is `checks/deadlines.py`.

    `start` and `end` are fields of dates: the day on which the time begins, which isn't counted (民法典第二百零一条),
    and the day on which the content was made public. `start` may lead through a reference: `explains.published` is
    the day on which the document was published that the field `explains` names, the latest where it names several.
    `number` is of working days, or of calendar days where the law says so. Where the law names a day instead
    (31 January), `by` tells it for an entry, and `number` isn't used. Whoever is late gives a `late_reason`.
    """

    number: int
    unit: DayUnit
    basis: str
    start: str = "written"
    end: str = "published"
    by: Callable[[Entry, Site], date | None] | None = None


# 条例第二十六条: twenty working days from the day on which the information was made or changed.
DISCLOSURE = Deadline(20, "工作日", "政府信息公开条例第二十六条")


@dataclass(frozen=True, slots=True)
class Recurring:
    """What is owed again and again: one entry of the type for each year, a list brought up to date each quarter, or a
    look at each entry a year after its last change.

    `period` is the field that says for which year an entry is. The year's report is due in the year after it, on
    (month, day): a department's on `department`, a government's on `government` (条例第四十九条、第五十条).
    """

    every: Literal["year", "quarter", "entry"]
    basis: str
    period: str = "year"
    department: tuple[int, int] = (1, 31)
    government: tuple[int, int] = (3, 31)


@dataclass(frozen=True, slots=True)
class Duty:
    """Something in the calendar of the office: `owed` work has to be done by the day `on`, anything else happens on it.

    `subject` is the title of what it is about, `address` its page; `place` is where to mend it. `key` tells two
    duties of one subject apart, for ever: calendars know an event by it.
    """

    on: date
    key: str
    what: Text
    subject: str
    basis: str = ""
    address: str = ""
    place: Place | None = None
    owed: bool = True
