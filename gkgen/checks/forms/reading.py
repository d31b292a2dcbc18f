"""Which texts of an entry are looked at, and what in them is no wording: code, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import is_dataclass
from functools import cache
from typing import Any, get_args

from gkgen.checks.forms.slip import Slip
from gkgen.model import Entry
from gkgen.schema import FieldSpec, Passage, passages_of
from gkgen.schema.references import is_read

_BLANK = "\x1a"
_ADDRESS = r"https?://[^\s<>\"'）)】》，。；、一-鿿]+|[\w.+-]+@[\w-]+\.[\w.-]+"
_ADDRESSES = re.compile(_ADDRESS, re.ASCII)
_NO_WORDS = re.compile(
    r"^[ \t>]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?P<ticks>`+)[^`\n]+(?P=ticks)"
    r"|(?<=\])\(<[^<>\n]*>|(?<=\])\((?:[^()\s]|\([^()\s]*\))*(?:\s+(?:\"[^\"]*\"|'[^']*'))?\)"
    rf"|^[ ]{{0,3}}\[[^\]\n]+\]:[ \t]*\S+|<(?:https?|mailto):[^>\n]+>|{_ADDRESS}",
    re.DOTALL | re.MULTILINE | re.ASCII,
)
_SIGNS = ("`", "](", "]:", "~~~", "://", "@")


def read_of(entry: Entry, declaration: type) -> Iterator[Passage]:
    """The author's own words: no name of another thing, no word of a list, and nothing whose form is checked."""
    for passage in passages_of(entry, declaration):
        if is_words(passage.spec):
            yield passage


@cache
def is_words(spec: FieldSpec) -> bool:
    about = spec.about
    return is_read(spec) and not about.vocabulary and about.form is None and _is_text(spec.kind)


def _is_text(kind: Any) -> bool:
    """A text, a list of texts, or a part that may be written as one line of text."""
    if kind is str:
        return True
    if is_dataclass(kind):
        return hasattr(kind, "from_text")
    return any(_is_text(each) for each in get_args(kind))


def wording(passage: Passage) -> str:
    """The text with a mark of no meaning for each character of code or of an address, so that offsets stay."""
    text = passage.text
    if not any(sign in text for sign in _SIGNS):
        return text
    return (_NO_WORDS if passage.spec.key == "body" else _ADDRESSES).sub(_blanked, text)


def without(text: str, slips: Iterable[Slip]) -> str:
    """The text with the same mark for each character of these slips."""
    for slip in slips:
        text = text[: slip.start] + _BLANK * (slip.end - slip.start) + text[slip.end :]
    return text


def _blanked(found: re.Match[str]) -> str:
    return "".join(each if each == "\n" else _BLANK for each in found.group())
