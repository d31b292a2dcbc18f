"""A list as a table: its columns under their Chinese headings, its rows as texts and as data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Generic, TypeAlias, TypeVar

from gkgen.emit.tables.data import data_of
from gkgen.model import CatalogueNode, Entry
from gkgen.schema import Site, Subject
from gkgen.schema.exports import Export
from gkgen.schema.fields import fields_of
from gkgen.schema.flat import OF_ROW, flat_cells, flat_headings, row_headings, row_sheet_of
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

Thing = TypeVar("Thing")
Made = TypeVar("Made")
Texts: TypeAlias = tuple[str, ...]
Labels: TypeAlias = tuple[tuple[str, str], ...]


FEW = 2_000
"""So many rows of a list are held; longer lists hold none."""


class Each(Iterable[Made], Generic[Thing, Made]):
    """What is made of each thing of a list, anew each time unless there are few: a list of a whole province would need
    more memory than all pages together."""

    def __init__(self, things: Iterable[Thing], make: Callable[[Thing], Iterable[Made]]) -> None:
        self._things, self._make = things, make
        self._held: list[Made] | None = None

    def __iter__(self) -> Iterator[Made]:
        if self._held is not None:
            return iter(self._held)
        made = chain.from_iterable(map(self._make, self._things))
        first = list(islice(made, FEW + 1))
        if len(first) <= FEW:
            self._held = first
        return chain(first, made)


@dataclass(frozen=True, slots=True)
class Tab:
    """A sheet of a workbook; its rows are as long as its headings."""

    name: str
    headings: Texts
    rows: Iterable[Texts]


@dataclass(frozen=True, slots=True)
class Table:
    """The same three times: as the sheets of a workbook, the list itself first; as one table, what is nested written as
    JSON; and as data, `columns` being the key and the label of each of its values. The rows of a long
    list are made each time they are gone through."""

    title: str
    tabs: tuple[Tab, ...]
    flat: Tab
    columns: Labels
    data: Iterable[Mapping[str, Any]]


def table_of(export: Export, site: Site) -> Table:
    """The table of a list; addresses are whole where the site's public address is told."""
    if export.of == "type":
        return _of_type(export, site)
    if export.of == "rows":
        return _of_rows(export, site)
    if export.of == "register":
        return _of_nodes(export, site)
    return _of_any(export, site)


def address_in(site: Site, address: str) -> str:
    root = site.config.base_url.rstrip("/")
    return f"{root}/{address}" if root else address


# ---------------------------------------------------------------- the entries of a type


def _of_type(export: Export, site: Site) -> Table:
    sheet = sheet_of(site.types[export.key])
    told = Each(export.subjects, lambda subject: ((subject.entry, with_body(subject.entry)),))
    columns = (("id", ID), ("address", ADDRESS), *_columns(sheet.declaration))
    data = Each(
        told,
        lambda pair: (
            {
                **_without_type(data_of(pair[1])),
                "id": pair[0].id,
                "address": address_in(site, pair[0].address),
            },
        ),
    )
    flat = Each(
        told,
        lambda pair: ((pair[0].id, *flat_cells(pair[1], sheet), address_in(site, pair[0].address)),),
    )
    headings = (ID, *flat_headings(sheet), ADDRESS)
    tabs = tuple(_tab(told, each, sheet, site) for each in sheet.all())
    return Table(export.title, tabs, Tab(sheet.name, headings, flat), columns, data)


def _tab(told: Iterable[tuple[Entry, Any]], tab: Sheet, sheet: Sheet, site: Site) -> Tab:
    """The list itself, or one of the sheets of what is nested in its things."""

    def rows(pair: tuple[Entry, Any]) -> Iterator[Texts]:
        entry, value = pair
        for line in lines_of(value, sheet):
            if line.sheet.name == tab.name:
                order = ".".join(map(str, line.order))
                yield (
                    (entry.id, order, *line.cells)
                    if line.order
                    else (entry.id, *line.cells, address_in(site, entry.address))
                )

    labels = tuple(column.label for column in tab.columns)
    headings = (ID, *labels, ADDRESS) if tab is sheet else (ID, ORDER, *labels)
    return Tab(tab.name, headings, Each(told, rows))


def _without_type(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != "type"}


def _columns(declaration: type) -> Labels:
    return tuple(
        (spec.key, spec.about.label) for spec in fields_of(declaration) if spec.key not in ("id", "type")
    )


# ---------------------------------------------------------------- the parts that have addresses of their own


def _of_rows(export: Export, site: Site) -> Table:
    rows = [(each, each.row.value) for each in export.subjects if each.row is not None]
    sheet = row_sheet_of(site.types[export.key])
    assert sheet is not None
    heads = [_row_head(subject, site) for subject, _ in rows]
    labels = tuple(label for _, label in OF_ROW)
    flat = tuple((*head, *flat_cells(value, sheet)) for head, (_, value) in zip(heads, rows, strict=True))
    tab = Tab(export.title, (*labels, *row_headings(sheet)), flat)
    keys = tuple(key for key, _ in OF_ROW)
    data = tuple(
        {**dict(zip(keys, head, strict=True)), **data_of(value)}
        for head, (_, value) in zip(heads, rows, strict=True)
    )
    return Table(export.title, (tab,), tab, (*OF_ROW, *_columns(sheet.declaration)), data)


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
    rows = Each(export.subjects, lambda subject: (_metadata(subject, site),))
    keys = tuple(key for key, _ in _OF_ANY)
    tab = Tab("列表", tuple(label for _, label in _OF_ANY), rows)
    data = Each(rows, lambda row: (dict(zip(keys, row, strict=True)),))
    return Table(export.title, (tab,), tab, _OF_ANY, data)


def _metadata(subject: Subject, site: Site) -> Texts:
    entry, fields = subject.entry, subject.entry.fields
    kind = site.types[entry.kind]
    publisher = site.publisher_of(entry)
    own = {
        "title": subject.title,
        "kind": kind.row_label if subject.row else kind.label,
        "address": address_in(site, subject.address),
        "publisher": publisher.title if publisher else fields.publisher,
        "validity": site.validity_of(entry),
        "catalogue": "、".join(
            site.catalogue[code].title if code in site.catalogue else code for code in fields.catalogue
        ),
    }
    return tuple(own[key] if key in own else cell_text(getattr(fields, key)) for key, _ in _OF_ANY)


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
    tab = Tab(export.title, tuple(label for _, label in _OF_NODE), rows)
    data = tuple(dict(zip((key for key, _ in _OF_NODE), row, strict=True)) for row in rows)
    return Table(export.title, (tab,), tab, _OF_NODE, data)


def _node(node: CatalogueNode, site: Site) -> Texts:
    own = {
        "parent": node.parent or "",
        "level": str(node.depth),
        "entries": str(len(site.by_node.get(node.code, ()))),
        "address": address_in(site, node.address),
    }
    return tuple(own[key] if key in own else cell_text(getattr(node.value, key)) for key, _ in _OF_NODE)
