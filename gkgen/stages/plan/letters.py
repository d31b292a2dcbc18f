"""The order of Chinese titles: by pinyin, letter by letter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count

from gkgen.model import Entry
from gkgen.schema import Site, Subject
from gkgen.stages.plan.pinyin import reading


def initial(title: str, site: Site) -> str:
    """The letter under which a title stands: a to z, or 0 for figures and anything else."""
    read = read_in(site, _bare(title)[:1])
    return read[0] if read[:1].isalpha() and read.isascii() else "0"


def in_alphabetical_order(subjects: Iterable[Subject], site: Site) -> list[Subject]:
    return sorted(subjects, key=lambda each: (read_in(site, _bare(each.title)), each.title, each.address))


def read_in(site: Site, text: str) -> str:
    """How a text is read, from what the site knows of its titles."""
    known = site.readings.get(text)
    return reading(text) if known is None else known


def texts_read(entry: Entry) -> set[str]:
    """Of what the order of an entry and its rows among others may ask for the reading."""
    titles = (entry.fields.title, *(row.title for row in entry.rows))
    bare = [_bare(each) for each in titles]
    return {*titles, *bare, *(each[:1] for each in bare)}


def _bare(title: str) -> str:
    """Without the brackets and quotation marks before the first word."""
    return re.sub(r"^[^\w]+", "", title)


def slugs(words: Iterable[str]) -> dict[str, str]:
    """A part of an address for each word, by its pinyin; no two are the same."""
    found: dict[str, str] = {}
    for word in words:
        parts = (reading(part).replace(" ", "") for part in re.split(r"[\W_]+", word) if part)
        stem = re.sub(r"[^0-9a-z-]+", "", "-".join(parts)).strip("-") or "x"
        taken = set(found.values())
        found[word] = next(
            name for number in count(1) if (name := stem if number == 1 else f"{stem}-{number}") not in taken
        )
    return found
