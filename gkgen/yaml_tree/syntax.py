"""What the author meant where the YAML parser stopped: its complaint, told at the place of the mistake."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from gkgen.characters import shown
from gkgen.findings import Finding, Place, Text, error
from gkgen.yaml_tree.breach import Breach, Case

SYNTAX = error(
    "Y121",
    Text("这里不合 YAML 的写法（{problem}）", "this is not YAML: {problem}"),
    Text("对照相邻几行改；拿不准的值放进单引号", "compare the lines around it; in doubt, quote the value"),
)
FULL_WIDTH_COLON = error(
    "Y122",
    Text("“{key}”后面是全角冒号“：”", "a full-width colon “：” follows “{key}”"),
    Text("改成半角冒号加一个空格：“{key}: ”", "write a plain colon and a space: “{key}: ”"),
)
NO_SPACE = error(
    "Y123",
    Text("“{key}:”后面缺一个空格", "a space is missing after “{key}:”"),
    Text("写成“{key}: 值”", "write “{key}: value”"),
)
TAB = error(
    "Y124",
    Text("这里用制表符（Tab）缩进", "a tab indents this line"),
    Text("换成空格，每层两个", "use spaces, two for each level"),
)
OPEN_QUOTE = error(
    "Y125",
    Text("这里的引号没有闭合", "the quotation mark here is never closed"),
    Text(
        "在这个值的末尾补上同样的引号；值里面的英文引号改成“”",
        "put the same mark at the end of the value; use “” within it",
    ),
)
AFTER_QUOTE = error(
    "Y126",
    Text("引号闭合以后还有文字", "there is more text after the closing quotation mark"),
    Text(
        "值里面的英文引号改成“”，或把整个值放进单引号",
        "write “” for the marks within, or put the whole value within single quotes",
    ),
)
OPEN_BRACKET = error(
    "Y127",
    Text("这里的“{bracket}”没有闭合，或里面少了逗号", "the {bracket} here isn't closed, or lacks a comma"),
    Text("补上括号或逗号；不是列表就把值放进单引号", "add what is missing; quote the value if it is no list"),
)
SIGN = error(
    "Y128",
    Text("值不能以“{sign}”开头", "a value can't begin with {sign}"),
    Text("把整个值放进单引号：'{sign}…'", "put the whole value within single quotes: '{sign}…'"),
)
SECOND_COLON = error(
    "Y129",
    Text("这里多了一个“: ”", "there is one “: ” too many here"),
    Text(
        "值里面有冒号时把整个值放进单引号；若这是新的一行，检查缩进",
        "put a value with a colon within single quotes; if this is a new line, check how it is indented",
    ),
)
NO_COLON = error(
    "Y130",
    Text("这一行没有冒号，不是“键: 值”", "this line has no colon: it is no “key: value”"),
    Text(
        "补上冒号；上一个值的续行要多缩进两格；正文从这里开始的话，在前面加一行“---”",
        "add it; indent the line if it belongs to the value above; put --- above it if the text begins here",
    ),
)
ESCAPE = error(
    "Y131",
    Text("双引号里的“{escape}”不是可用的转义", "“{escape}” is no escape that a double-quoted text knows"),
    Text("把双引号换成单引号，里面就都是原文", "use single quotes: everything within them is plain text"),
)
INDENT = error(
    "Y132",
    Text("这一行的缩进与上文对不上", "this line isn't indented like the lines that it belongs to"),
    Text(
        "同一层的键从同一列开始，下一层多两格", "begin keys of one level in one column, the next two further"
    ),
)
DASH = error(
    "Y133",
    Text("列表的“- ”不能与键写在同一行", "a list's “- ” can't stand on the line of its key"),
    Text("“键:”后面换行，每项一行，以“- ”开头", "break the line after “key:”; begin each line with “- ”"),
)
BLOCK_HEAD = error(
    "Y134",
    Text("“{sign}”后面不能接文字", "no text can follow the “{sign}”"),
    Text("文字从下一行开始，缩进两格", "begin the text on the next line, indented by two"),
)
STRAY_BRACKET = error(
    "Y135",
    Text("这里多了一个“{bracket}”", "there is one {bracket} too many here"),
    Text(
        "删去它；它是文字的话，把整个值放进单引号",
        "delete it; if it is text, put the whole value within single quotes",
    ),
)
NOT_A_KEY = error(
    "Y142",
    Text("这里的键不是一段文字", "the key here is not a text"),
    Text("写成“键: 值”；以花括号或方括号开头的值要放进单引号", "write “key: value”; quote a value in braces"),
)
DOCUMENTS = error(
    "Y147",
    Text("一个文件里只能有一份内容，这里又开始了一份", "a second document begins here; a file holds one"),
    Text("删去这里的“---”，或拆成两个文件", "delete this ---, or make it two files"),
)


_KEY = r"(?P<lead>[ \t]*(?:- +)*)(?P<key>[^\s:：#\"'\[\]{},|>&*!%@`-][^:：\"']{0,30})"
_FULL_WIDTH = re.compile(_KEY + "：")
_TIGHT = re.compile(_KEY + r"(?<=[^\d\s]):(?=[^\s/:])")


def explain(breach: Breach, text: str, file: str, first_line: int) -> Finding:
    """One finding for the one complaint, at the place where the author can mend it."""
    case = Case(breach, text.split("\n"), file, first_line)
    return next(finding for step in _STEPS if (finding := step(case)) is not None)


def instead_of_keys(text: str, file: str, first_line: int) -> Finding | None:
    """Why a text has no key at all: the first line whose colon is full-width or lacks its space."""
    lines = text.split("\n")
    return _slipped_colon(range(len(lines)), lines, file, first_line)


def _tab(case: Case) -> Finding | None:
    breach = case.breach
    is_tab = "tab character" in breach.problem or case.character(breach.line, breach.column) == "\t"
    return case.here(TAB) if is_tab else None


def _colon(case: Case) -> Finding | None:
    """The parser notices a slipped colon a line or more after it."""
    breach = case.breach
    if breach.context == "while scanning a quoted scalar":
        return None
    first = breach.line
    if "simple key" in breach.context and breach.context_line is not None:
        first = breach.context_line
    elif breach.last is not None and not breach.last.is_quoted:
        first = min(first, breach.last.line)
    return _slipped_colon(range(first, breach.line + 1), case.lines, case.file, case.first_line)


def _slipped_colon(numbers: Iterable[int], lines: list[str], file: str, first_line: int) -> Finding | None:
    for number in numbers:
        for rule, pattern in ((FULL_WIDTH_COLON, _FULL_WIDTH), (NO_SPACE, _TIGHT)):
            if number < len(lines) and (found := pattern.match(lines[number])):
                place = Place(file, number + first_line, found.end())
                return rule.at(place, key=shown(found["key"].strip()))
    return None


def _quote(case: Case) -> Finding | None:
    breach, last = case.breach, case.breach.last
    if breach.context == "while scanning a quoted scalar":
        return case.context(OPEN_QUOTE)
    if last is None or not last.is_quoted:
        return None
    if last.line < last.end_line:
        return case.finding(OPEN_QUOTE, last.line, last.column)
    is_right_after = last.end_line == breach.line and last.end_column <= breach.column
    return case.here(AFTER_QUOTE) if is_right_after and "did not find" in breach.problem else None


def _bracket(case: Case) -> Finding | None:
    breach = case.breach
    stray = case.character(breach.line, breach.column)
    if "did not find" in breach.problem and "flow" not in breach.context and stray in ("]", "}"):
        return case.here(STRAY_BRACKET, bracket=stray)
    if "flow" not in breach.context or breach.context_line is None:
        return None
    bracket = case.character(breach.context_line, breach.context_column)
    return case.context(OPEN_BRACKET, bracket=bracket) if bracket in ("[", "{") else None


def _sign(case: Case) -> Finding | None:
    breach = case.breach
    if "start any token" in breach.problem:
        return case.here(SIGN, sign=case.character(breach.line, breach.column))
    if "alphabetic or numeric" in breach.problem and breach.context_line is not None:
        sign = case.character(breach.context_line, breach.context_column)
        return case.context(SIGN, sign=sign)
    if "tag" in breach.context or "tag handle" in breach.problem:
        return case.context(SIGN, sign="!")
    return None


def _block_head(case: Case) -> Finding | None:
    breach = case.breach
    if breach.context != "while scanning a block scalar" or breach.context_line is None:
        return None
    return case.context(BLOCK_HEAD, sign=case.character(breach.context_line, breach.context_column))


def _escape(case: Case) -> Finding | None:
    breach = case.breach
    if breach.context != "while parsing a quoted scalar" or breach.line >= len(case.lines):
        return None
    line = case.lines[breach.line]
    start = line.rfind("\\", 0, breach.column + 1)
    found = re.match(r"\\(?:u.{0,4}|U.{0,8}|x.{0,2}|.)?", line[max(start, 0) :])
    column = breach.column if start < 0 else start
    return case.finding(ESCAPE, breach.line, column, escape=shown(found.group()) if found else "\\")


def _by_words(case: Case) -> Finding | None:
    """What is left follows from the parser's words alone."""
    problem, last = case.breach.problem, case.breach.last
    if "mapping values are not allowed" in problem:
        is_new_line = last is not None and last.line < case.breach.line
        return case.line_start(INDENT) if is_new_line else case.here(SECOND_COLON)
    if "expected ':'" in problem:
        return case.context(NO_COLON)
    if "block sequence entries are not allowed" in problem:
        return case.here(DASH)
    if any(each in problem for each in ("expected key", "expected '-'", "<document start>")):
        return _misplaced(case)
    return case.here(SYNTAX, problem=problem)


def _misplaced(case: Case) -> Finding:
    breach = case.breach
    if "<document start>" in breach.problem and case.is_after_end():
        return case.here(DOCUMENTS)
    is_bare_colon = case.character(breach.line, breach.column) == ":"
    return case.here(NOT_A_KEY if is_bare_colon else INDENT)


_STEPS: tuple[Callable[[Case], Finding | None], ...] = (
    _tab,
    _colon,
    _quote,
    _bracket,
    _sign,
    _block_head,
    _escape,
    _by_words,
)
