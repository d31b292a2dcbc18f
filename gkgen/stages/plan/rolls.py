"""Tables that list things, each on pages of its own: those that a type draws of its own content, and the catalogue's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from gkgen.model import Link, Page
from gkgen.schema import ContentType, Site
from gkgen.schema.rolls import Cells, Roll
from gkgen.stages.plan.facts import Download
from gkgen.stages.plan.frame import Column, Framer, View
from gkgen.stages.plan.lists import HOME_LINK, Pager, numbered, numbers, pager_of

# A table is read, printed and filed as a whole as far as that can be: it has more rows than a page of a list.
ROWS = 200


@dataclass(frozen=True, slots=True)
class RollView:
    """`others` are all tables beside this one, itself among them; `unit` is what a row is counted in."""

    description: str
    columns: tuple[str, ...]
    rows: tuple[Cells, ...]
    total: int
    unit: str
    pager: Pager
    others: tuple[Link, ...]
    others_title: str
    downloads: tuple[Download, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """Where a table stands: its first page, the page above it, and the tables beside it."""

    first: str
    above: Link
    others: tuple[Link, ...]
    others_title: str
    unit: str = "件"


def roll_pages(site: Site, framer: Framer) -> Iterator[Page]:
    for kind in site.types.values():
        rolls = tuple(kind.lists(site))
        links = tuple(Link(roll.label, f"{kind.folder}/{roll.slug}.html", roll.group) for roll in rolls)
        for roll in rolls:
            yield from pages_of_roll(roll, _of_type(roll, kind, links), framer)


def _of_type(roll: Roll, kind: ContentType, links: tuple[Link, ...]) -> Shown:
    address = f"{kind.folder}/index.html"
    others = (Link(f"全部{kind.label}", address), *links)
    return Shown(f"{kind.folder}/{roll.slug}.html", Link(kind.label, address), others, kind.label)


def pages_of_roll(roll: Roll, shown: Shown, framer: Framer) -> Iterator[Page]:
    for number in numbers(len(roll.rows), ROWS):
        yield Page(numbered(shown.first, number), "roll.html", partial(_page, roll, shown, number, framer))


def _page(roll: Roll, shown: Shown, number: int, framer: Framer) -> View:
    start = (number - 1) * ROWS
    view = RollView(
        description=roll.description,
        columns=roll.columns,
        rows=roll.rows[start : start + ROWS],
        total=len(roll.rows),
        unit=shown.unit,
        pager=pager_of(shown.first, number, len(roll.rows), ROWS),
        others=shown.others,
        others_title=shown.others_title,
    )
    frame = framer.frame(
        numbered(shown.first, number),
        roll.title if number == 1 else f"{roll.title}（第{number}页）",
        (HOME_LINK, shown.above),
        kind="list",
        column=Column(roll.title, roll.description, "信息公开"),
        description=roll.description,
        here=shown.above.address,
    )
    return View(frame, view)
