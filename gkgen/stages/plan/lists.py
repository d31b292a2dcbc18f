"""A list: its lines, and its pages of one size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from gkgen.model import Link, Page
from gkgen.schema import Site, Subject
from gkgen.schema.common import document_number_of
from gkgen.stages.plan.facts import Download
from gkgen.stages.plan.filters import NO_FILTERS, Filters
from gkgen.stages.plan.frame import HOME, Column, Framer, View
from gkgen.stages.plan.standing import status_of

HOME_LINK = Link("首页", HOME)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in a list: what it is called, where it is, by whom and when it was published, how it stands."""

    title: str
    address: str
    kind: str
    organisation: str
    date: str
    number: str
    status: str


@dataclass(frozen=True, slots=True)
class Pager:
    """`pages` are the addresses of all pages of the list, in order; `number` counts from 1."""

    number: int
    count: int
    previous: str
    next: str
    first: str
    last: str
    near: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class ListView:
    lines: tuple[Line, ...]
    total: int
    pager: Pager
    others: tuple[Link, ...]
    others_title: str
    dated: bool
    tables: tuple[Link, ...]
    filters: Filters
    downloads: tuple[Download, ...] = ()


def line_of(subject: Subject, site: Site) -> Line:
    fields = subject.entry.fields
    publisher = site.publisher_of(subject.entry)
    kind = site.types[subject.entry.kind]
    return Line(
        title=subject.title,
        address=subject.address,
        kind=kind.row_label if subject.row else kind.label,
        organisation=publisher.title if publisher else "",
        date=str(fields.published or ""),
        number=subject.id if subject.row else document_number_of(fields),
        status=status_of(subject, site),
    )


def numbers(total: int, size: int) -> range:
    """The numbers of the pages of a list; an empty list has one page."""
    return range(1, max(1, -(-total // size)) + 1)


def numbered(first: str, number: int) -> str:
    """The address of a page of the list whose first page stands at `first`.

    The second is `zc__2.html`: no id and no code has two separators in a row, so no other page can stand there.
    """
    return first if number == 1 else f"{first.removesuffix('.html')}__{number}.html"


def pager_of(first: str, number: int, total: int, size: int) -> Pager:
    count = numbers(total, size)[-1]
    return Pager(
        number=number,
        count=count,
        previous=numbered(first, number - 1) if number > 1 else "",
        next=numbered(first, number + 1) if number < count else "",
        first=first,
        last=numbered(first, count),
        near=tuple(
            (each, numbered(first, each)) for each in range(max(1, number - 2), min(count, number + 2) + 1)
        ),
    )


@dataclass(frozen=True, slots=True)
class Listing:
    """One list to lay out in pages. One that narrows another has something chosen in its `filters`."""

    first: str
    title: str
    description: str
    subjects: Sequence[Subject]
    breadcrumb: tuple[Link, ...]
    others: tuple[Link, ...] = ()
    others_title: str = ""
    dated: bool = True
    tables: tuple[Link, ...] = ()
    filters: Filters = NO_FILTERS


def pages_of(listing: Listing, site: Site, framer: Framer) -> Iterator[Page]:
    for number in numbers(len(listing.subjects), site.config.page_size):
        close = partial(_page, listing, number, site, framer)
        yield Page(numbered(listing.first, number), "list.html", close, sought=not listing.filters.chosen)


def _page(listing: Listing, number: int, site: Site, framer: Framer) -> View:
    size = site.config.page_size
    pager = pager_of(listing.first, number, len(listing.subjects), size)
    start = (number - 1) * size
    title = listing.title if number == 1 else f"{listing.title}（第{number}页）"
    frame = framer.frame(
        numbered(listing.first, number),
        title,
        listing.breadcrumb,
        kind="list",
        column=Column(listing.title, listing.description, "信息公开"),
        description=listing.description,
    )
    view = ListView(
        lines=tuple(line_of(subject, site) for subject in listing.subjects[start : start + size]),
        total=len(listing.subjects),
        pager=pager,
        others=listing.others,
        others_title=listing.others_title,
        dated=listing.dated,
        tables=listing.tables,
        filters=filters_on(pager, listing.filters),
    )
    return View(frame, view)


def filters_on(pager: Pager, filters: Filters) -> Filters:
    """The choices stand on the first page alone: the others lead to it, and stay small."""
    if pager.number == 1 or not filters.groups:
        return filters
    return replace(filters, groups=(), more=pager.first)
