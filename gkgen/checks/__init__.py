"""Rules about the whole site, and about how an entry is written, one file per family."""

from collections.abc import Callable, Iterable
from datetime import date

from gkgen.checks import (
    addresses,
    attachments,
    bases,
    coverage,
    dates,
    deadlines,
    disclosure,
    forms,
    life,
    numbers,
    privacy,
    review,
    synonyms,
    traditional,
)
from gkgen.findings import Finding
from gkgen.model import Entry
from gkgen.schema import ContentType, Site

CHECKS: tuple[Callable[[Site], Iterable[Finding]], ...] = (
    addresses.check,
    attachments.check,
    bases.check,
    coverage.check,
    dates.check,
    deadlines.check,
    disclosure.check,
    life.check,
    numbers.check,
    review.check,
    synonyms.check,
    traditional.check,
)


def own_findings(entry: Entry, kind: ContentType, now: date = date.max) -> tuple[Finding, ...]:
    """What is wrong with an entry by itself, whatever stands beside it in the site."""
    return (*forms.own(entry, kind), *privacy.own(entry, kind, now))


def of_the_day(found: tuple[Finding, ...], entry: Entry, kind: ContentType, now: date) -> tuple[Finding, ...]:
    """What was found of an entry on the last of all days, as it is on this one: nearly always the same."""
    if any(map(privacy.asks_the_day, found)):
        return own_findings(entry, kind, now)
    return found
