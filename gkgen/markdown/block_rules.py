"""What gkgen adds to the parser's blocks: plain paragraphs found fast, boxes, and rules asked only where needed."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it.rules_block import StateBlock, blockquote, fence, heading, hr, lheading, list_block
from markdown_it.token import Token

from gkgen.markdown.signs import BLOCK_SIGNS, BOXES, trimmed
from gkgen.markdown.table_rule import line_of, table

_BOX = re.compile(r"(?P<fence>:{3,})[ \t]*(?P<name>\S+)(?P<title>.*)")
_INTERRUPTING: dict[str, tuple[Callable[[StateBlock, int, int, bool], bool], ...]] = {
    "#": (heading,),
    ">": (blockquote,),
    "-": (hr, list_block),
    "*": (hr, list_block),
    "+": (list_block,),
    "_": (hr,),
    "`": (fence,),
    "~": (fence,),
    **dict.fromkeys("0123456789", (list_block,)),
}
"""What can end a paragraph without a blank line, by its first sign."""


def plain_paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A paragraph that could be nothing else: found without asking the other rules, which take most of the time."""
    if silent or state.env["has_definitions"] or _first(state, start) in BLOCK_SIGNS:
        return False
    is_alone = start + 1 >= end or state.isEmpty(start + 1)
    if not is_alone and state.env["has_underlines"]:
        return False
    line = start + 1 if is_alone else _end_of_paragraph(state, start, end)
    if line is None:
        return False
    state.line = line
    content = trimmed(state.getLines(start, line, state.blkIndent, False))
    if state.level:
        state.push("paragraph_open", "p", 1).map = [start, line]
        state.push("inline", "", 0).content = content
        state.tokens[-1].map = [start, line]
        state.push("paragraph_close", "p", -1)
    else:
        state.tokens.append(Token("inline", "p", 0, map=[start, line], content=content))
    return True


def box(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`::: note` to `:::`, or to the end of what is around it; `meta["is_closed"]` tells which."""
    opening = _BOX.fullmatch(line_of(state, start))
    if opening is None or opening["name"] not in BOXES:
        return False
    if silent:
        return True
    last, is_closed = _end_of_box(state, start, end, len(opening["fence"]))
    parent, line_max = state.parentType, state.lineMax
    state.parentType, state.lineMax = "container", last
    token = state.push("box_open", "div", 1)
    token.info, token.map = opening["name"], [start, last]
    token.meta = {"title": opening["title"].strip(" \t\u3000"), "is_closed": is_closed}
    state.md.block.tokenize(state, start + 1, last)
    state.push("box_close", "div", -1)
    state.parentType, state.lineMax = parent, line_max
    state.line = last + is_closed
    return True


def table_if_any(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`table`, where the text has a line that could stand below a header."""
    return state.env["has_underlines"] and table(state, start, end, silent)


def underlined_heading_if_any(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A heading underlined by `===` or `---`, where the text has such a line."""
    return state.env["has_underlines"] and lheading(state, start, end, silent)


def _end_of_paragraph(state: StateBlock, start: int, end: int) -> int | None:
    """The line on which another block begins, or a blank one; None if only the other rules can tell."""
    parent, state.parentType = state.parentType, "paragraph"
    line = start + 1
    while line < state.lineMax and not state.isEmpty(line):
        sign = _first(state, line)
        if sign in BLOCK_SIGNS:
            rules = _INTERRUPTING.get(sign)
            if rules is None or state.sCount[line] < 0 or state.sCount[line] - state.blkIndent > 3:
                state.parentType = parent
                return None
            if any(rule(state, line, end, True) for rule in rules):
                break
        line += 1
    state.parentType = parent
    return line


def _end_of_box(state: StateBlock, start: int, end: int, fence: int) -> tuple[int, bool]:
    for line in range(start + 1, end):
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            return line, False
        text = line_of(state, line).rstrip(" \t")
        if len(text) >= fence and not text.strip(":"):
            return line, True
    return end, False


def _first(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line]]
