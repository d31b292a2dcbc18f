"""Links to what a field names, and who names a thing by a field: what the pages of several types say of others."""

from __future__ import annotations

from collections.abc import Iterator

from gkgen.model import Entry, Link
from gkgen.schema import Site, Subject

DOCUMENTS = "policy item"
"""The kinds of thing that a document in force, replaced or explained may be."""


def named(kinds: str, name: str, site: Site) -> Subject | None:
    """What a name names, the kinds of a field tried in their order."""
    return site.named(kinds.split(), name)


def link_to(kinds: str, name: str, site: Site) -> Link:
    """A link to what a name names, or the name alone where the site doesn't have it."""
    found = named(kinds, name, site)
    return Link(found.title, found.address) if found is not None else Link(name, "")


def naming_by(field: str, kinds: str, entry: Entry, site: Site) -> Iterator[Entry]:
    """The entries whose field names this entry, in the order of the site."""
    for subject in site.naming.get(entry.address, ()):
        names = getattr(subject.entry.fields, field, ())
        for name in (names,) if isinstance(names, str) else names:
            found = named(kinds, name, site)
            if found is not None and found.entry is entry and subject.entry is not entry:
                yield subject.entry
                break
