"""A list that a type draws of its own content, such as the documents in force: a table on a page of its own."""

from __future__ import annotations

from dataclasses import dataclass

from gkgen.model import Link

Cells = tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Roll:
    """One such list: `slug` is its file in the type's folder, `label` its name among the lists of its type;
    lists of one `group` stand together under its name. `columns` are the headings of its `rows`, and the first cell
    of a row heads it."""

    slug: str
    title: str
    label: str
    description: str
    columns: tuple[str, ...]
    rows: tuple[Cells, ...]
    group: str = ""
