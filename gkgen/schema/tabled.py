"""How a table that an office has already is read as content of a type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tabled:
    """What the import must know of a type beside its fields.

    `rows` leads by keys to the list that a table's rows fill where they have no addresses of their own
    (`recipients`, `tables.lines`); `parts` is the list inside a row of which a table writes each part in a row.
    `split` are fields of the entry by whose columns a table is taken apart into several entries. `joined` are fields
    of a row in which a space between Chinese characters is the line end of a narrow cell. `told` says by key what an
    entry's own texts tell of fields that tables leave out.
    """

    rows: str = ""
    parts: str = ""
    split: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    told: Callable[[Mapping[str, str]], Mapping[str, str]] = lambda _said: {}


FLAT = Tabled()
"""Of a type whose rows are its entries, or the rows that it declares."""
