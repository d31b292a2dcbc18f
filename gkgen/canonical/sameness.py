"""Whether two texts say the same: keys and values, whatever their order and style, and the words of their comments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gkgen.findings import Severity
from gkgen.model import Mapping, Node, Scalar
from gkgen.yaml_tree import yaml_tree
from gkgen.yaml_tree.commented import Branch, Branched


def is_same(one: str, other: str) -> bool:
    """The same keys and values, by the parser that a build uses."""
    (before, _), (after, faults) = yaml_tree(one, ""), yaml_tree(other, "")
    if before is None or after is None or any(each.rule.severity is Severity.ERROR for each in faults):
        return False
    return _plain(before) == _plain(after)


def comments_of(tree: Branch) -> Counter[str]:
    """The words of all comments: two that stood on one line may have become one."""
    return Counter(word for line in _lines(tree) for word in line.split())


def _plain(node: Node) -> object:
    """The values alone, the keys of a mapping sorted; an empty value is None."""
    if isinstance(node, Scalar):
        return None if node.empty else node.text
    if isinstance(node, Mapping):
        return sorted(((key.text, _plain(value)) for key, value in node.items), key=lambda pair: pair[0])
    return tuple(_plain(item) for item in node.items)


def _lines(tree: Branched) -> Iterator[str]:
    if isinstance(tree, Branch):
        for part in tree.parts:
            yield from (*part.above, *part.beside)
            yield from _lines(part.value)
        yield from tree.tail
