"""A cell of a CSV that a spreadsheet would take for a formula: how it is made a text, and read again.

Excel, WPS and LibreOffice run what begins with one of these signs (OWASP, CSV injection). A `'` before it makes it a text;
a text that begins so of itself gets one `'` more, so that taking one away again gives exactly what was written. A plain
number keeps its sign and has no mark.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_MARKED = re.compile(r"'+[=+\-@＝＋－＠\t\r]")


def as_text(cell: str) -> str:
    """The cell as it stands in a CSV."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def from_text(cell: str) -> str:
    """The cell that `as_text` was given."""
    return cell[1:] if _MARKED.match(cell) else cell
