"""The rows of a table as they are meant: merged rows as one, the same row once, headings and notes left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from gkgen.importing.desk import Desk
from gkgen.importing.groups import splitting_columns
from gkgen.importing.mapping import NAMES
from gkgen.importing.tables import Line

_GROUP = re.compile(r"level\d")
_TELLING = re.compile(r"number|level\d")
_TOTAL = re.compile(r"(?:合计|总计|小计|共计|累计):?(?:\d+[项件个条]?)?")


def meant(desk: Desk) -> Iterator[Line]:
    """The rows that are content, in their order."""
    for line in _unlike(_joined(desk), desk):
        said = [index for index, text in enumerate(line.texts) if text and index not in line.spanned]
        if (total := _total(line, desk)) is not None:
            desk.leave_total(line, total)
        elif len(said) == 1 and len(line.texts) > 2 and not _is_whole(line, desk):
            desk.leave_line(line, said[0])
        else:
            yield line


def _total(line: Line, desk: Desk) -> int | None:
    """The cell that makes the row a total: its first, or its name."""
    filled = [index for index, text in enumerate(line.texts) if text]
    named = [index for index in filled if (spec := desk.aims[index].spec) is not None and spec.key in NAMES]
    for index in (*filled[:1], *named):
        plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", line.texts[index]))
        if _TOTAL.fullmatch(plain):
            return index
    return None


def _joined(desk: Desk) -> Iterator[Line]:
    """Rows whose name is one merged cell are one row: their other cells are put together, a line each."""
    needed = {
        index
        for index, aim in enumerate(desk.aims)
        if aim.level or (aim.spec is not None and aim.spec.required and aim.of_row == desk.shape.is_list)
    }
    held: Line | None = None
    has_parts = any(aim.of_part for aim in desk.aims)
    for line in _carried(desk):
        if held is not None and needed and needed <= line.spanned and not (has_parts or _is_own(line, desk)):
            held = _together(held, line)
            continue
        if held is not None:
            yield held
        held = line
    if held is not None:
        yield held


def _is_own(line: Line, desk: Desk) -> bool:
    """Whether a row below a merged name has a number or a name of its own: it is another thing of the same group."""
    return any(
        text and index not in line.spanned and aim.spec is not None and _TELLING.fullmatch(aim.spec.key)
        for index, (aim, text) in enumerate(zip(desk.aims, line.texts, strict=True))
    )


def _carried(desk: Desk) -> Iterator[Line]:
    """A group's name that only its first row has, as cells lose it when they are unmerged: 一级事项 before 二级事项."""
    groups = {
        index: aim.spec.key
        for index, aim in enumerate(desk.aims)
        if aim.spec and _GROUP.fullmatch(aim.spec.key)
    }
    splitting = splitting_columns(desk.table.lines, desk)
    above: Line | None = None
    for line in desk.table.lines:
        texts = list(line.texts)
        for index, key in groups.items():
            is_below = any(texts[other] for other, name in groups.items() if name > key)
            same = above is not None and all(above.texts[each] == texts[each] for each in splitting)
            if above is not None and not texts[index] and is_below and same and above.texts[index]:
                texts[index] = above.texts[index]
                desk.carry(line.number, desk.aims[index], texts[index])
        above = Line(line.number, tuple(texts), line.spanned)
        yield above


def _together(above: Line, line: Line) -> Line:
    texts = []
    for index, (upper, text) in enumerate(zip(above.texts, line.texts, strict=True)):
        adds = text and text != upper and index not in line.spanned
        texts.append(f"{upper}\n{text}".strip() if adds else upper)
    return Line(above.number, tuple(texts), above.spanned)


def _unlike(lines: Iterable[Line], desk: Desk) -> Iterator[Line]:
    """Each row once: rows whose cells are all the same can't be told apart later either."""
    seen: dict[tuple[str, ...], int] = {}
    for line in lines:
        first = seen.setdefault(line.texts, line.number)
        if first == line.number:
            yield line
        else:
            desk.leave_same(line, first)


def _is_whole(line: Line, desk: Desk) -> bool:
    """Whether one cell is all that a row needs: the defaults say the rest, or a tree needs names alone."""
    shape = desk.shape
    specs = shape.row if shape.is_list else shape.entry
    defaults = desk.defaults.row if shape.is_list else desk.defaults.entry
    said = [aim for aim, text in zip(desk.aims, line.texts, strict=True) if text]
    keys = {aim.spec.key for aim in said if aim.spec is not None} | defaults.keys()
    return {spec.key for spec in specs if spec.required} <= keys or any(aim.level for aim in said)
