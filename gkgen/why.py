"""What a page is made of, and why it was drawn: for whoever wonders what an edit has changed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gkgen.built import Built
from gkgen.drawing import Made, made_of
from gkgen.model import Page
from gkgen.schema import Site
from gkgen.traditional import TREE

_ADDRESS = re.compile(r"""['"]([^'"]+\.html)['"]""")


@dataclass(frozen=True, slots=True)
class Why:
    """`files` are the files of the content from which something stands on the page."""

    address: str
    files: tuple[str, ...]
    made: Made


def why(built: Built, name: str) -> Why | None:
    """By the address of a page or by a file of the content; None where there is no such page."""
    if built.site is None:
        return None
    address = built.site.addresses.get(name, name).removeprefix(TREE)
    pages, _ = built.split()
    page = next((each for each in pages if each.address == address), None)
    if page is None:
        return None
    return Why(address, _files(page, built.site), made_of(page, built.themes(), built.variant, built.memory))


def _files(page: Page, site: Site) -> tuple[str, ...]:
    """The entry of the page, and those to which its view leads."""
    owners = {entry.address: entry.path for entry in site.entries}
    owners |= {row.address: entry.path for entry in site.entries for row in entry.rows}
    named = {page.address, *_ADDRESS.findall(repr(page.view.view))}
    return tuple(sorted({owners[address] for address in named if address in owners}))
