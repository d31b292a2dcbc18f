"""What a new document owes: an interpretation within three working days (国办发〔2016〕17号, 国办发〔2016〕80号)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from gkgen.findings import Text
from gkgen.model import Entry
from gkgen.schema import Site
from gkgen.schema.common import OPEN
from gkgen.schema.content_type import ENDED
from gkgen.schema.owing import Duty
from gkgen.types.pointing import DOCUMENTS, naming_by

WITHIN = 3
BASIS = "国办发〔2016〕80号"
# Whoever hasn't explained a document in a year isn't reminded of it for ever.
REMINDED = timedelta(days=365)


def interpretation_owed(entry: Entry, site: Site) -> Iterator[Duty]:
    """For a normative document in force that nothing explains yet. Where the holidays of the year aren't known the
    first day on which it can be due is told, and that it is so."""
    fields = entry.fields
    day = fields.published
    if day is None or fields.disclosure != OPEN or not (fields.normative or fields.register_number):
        return
    if day + REMINDED < site.now or site.validity_of(entry) in ENDED:
        return
    if any(True for _ in naming_by("explains", DOCUMENTS, entry, site)):
        return
    last = site.calendar.add_working_days(day, WITHIN)
    unsure = Text(
        "（放假安排没有公布，这是最早的一天）", " (the holidays aren't known: this is the earliest day)"
    )
    yield Duty(
        on=last or day + timedelta(days=WITHIN),
        key="interpretation",
        what=Text(
            f"公布政策解读{unsure.zh if last is None else ''}",
            f"publish an interpretation{unsure.en if last is None else ''}",
        ),
        subject=fields.title,
        basis=BASIS,
        address=entry.address,
        place=entry.place("published"),
    )
