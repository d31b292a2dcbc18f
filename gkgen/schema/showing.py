"""Any declaration as parts to show: facts, texts, lists and tables, each under its own label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import is_dataclass
from datetime import date
from typing import Any

from gkgen.model import Entry, Link
from gkgen.schema.common import Basis, Common, Disclosed
from gkgen.schema.content_type import Site
from gkgen.schema.fields import FieldSpec, fields_of, part_of
from gkgen.schema.forms import PHONE, WEB_ADDRESS
from gkgen.schema.parts import (
    Bases,
    Cell,
    Facts,
    Group,
    Groups,
    Items,
    Manner,
    Paragraphs,
    Part,
    RecordView,
    RowRecordView,
    Table,
)
from gkgen.schema.references import FILE

# What stands around every entry, drawn by the page itself.
_AROUND = frozenset(spec.key for spec in (*fields_of(Common), *fields_of(Disclosed)))
# A text of more characters is a paragraph, not a fact.
_SHORT = 60


def record_view(entry: Entry, site: Site) -> RecordView:
    """All fields that the entry's type adds to what all content has, in the order of its declaration."""
    specs = [spec for spec in fields_of(type(entry.fields)) if spec.key not in _AROUND]
    return RecordView(parts_of(entry.fields, specs, entry, site))


def list_view(entry: Entry, site: Site, field: str, columns: Sequence[str]) -> RecordView:
    """A list whose rows have pages of their own: the other fields, then the rows' `columns`, each row led to by its
    title. The first column is the one that holds it."""
    specs = {spec.key: spec for spec in fields_of(type(entry.fields))}
    others = [spec for key, spec in specs.items() if key not in _AROUND and key != field]
    return RecordView(
        (*parts_of(entry.fields, others, entry, site), _rows_table(entry, site, specs[field], columns))
    )


def _rows_table(entry: Entry, site: Site, field: FieldSpec, columns: Sequence[str]) -> Table:
    part = part_of(field.kind)
    assert part is not None
    own = {spec.key: spec for spec in fields_of(part)}
    known = [*columns, *(key for key in own if key in site.types[entry.kind].added)]
    title, *others = [own[key] for key in known]
    told = [spec for spec in others if any(_is_told(row.value, spec) for row in entry.rows)]
    rows = tuple(
        (
            Cell((Link(row.title, row.address),)),
            *(_table_cell(row.value, spec, entry, site) for spec in told),
        )
        for row in entry.rows
    )
    labels = tuple(spec.about.label for spec in (title, *told))
    return Table(field.about.label, f"own-{field.key}", labels, rows)


def row_record_view(entry: Entry, index: int, site: Site) -> RowRecordView:
    """Every field of a row."""
    row = entry.rows[index]
    specs = [
        spec for spec in fields_of(type(row.value)) if getattr(row.value, spec.key) not in ("", row.title)
    ]
    near = (index - 1, index + 1)
    before, after = (
        Link(entry.rows[each].title, entry.rows[each].address) if 0 <= each < len(entry.rows) else None
        for each in near
    )
    whole = Link(entry.fields.title, entry.address)
    return RowRecordView(parts_of(row.value, specs, entry, site), whole, before, after)


def added_parts(entry: Entry, site: Site) -> tuple[Part, ...]:
    """The fields that the site has added to a type."""
    added = site.types[entry.kind].added
    specs = [spec for spec in fields_of(type(entry.fields)) if spec.key in added]
    return parts_of(entry.fields, specs, entry, site)


def parts_of(value: Any, specs: Iterable[FieldSpec], entry: Entry, site: Site) -> tuple[Part, ...]:
    """The facts first, in one block; then what needs room, in the order of the declaration."""
    facts: list[tuple[str, Cell]] = []
    larger: list[Part] = []
    for spec in specs:
        own = getattr(value, spec.key)
        if own in (None, "", ()):
            continue
        if _is_fact(own, spec):
            facts.append((spec.about.label, cell_of(own, spec, entry, site)))
        else:
            larger.append(_larger(own, spec, entry, site))
    return (*((Facts(tuple(facts)),) if facts else ()), *larger)


