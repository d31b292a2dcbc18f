"""The feeds that a site offers: what has come lately, in all, by organisation and by column, and what has changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gkgen.model import CatalogueNode
from gkgen.schema.content_type import PUBLISHER, Site, Subject
from gkgen.schema.life import life_events

FOLDER = "feeds"
ALL = f"{FOLDER}/all.xml"
CHANGES = f"{FOLDER}/changes.xml"
LONGEST = 50
"""So many entries a feed has at most: a reader that comes once a week misses none of a busy office's."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of what was published: `pages` are the addresses of the pages that it follows, the chief one first."""

    address: str
    title: str
    pages: tuple[str, ...]
    subjects: tuple[Subject, ...]


def feeds_of(site: Site) -> Iterator[Feed]:
    """Every feed that has something to say: of the whole site, of each organisation, of each column with content, and of
    each column of the first level with what stands below it."""
    name = site.config.name
    yield from _feed(ALL, f"{name} 最新公开", ("index.html",), _listed(site))
    for ident, subjects in site.by_publisher.items():
        organisation = site.subjects[PUBLISHER, ident]
        title = f"{organisation.title}公开的信息"
        pages = (organisation.address, f"{organisation.address.removesuffix('.html')}-list.html")
        yield from _feed(f"{FOLDER}/organisations/{ident}.xml", title, pages, subjects)
    for code, node in site.catalogue.items():
        held = _below(node, site) if node.parent is None else site.by_node.get(code, ())
        title = f"{node.title} - {name}"
        yield from _feed(f"{FOLDER}/catalogue/{code}.xml", title, (node.address,), held)


def has_changes(site: Site) -> bool:
    return bool(life_events(site))


def _listed(site: Site) -> tuple[Subject, ...]:
    return tuple(site.subjects[each.kind, each.id] for each in site.entries if site.types[each.kind].listed)


def _below(node: CatalogueNode, site: Site) -> tuple[Subject, ...]:
    """What stands in a column and in all below it, each once."""
    found = {each.address: each for each in site.by_node.get(node.code, ())}
    for code in node.children:
        found |= {each.address: each for each in _below(site.catalogue[code], site)}
    return tuple(found.values())


def _feed(address: str, title: str, pages: tuple[str, ...], subjects: tuple[Subject, ...]) -> Iterator[Feed]:
    """The latest that have a day, newest first, ties by address."""
    dated = [each for each in subjects if each.entry.fields.published is not None]
    dated.sort(key=lambda each: each.address)
    dated.sort(key=lambda each: str(each.entry.fields.published), reverse=True)
    if dated:
        yield Feed(address, title, pages, tuple(dated[:LONGEST]))
