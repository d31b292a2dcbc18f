"""A list: its lines, and its pages of one size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

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


def paged(first: str, total: int, size: int) -> list[Pager]:
    """The pages of a list whose first page stands at `first`; an empty list has one page.

    The second is `zc__2.html`: no id and no code has two separators in a row, so no other page can stand there.
    """
    count = max(1, -(-total // size))
    stem = first.removesuffix(".html")
    addresses = [first, *(f"{stem}__{number}.html" for number in range(2, count + 1))]
    return [
        Pager(
            number=number,
            count=count,
            previous=addresses[number - 2] if number > 1 else "",
            next=addresses[number] if number < count else "",
            first=addresses[0],
            last=addresses[-1],
            near=tuple(
                (each, addresses[each - 1]) for each in range(max(1, number - 2), min(count, number + 2) + 1)
            ),
        )
        for number in range(1, count + 1)
    ]


def address_of_page(pager: Pager) -> str:
    return dict(pager.near)[pager.number]


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
    size = site.config.page_size
    for pager in paged(listing.first, len(listing.subjects), size):
        start = (pager.number - 1) * size
        lines = tuple(line_of(subject, site) for subject in listing.subjects[start : start + size])
        address = address_of_page(pager)
        title = listing.title if pager.number == 1 else f"{listing.title}（第{pager.number}页）"
        frame = framer.frame(
            address,
            title,
            listing.breadcrumb,
            kind="list",
            column=Column(listing.title, listing.description, "信息公开"),
            description=listing.description,
        )
        view = ListView(
            lines=lines,
            total=len(listing.subjects),
            pager=pager,
            others=listing.others,
            others_title=listing.others_title,
            dated=listing.dated,
            tables=listing.tables,
            filters=filters_on(pager, listing.filters),
        )
        yield Page(address, "list.html", View(frame, view), sought=not listing.filters.chosen)


def filters_on(pager: Pager, filters: Filters) -> Filters:
    """The choices stand on the first page alone: the others lead to it, and stay small."""
    if pager.number == 1 or not filters.groups:
        return filters
    return replace(filters, groups=(), more=pager.first)
