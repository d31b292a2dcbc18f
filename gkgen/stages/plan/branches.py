"""The catalogue as branches: how much each holds, and on which page the whole of it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from gkgen.model import CatalogueNode
from gkgen.schema import Site

# Links to neighbours on a page: the rest is one step away, and no page grows with the square of the catalogue.
NEAR = 40
# Nodes on one page of the tree: 60 kB are two seconds on a slow line.
MOST_ON_A_PAGE = 250

Each = TypeVar("Each")


@dataclass(frozen=True, slots=True)
class Branch:
    """A node in a list of nodes: how many entries it and all below it hold. `tree` is the page on which the whole of
    what stands below it is drawn, where that isn't this one."""

    title: str
    address: str
    code: str
    count: int
    branches: tuple[Branch, ...] = ()
    tree: str = ""


@dataclass(frozen=True, slots=True)
class Branches:
    """`counts` is how many entries stand in a node or below it, one that stands in two nodes being counted in both;
    `sizes` is how many nodes there are in it, itself among them."""

    site: Site
    counts: Mapping[str, int]
    sizes: Mapping[str, int]

    def tops(self) -> list[CatalogueNode]:
        return [node for node in self.site.catalogue.values() if node.parent is None]

    def under(self, node: CatalogueNode) -> list[CatalogueNode]:
        return [self.site.catalogue[code] for code in node.children]

    def families(self) -> Iterator[list[CatalogueNode]]:
        """The nodes of the first level, and those below by the node under which they stand."""
        yield self.tops()
        for node in self.site.catalogue.values():
            if node.children:
                yield self.under(node)

    def leaf(self, node: CatalogueNode) -> Branch:
        return Branch(node.title, node.address, node.code, self.counts[node.code])

    def whole(self, node: CatalogueNode) -> Branch:
        """The branch as its page of the tree draws it: where it is too large, what stands below its children has pages
        of its own."""
        below = [
            self._split_off(each) if self._is_split(each) else self.whole(each) for each in self.under(node)
        ]
        return Branch(node.title, node.address, node.code, self.counts[node.code], tuple(below))

    def _split_off(self, node: CatalogueNode) -> Branch:
        return Branch(node.title, node.address, node.code, self.counts[node.code], tree=tree_address(node))

    def _is_split(self, node: CatalogueNode) -> bool:
        above = self.site.catalogue[node.parent] if node.parent is not None else None
        return bool(node.children) and above is not None and self.sizes[above.code] > MOST_ON_A_PAGE

    def roots(self) -> Iterator[list[CatalogueNode]]:
        """The nodes at the head of a page of the tree, by the node under which they stand."""
        for family in self.families():
            found = [node for node in family if node.parent is None or self._is_split(node)]
            if found:
                yield found

    def tree_of(self, node: CatalogueNode) -> str:
        """Where a node stands in the tree: a browser unfolds what is around it, without a script."""
        root = node
        while root.parent is not None and not self._is_split(root):
            root = self.site.catalogue[root.parent]
        return f"{tree_address(root)}#n-{node.code}"


def tree_address(node: CatalogueNode) -> str:
    return f"catalogue/tree-{node.code}.html"


def branches_of(site: Site) -> Branches:
    counts = {code: len(site.by_node.get(code, ())) for code in site.catalogue}
    sizes = dict.fromkeys(site.catalogue, 1)
    for node in sorted(site.catalogue.values(), key=lambda each: -each.depth):
        if node.parent is not None:
            counts[node.parent] += counts[node.code]
            sizes[node.parent] += sizes[node.code]
    return Branches(site, counts, sizes)


def near(things: Sequence[Each], position: int) -> Sequence[Each]:
    """The `NEAR` things around a position, itself among them; fewer only where there are no more."""
    start = max(0, min(position - NEAR // 2, len(things) - NEAR))
    return things[start : start + NEAR]
