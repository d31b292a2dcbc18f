"""The page of the latest changes: what was published, took effect, was changed, expired, abolished or taken down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gkgen.model import Closed, Link, Page
from gkgen.schema import Site
from gkgen.schema.life import LifeEvent, life_events
from gkgen.stages.plan.frame import CHANGES, Column, Framer, View
from gkgen.stages.plan.lists import HOME_LINK, Pager, numbered, numbers, pager_of

# Older events stand on the pages of the entries themselves.
LATEST_EVENTS = 200


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One event: its day, the word for it, the entry, what was changed and why, and the kind of the entry."""

    date: str
    word: str
    entry: Link
    what: str
    why: str
    kind: str


@dataclass(frozen=True, slots=True)
class ChangesView:
    lines: tuple[ChangeLine, ...]
    total: int
    pager: Pager


def changes_pages(site: Site, framer: Framer) -> Iterator[Page]:
    events = life_events(site)[:LATEST_EVENTS]
    size = site.config.page_size
    for number in numbers(len(events), size):
        pager = pager_of(CHANGES, number, len(events), size)
        start = (pager.number - 1) * size
        lines = tuple(_line(event, site) for event in events[start : start + size])
        address = numbered(CHANGES, number)
        title = "最近变动" if pager.number == 1 else f"最近变动（第{pager.number}页）"
        about = f"{site.config.name}最近发布、生效、修改、失效、废止和撤下的信息"
        column = Column("最近变动", about, "信息公开")
        frame = framer.frame(address, title, (HOME_LINK,), kind="list", column=column, here=CHANGES)
        yield Page(address, "changes.html", Closed(View(frame, ChangesView(lines, len(events), pager))))


def _line(event: LifeEvent, site: Site) -> ChangeLine:
    subject = event.subject
    return ChangeLine(
        date=str(event.on),
        word=event.word,
        entry=Link(subject.title, subject.address),
        what=event.what,
        why=event.why,
        kind=site.types[subject.kind].label,
    )
