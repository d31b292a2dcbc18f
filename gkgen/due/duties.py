"""Site → duties: of each entry, of each type, and of what stands in nobody's file because it is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gkgen.due.recurring import recurring_duties
from gkgen.findings import Text
from gkgen.model import Entry
from gkgen.schema import Common, Site
from gkgen.schema.owing import Duty

REASSESS = Text("评估能否公开", "reassess whether it can be disclosed")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendared:
    """A duty as it stands on the day of the site: `days` until it, less than none when it is past."""

    duty: Duty
    days: int

    @property
    def overdue(self) -> bool:
        return self.duty.owed and self.days < 0


def duties_of(site: Site) -> tuple[Calendared, ...]:
    """Everything that is owed or comes, by its day, the overdue first; what has happened isn't told again."""
    found = [*_of_entries(site), *recurring_duties(site)]
    calendared = [Calendared(duty, (duty.on - site.now).days) for duty in found]
    ahead = (each for each in calendared if each.overdue or each.days >= 0)
    return tuple(
        sorted(ahead, key=lambda each: (each.duty.on, each.duty.key, each.duty.address, each.duty.subject))
    )


def until(duties: Iterable[Calendared], last: date) -> tuple[Calendared, ...]:
    """Those up to a day, and all that is overdue."""
    return tuple(each for each in duties if each.duty.on <= last)


def _of_entries(site: Site) -> Iterator[Duty]:
    for entry in site.coming:
        yield _event(entry, entry.fields.published, "published", Text("公开", "goes public"))
    for entry in (*site.entries, *site.coming):
        yield from _changing(entry)
        yield from _withheld(entry)
    for entry in site.entries:
        if isinstance(entry.fields, site.types[entry.kind].fields):
            yield from site.types[entry.kind].duties(entry, site)


def _changing(entry: Entry) -> Iterator[Duty]:
    """What the next build on the day will do by itself; the day after the last one on which it stands."""
    fields: Common = entry.fields
    if fields.effective is not None:
        yield _event(entry, fields.effective, "effective", Text("生效", "takes effect"))
    if fields.expires is not None:
        yield _event(entry, fields.expires + _DAY, "expires", Text("失效（有效期届满）", "expires"))
    if fields.abolished is not None:
        yield _event(entry, fields.abolished.on, "abolished", Text("废止", "is abolished"))
    if fields.shown_until is not None:
        what = Text("停止公示（当天要重新生成站点）", "is taken down (build the site on that day)")
        yield _event(entry, fields.shown_until + _DAY, "shown-until", what)
    if fields.withdrawn is not None:
        what = Text("撤下（当天要重新生成站点）", "is withdrawn (build the site on that day)")
        yield _event(entry, fields.withdrawn.on, "withdrawn", what)


def _withheld(entry: Entry) -> Iterator[Duty]:
    withheld = entry.fields.withheld
    if withheld is not None and withheld.reassess_by is not None:
        yield Duty(
            on=withheld.reassess_by,
            key="reassess",
            what=REASSESS,
            subject=entry.fields.title,
            basis="政府信息公开条例第十八条",
            address=entry.address,
            place=entry.place("withheld", "reassess_by"),
        )


def _event(entry: Entry, on: date, key: str, what: Text) -> Duty:
    title, place = entry.fields.title, entry.place()
    return Duty(on=on, key=key, what=what, subject=title, address=entry.address, place=place, owed=False)
