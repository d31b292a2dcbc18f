"""The catalogue as a whole: its two highest levels, and the tree in nested lists that open without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from gkgen.model import CatalogueNode, Closed, Link, Page
from gkgen.schema import Site
from gkgen.schema.exports import REGISTER_PAGE
from gkgen.stages.plan.branches import Branch, Branches, branches_of, near, tree_address
from gkgen.stages.plan.facts import Download
from gkgen.stages.plan.frame import CATALOGUE, Column, Framer, View
from gkgen.stages.plan.lists import HOME_LINK
from gkgen.stages.plan.nodes import node_pages
from gkgen.stages.plan.register import register_pages

# Nodes of the second level on the page of the whole catalogue.
SECOND = 300


@dataclass(frozen=True, slots=True)
class TreeView:
    """`parts` are the pages of the tree, in the order of `branches` on the overview; `register` is the catalogue as a
    table."""

    branches: tuple[Branch, ...]
    parts: tuple[Link, ...]
    total: int
    register: Link
    downloads: tuple[Download, ...] = ()


def catalogue_pages(site: Site, framer: Framer) -> Iterator[Page]:
    branches = branches_of(site)
    yield _overview(site, framer, branches)
    for roots in branches.roots():
        for position, root in enumerate(roots):
            close = partial(_tree, root, _others(roots, position), framer, branches)
            yield Page(tree_address(root), "tree.html", close)
    yield from node_pages(site, framer, branches)
    yield from register_pages(site, framer, branches)


def _register(site: Site) -> Link:
    return Link(f"全部 {len(site.catalogue)} 个目录的表格", REGISTER_PAGE)


def _overview(site: Site, framer: Framer, branches: Branches) -> Page:
    """The two highest levels, light enough for any line; of a wide catalogue the second level isn't whole."""
    tops = branches.tops()
    most = max(5, SECOND // max(1, len(tops)))
    drawn = tuple(
        Branch(
            node.title,
            node.address,
            node.code,
            branches.counts[node.code],
            tuple(branches.leaf(each) for each in branches.under(node)[:most]),
        )
        for node in tops
    )
    frame = framer.frame(
        CATALOGUE,
        "公开目录",
        (HOME_LINK,),
        kind="list",
        column=Column("公开目录", f"{site.config.name}公开目录", "信息公开"),
        here=CATALOGUE,
    )
    total = sum(branches.counts[node.code] for node in tops)
    parts = tuple(_part(node) for node in tops)
    return Page(
        CATALOGUE, "catalogue.html", Closed(View(frame, TreeView(drawn, parts, total, _register(site))))
    )


def _part(node: CatalogueNode) -> Link:
    return Link(node.title, tree_address(node))


def _others(roots: list[CatalogueNode], position: int) -> tuple[Link, ...]:
    """The pages of the tree beside one, the nearest of them."""
    others = tuple(_part(node) for node in near(roots, position))
    if len(others) == len(roots):
        return others
    return (*others, Link(f"全部 {len(roots)} 个目录", CATALOGUE))


def _tree(root: CatalogueNode, others: tuple[Link, ...], framer: Framer, branches: Branches) -> View:
    """One page a branch, so that no page grows with the whole tree."""
    site = branches.site
    title = f"{root.title}（全部目录）"
    way = [HOME_LINK, Link("公开目录", CATALOGUE)]
    if root.parent is not None:
        above = site.catalogue[root.parent]
        way.append(Link(f"{above.title}（全部目录）", branches.tree_of(above)))
    frame = framer.frame(
        tree_address(root),
        title,
        tuple(way),
        kind="list",
        column=Column(title, f"{root.title}下的全部目录", "信息公开"),
        here=CATALOGUE,
    )
    view = TreeView((branches.whole(root),), others, branches.counts[root.code], _register(site))
    return View(frame, view)
