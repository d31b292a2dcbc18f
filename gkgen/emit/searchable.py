"""What the search finds: every entry and every row with an address, by all its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from gkgen.emit.search import Looked, SearchDocument, SearchWords, equivalents, outline_of
from gkgen.model import Entry, Outline, Row
from gkgen.schema import Common, ContentType, Site, texts_of
from gkgen.schema.content_type import CATALOGUE_NODE, path_of
from gkgen.schema.fields import fields_of
from gkgen.schema.references import read_keys

# Fields that stand in a document's own columns, or that no citizen looks for.
_ELSEWHERE = {"type", "id", "title", "index_number", "document_number", "body", "attachments", "review"}
_COMMON = {spec.key for spec in fields_of(Common)}


def search_documents(site: Site) -> list[SearchDocument]:
    return [document for entry in site.entries for document in _documents(entry, site)]


def sought_in(entry: Entry, kind: ContentType) -> Outline:
    """What the search must know of the text of an entry before it opens it."""
    return outline_of(_blocks(entry, kind))


def search_words(site: Site) -> SearchWords:
    """Which words mean the same on this site, and its kinds: what helps a person first, the rest as a site shows it."""
    kinds = sorted(site.types.values(), key=lambda kind: -kind.helps)
    labels = (label for kind in kinds for label in (kind.label, kind.row_label) if label)
    return SearchWords(equivalents(site.config.synonyms, _names(site)), tuple(dict.fromkeys(labels)))


def _names(site: Site) -> Iterator[tuple[str, ...]]:
    """Organisations with their short names; one that several share stands for none of them."""
    named = [(each.fields.title, getattr(each.fields, "short_name", "")) for each in site.entries]
    uses = Counter(short for _, short in named)
    yield from (names for names in named if names[1] and uses[names[1]] == 1)


def _documents(entry: Entry, site: Site) -> Iterator[SearchDocument]:
    kind = site.types[entry.kind]
    fields = entry.fields
    yield SearchDocument(
        address=entry.address,
        title=fields.title,
        kind=kind.label,
        organisation=_organisation(entry, site),
        catalogue=_column(entry, site),
        date=str(fields.published or ""),
        numbers=tuple(n for n in (fields.document_number, fields.index_number) if n not in ("", "无")),
        blocks=Looked(partial(_blocks, entry, kind), site.digests[entry.path].outline),
    )
    for row in entry.rows:
        if site.subjects[row.kind, row.id].entry is entry:
            yield _row_document(entry, row, site)


def _row_document(entry: Entry, row: Row, site: Site) -> SearchDocument:
    kind = site.types[entry.kind]
    is_node = row.kind == CATALOGUE_NODE
    return SearchDocument(
        address=row.address,
        title=row.title,
        kind=kind.row_label,
        organisation=_organisation(entry, site),
        catalogue=_column(entry, site),
        date=str(entry.fields.published or ""),
        numbers=() if is_node else (row.id,),
        blocks=() if is_node else tuple(text for text in texts_of(row.value) if text != row.title),
    )


def _blocks(entry: Entry, kind: ContentType) -> Iterator[str]:
    fields = entry.fields
    for key in read_keys(type(fields)):
        if key not in _ELSEWHERE and (kind.searched_whole or key in _COMMON):
            yield from texts_of(getattr(fields, key))
    for each in fields.attachments:
        yield each.title
    if entry.prose is not None:
        yield from entry.prose.paragraphs


def _organisation(entry: Entry, site: Site) -> str:
    publisher = site.publisher_of(entry)
    return publisher.title if publisher else ""


def _column(entry: Entry, site: Site) -> str:
    """The first level of the catalogue under which the entry stands."""
    for code in entry.fields.catalogue:
        node = site.catalogue.get(code)
        if node is not None:
            return path_of(node, site)[0].title
    return ""
