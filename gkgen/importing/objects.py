"""A .json file that holds one entry, or a list of them → drafts: keys name fields, numbers stay as they are written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from collections.abc import Sequence as Several
from dataclasses import is_dataclass
from pathlib import Path
from typing import get_origin

from gkgen.findings import Finding, Severity, Text, UsageError
from gkgen.importing.desk import Defaults, Desk
from gkgen.importing.drafts import Drafted, entry_draft
from gkgen.importing.fitting import fault_of
from gkgen.importing.grids import cells_node, column_at, grids_of, named_row, told_lacking
from gkgen.importing.mapping import Aim, Shape, spec_named
from gkgen.importing.tables import Table, bytes_of, decoded, tidy
from gkgen.importing.telling import Told
from gkgen.importing.values import element_of, node_of
from gkgen.model import Mapping, Node, Scalar, Sequence
from gkgen.schema import FieldSpec, fields_of
from gkgen.yaml_tree import yaml_tree

NAMES = {
    "agency": "发布机构",
    "organization": "发布机构",
    "table2": "表二",
    "table3": "表三",
    "table4": "表四",
    "section1": "总体情况",
    "section5": "存在的主要问题及改进情况",
    "section6": "其他需要报告的事项",
}
"""Keys that programs write, and the names of the fields that they mean."""
ROWS, COLUMNS, LABEL, VALUES = "rows", "columns", "label", "values"
_ALL = "all"


def read_objects(path: Path, shape: Shape, defaults: Defaults) -> Drafted:
    """Raises UsageError when the file is no JSON, or no object nor list of objects."""
    file = path.as_posix()
    text, said = decoded(bytes_of(path), file)
    desk = Desk(Table(file, "", (), ()), (), shape, defaults, "")
    told = Told(shape)
    trees = _trees(text, path)
    drafts = []
    for tree in trees:
        nodes = {**defaults.entry, **_values(tree, desk)}
        drafts.append(entry_draft(told.beside(nodes, tree.line), shape, file, tree.line))
    desk.tell_keys()
    findings: tuple[Finding, ...] = (*said, *desk.findings, *told.findings(file))
    return Drafted(file, len(trees), tuple(drafts), desk.left_out(), findings)


def _trees(text: str, path: Path) -> list[Mapping]:
    try:
        json.loads(text, parse_int=str, parse_float=str)
    except (ValueError, RecursionError) as failure:
        raise _refused(path, Text(f"不是 JSON（{failure}）", f"it is no JSON ({failure})")) from failure
    wrapped = f'{{"{_ALL}": {text.lstrip()}}}' if text.lstrip().startswith("[") else text
    root, said = yaml_tree(wrapped.replace("\t", " "), path.as_posix())
    if root is None or any(each.rule.severity is Severity.ERROR for each in said):
        why = next((each.wrong("zh") for each in said), "")
        raise _refused(path, Text(f"读不懂（{why}）", f"it can't be read ({why})"))
    if wrapped is text:
        return [root]
    items = next((node.items for _, node in root.items if isinstance(node, Sequence)), ())
    found = [each for each in items if isinstance(each, Mapping)]
    if len(found) < len(items):
        raise _refused(path, Text("列表里有的不是对象", "not every item of its list is an object"))
    return found


def _refused(path: Path, why: Text) -> UsageError:
    return UsageError(Text(f"“{path.name}”{why.zh}", f"“{path.name}”: {why.en}"))


def _values(tree: Mapping, desk: Desk) -> dict[str, Node]:
    """The fields of the entry; a key that names none, or none that is free, is left out."""
    found: dict[str, Node] = {}
    for key, node in tree.items:
        spec = spec_named(NAMES.get(key.text, key.text), _fillable(desk.shape))
        if spec is None or spec.key in found:
            _leave(key.text, node, desk)
        elif (value := _value(key, node, spec, column_at(key, key.text, spec), desk)) is not None:
            found[spec.key] = value
    return found


def _fillable(shape: Shape) -> tuple[FieldSpec, ...]:
    outer = shape.holder or shape.rows
    return (*shape.entry, *((outer,) if outer is not None else ()))


def _value(key: Scalar, node: Node, spec: FieldSpec, aim: Aim, desk: Desk) -> Node | None:
    kind = element_of(spec.kind)
    if isinstance(node, Scalar):
        return None if node.empty or not tidy(node.text) else _text(node, spec, aim, desk)
    if isinstance(node, Sequence) and get_origin(spec.kind) is tuple:
        items = tuple(_value(key, each, spec, aim, desk) for each in node.items)
        whole = tuple(each for each in items if each is not None)
        flat = tuple(
            part for each in whole for part in (each.items if isinstance(each, Sequence) else (each,))
        )
        return Sequence(flat, node.line, node.column)
    if isinstance(node, Mapping) and is_dataclass(kind) and isinstance(kind, type):
        return _part(node, fields_of(kind), spec, desk)
    _leave(key.text, node, desk)
    return None


def _text(node: Scalar, spec: FieldSpec, aim: Aim, desk: Desk) -> Node | None:
    text = tidy(node.text)
    value = node_of(text, spec, node.line, node.column)
    is_outer = spec in desk.shape.entry
    why = fault_of(value, text, spec, desk.shape, aim) if is_outer else None
    if why is not None:
        desk.leave_unread(aim, node.line, text, why)
    return value if why is None else None


def _part(node: Mapping, specs: tuple[FieldSpec, ...], around: FieldSpec, desk: Desk) -> Node:
    """A value with fields of its own, which may stand under headings (第二十条第（一）项) that are no fields."""
    pairs: dict[str, tuple[Scalar, Node]] = {}
    for key, below, columns in _labelled(node, specs, desk):
        spec = named_row((key.text,), specs)
        if spec is None or spec.key in pairs:
            _leave(key.text, below, desk)
        elif (value := _cell(key, below, spec, columns, desk)) is not None:
            pairs[spec.key] = (Scalar(spec.about.label, key.line, key.column), value)
    for grid in grids_of(desk.shape):
        if grid.spec is around:
            told_lacking(grid, pairs.keys(), desk)
    return Mapping(tuple(pairs[spec.key] for spec in specs if spec.key in pairs), node.line, node.column)


def _labelled(
    node: Mapping, specs: tuple[FieldSpec, ...], desk: Desk
) -> Iterator[tuple[Scalar, Node, tuple[str, ...]]]:
    """Each key with what stands under it: of rows their labels, of a heading what stands below it."""
    columns = next((_texts(below) for key, below in node.items if key.text == COLUMNS), ())
    for key, below in node.items:
        if key.text == COLUMNS:
            continue
        if key.text == ROWS and isinstance(below, Sequence):
            for row in below.items:
                yield from _row(row, columns, desk)
        elif isinstance(below, Mapping) and named_row((key.text,), specs) is None:
            yield from _labelled(below, specs, desk)
        else:
            yield key, below, columns


def _row(row: Node, columns: tuple[str, ...], desk: Desk) -> Iterator[tuple[Scalar, Node, tuple[str, ...]]]:
    held = {key.text: node for key, node in row.items} if isinstance(row, Mapping) else {}
    label, values = held.pop(LABEL, None), held.pop(VALUES, None)
    if isinstance(label, Scalar) and values is not None:
        yield label, values, columns
        for name, node in held.items():
            _leave(name, node, desk)
    else:
        _leave(ROWS, row, desk)


def _cell(key: Scalar, node: Node, spec: FieldSpec, columns: tuple[str, ...], desk: Desk) -> Node | None:
    kind = element_of(spec.kind)
    is_part = is_dataclass(kind) and isinstance(kind, type)
    if not is_part or isinstance(node, Scalar) or get_origin(spec.kind) is tuple:
        return _value(key, node, spec, column_at(key, key.text, spec), desk)
    specs = fields_of(kind)
    if isinstance(node, Mapping):
        said = [(name.text, each) for name, each in node.items]
    else:
        labels = columns or tuple(each.about.label for each in specs)
        if len(labels) != len(node.items):
            _leave(key.text, node, desk)
            return None
        said = list(zip(labels, node.items, strict=True))
    return cells_node(list(_numbers(said, specs, desk)), specs, desk)


def _numbers(
    said: Several[tuple[str, Node]], specs: tuple[FieldSpec, ...], desk: Desk
) -> Iterator[tuple[Aim, Scalar]]:
    for label, node in said:
        spec = named_row((label,), specs)
        if spec is None or not isinstance(node, Scalar):
            _leave(label, node, desk)
        elif not node.empty and node.text.strip():
            yield column_at(node, label, spec), node


def _leave(label: str, node: Node, desk: Desk) -> None:
    for cell in _scalars(node):
        if cell.text and not cell.empty:
            desk.leave_key(label, cell.line, tidy(cell.text))


def _texts(node: Node) -> tuple[str, ...]:
    return tuple(each.text for each in _scalars(node))


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Mapping):
        for _, each in node.items:
            yield from _scalars(each)
    else:
        for each in node.items:
            yield from _scalars(each)
