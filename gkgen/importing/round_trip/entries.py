"""The rows of an export that has come back → the same files, with the cells that differ written into them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gkgen.disk import Refused, replace_beneath
from gkgen.findings import Finding, Place, Severity, Text, UsageError, error, in_order, warning
from gkgen.importing.drafts import Draft, entry_draft
from gkgen.importing.mapping import shape_of
from gkgen.importing.organisations import make_organisations
from gkgen.importing.placing import Shelf, create, placed
from gkgen.importing.report import ImportReport
from gkgen.importing.round_trip.merging import CELLS_FROM, Merger, said_at
from gkgen.importing.round_trip.returned import BAD_ROW, Item, Returned, cell_name
from gkgen.importing.round_trip.rewriting import rewritten
from gkgen.importing.round_trip.standing import Held, Known
from gkgen.importing.settings import prefix_of
from gkgen.model import Mapping, Node, Scalar
from gkgen.schema import Common, ContentType, conform
from gkgen.schema.common import OPEN
from gkgen.schema.conform import EXPECTED_FIELD
from gkgen.schema.fields import fields_of, names_of
from gkgen.schema.sheets import BODY

DOUBTFUL = warning(
    "I858",
    Text("表“{sheet}” {cell}：{why}", "sheet “{sheet}” {cell}: {why}"),
    Text("{mend}", "{mend}"),
)
UNWRITABLE = error(
    "I859",
    Text(
        "表“{sheet}”第 {row} 行改了“{id}”，但 {path} 的写法太特别，不能只改这几处，文件没有动",
        "row {row} of “{sheet}” changes “{id}”, but {path} is written in a way that can't be changed in part",
    ),
    Text(
        "照表在文件里改，或者先把它写成一行一项", "change the file by hand, or write it an item a line first"
    ),
)
NOT_IN_SHEET = warning(
    "I860",
    Text(
        "站点里有 {count} 条不在表里，文件没有删（如“{sample}”）",
        "{count} of the site's are not in the sheet; no file was deleted (such as “{sample}”)",
    ),
    Text("不再公开的，在文件里写“撤下”", "write 撤下 in the file of what is to be taken down"),
)

# What an export doesn't tell of what isn't disclosed: an empty cell there says nothing about the file.
_UNTOLD = ("attachments", "related", "changes", "late_reason", BODY)


@dataclass(slots=True)
class Work:
    """The import of one export, as far as it has come."""

    folder: Path
    file: str
    kind: ContentType
    known: Known
    held: dict[str, Held]
    findings: list[Finding] = field(default_factory=list)
    changed: list[tuple[str, bytes]] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)


def take_back(returned: Returned, work: Work, id_prefix: str) -> ImportReport:
    """Take over what rows say otherwise than their files: what has a fault is told by its cell and left unwritten."""
    work.findings += returned.findings
    for item in returned.items:
        if item.ident not in returned.faulty:
            _take(item, work)
    shelf = Shelf(work.folder, shape_of(work.kind), prefix_of(id_prefix, work.kind))
    return _report(work, returned.read, shelf)


def note_absent(absent: Sequence[str], work: Work) -> None:
    """Say what of the site isn't in the export that has come back."""
    if absent:
        work.findings.append(NOT_IN_SHEET.at(Place(work.file), count=len(absent), sample=absent[0]))


def is_given_out(held: Held) -> bool:
    """Whether an export surely has the entry: not what is a draft, taken down, or shown for a time only."""
    fields: Common = held.entry.fields
    return not fields.draft and fields.withdrawn is None and fields.shown_until is None


def _take(item: Item, work: Work) -> None:
    held = work.held.get(item.ident) if item.ident else None
    merger = Merger(work.file, held.said if held else {})
    if held is None:
        _take_new(item, merger, work)
        return
    if held.entry.fields.disclosure != OPEN and (hidden := list(_hidden(item, held, work))):
        work.findings += hidden
        return
    merger.body_is_apart = held.record.path.lower().endswith(".md") and not _has_body_key(held)
    new = merger.merged(item, held.record.tree)
    assert isinstance(new, Mapping)
    if new is held.record.tree and merger.body is None:
        work.findings += merger.findings
        work.unchanged.append(held.record.path)
        return
    told = list(_faults(item, new, merger, held, work))
    work.findings += [*told, *merger.findings]
    if any(each.rule.severity is Severity.ERROR for each in told):
        return
    made = rewritten(held, new, merger, work.kind, work.known.vocabularies)
    if made is None:
        place = Place(work.file, item.row, 1)
        said = UNWRITABLE.at(place, sheet=item.sheet.name, row=item.row, id=item.ident, path=held.record.path)
        work.findings.append(said)
    else:
        work.changed.append((held.record.path, made))


