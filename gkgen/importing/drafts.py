"""The rows of a table → drafts: one tree a file, each value with the place of its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as Dictionary
from collections.abc import Sequence as Several
from dataclasses import dataclass

from gkgen.findings import Finding, Place
from gkgen.importing.cells import claimed_of, values_of, values_of_whole
from gkgen.importing.desk import Defaults, Desk
from gkgen.importing.grids import GridAim, grid_desk, grid_node
from gkgen.importing.groups import grouped, splitting_columns
from gkgen.importing.levels import Branch, branches, coded, codes_made
from gkgen.importing.lines import meant
from gkgen.importing.mapping import TITLE, TYPE, Aim, Shape
from gkgen.importing.parts import has_parts, parted
from gkgen.importing.report import LeftOut
from gkgen.importing.tables import ABOVE_HEADER, Line, Table
from gkgen.importing.telling import Told
from gkgen.importing.units import tell_units, units_in
from gkgen.importing.values import element_of
from gkgen.model import Mapping, Node, Scalar, Sequence
from gkgen.schema import FieldSpec, fields_of

# What stands above a statutory form is its title if it tells the year, else a heading of the form.
_DATED = re.compile(r"20\d\d\s*年")


@dataclass(frozen=True, slots=True)
class Draft:
    """A file to be: its keys by their Chinese labels in the order of the declaration."""

    file: str
    line: int
    tree: Mapping


@dataclass(frozen=True, slots=True)
class Drafted:
    """All that came of a source; `read` counts its rows or files."""

    source: str
    read: int
    drafts: tuple[Draft, ...]
    left_out: tuple[LeftOut, ...]
    findings: tuple[Finding, ...]


def drafts_of(table: Table, aims: Several[Aim], shape: Shape, defaults: Defaults, prefix: str) -> Drafted:
    """A draft for each row, or one for the whole table where the type is a list of rows: one for each part of it
    where a column takes it apart."""
    desk = Desk(table, tuple(aims), shape, defaults, prefix)
    desk.leave_unnamed()
    tell_units(desk)
    lines = list(meant(desk))
    nodes = list(_lists(lines, desk) if shape.is_list else _entries(lines, desk))
    told = Told(shape)
    drafts = [entry_draft(told.beside(each, line), shape, table.file, line) for line, each in nodes]
    findings = (*desk.findings, *told.findings(table.file))
    return Drafted(table.file, len(table.lines), tuple(drafts), desk.left_out(), findings)


def grid_draft(table: Table, grid: GridAim, shape: Shape, defaults: Defaults) -> Drafted:
    """One draft of a table that is a statutory form: its cells, and what was given beside them."""
    desk = grid_desk(table, grid, Desk(table, (), shape, defaults, ""))
    told = Told(shape)
    is_title = _DATED.search(table.title)
    title = {TITLE: Scalar(table.title, 1, 1)} if is_title else {}
    if table.title and not is_title:
        desk.findings.append(ABOVE_HEADER.at(Place(table.file, 1, 1), text=table.title))
    nodes = {**title, **defaults.entry, grid.spec.key: grid_node(grid, desk)}
    draft = entry_draft(told.beside(nodes, 1), shape, table.file, 1)
    findings = (*desk.findings, *told.findings(table.file))
    return Drafted(table.file, len(table.lines), (draft,), desk.left_out(), findings)


def _entries(lines: Several[Line], desk: Desk) -> Iterator[tuple[int, dict[str, Node]]]:
    return ((line.number, {**units_in("entry", desk), **values_of(line, desk)}) for line in lines)


def _lists(lines: Several[Line], desk: Desk) -> Iterator[tuple[int, dict[str, Node]]]:
    """The values of each list: those of its rows, and what its columns and its total say of it."""
    rows, groups = desk.shape.rows, grouped(lines, desk) if lines else []
    assert rows is not None
    sums = claimed_of(desk) if len(groups) == 1 else {}
    for group in groups:
        first = group.lines[0].number
        nodes = {**units_in("entry", desk), **sums, **values_of_whole(group.lines, desk)}
        if len(groups) > 1 and isinstance(title := nodes.get(TITLE), Scalar):
            nodes[TITLE] = Scalar(f"{title.text}（{group.name}）" if group.name else title.text, first, 1)
        held: Node = Sequence(tuple(_rows(group.lines, desk)), first, 1)
        yield first, {**nodes, **_held(held, nodes, desk)}
    if len(groups) > 1:
        desk.split(splitting_columns(lines, desk), len(groups))


def _held(rows: Node, nodes: Dictionary[str, Node], desk: Desk) -> dict[str, Node]:
    """The rows under their key, in the one value that holds them where the entry has several such lists."""
    shape = desk.shape
    assert shape.rows is not None
    if shape.holder is None:
        return {shape.rows.key: rows}
    specs = fields_of(element_of(shape.holder.kind))
    name = next(spec for spec in specs if spec.required and spec.kind is str)
    title = Scalar(desk.table.title, 1, 1) if desk.table.title else nodes.get(TITLE, Scalar("", 1, 1))
    values = {name.key: title, **units_in("holder", desk), shape.rows.key: rows}
    return {shape.holder.key: Sequence((_ordered(values, specs, rows.line),), rows.line, 1)}


def entry_draft(nodes: Dictionary[str, Node], shape: Shape, file: str, line: int) -> Draft:
    """An entry's values under its type, in the order of the declaration."""
    specs = fields_of(shape.kind.fields)
    kind = Scalar(shape.kind.label, line, 1)
    return Draft(file, line, _ordered({**nodes, TYPE: kind}, specs, line))


def _ordered(nodes: Dictionary[str, Node], specs: Several[FieldSpec], line: int) -> Mapping:
    pairs = (
        (Scalar(spec.about.label, nodes[spec.key].line, nodes[spec.key].column), nodes[spec.key])
        for spec in specs
        if spec.key in nodes
    )
    return Mapping(tuple(pairs), line, 1)


def _rows(lines: Several[Line], desk: Desk) -> list[Node]:
    if desk.shape.parts is not None and has_parts(desk):
        return [_with_parts(desk.shape.parts, *each, desk.shape) for each in parted(lines, desk)]
    rows = [(line, {**units_in("row", desk), **values_of(line, desk)}) for line in lines]
    if not any(aim.level for aim in desk.aims):
        return [_ordered(values, desk.shape.row, line.number) for line, values in rows]
    top, findings = branches(rows, desk.aims, desk.table.file)
    desk.findings.extend((*findings, *codes_made(top, desk.prefix, desk.table.file)))
    return _nested(top, desk.shape, desk.prefix)


def _with_parts(
    field: FieldSpec,
    line: Line,
    values: dict[str, Node],
    parts: Several[tuple[Line, dict[str, Node]]],
    shape: Shape,
) -> Node:
    items = tuple(_ordered(each, shape.part, row.number) for row, each in parts)
    if items:
        values[field.key] = Sequence(items, line.number, 1)
    return _ordered(values, shape.row, line.number)


def _nested(top: Several[Branch], shape: Shape, prefix: str) -> list[Node]:
    """Branches as rows that hold their own rows."""
    trees: list[Node] = []
    for number, (branch, values) in enumerate(coded(top, prefix), 1):
        below = _nested(branch.children, shape, f"{prefix}-{number}")
        if below and shape.children is not None:
            values[shape.children.key] = Sequence(tuple(below), *branch.at)
        trees.append(_ordered(values, shape.row, branch.at[0]))
    return trees
