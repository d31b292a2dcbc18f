"""How wide a text is, and where a line may end: what a drawing must know of Chinese setting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeAlias
from unicodedata import category, east_asian_width

from gkgen.flowchart.words import inside_words

EM, NARROW, CAPITAL, BROAD = 100, 56, 72, 92  # in hundredths of an em, so that sums are exact
# GB/T 15834-2011, 5.1: the first set never begins a line, the second never ends one.
NEVER_FIRST = frozenset("，。、；：？！）》」』】〕〉’”…—～·％‰℃°/%)]}>,.;:?!-")
NEVER_LAST = frozenset("（《「『【〔〈‘“/([{<￥¥$№-")
# What a break costs, against lines of unequal length: the square of each, an em being 100.
BETWEEN_WORDS, IN_TITLE, IN_BRACKETS = 100_000, 200_000, 50_000

Choice: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """What no line end may part: its width, the same without the spaces at its end, and the price of a break
    before it. `parts_word` is 1 if that break is inside a word, else 0."""

    text: str
    width: int
    trimmed: int
    price: int
    parts_word: int


def width(text: str) -> float:
    """The width in em: a wide character (UAX #11: wide, full-width, ambiguous) 1, another one 0.56.

    Latin capitals get 0.72, the broadest letters 0.92, and combining marks nothing.
    """
    return _width(text) / EM


def wrap(text: str, widest: float) -> tuple[str, ...]:
    """Lines of at most `widest` em: as few and with as few words parted as that allows, and then as even.

    No line begins with a closing mark or ends with an opening one; a word or number in Latin letters is broken
    only when it is wider than a line. Spaces at the end of a line are lost; "" gives one empty line.
    """
    room = round(widest * EM)
    pieces = _pieces(" ".join(text.split()), room)
    best: list[Choice] = [(0, 0, 0)]
    for end in range(1, len(pieces) + 1):
        best.append(_best_line(pieces, best, end, room))
    lines: list[str] = []
    end = len(pieces)
    while end:
        begin = best[end][2]
        lines.append("".join(piece.text for piece in pieces[begin:end]).strip())
        end = begin
    return tuple(reversed(lines)) or ("",)


def _best_line(pieces: Sequence[Piece], best: list[Choice], end: int, room: int) -> Choice:
    """The best last line of a text that ends before a piece: its lines and parted words, its price, and where
    the line begins."""
    choices: list[Choice] = []
    long = pieces[end - 1].trimmed
    for begin in range(end - 1, -1, -1):
        if begin < end - 1:
            long += pieces[begin].width
        if long > room and choices:
            break
        lines, price, _ = best[begin]
        first = pieces[begin]
        lines += 1 + (first.parts_word if begin else 0)
        choices.append((lines, price + long * long + (first.price if begin else 0), begin))
    return min(choices)


def _pieces(text: str, room: int) -> tuple[Piece, ...]:
    """The text cut wherever a line may end."""
    whole = _whole_pieces(text)
    fit = all(piece.trimmed <= room for piece in whole)
    return whole if fit else _cut(text, _held(text, room))


@lru_cache(maxsize=512)  # a chart, whose labels are wrapped for several widths
def _whole_pieces(text: str) -> tuple[Piece, ...]:
    return _cut(text, _joined(text, _holds))


def _cut(text: str, held: Iterable[str]) -> tuple[Piece, ...]:
    inside, prices = inside_words(text), _prices(text)
    pieces: list[Piece] = []
    place = 0
    for piece in held:
        trimmed = _width(piece.rstrip())
        pieces.append(Piece(piece, _width(piece), trimmed, prices[place], int(place in inside)))
        place += len(piece)
    return tuple(pieces)


def _held(text: str, room: int) -> Iterator[str]:
    """Characters that stay together. What is wider than a line that way gives up its words and numbers first,
    then its marks."""
    for piece in _joined(text, _holds):
        if _width(piece.rstrip()) <= room:
            yield piece
            continue
        for part in _joined(piece, _marks_hold):
            yield from (part,) if _width(part) <= room else part


def _joined(text: str, holds: Callable[[str, str], bool]) -> list[str]:
    pieces: list[str] = []
    for before, character in zip(" " + text, text, strict=False):
        if pieces and holds(before, character):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _prices(text: str) -> list[int]:
    """Of a break before each character: none where the author paused, more within brackets."""
    prices = []
    titles = brackets = 0
    for before, character in zip(" " + text, text, strict=False):
        titles += (before == "《") - (before == "》")
        brackets += (before == "（") - (before == "）")
        pauses = before in "，。；：、" or character in "（《"
        prices.append(0 if pauses else BETWEEN_WORDS + IN_TITLE * (titles > 0) + IN_BRACKETS * (brackets > 0))
    return prices


def _width(text: str) -> int:
    return sum(map(_em, text))


@cache
def _em(character: str) -> int:
    if character.isascii():
        return BROAD if character in "MWmw@%" else CAPITAL if character.isupper() else NARROW
    if category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return EM if east_asian_width(character) in "WFA" else NARROW


def _holds(before: str, after: str) -> bool:
    """Whether no line may end between two characters. A number holds its measure word: 5个."""
    if _marks_hold(before, after):
        return True
    if before == " ":
        return False
    return after == " " or (
        _is_latin(before) and (_is_latin(after) or (before.isdecimal() and after.isalpha()))
    )


def _marks_hold(before: str, after: str) -> bool:
    return after in NEVER_FIRST or before in NEVER_LAST or not _em(after)


def _is_latin(character: str) -> bool:
    return character.isalnum() and east_asian_width(character) not in "WFA"
