"""A table of several fields of work, or out of several sources → the rows of each, since each becomes a file."""

from __future__ import annotations

from collections.abc import Sequence as Several
from dataclasses import dataclass

from gkgen.importing.desk import Desk
from gkgen.importing.tables import Line


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that say the same of the whole, and the words by which they are told from the others."""

    name: str
    lines: tuple[Line, ...]


def grouped(lines: Several[Line], desk: Desk) -> list[Group]:
    """One group, or one for each value of the columns that take the table apart, in the order of the rows."""
    splitting = splitting_columns(lines, desk)
    held: dict[tuple[str, ...], list[Line]] = {}
    for line in lines:
        held.setdefault(tuple(line.texts[index] for index in splitting), []).append(line)
    return [Group("，".join(text for text in words if text), tuple(rows)) for words, rows in held.items()]


def splitting_columns(lines: Several[Line], desk: Desk) -> list[int]:
    """The columns by which a type's table may be taken apart, where their rows differ."""
    keys = desk.shape.kind.tabled.split
    return [
        index
        for index, aim in enumerate(desk.aims)
        if aim.spec is not None
        and not aim.of_row
        and aim.spec.key in keys
        and len({line.texts[index] for line in lines}) > 1
    ]
