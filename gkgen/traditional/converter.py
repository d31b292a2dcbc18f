"""Simplified text → Traditional text, character for character."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from gkgen.traditional.wanted import Region, Wanted
from gkgen.traditional.words import Words, any_of, forms_of, words_of

_CONFIGURATIONS = {"TW": "s2tw", "HK": "s2hk"}


@dataclass(frozen=True, slots=True)
class Converter:
    """Converts texts for one site. `own` are the site's exceptions: whole words, of any
    length; `kept` are its words that stay as they are."""

    wanted: Wanted
    opencc: Any
    words: Words
    forms: dict[int, str]
    own: re.Pattern[str]
    own_forms: dict[str, str]
    kept: re.Pattern[str]

    def aligned(self, text: str) -> list[str]:
        """What stands for each character of a text. OpenCC's phrases never change a length; an exception of the site
        that does has its whole form at its first character, and nothing at the others."""
        converted = self._converted(text)
        for place, character in self.words.corrections(text):
            converted[place] = character
        for found in self.own.finditer(text):
            form = self.own_forms[found[0]]
            converted[found.start() : found.end()] = _spread(form, len(found[0]))
        return converted

    def text(self, text: str) -> str:
        return "".join(self.aligned(text))

    def _converted(self, text: str) -> list[str]:
        converted: str = self.opencc.convert(text)
        if len(converted) != len(text):
            converted = "".join(self.opencc.convert(each)[: len(each)] or each for each in text)
        return list(converted.translate(self.forms))


def _spread(form: str, length: int) -> list[str]:
    return list(form) if len(form) == length else [form, *[""] * (length - 1)]


@cache
def converter_of(wanted: Wanted) -> Converter:
    """The converter of a site; it is made once, for OpenCC reads its dictionaries anew each time."""
    own = dict(wanted.exceptions)
    return Converter(
        wanted=wanted,
        opencc=_opencc(wanted.region),
        words=words_of(wanted.region),
        forms=forms_of(wanted.region),
        own=any_of(own),
        own_forms=own,
        kept=any_of(wanted.kept),
    )


@cache
def _opencc(region: Region) -> Any:
    from opencc import OpenCC

    return OpenCC(_CONFIGURATIONS[region])
