"""A text that is told to everybody, with every private number in it masked."""

from __future__ import annotations

import re

from gkgen.privacy.identity import is_area
from gkgen.privacy.numbers import private_numbers
from gkgen.privacy.sight import masked

_LEAST = 10
# A number that was cut short to be shown: its check character is gone, and most of the person is still there.
_CUT = re.compile(r"(?<![0-9A-Za-z])(\d{10,17})…")


def covered(text: str, about: str = "") -> str:
    """`about` is what introduces the text: the label of its field."""
    if len(text) < _LEAST:
        return text
    for sight in reversed(private_numbers(text, about)):
        text = text[: sight.start] + sight.said + text[sight.end :]
    return _CUT.sub(lambda found: masked(found[1]) if is_area(found[1]) else found[0], text)
