"""What gkgen can say of itself: every rule, every field of every type, as words on a terminal and as pages."""

from gkgen.reference.explaining import explain, overview
from gkgen.reference.pages import Example, reference_pages
from gkgen.reference.rules import Stated, all_rules

__all__ = ["Example", "Stated", "all_rules", "explain", "overview", "reference_pages"]
