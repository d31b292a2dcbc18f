"""The places that a link may name: every page of the site, and the ids on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from gkgen.model import Entry, Page
from gkgen.schema import Site

# Stands for every place on a page that was taken down, so that no link breaks on the day it goes.
ANYWHERE = "*"

_MAIN = frozenset({"main"})


class Places(Mapping[str, frozenset[str]]):
    """The ids of each page by its address. Those of an entry are looked up in its text when a link names one."""

    def __init__(self, site: Site, lists: Iterable[Page], left_behind: Iterable[str]) -> None:
        self._known: dict[str, frozenset[str] | Entry] = {page.address: frozenset() for page in lists}
        self._known |= {subject.address: _MAIN for subject in site.subjects.values()}
        self._known |= {entry.address: entry for entry in site.entries}
        self._known |= dict.fromkeys(left_behind, frozenset({ANYWHERE}))

    def __getitem__(self, address: str) -> frozenset[str]:
        found = self._known[address]
        return _ids_of(found) if isinstance(found, Entry) else found

    def __contains__(self, address: object) -> bool:
        return address in self._known

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def _ids_of(entry: Entry) -> frozenset[str]:
    return (entry.prose.anchors if entry.prose else frozenset()) | _MAIN
