"""What is owed again and again: the report of each year, the catalogue of each quarter, a yearly look at what stands."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from gkgen.findings import Text
from gkgen.model import Entry
from gkgen.schema import Common, ContentType, Site
from gkgen.schema.content_type import PUBLISHER
from gkgen.schema.owing import Duty, Recurring

DEPARTMENT = "部门"


def recurring_duties(site: Site) -> Iterator[Duty]:
    for kind in site.types.values():
        recurring = kind.recurring
        if recurring is None:
            continue
        own = site.of_kind(kind.key)
        if recurring.every == "year":
            yield from _yearly(kind, recurring, own, site)
        elif recurring.every == "quarter":
            yield from _quarterly(kind, recurring, own, site)
        else:
            yield from _entries(kind, recurring, own, site.now)


def _yearly(kind: ContentType, recurring: Recurring, own: Sequence[Entry], site: Site) -> Iterator[Duty]:
    """The entry for the year before, from the first day of this one; for this year, due in the next. A department
    owes its own by 31 January, a government by 31 March; that somebody's is there doesn't free the others, and
    who they are isn't told anywhere, so only a site that has none for the year is told: one that has an organisation
    and had made something public by the year's end. What is owed by nobody known isn't owed."""
    month, day = recurring.department if site.config.level == DEPARTMENT else recurring.government
    there = {str(getattr(entry.fields, recurring.period, "")) for entry in own}
    since = _since(site)
    for year in (site.now.year - 1, site.now.year):
        if str(year) not in there and since is not None and since <= date(year, 12, 31):
            yield Duty(
                on=date(year + 1, month, day),
                key=f"{kind.key}-{year}",
                what=Text(f"公布{year}年的{kind.label}", f"publish the {kind.key} of {year}"),
                subject=site.config.name,
                basis=recurring.basis,
                address=f"{kind.folder}/index.html",
            )


def _since(site: Site) -> date | None:
    """The day on which the first thing was made public here; None where no organisation is known."""
    if not any(entry.kind == PUBLISHER for entry in site.entries):
        return None
    return min((each.fields.published for each in site.entries if each.fields.published), default=None)


def _quarterly(kind: ContentType, recurring: Recurring, own: Sequence[Entry], site: Site) -> Iterator[Duty]:
    """The list of each quarter is brought up to date by its end; of past quarters nothing can be known."""
    if not own:
        return
    year, quarter = site.now.year, (site.now.month + 2) // 3
    for ahead in range(4):
        past = quarter - 1 + ahead
        on = _last_day(year + past // 4, (past % 4 + 1) * 3)
        yield Duty(
            on=on,
            key=f"{kind.key}-{on.year}q{past % 4 + 1}",
            what=Text(f"核对本季度的{kind.label}目录", f"check the quarter's catalogue of {kind.key}"),
            subject=f"{on.year}年第{past % 4 + 1}季度",
            basis=recurring.basis,
            address=f"{kind.folder}/index.html",
        )


def _entries(kind: ContentType, recurring: Recurring, own: Sequence[Entry], now: date) -> Iterator[Duty]:
    """Each entry is looked through within a year of its last change; one without a date isn't told of."""
    for entry in own:
        fields: Common = entry.fields
        days = [fields.published, fields.changed, *(change.on for change in fields.changes)]
        last = max((day for day in days if day is not None and day <= now), default=None)
        if last is not None:
            yield Duty(
                on=last + timedelta(days=365),
                key="look-through",
                what=Text(
                    f"核对更新{kind.label}（满一年）", f"look through the {kind.key}: a year has gone by"
                ),
                subject=fields.title,
                basis=recurring.basis,
                address=entry.address,
                place=entry.place(),
            )


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
