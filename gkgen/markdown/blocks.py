"""The blocks of a text as HTML: headings, paragraphs, lists, code, boxes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from gkgen.findings import Text, warning
from gkgen.markdown.footnotes import apart, draw_notes
from gkgen.markdown.parts import draw_text
from gkgen.markdown.sheet import Sheet, escape
from gkgen.markdown.signs import BOXES
from gkgen.markdown.tables import draw_table
from gkgen.markdown.titles import Written, draw_heading

if TYPE_CHECKING:
    from gkgen.markdown.dialect import Token

OPEN_FENCE = warning(
    "M151",
    Text("代码从这里开始，到文末也没有结束", "code begins here and never ends"),
    Text(
        "在代码后面加一行“{fence}”；不是代码就删去这一行",
        "close it with a line {fence}; if it is no code, delete it",
    ),
)
OPEN_BOX = warning(
    "M152",
    Text("“::: {name}”没有用“:::”结束", "“::: {name}” is never closed by “:::”"),
    Text("在它后面加一行“:::”", "add a line “:::” below it"),
)

_LANGUAGE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_+#.-]{0,30}")
_FIXED = {
    "paragraph_open": "<p>",
    "paragraph_close": "</p>\n",
    "blockquote_open": "<blockquote>\n",
    "blockquote_close": "</blockquote>\n",
    "bullet_list_open": "<ul>\n",
    "bullet_list_close": "</ul>\n",
    "ordered_list_close": "</ol>\n",
    "list_item_open": "<li>",
    "list_item_close": "</li>\n",
    "dl_open": "<dl>\n",
    "dl_close": "</dl>\n",
    "dt_open": "<dt>",
    "dt_close": "</dt>\n",
    "dd_open": "<dd>",
    "dd_close": "</dd>\n",
    "hr": "<hr>\n",
    "box_close": "</div>\n",
    "heading_close": "",
}


def draw(tokens: Sequence[Token], sheet: Sheet) -> None:
    """Draw a whole text: its blocks, then the footnotes that they refer to in the order of their numbers."""
    text, notes = apart(tokens, sheet)
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    shift = 1 if 1 in levels else 0
    _draw_blocks(text, sheet, shift)
    draw_notes(notes, sheet, lambda note: _draw_blocks(note, sheet, shift))


def draw_code(info: str, content: str, sheet: Sheet) -> None:
    """Code as it stands between two fences; `info` is what is written behind the first of them."""
    language = _LANGUAGE.match(info.strip())
    named = f' class="language-{language.group()}"' if language else ""
    sheet.html.append(f'<pre tabindex="0"><code{named}>{escape(content)}</code></pre>\n')
    if content.strip():
        sheet.paragraphs.append(content.strip())


def opening_of_list(start: int) -> str:
    """How a numbered list begins in HTML."""
    return "<ol>\n" if start == 1 else f'<ol start="{start}">\n'


def _draw_blocks(tokens: Iterable[Token], sheet: Sheet, shift: int) -> None:
    heading: Token | None = None
    for token in tokens:
        kind = token.type
        if kind == "inline":
            if token.tag:
                sheet.html.append("<p>")
                draw_text(token, sheet)
                sheet.html.append("</p>\n")
            elif heading is None:
                draw_text(token, sheet)
            else:
                written = Written(int(heading.tag[1]), heading.markup, (heading.map or [0])[0])
                draw_heading(written, token, sheet, shift)
                heading = None
        elif kind == "heading_open":
            heading = token
        elif token.hidden:
            continue
        elif (fixed := _FIXED.get(kind)) is not None:
            sheet.html.append(fixed)
        else:
            _DRAWERS[kind](token, sheet)


def _fence(token: Token, sheet: Sheet) -> None:
    first, last = token.map or [0, 0]
    if last - first < token.content.count("\n") + 2:
        sheet.note_line(OPEN_FENCE, first, fence=token.markup)
    draw_code(token.info, token.content, sheet)


def _ordered_list(token: Token, sheet: Sheet) -> None:
    sheet.html.append(opening_of_list(int(token.attrs.get("start", 1))))


def _table(token: Token, sheet: Sheet) -> None:
    meta = token.meta
    draw_table((token.map or [0])[0], meta["aligns"], token.children or (), meta["excess"], sheet)


def _box(token: Token, sheet: Sheet) -> None:
    word = BOXES[token.info]
    kind = "note" if word == BOXES["note"] else "warning"
    title = token.meta["title"] or word
    sheet.html.append(f'<div class="{kind}" role="note">\n<p class="{kind}-title">{escape(title)}</p>\n')
    sheet.paragraphs.append(title)
    if not token.meta["is_closed"]:
        sheet.note_line(OPEN_BOX, (token.map or [0])[0], name=token.info)


_DRAWERS: dict[str, Callable[[Token, Sheet], None]] = {
    "fence": _fence,
    "ordered_list_open": _ordered_list,
    "box_open": _box,
    "table": _table,
}
