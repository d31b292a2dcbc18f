"""What the XML of a worksheet tells before it is read: how far its cells reach, what it hides, what it lacks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from gkgen.findings import Text, UsageError

MOST_CELLS = 3_000_000
"""Of the block from the first cell with content to the last, which its reader holds in memory."""


@dataclass(slots=True)
class Survey:
    """`unsaved` counts the formulas without a saved result: whoever reads the file sees nothing there."""

    hides: bool = False
    unsaved: int = 0
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)

    @property
    def cells(self) -> int:
        if not self.rows:
            return 0
        return (max(self.rows) - min(self.rows) + 1) * (max(self.columns) - min(self.columns) + 1)


def survey(xml: bytes, file: str) -> Survey:
    """Walk through one part; raises UsageError when it isn't XML, defines entities, or reaches too far."""
    walk = _Walk()
    parser = expat.ParserCreate()
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.text
    parser.EntityDeclHandler = walk.entity
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, _EntityError, ValueError) as failure:
        raise UsageError(
            Text(
                f"“{file}”里的表格损坏了，在 Excel 里另存一份再导入",
                f"a sheet of “{file}” is damaged: save it anew in Excel",
            )
        ) from failure
    if walk.found.cells > MOST_CELLS:
        raise UsageError(
            Text(
                f"“{file}”的单元格伸得太远（{walk.found.cells} 格）。删去远处的内容，另存一份再导入",
                f"the cells of “{file}” reach too far ({walk.found.cells} cells): delete what lies far out",
            )
        )
    return walk.found


class _EntityError(Exception):
    """A workbook has no use for entities of its own."""


class _Walk:
    """Follows the cells; a cell or row without a name of its own comes after the one before it."""

    def __init__(self) -> None:
        self.found = Survey()
        self._row = self._column = 0
        self._is_text = self._has_formula = self._has_value = self._in_value = self._says_something = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
            self.found.hides |= attributes.get("hidden") in ("1", "true")
        elif tag == "col":
            self.found.hides |= attributes.get("hidden") in ("1", "true")
        elif tag == "c":
            self._cell(attributes)
        elif tag in ("v", "is"):
            self._in_value = self._has_value = True
        elif tag == "f":
            self._has_formula = True

    def end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag in ("v", "is"):
            self._in_value = False
        elif tag == "c":
            if self._has_value:  # even "" takes up a place in the block
                self.found.rows.add(self._row)
                self.found.columns.add(self._column)
            if self._has_formula and not self._says_something and not self._is_text:
                self.found.unsaved += 1

    def text(self, text: str) -> None:
        self._says_something |= self._in_value and bool(text)

    def entity(self, *_declared: object) -> None:
        raise _EntityError

    def _cell(self, attributes: dict[str, str]) -> None:
        self._has_formula = self._has_value = self._says_something = False
        self._is_text = attributes.get("t") == "str"  # the one result of a formula that may be empty
        self._column += 1
        if found := re.fullmatch(r"([A-Za-z]{1,3})(\d{1,7})", attributes.get("r", "")):
            self._row, self._column = int(found[2]), _column(found[1])


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
