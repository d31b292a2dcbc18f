"""The names that content of a site can use now: its organisations, codes, nodes, files, with their titles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from gkgen.schema import Site
from gkgen.schema.content_type import CATALOGUE_NODE
from gkgen.schema.references import FILE

Names: TypeAlias = Mapping[str, tuple[tuple[str, str], ...]]
"""By kind: what to write, and what it means."""

MOST = 2000
"""More names than that help nobody to choose, and slow an editor down."""


def names_in(site: Site) -> Names:
    """The names of each kind in order. Any other name stays allowed: the thing may be written later."""
    found: dict[str, dict[str, str]] = {}
    for node in site.catalogue.values():
        if not node.children:
            found.setdefault(CATALOGUE_NODE, {})[node.code] = node.title
    for (kind, _), subject in site.subjects.items():
        if kind == CATALOGUE_NODE:
            continue
        is_unique = site.find(kind, subject.title) is subject
        if subject.row is None and is_unique:
            found.setdefault(kind, {})[subject.title] = subject.id
        else:
            found.setdefault(kind, {})[subject.id] = subject.title
    found[FILE] = {f"/{path.removeprefix('content/')}": "" for path in site.files}
    return {
        kind: tuple(sorted(names.items())) for kind, names in sorted(found.items()) if 0 < len(names) <= MOST
    }
