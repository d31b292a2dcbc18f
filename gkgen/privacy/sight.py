"""One thing found in a text: what it is, where it stands, and how it may be spoken of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["identity", "doubtful", "mobile", "card", "secret", "internal", "draft"]


@dataclass(frozen=True, slots=True)
class Sight:
    """`start` and `end` are offsets into the text. `said` can be printed: of a number it is the masked form, never
    the number. `born` is the day that an identity number tells; whether it is past is for the caller to say."""

    kind: Kind
    start: int
    end: int
    said: str
    born: date | None = None


def masked(number: str) -> str:
    """The first three and the last two places: enough to find the number, too little to use it."""
    return f"{number[:3]}…{number[-2:]}"
