"""Headings as HTML: their levels below the page's own title, and their ids."""

from __future__ import annotations

from typing import NamedTuple

from gkgen.findings import Text, warning
from gkgen.markdown.parts import draw_parts
from gkgen.markdown.sheet import Sheet, quoted
from gkgen.markdown.words import Words
from gkgen.model import Heading

SKIPPED_LEVEL = warning(
    "M121",
    Text("从{before}直接到“{here}”，跳过了一级标题", "the headings jump from {before} to {here}"),
    Text("改成“{signs}”，一级一级往下", "write {signs}: one level at a time"),
)
EMPTY_HEADING = warning(
    "M122",
    Text("这个标题没有文字", "this heading has no text"),
    Text("写上标题，或删去这一行", "write it, or delete the line"),
)

_TITLE = Text("页面的标题", "the page's title")


class Written(NamedTuple):
    """A heading as the author wrote it: its level, the signs that make it one, and its line from 0."""

    level: int
    markup: str
    line: int


def draw_heading(written: Written, words: Words, sheet: Sheet, shift: int) -> None:
    """The page's title is level 1: if the text uses `#` itself, all its headings go down by one, the `shift`."""
    level = min(written.level + shift, 6)
    before = sheet.headings[-1].level if sheet.headings else 1
    opening = len(sheet.html)
    sheet.html.append("")
    title = draw_parts(words, sheet).strip()
    if not title:
        del sheet.html[opening:]
        sheet.note_line(EMPTY_HEADING, written.line)
        return
    if level > before + 1:
        above = Text(f"“{'#' * (before - shift)}”", "#" * (before - shift)) if sheet.headings else _TITLE
        signs = "#" * (before + 1 - shift)
        sheet.note_line(SKIPPED_LEVEL, written.line, before=above, here=written.markup, signs=signs)
    anchor = sheet.heading_anchor(title)
    sheet.html[opening] = f"<h{level} id={quoted(anchor)}>"
    sheet.html.append(f"</h{level}>\n")
    sheet.headings.append(Heading(level, title, anchor))
    sheet.paragraphs.append(title)
