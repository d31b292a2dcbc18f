"""The calendar of the office: what changes next by itself, and what is owed (`gkgen due`)."""

from gkgen.due.duties import Calendared, duties_of, until
from gkgen.due.ics import ics
from gkgen.due.words import as_json, as_text

__all__ = ["Calendared", "as_json", "as_text", "duties_of", "ics", "until"]
