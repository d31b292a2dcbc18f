"""Brackets: pairs that don't close, pairs of two widths, and two styles within one title (GB/T 15834-2011).

Looked at paragraph by paragraph; the note of passage of a statute (题注) and the titles at the head of a text may run over
several short ones. The bracket of a number at the head of a line (1) a） 一）) needs no fellow; a line that
begins with a lone bracket has lost its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from gkgen.checks.forms.slip import Room, Slip
from gkgen.findings import Text, warning

STANDARD = "GB/T 15834—2011"
UNPAIRED = warning(
    "W841",
    Text("“{found}”没有配对的括号", "the bracket “{found}” has no fellow"),
    Text(
        "补上另一半，或者删去它；核对这里有没有漏字",
        "add its fellow or delete it; look whether words are lost here",
    ),
    STANDARD,
)
TWO_WIDTHS = warning(
    "W842",
    Text("“{found}”的两个括号一个全角、一个半角", "the brackets of “{found}” are one wide and one narrow"),
    Text("都用全角“（）”", "make both of them full-width （）"),
    STANDARD,
)
TWO_STYLES = warning(
    "W843",
    Text("这个名称里既有全角括号“（”，又有半角括号“(”", "this name has both full-width and ASCII brackets"),
    Text("都用全角“（）”", "use full-width （） throughout"),
    STANDARD,
)

_FELLOW = {"（": "）", "(": ")", "《": "》", "〈": "〉", "【": "】", "「": "」"}
_KINDS = {"（": "round", "(": "round", "）": "round", ")": "round"}
_KINDS |= {each: pair[0] for pair in ("《》", "〈〉", "【】", "「」") for each in pair}
_SIGNS = re.compile("[（）()《》〈〉【】「」]")
_PARAGRAPH = re.compile(r"\n[ \t\u3000>]*\n|\n(?=[ \t]*(?:[-*+#|]|\d+[.、])[ \t])")
_NUMBERED = re.compile(
    r"(?:^|\n|[；;。：:，,、 \t\u3000>|*-])[ \t\u3000>|*-]*[0-9０-９A-Za-z一二三四五六七八九十○①-⑳Ⅰ-Ⅻ]{1,3}$"
)
_SENTENCE = re.compile("[，。；\n]")
_LONGEST_NAME = 80
# （1995年8月29日…通过 ¶ 2022年…修订）
_NOTE = re.compile(
    r"（[ \t\u3000]*(?:(?:19|20)\d\d|[一二][○〇零九OＯ0]?[\d一二三四五六七八九○〇零OＯ0]{2,3})[ \t\u3000]*年"
)
_BEGINS_THE_TEXT = re.compile(r"\s*(?:#{2,}|第[一1][ \u3000]*[编章条]|[-*+|])")
_SHORT = 240
_MOST_PARAGRAPHS = 30
_LONGEST_TITLE = 3


def find(text: str) -> Iterator[Slip]:
    ends = (*(each.start() for each in _PARAGRAPH.finditer(text)), len(text))
    paragraphs = list(pairwise((0, *ends)))
    by_paragraph = [_paired(text, start, end) for start, end in paragraphs]
    found = [slip for slips in _without_notes(text, paragraphs, by_paragraph) for slip in slips]
    yield from found
    if "（" in text and "(" in text and _is_name(text) and not any(each.rule is TWO_WIDTHS for each in found):
        second = max(text.index("（"), text.index("("))
        yield Slip(second, second + 1, TWO_STYLES)


def _without_notes(text: str, paragraphs: list[tuple[int, int]], found: list[list[Slip]]) -> list[list[Slip]]:
    """Signs without a fellow in their own paragraph are held against those of the next short ones."""
    head = _head(text, paragraphs)
    opened: list[tuple[int, Slip]] = []
    paired: set[int] = set()
    for place, slips in enumerate(found):
        start, end = paragraphs[place]
        if end - start > _SHORT:
            opened = []
        opened = [each for each in opened if place - each[0] < _MOST_PARAGRAPHS]
        for slip in (each for each in slips if each.rule is UNPAIRED):
            sign = text[slip.start]
            if sign in _FELLOW:
                if place < head or _NOTE.match(text, slip.start):
                    opened.append((place, slip))
            elif opened and _goes_on(text, opened[-1], (place, slip), head):
                paired |= {opened.pop()[1].start, slip.start}
    return [[each for each in slips if each.start not in paired] for slips in found]


def _goes_on(text: str, opening: tuple[int, Slip], closing: tuple[int, Slip], head: int) -> bool:
    """Within the head, or of a note wherever it stands: an attached statute has its own."""
    first, last = opening[1].start, closing[1].start
    is_near = closing[0] < head and closing[0] - opening[0] <= _LONGEST_TITLE
    within = is_near or _NOTE.match(text, first) is not None
    return within and opening[0] < closing[0] and _KINDS[text[first]] == _KINDS[text[last]]


def _head(text: str, paragraphs: list[tuple[int, int]]) -> int:
    """How many short paragraphs stand before the first chapter or article: titles, notes, who made it and when."""
    for place, (start, end) in enumerate(paragraphs[:_MOST_PARAGRAPHS]):
        if end - start > _SHORT or _BEGINS_THE_TEXT.match(text, start):
            return place
    return min(len(paragraphs), _MOST_PARAGRAPHS)


def _is_name(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and not _SENTENCE.search(text)


def _paired(text: str, start: int, end: int) -> list[Slip]:
    found: list[Slip] = []
    opened: list[tuple[str, int]] = []
    for each in _SIGNS.finditer(text, start, end):
        sign, at = each.group(), each.start()
        if sign in _FELLOW:
            opened.append((sign, at))
        elif opened and _KINDS[opened[-1][0]] == _KINDS[sign]:
            first, begin = opened.pop()
            if _FELLOW[first] != sign:
                found.append(Slip(begin, at + 1, TWO_WIDTHS))
        elif not (_KINDS[sign] == "round" and _NUMBERED.search(text[max(start, at - 8) : at])):
            found.append(Slip(at, at + 1, UNPAIRED))
    found += [Slip(at, at + 1, UNPAIRED) for _, at in opened]
    return sorted(found, key=lambda slip: slip.start)


ROOM = Room(find, frozenset("（）()《》〈〉【】「」"))
