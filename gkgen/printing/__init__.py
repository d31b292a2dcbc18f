"""Paper: lists, cards, documents, gazettes, boards and flowcharts as tagged PDF, from what the pages show."""

from gkgen.printing.asked import Asked, sheets_of
from gkgen.printing.press import Press, press_of
from gkgen.printing.sheets import PrintedSheet, Sheet, printed
from gkgen.printing.shown import Shown

__all__ = ["Asked", "Press", "PrintedSheet", "Sheet", "Shown", "press_of", "printed", "sheets_of"]
