"""The unit that a heading gives its column (金额（万元）) → the field that keeps it, or the amounts in the field's own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence as Several
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from typing import Literal, TypeAlias

from gkgen.importing.desk import Desk
from gkgen.importing.mapping import Aim, Shape
from gkgen.importing.values import element_of
from gkgen.model import Node, Scalar
from gkgen.schema import FieldSpec, fields_of

Home: TypeAlias = Literal["entry", "holder", "row"]
UNIT = "unit"
MONEY = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_OTHERS = ("亩", "平方米", "㎡", "公顷", "倍", "%")
_UNITS = "|".join([*sorted(MONEY, key=len, reverse=True), *_OTHERS])
_IN_LABEL = re.compile(rf"[(](?:单位:?)?({_UNITS})[)]$")
_IN_CELL = re.compile(rf"([\d,.]+)\s*({_UNITS})")
_WANTED = re.compile(r"单位：(元|万元)")


def amount_in(text: str, aim: Aim, desk: Desk) -> str:
    """A cell of an amount in the unit of its field: converted, to the last figure, where the source has another."""
    if aim.spec is None or element_of(aim.spec.kind) is not Decimal:
        return text
    cell = _IN_CELL.fullmatch(unicodedata.normalize("NFKC", text).strip())
    figures, unit = (cell[1], cell[2]) if cell else (text, _unit_of(aim, desk))
    wanted = _unit_kept(aim, desk)
    if unit == wanted or not unit:
        return figures
    return _converted(figures, unit, wanted) if unit in MONEY and wanted in MONEY else text


def units_in(home: Home, desk: Desk) -> dict[str, Node]:
    """The units that the entry, the one value that holds the rows, or each row keeps: of the first column that says."""
    found: dict[str, Node] = {}
    for aim in desk.aims:
        unit, place = _unit_of(aim, desk), _home(aim, desk)
        if unit and place is not None and place[0] == home:
            found.setdefault(place[1], Scalar(unit, 1, aim.column.number))
    return found


def tell_units(desk: Desk) -> None:
    """What a heading's unit has changed, or where it went into no field: once a column."""
    for index, aim in enumerate(desk.aims):
        unit, wanted = _unit_of(aim, desk), _unit_kept(aim, desk)
        if not unit or unit == wanted:
            continue
        if unit in MONEY and wanted in MONEY:
            text = next((line.texts[index] for line in desk.table.lines if line.texts[index]), "")
            desk.convert(aim, text, unit, wanted, amount_in(text, aim, desk))
        elif _IN_LABEL.search(_plain(aim)):
            desk.leave_unit(aim, unit)


def _unit_kept(aim: Aim, desk: Desk) -> str:
    """The unit that the field is in: the one that its list keeps, of the first column that says, or its own."""
    home = _home(aim, desk)
    if home is None:
        return _wanted(aim)
    said = (unit for each in desk.aims if _home(each, desk) == home and (unit := _unit_of(each, desk)))
    return next(said, "") or _unsaid(home, desk.shape)


def _unsaid(home: tuple[Home, str], shape: Shape) -> str:
    """The unit that a list is in when it says none."""
    around = {"entry": None, "holder": shape.holder, "row": shape.rows}[home[0]]
    declaration = element_of(around.kind) if around is not None else shape.kind.fields
    default = next((each.default for each in fields(declaration) if each.name == home[1]), "")
    return default if isinstance(default, str) else ""


def _unit_of(aim: Aim, desk: Desk) -> str:
    """What stands in brackets behind the label, or 单位：万元 above the table."""
    if aim.spec is None or element_of(aim.spec.kind) is not Decimal:
        return ""
    found = _IN_LABEL.search(_plain(aim))
    return found[1] if found else desk.table.unit if _is_money(aim, desk) else ""


def _is_money(aim: Aim, desk: Desk) -> bool:
    home = _home(aim, desk)
    return bool(_wanted(aim)) or (home is not None and home[0] == "holder") or "金额" in _label(home, desk)


def _label(home: tuple[Home, str] | None, desk: Desk) -> str:
    return next((spec.about.label for spec in desk.shape.entry if home and spec.key == home[1]), "")


def _plain(aim: Aim) -> str:
    return unicodedata.normalize("NFKC", aim.column.label).strip()


def _home(aim: Aim, desk: Desk) -> tuple[Home, str] | None:
    """The field that keeps a column's unit: 金额单位 of the entry, 单位 of the table or of the row."""
    shape = desk.shape
    if aim.spec is None or not aim.of_row:
        return None
    own = f"{aim.spec.key}_{UNIT}"
    if any(spec.key == own for spec in shape.entry):
        return "entry", own
    if shape.holder is not None and _has_unit(fields_of(element_of(shape.holder.kind))):
        return "holder", UNIT
    return ("row", UNIT) if _has_unit(shape.row) else None


def _has_unit(specs: Several[FieldSpec]) -> bool:
    return any(spec.key == UNIT for spec in specs)


def _wanted(aim: Aim) -> str:
    found = _WANTED.search(aim.spec.about.hint) if aim.spec is not None else None
    return found[1] if found else ""


def _converted(text: str, unit: str, wanted: str) -> str:
    """Exact: no figure is rounded. What is no number stays as it is."""
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", unicodedata.normalize("NFKC", text).strip())
    try:
        amount = Decimal(plain) * MONEY[unit] / MONEY[wanted]
    except InvalidOperation:
        return text
    return format(amount.normalize(), "f")
