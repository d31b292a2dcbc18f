"""The files of a table, whole."""

from __future__ import annotations

from collections import defaultdict

from gkgen.emit.tables.table import Table
from gkgen.emit.tables.written import written


def files_of(table: Table) -> dict[str, bytes]:
    """By their endings."""
    files: dict[str, bytes] = defaultdict(bytes)
    for form, piece in written(table):
        files[form] += piece
    return dict(files)
