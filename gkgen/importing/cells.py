"""A row's cells → the values of its fields, by key."""

from __future__ import annotations

from collections.abc import Sequence as Several
from dataclasses import replace
from typing import get_origin

from gkgen.findings import Text
from gkgen.importing.desk import Desk
from gkgen.importing.fitting import beside_boxes, fault_of, first_of_joint
from gkgen.importing.mapping import NAMES, Aim
from gkgen.importing.tables import Line
from gkgen.importing.units import amount_in
from gkgen.importing.values import beside_mark, count_of, element_of, is_marked, node_of
from gkgen.model import Node, Scalar, Sequence
from gkgen.schema import FieldSpec

# A fee whose name begins with one of these is a fee that enterprises pay (“*”= 涉企收费).
STARS = "*＊"
ENTERPRISE = "enterprise"
CLAIMED = "claimed"
SUM = "total_"
MARKED = "√"


def values_of(line: Line, desk: Desk) -> dict[str, Node]:
    """The row's own values and, where it has none, the defaults."""
    shape = desk.shape
    defaults = desk.defaults.row if shape.is_list else desk.defaults.entry
    own = [aim for aim in desk.aims if aim.of_row == shape.is_list and not aim.of_part]
    nodes = {**defaults, **_filled(line, own, desk)}
    return _without_star(nodes, shape.row if shape.is_list else shape.entry)


def values_of_part(line: Line, desk: Desk) -> dict[str, Node]:
    """What the row says of one part of a thing that has several."""
    return _filled(line, [aim for aim in desk.aims if aim.of_part], desk)


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
            node = _plain(aim, aim.spec, texts[0][1], texts[0][0], desk)
            nodes |= {aim.spec.key: node} if node is not None else {}
    return nodes


def claimed_of(desk: Desk) -> dict[str, Node]:
    """What a list says it comes to: the number of its things, or a sum for each column of which it keeps one."""
    if len(desk.totals) != 1:
        return {}
    line = desk.totals[0]
    found = _sums(line, desk)
    counts = [(number, count) for number, text in enumerate(line.texts, 1) if (count := count_of(text))]
    if len(counts) == 1 and any(spec.key == CLAIMED for spec in desk.shape.entry):
        number, count = counts[0]
        found[CLAIMED] = Scalar(count, line.number, desk.aims[number - 1].column.number)
    return found


def _sums(line: Line, desk: Desk) -> dict[str, Node]:
    """The totals that a list has fields for: 总金额 below the column 金额."""
    sums = {spec.key.removeprefix(SUM): spec for spec in desk.shape.entry if spec.key.startswith(SUM)}
    found: dict[str, Node] = {}
    for aim, text in zip(desk.aims, line.texts, strict=True):
        if text and aim.of_row and aim.spec is not None and (spec := sums.get(aim.spec.key)):
            whole = Aim(aim.column, spec)
            if (node := _plain(whole, spec, amount_in(text, aim, desk), line.number, desk)) is not None:
                found[spec.key] = node
    return found


def _filled(line: Line, aims: Several[Aim], desk: Desk) -> dict[str, Node]:
    by_key: dict[str, list[tuple[Aim, FieldSpec, str]]] = {}
    for aim, text in zip(desk.aims, line.texts, strict=True):
        if aim.spec is None or not text or aim not in aims:
            continue
        if aim.own is not None and is_marked(text) is None:
            by_key.setdefault(aim.own.key, []).append(
                (replace(aim, words=(), own=None), aim.own, beside_mark(text))
            )
            by_key.setdefault(aim.spec.key, []).append((aim, aim.spec, MARKED))
        else:
            by_key.setdefault(aim.spec.key, []).append((aim, aim.spec, text))
    found = {key: _value(said, line.number, desk) for key, said in by_key.items()}
    return {key: node for key, node in found.items() if node is not None}


def _value(said: Several[tuple[Aim, FieldSpec, str]], line: int, desk: Desk) -> Node | None:
    """What the columns of one field say: the first that isn't a √ column, else all √ columns together."""
    plain = [each for each in said if not each[0].words]
    if not plain:
        return _all_marked(said, line, desk)
    (first, spec, text), *others = plain
    for aim, _, other in others:
        if other != text:
            desk.leave_second(aim, first, line, other)
    node = _plain(first, spec, text, line, desk)
    for aim, _, other in said:
        if aim.words and is_marked(other) is not False and not set(aim.words) <= _texts(node):
            desk.leave_second(aim, first, line, other)
    return node


def _plain(aim: Aim, spec: FieldSpec, text: str, line: int, desk: Desk) -> Node | None:
    """A cell's value; None where its field may be absent and can't hold it."""
    if first := first_of_joint(text, spec):
        desk.leave_joint(aim, line, text, first)
    if beside := beside_boxes(text, spec):
        desk.leave_unread(aim, line, beside, Text("不在方框后面", "it stands behind no box"))
    node = node_of(first or amount_in(text, aim, desk), spec, line, aim.column.number)
    if spec.key in desk.shape.kind.tabled.joined:
        node = desk.joined(node, aim, line)
    why = fault_of(node, text, spec, desk.shape, aim)
    if why is not None:
        desk.leave_unread(aim, line, text, why)
    return node if why is None else None


def _texts(node: Node | None) -> set[str]:
    items = node.items if isinstance(node, Sequence) else (node,)
    return {each.text for each in items if isinstance(each, Scalar)}


def _all_marked(said: Several[tuple[Aim, FieldSpec, str]], line: int, desk: Desk) -> Node | None:
    node = _marked(said, line)
    spec = said[0][1]
    why = fault_of(node, "", spec, desk.shape, said[0][0]) if node is not None else None
    if why is None:
        return node
    for aim, _, text in said:
        desk.leave_unread(aim, line, text, why)
    return None


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
        return (f"{aim.words[0]}：{beside_mark(text)}" if element_of(spec.kind) is str else text,)
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
