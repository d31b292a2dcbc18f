"""Entry → Entry or Stub: what of it may be shown on the day for which the site is made.

行政处罚法第四十八条, 市场监督管理行政处罚信息公示规定第十条至第十三条: what was revoked, and what was shown for its time, is
taken down. The content of a stub goes no further than this file.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from gkgen.model import Ending, Entry, Manuscript, Stub
from gkgen.schema import Common, ContentType
from gkgen.schema.content_type import CATALOGUE_NODE

# What is told of an entry that is gone, and what beside it where the type lets the title be read.
TOLD = (
    "type",
    "id",
    "index_number",
    "publisher",
    "published",
    "shown_until",
    "withdrawn",
    "disclosure",
    "formerly",
)
NAMING = ("title", "document_number", "written")
_UNNAMED: dict[Ending, str] = {"withdrawn": "{}（已撤下）", "lapsed": "{}（公示期满）"}


def lapse(entry: Entry, kind: ContentType, now: date) -> Entry | Stub:
    """The entry as it is, or what remains of it: what is shown until today is still shown today."""
    fields: Common = entry.fields
    if fields.withdrawn is not None and fields.withdrawn.on <= now:
        return _stub(entry, kind, "withdrawn", fields.withdrawn.on, fields.withdrawn.why)
    if fields.shown_until is not None and fields.shown_until < now:
        return _stub(entry, kind, "lapsed", fields.shown_until, "")
    return entry


def _stub(entry: Entry, kind: ContentType, ending: Ending, on: date, why: str) -> Stub:
    told = (*TOLD, *NAMING) if ending in kind.title_outlives else TOLD
    said = {"title": _UNNAMED[ending].format(kind.label)}
    fields = Common(**said | {key: getattr(entry.fields, key) for key in told})
    tree = replace(entry.tree, items=tuple(pair for pair in entry.tree.items if pair[0].text in told))
    remains = Entry(entry.kind, entry.id, entry.address, entry.path, fields, Manuscript(tree))
    return Stub(remains, ending, on, why, _rows_of(entry))


def _rows_of(entry: Entry) -> tuple[str, ...]:
    """The addresses of its rows; a node of the catalogue is a list, and goes with it."""
    return tuple(row.address for row in entry.rows if row.kind != CATALOGUE_NODE)
