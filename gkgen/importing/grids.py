"""A statutory form kept as a grid (table 3 of the annual report): rows and columns known by their labels → cells.

A field is a grid where its value has nothing but rows, each of the same numbers. A cell without a whole number stays
blank: nothing is taken for 0.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from collections.abc import Sequence as Several
from dataclasses import dataclass, is_dataclass

from gkgen.findings import Finding, Place, Text, warning
from gkgen.importing.desk import Desk
from gkgen.importing.mapping import Aim, Shape
from gkgen.importing.tables import Column, Line, Table, plain_label
from gkgen.importing.values import element_of
from gkgen.model import Mapping, Node, Scalar
from gkgen.schema import FieldSpec, fields_of

NO_ROW = warning(
    "I887",
    Text(
        "“{text}”不是这张表的行，{count} 格没有导入",
        "“{text}” is no row of the form: {count} cells were left out",
    ),
    Text("照报告格式改行名，再导入", "name the row as the form does, and import again"),
)
SAME_ROW = warning(
    "I888",
    Text(
        "“{text}”与第 {line} 行是同一行，没有导入",
        "“{text}” is the same row as line {line} and was not imported",
    ),
    Text("核对两行，留一行", "look at both and keep one"),
)
LACKS_ROWS = warning(
    "I889",
    Text("“{label}”少了 {count} 行：{names}", "“{label}” lacks {count} rows: {names}"),
    Text("在表里补上，没有的写 0", "add them to the table, with 0 where there is none"),
)
BLANK = warning(
    "I890",
    Text("“{row}”的“{label}”空着，没有当作 0", "“{label}” of “{row}” is blank, and was not taken for 0"),
    Text("没有的写 0，再导入或者手工补上", "write 0 where there is none"),
)
NOT_WHOLE = Text(
    "不是大于等于 0 的整数，这一格空着", "it is no whole number of at least 0; the cell stays blank"
)

FEWEST = 3
"""So many columns must be known for a table to be the grid."""
_NUMBERING = re.compile(
    r"(?:[一二三四五六七八九十]+(?:、|(?=\())|\([一二三四五六七八九十\d]+\)|\d+\s*[.、](?!\d)|[①-⑳])\s*"
)
_QUOTES = re.compile(r"[“”\"'‘’「」]")
_TAIL = re.compile(r"\(.*\)$")


@dataclass(frozen=True, slots=True)
class GridAim:
    """A field that is a grid, its rows, and the cells that each row has."""

    spec: FieldSpec
    rows: tuple[FieldSpec, ...]
    cells: tuple[FieldSpec, ...]


def grids_of(shape: Shape) -> Iterator[GridAim]:
    for spec in shape.entry:
        kind = element_of(spec.kind)
        if not _is_part(kind):
            continue
        rows = fields_of(kind)
        lines = {element_of(each.kind) for each in rows}
        line = lines.pop() if len(lines) == 1 else None
        if (
            line is not None
            and _is_part(line)
            and {element_of(each.kind) for each in fields_of(line)} == {int}
        ):
            yield GridAim(spec, rows, fields_of(line))


def labels_of(shape: Shape) -> frozenset[str]:
    """The labels of the cells of every grid, by which its header is found."""
    return frozenset(plain_label(each.about.label) for grid in grids_of(shape) for each in grid.cells)


def grid_in(table: Table, shape: Shape) -> GridAim | None:
    """The grid whose columns the table has, if it has them."""
    best = max(grids_of(shape), key=lambda grid: len(_columns(table, grid)), default=None)
    return best if best is not None and len(_columns(table, best)) >= FEWEST else None


def grid_desk(table: Table, grid: GridAim, desk: Desk) -> Desk:
    """The desk with its columns aimed at the grid: those of cells, those of labels before them, and others."""
    cells = _columns(table, grid)
    first = min(cells)
    aims = tuple(
        Aim(column, cells.get(index, grid.spec if index < first else None))
        for index, column in enumerate(table.columns)
    )
    return Desk(table, aims, desk.shape, desk.defaults, desk.prefix)


def grid_node(grid: GridAim, desk: Desk) -> Node:
    """The rows of the table under their names; what can't be placed is told and left out."""
    desk.leave_unnamed()
    pairs: dict[str, tuple[Scalar, Node]] = {}
    lines: dict[str, int] = {}
    for line in desk.table.lines:
        heads = [
            text for aim, text in zip(desk.aims, line.texts, strict=True) if text and aim.spec is grid.spec
        ]
        spec = named_row(reversed(heads), grid.rows)
        cells = list(_cells(line, grid, desk))
        if spec is not None and spec.key not in lines:
            lines[spec.key] = line.number
            label = Scalar(spec.about.label, line.number, 1)
            pairs[spec.key] = (label, cells_node(cells, grid.cells, desk))
            desk.findings.extend(_blank(line, spec, grid, desk))
        elif cells:
            _leave(heads, cells, lines.get(spec.key, 0) if spec is not None else 0, desk)
    told_lacking(grid, pairs.keys(), desk)
    return Mapping(tuple(pairs[each.key] for each in grid.rows if each.key in pairs), 1, 1)


