"""A table that gives each part of a thing a row (the grades of one act) → the things, each with its parts."""

from __future__ import annotations

from collections.abc import Sequence as Several

from gkgen.findings import Text
from gkgen.importing.cells import values_of, values_of_part
from gkgen.importing.desk import Desk
from gkgen.importing.tables import Line
from gkgen.importing.units import units_in
from gkgen.model import Node

NUMBER = "number"
SAID_ABOVE = Text("这一项的第一行已经写了别的", "the first row of this thing says otherwise")


def has_parts(desk: Desk) -> bool:
    return any(aim.of_part for aim in desk.aims)


def parted(
    lines: Several[Line], desk: Desk
) -> list[tuple[Line, dict[str, Node], list[tuple[Line, dict[str, Node]]]]]:
    """Each thing by its first row, with the parts of all its rows."""
    held: list[list[Line]] = []
    for line in lines:
        if held and _continues(line, held[-1][0], desk):
            held[-1].append(line)
        else:
            held.append([line])
    return [(rows[0], _whole(rows, desk), _parts(rows, desk)) for rows in held]


def _continues(line: Line, first: Line, desk: Desk) -> bool:
    """Whether a row speaks of the same thing as the first one: its name and number are merged, blank or repeated."""
    telling = [
        index
        for index, aim in enumerate(desk.aims)
        if aim.spec is not None
        and aim.of_row
        and not aim.of_part
        and (aim.spec.required or aim.spec.key == NUMBER)
    ]
    texts = ((index, line.texts[index]) for index in telling)
    return bool(telling) and all(
        not text or index in line.spanned or text == first.texts[index] for index, text in texts
    )


def _whole(rows: Several[Line], desk: Desk) -> dict[str, Node]:
    first = rows[0]
    for line in rows[1:]:
        for index, aim in enumerate(desk.aims):
            text = line.texts[index]
            is_own = text and index not in line.spanned and aim.of_row and not aim.of_part
            if is_own and aim.spec is not None and text != first.texts[index]:
                desk.leave_unread(aim, line.number, text, SAID_ABOVE)
    return {**units_in("row", desk), **values_of(first, desk)}


def _parts(rows: Several[Line], desk: Desk) -> list[tuple[Line, dict[str, Node]]]:
    found = [(line, values_of_part(line, desk)) for line in rows]
    return [(line, values) for line, values in found if values]
