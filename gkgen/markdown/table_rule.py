"""Tables as GitHub writes them: one token for a table, one for each cell.

The parser's own rule makes three tokens of a cell and drops in silence what stands beyond the last column.
"""

from __future__ import annotations

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from gkgen.markdown.rows import BLANK, MAY_END_A_TABLE, MOST_CELLS_ADDED, aligns_of, cells_of


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block rule. The token's `children` are the cells row by row, the header first; its `meta` has the
    `aligns` of the columns and, under `excess`, the lines (from 0) of rows with more cells than there are columns.
    """
    if start + 1 >= end or state.sCount[start + 1] < state.blkIndent:
        return False
    aligns = aligns_of(line_of(state, start + 1))
    header = line_of(state, start).strip(BLANK)
    if not aligns or "|" not in header:
        return False
    names = cells_of(header)
    if len(names) != len(aligns):
        return False
    if silent:
        return True
    rows, last = _rows(state, start, end, len(aligns))
    token = state.push("table", "table", 0)
    token.map = [start, last]
    token.meta = {"aligns": aligns, "excess": [line for line, row in rows if len(row) > len(aligns)]}
    token.children = [
        Token("inline", "", 0, map=[line, line + 1], content=text, meta={"cell": number})
        for line, row in ((start, names), *rows)
        for number, text in enumerate(row[: len(aligns)] + [""] * (len(aligns) - len(row)))
    ]
    state.line = last
    return True


def line_of(state: StateBlock, line: int) -> str:
    """A line without its indentation and what is around it, such as the `>` of a quotation."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _rows(state: StateBlock, start: int, end: int, columns: int) -> tuple[list[tuple[int, list[str]]], int]:
    """The rows below the header with their lines, and the line after the last one."""
    rows: list[tuple[int, list[str]]] = []
    ends = state.md.block.ruler.getRules("blockquote")
    parent, state.parentType = state.parentType, "table"
    line, added = start + 2, 0
    while line < end and state.sCount[line] >= state.blkIndent:
        text = line_of(state, line).strip(BLANK)
        if not text or (text[0] in MAY_END_A_TABLE and any(rule(state, line, end, True) for rule in ends)):
            break
        row = cells_of(text)
        added += columns - len(row)
        if added > MOST_CELLS_ADDED:
            break
        rows.append((line, row))
        line += 1
    state.parentType = parent
    return rows, line
