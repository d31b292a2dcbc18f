"""What a page shows of a field: cells, facts, texts, lists and tables, each under its own label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from gkgen.model import Link
from gkgen.schema.common import Basis

Manner: TypeAlias = Literal["text", "phone", "mail", "web", "number"]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one field says: words, each with the address it leads to or none, and how they are drawn."""

    links: tuple[Link, ...]
    manner: Manner = "text"

    def __bool__(self) -> bool:
        return any(link.title for link in self.links)


@dataclass(frozen=True, slots=True)
class Facts:
    """Short values, each beside its label."""

    manner: ClassVar[str] = "facts"
    rows: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Paragraphs:
    manner: ClassVar[str] = "paragraphs"
    label: str
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Items:
    manner: ClassVar[str] = "items"
    label: str
    anchor: str
    items: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Bases:
    manner: ClassVar[str] = "bases"
    label: str
    anchor: str
    items: tuple[Basis, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Parts of one kind, a row each; a column that no row fills isn't there. The first column heads its row."""

    manner: ClassVar[str] = "table"
    label: str
    anchor: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def is_numeric(self, column: int) -> bool:
        """Whether every cell of a column that says anything is a number: its heading stands above the figures."""
        told = [row[column] for row in self.rows if row[column]]
        return bool(told) and all(cell.manner == "number" for cell in told)


@dataclass(frozen=True, slots=True)
class Group:
    """A part that has lists of its own: its name, and its parts."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Groups:
    manner: ClassVar[str] = "groups"
    label: str
    anchor: str
    groups: tuple[Group, ...]


Part: TypeAlias = Facts | Paragraphs | Items | Bases | Table | Groups


@dataclass(frozen=True, slots=True)
class RecordView:
    """The own fields of an entry as parts: what a type without a page of its own design shows."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class RowRecordView:
    """A row with a page of its own: its parts, the list it stands in, and its neighbours there."""

    parts: tuple[Part, ...]
    whole: Link
    previous: Link | None
    next: Link | None
