"""The lists that are given out as files: what each is called, where it stands, and in which forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from gkgen.schema.content_type import CATALOGUE_NODE, PUBLISHER, ContentType, Site, Subject

FOLDER = "exports"
FORMS = ("csv", "xlsx", "json")
CATALOGUE_PAGE = "catalogue/index.html"
REGISTER_PAGE = "catalogue/by__code.html"
HOME = "index.html"

Of: TypeAlias = Literal["type", "rows", "organisation", "node", "register"]


@dataclass(frozen=True, slots=True)
class Export:
    """A list: of a type's entries, of the parts of such that have addresses, of an organisation, of a node, or of all
    nodes.

    `stem` is its address without the ending, `page` the address of the page that shows it; `key` is that of the type,
    or the id of the organisation or the node.
    """

    of: Of
    key: str
    title: str
    stem: str
    page: str
    subjects: tuple[Subject, ...]

    @property
    def addresses(self) -> tuple[str, ...]:
        return tuple(f"{self.stem}.{form}" for form in FORMS)


def exports_of(site: Site) -> Iterator[Export]:
    """Every list that holds something. Those of a year and of a letter hold what the lists of the types hold."""
    for kind in site.types.values():
        if kind.listed or kind.row_key == CATALOGUE_NODE:
            yield from (each for each in (_of_type(kind, site), _of_rows(kind, site)) if each.subjects)
    for ident, subjects in site.by_publisher.items():
        organisation = site.subjects[PUBLISHER, ident]
        title = f"{organisation.title}公开的信息"
        page = f"{organisation.address.removesuffix('.html')}-list.html"
        yield Export("organisation", ident, title, f"{FOLDER}/organisations/{ident}", page, subjects)
    if site.catalogue:
        nodes = tuple(site.subjects[CATALOGUE_NODE, code] for code in site.catalogue)
        yield Export("register", "", "公开目录表", f"{FOLDER}/catalogue", REGISTER_PAGE, nodes)
    for code, node in site.catalogue.items():
        held = site.by_node.get(code, ())
        if held:
            yield Export("node", code, node.title, f"{FOLDER}/catalogue/{code}", node.address, held)


def _of_type(kind: ContentType, site: Site) -> Export:
    held = tuple(site.subjects[each.kind, each.id] for each in site.of_kind(kind.key))
    page = f"{kind.folder}/index.html" if kind.listed else CATALOGUE_PAGE
    return Export("type", kind.key, kind.label, f"{FOLDER}/{kind.folder}", page, held)


def _of_rows(kind: ContentType, site: Site) -> Export:
    rows = tuple(
        site.subjects[row.kind, row.id]
        for entry in site.of_kind(kind.key)
        for row in entry.rows
        if row.kind != CATALOGUE_NODE
    )
    page = f"{kind.folder}/index.html"
    return Export("rows", kind.key, kind.row_label, f"{FOLDER}/{kind.row_key}", page, rows)


def first_page(address: str) -> str:
    """The first page of a list, of which the second is `zc__2.html`."""
    return re.sub(r"__\d+\.html$", ".html", address)


def day_of(subject: Subject, site: Site) -> date | None:
    """The day on which a thing last became what it is."""
    return site.last_change(subject.entry) or subject.entry.fields.published


def pages_dated(site: Site) -> dict[str, date]:
    """How new each page is: an entry's by its own day, a list's by the newest that it shows, the home page's by all."""
    dated: dict[str, date] = {}
    for entry in site.entries:
        day = day_of(site.subjects[entry.kind, entry.id], site)
        if day is not None:
            dated |= dict.fromkeys((entry.address, *(row.address for row in entry.rows)), day)
    for export in exports_of(site):
        days = [day for each in export.subjects if (day := day_of(each, site)) is not None]
        if days:
            dated[export.page] = max([*days, *([dated[export.page]] if export.page in dated else [])])
    if dated:
        dated[HOME] = max(dated.values())
    return dated