def cell_of(value: Any, spec: FieldSpec, entry: Entry, site: Site) -> Cell:
    """A scalar, a name of another thing, or a list of these."""
    values = value if isinstance(value, tuple) else (value,)
    return Cell(tuple(_link(each, spec, entry, site) for each in values), _manner(values[0], spec))


def said(value: Any) -> str:
    """A single value in words."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Basis):
        return f"{value.title}{value.document_number}{value.article}"
    if isinstance(value, date):
        return day_in_words(value)
    return str(value.said()) if hasattr(value, "said") else str(value)


def day_in_words(day: date) -> str:
    """Arabic figures without leading zeros, as GB/T 9704 prints a date."""
    return f"{day.year}年{day.month}月{day.day}日"


def _is_fact(value: Any, spec: FieldSpec) -> bool:
    if isinstance(value, tuple):
        return not is_dataclass(value[0]) and bool(spec.about.vocabulary or _is_closed(spec))
    if is_dataclass(value):
        return hasattr(value, "said")
    return not isinstance(value, str) or (len(value) <= _SHORT and "\n" not in value)


def _is_closed(spec: FieldSpec) -> bool:
    return "Literal[" in str(spec.kind)


def _manner(value: Any, spec: FieldSpec) -> Manner:
    if spec.about.form is PHONE:
        return "phone"
    if spec.about.form is WEB_ADDRESS:
        return "web"
    if spec.key == "email":
        return "mail"
    return "text" if isinstance(value, str | bool | date) or is_dataclass(value) else "number"


def _link(value: Any, spec: FieldSpec, entry: Entry, site: Site) -> Link:
    if spec.about.refers == FILE:
        return Link(value.rpartition("/")[2], site.file(entry, value) or "")
    found = site.named(spec.about.refers.split(), value)
    return Link(found.title, found.address) if found is not None else Link(said(value), "")


def _larger(value: Any, spec: FieldSpec, entry: Entry, site: Site) -> Part:
    label, anchor = spec.about.label, f"own-{spec.key}"
    if isinstance(value, str):
        return Paragraphs(label, anchor, value)
    values = value if isinstance(value, tuple) else (value,)
    if isinstance(values[0], Basis):
        return Bases(label, anchor, values)
    if not is_dataclass(values[0]):
        return Items(label, anchor, tuple(cell_of(each, spec, entry, site) for each in values))
    if any(_has_parts(each) for each in values) or not isinstance(value, tuple):
        return Groups(label, anchor, tuple(_group(each, entry, site) for each in values))
    return _table(values, label, anchor, entry, site)


def _has_parts(value: Any) -> bool:
    own = (getattr(value, spec.key) for spec in fields_of(type(value)))
    return any(isinstance(each, tuple) and each and is_dataclass(each[0]) for each in own)


def _group(value: Any, entry: Entry, site: Site) -> Group:
    first, *others = fields_of(type(value))
    title = said(getattr(value, first.key))
    if not isinstance(getattr(value, first.key), str) or len(title) > _SHORT:
        return Group("", parts_of(value, (first, *others), entry, site))
    return Group(title, parts_of(value, others, entry, site))


def _table(values: tuple[Any, ...], label: str, anchor: str, entry: Entry, site: Site) -> Table:
    specs = [spec for spec in fields_of(type(values[0])) if any(_is_told(each, spec) for each in values)]
    rows = tuple(tuple(_table_cell(each, spec, entry, site) for spec in specs) for each in values)
    return Table(label, anchor, tuple(spec.about.label for spec in specs), rows)


def _table_cell(value: Any, spec: FieldSpec, entry: Entry, site: Site) -> Cell:
    return cell_of(getattr(value, spec.key), spec, entry, site) if _is_told(value, spec) else Cell(())


def _is_told(value: Any, spec: FieldSpec) -> bool:
    return getattr(value, spec.key) not in (None, "", ())


def anchors(parts: Iterable[Part]) -> Iterator[str]:
    """The ids that a link may name."""
    return (part.anchor for part in parts if not isinstance(part, Facts))
