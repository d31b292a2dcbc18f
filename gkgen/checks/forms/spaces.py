"""A space inside a Chinese word, left by a PDF or a line break: 乡镇人民政 府, 供养制度 的意见.

Not counted: characters set apart to fill a line (姓 名, 附 则), more than one space or a full-width one (alignment,
indents), a space between two phrases (第一条 为了, 市民政局 市财政局), table cells, and what the list of words leaves open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gkgen.checks.forms.slip import Room, Slip
from gkgen.checks.forms.words import UNCUT, WHOLE
from gkgen.findings import Text, warning

INSIDE = warning(
    "W831",
    Text("“{found}”中间多了空格", "there is a space within “{found}”"),
    Text("写成“{right}”", "write “{right}”"),
)

# The space stands first in the expression: so a text is searched for it alone.
_SPACE = re.compile("[ \xa0](?<=[一-鿿].)(?=[一-鿿])")
# What no phrase begins with.
_DEPENDENT = ("的", "之日", "之间", "们")
# Names that begin as a word does (民政 in 人民政府), or are made of two.
_NAMES = ("人民政府", "人民法院", "人民检察院", "人民代表", "人民共和国", "政务公开", "国务院办公厅")
_YEAR = re.compile(
    r"[12](?<!\d.)(?<!\d[ \xa0].)(?:(?<=1)[ \xa0]9|(?<=2)[ \xa0]0)[ \xa0]\d[ \xa0]\d[ \xa0]?年(?![ \xa0])"
)


def find(text: str) -> Iterator[Slip]:
    for found in _SPACE.finditer(text):
        at = found.start()
        before, behind = text[max(at - 2, 0) : at], text[at + 1 : at + 3]
        is_cut = _is_cut(before, behind) or _is_name_cut(text, at)
        if is_cut and not _is_set_apart(before, behind):
            yield Slip(at - 1, at + 2, INSIDE, before[-1] + behind[0])
    for found in _YEAR.finditer(text):
        yield Slip(found.start(), found.end(), INSIDE, "".join(found.group().split()))


def _is_cut(before: str, behind: str) -> bool:
    if behind in WHOLE:
        return False
    return behind.startswith(_DEPENDENT) or before[-1] + behind[0] in UNCUT


def _is_name_cut(text: str, at: int) -> bool:
    """Within the first half of a name: 人 民政府. Two whole words side by side may be two phrases."""
    return any(text[at - 1] == name[0] and text.startswith(name[1:], at + 1) for name in _NAMES) or any(
        text.startswith(name, at - 2) for name in ("人民 政府", "人民\xa0政府")
    )


def _is_set_apart(before: str, behind: str) -> bool:
    """One character alone on either side, as in 姓 名: it fills a line."""
    return not _is_chinese(before[:-1]) and not _is_chinese(behind[1:])


def _is_chinese(character: str) -> bool:
    return "一" <= character <= "鿿"


ROOM = Room(find, frozenset(" \xa0"))
