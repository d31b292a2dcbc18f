"""Characters that don't belong in a text, or that a reader can't see: each line that has one, and where."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from gkgen.findings import Finding, Place, Text, error, warning

CONTROL = error(
    "Y105",
    Text("这里有看不见的控制字符 {found}", "there is an invisible control character here: {found}"),
    Text("删去它；多半是从别的软件里带来的", "delete it; it was probably pasted from another program"),
)
DIRECTION = error(
    "Y106",
    Text(
        "这里有改变文字方向的字符 {found}，读者看到的顺序会与实际不同",
        "{found} here changes the direction of the text: readers see another order than is written",
    ),
    Text("删去它", "delete it"),
)
INVISIBLE = warning(
    "Y107",
    Text(
        "这里有看不见的字符 {found}，会使搜索和引用对不上",
        "there is an invisible character here: {found}; searches and references won't match",
    ),
    Text("删去它；看不见时，把这几个字重新输入一遍", "delete it, or type the words around it anew"),
)
RARE = warning(
    "Y108",
    Text(
        "{found} 是自造字或尚未收入标准的字，多数人看到的会是方框",
        "{found} is a private or unassigned character: most readers will see a box",
    ),
    Text(
        "换成 GB 18030—2022 收录的字，或在字后用括号说明，如“（左王右旁）”",
        "use a character of GB 18030-2022, or describe it in brackets",
    ),
)
DAMAGED = error(
    "Y109",
    Text("“{found}”是转换编码时损坏的文字", "“{found}” was damaged when the encoding was converted"),
    Text("从原来的文件重新复制这一段", "copy this passage anew from the original"),
)

_BAD = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_CONTROL = re.compile(f"[{_BAD}]")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
# A joiner (U+200C to U+200F) belongs to the spelling of Uyghur, Mongolian and emoji, not beside these.
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u2060-\u2064\ufeff\ufff9-\ufffc\U000e0000-\U000e007f]"
    "|(?:^|(?<=[\x20-\x7e\u2e80-\u9fff\uff00-\uffef]))[\u200c-\u200f]"
)
_DAMAGES = ("\ufffd", "锟斤拷", "烫烫烫")
_DAMAGED = re.compile("|".join(_DAMAGES))
# Han characters of Unicode 15 to 17: an older Python takes them for unassigned, and all have to say the same.
_NEW_HAN = re.compile("[\U0002ebf0-\U0002ee5f\U00031350-\U0003347f]")


def odd_characters(text: str, file: str, first_line: int = 1) -> Iterator[Finding]:
    """Every line of `text` with a control, a change of direction, an invisible, rare or damaged character.

    Each kind is told once a line, at its first place. `first_line` is the file's line on which `text` begins.
    """
    for number, line in enumerate(text.split("\n"), first_line):
        if not line.isprintable():
            yield from _of_line(line, Place(file, number, 1))
    if any(each in text for each in _DAMAGES):
        for number, line in enumerate(text.split("\n"), first_line):
            if damaged := _DAMAGED.search(line):
                yield DAMAGED.at(Place(file, number, damaged.start() + 1), found=damaged.group())


def odd_in(text: str, place: Place) -> Iterator[Finding]:
    """The same for a value that was written with escapes: `place` is where it is written."""
    for finding in _of_line(text.replace("\n", " "), place):
        yield finding.rule.at(place, **dict(finding.values))


def without_controls(text: str) -> str:
    """The text with a space in place of each control character, so that no parser stumbles over it."""
    return _CONTROL.sub(" ", text)


def unseen_in(text: str) -> list[str]:
    """The characters of a name that nobody can see: controls, changes of direction, zero widths."""
    if text.isprintable():
        return []
    unseen = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return [each for each in dict.fromkeys(text) if unicodedata.category(each) in unseen]


def code_points(characters: Iterable[str]) -> str:
    """How characters that can't be shown are named: `U+200B U+E815`, five of them at most."""
    codes = [f"U+{ord(each):04X}" for each in dict.fromkeys(characters)]
    return " ".join(codes[:5]) + (" …" if len(codes) > 5 else "")


def shown(text: str, longest: int | None = None) -> str:
    """An author's words fit for one line of a terminal: what can't be printed escaped, cut after `longest`."""
    words = text if longest is None or len(text) <= longest else f"{text[:longest]}…"
    if words.isprintable():
        return words
    return "".join(each if each.isprintable() or each == "\u3000" else _escaped(each) for each in words)


def unmoving(text: str) -> str:
    """A space for each character that a terminal would obey instead of showing it."""
    return "".join(" " if unicodedata.category(each)[0] == "C" else each for each in text)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def _of_line(line: str, place: Place) -> Iterator[Finding]:
    for rule, pattern in ((CONTROL, _CONTROL), (DIRECTION, _DIRECTION), (INVISIBLE, _INVISIBLE)):
        if first := pattern.search(line):
            here = Place(place.file, place.line, first.start() + 1)
            yield rule.at(here, found=code_points(pattern.findall(line)))
    rare = [each for each in dict.fromkeys(line) if _is_rare(each)]
    if rare:
        here = Place(place.file, place.line, line.index(rare[0]) + 1)
        yield RARE.at(here, found=code_points(rare))


def _is_rare(character: str) -> bool:
    return (
        unicodedata.category(character) in ("Co", "Cn")
        and not _NEW_HAN.match(character)
        and not _CONTROL.match(character)
    )
