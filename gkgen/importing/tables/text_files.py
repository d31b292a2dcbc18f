"""A table kept as text: comma-separated values (.csv) and one JSON object a line (.jsonl)."""

from __future__ import annotations

import json
import re
from typing import Any

from gkgen.findings import Finding, Place, Text, UsageError, error, warning
from gkgen.importing.tables.grid import Column, Grid, GridRow, Line, Table, tidy
from gkgen.schema.formulas import from_text

READ_AS_GBK = warning(
    "I801",
    Text("文件不是 UTF-8，按 GBK（GB 18030）读了", "the file isn't UTF-8 and was read as GBK (GB 18030)"),
    Text("抽几行核对有没有乱码", "look at some lines for garbled characters"),
)
OPEN_QUOTE = error(
    "I802",
    Text(
        "这一格的引号没有闭合，后面的内容都并到了这一格里",
        "a cell's quotation mark isn't closed: it took in the rest",
    ),
    Text("补上引号，再导入一次", "close it, and import the file again"),
)
NOT_JSON = error(
    "I803",
    Text("这一行不是 JSON 对象，没有导入", "this line is no JSON object and was not imported"),
    Text("每行写一个 {{…}}", "write one {{…}} a line"),
)


def decoded(content: bytes, file: str) -> tuple[str, tuple[Finding, ...]]:
    """The characters of a file in UTF-8, with or without its mark, in UTF-16 with its mark, or in GBK."""
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if is_wide else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text, (READ_AS_GBK.at(Place(file)),) if encoding == "gb18030" else ()
    raise UsageError(
        Text(
            f"“{file}”既不是 UTF-8 也不是 GBK，读不了。另存为 UTF-8 再导入",
            f"“{file}” is neither UTF-8 nor GBK and can't be read. Save it as UTF-8",
        )
    )


def read_csv(text: str, file: str) -> tuple[Grid, tuple[Finding, ...]]:
    """A row's number is the line on which it begins. A cell that looks like a formula is a text like any other;
    the mark by which an export has made it one is taken away."""
    rows: list[GridRow] = []
    findings = []
    cells: list[str] = []
    line = first = 1
    for found in _cell_until(_delimiter(text)).finditer(text):
        quoted = found["quoted"]
        cell = found["bare"] if quoted is None else quoted.replace('""', '"') + found["after"]
        cells.append(tidy(from_text(cell)))
        if quoted is not None and not found["closing"]:
            findings.append(OPEN_QUOTE.at(Place(file, first, len(cells))))
        line += len(re.findall(r"\r\n|\r|\n", found.group()))
        if found["end"][-1:] in ("\r", "\n", ""):
            if any(cells):
                rows.append(GridRow(first, tuple(cells)))
            cells, first = [], line
        if not found["end"]:
            break
    return Grid(tuple(rows)), tuple(findings)


def _cell_until(delimiter: str) -> re.Pattern[str]:
    """A cell in quotation marks with what may follow them, or a bare one, and what ends it."""
    bare = rf"[^{re.escape(delimiter)}\r\n]*"
    return re.compile(
        rf'(?:"(?P<quoted>(?:[^"]++|"")*+)(?P<closing>"?)(?P<after>{bare})|(?P<bare>{bare}))'
        rf"(?P<end>{re.escape(delimiter)}|\r\n|\r|\n|\Z)"
    )


def _delimiter(text: str) -> str:
    """What separates the cells of the first line: a comma, else a tab or a semicolon where there are more."""
    bare = re.sub(r'"[^"]*"', "", text[:20_000].lstrip("\r\n")).splitlines()
    first = bare[0] if bare else ""
    return max((",", "\t", ";"), key=first.count)


def read_jsonl(text: str, file: str) -> tuple[Table, tuple[Finding, ...]]:
    """The keys are the columns, in the order in which they first appear; a row's number is its line."""
    objects: list[tuple[int, dict[str, str]]] = []
    findings = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        found = _object(line)
        if found is None:
            findings.append(NOT_JSON.at(Place(file, number, 1)))
        else:
            objects.append((number, found))
    labels = list(dict.fromkeys(label for _, each in objects for label in each))
    columns = tuple(Column(number, label) for number, label in enumerate(labels, 1))
    lines = tuple(Line(number, tuple(each.get(label, "") for label in labels)) for number, each in objects)
    return Table(file, "", columns, lines), tuple(findings)


def _object(line: str) -> dict[str, str] | None:
    """The author's own figures: no number is read as one."""
    try:
        found = json.loads(line, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    return {tidy(key): _json_text(value) for key, value in found.items()}


def _json_text(value: Any) -> str:
    """A list is one item a line; what is nested deeper stays JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list) and not any(isinstance(each, list | dict) for each in value):
        return "\n".join(text for text in map(_json_text, value) if text)
    return tidy(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
