"""Pages → Files: each page that isn't known to be drawn already, by as many workers as there are."""

from gkgen.drawing.crew import ALONE, Crew, crew_of
from gkgen.drawing.drawing import Drawing, drawn_files
from gkgen.drawing.ledger import Drawn, Ledger, ledger_in

__all__ = ["ALONE", "Crew", "Drawing", "Drawn", "Ledger", "crew_of", "drawn_files", "ledger_in"]
