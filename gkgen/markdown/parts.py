"""The parts of a line as HTML: text, emphasis, code, links, pictures, references to footnotes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gkgen.findings import Text, error, warning
from gkgen.markdown.links import close_link, draw_picture, open_link, without_odd
from gkgen.markdown.sheet import Line, Note, Sheet, escape, short
from gkgen.markdown.signs import BRACKETS
from gkgen.markdown.words import Drawn, Words

if TYPE_CHECKING:
    from gkgen.markdown.dialect import Token

RAW_HTML = warning(
    "M111",
    Text("HTML 标签“{tag}”不起作用，会原样显示", "the HTML “{tag}” has no effect and is shown as it stands"),
    Text("删去它，或用 Markdown 的写法，如 **粗体**", "delete it, or write Markdown, such as **bold**"),
)
COMMENT = warning(
    "M112",
    Text("HTML 注释会原样显示给读者", "the HTML comment is shown to every reader"),
    Text("删去它", "delete it"),
)
TANGLED = error(
    "M165",
    Text(
        "这一段里有 {limit} 个以上没有闭合的“[”",
        "more than {limit} brackets [ are open at once in this paragraph",
    ),
    Text("补上“]”，或把它们写成“\\[”", "close them with ], or write \\["),
)
STRAY_BOX = warning(
    "M153",
    Text("“{sign}”不是可用的提示框，会原样显示", "“{sign}” is no box and is shown as it stands"),
    Text(
        "可用的是“::: 提示”和“::: 注意”，用“:::”结束",
        "there are “::: note” and “::: warning”, closed by “:::”",
    ),
)
LOST_NOTE = warning(
    "M141",
    Text("没有脚注“{label}”，这里会原样显示", "there is no footnote “{label}”: this is shown as it stands"),
    Text("另起一段写“[^{label}]: 脚注的内容”", "write “[^{label}]: text” as a paragraph of its own"),
)

_FIXED = {
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "em_open": "<em>",
    "em_close": "</em>",
}


def draw_parts(inline: Words, sheet: Sheet) -> str:
    """Draw a block's parts on the sheet; the same as plain text."""
    if isinstance(inline, Drawn):
        sheet.html.append(inline.html)
        return inline.content
    sheet.inline = inline
    if "is_tangled" in inline.meta:
        sheet.note(TANGLED, 0, limit=BRACKETS)
    if not inline.children:
        sheet.html.append(escape(inline.content))
        return inline.content
    line = Line(sheet)
    for part in inline.children:
        fixed = _FIXED.get(part.type)
        if fixed is not None:
            sheet.html.append(fixed)
        else:
            _DRAWERS[part.type](part, line)
    return "".join(line.plain)


def draw_text(inline: Words, sheet: Sheet) -> None:
    """Draw a block's parts, and take down their words for the search."""
    if isinstance(inline, Drawn):
        sheet.html.append(inline.html)
        if plain := inline.content.strip():
            sheet.paragraphs.append(plain)
        return
    plain = draw_parts(inline, sheet).strip()
    if plain:
        sheet.paragraphs.append(plain)
    if inline.content.startswith(":::"):
        sheet.note(STRAY_BOX, 0, sign=short(inline.content.split("\n")[0]))


def _text(part: Token, line: Line) -> None:
    text = part.content
    if part.info == "entity" and not text.isprintable():
        text = without_odd(text, part.meta.get("at", 0), line)
    line.add(escape(text), text)


def _code(part: Token, line: Line) -> None:
    line.add(f"<code>{escape(part.content)}</code>", part.content)


def _soft_break(_part: Token, line: Line) -> None:
    line.turn()


def _hard_break(_part: Token, line: Line) -> None:
    line.add("<br>\n", " ")


def _raw_html(part: Token, line: Line) -> None:
    if part.content.startswith("<!--"):
        line.sheet.note(COMMENT, part.meta["at"])
    elif not part.content.startswith("</"):
        line.sheet.note(RAW_HTML, part.meta["at"], tag=short(part.content))
    line.add(escape(part.content), part.content)


# ---------------------------------------------------------------- footnotes


def _note_reference(part: Token, line: Line) -> None:
    note = line.sheet.notes.setdefault(part.content, Note(len(line.sheet.notes) + 1))
    note.times += 1
    number = note.number
    anchor = line.sheet.anchor(f"fnref-{number}")
    line.add(
        f'<sup class="footnote-ref"><a href="#fn-{number}" id="{anchor}" aria-label="脚注 [{number}]">'
        f"[{number}]</a></sup>",
        "",
    )


def _lost_reference(part: Token, line: Line) -> None:
    line.sheet.note(LOST_NOTE, part.meta["at"], label=short(part.content))
    text = f"[^{part.content}]"
    line.add(escape(text), text)


_DRAWERS: dict[str, Callable[[Token, Line], None]] = {
    "text": _text,
    "text_special": _text,
    "code_inline": _code,
    "softbreak": _soft_break,
    "hardbreak": _hard_break,
    "raw_html": _raw_html,
    "link_open": open_link,
    "link_close": close_link,
    "image": draw_picture,
    "footnote_ref": _note_reference,
    "footnote_lost": _lost_reference,
}
