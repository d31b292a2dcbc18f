"""One cell that holds a list → its items, in the author's words: by marks, numbers, lines or separators."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gkgen.schema.vocabularies import CARRIERS, STANDARD

_NUMERALS = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# The ways in which items are numbered; the group is the number.
_NUMBERINGS = (
    re.compile(r"(?<![\d.])(\d{1,2})\s*[.．、](?!\d)\s*"),
    re.compile(r"[（(](\d{1,2})[)）]\s*"),
    re.compile(rf"[（(]([{_NUMERALS}]{{1,3}})[)）]\s*"),
    re.compile(rf"([{_NUMERALS}]{{1,3}})、\s*"),
    re.compile(rf"([{_CIRCLED}])\s*"),
)
_BULLETS = re.compile(r"(?:^|\s)[●•◆▪]\s*")
# The rank of a basis: 【法律】, but not the year in 财综【2017】35号.
_RANK = re.compile(r"(?=【(?!\d)[^】\n]{2,8}】)")
_NEXT_TITLE = re.compile(r"\n\s*(?=《)")
_CLAUSE_END = re.compile(r"[；;]")
_CITED = re.compile(r"《.+》|[〔\[【（(〈［]\d{4}\s?[〕\]】）)〉］]\s*(?:第\s*)?\d+\s*号|令第?\s*\d+\s*号")
_OPENING, _CLOSING = "《〈（(〔[【［", "》〉）)〕]】］"
_SEPARATOR = re.compile(r"[\s、，,;；|]+")
_CLEAR_SEPARATOR = re.compile(r"[\t\u3000、，,;；|]+")
_MARK = re.compile(r"[■☑☒✓✔√●▣□☐▢]")
_UNMARKED = "□☐▢"
_BOXES = f"■☑☒▣{_UNMARKED}"
_SCANNED = re.compile(rf"(?:(?<=\s)|^)口(?=\S)|(?<!窗)口(?={'|'.join(STANDARD[CARRIERS])})")
_BETWEEN = "，,；;、\n"
_AFTER = "；;。：:，,"
_CITED_END = "》号）)"
_TITLE_END = ("》", "号", "）", ")", "〕", "条", "款", "项", "目")
LONGEST_WORD = 15
LONGEST_CITED = 60


def items(text: str) -> list[str]:
    """Numbered or bulleted items without their numbers, else one item a line."""
    for numbering in _NUMBERINGS:
        found = _numbered(text, numbering)
        if found:
            return found
    if _BULLETS.search(text):
        return _filled(_BULLETS.split(text))
    return _filled(text.split("\n"))


def words(text: str) -> list[str]:
    """Words with anything between them; of a list with boxes (■政府网站 □政府公报) those whose box is marked."""
    found = boxes(text)
    return found[1] if found is not None else _filled(_SEPARATOR.split(text))


def boxes(text: str) -> tuple[str, list[str]] | None:
    """What stands beside the boxes of a list, and the words whose box is marked; None of a text without boxes.

    The box stands before its word, or all through the text behind it. 口 is a box that a scan has taken for a letter.
    """
    whole = _boxed(text)
    if not _MARK.search(whole) or not any(each in whole for each in _BOXES):
        return None
    marks, texts = _MARK.findall(whole), _MARK.split(whole)
    is_behind = bool(texts[0].strip()) and not texts[-1].strip()
    beside, named = ("", texts[:-1]) if is_behind else (texts[0], texts[1:])
    chosen = [each for mark, each in zip(marks, named, strict=True) if mark not in _UNMARKED]
    plain = [re.sub(r"\s+", "", each).strip("、，,;；") for each in chosen]
    return beside.strip(" \t\n\u3000:：、，,;；"), [each for each in plain if each]


def _boxed(text: str) -> str:
    """With 口 as a box where the text has other boxes, or where every word begins with one."""
    scanned = _SCANNED.findall(text)
    is_list = any(each in text for each in _BOXES) or len(scanned) > 1
    return _SCANNED.sub("□", text) if is_list else text


def items_or_words(text: str) -> list[str]:
    """Items; one line of short words (经济管理　考察　函) is split at what stands between them."""
    found = items(text)
    if len(found) > 1:
        return found
    if _is_clauses(text):
        return _filled(_CLAUSE_END.split(text))
    if any(each in text for each in "。；;：:《"):
        return found
    parts = words(text)
    if any(len(each) == 1 for each in parts):  # 乡镇人民政 府: the space comes from a PDF's line end
        parts = _filled(_CLEAR_SEPARATOR.split(text))
    return parts if all(len(each) <= LONGEST_WORD for each in parts) else found


def _is_clauses(text: str) -> bool:
    """One line of short clauses with ； between them, and no sentence, nor a heading of numbered ones, among them."""
    parts = _CLAUSE_END.split(text)
    is_short = all(len(each) <= LONGEST_CITED for each in parts)
    return (
        len(parts) > 1
        and is_short
        and not any(each in text for each in "。：:\n")
        and text.count("（") == text.count("）")
    )


def bases(text: str) -> list[str]:
    """Legal bases: each begins at a rank 【法律】, at a line that begins with 《, at a number, or after “，”."""
    parts = _filled(_RANK.split(text))
    if len(parts) == 1:
        parts = _numbered(text, _NUMBERINGS[0], f"{_AFTER}{_CITED_END}") or _filled(_BULLETS.split(text))
    found = [each for part in parts for each in _filled(_NEXT_TITLE.split(part))]
    if len(found) == 1:
        return _cited(found[0])
    return [each.rstrip("；;、，,") for part in found for each in _side_by_side(part)]


def _cited(text: str) -> list[str]:
    """`财综〔2007〕34号，发改价格〔2005〕436号`: a list of titles and numbers, or else the text as it is."""
    parts = [each for part in _filled(_outside_brackets(text)) for each in _side_by_side(part)]
    known = sum(1 for part in parts if _CITED.search(part))
    is_list = known * 2 >= len(parts) and all(len(part) <= LONGEST_CITED for part in parts)
    return parts if is_list else _side_by_side(text)


def _side_by_side(text: str) -> list[str]:
    """`《甲法》（2016年修正）《乙条例》第三条`: titles with nothing between them, each with what is said behind it."""
    if not text.startswith("《"):
        return [text]
    depth, start, parts = 0, 0, []
    for index, character in enumerate(text):
        if character == "《" and not depth and text[start:index].rstrip().endswith(_TITLE_END):
            parts.append(text[start:index])
            start = index
        depth = max(depth + (character in _OPENING) - (character in _CLOSING), 0)
    return _filled([*parts, text[start:]])


def _outside_brackets(text: str) -> list[str]:
    """Split after a title, a number or a bracket, where no bracket is open: nor has one been left open before 《."""
    depth, start, parts = 0, 0, []
    for index, character in enumerate(text):
        is_open = depth and not (
            character in _BETWEEN and text[index - 1] == "号" and text[index + 1 : index + 2] == "《"
        )
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth = max(depth - 1, 0)
        elif character in _BETWEEN and not is_open and text[index - 1 : index] in tuple(_CITED_END):
            parts.append(text[start:index])
            start, depth = index + 1, 0
    return [*parts, text[start:]]


def _numbered(text: str, numbering: re.Pattern[str], after: str = _AFTER) -> list[str]:
    """The items of a numbering that begins the text with its first number and goes on without a gap."""
    starts: list[tuple[int, int]] = []
    for found in numbering.finditer(text):
        before = text[found.start() - 1 : found.start()]
        if _number(found[1]) == len(starts) + 1 and (before in after or before.isspace() or not starts):
            starts.append(found.span())
    if not starts or starts[0][0] or (len(starts) == 1 and "\n" in text):
        return []
    ends = [begin for begin, _ in starts[1:]] + [len(text)]
    return _filled([text[begin:end] for (_, begin), end in zip(starts, ends, strict=True)])


def _number(text: str) -> int:
    if text in _CIRCLED:
        return _CIRCLED.index(text) + 1
    if text.isdecimal():
        return int(text)
    tens, ten, units = text.rpartition("十")
    digits = _NUMERALS.find(units) + 1 if units else 0
    return digits + (10 * (_NUMERALS.find(tens) + 1 if tens else 1) if ten else 0)


def _filled(parts: Sequence[str]) -> list[str]:
    return [part.strip() for part in parts if part.strip()]
