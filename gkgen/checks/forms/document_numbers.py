"""Document numbers (发文字号) in running text: 机关代字、〔年份〕、序号.

GB/T 9704-2012, 7.2.5: the year in full within 六角括号〔〕, the number without “第” and without leading zeros.
Orders (令) and announcements (公告) have “第” by custom and keep it. A year in round brackets without an organ's
code before it is the number of a case or a contract, not of a document; 3号楼 is a house.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gkgen.checks.forms.slip import Slip
from gkgen.findings import Text, warning

STANDARD = "GB/T 9704—2012 第7.2.5条"
BRACKETS = warning(
    "W801",
    Text("文号“{found}”的年份没有用六角括号", "the year of the document number “{found}” isn't in 〔〕"),
    Text("改成“{right}”", "write “{right}”"),
    STANDARD,
)
SPACED = warning(
    "W802",
    Text("文号“{found}”中间有空格", "there is a space in the document number “{found}”"),
    Text("改成“{right}”", "write “{right}”"),
    STANDARD,
)
PADDED = warning(
    "W803",
    Text("文号“{found}”的序号加了“第”或者补了零", "the document number “{found}” has 第 or leading zeros"),
    Text("改成“{right}”", "write “{right}”"),
    STANDARD,
)
NO_ORGAN = warning(
    "W804",
    Text("文号“{found}”前面没有机关代字", "the document number “{found}” has no organ's code before it"),
    Text("补上机关代字，例如“国办发〔2019〕54号”", "put the organ's code before it, like 国办发〔2019〕54号"),
    STANDARD,
)
NOT_CLOSED = warning(
    "W805",
    Text("文号“{found}”外面的括号不成对", "the brackets around the document number “{found}” don't match"),
    Text("改成“{right}”", "write “{right}”"),
    STANDARD,
)
CITATIONS = frozenset({BRACKETS.code, SPACED.code, PADDED.code, NOT_CLOSED.code})
"""Rules that mend how a document is cited, and never what it says."""

_GAP = r"[ \t\u3000\xa0]*"
_NUMBER = re.compile(
    rf"(?P<open>[\[［【（(〔﹝〖]){_GAP}(?P<year>(?:19[4-9]|20[0-4])\d){_GAP}(?P<close>[\]］】）)〕﹞〗])"
    rf"{_GAP}(?P<ordinal>第?){_GAP}0*(?P<number>[1-9]\d{{0,4}}){_GAP}号(?!楼|院|线|机|井|店|库|房|门|厂|地块|公路|宗地)"
)
# 国发2016年5号; an announcement has 第 (公告2026年第3号), and what was 印发2016年 is no code.
_PLAIN_YEAR = re.compile(
    rf"[发函](?<=[一-鿿].)(?<![印转下签颁制核开批分补研已首统散].){_GAP}(?P<year>(?:19[4-9]|20[0-4])\d){_GAP}年{_GAP}0*(?P<number>[1-9]\d{{0,3}}){_GAP}号"
    r"(?!楼|院|线|机|井|店|库|房|门|厂|地块|公路|宗地|台风)"
)
_ORGAN = re.compile(rf"(?:^|.*(?:[按据照依见]|[^一-鿿]))([一-鿿]+){_GAP}$", re.DOTALL)
# Before round brackets only what an organ's code ends with: 甲厂(2014)3号 may be anything.
_CODES = frozenset("发字办函规令综税格通政监审复告文价")
_LISTED = re.compile(rf"号[^一-鿿〔]{{0,3}}{_GAP}$|号{_GAP}(?:[和及与]|以及|或者){_GAP}$")
_OWN_ORDINAL = re.compile(r"(?:令|公告|通告)$")
_CLOSING = {"（": "）", "(": ")"}
# A line of a wrapped paragraph may be closed on the next.
_PARAGRAPH_END = re.compile(r"[ \t]*(?:\n[ \t]*\n|\n?[ \t]*\Z)")
_LONGEST = 24


def find(text: str) -> Iterator[Slip]:
    for found in _NUMBER.finditer(text):
        before = text[max(0, found.start() - _LONGEST) : found.start()]
        organ = _ORGAN.search(before)
        is_round = found["open"] in "（(" and found["close"] in "）)"
        if organ is None:
            if not is_round and _is_alone(before):
                yield Slip(found.start(), found.end(), NO_ORGAN)
        elif not is_round or organ[1][-1] in _CODES:
            yield from _cited(text, found, organ[1], found.start() - len(before) + organ.start(1))
    yield from _plain_years(text)


def _plain_years(text: str) -> Iterator[Slip]:
    for found in _PLAIN_YEAR.finditer(text):
        behind_code = found.start() + 1
        organ = _ORGAN.search(text[max(0, behind_code - _LONGEST) : behind_code])
        if organ is not None:
            right = f"{organ[1]}〔{found['year']}〕{found['number']}号"
            yield Slip(behind_code - len(organ[1]), found.end(), BRACKETS, right)


def _is_alone(before: str) -> bool:
    """Nothing that could be a code, and no other number of the same organ, stands before it."""
    last = before.rstrip()[-1:]
    return not last.isalnum() and not _LISTED.search(before)


def _cited(text: str, found: re.Match[str], organ: str, start: int) -> Iterator[Slip]:
    """The whole number from its organ's code on, held against the one right way to write it."""
    ordinal = found["ordinal"] if _OWN_ORDINAL.search(organ) else ""
    right = f"{organ}〔{found['year']}〕{ordinal}{found['number']}号"
    written = text[start : found.end()]
    begin, end, whole = _surrounded(text, start, found.end(), right)
    if found["open"] != "〔" or found["close"] != "〕":
        rule = BRACKETS
    elif "".join(written.split()) != right:
        rule = PADDED
    elif written != right:
        rule = SPACED
    elif text[begin:end] != whole:
        rule = NOT_CLOSED
    else:
        return
    yield Slip(begin, end, rule, whole)


def _surrounded(text: str, start: int, end: int, right: str) -> tuple[int, int, str]:
    """The number with the bracket before it, where the one behind it is of another kind or isn't there."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    if before not in _CLOSING or not before:
        return start, end, right
    if behind and behind in "〕】］]":
        return start - 1, end + 1, before + right + _CLOSING[before]
    if _PARAGRAPH_END.match(text, end):
        return start - 1, end, f"（{right}）"
    return start, end, right
