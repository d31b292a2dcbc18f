"""The order of Chinese titles: by pinyin, letter by letter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import count

from gkgen.schema import Subject


def initial(title: str) -> str:
    """The letter under which a title stands: a to z, or 0 for figures and anything else."""
    read = reading(_bare(title)[:1])
    return read[0] if read[:1].isalpha() and read.isascii() else "0"


def in_alphabetical_order(subjects: Iterable[Subject]) -> list[Subject]:
    return sorted(subjects, key=lambda each: (reading(_bare(each.title)), each.title, each.address))


def _bare(title: str) -> str:
    """Without the brackets and quotation marks before the first word."""
    return re.sub(r"^[^\w]+", "", title)


@cache
def reading(text: str) -> str:
    """A text by its pinyin, in small letters; what has none stays as it is."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 — its tables take long to load

    return " ".join(lazy_pinyin(text, style=Style.NORMAL, errors="default")).lower()


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
