"""A long list and the lists that narrow it, each with pages of its own, so that filters work without a script.

How many there are is bounded: a list of one page has none; a facet has between two and `MOST_VALUES` values; the facets
are taken in their order as long as their pages fit into what the list may have. Two facets at once (year and
publisher) are offered where the first leaves more than one page. A page tells counts of parts of its own list only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from gkgen.model import Link
from gkgen.schema import Site, Subject
from gkgen.stages.plan.facets import (
    Cut,
    Facet,
    Value,
    by_column,
    by_kind,
    by_organisation,
    by_standing,
    by_theme,
    by_year,
)
from gkgen.stages.plan.filters import Filters, Group
from gkgen.stages.plan.lists import Listing

MOST_VALUES = 100
# A facet with more values than this is folded away: they would stand between a keyboard and the list.
FOLDED = 12
# A list of a column or of an organisation is long from so many pages on: there are many such lists.
LONG = 5

OF_A_TYPE: tuple[Cut, ...] = (by_year, by_organisation, by_standing, by_theme, by_column)
OF_A_COLUMN: tuple[Cut, ...] = (by_year, by_organisation, by_kind, by_standing)
OF_AN_ORGANISATION: tuple[Cut, ...] = (by_year, by_kind, by_standing, by_column)


Crossed: TypeAlias = Mapping[tuple[str, str], tuple[Subject, ...]]
"""What both a year and a publisher have, by the names of the two."""


@dataclass(frozen=True, slots=True)
class _Narrowing:
    """A list, the folder of the pages that narrow it, and by what they do."""

    listing: Listing
    folder: str
    facets: tuple[Facet, ...]
    crossed: Crossed

    def address(self, facet: Facet, value: Value) -> str:
        """No id and no code has two separators in a row, so no entry and no node can stand there."""
        return f"{self.folder}/by__{facet.name}/{value.name}.html"

    def crossing(self, year: str, organisation: str) -> str:
        return f"{self.folder}/by__year/{year}/{organisation}.html"


def narrowed_type(listing: Listing, site: Site) -> Iterator[Listing]:
    pages = pages_for(len(listing.subjects), site)
    return _narrowed(listing, OF_A_TYPE, site, 4 * pages + 60 if pages > 1 else 0)


def narrowed_column(listing: Listing, site: Site) -> Iterator[Listing]:
    pages = pages_for(len(listing.subjects), site)
    return _narrowed(listing, OF_A_COLUMN, site, 2 * pages if pages > LONG else 0)


def narrowed_organisation(listing: Listing, site: Site) -> Iterator[Listing]:
    pages = pages_for(len(listing.subjects), site)
    return _narrowed(listing, OF_AN_ORGANISATION, site, 2 * pages if pages > LONG else 0)


def pages_for(count: int, site: Site) -> int:
    return max(1, -(-count // site.config.page_size))


def _narrowed(listing: Listing, cuts: Sequence[Cut], site: Site, most: int) -> Iterator[Listing]:
    """The list with its filters, and a list for each choice, in at most `most` pages."""
    facets, crossed = _affordable(listing, cuts, site, most) if most else ((), {})
    folder = listing.first.removesuffix(".html").removesuffix("/index")
    whole = _Narrowing(listing, folder, facets, crossed)
    yield replace(listing, filters=Filters(groups=tuple(_group(facet, whole) for facet in facets)))
    for facet in facets:
        for value in facet.values:
            yield _by_one(facet, value, whole)
    yield from _by_two(whole)


def _affordable(
    listing: Listing, cuts: Sequence[Cut], site: Site, most: int
) -> tuple[tuple[Facet, ...], Crossed]:
    """The facets that part the list and whose pages fit, in their order; year and publisher at once come third."""
    facets: list[Facet] = []
    crossed: Crossed = {}
    for cut in cuts:
        facet = cut(listing.subjects, site)
        price = sum(pages_for(len(value.subjects), site) for value in facet.values)
        if not 2 <= len(facet.values) <= MOST_VALUES or price > most:
            continue
        most -= price
        facets.append(facet)
        if [each.name for each in facets] == ["year", "organisation"]:
            found = _crossed(facets[0], facets[1], site)
            price = sum(pages_for(len(each), site) for each in found.values())
            if price <= most:
                crossed, most = found, most - price
    return tuple(facets), crossed


def _crossed(years: Facet, organisations: Facet, site: Site) -> Crossed:
    """Where a year, or a publisher, leaves more than a page, and the other parts it."""
    found: dict[tuple[str, str], list[Subject]] = defaultdict(list)
    year_of = {each.address: value.name for value in years.values for each in value.subjects}
    for value in organisations.values:
        for each in value.subjects:
            if each.address in year_of:
                found[year_of[each.address], value.name].append(each)
    parted = [
        {
            value.name
            for value in facet.values
            if pages_for(len(value.subjects), site) > 1 and sum(value.name == key[side] for key in found) > 1
        }
        for side, facet in enumerate((years, organisations))
    ]
    return {key: tuple(held) for key, held in found.items() if key[0] in parted[0] or key[1] in parted[1]}


def _group(facet: Facet, whole: _Narrowing) -> Group:
    links = tuple(
        Link(value.title, whole.address(facet, value), str(len(value.subjects))) for value in facet.values
    )
    return Group(facet.label, links, len(links) > FOLDED)


def _by_one(facet: Facet, value: Value, whole: _Narrowing) -> Listing:
    """One value: beside it the others, without counts, and within it what both facets have."""
    groups = []
    for each in whole.facets:
        if each is facet:
            beside = tuple(Link(other.title, whole.address(facet, other)) for other in facet.values)
            groups.append(Group(facet.label, beside, len(beside) > FOLDED))
        elif within := _within(facet, value, each, whole):
            groups.append(Group(each.label, within, len(within) > FOLDED))
    clear = whole.listing.first
    filters = Filters((Link(value.title, clear),), clear, tuple(groups))
    return _listing(whole.address(facet, value), filters, value.subjects, whole.listing)


def _within(facet: Facet, value: Value, other: Facet, whole: _Narrowing) -> tuple[Link, ...]:
    if {facet.name, other.name} != {"year", "organisation"}:
        return ()
    found = []
    for each in other.values:
        key = (value.name, each.name) if facet.name == "year" else (each.name, value.name)
        if key in whole.crossed:
            found.append(Link(each.title, whole.crossing(*key), str(len(whole.crossed[key]))))
    return tuple(found) if len(found) > 1 else ()


def _by_two(whole: _Narrowing) -> Iterator[Listing]:
    if not whole.crossed:
        return
    years, organisations = whole.facets[:2]
    for year in years.values:
        for organisation in organisations.values:
            held = whole.crossed.get((year.name, organisation.name))
            if held:
                chosen = (
                    Link(year.title, whole.address(organisations, organisation)),
                    Link(organisation.title, whole.address(years, year)),
                )
                address = whole.crossing(year.name, organisation.name)
                yield _listing(address, Filters(chosen, whole.listing.first), held, whole.listing)


def _listing(first: str, filters: Filters, subjects: Sequence[Subject], whole: Listing) -> Listing:
    return Listing(
        first=first,
        title=f"{whole.title}：{filters.words}",
        description=f"{whole.title}，{filters.words}，共 {len(subjects)} 条",
        subjects=subjects,
        breadcrumb=(*whole.breadcrumb, Link(whole.title, whole.first)),
        dated=whole.dated,
        filters=filters,
    )
