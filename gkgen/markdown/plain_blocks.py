"""The blocks of a plain text, read line by line: those that could be nothing else, by any rule of the parser.

Most texts of an office are paragraphs, headings, lists, tables and nothing else. What these are is plain from
how their lines begin; a text with any line that only the parser can judge is no plain text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from gkgen.markdown.rows import BLANK, MAY_END_A_TABLE, MOST_CELLS_ADDED, aligns_of, cells_of
from gkgen.markdown.signs import BLOCK_SIGNS, trimmed


class Paragraph(NamedTuple):
    """Words on the lines from `line` to before `end`, counted from 0."""

    content: str
    line: int
    end: int


class Title(NamedTuple):
    """A heading as it is written: `level` is the number of its `#`."""

    level: int
    content: str
    line: int


class Items(NamedTuple):
    """A list: `start` is the number that it begins with, None if it has bullets."""

    start: int | None
    is_loose: bool
    items: list[Paragraph]


class Rows(NamedTuple):
    """A table: its header and its rows, each with its line."""

    aligns: list[str]
    rows: list[tuple[int, list[str]]]


class Code(NamedTuple):
    """Code between two fences."""

    info: str
    content: str


class Rule(NamedTuple):
    """A line across the page."""


Block: TypeAlias = Paragraph | Title | Items | Rows | Code | Rule
_Read: TypeAlias = tuple[Block, int] | None

_PLAIN = re.compile(
    r"\[|\*{1,2}[^ *]|[0-9]+(?:[^0-9.)]|[.)][^ ]|$)|`{1,2}[^`]|#{1,6}[^# ]|\+[^ ]|-[^- :|]|_[^_ ]|~[^~ ]"
)
"""What begins like a block and yet is text. `[` is, since a text with `]:` isn't looked at."""

_NEEDS_A_LOOK = BLOCK_SIGNS | {" "}

_ITEM = re.compile(r"(?:[-*+]|([0-9]{1,9})[.)]) {1,4}(?=[^ ])")
_INTERRUPTING = re.compile(r"#{1,6} |[-*+] {1,4}[^ ]|0*1[.)] {1,4}[^ ]|```|~~~")
"""What ends a paragraph without a blank line."""

_RULE = re.compile(r"(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,}")
_TITLE = re.compile(r"(#{1,6}) +(.*)")
_FENCE = re.compile(r"(`{3,})([^`]*)|(~{3,})(.*)")


def plain_blocks(text: str) -> list[Block] | None:
    """The blocks of a text as `cleaned` gives it, or None where the parser has to be asked."""
    if "\t" in text or "]:" in text:
        return None
    lines = text.split("\n")
    end = len(lines)
    lines.append("")
    blocks: list[Block] = []
    at = 0
    while at < end:
        line = lines[at]
        if line and line[0] not in _NEEDS_A_LOOK and not lines[at + 1]:
            blocks.append(Paragraph(trimmed(line), at, at + 1))
            at += 2
            continue
        if not line.strip(" "):
            at += 1
            continue
        found = _READERS.get(line[0], _paragraph)(lines, at)
        if found is None:
            return None
        block, at = found
        blocks.append(block)
    return blocks


def _paragraph(lines: list[str], at: int) -> _Read:
    end = at
    while words := lines[end].lstrip(" "):
        if words[0] in BLOCK_SIGNS and not _PLAIN.match(words):
            if end > at and _INTERRUPTING.match(lines[end]):
                break
            return None
        end += 1
    written = lines[at] if end == at + 1 else "\n".join(lines[at:end])
    return Paragraph(trimmed(written), at, end), end


def _title(lines: list[str], at: int) -> _Read:
    found = _TITLE.fullmatch(lines[at])
    if found is None:
        return _paragraph(lines, at)
    signs, words = found.groups()
    if words.rstrip(" ").endswith("#"):
        return None
    return Title(len(signs), trimmed(words), at), at + 1


def _items_or_rule(lines: list[str], at: int) -> _Read:
    if _RULE.fullmatch(lines[at]):
        return Rule(), at + 1
    found = _ITEM.match(lines[at])
    return _items(lines, at, found) if found else _paragraph(lines, at)


def _items(lines: list[str], at: int, found: re.Match[str] | None) -> _Read:
    """Items of one kind. What is indented below one of them belongs to it: the parser has to tell how."""
    assert found is not None
    start = None if found[1] is None else int(found[1])
    sign = found[0].rstrip(" ")[-1]
    items: list[Paragraph] = []
    is_loose = False
    while found is not None and found[0].rstrip(" ")[-1] == sign:
        if items and at > items[-1].end:
            is_loose = True
        item = _item(lines, at, found.end())
        if item is None:
            return None
        items.append(item)
        at = item.end
        while at < len(lines) and not lines[at].strip(" "):
            at += 1
        if at == len(lines):
            break
        found = _ITEM.match(lines[at])
    if at < len(lines) and lines[at][0] == " ":
        return None
    return Items(start, is_loose, items), at


def _item(lines: list[str], at: int, indent: int) -> Paragraph | None:
    words = lines[at][indent:]
    if words[0] in BLOCK_SIGNS and not _PLAIN.match(words):
        return None
    written = [words]
    end = at + 1
    while words := lines[end].lstrip(" "):
        line = lines[end]
        if words[0] in BLOCK_SIGNS and not _PLAIN.match(words):
            if _ITEM.match(line) or _INTERRUPTING.match(line):
                break
            return None
        written.append(line[min(indent, len(line) - len(words)) :])
        end += 1
    return Paragraph(trimmed("\n".join(written)), at, end)


def _rows(lines: list[str], at: int) -> _Read:
    aligns = aligns_of(lines[at + 1].lstrip(" "))
    names = cells_of(lines[at].strip(BLANK))
    if not aligns or len(names) != len(aligns):
        return None
    rows = [(at, names)]
    at += 2
    added = 0
    while at < len(lines) and (text := lines[at].strip(BLANK)):
        if text[0] in MAY_END_A_TABLE:
            return None
        row = cells_of(text)
        added += len(aligns) - len(row)
        if added > MOST_CELLS_ADDED:
            return None
        rows.append((at, row))
        at += 1
    return Rows(aligns, rows), at


def _code(lines: list[str], at: int) -> _Read:
    """Code whose end is written: the parser tells the others."""
    found = _FENCE.fullmatch(lines[at])
    if found is None:
        return _paragraph(lines, at)
    fence = found[1] or found[3]
    for end in range(at + 1, len(lines)):
        last = lines[end].strip(" ")
        if len(last) >= len(fence) and not last.strip(fence[0]):
            content = "".join(f"{line}\n" for line in lines[at + 1 : end])
            return Code(found[2] or found[4] or "", content), end + 1
    return None


_READERS: dict[str, Callable[[list[str], int], _Read]] = {
    "#": _title,
    "|": _rows,
    "_": _items_or_rule,
    "`": _code,
    "~": _code,
    **dict.fromkeys("-*+0123456789", _items_or_rule),
}
"""By the first sign of the line on which a block begins."""
