"""A word or a mark that is written twice.

Not counted: a word that ends as the next begins (目的的, 可以以, 规定规定的, 提出申请申请人, 有限公司公司章程), and
reduplication (人人, 干干净净, 一步一步, 研究研究, 再完善完善). So verbs, adverbs and the like that begin no word of their own
are told wherever they stand; nouns, and verbs that are nouns too, where a mark behind them shows that nothing begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gkgen.checks.forms.slip import Room, Slip
from gkgen.checks.forms.words import NEVER_TWICE, NOUNS, REDUPLICATED, WHOLE
from gkgen.findings import Text, warning

WORD = warning(
    "W832",
    Text("“{found}”重复了", "“{found}” is written twice"),
    Text("核对原文，删去一个", "compare the original and delete one"),
)
MARK = warning(
    "W833",
    Text("标点“{found}”重复了", "the punctuation “{found}” is doubled"),
    Text("只留一个", "keep one"),
    "GB/T 15834—2011",
)

_TWICE = re.compile("([一-鿿]{1,4})\\1")
# A small word that can't stand twice, with what before it or behind it makes two words of it.
_SMALL = {
    "的": ("目标有", "确士"),
    "了": ("为除末罢", "解结事却"),
    "是": ("但可还只就总要若不于正凡国", "非"),
    "在": ("存现正旨所实潜内外不", "校职建岗册编籍读线京"),
    "和": ("总饱共温", "谐平解睦好气县田"),
    "与": ("参", "会"),
    "及": ("以涉普", "时格早"),
    "由": ("自理事缘", ""),
    "并": ("合兼吞", "购列入网"),
    "该": ("应", ""),
    "我": ("", ""),
}
# 我区, 全市, 本县, 各镇.
_OUR_PLACE = re.compile("[我本全各该][国省市州盟区县旗乡镇村局委厅院校]")
# 部门预算, 政务外网, 工作日, 政策解读, 推进会, 能力提升行动: the second begins a word of its own.
_BEGINS_A_NOUN = re.compile(
    "[预决网组队日站室者量证员性书法局厅业费型化库]|会(?!议)|议|外网|人[员才]|专班|领导小组|小组|机[制构]|制度|方案|要点"
    "|计划|总结|规[则程定]|条例|流程|指南|手册|报告|职责|任务|要求|目标|经费|场所|单位|部门|委员|办公|解读|文件|咨询|依据|措施|清单"
    "|名称|负责|内部|职工|性质|代码|缴|路线|满意|整改|线索|说明|通报|公告|支持|宣传"
)
_BEGINS_A_NAME = re.compile("[期性型版员]|情况|行动|工程|会(?!议)|中心|[基资]金|年(?!度)|法(?![律规治])")
_NOTHING_BEGINS = re.compile(r"[，。；：、！？》”）)]|\s*\Z|[ \t]*\n[ \t]*\n")
_ASKED_TO = ("再", "好好", "多", "先")
_COUNTS = frozenset("一二两三四五六七八九十百千万个天年月日几")
_MARK = re.compile("(?P<one>[。，、；：])(?:(?P=one)+|[。，、；：])")


def find_words(text: str) -> Iterator[Slip]:
    for found in _TWICE.finditer(text):
        if _is_slip(found[1], text, found.start(), found.end()):
            yield Slip(found.start(), found.end(), WORD)


def _is_slip(word: str, text: str, start: int, end: int) -> bool:
    before, behind = text[max(0, start - 2) : start], text[end : end + 4]
    if word in _SMALL:
        ends, begins = _SMALL[word]
        return not (before and before[-1] in ends) and not (behind and behind[0] in begins)
    if len(word) < 2 or len(set(word)) == 1:
        return False
    if before.endswith(_ASKED_TO):
        return False
    if word in NOUNS:
        return not _BEGINS_A_NOUN.match(behind)
    if word in NEVER_TWICE or _OUR_PLACE.fullmatch(word):
        return not _BEGINS_A_NAME.match(behind)
    return _is_known(word) and _NOTHING_BEGINS.match(text, end, end + 20) is not None


def _is_known(word: str) -> bool:
    """A word of official texts, or three and four characters that count nothing: 一步步一步步."""
    if len(word) == 2:
        return word in WHOLE and word not in REDUPLICATED
    return _COUNTS.isdisjoint(word)


def find_marks(text: str) -> Iterator[Slip]:
    """Two alike have one answer; three full stops may be an ellipsis, and of two that differ either may be meant."""
    for found in _MARK.finditer(text):
        marks = found.group()
        only = marks[0] if len(set(marks)) == 1 and (len(marks) == 2 or marks[0] != "。") else None
        yield Slip(found.start(), found.end(), MARK, only)


ROOMS = (Room(find_words), Room(find_marks, frozenset("。，、；：")))
