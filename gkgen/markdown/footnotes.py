"""Footnotes as HTML: numbered in the order of their references, each with the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from gkgen.findings import Text, error, warning
from gkgen.markdown.sheet import Note, Sheet, short

if TYPE_CHECKING:
    from gkgen.markdown.dialect import Token

UNUSED_NOTE = warning(
    "M142",
    Text(
        "正文里没有引用脚注“{label}”，它不会显示", "nothing refers to the footnote “{label}”: it isn't shown"
    ),
    Text("在正文里写“[^{label}]”，或删去它", "write “[^{label}]” in the text, or delete it"),
)
NOTE_TWICE = error(
    "M143",
    Text(
        "脚注“{label}”写了两次，前一处不会显示", "the footnote “{label}” is written twice: the first is lost"
    ),
    Text("给其中一处换一个编号", "give one of them another label"),
)

Notes: TypeAlias = "dict[str, tuple[int, list[Token]]]"


def apart(tokens: Sequence[Token], sheet: Sheet) -> tuple[Sequence[Token], Notes]:
    """The text without its footnotes; each footnote by its label, with its line and its blocks."""
    if not any(token.type == "footnote_reference_open" for token in tokens):
        return tokens, {}
    text: list[Token] = []
    notes: Notes = {}
    targets = [text]
    for token in tokens:
        if token.type == "footnote_reference_open":
            label, line = token.meta["label"], (token.map or [0])[0]
            if label in notes:
                sheet.note_line(NOTE_TWICE, line, label=short(label))
            notes[label] = line, []
            targets.append(notes[label][1])
        elif token.type == "footnote_reference_close":
            targets.pop()
        else:
            targets[-1].append(token)
    return text, notes


def draw_notes(notes: Notes, sheet: Sheet, draw: Callable[[Sequence[Token]], None]) -> None:
    """Draw what was referred to in the order of the numbers; one footnote can refer to another."""
    if sheet.notes:
        _draw_list(notes, sheet, draw)
    for label, (line, _) in notes.items():
        if label not in sheet.notes:
            sheet.note_line(UNUSED_NOTE, line, label=short(label))


def _draw_list(notes: Notes, sheet: Sheet, draw: Callable[[Sequence[Token]], None]) -> None:
    html = sheet.html
    html.append('<section class="footnotes" aria-label="脚注">\n<ol>\n')
    waiting = list(sheet.notes)
    while waiting:
        for label in waiting:
            note = sheet.notes[label]
            html.append(f'<li id="{sheet.anchor(f"fn-{note.number}")}">\n')
            draw(notes[label][1])
            _lead_back(note, html)
        waiting = list(sheet.notes)[sheet.notes[waiting[-1]].number :]
    html.append("</ol>\n</section>\n")


def _lead_back(note: Note, html: list[str]) -> None:
    """Links to every place that refers to the footnote, at the end of its last paragraph."""
    if html[-1] == "</p>\n":
        html.pop()
    else:
        html.append("<p>")
    for time in range(1, note.times + 1):
        target = f"fnref-{note.number}" + (f"-{time}" if time > 1 else "")
        label = f"回到脚注 [{note.number}] 的第 {time} 处"
        html.append(f' <a href="#{target}" class="footnote-back" aria-label="{label}">↩</a>')
    html.append("</p>\n</li>\n")
