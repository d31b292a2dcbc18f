"""Deadlines: content is public in time, in working days where the law counts them, in calendar days where it says so.

条例第二十六条: within twenty working days from the day on which the information was made. A type may have a limit of its own
(three days for an interpretation, seven for a penalty). The first day isn't counted (民法典第二百零一条); a limit of calendar
days that ends on a day off ends on the next working day (第二百零三条). Not counted: what is withheld, what gives a
`late_reason`, and what can't be decided because a year's holidays aren't known, which is said once for each year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gkgen.findings import Finding, Text, warning
from gkgen.model import Entry
from gkgen.schema import Disclosed, Site, fields_of
from gkgen.schema.common import OPEN
from gkgen.schema.owing import DISCLOSURE, Deadline

LATE = warning(
    "D731",
    Text("{label} {day} 太晚：{detail}", "{label} {day} is too late: {detail}"),
    Text(
        "加一行“迟延原因: …”，写明为什么晚；日期写错的改日期",
        "add a line “late_reason: …” that says why; or mend the date if it is wrong",
    ),
    DISCLOSURE.basis,
)
LATE_FOR_ITS_KIND = warning(
    "D732",
    Text("{label} {day} 太晚：{detail}（{basis}）", "{label} {day} is too late: {detail} ({basis})"),
    LATE.mend,
)
OLD_DOCUMENTS = warning(
    "D733",
    Text(
        "有 {count} 件成文于条例施行（2008年5月1日）以前，到 {day} 或更晚才公开，没有写迟延原因；这是第一件",
        "{count} documents from before the regulation (1 May 2008) were published as late as {day} or later, and no reason is given; this is the first",
    ),
    Text(
        "在各件加一行“迟延原因: …”，例如“历史文件集中清理”“解密”",
        "add a line “late_reason: …” to each, such as an archive that was cleared or a secret that was released",
    ),
    DISCLOSURE.basis,
)
YEAR_UNKNOWN = warning(
    "D734",
    Text(
        "{year} 年的放假安排还没有公布，或者本程序没有，{count} 条信息的公开期限没有核对；这是第一条",
        "the holidays of {year} aren't published, or gkgen doesn't have them: the deadlines of {count} entries weren't checked; this is the first",
    ),
    Text(
        "公布以后更新 gkgen，或者照国务院办公厅的通知写 calendar/{year}.json",
        "update gkgen when they are, or write calendar/{year}.json after the State Council's notice",
    ),
)
# 政府信息公开条例 of 2007 came into force.
REGULATED = date(2008, 5, 1)
# No holiday, with the days off around it, puts the end of a time off by more days.
LONGEST_REST = 12
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """The time of one entry that a deadline is about: from `start`, which isn't counted, to `end`."""

    entry: Entry
    deadline: Deadline
    start: date
    end: date
    label: Text


def check(site: Site) -> Iterator[Finding]:
    unknown: dict[int, list[Span]] = defaultdict(list)
    old: list[Span] = []
    for span in _spans(site):
        verdict = _verdict(span, site)
        if span.deadline is DISCLOSURE and span.start < REGULATED:
            old += [span] if isinstance(verdict, Text) else []
        elif isinstance(verdict, int):
            unknown[verdict].append(span)
        elif verdict is not None:
            yield _late(span, verdict)
    if old:
        first = min(old, key=lambda span: span.entry.path)
        day = min(span.end for span in old)
        yield OLD_DOCUMENTS.at(first.entry.place(first.deadline.end), count=len(old), day=str(day))
    for year, spans in sorted(unknown.items()):
        first = min(spans, key=lambda span: span.entry.path)
        yield YEAR_UNKNOWN.at(first.entry.place(first.deadline.end), year=year, count=len(spans))


def _late(span: Span, detail: Text) -> Finding:
    place = span.entry.place(span.deadline.end)
    if span.deadline is DISCLOSURE:
        return LATE.at(place, label=span.label, day=str(span.end), detail=detail)
    return LATE_FOR_ITS_KIND.at(
        place, label=span.label, day=str(span.end), detail=detail, basis=span.deadline.basis
    )


def _spans(site: Site) -> Iterator[Span]:
    """Every entry with a deadline, both of its days and no reason for being late; what is to come is looked at too."""
    for entry in (*site.entries, *site.coming):
        kind = site.types[entry.kind]
        deadline = kind.deadline
        if deadline is None or entry.fields.disclosure != OPEN or entry.fields.late_reason:
            continue
        if deadline is DISCLOSURE and not issubclass(kind.fields, Disclosed):
            continue
        start = deadline.by(entry, site) if deadline.by else _day_of(entry, deadline.start, site)
        end = getattr(entry.fields, deadline.end)
        if start is not None and end is not None and end > start:
            yield Span(entry, deadline, start, end, _label(entry, deadline.end))


def _verdict(span: Span, site: Site) -> Text | int | None:
    """What is wrong, None when it is in time, or the year without whose holidays it can't be told."""
    deadline, days = span.deadline, (span.end - span.start).days
    if deadline.by is not None:
        return Text(f"期限是 {span.start}", f"the last day was {span.start}")
    if days <= deadline.number:
        return None
    calendar, limit = site.calendar, deadline.number
    if deadline.unit == "日":
        last = calendar.add_days(span.start, limit)
        if last is None and days <= limit + LONGEST_REST:
            return calendar.unknown_year(span.start, span.end + LONGEST_REST * _DAY)
        said = Text(
            f"自 {span.start} 起 {days} 日，限 {limit} 日", f"{days} days from {span.start}, of {limit}"
        )
        return said if last is None or span.end > last else None
    last = calendar.add_working_days(span.start, limit)
    if last is not None and span.end <= last:
        return None
    return _too_many(span, site, last)


def _too_many(span: Span, site: Site, last: date | None) -> Text | int | None:
    """Late beyond doubt, whatever a missing notice would say; else the year to ask for."""
    start, limit = span.start, span.deadline.number
    days = site.calendar.working_days_between(start, span.end)
    if days is not None and days > limit:
        return Text(
            f"自 {start} 起 {days} 个工作日，限 {limit} 个工作日",
            f"{days} working days from {start}, of {limit}",
        )
    if last is not None:
        return Text(
            f"自 {start} 起 {limit} 个工作日，到 {last} 为止",
            f"{limit} working days from {start} end on {last}",
        )
    fewest = site.calendar.fewest_working_days(start, span.end)
    if fewest > limit:
        return Text(
            f"自 {start} 起至少 {fewest} 个工作日，限 {limit} 个工作日",
            f"at least {fewest} working days from {start}, of {limit}",
        )
    return site.calendar.unknown_year(start, span.end)


def _day_of(entry: Entry, way: str, site: Site) -> date | None:
    """The day in a field, or in a field of what another field names: the latest, where it names several."""
    key, _, rest = way.partition(".")
    value = getattr(entry.fields, key, None)
    if not rest:
        return value if isinstance(value, date) else None
    spec = next(spec for spec in fields_of(site.types[entry.kind].fields) if spec.key == key)
    names = (value,) if isinstance(value, str) else value or ()
    found = [site.find(kind, name) for kind in spec.about.refers.split() for name in names]
    days = [_day_of(each.entry, rest, site) for each in found if each is not None]
    return max((day for day in days if day is not None), default=None)


def _label(entry: Entry, key: str) -> Text:
    label = next(spec.about.label for spec in fields_of(type(entry.fields)) if spec.key == key)
    return Text(label, key)
