"""What was left open: blanks in numbers and dates, marks that hold a place, words of a template.

Seen in published texts: 政〔〕8号, 〔20 〕, 于月31日前, 20*年*月*日, ××区, 年 月 日. Not counted: a masked name (李××) or
number (138****0000), which protects a person; emphasis in Markdown; a rule of dashes; a form for readers to fill in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gkgen.checks.forms.paper_forms import left_open
from gkgen.checks.forms.slip import Room, Slip
from gkgen.findings import Rule, Text, warning

NUMBER = warning(
    "W811",
    Text("文号“{found}”还没有填全", "the document number “{found}” isn't filled in"),
    Text("填上机关代字、年份和序号", "fill in the organ's code, the year and the number"),
    "GB/T 9704—2012 第7.2.5条",
)
DATE = warning(
    "W812",
    Text("日期“{found}”还没有填全", "the date “{found}” isn't filled in"),
    Text("填上年、月、日", "fill in the year, the month and the day"),
)
MARK = warning(
    "W813",
    Text("“{found}”是没有填的空", "“{found}” is a blank that was never filled in"),
    Text("填上实际内容；确实不能公开的，用文字说明", "fill it in, or say in words why it can't be told"),
)
TEMPLATE = warning(
    "W814",
    Text("“{found}”是模板里的话", "“{found}” are the template's words"),
    Text("换成实际内容，或者删去这一项", "put the real content here, or delete the field"),
)

_HELD = r"[ \t\u3000xX×＊*＿_○〇Ｘ?？]"
_NUMBER = re.compile(
    rf"〔{_HELD}*(?:19|20)\d?{_HELD}*〕(?:{_HELD}*第?{_HELD}*\d*{_HELD}*号)?"
    rf"|〔{_HELD}*〕{_HELD}*第?{_HELD}*\d*{_HELD}*号"
    rf"|(?<=[一-鿿])[\[［【（(﹝〖](?:20|19)?\d?{_HELD}*[\]］】）)﹞〗]{_HELD}*\d+{_HELD}*号"
    rf"|〔(?:19|20)\d\d〕{_HELD}*第?{_HELD}*号"
    r"|(?:(?<=[一-鿿])〔[ ]?[0-4]\d[ ]?〕|(?<=[发函])[\[［【（(][0-4]\d[\]］】）)])[ ]?第?[ ]?\d+[ ]?号(?!楼|院|线|机|井|店|库|房|门|厂)"
)
_MARKS = "×xXＸ*＊＿_○"
_YEARS = re.compile(
    rf"(?:19|20)(?<!\d..)(?:\d?[{_MARKS}〇]+年(?:度|[\d{_MARKS} \u3000]{{0,6}}月(?:[\d{_MARKS} \u3000]{{0,6}}日)?)?"
    r"|\d?[ \u3000]+年[\d \u3000]{0,6}月(?:[\d \u3000]{0,6}日)?"
    rf"|\d\d年[ \u3000]*[{_MARKS}]{{1,2}}[ \u3000]*月(?:[\d{_MARKS} \u3000]{{0,4}}日)?"
    r"|\d\d年[ \u3000]*\d{0,2}[ \u3000]*月[ \u3000]+日)"
)
_SPACED = re.compile(r"年[ \u3000_＿]+月[ \u3000_＿]+日")
_MARKED = re.compile(r"(?<![\d×xXＸ*＊])[×xXＸ*＊]{1,4}年[×xXＸ*＊]{1,2}月(?:[×xXＸ*＊]{1,2}日)?")
_LOST_MONTH = re.compile(rf"月(?<=[于至在自从到].)(?:\d|[{_MARKS}]){{1,2}}日")
_LOST_YEAR = re.compile(
    r"年(?<=[，。；、,定制].)(?=政务公开|政府信息公开|重点工作|主要工作|工作要点|工作计划|工作总结)"
)
_ORGANS = (
    r"(?=省|自治[区州县]|市|区|县|旗|乡|镇|街道|村|社区|局|委员会|办公室|办事处|人民政府|单位|部门|科室|路)"
)
_CROSS = r"(?:×{1,4}|Ｘ{1,4}|[Xx]{2,4}|○{2,4})"
_MARK = re.compile(
    rf"(?<![A-Za-z0-9×Ｘ○一-鿿]){_CROSS}{_ORGANS}|(?<=[为由在和及与至到向的经]){_CROSS}{_ORGANS}"
    r"|(?<=[《（(])[*＊](?=[一-鿿])|(?<=的)[*＊](?=精神|大)"
)
_LINE = re.compile(r"(?<![_＿\w])(?:_{4,}|＿{2,})(?=[^\s_＿])|(?<=[一-鿿：:])(?:_{2,}|＿+)")
_SOMEBODY = re.compile("某某(?=[省市区县乡镇村局])")
_TEMPLATE = re.compile(
    r"在这里[^。；，\n]{0,8}写[^。；，\n]{0,10}|(?:请)?在此(?:处)?(?:填写|输入|插入)[^。；，\n]{0,8}"
    r"|此处(?:填写|填入|输入|插入|省略)[^。；，\n]{0,8}|[（(【\[](?:待填|待补充|待完善|待定稿|请填写)[^）)】\]\n]{0,8}[）)】\]]"
    r"|TODO|Lorem ipsum|(?:测试){2,}|这是一条测试[^。；，\n]{0,8}"
)


def find_numbers(text: str) -> Iterator[Slip]:
    yield from left_open(_each(_NUMBER, NUMBER, text), text)


def find_years(text: str) -> Iterator[Slip]:
    yield from left_open(_each(_YEARS, DATE, text), text)


def find_dates(text: str) -> Iterator[Slip]:
    spaced = list(_each(_SPACED, DATE, text))
    whole = [found.span() for found in _YEARS.finditer(text)] if spaced else []
    yield from left_open((slip for slip in spaced if not any(a <= slip.start < b for a, b in whole)), text)
    for pattern in (_LOST_MONTH, _LOST_YEAR):
        yield from _each(pattern, DATE, text)


def find_marked_dates(text: str) -> Iterator[Slip]:
    yield from left_open(_each(_MARKED, DATE, text), text)


def find_marks(text: str) -> Iterator[Slip]:
    for slip in left_open(_each(_MARK, MARK, text), text):
        if text[slip.start] not in "*＊" or _lines_stars(text, slip.start) % 2:
            yield slip


def find_lines(text: str) -> Iterator[Slip]:
    yield from left_open(_each(_LINE, MARK, text), text)


def find_somebody(text: str) -> Iterator[Slip]:
    yield from _each(_SOMEBODY, MARK, text)


def find_templates(text: str) -> Iterator[Slip]:
    yield from _each(_TEMPLATE, TEMPLATE, text)


def _each(pattern: re.Pattern[str], rule: Rule, text: str) -> Iterator[Slip]:
    for found in pattern.finditer(text):
        yield Slip(found.start(), found.end(), rule)


def _lines_stars(text: str, at: int) -> int:
    """How many asterisks the line has: pairs are emphasis."""
    end = text.find("\n", at)
    return text.count("*", text.rfind("\n", 0, at) + 1, end if end >= 0 else len(text))


_CROSSES = frozenset("×ＸXx○*＊")
_HOLDING = (
    "×",
    "Ｘ",
    "XX",
    "Xx",
    "xX",
    "xx",
    "○○",
    *(f"{before}{star}" for before in "《（(的" for star in "*＊"),
)
ROOMS = (
    Room(find_numbers, frozenset("〔[［【（(﹝〖"), ("〔", "号")),
    Room(find_years, frozenset("年")),
    Room(find_dates, frozenset("年月")),
    Room(find_marked_dates, _CROSSES, ("年",)),
    Room(find_marks, words=_HOLDING),
    Room(find_lines, frozenset("_＿")),
    Room(find_somebody, words=("某某",)),
    Room(
        find_templates,
        words=("在这里", "在此", "此处", "（待", "(待", "【待", "[待", "请填写", "TODO", "Lorem", "测试"),
    ),
)
