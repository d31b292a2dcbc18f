"""What no conversion touches: document numbers, addresses, names of files, and the words that the site keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator

# 机关代字〔年份〕序号. In running text the code ends at the word before it, as far as that can be told.
_NUMBER = re.compile(r"[一-鿿]{0,14}[〔\[［(（【](?:19|20)\d\d[〕\]］)）】]\s?第?\s?\d{1,5}\s?号")
_ENDED = re.compile(
    r".*(?:根据|按照|依据|依照|印发|转发|参见|参照|通知|文件|文号|批复|公告|规定|办法|意见|方案|决定|[和及与或以见按的《为对是由从至即])"
)
_CODES = frozenset("发字办函规令综税格通政监审复告文价罚许准决裁医保环建教民财人社市食药应消卫交水农林")
_ADDRESS = re.compile(
    r"(?:https?|ftp|mailto):[^\s<>\"“”，。；（）]+"
    r"|[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    r"|[\w（）()《》—·.+-]+\.(?:docx?|xlsx?|pptx?|pdf|csv|zip|ofd|wps|et|txt|json|xml|ya?ml|md|html|png|jpe?g|svg|ics)\b"
)


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where a text stands as it is written, whatever its page says."""
    for found in _NUMBER.finditer(text):
        start = _beginning(found[0]) + found.start()
        if start < found.end():
            yield start, found.end()
    for found in _ADDRESS.finditer(text):
        yield found.span()


def _beginning(number: str) -> int:
    """How far from the left of a match its organ's code begins. Round brackets hold the year of a document only after
    what a code ends with: “（2026）3号” after any other word is a count."""
    bracket = re.search(r"[〔\[［(（【]", number)
    assert bracket is not None
    run = number[: bracket.start()]
    if bracket[0] in "(（" and (not run or run[-1] not in _CODES):
        return len(number)
    ended = _ENDED.match(run)
    return min(ended.end(), len(run) - 1) if ended and run else 0
