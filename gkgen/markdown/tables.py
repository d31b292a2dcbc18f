"""Tables as HTML: named, with real headers, and scrollable by keyboard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from gkgen.findings import Text, error, warning
from gkgen.markdown.parts import draw_text
from gkgen.markdown.sheet import Sheet, quoted
from gkgen.markdown.words import Words

NO_HEADER = warning(
    "M131",
    Text(
        "表格没有表头，听的人不知道每一栏是什么",
        "the table has no header: nobody can tell what its columns are",
    ),
    Text("在第一行写各栏的名称", "name the columns in its first row"),
)
EXCESS_CELLS = error(
    "M132",
    Text(
        "这一行比表头多出几格，多出的内容不会显示",
        "this row has more cells than the header: they would be lost",
    ),
    Text("核对竖线“|”的个数；内容里的竖线写成“\\|”", "count the | signs; write \\| for one that is text"),
)


def draw_table(
    first: int, aligns: Sequence[str], cells: Sequence[Words], excess: Iterable[int], sheet: Sheet
) -> None:
    """A region that a keyboard can scroll; its name has a number, since no two regions may be called the same.

    `first` is the table's first line, `cells` are those of the header and of all rows, `excess` the lines of rows
    that have more cells than there are columns.
    """
    sheet.tables += 1
    under = f"：{sheet.headings[-1].title}" if sheet.headings else ""
    name = f"表格 {sheet.tables}{under}"
    sheet.html.append(
        f'<section class="table-scroll" aria-label={quoted(name)} tabindex="0">\n<table>\n'
        f'<caption class="unseen">{escape(name, quote=False)}</caption>\n'
    )
    if not any(cell.content for cell in cells[: len(aligns)]):
        sheet.note_line(NO_HEADER, first)
    for line in excess:
        sheet.note_line(EXCESS_CELLS, line)
    sheet.html.append("<thead>\n")
    _row(cells[: len(aligns)], aligns, "th", sheet)
    sheet.html.append("</thead>\n")
    if len(cells) > len(aligns):
        sheet.html.append("<tbody>\n")
        for start in range(len(aligns), len(cells), len(aligns)):
            _row(cells[start : start + len(aligns)], aligns, "td", sheet)
        sheet.html.append("</tbody>\n")
    sheet.html.append("</table>\n</section>\n")


def _row(cells: Sequence[Words], aligns: Sequence[str], tag: str, sheet: Sheet) -> None:
    """An empty cell of the header isn't a header: it would name a column with nothing."""
    html = sheet.html
    html.append("<tr>\n")
    for cell, align in zip(cells, aligns, strict=True):
        name = "td" if not cell.content else tag
        scope = ' scope="col"' if name == "th" else ""
        html.append(f'<{name}{scope} class="{align}">' if align else f"<{name}{scope}>")
        if cell.content:
            draw_text(cell, sheet)
        html.append(f"</{name}>\n")
    html.append("</tr>\n")
