"""The lists that a site has, and the pages that lead to them: by type, organisation, year, letter, theme, audience."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gkgen.model import Closed, Link, Page
from gkgen.schema import ContentType, Site, Subject
from gkgen.schema.content_type import PUBLISHER
from gkgen.schema.vocabularies import AUDIENCES as AUDIENCE_WORDS
from gkgen.schema.vocabularies import THEMES as THEME_WORDS
from gkgen.stages.plan.facets import Value, audience_of, grouped, in_the_order_of, theme_of
from gkgen.stages.plan.frame import AUDIENCES, LETTERS, THEMES, YEARS, Column, Framer, View
from gkgen.stages.plan.letters import in_alphabetical_order, initial
from gkgen.stages.plan.lists import HOME_LINK, Listing, pages_of
from gkgen.stages.plan.narrowing import narrowed_organisation, narrowed_type


@dataclass(frozen=True, slots=True)
class IndexView:
    """A page of ways in: years, letters, organisations."""

    groups: tuple[tuple[str, tuple[Link, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Shelf:
    """One way to look for everything: the page that leads to its lists, and a list for each value."""

    index: str
    label: str
    title: str
    values: tuple[Value, ...]


def all_lists(site: Site, framer: Framer, newest: Sequence[Subject]) -> Iterator[Page]:
    """The lists that open without JavaScript: by type, organisation, year, first letter, theme and audience."""
    for whole in _by_type(site, newest):
        for listing in narrowed_type(whole, site):
            yield from pages_of(listing, site, framer)
    for whole in _by_organisation(site):
        for listing in narrowed_organisation(whole, site):
            yield from pages_of(listing, site, framer)
    for shelf in _shelves(site, newest):
        for listing in _listings(shelf):
            yield from pages_of(listing, site, framer)
        yield _index(shelf, framer)


def _by_type(site: Site, newest: Sequence[Subject]) -> Iterator[Listing]:
    listed = [each for each in _shown(site) if each.listed]
    subjects = defaultdict[str, list[Subject]](list)
    for subject in newest:
        subjects[subject.kind].append(subject)
    others = tuple(Link(each.label, f"{each.folder}/index.html") for each in listed)
    for each in listed:
        own = subjects[each.key]
        if each.key == PUBLISHER:
            own = in_alphabetical_order(own, site)
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


def _shown(site: Site) -> list[ContentType]:
    """A list that holds nothing is no list, unless something of the kind was taken down or the site leads to it."""
    held = {each.kind for each in site.entries} | {each.entry.kind for each in site.stubs}
    named = {each.to for each in (*site.config.entrances, *site.config.foot_links)}
    return [each for each in site.types.values() if each.key in held or named & {each.key, each.label}]


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


def everything(site: Site) -> list[Subject]:
    """All that a citizen may look for by name: entries of the listed types, powers, fees."""
    found = []
    for entry in site.entries:
        kind = site.types[entry.kind]
        if kind.listed:
            found.append(site.subjects[entry.kind, entry.id])
            found.extend(site.subjects[row.kind, row.id] for row in entry.rows)
    return found


def _shelves(site: Site, newest: Sequence[Subject]) -> Iterator[_Shelf]:
    """By year and by letter always; by theme and by audience where something says them."""
    years = grouped(newest, lambda each: (str(each.entry.fields.published or "")[:4],))
    latest = sorted(years, reverse=True)
    yield _Shelf(YEARS, "年份", "{}年公开的信息", tuple(Value(year, year, years[year]) for year in latest))
    letters = grouped(
        in_alphabetical_order(everything(site), site), lambda each: (initial(each.title, site),)
    )
    values = tuple(Value(each, each.upper(), letters[each]) for each in sorted(letters))
    yield _Shelf(LETTERS, "拼音首字母", "拼音首字母 {}", values)
    words = site.config.vocabularies()
    themes = in_the_order_of(words[THEME_WORDS], grouped(newest, lambda each: (theme_of(each),)))
    if themes:
        yield _Shelf(THEMES, "主题分类", "主题分类：{}", themes)
    audiences = in_the_order_of(
        words[AUDIENCE_WORDS], grouped(newest, lambda each: audience_of(each.entry, site))
    )
    if audiences:
        yield _Shelf(AUDIENCES, "服务对象", "服务对象：{}", audiences)


def _listings(shelf: _Shelf) -> Iterator[Listing]:
    folder = shelf.index.removesuffix("/index.html")
    addresses = {value.name: f"{folder}/{value.name}.html" for value in shelf.values}
    others = tuple(Link(value.title, addresses[value.name]) for value in shelf.values)
    for value in shelf.values:
        title = shelf.title.format(value.title)
        yield Listing(
            first=addresses[value.name],
            title=title,
            description=f"{title}，共 {len(value.subjects)} 条",
            subjects=value.subjects,
            breadcrumb=(HOME_LINK, Link(_index_title(shelf), shelf.index)),
            others=others,
            others_title=shelf.label,
        )


def _index_title(shelf: _Shelf) -> str:
    return f"按{shelf.label}查找"


def _index(shelf: _Shelf, framer: Framer) -> Page:
    links = tuple(Link(each.title, each.first, str(len(each.subjects))) for each in _listings(shelf))
    title = _index_title(shelf)
    column = Column(title, title, "信息公开")
    frame = framer.frame(shelf.index, title, (HOME_LINK,), kind="list", column=column)
    return Page(shelf.index, "index_page.html", Closed(View(frame, IndexView((("", links),)))))
