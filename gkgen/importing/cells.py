"""A row's cells → the values of its fields, by key."""

from __future__ import annotations

from collections.abc import Sequence as Several
from typing import get_origin

from gkgen.importing.desk import Desk
from gkgen.importing.mapping import Aim
from gkgen.importing.tables import Line
from gkgen.importing.values import element_of, is_marked, node_of
from gkgen.model import Node, Scalar, Sequence
from gkgen.schema import FieldSpec

# A fee whose name begins with one of these is a fee that enterprises pay (“*”= 涉企收费).
STARS = "*＊"
ENTERPRISE = "enterprise"
NAMES = ("name", "title")


def values_of(line: Line, desk: Desk) -> dict[str, Node]:
    """The row's own values and, where it has none, the defaults."""
    shape = desk.shape
    defaults = desk.defaults.row if shape.is_list else desk.defaults.entry
    nodes = {**defaults, **_filled(line, desk)}
    return _without_star(nodes, shape.row if shape.is_list else shape.entry)


def values_of_whole(lines: Several[Line], desk: Desk) -> dict[str, Node]:
    """Of a list, the columns that speak of all of it, where the rows agree."""
    nodes: dict[str, Node] = dict(desk.defaults.entry)
    for index, aim in enumerate(desk.aims):
        if aim.spec is None or aim.of_row:
            continue
        texts = [(line.number, line.texts[index]) for line in lines if line.texts[index]]
        if len({text for _, text in texts}) > 1:
            desk.leave_varying(aim, texts)
        elif texts:
            nodes[aim.spec.key] = node_of(texts[0][1], aim.spec, texts[0][0], aim.column.number)
    return nodes


def _filled(line: Line, desk: Desk) -> dict[str, Node]:
    by_key: dict[str, list[tuple[Aim, FieldSpec, str]]] = {}
    for aim, text in zip(desk.aims, line.texts, strict=True):
        if aim.spec is not None and text and aim.of_row == desk.shape.is_list:
            by_key.setdefault(aim.spec.key, []).append((aim, aim.spec, text))
    found = {key: _value(said, line.number, desk) for key, said in by_key.items()}
    return {key: node for key, node in found.items() if node is not None}


def _value(said: Several[tuple[Aim, FieldSpec, str]], line: int, desk: Desk) -> Node | None:
    """What the columns of one field say: the first that isn't a √ column, else all √ columns together."""
    plain = [each for each in said if not each[0].words]
    if not plain:
        return _marked(said, line)
    (first, spec, text), *others = plain
    for aim, _, other in others:
        if other != text:
            desk.leave_second(aim, first, line, other)
    return node_of(text, spec, line, first.column.number)


def _marked(said: Several[tuple[Aim, FieldSpec, str]], line: int) -> Node | None:
    column, spec = said[0][0].column.number, said[0][1]
    words = [word for aim, _, text in said for word in _words(aim, text, spec)]
    if not words:
        return None
    if get_origin(spec.kind) is tuple:
        return Sequence(tuple(Scalar(word, line, column) for word in words), line, column)
    return Scalar("、".join(words), line, column)


def _words(aim: Aim, text: str, spec: FieldSpec) -> tuple[str, ...]:
    marked = is_marked(text)
    if marked is None:
        return (f"{aim.words[0]}：{text}" if element_of(spec.kind) is str else text,)
    return aim.words if marked else ()


def _without_star(nodes: dict[str, Node], specs: Several[FieldSpec]) -> dict[str, Node]:
    """A star before a name goes into the field that says the same."""
    key = next((key for key in NAMES if key in nodes), "")
    name = nodes.get(key)
    if not isinstance(name, Scalar) or not name.text.startswith(tuple(STARS)):
        return nodes
    if not any(spec.key == ENTERPRISE for spec in specs):
        return nodes
    bare = Scalar(name.text.lstrip(STARS).strip(), name.line, name.column)
    return {ENTERPRISE: Scalar("是", name.line, name.column), **nodes, key: bare}
