"""What is told of an entry beside its text: the metadata block, how it stands, its files, and who names it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gkgen.model import Entry, Link
from gkgen.schema import Common, Site
from gkgen.schema.fields import fields_of
from gkgen.stages.plan.standing import has_validity

# 2.5 of the common blocks: the order in which portals show the metadata.
_ORDER = (
    "index_number",
    "document_number",
    "publisher",
    "office",
    "written",
    "published",
    "effective",
    "expires",
    "disclosure",
    "theme",
    "genre",
    "audience",
    "keywords",
    "source",
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of the metadata block: the label that the standard gives, and what it says, linked or not."""

    label: str
    values: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Download:
    title: str
    address: str
    name: str
    format: str
    size: int


def facts_of(entry: Entry, site: Site) -> tuple[Fact, ...]:
    """The metadata that the entry has, each under its standard label; validity is derived."""
    fields = entry.fields
    specs = {spec.key: spec for spec in fields_of(type(fields))}
    facts = []
    for key in _ORDER:
        values = values_of(key, getattr(fields, key), entry, site)
        if values and not (key == "disclosure" and not fields.publisher):
            facts.append(Fact(specs[key].about.label, values))
        if key == "disclosure":
            facts.extend(_placing(entry, site))
    return tuple(facts)


def values_of(key: str, value: Any, entry: Entry, site: Site) -> tuple[Link, ...]:
    if not value:
        return ()
    if key == "publisher":
        publisher = site.publisher_of(entry)
        return (Link(publisher.title, publisher.address) if publisher else Link(value, ""),)
    if isinstance(value, tuple):
        return (Link("、".join(value), ""),)
    return (Link(str(value), ""),)


def _placing(entry: Entry, site: Site) -> Iterator[Fact]:
    """有效性, where it can be told, and 公开目录."""
    fields: Common = entry.fields
    if has_validity(fields):
        yield Fact("有效性", (Link(site.validity_of(entry), ""),))
    nodes = [site.catalogue[code] for code in fields.catalogue if code in site.catalogue]
    if nodes:
        yield Fact("公开目录", tuple(Link(node.title, node.address) for node in nodes))


def downloads(entry: Entry, site: Site, sizes: Mapping[str, int]) -> Iterator[Download]:
    for each in entry.fields.attachments:
        address = site.file(entry, each.file)
        if address:
            name = each.file.rpartition("/")[2]
            stem, _, suffix = name.rpartition(".")
            yield Download(each.title or stem or name, address, name, suffix.upper(), sizes.get(address, 0))


def related(fields: Common, site: Site) -> Iterator[Link]:
    for name in fields.related:
        found = site.find("*", name)
        if found is not None:
            yield Link(found.title, found.address, str(found.entry.fields.published or ""))


def named_by(entry: Entry, site: Site) -> Iterator[Link]:
    """Who else points at this entry, so that a link leads both ways."""
    own = set(entry.fields.related)
    for subject in site.naming.get(entry.address, ()):
        if subject.entry is not entry and subject.id not in own and subject.title not in own:
            yield Link(subject.title, subject.address, site.types[subject.entry.kind].label)
