"""Lists: of a type, of an organisation, of a year, of a letter, of a node; every list in pages of one size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from gkgen.model import Link, Page
from gkgen.schema import ContentType, Site, Subject
from gkgen.schema.common import document_number_of
from gkgen.schema.content_type import PUBLISHER
from gkgen.stages.plan.facts import Download
from gkgen.stages.plan.frame import HOME, LETTERS, YEARS, Column, Framer, View
from gkgen.stages.plan.letters import in_alphabetical_order, initial
from gkgen.stages.plan.standing import status_of


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
    downloads: tuple[Download, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexView:
    """A page of ways in: years, letters, organisations."""

    groups: tuple[tuple[str, tuple[Link, ...]], ...]


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
    """One list to lay out in pages."""

    first: str
    title: str
    description: str
    subjects: Sequence[Subject]
    breadcrumb: tuple[Link, ...]
    others: tuple[Link, ...] = ()
    others_title: str = ""
    dated: bool = True
    tables: tuple[Link, ...] = ()


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
        )
        yield Page(address, "list.html", View(frame, view))


def all_lists(site: Site, framer: Framer, newest: Sequence[Subject]) -> Iterator[Page]:
    """The lists that open without JavaScript: by type, organisation, year and first letter."""
    for listing in (*_by_type(site, newest), *_by_organisation(site), *_by_year(newest), *_by_letter(site)):
        yield from pages_of(listing, site, framer)
    yield _index(YEARS, "按年份查找", (("", _links(_by_year(newest))),), framer)
    yield _index(LETTERS, "按拼音首字母查找", (("", _links(_by_letter(site))),), framer)


HOME_LINK = Link("首页", HOME)


def _by_type(site: Site, newest: Sequence[Subject]) -> Iterator[Listing]:
    listed = [each for each in site.types.values() if each.listed and _is_shown(each, site)]
    others = tuple(Link(each.label, f"{each.folder}/index.html") for each in listed)
    for each in listed:
        own = [subject for subject in newest if subject.kind == each.key]
        if each.key == PUBLISHER:
            own = in_alphabetical_order(own)
        yield Listing(
            first=f"{each.folder}/index.html",
            title=each.label,
            description=f"{site.config.name}的{each.label}，共 {len(own)} 条",
            subjects=own,
            breadcrumb=(HOME_LINK,),
            others=others,
            others_title="其他类别",
            dated=each.key != PUBLISHER,
            tables=tuple(
                Link(roll.label, f"{each.folder}/{roll.slug}.html", roll.group) for roll in each.lists(site)
            ),
        )


def _is_shown(kind: ContentType, site: Site) -> bool:
    """A list that holds nothing is no list, unless something of the kind was taken down or the site leads to it."""
    held = {each.kind for each in site.entries} | {each.entry.kind for each in site.stubs}
    named = {each.to for each in (*site.config.entrances, *site.config.foot_links)}
    return kind.key in held or bool(named & {kind.key, kind.label})


def _by_organisation(site: Site) -> Iterator[Listing]:
    for ident, subjects in site.by_publisher.items():
        organisation = site.subjects[PUBLISHER, ident]
        above = (HOME_LINK, Link(organisation.title, organisation.address))
        yield Listing(
            first=f"{organisation.address.removesuffix('.html')}-list.html",
            title=f"{organisation.title}公开的信息",
            description=f"{organisation.title}公开的信息，共 {len(subjects)} 条",
            subjects=subjects,
            breadcrumb=above,
        )


def _by_year(newest: Iterable[Subject]) -> list[Listing]:
    return _grouped(
        newest,
        lambda subject: str(subject.entry.fields.published or "")[:4],
        "years",
        "{}年公开的信息",
        YEARS,
    )


def _by_letter(site: Site) -> list[Listing]:
    listed = in_alphabetical_order(everything(site))
    return _grouped(listed, lambda subject: initial(subject.title), "letters", "拼音首字母 {}", LETTERS)


def everything(site: Site) -> list[Subject]:
    """All that a citizen may look for by name: entries of the listed types, powers, fees."""
    found = []
    for entry in site.entries:
        kind = site.types[entry.kind]
        if kind.listed:
            found.append(site.subjects[entry.kind, entry.id])
            found.extend(site.subjects[row.kind, row.id] for row in entry.rows)
    return found


def _grouped(
    subjects: Iterable[Subject], group: Callable[[Subject], str], folder: str, title: str, index: str
) -> list[Listing]:
    groups: dict[str, list[Subject]] = defaultdict(list)
    for subject in subjects:
        groups[group(subject)].append(subject)
    groups.pop("", None)
    names = sorted(groups, reverse=folder == "years")
    others = tuple(Link(name.upper(), f"{folder}/{name}.html") for name in names)
    label = "年份" if folder == "years" else "首字母"
    return [
        Listing(
            first=f"{folder}/{name}.html",
            title=title.format(name.upper()),
            description=f"{title.format(name.upper())}，共 {len(groups[name])} 条",
            subjects=groups[name],
            breadcrumb=(HOME_LINK, Link(f"按{label}查找", index)),
            others=others,
            others_title=label,
        )
        for name in names
    ]


def _links(listings: Iterable[Listing]) -> tuple[Link, ...]:
    return tuple(Link(each.title, each.first, str(len(each.subjects))) for each in listings)


def _index(
    address: str, title: str, groups: tuple[tuple[str, tuple[Link, ...]], ...], framer: Framer
) -> Page:
    frame = framer.frame(address, title, (HOME_LINK,), kind="list", column=Column(title, title, "信息公开"))
    return Page(address, "index_page.html", View(frame, IndexView(groups)))
