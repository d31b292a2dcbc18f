"""The pages of the catalogue: one a node, and the whole tree in nested lists that open without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from gkgen.model import CatalogueNode, Link, Page
from gkgen.schema import Site
from gkgen.schema.content_type import path_of
from gkgen.schema.vocabularies import CARRIERS
from gkgen.stages.plan.facts import Download
from gkgen.stages.plan.frame import CATALOGUE, Column, Framer, View
from gkgen.stages.plan.lists import HOME_LINK, Line, Pager, address_of_page, line_of, paged

# Links to siblings and to children on the page of a node: the rest is one step away, and no page grows with the
# square of the catalogue.
NEAR = 40
CHILDREN = 100

Each = TypeVar("Each")


@dataclass(frozen=True, slots=True)
class Branch:
    """A node in a list of nodes: how many entries it and all below it hold."""

    title: str
    address: str
    code: str
    count: int
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class NodeView:
    """`columns` are the node's own columns of the standard catalogue, with their Chinese headings; of each carrier
    they say in words whether it is used. `siblings` are the nearest, and a way to all of them where these are more;
    `children` are the first of them, and `all_children` says where the rest is, if there is more."""

    code: str
    columns: tuple[tuple[str, tuple[str, ...]], ...]
    siblings: tuple[Link, ...]
    children: tuple[Branch, ...]
    all_children: Link | None
    lines: tuple[Line, ...]
    total: int
    pager: Pager
    tree: str
    downloads: tuple[Download, ...] = ()


@dataclass(frozen=True, slots=True)
class TreeView:
    branches: tuple[Branch, ...]
    parts: tuple[Link, ...]
    total: int
    downloads: tuple[Download, ...] = ()


def catalogue_pages(site: Site, framer: Framer) -> Iterator[Page]:
    counts = _counts(site)
    tops = [node for node in site.catalogue.values() if node.parent is None]
    yield _overview(site, framer, tops, counts)
    yield from _trees(site, framer, tops, counts)
    for family in (tops, *_families(site)):
        for position, node in enumerate(family):
            yield from _node(node, _siblings(family, position, site), site, framer, counts)


def _families(site: Site) -> Iterator[list[CatalogueNode]]:
    """The nodes below the first level, by the node under which they stand."""
    for node in site.catalogue.values():
        if node.children:
            yield [site.catalogue[code] for code in node.children]


def near(things: Sequence[Each], position: int) -> Sequence[Each]:
    """The `NEAR` things around a position, itself among them; fewer only where there are no more."""
    start = max(0, min(position - NEAR // 2, len(things) - NEAR))
    return things[start : start + NEAR]


def _siblings(family: Sequence[CatalogueNode], position: int, site: Site) -> tuple[Link, ...]:
    links = tuple(Link(node.title, node.address) for node in near(family, position))
    if len(links) == len(family):
        return links
    above = family[position].parent
    whole = CATALOGUE if above is None else site.catalogue[above].address
    return (*links, Link(f"全部 {len(family)} 个同级目录", whole))


def _counts(site: Site) -> Mapping[str, int]:
    """How many entries stand in a node or below it; one that stands in two nodes is counted in both."""
    counts = {code: len(site.by_node.get(code, ())) for code in site.catalogue}
    for node in sorted(site.catalogue.values(), key=lambda each: -each.depth):
        if node.parent is not None:
            counts[node.parent] += counts[node.code]
    return counts


def _branch(node: CatalogueNode, counts: Mapping[str, int]) -> Branch:
    return Branch(node.title, node.address, node.code, counts[node.code])


def _whole(node: CatalogueNode, site: Site, counts: Mapping[str, int]) -> Branch:
    below = tuple(_whole(site.catalogue[code], site, counts) for code in node.children)
    return Branch(node.title, node.address, node.code, counts[node.code], below)


def _overview(site: Site, framer: Framer, tops: list[CatalogueNode], counts: Mapping[str, int]) -> Page:
    """The two highest levels, light enough for any line."""
    branches = tuple(
        Branch(
            node.title,
            node.address,
            node.code,
            counts[node.code],
            tuple(_branch(site.catalogue[code], counts) for code in node.children),
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
    total = sum(counts[node.code] for node in tops)
    return Page(CATALOGUE, "catalogue.html", View(frame, TreeView(branches, _parts(tops), total)))


def _parts(tops: list[CatalogueNode]) -> tuple[Link, ...]:
    return tuple(Link(node.title, f"catalogue/tree-{node.code}.html") for node in tops)


def _trees(
    site: Site, framer: Framer, tops: list[CatalogueNode], counts: Mapping[str, int]
) -> Iterator[Page]:
    """One page a branch of the first level, so that no page grows with the whole tree."""
    parts = _parts(tops)
    for position, (node, part) in enumerate(zip(tops, parts, strict=True)):
        others = tuple(near(parts, position))
        if len(others) < len(parts):
            others = (*others, Link(f"全部 {len(parts)} 个目录", CATALOGUE))
        title = f"{node.title}（全部目录）"
        frame = framer.frame(
            part.address,
            title,
            (HOME_LINK, Link("公开目录", CATALOGUE)),
            kind="list",
            column=Column(title, f"{node.title}下的全部目录", "信息公开"),
            here=CATALOGUE,
        )
        view = TreeView((_whole(node, site, counts),), others, counts[node.code])
        yield Page(part.address, "tree.html", View(frame, view))


def _node(
    node: CatalogueNode,
    siblings: tuple[Link, ...],
    site: Site,
    framer: Framer,
    counts: Mapping[str, int],
) -> Iterator[Page]:
    held = site.by_node.get(node.code, ())
    way = path_of(node, site)
    breadcrumb = (
        HOME_LINK,
        Link("公开目录", CATALOGUE),
        *(Link(each.title, each.address) for each in way[:-1]),
    )
    tree = f"catalogue/tree-{way[0].code}.html#n-{node.code}"
    every = Link(f"全部 {len(node.children)} 个下级目录", tree)
    size = site.config.page_size
    for pager in paged(node.address, len(held), size):
        start = (pager.number - 1) * size
        view = NodeView(
            code=node.code,
            columns=_columns(node, site) if pager.number == 1 else (),
            siblings=siblings,
            children=tuple(_branch(site.catalogue[code], counts) for code in node.children[:CHILDREN]),
            all_children=every if len(node.children) > CHILDREN else None,
            lines=tuple(line_of(subject, site) for subject in held[start : start + size]),
            total=counts[node.code],
            pager=pager,
            tree=tree,
        )
        title = node.title if pager.number == 1 else f"{node.title}（第{pager.number}页）"
        frame = framer.frame(
            address_of_page(pager),
            title,
            breadcrumb,
            kind="list",
            column=Column(node.title, node.value.elements or f"{node.title}目录", "信息公开"),
            here=CATALOGUE,
        )
        yield Page(frame.address, "node.html", View(frame, view))


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
