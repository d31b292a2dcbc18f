"""Text to units, units to words: Chinese cut so that any piece of it can be found again.

No two programs cut Chinese into the same dictionary words, so nothing here tries. A *unit* is one character, or
one run of Latin letters or of digits. A *word* of the index is the codes of two neighbouring units; a piece of
text is found as a phrase of such pairs. A Traditional character is its Simplified one. The query is cut by the same
rules in `themes/default/scripts/search/1-text.js`, and `tests/search_cases.json` holds both to them.
"""

from __future__ import annotations

import re
import unicodedata

from gkgen.emit.search.variants import simplified

BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"

# A letter that word boundaries, case and decomposition all leave alone; it closes a code of variable length.
CLOSE = "ø"

# Brackets, quotes, dashes, dots and slashes don't end a run: 国发〔2019〕5号 is found with any bracket.
GLUE = frozenset("《》〈〉「」『』【】〔〕[](){}<>“”‘’\"'·•・‧-‐‑‒–—―_/\\.")

# Real documents write the zero of 二〇一八 as a circle; a final sigma is a sigma.
OTHER_FORMS = {"○": "〇", "◯": "〇", "ς": "σ"}


class _Folding(dict[int, str]):
    """What becomes of a code point: itself, a space where the run goes on, or a line feed where it ends.

    A memo for `str.translate`: every value depends on its key alone.
    """

    def __missing__(self, point: int) -> str:
        self[point] = folded = _fold(chr(point))
        return folded


def _fold(char: str) -> str:
    category = unicodedata.category(char)
    if "\u0300" <= char <= "\u036f":
        return ""
    if char in OTHER_FORMS:
        return OTHER_FORMS[char]
    if category == "Lo":
        return simplified().get(char, char)
    if category[0] in "LNM":
        return char
    return " " if char in GLUE or category[0] == "Z" or category == "Cf" else "\n"


_FOLDING = _Folding()
_UNIT = re.compile(r"[a-z]+|[0-9]+|[^ ]")


def runs(text: str) -> list[list[str]]:
    """The units of a text, in runs that end at a stop, a comma or a line's end."""
    return [units for run in _folded(text).split("\n") if (units := _UNIT.findall(run))]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKD", text).lower().translate(_FOLDING)


def code(unit: str) -> str:
    """A unit in ASCII that no segmenter cuts, and that begins no other unit's code.

    The common Han characters take three places, as many as in UTF-8; letters and digits stand as they are.
    """
    point = ord(unit[0])
    if point < 0x80:
        return "0" + unit + CLOSE
    if 0x4E00 <= point <= 0x9FFF:
        return _base36(point - 0x4E00 + 10 * 36 * 36, 3)
    if 0x3400 <= point <= 0x4DBF:
        return _base36(point - 0x3400 + 0x5200 + 10 * 36 * 36, 3)
    return "1" + _base36(point, 4)


class _Codes(dict[str, str]):
    """The codes of units of one character: a memo, because a text has each of them again and again."""

    def __missing__(self, unit: str) -> str:
        made = code(unit)
        if len(unit) == 1:
            self[unit] = made
        return made


# The end of a run is a unit of which nothing is told.
_CODES = _Codes({"\n": ""})


def words(text: str) -> list[str]:
    """The words of a text in their order, and after them each unit once by itself.

    The last unit of a run stands alone, so that no phrase reaches across a full stop.
    """
    codes = list(map(_CODES.__getitem__, _UNIT.findall(_folded(text))))
    found = [first + second for first, second in zip(codes, [*codes[1:], ""], strict=False) if first]
    return found + [unit + CLOSE for unit in sorted(set(codes)) if unit]


def _base36(number: int, places: int) -> str:
    digits = ""
    for _ in range(places):
        number, digit = divmod(number, 36)
        digits = BASE36[digit] + digits
    return digits
