"""Damaged text: read in a wrong encoding, holes left by a word filter, glosses and traditional characters of a copy.

What a decoder itself leaves behind (U+FFFD, 锟斤拷) and private characters are told when a file is read; here stand
the damages that are made of ordinary characters. Told once a text, at its first place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gkgen.checks.forms.slip import Room, Slip
from gkgen.findings import Text, error, warning

GARBLED = error(
    "W821",
    Text(
        "“{found}”像是编码转换错了的文字（乱码）",
        "“{found}” looks like text that was read in a wrong encoding",
    ),
    Text("从原来的文件重新复制这一段", "copy this passage anew from the original"),
)
GLOSSED = warning(
    "W822",
    Text("“{found}”后面混进了拼音", "pinyin got in after a character: “{found}”"),
    Text(
        "从原来的文件重新复制；这是转载网站加进去的",
        "copy it anew from the original; a mirror site has put it in",
    ),
)
HOLE = warning(
    "W823",
    Text(
        "“{found}”中间缺了字，多半是被敏感词过滤挖去的",
        "a character is missing in “{found}”: a word filter has probably cut it out",
    ),
    Text("照原文补上", "put it back as in the original"),
)
TRADITIONAL = warning(
    "W824",
    Text("简体文字里有繁体字：{found}", "there are traditional characters in simplified text: {found}"),
    Text(
        "换成简体字；引用原文的，用引号标明", "use simplified characters, or quotation marks for a quotation"
    ),
    "国家通用语言文字法第九条",
)

# UTF-8 read as Latin-1 or Windows-1252: the first byte of a Chinese character, then signs that no word has. A quotation
# mark or an ellipsis may follow “café”.
_SIGNS = "\xa2-\xaa\xac-\xaf\xb1-\xb6\xb8-\xba\xbc-\xbf€‚ƒ„†‡ˆ‰Š‹ŒŽ˜™š›œžŸ"
_ALL_SIGNS = f"{_SIGNS}\xa0\xa1\xab\xb0\xb7\xbb…‘’“”•–—"
_LATIN = re.compile(f"(?:[ã-é][{_ALL_SIGNS}]{{1,2}}){{2,}}|[ã-é][{_ALL_SIGNS}]?[{_SIGNS}]")
# GBK read one byte off: the brackets of （一） become bopomofo, small forms and box lines among Han characters.
_SHIFTED = re.compile("(?<=[。一-鿿])(?:[ㄅ-ㄩ](?=[一-鿿])|[ㄅ-ㄩǖǘǚǜ]?[一-鿿]?[﹐-﹫┌-╋](?=[一-鿿]))")
# UTF-8 read as GBK: these begin the commonest of such pairs, and are seldom met otherwise.
_PAIRS = frozenset("锛銆鈥鐨鏄涓浜鍦鍜鏈鏂鎴绗鍏鏀鎯娴")
_GBK = re.compile(f"[{''.join(sorted(_PAIRS))}]")
_GLOSS = re.compile("[一-鿿]\\([a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]*\\)(?=[一-鿿])")
_HOLE = re.compile("[一-鿿]_(?=[一-鿿])|(?<=[《一-鿿])[a-z]_[a-z](?=[一-鿿])|(?<=以)_(?=理论|理論)")
_LONGEST_NAME = 30
_TRADITIONAL = frozenset(
    "國這為們個會來時說對開關於務業學進點發經過還種樣現實應當機動産產數員結構據規運參與護環體義"
    "計議設認證該談調論講許請讀識變讓費資貿質負責賬車轉輛輕載辦農達遠適選遷郵鄉鎮長門問間閱隊際"
    "險難電項順須預領頭題願類風飛飯館驗齊龍處號從後總總綜續線維網緊權歷歸氣決沒漢滿濟準無爭獨獲"
    "監盡盤確礦禮離積穩競筆節範築簡糧級紀納純組細終絕給統繼罰聯職聽腦舉舊艱藝藥蘇補裝製複見視覺觀"
)
_ENOUGH = 3
_LEFTOVERS = frozenset("ãäåæçèé").union(
    *(map(chr, range(*each)) for each in ((0x3105, 0x312A), (0xFE50, 0xFE6C), (0x250C, 0x254C)))
)


def find_garbled(text: str) -> Iterator[Slip]:
    for pattern in (_LATIN, _SHIFTED):
        if found := pattern.search(text):
            yield Slip(found.start(), found.end(), GARBLED)
            return


def find_misread(text: str) -> Iterator[Slip]:
    for found in _GBK.finditer(text):
        run = text[found.start() : found.start() + 3]
        if _is_misread(run):
            yield Slip(found.start(), found.start() + len(run), GARBLED)
            return


def _is_misread(run: str) -> bool:
    """Three characters whose six bytes in GBK are two Chinese characters in UTF-8."""
    try:
        meant = run.encode("gb18030").decode()
    except UnicodeError:
        return False
    return len(run) == 3 and len(meant) == 2 and all("\u2010" <= each <= "\uffee" for each in meant)


def find_glosses(text: str) -> Iterator[Slip]:
    """After a traditional character, or twice: once after another it explains a rare one (垚(yáo)村)."""
    found = list(_GLOSS.finditer(text))
    if len(found) > 1 or (found and found[0].group()[0] in _TRADITIONAL):
        yield Slip(found[0].start(), found[0].end(), GLOSSED)


def find_holes(text: str) -> Iterator[Slip]:
    """In a sentence: a short name may have an underscore for a space, as files have."""
    found = _HOLE.search(text)
    if found and (len(text) > _LONGEST_NAME or found.group()[0].isascii()):
        yield Slip(found.start(), found.end() + 1, HOLE)


def find_traditional(text: str) -> Iterator[Slip]:
    """Three different characters at least: one or two may be a name."""
    if len(_TRADITIONAL.intersection(text)) < _ENOUGH:
        return
    first = next(place for place, each in enumerate(text) if each in _TRADITIONAL)
    yield Slip(first, first + 1, TRADITIONAL)


ROOMS = (
    Room(find_garbled, _LEFTOVERS),
    Room(find_misread, _PAIRS),
    Room(find_glosses, frozenset("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ")),
    Room(find_holes, frozenset("_")),
    Room(find_traditional, _TRADITIONAL),
)
