"""Words by which a document says that it is a draft: at the end of its title, alone on one of its first lines, in a file's name.

条例第十六条第二款: 讨论记录、过程稿 are information of a process. 征求意见稿 and 草案 are made to be read, and aren't counted here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gkgen.privacy.sight import Sight

_MADE = "稿"
_DRAFT = r"(?:讨论|送审|过程|待定|未定|修改|会签|报批|审议|内部审核|初|草)稿"
_END = re.compile(
    rf"[（(〔\[【][^（）()]{{0,12}}?{_DRAFT}[^（）()]{{0,6}}[）)〕\]】]$|(?<=[\u3400-\u9fff》]){_DRAFT}$"
)
_NAME = re.compile(_DRAFT)
_LINE = re.compile(
    rf"[ \u3000#*]*[（(〔\[【]?(?P<draft>[\u3400-\u9fff]{{0,6}}?{_DRAFT})[\d一二三四五六]?[）)〕\]】]?[ \u3000*]*"
)
_TOP_LINES = 6
_LONGEST = 60


def draft_of(title: str) -> str:
    """The mark with which a title ends, or ""."""
    found = _END.search(title.strip()) if _MADE in title else None
    return found[0].strip("（）()〔〕[]【】") if found else ""


def draft_name(name: str) -> str:
    """The word in a file's name, or ""."""
    found = _NAME.search(name)
    return found[0] if found else ""


def draft_on_top(text: str) -> Iterator[Sight]:
    """A line among the first of a text that is the mark alone, or a title that ends with it."""
    offset = 0
    for line in text.split("\n", _TOP_LINES)[:_TOP_LINES]:
        found = _LINE.fullmatch(line) if _MADE in line else None
        said = found["draft"] if found is not None else _ending(line)
        if said:
            start = offset + line.rindex(said)
            yield Sight("draft", start, start + len(said), said)
        offset += len(line) + 1


def _ending(line: str) -> str:
    bare = line.strip(" #*\u3000")
    return draft_of(bare) if len(bare) <= _LONGEST else ""
