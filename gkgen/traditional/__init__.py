"""Traditional characters: the twin that a finished page has in the tree `zh-hant/`.

Words come from OpenCC's phrases, put right where they go wrong in the register (`words.txt`) and by the site's own
exceptions; names, document numbers, codes and addresses stay as they are written. A twin depends on the bytes of a page,
the exceptions and OpenCC's version, and on nothing else.
"""

from gkgen.traditional.converter import Converter, converter_of
from gkgen.traditional.page import converted_html, twin_page
from gkgen.traditional.wanted import TREE, Region, Wanted, tree_address

__all__ = [
    "TREE",
    "Converter",
    "Region",
    "Wanted",
    "converted_html",
    "converter_of",
    "tree_address",
    "twin_page",
]
