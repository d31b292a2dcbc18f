"""Who names an entry in a field that says what the one is to the other: 政策解读, 载于, 被替代."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from gkgen.model import Entry, Link
from gkgen.schema import Reference, Site, fields_of, references_of
from gkgen.schema.fields import part_of


@dataclass(frozen=True, slots=True)
class Pointer:
    """A heading, and who stands under it."""

    heading: str
    links: tuple[Link, ...]


def pointers(entry: Entry, site: Site) -> tuple[Pointer, ...]:
    """Those that name the entry under a heading of their field, in the order of the site's types, and newest
    first."""
    found: dict[str, dict[str, Link]] = defaultdict(dict)
    order = {kind: place for place, kind in enumerate(site.types)}
    naming = site.naming.get(entry.address, ())
    for subject in sorted(naming, key=lambda each: (order[each.entry.kind], each.address)):
        declaration: type = type(subject.entry.fields)
        if subject.entry is entry or subject.row is not None or not _heads(declaration):
            continue
        link = Link(subject.title, subject.address, str(subject.entry.fields.published or ""))
        for each in references_of(subject.entry.fields):
            if each.reverse and _leads_to(each, entry, site):
                found[each.reverse].setdefault(subject.address, link)
    return tuple(
        Pointer(heading, tuple(sorted(links.values(), key=lambda link: link.note, reverse=True)))
        for heading, links in found.items()
    )


@cache
def _heads(declaration: type) -> bool:
    """Whether any field of a declaration puts a heading on what it names."""
    specs = fields_of(declaration)
    parts = (part for spec in specs if (part := part_of(spec.kind)) is not None)
    return any(spec.about.reverse for spec in specs) or any(
        _heads(part) for part in parts if part is not declaration
    )


def _leads_to(reference: Reference, entry: Entry, site: Site) -> bool:
    found = site.named(reference.kinds, reference.name)
    return found is not None and found.entry is entry
