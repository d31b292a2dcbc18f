"""The page of each entry, and of each row that has an address of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from gkgen.findings import Finding
from gkgen.model import Entry, Link, Page, Row
from gkgen.qr import Square, public_address, square_of
from gkgen.schema import Common, Config, Site
from gkgen.schema.common import ON_REQUEST, OPEN, Change, Review, Withholding, document_number_of
from gkgen.schema.config import Applying
from gkgen.schema.content_type import CATALOGUE_NODE, path_of
from gkgen.schema.documents import bases_of, document_of
from gkgen.schema.parts import Part
from gkgen.schema.showing import added_parts
from gkgen.stages.plan.contents import Section, contents_of
from gkgen.stages.plan.facts import Download, Fact, downloads, facts_of, named_by, related, values_of
from gkgen.stages.plan.frame import CATALOGUE, Column, Frame, Framer, View, address_of
from gkgen.stages.plan.hyperlinks import addresses_of, with_links
from gkgen.stages.plan.lists import HOME_LINK
from gkgen.stages.plan.pointers import Pointer, pointers
from gkgen.stages.plan.signature import signed
from gkgen.stages.plan.standing import Notice, notices


@dataclass(frozen=True, slots=True)
class EntryView:
    """What all entries show. `text` is the body as HTML; `own` is what the type adds; `square` leads a telephone to
    the page, where its public address is told."""

    kind: str
    label: str
    facts: tuple[Fact, ...]
    notices: tuple[Notice, ...]
    summary: str
    text: str
    document_number: str
    contents: tuple[Section, ...]
    attachments: tuple[Download, ...]
    related: tuple[Link, ...]
    pointers: tuple[Pointer, ...]
    named_by: tuple[Link, ...]
    changes: tuple[Change, ...]
    review: Review | None
    published: str
    source: str
    documents: Mapping[str, Link]
    own: Any
    added: tuple[Part, ...]
    square: Square | None


@dataclass(frozen=True, slots=True)
class WithheldView:
    """An entry whose content is not here: the metadata, and the way to apply or the ground in law."""

    facts: tuple[Fact, ...]
    disclosure: str
    on_request: bool
    summary: str
    withheld: Withholding | None
    review: Review | None
    applying: Applying | None
    applying_page: str


@dataclass(frozen=True, slots=True)
class RowView:
    kind: str
    label: str
    facts: tuple[Fact, ...]
    documents: Mapping[str, Link]
    own: Any
    square: Square | None


def entry_pages(
    site: Site, framer: Framer, anchors: Mapping[str, frozenset[str]], sizes: Mapping[str, int]
) -> tuple[list[Page], list[Finding]]:
    """All pages of all entries, and the links in their texts that lead nowhere. `sizes` are the bytes of each file of
    the output by its address."""
    pages: list[Page] = []
    findings: list[Finding] = []
    for entry in site.entries:
        if entry.fields.disclosure != OPEN:
            pages.append(Page(entry.address, "withheld.html", partial(_withheld, entry, site, framer)))
            continue
        pages.append(entry_page(entry, site, framer, anchors, sizes))
        findings.extend(addresses_of(entry, site, anchors)[1])
        pages.extend(_rows(entry, site, framer))
    return pages, findings


def entry_page(
    entry: Entry,
    site: Site,
    framer: Framer,
    anchors: Mapping[str, frozenset[str]],
    sizes: Mapping[str, int],
) -> Page:
    """The page of an entry that is disclosed."""
    close = partial(_entry, entry, site, framer, anchors, sizes)
    return Page(entry.address, site.types[entry.kind].template, close)


def _entry(
    entry: Entry,
    site: Site,
    framer: Framer,
    anchors: Mapping[str, frozenset[str]],
    sizes: Mapping[str, int],
) -> View:
    kind, fields, prose = site.types[entry.kind], entry.fields, entry.prose
    frame = _frame(entry, site, framer)
    text = ""
    if prose is not None:
        found, _ = addresses_of(entry, site, anchors)
        text = signed(with_links(prose, frame.root, found, site.config.base_url))
    publisher = site.publisher_of(entry)
    above = pointers(entry, site)
    said_above = {link.address for each in above for link in each.links}
    view = EntryView(
        kind=kind.key,
        label=kind.label,
        facts=facts_of(entry, site),
        notices=tuple(notices(entry, site)),
        summary=fields.summary,
        text=text,
        document_number=document_number_of(fields),
        contents=contents_of(prose.headings if prose else ()),
        attachments=tuple(downloads(entry, site, sizes)),
        related=tuple(related(fields, site)),
        pointers=above,
        named_by=tuple(each for each in named_by(entry, site) if each.address not in said_above),
        changes=tuple(sorted(fields.changes, key=lambda each: each.on, reverse=True)),
        review=fields.review,
        published=str(fields.published or ""),
        source=fields.source or (publisher.title if publisher else ""),
        documents=_documents(fields, site),
        own=kind.view(entry, site),
        added=added_parts(entry, site),
        square=_square(entry.address, site),
    )
    return View(frame, view)


def _frame(entry: Entry, site: Site, framer: Framer) -> Frame:
    kind, fields = site.types[entry.kind], entry.fields
    breadcrumb = _breadcrumb(entry, site)
    column = _column(entry, site)
    article = _article(fields.title, entry, site)
    return framer.frame(
        entry.address,
        fields.title,
        breadcrumb,
        kind="article" if article else "list",
        column=column,
        description=fields.summary or _opening(entry),
        keywords=fields.keywords,
        article=article,
        here=CATALOGUE if fields.catalogue else f"{kind.folder}/index.html",
    )


def _square(address: str, site: Site) -> Square | None:
    public = public_address(site.config.base_url, address)
    return square_of(public) if public else None


def _opening(entry: Entry) -> str:
    """The first words of the text, where there is no summary."""
    paragraphs = entry.prose.paragraphs if entry.prose else ()
    return next((each[:100] for each in paragraphs if len(each) > 20), "")


def _breadcrumb(entry: Entry, site: Site) -> tuple[Link, ...]:
    for code in entry.fields.catalogue:
        if code in site.catalogue:
            way = path_of(site.catalogue[code], site)
            return (HOME_LINK, Link("公开目录", CATALOGUE), *(Link(n.title, n.address) for n in way))
    kind = site.types[entry.kind]
    return (HOME_LINK, Link(kind.label, f"{kind.folder}/index.html")) if kind.listed else (HOME_LINK,)


def _documents(value: Any, site: Site) -> dict[str, Link]:
    """The documents of this site that legal bases name, by the words of each basis."""
    found = ((each.basis, document_of(each.basis, site)) for each in bases_of(value))
    return {
        basis.title + basis.document_number: Link(document.title, document.address)
        for basis, document in found
        if document is not None
    }


def _column(entry: Entry, site: Site) -> Column:
    for code in entry.fields.catalogue:
        if code in site.catalogue:
            node = site.catalogue[code]
            return Column(node.title, node.value.elements or f"{node.title}目录", "信息公开")
    label = site.types[entry.kind].label
    return Column(label, f"{site.config.name}{label}", "信息公开")


# ---------------------------------------------------------------- rows, and what is withheld


def _rows(entry: Entry, site: Site, framer: Framer) -> Iterator[Page]:
    """The pages of an entry's rows; a node of the catalogue has its page from `tree`."""
    template = site.types[entry.kind].row_template
    for index, row in enumerate(entry.rows):
        if row.kind != CATALOGUE_NODE:
            yield Page(row.address, template, partial(_row, entry, index, site, framer))


