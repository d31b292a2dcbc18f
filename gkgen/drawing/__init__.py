"""Pages → Files: each page that isn't known to be drawn already, by as many workers as there are."""

from gkgen.drawing.crew import ALONE, Crew, Elsewhere, crew_of
from gkgen.drawing.drawing import Drawing, Easel, Made, made_of
from gkgen.drawing.ledger import Drawn, Ledger, ledger_in

__all__ = [
    "ALONE",
    "Crew",
    "Drawing",
    "Drawn",
    "Easel",
    "Elsewhere",
    "Ledger",
    "Made",
    "crew_of",
    "ledger_in",
    "made_of",
]
