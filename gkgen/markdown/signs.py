"""The signs of Markdown, known to both lanes: what a block and what a part of a line can begin with, and limits."""

from __future__ import annotations

import re

BLOCK_SIGNS = frozenset("#>-*+_=`~|:[0123456789")
"""A line that begins with none of these, after its spaces, goes on with a paragraph or begins one."""

SIGN = re.compile(r"[\n!&*<\[\\\]_`]")
"""All that isn't plain text within a block begins with one of these."""

BOXES = {"note": "提示", "提示": "提示", "warning": "注意", "注意": "注意"}
"""The names of a box, `::: note`, and the word that stands above it unless the author gives another."""

NESTING = 24
"""Where the parser stops looking inwards, and drops what it doesn't look at: `limits` refuses before that."""

BRACKETS = 16
"""How many brackets may be open at once."""

_TRIMMED = "\t\n\v\f\r \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"


def signs_in(text: str) -> str:
    """Those signs that a text holds: to look for these few in each of its blocks is quick."""
    return "".join(sign for sign in "\n!&*<[\\]_`" if sign in text)


def trimmed(text: str) -> str:
    """A text without the spaces, of any width, at both of its ends."""
    return text.strip(_TRIMMED)
