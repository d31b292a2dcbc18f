"""A file with a table (.jsonl, .csv, .xlsx) → its columns and its rows of texts, each with its place."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from pathlib import Path

from gkgen.findings import Finding, Text, UsageError
from gkgen.importing.tables.grid import Column, Line, Table, plain_label, tidy
from gkgen.importing.tables.header import ABOVE_HEADER, with_header
from gkgen.importing.tables.text_files import decoded, read_csv, read_jsonl
from gkgen.importing.tables.workbook import read_workbook

__all__ = [
    "ABOVE_HEADER",
    "FILE_LIMIT",
    "Column",
    "Line",
    "Table",
    "bytes_of",
    "decoded",
    "plain_label",
    "read_table",
    "tidy",
]

MIB = 1 << 20
FILE_LIMIT = 50 * MIB


def read_table(path: Path, known: AbstractSet[str]) -> tuple[Table, tuple[Finding, ...]]:
    """The table of a file. `known` are the plain labels by which its header is found among other rows.

    Raises UsageError when the file can't be read as a table.
    """
    kind = path.suffix.lower()
    if kind not in (".jsonl", ".ndjson", ".csv", ".tsv", ".xlsx", ".xlsm"):
        raise UsageError(
            Text(
                f"不能导入“{path.name}”：只收 .jsonl、.csv、.xlsx 表格、.json 文件和 Markdown 文件夹。旧格式的表格另存为 xlsx",
                f"“{path.name}” can't be imported: give a .jsonl, .csv, .xlsx or .json, or a folder of Markdown",
            )
        )
    file = path.as_posix()
    content = bytes_of(path)
    if kind in (".xlsx", ".xlsm"):
        grid, said = read_workbook(content, file, known)
    else:
        text, said = decoded(content, file)
        if kind in (".jsonl", ".ndjson"):
            table, more = read_jsonl(text, file)
            return table, (*said, *more)
        grid, more = read_csv(text, file)
        said = (*said, *more)
    if not grid.rows:
        raise UsageError(Text(f"“{path.name}”里没有内容", f"there is nothing in “{path.name}”"))
    table, more = with_header(grid, file, known)
    return table, (*said, *more)


def bytes_of(path: Path) -> bytes:
    """A whole file of at most 50 MiB; raises UsageError when it can't be read."""
    if path.exists() and not path.is_file():
        raise UsageError(Text(f"“{path}”不是文件", f"“{path}” is not a file"))
    try:
        with path.open("rb") as file:
            content = file.read(FILE_LIMIT + 1)
    except OSError as failure:
        raise UsageError(
            Text(f"读不了“{path}”：{failure.strerror}", f"“{path}” can't be read: {failure.strerror}")
        ) from failure
    if len(content) > FILE_LIMIT:
        raise UsageError(
            Text(f"“{path.name}”超过 50 MiB，拆开再导入", f"“{path.name}” has more than 50 MiB: split it")
        )
    return content
