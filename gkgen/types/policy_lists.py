"""The catalogues of normative documents: in force, no longer in force, and what was registered in each quarter.

国办发〔2018〕37号: documents are registered and numbered in one series, and the lists of what is in force, abolished
and expired are public. Other policy documents stand in the list of their type alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from gkgen.model import Entry, Link
from gkgen.schema import Site
from gkgen.schema.common import OPEN, document_number_of
from gkgen.schema.content_type import ENDED, IN_FORCE
from gkgen.schema.rolls import Cells, Roll
from gkgen.schema.showing import said
from gkgen.types.pointing import DOCUMENTS, naming_by

COLUMNS = ("标题", "统一编号", "文号", "成文日期", "有效性", "自何日起", "由哪份文件")


def lists(site: Site) -> Iterator[Roll]:
    """Nothing where the site has no normative document."""
    normative = [each for each in site.entries if _is_normative(each)]
    if not normative:
        return
    in_force = [each for each in normative if site.validity_of(each) in IN_FORCE]
    ended = [each for each in normative if site.validity_of(each) in ENDED]
    yield _roll(("in-force", "现行有效规范性文件目录", "现行有效"), f"截至{said(site.now)}", in_force, site)
    yield _roll(("ended", "失效和废止规范性文件目录", "失效和废止"), f"截至{said(site.now)}", ended, site)
    for (year, quarter), entries in sorted(_by_quarter(normative).items(), reverse=True):
        period = f"{year}年第{quarter}季度"
        names = (f"register-{year}q{quarter}", f"{period}登记的规范性文件目录", f"{period}登记")
        yield replace(_roll(names, f"{period}统一登记、统一编号", entries, site), group="季度目录")


def _is_normative(entry: Entry) -> bool:
    fields: Any = entry.fields
    return fields.disclosure == OPEN and bool(
        getattr(fields, "normative", None) or getattr(fields, "register_number", "")
    )


def _by_quarter(entries: Sequence[Entry]) -> dict[tuple[int, int], list[Entry]]:
    """Registered documents by the quarter of their registration, else of their publication."""
    held: dict[tuple[int, int], list[Entry]] = defaultdict(list)
    for entry in entries:
        day: date | None = entry.fields.registered or entry.fields.published
        if entry.fields.register_number and day is not None:
            held[day.year, (day.month + 2) // 3].append(entry)
    return held


def _roll(names: tuple[str, str, str], said_of: str, entries: Sequence[Entry], site: Site) -> Roll:
    """A list by its file, title and short name; a column that no document fills isn't there."""
    newest = sorted(entries, key=lambda each: (each.fields.written or date.min, each.path), reverse=True)
    rows = [_cells(each, site) for each in newest]
    used = [place for place in range(len(COLUMNS)) if place == 0 or any(row[place].title for row in rows)]
    slug, title, label = names
    return Roll(
        slug=slug,
        title=title,
        label=label,
        description=said_of,
        columns=tuple(COLUMNS[place] for place in used),
        rows=tuple(tuple(row[place] for place in used) for row in rows),
    )


def _cells(entry: Entry, site: Site) -> Cells:
    fields: Any = entry.fields
    validity = site.validity_of(entry)
    since, by = _since(entry, validity, site)
    return (
        Link(fields.title, entry.address),
        Link(fields.register_number, ""),
        Link(document_number_of(fields), ""),
        Link(str(fields.written or ""), ""),
        Link(validity, ""),
        Link(str(since or ""), ""),
        by,
    )


def _since(entry: Entry, validity: str, site: Site) -> tuple[date | None, Link]:
    """Since when a document stands as it does, and by what."""
    fields: Any = entry.fields
    if validity == "废止":
        newer = next(naming_by("replaces", DOCUMENTS, entry, site), None)
        by = Link(newer.fields.title, newer.address) if newer else Link(fields.abolished.by, "")
        return fields.abolished.on, by
    if validity == "失效":
        return fields.expires, Link("有效期届满", "")
    if validity == "已修改":
        newer = next(naming_by("amends", DOCUMENTS, entry, site), None)
        return site.last_change(entry), Link(newer.fields.title, newer.address) if newer else Link("", "")
    return fields.effective or fields.published, Link("", "")
