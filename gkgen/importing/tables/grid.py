"""A table before anyone knows its header, and after: rows of texts, each with the number it has in its file."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Merge:
    """A block of merged cells: its first and last row and column, from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class GridRow:
    number: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a sheet as texts; a row without text is left out, a short row ends early."""

    rows: tuple[GridRow, ...]
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column's number from 1, its label, and the label that stands over it and its neighbours."""

    number: int
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: one text for each column. `spanned` are the places in `texts` of merged cells that
    began in a row above."""

    number: int
    texts: tuple[str, ...]
    spanned: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """`title` is what stands above the header, `unit` that of its amounts, if it is said there; "" if nothing is."""

    file: str
    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    unit: str = ""


def plain_label(label: str) -> str:
    """A label as it is compared: without spaces, line breaks, marks of the required and width of brackets."""
    return re.sub(r"[\s*:]+", "", unicodedata.normalize("NFKC", label)).casefold()


def tidy(text: str) -> str:
    """A cell's text: in NFC, line ends as `\\n`, nothing blank around it, no half of a surrogate pair."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if unix.isascii():
        return unix
    whole = unix.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return unicodedata.normalize("NFC", whole).strip("\ufeff")
