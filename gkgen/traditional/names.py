"""Names of people on a page: told by the label beside them, kept wherever they stand as names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gkgen.traditional.words import any_of

_LABELS = [
    "负责人",
    "主要负责人",
    "部门负责人",
    "姓名",
    "负责人姓名",
    "审查人",
    "审核人",
    "批准人",
    "签发人",
    "起草人",
    "解读人",
    "联系人",
    "经办人",
    "承办人",
    "执法人员",
    "法定代表人",
    "法人代表",
    "代表人",
    "户主",
    "户主姓名",
    "申请人",
    "当事人",
    "被处罚人",
    "村责任人",
    "责任人",
    "责任人姓名",
    "监督人",
    "评审专家",
    "局长",
    "副局长",
    "主任",
    "副主任",
    "科长",
    "区长",
    "副区长",
    "县长",
    "副县长",
    "镇长",
    "书记",
    "主持人",
    "发言人",
    "新闻发言人",
]
LABELS = frozenset(_LABELS)
# 百家姓 by the size of the families today, in Simplified; those that are common words stay out (公, 都, 时 …).
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦"
    "付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦"
    "俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳穆农司卓古吉缪简车项连芦麦褚娄"
    "窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀胥南班储"
    "原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻厉仝郁门于云钮羊花言竺幸逄暴厍慕干解松井富后舍种"
)
_GIVEN = "[一-鿿]"
_COMPOUND = "欧阳|上官|司马|司徒|诸葛|尉迟|皇甫|令狐|慕容|东方|夏侯|公孙|长孙|宇文|端木|南宫"
_NAME = (
    rf"(?:(?:{_COMPOUND}){_GIVEN}{{1,2}}|[{_SURNAMES}]{_GIVEN}{{1,2}}|{_GIVEN}{{1,6}}(?:·{_GIVEN}{{1,8}})+)"
)
_LIST = re.compile(rf"\s*{_NAME}(?:[、，,；;\s/]+{_NAME})*\s*")
_ONE = re.compile(_NAME)
_SAID = re.compile(rf"(?:{'|'.join(sorted(_LABELS, key=len, reverse=True))})\s*[：:]\s*({_NAME})(?!{_GIVEN})")
_BEFORE = re.compile(r"(?:负责人|联系人|审查人|经办人|代表人|人员|员|长|任|记|由|师|授|[^一-鿿]|^)$")
_AFTER = re.compile(r"(?:同志|先生|女士|局长|副|主任|科长|区长|县长|镇长|书记|等|任|为|[^一-鿿]|$)")


def names_in(value: str) -> Iterator[str]:
    """The names that a value under a label of names is made of; nothing when it is anything else."""
    if _LIST.fullmatch(value):
        yield from _ONE.findall(value)


def names_said(text: str) -> Iterator[str]:
    """Names that stand after their label in running text: 联系人：林望山."""
    return (found[1] for found in _SAID.finditer(text))


def places_of(names: Iterable[str], text: str) -> Iterator[tuple[int, int]]:
    """Where the names stand. One of two characters may be part of a word (于海 in 关于海洋): beside it there must be
    the end of a run of characters, or a word that goes with a name."""
    for found in any_of(set(names)).finditer(text):
        start, end = found.span()
        if end - start > 2 or (_BEFORE.search(text[max(0, start - 3) : start]) and _AFTER.match(text, end)):
            yield start, end
