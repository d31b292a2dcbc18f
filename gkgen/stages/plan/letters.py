"""The order of Chinese titles: by pinyin, letter by letter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from gkgen.schema import Subject


def initial(title: str) -> str:
    """The letter under which a title stands: a to z, or 0 for figures and anything else."""
    reading = _reading(_bare(title)[:1])
    return reading[0] if reading[:1].isalpha() and reading.isascii() else "0"


def in_alphabetical_order(subjects: Iterable[Subject]) -> list[Subject]:
    return sorted(subjects, key=lambda each: (_reading(_bare(each.title)), each.title, each.address))


def _bare(title: str) -> str:
    """Without the brackets and quotation marks before the first word."""
    return re.sub(r"^[^\w]+", "", title)


@cache
def _reading(text: str) -> str:
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 — its tables take long to load

    return " ".join(lazy_pinyin(text, style=Style.NORMAL, errors="default")).lower()
