"""What narrows a list, as a page shows it: links to pages that stand there without a script."""

from __future__ import annotations

from dataclasses import dataclass

from gkgen.model import Link


@dataclass(frozen=True, slots=True)
class Group:
    """The values of one facet as links. A note is how many things the list holds of the value: it stands only where
    that is a part of this very list, so that a page changes with its own list and with no other."""

    label: str
    links: tuple[Link, ...]
    folded: bool


@dataclass(frozen=True, slots=True)
class Filters:
    """`chosen` is what narrows this list, each with the address of the list without it; `clear` is the whole list's.
    `more` is the address of the first page of the list, where this page is a further one."""

    chosen: tuple[Link, ...] = ()
    clear: str = ""
    groups: tuple[Group, ...] = ()
    more: str = ""

    @property
    def words(self) -> str:
        return "、".join(each.title for each in self.chosen)


NO_FILTERS = Filters()
