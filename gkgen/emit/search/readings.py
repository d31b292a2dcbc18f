"""Pinyin: how the characters of titles and names are read, for those who type only that.

A browser needs no reading of every title: it has the titles, and here are the readings of each of their characters:
those that the phrases of this site give it (行政 xing, 银行 hang), and the everyday others of a few.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import partial
from importlib.metadata import version
from zlib import crc32

from gkgen.cache import Remember, afresh
from gkgen.emit.search.memory import key_of
from gkgen.emit.search.variants import simplified

# Characters whose other everyday reading the dictionary of phrases may miss, above all in the names of places.
_OTHERS = {
    "乐": "yue", "会": "kuai", "传": "zhuan", "便": "pian", "六": "lu", "单": "shan", "厦": "xia", "圩": "xu",
    "埔": "bu", "堡": "bu pu", "大": "dai", "尉": "yu", "差": "chai", "巷": "hang", "曾": "zeng", "朝": "chao zhao",
    "柏": "bai bo", "校": "jiao", "洞": "tong", "浚": "xun", "涡": "guo", "牟": "mu", "番": "pan", "盛": "cheng",
    "石": "dan", "秘": "bi", "称": "chen", "系": "ji", "给": "ji", "蔚": "yu", "藏": "zang", "行": "hang",
    "解": "xie", "调": "tiao", "还": "huan", "都": "du", "重": "chong", "铅": "yan", "长": "chang zhang",
    "阿": "e", "降": "xiang",
}  # fmt: skip


# Names are read in so many groups, so that a new title has one of them read again.
_GROUPS = 64


def readings_of(texts: Iterable[str], remember: Remember = afresh) -> dict[str, str]:
    """The characters that are read so, by reading: {"gong": "公供工", …}. ü is written v, and also u, as a query is
    folded."""
    groups: list[list[str]] = [[] for _ in range(_GROUPS)]
    for name in sorted({name for text in texts for name in _han(text).split()}):
        groups[crc32(name.encode()) % _GROUPS].append(name)
    found: dict[str, set[str]] = {}
    programs = (version("pypinyin"), repr(_OTHERS))
    for names in groups:
        said = remember("readings", key_of(programs, names), partial(_read, names))
        for char, readings in json.loads(said).items():
            found.setdefault(char, set()).update(readings)
    return _by_reading(found)


def _han(text: str) -> str:
    return "".join(simplified().get(char, char) if "\u4e00" <= char <= "\u9fff" else " " for char in text)


def _read(names: Sequence[str]) -> bytes:
    """The readings of each character in these names, in JSON."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 — its tables take long to load

    found: dict[str, set[str]] = {}
    for name in names:
        for char, reading in zip(name, lazy_pinyin(name, style=Style.NORMAL), strict=True):
            found.setdefault(char, set()).update({reading, *_OTHERS.get(char, "").split()} - {""})
    return json.dumps({char: sorted(found[char]) for char in sorted(found)}).encode()


def _by_reading(found: dict[str, set[str]]) -> dict[str, str]:
    table: dict[str, list[str]] = {}
    for char in sorted(found):
        for reading in sorted(found[char]):
            for written in sorted({reading, reading.replace("v", "u")}):
                if written.isascii() and written.isalpha():
                    table.setdefault(written, []).append(char)
    return {reading: "".join(table[reading]) for reading in sorted(table)}
