"""What a page is closed from, as digests: the text of its own entry, and the heads of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from gkgen.cache import Digest, digest_of, digest_of_all
from gkgen.model import Digests, Entry
from gkgen.schema import Site


def head_of(entry: Entry) -> Digest:
    """Of what other pages may know of an entry: all but what was written below its fields. Of that they know where it
    leads and which places in it may be named."""
    said = (entry.kind, entry.id, entry.address, entry.path, entry.fields, entry.rows)
    anchors = entry.prose.anchors if entry.prose is not None else ()
    return digest_of(repr(said), repr([each.href for each in entry.links]), *sorted(anchors))


def with_heads(site: Site, heads: Iterable[Digest], entries: Mapping[str, Digests]) -> Site:
    """The site, knowing the digest of all that a page may be closed from beside the text of its own entry: the `heads`
    of all files, and what is no entry; and by their paths the digests of the entries."""
    around = (site.mounted.header, site.mounted.footer) if site.mounted is not None else ()
    said = (
        site.config,
        site.now.isoformat(),
        site.locked,
        sorted(site.calendar.years),
        sorted(site.calendar.days.items()),
        around,
        sorted((path, source.size) for path, source in site.files.items()),
        sorted(site.faulty),
        sorted(site.waiting),
    )
    return replace(
        site,
        heads=digest_of_all((repr(said), *heads)),
        digests=entries,
    )
