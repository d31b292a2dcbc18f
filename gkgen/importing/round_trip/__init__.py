"""A list that was given out as a file, edited, and brought back → the same files, with the cells that differ written into them."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from pathlib import Path

from gkgen.findings import Text, UsageError
from gkgen.importing.report import ImportReport
from gkgen.importing.round_trip.entries import Work, is_given_out, note_absent, take_back
from gkgen.importing.round_trip.recognised import GivenOut, given_out
from gkgen.importing.round_trip.returned import Reader
from gkgen.importing.round_trip.rows import fitting, returned_rows
from gkgen.importing.round_trip.standing import Known, held_of, known_of
from gkgen.importing.settings import type_named
from gkgen.importing.standing import site_folder
from gkgen.schema import ContentType
from gkgen.schema.exports import FOLDER
from gkgen.schema.sheets import sheet_of

__all__ = ["import_given_out"]


def import_given_out(
    path: Path, folder: Path, type_key: str, settings: Dictionary[str, str], *, id_prefix: str
) -> ImportReport | None:
    """Take over what has been edited in an exported list; None where the file is an ordinary table.

    Existing entries are known by their 标识, rows of a list by theirs, and only what differs is written. A row without
    one is new. What has a fault is told by sheet and cell and left unwritten. Nothing is ever deleted. Raises UsageError
    for settings, for the list of another type, and for a list in a form that can't be taken back.
    """
    found = given_out(path)
    if found is None:
        return None
    known = known_of(site_folder(folder))
    kinds = _kinds(found, known)
    kind = type_named(type_key, known.types)
    if kind not in kinds:
        label = "、".join(each.row_label if found.of == "rows" else each.label for each in kinds)
        if label:
            said = f"这是“{label}”导出的表，写 --type {label}"
            raise UsageError(Text(said, f"this was exported from “{label}”: give --type {label}"))
        raise _refused(path, kind)
    if settings:
        said = "从本站导出的表里每一项都有自己的栏目，不用 --set"
        raise UsageError(Text(said, "an exported table has a column for every field: leave --set out"))
    work = Work(folder, path.as_posix(), kind, known, held_of(kind, known))
    if found.of == "rows":
        returned, absent = returned_rows(found.sheets[0], work)
    else:
        returned = Reader(found.sheets, work.file).read(sheet_of(kind))
        named = {item.ident for item in returned.items}
        absent = [each for each in sorted(work.held) if each not in named and is_given_out(work.held[each])]
    note_absent(absent, work)
    return take_back(returned, work, id_prefix)


def _kinds(found: GivenOut, known: Known) -> Sequence[ContentType]:
    if found.of == "rows":
        return fitting(found.sheets[0], known.types.values())
    return [each for each in known.types.values() if sheet_of(each).name in found.entries]


def _refused(path: Path, kind: ContentType) -> UsageError:
    """A list that tells only a part of each thing, or what is nested in a way that no cell can be changed."""
    name = f"{FOLDER}/{kind.folder}.xlsx"
    rows = f"，或者 {FOLDER}/{kind.row_key}.xlsx" if kind.row_field else ""
    or_rows = f" or {FOLDER}/{kind.row_key}.xlsx" if kind.row_field else ""
    return UsageError(
        Text(
            f"“{path.name}”是从本站导出的，这一种不能导回来，什么也没有写。改 {name}{rows}，再导入",
            f"“{path.name}” was exported from a site in a form that can't be taken back; nothing was written. "
            f"Edit {name}{or_rows} and import that",
        )
    )
