"""Codes that can be told true or false by themselves: credit codes, and codes of a form that a site writes."""

from __future__ import annotations

import re
from functools import cache

# GB 32100-2015, 5.3: the characters in the order of their values, without I, O, S, V, Z.
_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
# GB 11714-1997, 3.3
_ORGANISATION = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

CODE_FORM = r"(?:[^{}]|\{(?:level|kind|department|origin|area|year|serial|sub):[1-9]\d?\})+"
"""A form such as `{origin:2}{kind:2}{department:2}{serial:3}{sub:3}`: kind, department and level are checked."""


def credit_code_is_true(code: str) -> bool:
    """Whether the eighteenth place is the check character of the seventeen before it."""
    total = sum(_CREDIT.index(each) * weight for each, weight in zip(code[:17], _CREDIT_WEIGHTS, strict=True))
    return _CREDIT[(31 - total % 31) % 31] == code[17]


def organisation_code_is_true(code: str) -> bool:
    """Whether the ninth place is the check digit of the eight before it; X stands for ten."""
    pairs = zip(code[:8], _ORGANISATION_WEIGHTS, strict=True)
    rest = 11 - sum(_ORGANISATION.index(each) * weight for each, weight in pairs) % 11
    return code[8] == {10: "X", 11: "0"}.get(rest, str(rest))


@cache
def code_pattern(form: str) -> re.Pattern[str]:
    """A form as a regular expression, its parts as named groups."""
    pattern = ""
    for literal, name, width in re.findall(r"([^{}]+)|\{(\w+):(\d+)\}", form):
        part = rf"[0-9A-Z]{{{width}}}"
        if literal:
            pattern += re.escape(literal)
        else:
            pattern += part if f"<{name}>" in pattern else rf"(?P<{name}>{part})"
    return re.compile(pattern, re.ASCII)
