"""The tables that a type draws of its own content, each on a page of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gkgen.model import Link, Page
from gkgen.schema import ContentType, Site
from gkgen.schema.rolls import Cells, Roll
from gkgen.stages.plan.frame import Column, Framer, View
from gkgen.stages.plan.lists import HOME_LINK, Pager, address_of_page, paged

# A table is read, printed and filed as a whole as far as that can be: it has more rows than a page of a list.
ROWS = 200


@dataclass(frozen=True, slots=True)
class RollView:
    """`others` are all tables of the type, this one among them."""

    description: str
    columns: tuple[str, ...]
    rows: tuple[Cells, ...]
    total: int
    pager: Pager
    others: tuple[Link, ...]
    others_title: str


def roll_pages(site: Site, framer: Framer) -> Iterator[Page]:
    for kind in site.types.values():
        rolls = tuple(kind.lists(site))
        links = tuple(Link(roll.label, f"{kind.folder}/{roll.slug}.html", roll.group) for roll in rolls)
        for roll in rolls:
            yield from _pages(roll, kind, links, framer)


def _pages(roll: Roll, kind: ContentType, links: tuple[Link, ...], framer: Framer) -> Iterator[Page]:
    whole = Link(f"全部{kind.label}", f"{kind.folder}/index.html")
    for pager in paged(f"{kind.folder}/{roll.slug}.html", len(roll.rows), ROWS):
        start = (pager.number - 1) * ROWS
        view = RollView(
            description=roll.description,
            columns=roll.columns,
            rows=roll.rows[start : start + ROWS],
            total=len(roll.rows),
            pager=pager,
            others=(whole, *links),
            others_title=kind.label,
        )
        frame = framer.frame(
            address_of_page(pager),
            roll.title if pager.number == 1 else f"{roll.title}（第{pager.number}页）",
            (HOME_LINK, Link(kind.label, whole.address)),
            kind="list",
            column=Column(roll.title, roll.description, "信息公开"),
            description=roll.description,
            here=whole.address,
        )
        yield Page(frame.address, "roll.html", View(frame, view))
