"""Tables and folders that an office has already → content files, written once, and a report of all that happened."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gkgen.findings import Place, Text, UsageError, in_order, warning
from gkgen.importing.coding import with_own_codes
from gkgen.importing.desk import Defaults
from gkgen.importing.drafts import Drafted, drafts_of, grid_draft
from gkgen.importing.grids import grid_in, labels_of
from gkgen.importing.judging import judged
from gkgen.importing.mapping import TITLE, Aim, Shape, aims_of, shape_of
from gkgen.importing.markdown_folder import read_folder
from gkgen.importing.objects import read_objects
from gkgen.importing.organisations import make_organisations
from gkgen.importing.placing import Shelf, create, placed
from gkgen.importing.report import ImportReport, LeftOut
from gkgen.importing.round_trip import import_given_out
from gkgen.importing.settings import defaults_of, prefix_of, type_named
from gkgen.importing.standing import site_folder, types_in, vocabularies_of
from gkgen.importing.tables import Table, read_table
from gkgen.model import Scalar

__all__ = ["ImportReport", "LeftOut", "import_folder", "import_table"]

TITLE_OF_FILE = warning(
    "I844",
    Text("表格没有标题，用了文件名“{title}”", "the table has no title; the file's name “{title}” became it"),
    Text(
        "用 --set 标题=… 写上全称，或者以后改", "give the full title with --set title=…, or change it later"
    ),
)

OBJECTS = ".json"


def import_table(
    path: Path,
    folder: Path,
    type_key: str,
    settings: Dictionary[str, str],
    *,
    id_prefix: str = "",
) -> ImportReport:
    """Import a `.jsonl`, `.csv`, `.xlsx` or `.json` into the site in `folder`: a file for each row, or one for the whole
    table where the type is a list of rows.

    `settings` are values that every entry has unless the table says otherwise, by any name of the field. Files
    that are there stay as they are; but a list that was exported from the site is taken back, cell by cell.
    Raises UsageError when nothing can be imported at all.
    """
    given_out = import_given_out(path, folder, type_key, settings, id_prefix=id_prefix)
    if given_out is not None:
        return given_out
    task = _task(folder, type_key, settings, id_prefix)
    shape, defaults = task.shelf.shape, task.defaults
    if path.suffix.lower() == OBJECTS:
        return _finished(read_objects(path, shape, defaults), task.shelf)
    table, said = read_table(path, shape.labels() | labels_of(shape))
    if (grid := grid_in(table, shape)) is not None:
        drafted = grid_draft(table, grid, shape, defaults)
        return _finished(replace(drafted, findings=(*said, *drafted.findings)), task.shelf)
    aims = aims_of(table.columns, shape)
    _refuse_unknown(table, aims, shape)
    if shape.is_list and TITLE not in defaults.entry:
        if not table.title:
            said = (*said, TITLE_OF_FILE.at(Place(table.file), title=path.stem))
        title = Scalar(table.title or path.stem, 1, 1)
        defaults = replace(defaults, entry={TITLE: title, **defaults.entry})
    drafted = _drafted(table, aims, task.shelf, defaults, id_prefix)
    return _finished(replace(drafted, findings=(*said, *drafted.findings)), task.shelf)


def import_folder(
    path: Path,
    folder: Path,
    type_key: str,
    settings: Dictionary[str, str],
    *,
    id_prefix: str = "",
) -> ImportReport:
    """Import every plain Markdown file below `path`, each as an entry with its text as the body."""
    task = _task(folder, type_key, settings, id_prefix)
    return _finished(read_folder(path, task.shelf.shape, task.defaults), task.shelf)


@dataclass(frozen=True, slots=True)
class _Task:
    """What an import was asked for, looked up."""

    shelf: Shelf
    defaults: Defaults


def _task(folder: Path, type_key: str, settings: Dictionary[str, str], id_prefix: str) -> _Task:
    kind = type_named(type_key, types_in(site_folder(folder)))
    shape = shape_of(kind)
    return _Task(Shelf(folder, shape, prefix_of(id_prefix, kind)), defaults_of(settings, shape))


def _drafted(table: Table, aims: Sequence[Aim], shelf: Shelf, defaults: Defaults, id_prefix: str) -> Drafted:
    def draft(prefix: str) -> Drafted:
        return drafts_of(table, aims, shelf.shape, defaults, prefix)

    if any(aim.level for aim in aims):
        return with_own_codes(draft, shelf, id_prefix)
    return draft(shelf.prefix)


def _refuse_unknown(table: Table, aims: Sequence[Aim], shape: Shape) -> None:
    """A table of which no column is known is the wrong table, or its header isn't where it should be."""
    if table.lines and not any(aim.spec is not None or aim.level for aim in aims):
        labels = "、".join(column.label for column in table.columns if column.label)
        said = "、".join(spec.about.label for spec in (shape.row or shape.entry))
        raise UsageError(
            Text(
                f"“{table.file}”的栏目（{labels}）一个也不认得。{shape.kind.label}的栏目有：{said}",
                f"no column of “{table.file}” is known ({labels}). {shape.kind.key} has: {said}",
            )
        )


def _finished(drafted: Drafted, shelf: Shelf) -> ImportReport:
    """Write what isn't there yet, and say what happened."""
    files, said = placed(drafted.drafts, shelf)
    faults = judged(drafted, shelf.shape, vocabularies_of(shelf.folder))
    for each in files:
        if each.old is None:
            create(shelf.folder, each.path, each.text)
    organisations, made = make_organisations(drafted.drafts, shelf, types_in(shelf.folder))
    return ImportReport(
        source=drafted.source,
        read=drafted.read,
        written=tuple(each.path for each in files if each.old is None),
        kept=tuple(each.path for each in files if each.old is not None),
        organisations=tuple(organisations),
        left_out=drafted.left_out,
        findings=in_order((*drafted.findings, *faults, *said, *made)),
    )
