"""The life of the site's content: what was published, took effect, was changed, expired, abolished or taken down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

from gkgen.model import Entry, Stub
from gkgen.schema.common import Common
from gkgen.schema.content_type import Site, Subject, subject_of

LifeWord: TypeAlias = Literal["发布", "生效", "修改", "失效", "废止", "撤下", "公示期满"]
# On one day the end is told above the beginning: the newest word first.
_ORDER: tuple[LifeWord, ...] = ("公示期满", "撤下", "废止", "失效", "修改", "生效", "发布")


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """One day in the life of an entry: the word for it, what was changed in the author's words, and why.

    `subject` is an entry, or what remains of one that was taken down: its title says no more than may be told.
    """

    on: date
    word: LifeWord
    subject: Subject
    what: str = ""
    why: str = ""


def life_events(site: Site) -> tuple[LifeEvent, ...]:
    """Everything that has happened up to the day of the site, newest first, ties by word and address.

    What is no content of the catalogue (the pages of the site itself) is told of only when its author wrote a
    record of the change.
    """
    events = [event for entry in site.entries for event in _of_entry(entry, site)]
    events += [event for stub in site.stubs for event in _of_stub(stub, site)]
    past = (event for event in events if event.on <= site.now)
    return tuple(
        sorted(past, key=lambda each: (-each.on.toordinal(), _ORDER.index(each.word), _address(each)))
    )


def _address(event: LifeEvent) -> str:
    return event.subject.address


def _of_entry(entry: Entry, site: Site) -> Iterator[LifeEvent]:
    fields: Common = entry.fields
    subject = site.subjects[entry.kind, entry.id]
    if site.types[entry.kind].listed:
        if fields.published is not None:
            yield LifeEvent(fields.published, "发布", subject)
        if fields.effective is not None and fields.effective != fields.published:
            yield LifeEvent(fields.effective, "生效", subject)
    for change in fields.changes:
        yield LifeEvent(change.on, "修改", subject, change.what, change.why)
    if fields.expires is not None:
        yield LifeEvent(fields.expires + timedelta(days=1), "失效", subject, why="有效期届满")
    if fields.abolished is not None:
        yield LifeEvent(fields.abolished.on, "废止", subject, why=fields.abolished.by)


def _of_stub(stub: Stub, site: Site) -> Iterator[LifeEvent]:
    """Of what was taken down only the end is told; what was shown for its time goes on the day after its last."""
    entry = stub.entry
    subject = subject_of(entry)
    if not site.types[entry.kind].listed:
        return
    if stub.ending == "withdrawn":
        yield LifeEvent(stub.on, "撤下", subject, why=stub.why)
    else:
        yield LifeEvent(stub.on + timedelta(days=1), "公示期满", subject)
