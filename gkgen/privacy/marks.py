"""Marks of secrecy and of internal use, as a document bears them: not the words of a law that speaks about secrets.

国家秘密标志 is the grade, a star and the term (保守国家秘密法第二十二条, GB/T 9704-2012, 7.2.2). What stands in quotation marks
or as code is spoken about, and passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gkgen.privacy.sight import Kind, Sight

_GRADE = r"(?:绝[ \u3000]*密|机[ \u3000]*密|秘[ \u3000]*密)"
_TERM = r"(?:[ \u3000]*(?:\d{1,3}|[一二三四五六七八九十]{1,3})[ \u3000]*(?:年|个月|月|日|天)|[ \u3000]*(?:长期|启用前))?"
_STARRED = re.compile(rf"(?<![\u3400-\u9fff]){_GRADE}[ \u3000]*[★☆][ \u3000]*{_TERM}")
_GRADED = re.compile(rf"密[ \u3000]*级[ \u3000]*[：:][ \u3000]*{_GRADE}(?!级?[、，,；;或和])")
_ALONE = re.compile(rf"^[ \u3000#*]*{_GRADE}{_TERM}[ \u3000*]*$", re.MULTILINE)
_INTERNAL = re.compile(
    r"内部(?:资料|文件|材料|刊物)[ \u3000，,。；;、·（(]*(?:注意保存|注意保管|妥善保管|注意保密|不得外传|请勿外传|严禁外传|切勿外传|仅供参考)"
    r"|(?:仅供|仅限|限|供)(?:本?单位|机关)?内部(?:使用|参考|传阅|学习)[，,、 ]*(?:不得外传|请勿外传|严禁外传|注意保存)"
    r"|[（(【〔\[](?:仅供|仅限|限|供)?内部(?:使用|资料|文件|参考|传阅)[）)】〕\]]"
)
_INTERNAL_LINE = re.compile(
    r"^[ \u3000#*]*(?:内部(?:资料|文件|材料|使用|参考|传阅)|(?:仅供|仅限|限|供)内部(?:使用|参考|传阅)"
    r"|不得外传|请勿外传|严禁外传|注意保存|注意保密)[ \u3000*！!。]*$",
    re.MULTILINE,
)
_WORDS = ("★", "☆", "密", "内部", "外传", "注意保")
_QUOTES = "“‘「『\"'`"
_TOP_LINES = 12


def secrecy_marks(text: str) -> tuple[Sight, ...]:
    """A grade alone on a line counts among the first lines only, where a document has its mark."""
    if not any(word in text for word in _WORDS):
        return ()
    top = _top(text)
    found = [
        *_all("secret", _STARRED, text),
        *_all("secret", _GRADED, text),
        *_all("secret", _ALONE, top),
        *_all("internal", _INTERNAL, text),
        *_all("internal", _INTERNAL_LINE, top),
    ]
    apart: list[Sight] = []
    for sight in sorted(found, key=lambda each: (each.start, -each.end)):
        if not apart or apart[-1].end <= sight.start:
            apart.append(sight)
    return tuple(apart)


def _all(kind: Kind, pattern: re.Pattern[str], text: str) -> Iterator[Sight]:
    for found in pattern.finditer(text):
        if text[found.start() - 1 : found.start()] not in tuple(_QUOTES):
            yield Sight(kind, found.start(), found.end(), " ".join(found[0].strip(" \u3000#*").split()))


def _top(text: str) -> str:
    end = -1
    for _ in range(_TOP_LINES):
        end = text.find("\n", end + 1)
        if end < 0:
            return text
    return text[:end]