def _row(entry: Entry, index: int, site: Site, framer: Framer) -> View:
    kind, row = site.types[entry.kind], entry.rows[index]
    breadcrumb = (*_breadcrumb(entry, site), Link(entry.fields.title, entry.address))
    facts = tuple(
        Fact(label, values)
        for label, values in (
            ("发布机构", values_of("publisher", entry.fields.publisher, entry, site)),
            ("发布日期", values_of("published", entry.fields.published, entry, site)),
        )
        if values
    )
    documents = _documents(row.value, site)
    own, square = kind.row_view(entry, index, site), _square(row.address, site)
    view = RowView(row.kind, kind.row_label, facts, documents, own, square)
    return View(_row_frame(entry, row, site, framer, breadcrumb), view)


def _row_frame(entry: Entry, row: Row, site: Site, framer: Framer, breadcrumb: tuple[Link, ...]) -> Frame:
    fields = entry.fields
    label = site.types[entry.kind].row_label
    article = _article(row.title, entry, site)
    return framer.frame(
        row.address,
        row.title,
        breadcrumb,
        kind="article" if article else "list",
        column=Column(fields.title, f"{fields.title}的{label}", "信息公开"),
        description=f"{fields.title}：{row.title}",
        article=article,
        here=CATALOGUE,
    )


def _article(title: str, entry: Entry, site: Site) -> tuple[tuple[str, str], ...]:
    """The three labels of an article, all of them or none: a page that no date is told of is no article.

    Where the day of publication isn't told, that of the last change stands for it, or else that of the writing.
    """
    fields: Common = entry.fields
    day = fields.published or fields.changed or fields.written
    if day is None:
        return ()
    publisher = site.publisher_of(entry)
    return (
        ("ArticleTitle", title),
        ("PubDate", f"{day} 00:00"),
        ("ContentSource", fields.source or (publisher.title if publisher else site.config.name)),
    )


def _withheld(entry: Entry, site: Site, framer: Framer) -> View:
    fields: Common = entry.fields
    config: Config = site.config
    view = WithheldView(
        facts=facts_of(entry, site),
        disclosure=fields.disclosure,
        on_request=fields.disclosure == ON_REQUEST,
        summary=fields.summary,
        withheld=fields.withheld,
        review=fields.review,
        applying=config.applying,
        applying_page=address_of(site, config.applying.to) if config.applying and config.applying.to else "",
    )
    return View(_frame(entry, site, framer), view)
