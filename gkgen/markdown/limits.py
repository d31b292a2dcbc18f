"""How much of a text is drawn: what no reader can want, and what would take the computer minutes, is refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gkgen.findings import Finding, Place, Text, error
from gkgen.markdown.signs import NESTING

if TYPE_CHECKING:
    from gkgen.markdown.dialect import Token

TOO_LONG = error(
    "M161",
    Text("正文有 {size} MiB，最多 {limit} MiB", "the text has {size} MiB; {limit} MiB at most"),
    Text("拆成几页，或作为附件发布", "make it several pages, or publish it as an attachment"),
)
LONG_LINE = error(
    "M162",
    Text("这一行有 {count} 个字，最多 {limit} 个", "this line has {count} characters; {limit} at most"),
    Text("分成几段；表格数据放进附件", "break it into paragraphs; put data into an attachment"),
)
WIDE_TABLE = error(
    "M163",
    Text("表格有 {count} 栏，最多 {limit} 栏", "the table has {count} columns; {limit} at most"),
    Text("拆成几张表，或作为附件发布", "make it several tables, or publish it as an attachment"),
)
TOO_DEEP = error(
    "M164",
    Text("列表或引用套了 {limit} 层以上", "lists or quotations are nested more than {limit} deep"),
    Text(
        "减少层次；检查行首的“>”“-”和缩进",
        "nest less; look at the >, the - and the spaces that begin the lines",
    ),
)
MANY_LINES = error(
    "M166",
    Text("正文有 {count} 行，最多 {limit} 行", "the text has {count} lines; {limit} at most"),
    Text("拆成几页，或作为附件发布", "make it several pages, or publish it as an attachment"),
)

MIB = 1 << 20
TEXT_LIMIT = MIB
LINE_LIMIT = 50_000
LINES_LIMIT = 20_000
COLUMN_LIMIT = 100
DEPTH_LIMIT = 10
assert DEPTH_LIMIT * 2 + 2 < NESTING

_DELIMITERS = re.compile(r"^[ \t>]*[-:|][-:| \t]{200,}$", re.MULTILINE)


def refusal(text: str, file: str, first_line: int) -> Finding | None:
    """Why a text isn't even parsed, or None."""
    if len(text) * 4 > TEXT_LIMIT and (size := len(text.encode(errors="replace"))) > TEXT_LIMIT:
        return TOO_LONG.at(Place(file, first_line, 1), size=f"{size / MIB:.1f}", limit=TEXT_LIMIT // MIB)
    if (count := text.count("\n")) > LINES_LIMIT:
        return MANY_LINES.at(Place(file, first_line, 1), count=count, limit=LINES_LIMIT)
    if len(text) > LINE_LIMIT:
        for number, words in enumerate(text.split("\n"), first_line):
            if len(words) > LINE_LIMIT:
                return LONG_LINE.at(Place(file, number, 1), count=len(words), limit=LINE_LIMIT)
    for found in _DELIMITERS.finditer(text) if text.count("|") >= COLUMN_LIMIT else ():
        columns = found.group().strip(" \t>").strip("|").count("|") + 1
        if columns > COLUMN_LIMIT:
            line = first_line + text.count("\n", 0, found.start())
            return WIDE_TABLE.at(Place(file, line, 1), count=columns, limit=COLUMN_LIMIT)
    return None


def too_deep(tokens: Sequence[Token], file: str, first_line: int) -> Finding | None:
    """The parser drops what is nested beyond its own limit, so this one comes long before it."""
    for token in tokens:
        if token.level > DEPTH_LIMIT * 2 + 1:
            return TOO_DEEP.at(Place(file, first_line + (token.map or [0])[0], 1), limit=DEPTH_LIMIT)
    return None
