"""A list as a table: its columns under their Chinese headings, its things as rows of texts and as data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from gkgen.emit.tables.data import data_of
from gkgen.model import CatalogueNode, Entry
from gkgen.schema import Site, Subject
from gkgen.schema.exports import Export
from gkgen.schema.fields import fields_of
from gkgen.schema.flat import OF_ROW, flat_cells, flat_headings, part_cells, row_headings, row_sheet_of
from gkgen.schema.sheets import (
    ADDRESS,
    ID,
    ORDER,
    Sheet,
    cell_text,
    lines_of,
    sheet_of,
    with_body,
)

Texts: TypeAlias = tuple[str, ...]
Labels: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Tab:
    """A sheet of a workbook."""

    name: str
    headings: Texts


@dataclass(frozen=True, slots=True)
class Line:
    """A thing of a list: as a row of one table, what is nested written as JSON; as data; and as its rows in each sheet of
    the workbook. A row is as long as its headings."""

    flat: Texts
    data: Mapping[str, Any]
    rows: Sequence[Sequence[Texts]]


@dataclass(frozen=True, slots=True)
class Table:
    """A list in three forms: as the sheets of a workbook, the list itself first; as one table under `headings`; and as
    data, `columns` being the key and the label of each of its values.

    `lines` are made while they are gone through: a long list is never held. `inputs` tell, beside what stands here, all
    that the lines are made of; no text is opened for them.
    """

    title: str
    tabs: tuple[Tab, ...]
    headings: Texts
    columns: Labels
    lines: Iterable[Line]
    inputs: Iterable[str | bytes] = ()


def table_of(export: Export, site: Site) -> Table:
    """The table of a list; addresses are whole where the site's public address is told. Its lines and its inputs can be
    gone through once."""
    return _TABLES[export.of](export, site)


def address_in(site: Site, address: str) -> str:
    root = site.config.base_url.rstrip("/")
    return f"{root}/{address}" if root else address


# ---------------------------------------------------------------- the entries of a type


def _of_type(export: Export, site: Site) -> Table:
    sheet = sheet_of(site.types[export.key])
    sheets = tuple(sheet.all())
    headings = (ID, *flat_headings(sheet), ADDRESS)
    columns = (("id", ID), ("address", ADDRESS), *_columns(sheet.declaration))
    lines = (_line(each.entry, sheets, site) for each in export.subjects)
    return Table(
        export.title,
        tuple(_tab(each, sheet) for each in sheets),
        headings,
        columns,
        lines,
        _inputs_of_type(export, sheets, site),
    )


def _inputs_of_type(export: Export, sheets: Sequence[Sheet], site: Site) -> Iterator[str | bytes]:
    """The keys of what is nested stand in no heading."""
    yield repr([(each.way, each.again, [column.way for column in each.columns]) for each in sheets])
    for subject in export.subjects:
        entry = subject.entry
        yield from (
            site.digests[entry.path].sum,
            address_in(site, entry.address),
            repr(entry.fields.catalogue),
        )


def _tab(tab: Sheet, sheet: Sheet) -> Tab:
    """The list itself, or one of the sheets of what is nested in its things."""
    labels = tuple(column.label for column in tab.columns)
    return Tab(tab.name, (ID, *labels, ADDRESS) if tab is sheet else (ID, ORDER, *labels))


def _line(entry: Entry, sheets: Sequence[Sheet], site: Site) -> Line:
    sheet, value, address = sheets[0], with_body(entry), address_in(site, entry.address)
    rows: dict[str, list[Texts]] = {each.name: [] for each in sheets}
    own, *parts = lines_of(value, sheet)
    cells = own.cells
    rows[sheet.name].append((entry.id, *cells, address))
    for part in parts:
        rows[part.sheet.name].append((entry.id, ".".join(map(str, part.order)), *part.cells))
    flat = (entry.id, *cells, *part_cells(value, sheet), address)
    data = {**_without_type(data_of(value)), "id": entry.id, "address": address}
    return Line(flat, data, tuple(rows.values()))


def _without_type(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != "type"}


def _columns(declaration: type) -> Labels:
    return tuple(
        (spec.key, spec.about.label) for spec in fields_of(declaration) if spec.key not in ("id", "type")
    )


# ---------------------------------------------------------------- the parts that have addresses of their own


def _of_rows(export: Export, site: Site) -> Table:
    sheet = row_sheet_of(site.types[export.key])
    assert sheet is not None
    headings = (*(label for _, label in OF_ROW), *row_headings(sheet))
    return Table(
        export.title,
        (Tab(export.title, headings),),
        headings,
        (*OF_ROW, *_columns(sheet.declaration)),
        (_row_line(each, sheet, site) for each in export.subjects),
        _inputs_of_rows(export, sheet, site),
    )


def _inputs_of_rows(export: Export, sheet: Sheet, site: Site) -> Iterator[str | bytes]:
    yield repr([(each.way, each.again, [column.way for column in each.columns]) for each in sheet.all()])
    for subject in export.subjects:
        yield from (site.digests[subject.entry.path].head, repr(_row_head(subject, site)))


def _row_line(subject: Subject, sheet: Sheet, site: Site) -> Line:
    assert subject.row is not None
    head, value = _row_head(subject, site), subject.row.value
    flat = (*head, *flat_cells(value, sheet))
    data = dict(zip((key for key, _ in OF_ROW), head, strict=True))
    return Line(flat, {**data, **data_of(value)}, ((flat,),))


def _row_head(subject: Subject, site: Site) -> Texts:
    entry = subject.entry
    publisher = site.publisher_of(entry)
    return (
        address_in(site, subject.address),
        subject.id,
        entry.id,
        entry.fields.title,
        publisher.title if publisher else entry.fields.publisher,
        cell_text(entry.fields.published),
    )


# ---------------------------------------------------------------- things of different kinds


_OF_ANY = (
    ("title", "标题"),
    ("kind", "类别"),
    ("address", ADDRESS),
    ("index_number", "索引号"),
    ("document_number", "文号"),
    ("publisher", "发布机构"),
    ("written", "成文日期"),
    ("published", "发布日期"),
    ("changed", "更新日期"),
    ("effective", "生效日期"),
    ("expires", "失效日期"),
    ("validity", "有效性"),
    ("disclosure", "公开方式"),
    ("catalogue", "公开目录"),
    ("theme", "主题分类"),
    ("genre", "体裁分类"),
    ("audience", "服务对象"),
    ("keywords", "关键词"),
    ("summary", "内容概述"),
    ("source", "信息来源"),
)


def _of_any(export: Export, site: Site) -> Table:
    """What all things have in common: the metadata that the catalogue of government information asks for."""
    rows = (_metadata(each, site) for each in export.subjects)
    return _plain(export.title, "列表", _OF_ANY, rows, _inputs_of_any(export, site))


def _inputs_of_any(export: Export, site: Site) -> Iterator[str | bytes]:
    for subject in export.subjects:
        yield from (site.digests[subject.entry.path].head, repr(_around(subject, site)))


def _metadata(subject: Subject, site: Site) -> Texts:
    around, fields = _around(subject, site), subject.entry.fields
    return tuple(around[key] if key in around else cell_text(getattr(fields, key)) for key, _ in _OF_ANY)


def _around(subject: Subject, site: Site) -> dict[str, str]:
    """What the site knows of a thing, and its entry alone doesn't."""
    entry, fields = subject.entry, subject.entry.fields
    kind = site.types[entry.kind]
    publisher = site.publisher_of(entry)
    return {
        "title": subject.title,
        "kind": kind.row_label if subject.row else kind.label,
        "address": address_in(site, subject.address),
        "publisher": publisher.title if publisher else fields.publisher,
        "validity": site.validity_of(entry),
        "catalogue": "、".join(
            site.catalogue[code].title if code in site.catalogue else code for code in fields.catalogue
        ),
    }


