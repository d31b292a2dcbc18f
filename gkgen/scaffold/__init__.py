"""Something to begin with: a whole small site (`gkgen init`), or one new file of a type (`gkgen new`)."""

from gkgen.scaffold.entry import Wanted, new
from gkgen.scaffold.site import init

__all__ = ["Wanted", "init", "new"]
