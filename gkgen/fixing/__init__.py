"""Mend what has one right answer, in the file itself: every other byte of it stays."""

from gkgen.fixing.files import Mended, mend_files
from gkgen.fixing.mends import Mend

__all__ = ["Mend", "Mended", "mend_files"]
