"""The catalogue as a table of all its nodes, in three orders, each with pages of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from gkgen.model import CatalogueNode, Link, Page
from gkgen.schema import Site
from gkgen.schema.content_type import path_of
from gkgen.schema.exports import REGISTER_PAGE
from gkgen.schema.rolls import Cells, Roll
from gkgen.stages.plan.branches import Branches
from gkgen.stages.plan.frame import CATALOGUE, Framer
from gkgen.stages.plan.letters import read_in
from gkgen.stages.plan.rolls import Shown, pages_of_roll

COLUMNS = ("名称", "代码", "所在目录", "本目录信息", "连同下级")
# No code of a node has two separators in a row.
ORDERS = (
    ("catalogue/by__title.html", "按名称"),
    (REGISTER_PAGE, "按代码"),
    ("catalogue/by__count.html", "按信息条数"),
)


def register_pages(site: Site, framer: Framer, branches: Branches) -> Iterator[Page]:
    if not site.catalogue:
        return
    keys: dict[str, Callable[[CatalogueNode], Any]] = {
        "按名称": lambda node: (read_in(site, node.title), node.title, node.code),
        "按代码": lambda node: node.code,
        "按信息条数": lambda node: (-branches.counts[node.code], node.code),
    }
    links = tuple(Link(label, address) for address, label in ORDERS)
    for address, label in ORDERS:
        roll = Roll(
            slug="",
            title=f"公开目录表（{label}排列）",
            label=label,
            description="公开目录的全部目录，连同各目录的信息条数",
            columns=COLUMNS,
            rows=tuple(
                _row(node, site, branches) for node in sorted(site.catalogue.values(), key=keys[label])
            ),
        )
        shown = Shown(address, Link("公开目录", CATALOGUE), links, "排列次序", "个目录")
        yield from pages_of_roll(roll, shown, framer)


def _row(node: CatalogueNode, site: Site, branches: Branches) -> Cells:
    above = path_of(node, site)[:-1]
    return (
        Link(node.title, node.address),
        Link(node.code, ""),
        Link(" › ".join(each.title for each in above), ""),
        Link(str(len(site.by_node.get(node.code, ()))), ""),
        Link(str(branches.counts[node.code]), ""),
    )
