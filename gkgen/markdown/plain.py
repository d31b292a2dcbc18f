"""Plain blocks as HTML: the same as `blocks` makes of what the parser says of them."""

from __future__ import annotations

from collections.abc import Sequence

from gkgen.markdown.blocks import draw_code, opening_of_list
from gkgen.markdown.parts import draw_text
from gkgen.markdown.plain_blocks import Block, Code, Items, Paragraph, Rows, Title
from gkgen.markdown.sheet import Sheet
from gkgen.markdown.tables import draw_table
from gkgen.markdown.titles import Written, draw_heading
from gkgen.markdown.words import EMPTY, Words, words_of


def draw_plain(blocks: Sequence[Block], signs: str, sheet: Sheet) -> None:
    """Draw a whole text that holds these signs."""
    shift = 1 if any(isinstance(block, Title) and block.level == 1 for block in blocks) else 0
    for block in blocks:
        if isinstance(block, Paragraph):
            _paragraph(block, signs, sheet)
        elif isinstance(block, Title):
            level, content, line = block
            words = words_of(content, line, line + 1, signs)
            draw_heading(Written(level, "#" * level, line), words, sheet, shift)
        elif isinstance(block, Items):
            _items(block, signs, sheet)
        elif isinstance(block, Rows):
            _table(block, signs, sheet)
        elif isinstance(block, Code):
            draw_code(block.info, block.content, sheet)
        else:
            sheet.html.append("<hr>\n")


def _paragraph(block: Paragraph, signs: str, sheet: Sheet) -> None:
    sheet.html.append("<p>")
    draw_text(words_of(*block, signs), sheet)
    sheet.html.append("</p>\n")


def _items(block: Items, signs: str, sheet: Sheet) -> None:
    sheet.html.append("<ul>\n" if block.start is None else opening_of_list(block.start))
    for item in block.items:
        sheet.html.append("<li>")
        if block.is_loose:
            _paragraph(item, signs, sheet)
        else:
            draw_text(words_of(*item, signs), sheet)
        sheet.html.append("</li>\n")
    sheet.html.append("</ul>\n" if block.start is None else "</ol>\n")


def _table(block: Rows, signs: str, sheet: Sheet) -> None:
    aligns, rows = block
    width = len(aligns)
    cells: list[Words] = []
    for line, row in rows:
        cells += [words_of(cell, line, line + 1, signs, number) for number, cell in enumerate(row[:width])]
        cells += [EMPTY] * (width - len(row))
    excess = [line for line, row in rows if len(row) > width]
    draw_table(rows[0][0], aligns, cells, excess, sheet)
