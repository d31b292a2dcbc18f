"""Which part of a list a row that has come back is about, where the row's id can't tell it alone."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence as Several
from typing import TypeAlias

from gkgen.findings import Text
from gkgen.importing.round_trip.returned import Item
from gkgen.importing.round_trip.telling import is_equal

Was: TypeAlias = Several[Dictionary[str, str]]
"""The cells of each part of a list as it stands, in its order."""


def is_there_already(items: Several[Item], was: Was) -> bool:
    """Whether a list has what a sheet adds to it, each at its place: the sheet has been imported before."""
    return len(items) == len(was) and all(
        is_equal(item, said) for item, said in zip(items, was, strict=True) if not item.order
    )


def assigned(items: Several[Item], known: Several[int | None], was: Was) -> list[int | Text | None]:
    """The place of each row in its list, None of a new one, or why it can be neither. `known` are the places that the
    rows' ids name, None where a row has none or one that the list doesn't have."""
    if None in known:
        if (found := _in_order(items, was)) is not None:
            return [*found]
        added = [item for item, place in zip(items, known, strict=True) if place is None]
        if len(items) == len(was) and all(
            is_equal(item, said) for item, said in zip(items, was, strict=True) if item in added
        ):
            return list(range(len(items)))
    return [_place(item, place, known, was) for item, place in zip(items, known, strict=True)]


def _in_order(items: Several[Item], was: Was) -> list[int] | None:
    """Where the list says all that the rows say, in the same order, those places."""
    found: list[int] = []
    for item in items:
        after = found[-1] + 1 if found else 0
        place = next((n for n in range(after, len(was)) if is_equal(item, was[n])), None)
        if place is None:
            return None
        found.append(place)
    return found


def _place(item: Item, place: int | None, known: Several[int | None], was: Was) -> int | Text | None:
    if place is not None:
        return place
    same = next((n for n, said in enumerate(was) if is_equal(item, said)), None)
    if same is None:
        return None
    return same if same not in known else _same_as(same)


def _same_as(place: int) -> Text:
    return Text(
        f"与清单里的第 {place + 1} 项完全相同；这张表已经导入过的，重新生成一次，用新的表改",
        f"this is item {place + 1} of the list again; if the sheet has been imported before, build and edit the new one",
    )