def _has_body_key(held: Held) -> bool:
    names = next(spec.names for spec in fields_of(Common) if spec.key == BODY)
    return any(key.text.strip() in names for key, _ in held.record.tree.items)


def _take_new(item: Item, merger: Merger, work: Work) -> None:
    """A row that names no entry: a new one, in the manner of `gkgen import`."""
    tree = merger.merged(item, None)
    assert isinstance(tree, Mapping)
    specs = names_of(work.kind.fields)
    nodes: dict[str, Node] = {specs[key.text].key: value for key, value in tree.items}
    if item.ident:
        nodes["id"] = Scalar(item.ident, item.row, 1)
    draft = entry_draft(nodes, shape_of(work.kind), work.file, item.row)
    told = list(_faults(item, draft.tree, merger, None, work))
    work.findings += told
    if not any(each.rule.severity is Severity.ERROR for each in told):
        work.drafts.append(draft)


def _faults(item: Item, tree: Mapping, merger: Merger, held: Held | None, work: Work) -> Iterator[Finding]:
    """What is wrong with the cells that were taken over, each at its cell; what the file had already isn't told."""
    before = {(each.rule.code, each.place) for each in held.findings} if held else set()
    for each in conform(tree, work.kind.fields, work.file, work.known.vocabularies)[2]:
        is_cell = each.place.line >= CELLS_FROM
        is_error = each.rule.severity is Severity.ERROR
        place = Place(held.record.path, each.place.line, each.place.column) if held else each.place
        if each.rule is EXPECTED_FIELD or not (
            is_cell or (is_error and (each.rule.code, place) not in before)
        ):
            continue
        sheet, cell, row, column = said_at(merger, each.place.line, item)
        why = Text(each.wrong("zh"), each.wrong("en"))
        at = Place(work.file, row, column)
        if is_error:
            yield BAD_ROW.at(at, sheet=sheet, cell=cell, why=why)
        else:
            mend = Text(each.mend("zh"), each.mend("en"))
            yield DOUBTFUL.at(at, sheet=sheet, cell=cell, why=why, mend=mend)


def _hidden(item: Item, held: Held, work: Work) -> Iterator[Finding]:
    """Cells that say something where an export tells nothing, since the entry isn't disclosed."""
    told = {spec.key for spec in fields_of(Common)} - set(_UNTOLD)
    why = Text(
        f"“{item.ident}”的公开方式是{held.entry.fields.disclosure}，表里只有它的元数据，这一格在文件里改",
        f"“{item.ident}” isn't disclosed and only its metadata is in the sheet: change this in the file",
    )
    item.parts = {name: items for name, items in item.parts.items() if items}
    for each in [part for items in item.parts.values() for part in items]:
        yield BAD_ROW.at(
            Place(work.file, each.row, 1), sheet=each.sheet.name, cell=cell_name(each.row, 1), why=why
        )
    for column in item.sheet.columns:
        cell = item.cells.get(column.label)
        if cell is not None and cell.text and column.way[0] not in told:
            at = Place(work.file, cell.row, cell.column)
            yield BAD_ROW.at(at, sheet=item.sheet.name, cell=cell_name(cell.row, cell.column), why=why)


def _report(work: Work, read: int, shelf: Shelf) -> ImportReport:
    """Write what is new and what differs, and say what happened."""
    files, said = placed(work.drafts, shelf)
    for path, content in work.changed:
        _replace(work.folder, path, content)
    for each in files:
        if each.old is None:
            create(work.folder, each.path, each.text)
    organisations, made = make_organisations(work.drafts, shelf, dict(work.known.types))
    return ImportReport(
        source=work.file,
        read=read,
        written=tuple(each.path for each in files if each.old is None),
        kept=(*work.unchanged, *(each.path for each in files if each.old is not None)),
        organisations=tuple(organisations),
        left_out=(),
        findings=in_order((*work.findings, *said, *made)),
        changed=tuple(path for path, _ in work.changed),
    )


def _replace(folder: Path, path: str, content: bytes) -> None:
    try:
        replace_beneath(folder, path, content)
    except (Refused, OSError) as failure:
        raise UsageError(
            Text(
                f"不能写入 {path}：{failure}。这以前的文件已经写好，解决以后再导入一次",
                f"{path} can't be written: {failure}. What came before it is written; import again to go on",
            )
        ) from failure