def told_lacking(grid: GridAim, found: Iterable[str], desk: Desk) -> None:
    lacking = [each.about.label for each in grid.rows if each.key not in found]
    if lacking:
        place = Place(desk.table.file)
        names, label = "、".join(lacking), grid.spec.about.label
        desk.findings.append(LACKS_ROWS.at(place, label=label, count=len(lacking), names=names))


def cells_node(cells: Several[tuple[Aim, Scalar]], specs: Several[FieldSpec], desk: Desk) -> Node:
    """A row in one line where every cell has its number, else cell by cell without those that have none."""
    held: dict[str, Scalar] = {}
    for aim, cell in cells:
        number = _whole(cell.text)
        if number and aim.spec is not None:
            held[aim.spec.key] = Scalar(number, cell.line, cell.column)
        else:
            desk.leave_unread(aim, cell.line, cell.text, NOT_WHOLE)
    at = (cells[0][1].line, cells[0][1].column) if cells else (1, 1)
    if all(each.key in held for each in specs):
        return Scalar(" ".join(held[each.key].text for each in specs), *at)
    pairs = ((Scalar(each.about.label, *at), held[each.key]) for each in specs if each.key in held)
    return Mapping(tuple(pairs), *at)


def named_row(texts: Iterable[str], specs: Several[FieldSpec]) -> FieldSpec | None:
    """The row that one of the texts names, whatever numbers and headings stand before it, and remarks in
    brackets behind."""
    for text in texts:
        plain = unicodedata.normalize("NFKC", text).strip()
        for piece in dict.fromkeys((re.split(r"[\s—–-]+", plain)[-1], plain)):
            if (found := _named(_bare(piece), specs)) is not None:
                return found
    return None


def _named(bare: str, specs: Several[FieldSpec]) -> FieldSpec | None:
    names = [(_bare(name), spec) for spec in specs for name in spec.names]
    exact = next((spec for name, spec in names if bare == name), None)
    if exact is not None or len(bare) < 4:
        return exact
    near = {
        spec.key: spec for name, spec in names if (len(name) > 3 and bare.startswith(name)) or bare in name
    }
    return next(iter(near.values())) if len(near) == 1 else None


def _bare(label: str) -> str:
    plain = _QUOTES.sub("", unicodedata.normalize("NFKC", label)).strip()
    while (found := _NUMBERING.match(plain)) is not None:
        plain = plain[found.end() :]
    return plain_label(_TAIL.sub("", plain))


def _whole(text: str) -> str:
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", unicodedata.normalize("NFKC", text).strip())
    found = re.fullmatch(r"(\d{1,15})(?:\.0+)?\s*[件条]?", plain, re.ASCII)
    return str(int(found[1])) if found else ""


def _columns(table: Table, grid: GridAim) -> dict[int, FieldSpec]:
    """The columns of the grid's cells, by their place in a row; of two columns of one label the first."""
    found: dict[int, FieldSpec] = {}
    for index, column in enumerate(table.columns):
        label = _bare(column.label)
        spec = next((each for each in grid.cells if label in map(_bare, each.names)), None)
        if spec is not None and spec not in found.values():
            found[index] = spec
    return found


def _cells(line: Line, grid: GridAim, desk: Desk) -> Iterator[tuple[Aim, Scalar]]:
    for aim, text in zip(desk.aims, line.texts, strict=True):
        if aim.spec in grid.cells and text:
            yield aim, Scalar(text, line.number, aim.column.number)


def _blank(line: Line, row: FieldSpec, grid: GridAim, desk: Desk) -> Iterator[Finding]:
    for aim, text in zip(desk.aims, line.texts, strict=True):
        if aim.spec in grid.cells and not text:
            place = Place(desk.table.file, line.number, aim.column.number)
            yield BLANK.at(place, row=row.about.label, label=aim.column.label)


def _leave(heads: Several[str], cells: Several[tuple[Aim, Scalar]], first: int, desk: Desk) -> None:
    """A row that is none of the form's, or one that is there already."""
    text, line = heads[-1] if heads else "", cells[0][1].line
    for aim, cell in cells:
        desk.leave_quietly(aim.column.label, line, cell.text)
    place = Place(desk.table.file, line, 1)
    if first:
        desk.findings.append(SAME_ROW.at(place, text=text, line=first))
    else:
        desk.findings.append(NO_ROW.at(place, text=text, count=len(cells)))


def _is_part(kind: object) -> bool:
    return is_dataclass(kind) and isinstance(kind, type)


def column_at(cell: Scalar, label: str, spec: FieldSpec | None) -> Aim:
    """An aim for a value that stands in no table."""
    return Aim(Column(cell.column, label), spec)
