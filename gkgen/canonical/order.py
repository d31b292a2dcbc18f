"""The order of the keys: that of the declaration, by whatever names the author wrote them."""

from __future__ import annotations

from collections.abc import Callable

from gkgen.model import Mapping, Node, Sequence
from gkgen.schema.fields import FieldSpec, fields_of, names_of, part_of

BODY = "body"


def ranks_of(declaration: type) -> Callable[[str], int]:
    """The place of a key: what the declaration doesn't know comes after what it does, a body last of all."""
    names = names_of(declaration)
    places = {spec.key: number for number, spec in enumerate(fields_of(declaration))}
    if BODY in places:
        places[BODY] = len(places) + 1
    return lambda key: places[spec.key] if (spec := names.get(key.strip())) else len(places)


def in_order(tree: Mapping, declaration: type) -> Mapping:
    """The tree with its keys in order, the parts of its fields too."""
    names, rank = names_of(declaration), ranks_of(declaration)
    pairs = [(key, _value(node, names.get(key.text.strip()))) for key, node in tree.items]
    return Mapping(tuple(sorted(pairs, key=lambda pair: rank(pair[0].text))), tree.line, tree.column)


def _value(node: Node, spec: FieldSpec | None) -> Node:
    part = part_of(spec.kind) if spec is not None else None
    return _parts(node, part) if part is not None else node


def _parts(node: Node, part: type) -> Node:
    if isinstance(node, Mapping):
        return in_order(node, part)
    if isinstance(node, Sequence):
        return Sequence(tuple(_parts(item, part) for item in node.items), node.line, node.column)
    return node