def _plain(
    title: str, tab: str, columns: Labels, rows: Iterable[Texts], inputs: Iterable[str | bytes]
) -> Table:
    """A table of which all forms have the same cells."""
    keys, headings = tuple(key for key, _ in columns), tuple(label for _, label in columns)
    lines = (Line(row, dict(zip(keys, row, strict=True)), ((row,),)) for row in rows)
    return Table(title, (Tab(tab, headings),), headings, columns, lines, inputs)


# ---------------------------------------------------------------- the catalogue


_OF_NODE = (
    ("code", "代码"),
    ("title", "名称"),
    ("parent", "上级"),
    ("level", "级次"),
    ("entries", "本目录信息条数"),
    ("address", ADDRESS),
    ("elements", "公开内容"),
    ("basis", "公开依据"),
    ("deadline", "公开时限"),
    ("owner", "公开主体"),
    ("carriers", "公开渠道和载体"),
    ("audience", "公开对象"),
    ("mode", "公开方式"),
    ("levels", "公开层级"),
)


def _of_nodes(export: Export, site: Site) -> Table:
    """The catalogue flat, a node a row, in the order of the files."""
    rows = tuple(_node(site.catalogue[subject.id], site) for subject in export.subjects)
    return _plain(export.title, export.title, _OF_NODE, rows, map(repr, rows))


def _node(node: CatalogueNode, site: Site) -> Texts:
    own = {
        "parent": node.parent or "",
        "level": str(node.depth),
        "entries": str(len(site.by_node.get(node.code, ()))),
        "address": address_in(site, node.address),
    }
    return tuple(own[key] if key in own else cell_text(getattr(node.value, key)) for key, _ in _OF_NODE)


_TABLES: Mapping[str, Callable[[Export, Site], Table]] = {
    "type": _of_type,
    "rows": _of_rows,
    "register": _of_nodes,
    "organisation": _of_any,
    "node": _of_any,
}
