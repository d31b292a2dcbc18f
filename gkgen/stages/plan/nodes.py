"""The page of a column of the catalogue: what stands in it, what stands around it, and what the standard asks of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from gkgen.model import CatalogueNode, Link, Page
from gkgen.schema import Site
from gkgen.schema.content_type import path_of
from gkgen.schema.vocabularies import CARRIERS
from gkgen.stages.plan.branches import Branch, Branches, near
from gkgen.stages.plan.facts import Download
from gkgen.stages.plan.filters import Filters
from gkgen.stages.plan.frame import CATALOGUE, Column, Framer, View
from gkgen.stages.plan.lists import (
    HOME_LINK,
    Line,
    Listing,
    Pager,
    filters_on,
    line_of,
    numbered,
    numbers,
    pager_of,
    pages_of,
)
from gkgen.stages.plan.narrowing import narrowed_column

# Children on the page of a node: the rest is one step away, and no page grows with the square of the catalogue.
CHILDREN = 100
# Links beside the page of a node, in all.
BESIDE = 60


@dataclass(frozen=True, slots=True)
class Side:
    """What stands beside a node: the nodes above it from the top down, the nearest of those with the same parent, and
    its children where they are few. `here` is the node's own address; `all_beside` leads to all with the same parent,
    where these are more."""

    here: str
    above: tuple[Link, ...]
    beside: tuple[Link, ...]
    below: tuple[Link, ...]
    all_beside: Link | None


@dataclass(frozen=True, slots=True)
class NodeView:
    """`columns` are the node's own columns of the standard catalogue, with their Chinese headings; of each carrier
    they say in words whether it is used. `children` are the first of them, and `all_children` says where the rest is,
    if there is more."""

    code: str
    columns: tuple[tuple[str, tuple[str, ...]], ...]
    side: Side
    children: tuple[Branch, ...]
    all_children: Link | None
    lines: tuple[Line, ...]
    total: int
    pager: Pager
    filters: Filters
    tree: str
    downloads: tuple[Download, ...] = ()


def node_pages(site: Site, framer: Framer, branches: Branches) -> Iterator[Page]:
    for family in branches.families():
        for position, node in enumerate(family):
            listing, *narrower = narrowed_column(_listing(node, site), site)
            yield from _node(node, _side(family, position, site), listing, framer, branches)
            for each in narrower:
                yield from pages_of(each, site, framer)


def _side(family: Sequence[CatalogueNode], position: int, site: Site) -> Side:
    node = family[position]
    above = tuple(Link(each.title, each.address) for each in path_of(node, site)[:-1])
    beside = tuple(Link(each.title, each.address) for each in near(family, position))
    below: tuple[Link, ...] = ()
    if len(above) + len(beside) + len(node.children) < BESIDE:
        below = tuple(
            Link(site.catalogue[code].title, site.catalogue[code].address) for code in node.children
        )
    whole = above[-1].address if above else CATALOGUE
    more = Link(f"全部 {len(family)} 个同级目录", whole) if len(beside) < len(family) else None
    return Side(node.address, above, beside, below, more)


def _listing(node: CatalogueNode, site: Site) -> Listing:
    way = path_of(node, site)[:-1]
    return Listing(
        first=node.address,
        title=node.title,
        description=f"{node.title}目录",
        subjects=site.by_node.get(node.code, ()),
        breadcrumb=(
            HOME_LINK,
            Link("公开目录", CATALOGUE),
            *(Link(each.title, each.address) for each in way),
        ),
    )


def _node(
    node: CatalogueNode,
    side: Side,
    listing: Listing,
    framer: Framer,
    branches: Branches,
) -> Iterator[Page]:
    for number in numbers(len(listing.subjects), branches.site.config.page_size):
        close = partial(_page, node, number, side, listing, framer, branches)
        yield Page(numbered(node.address, number), "node.html", close)


def _page(  # noqa: PLR0913, PLR0917 — what a page of the catalogue is made of
    node: CatalogueNode, number: int, side: Side, listing: Listing, framer: Framer, branches: Branches
) -> View:
    site, held = branches.site, listing.subjects
    tree = branches.tree_of(node)
    every = Link(f"全部 {len(node.children)} 个下级目录", tree)
    size = site.config.page_size
    pager = pager_of(node.address, number, len(held), size)
    start = (number - 1) * size
    view = NodeView(
        code=node.code,
        columns=_columns(node, site) if number == 1 else (),
        side=side,
        children=tuple(branches.leaf(site.catalogue[code]) for code in node.children[:CHILDREN]),
        all_children=every if len(node.children) > CHILDREN else None,
        lines=tuple(line_of(subject, site) for subject in held[start : start + size]),
        total=branches.counts[node.code],
        pager=pager,
        filters=filters_on(pager, listing.filters),
        tree=tree,
    )
    frame = framer.frame(
        numbered(node.address, number),
        node.title if number == 1 else f"{node.title}（第{number}页）",
        listing.breadcrumb,
        kind="list",
        column=Column(node.title, node.value.elements or f"{node.title}目录", "信息公开"),
        here=CATALOGUE,
    )
    return View(frame, view)


def _columns(node: CatalogueNode, site: Site) -> tuple[tuple[str, tuple[str, ...]], ...]:
    own = node.value
    columns: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("公开内容", (own.elements,)),
        ("公开依据", own.basis),
        ("公开时限", (own.deadline,)),
        ("公开主体", own.owner),
        ("公开渠道和载体", _carriers(own.carriers, site)),
        ("公开对象", (own.audience,)),
        ("公开方式", (own.mode or "",)),
        ("公开层级", own.levels),
    )
    return tuple((heading, values) for heading, values in columns if any(values))


def _carriers(used: Sequence[str], site: Site) -> tuple[str, ...]:
    """Both states in words, never by ■ and □ alone: each carrier that is used, then in one line those that aren't."""
    if not used:
        return ()
    known = site.config.vocabularies()[CARRIERS]
    unused = "、".join(f"{each}（未采用）" for each in known if each not in used)
    return (*(f"{each}（已采用）" for each in used), unused)
