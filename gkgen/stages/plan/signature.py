"""落款: who signs a document, and the date below, found at the end of what they sign."""

from __future__ import annotations

import re

_DIGITS = "0-9〇○零一二三四五六七八九十"
_SIGNED = re.compile(
    r"<p>(?P<by>[^<>，。；：、！？]{2,40})</p>\n"
    rf"<p>(?P<on>[{_DIGITS}]{{4}} ?年 ?[{_DIGITS}]{{1,3}} ?月 ?[{_DIGITS}]{{1,3}} ?日)</p>"
)


def signed(text: str) -> str:
    """A text's HTML with its signatures marked: a short paragraph without a stop, and one that is a date alone.

    GB/T 9704 (7.3.5) sets both to the right.
    """
    return _SIGNED.sub(r'<p class="signed">\g<by></p>\n<p class="dated">\g<on></p>', text)
