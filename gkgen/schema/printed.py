"""How content is put on paper: the form that it takes when none is asked for, and what only its type can tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from gkgen.flowchart import OutlineStep
from gkgen.model import Entry
from gkgen.schema.parts import Part

if TYPE_CHECKING:
    from gkgen.schema.content_type import Site

PaperForm: TypeAlias = Literal["list", "card", "issue", "document", "board", "chart"]


@dataclass(frozen=True, slots=True)
class CardPart:
    """A part of a card that has one page. A part of rank 0 always stands on it; of the others the highest rank goes
    first when there is no room. `brief` says the same in fewer words, before its lines are cut; a `counted` list has
    numbers."""

    part: Part
    rank: int = 0
    brief: Part | None = None
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a gazette: a title, and the entry that holds its text where the site has it."""

    title: str
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue of a gazette: what it is called, and its sections with their pieces."""

    number: str
    sections: tuple[tuple[str, tuple[Piece, ...]], ...]


@dataclass(frozen=True, slots=True)
class Pictured:
    """A sheet of a picture. `joins` tells where its connectors lead."""

    caption: str
    svg: str
    turned: bool
    joins: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A process as a picture on some sheets, and as steps for who can't read the picture."""

    title: str
    pictures: tuple[Pictured, ...]
    steps: tuple[OutlineStep, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """`columns` are those of the rows when an entry that has rows is printed as a list; `card`, `issue` and `chart`
    tell what stands on such a paper, and a type without them can't be printed so."""

    form: PaperForm = "document"
    columns: tuple[str, ...] = ()
    card: Callable[[Entry, Site], tuple[CardPart, ...]] | None = None
    issue: Callable[[Entry, Site], Issue] | None = None
    chart: Callable[[Entry, Site], Drawn | None] | None = None


DOCUMENT = Printed()
"""Of a type that says nothing of paper."""
AS_LIST = Printed("list")
"""Of a type whose entries are tables."""
