"""Where the header stands: which row names the columns, what is written above it, and what merged cells say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import zip_longest

from gkgen.findings import Finding, Place, Text, warning
from gkgen.importing.tables.grid import Column, Grid, GridRow, Line, Merge, Table, plain_label

ABOVE_HEADER = warning(
    "I811",
    Text("表头上方的“{text}”没有导入", "“{text}” stands above the header and was not imported"),
    Text("需要的话手工补上", "add it by hand if it is needed"),
)

DITTO_OF_NOTHING = warning(
    "I891",
    Text(
        "“{label}”写的是“{text}”，上面一格没有内容",
        "“{label}” says {text}, and nothing stands in the cell above",
    ),
    Text("写出来", "write it out"),
)

UNIT = re.compile(r"[（(]?(?:金额)?单位\s*[:：]\s*(元|万元|亿元)[)）]?")
SEARCHED = 20
"""So many rows are looked at for a header."""
DITTO = frozenset({"同上", "〃", "″", "（同上）", "(同上)", "（同上一行）", "同上一行"})


def score(grid: Grid, known: AbstractSet[str]) -> int:
    """How many different labels the best row has that `known` holds."""
    return max((_labels(row, known) for row in grid.rows[:SEARCHED]), default=0)


def with_header(grid: Grid, file: str, known: AbstractSet[str]) -> tuple[Table, tuple[Finding, ...]]:
    """The table of a grid. Its header is the row with the most labels that `known` holds, else the first row."""
    first = _first(grid, known)
    top, bottom = _told_by_labels(*_extent(first.number, grid), grid, known)
    above = [row for row in grid.rows if row.number < top]
    heads = [_filled(row, grid.merges) for row in grid.rows if top <= row.number <= bottom]
    columns = tuple(_columns(heads, _width(grid)))
    lines = tuple(_lines([row for row in grid.rows if row.number > bottom], columns, grid.merges))
    unit = next((found[1] for row in above for text in row.texts if (found := UNIT.fullmatch(text))), "")
    title, others = _above(above)
    findings = tuple(ABOVE_HEADER.at(Place(file, number, 1), text=text) for number, text in others)
    return Table(file, title, columns, lines, unit), (*findings, *_dittos(lines, columns, file))


def _dittos(lines: Sequence[Line], columns: Sequence[Column], file: str) -> Iterator[Finding]:
    for line in lines:
        for index, text in enumerate(line.texts):
            if text in DITTO and index not in line.spanned:
                place = Place(file, line.number, columns[index].number)
                yield DITTO_OF_NOTHING.at(place, label=columns[index].label, text=text)


def _labels(row: GridRow, known: AbstractSet[str]) -> int:
    return len({plain_label(text) for text in row.texts} & known)


def _first(grid: Grid, known: AbstractSet[str]) -> GridRow:
    return max(grid.rows[:SEARCHED], key=lambda row: (_labels(row, known), -row.number))


def _extent(row: int, grid: Grid) -> tuple[int, int]:
    """The first and last row of a header: merged cells show that it has a second row, above or below."""
    top = bottom = row
    for merge in grid.merges:
        if merge.top <= row <= merge.bottom and merge.bottom - merge.top < 3:
            top, bottom = min(top, merge.top), max(bottom, merge.bottom)
    return top, bottom + 1 if _has_parts(bottom, grid) else bottom


def _told_by_labels(top: int, bottom: int, grid: Grid, known: AbstractSet[str]) -> tuple[int, int]:
    """The same of a table that has lost its merged cells: labels stand above a blank of the header, or below it."""
    rows = {row.number: row for row in grid.rows}
    below = rows.get(bottom + 1)
    if top == bottom and below is not None and _labels(below, known) > 1:
        bottom += 1
    while (above := rows.get(top - 1)) and (row := rows.get(top)) and _fills(above, row, known):
        top -= 1
    return top, bottom


def _fills(above: GridRow, row: GridRow, known: AbstractSet[str]) -> bool:
    """Whether a row has a label over a blank of the next one."""
    pairs = zip_longest(above.texts, row.texts, fillvalue="")
    return any(plain_label(upper) in known and not text for upper, text in pairs)


def _has_parts(row: int, grid: Grid) -> bool:
    """Whether the next row divides the merged cells of this one, and says nothing elsewhere."""
    wide = {
        column
        for merge in grid.merges
        if merge.top == merge.bottom == row
        for column in range(merge.left, merge.right + 1)
    }
    below = next((each for each in grid.rows if each.number == row + 1), None)
    if below is None or not wide:
        return False
    return {column for column, text in enumerate(below.texts, 1) if text} <= wide


def _above(rows: Sequence[GridRow]) -> tuple[str, list[tuple[int, str]]]:
    """The table's title, and what else stands above its header beside the unit of its amounts."""
    told = [(row.number, [text for text in row.texts if text and not UNIT.fullmatch(text)]) for row in rows]
    said = [(number, "　".join(dict.fromkeys(texts))) for number, texts in told if texts]
    return (said[0][1] if said else ""), said[1:]


def _width(grid: Grid) -> int:
    return max((len(row.texts) for row in grid.rows), default=0)


def _columns(heads: Sequence[GridRow], width: int) -> Iterator[Column]:
    for number, texts in enumerate(zip_longest(*(head.texts for head in heads), fillvalue=""), 1):
        labels = list(dict.fromkeys(text for text in texts if text))
        if labels:
            yield Column(number, labels[-1], labels[0] if len(labels) > 1 else "")
        else:
            yield Column(number, "")
    named = max((len(head.texts) for head in heads), default=0)
    yield from (Column(number, "") for number in range(named + 1, width + 1))


def _filled(row: GridRow, merges: Sequence[Merge]) -> GridRow:
    """A row of the header with the text of a merged block in each of its columns, on its first row alone."""
    texts = list(row.texts)
    for merge in merges:
        if merge.top == row.number and merge.left <= len(texts):
            texts += [""] * (merge.right - len(texts))
            texts[merge.left - 1 : merge.right] = [texts[merge.left - 1]] * (merge.right - merge.left + 1)
    return GridRow(row.number, tuple(texts))


def _lines(rows: Sequence[GridRow], columns: Sequence[Column], merges: Sequence[Merge]) -> Iterator[Line]:
    """The rows below the header: merged cells say the same in each of their rows, 同上 what stands above it."""
    spans = {
        (number, merge.left): merge.top
        for merge in merges
        for number in range(merge.top + 1, merge.bottom + 1)
    }
    earlier: dict[int, tuple[str, ...]] = {}
    above: tuple[str, ...] = ("",) * len(columns)
    for row in rows:
        texts = [*row.texts, *[""] * (len(columns) - len(row.texts))]
        spanned = frozenset(
            index for index, column in enumerate(columns) if spans.get((row.number, column.number)) in earlier
        )
        for index in spanned:
            texts[index] = earlier[spans[row.number, columns[index].number]][index]
        texts = [above[index] or text if text in DITTO else text for index, text in enumerate(texts)]
        above = earlier[row.number] = tuple(texts)
        yield Line(row.number, above, spanned)
