"""The rows of a table → drafts: one tree a file, each value with the place of its cell."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence as Several
from dataclasses import dataclass

from gkgen.findings import Finding
from gkgen.importing.cells import claimed_of, values_of, values_of_whole
from gkgen.importing.desk import Defaults, Desk
from gkgen.importing.levels import Branch, branches, coded, codes_made
from gkgen.importing.lines import meant
from gkgen.importing.mapping import TYPE, Aim, Shape
from gkgen.importing.report import LeftOut
from gkgen.importing.tables import Line, Table
from gkgen.model import Mapping, Node, Scalar, Sequence
from gkgen.schema import FieldSpec, fields_of


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
    """A draft for each row, or one for the whole table where the type is a list of rows."""
    desk = Desk(table, tuple(aims), shape, defaults, prefix)
    desk.leave_unnamed()
    lines = list(meant(desk))
    if shape.rows is None:
        drafts = [entry_draft(values_of(line, desk), shape, table.file, line.number) for line in lines]
    elif lines:
        rows = Sequence(tuple(_rows(lines, desk)), lines[0].number, 1)
        nodes = {**claimed_of(desk), **values_of_whole(lines, desk), shape.rows.key: rows}
        drafts = [entry_draft(nodes, shape, table.file, lines[0].number)]
    else:
        drafts = []
    return Drafted(table.file, len(table.lines), tuple(drafts), desk.left_out(), tuple(desk.findings))


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
    rows = [(line, values_of(line, desk)) for line in lines]
    if not any(aim.level for aim in desk.aims):
        return [_ordered(values, desk.shape.row, line.number) for line, values in rows]
    top, findings = branches(rows, desk.aims, desk.table.file)
    desk.findings.extend((*findings, *codes_made(top, desk.prefix, desk.table.file)))
    return _nested(top, desk.shape, desk.prefix)


def _nested(top: Several[Branch], shape: Shape, prefix: str) -> list[Node]:
    """Branches as rows that hold their own rows."""
    trees: list[Node] = []
    for number, (branch, values) in enumerate(coded(top, prefix), 1):
        below = _nested(branch.children, shape, f"{prefix}-{number}")
        if below and shape.children is not None:
            values[shape.children.key] = Sequence(tuple(below), *branch.at)
        trees.append(_ordered(values, shape.row, branch.at[0]))
    return trees
