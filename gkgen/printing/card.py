"""A card on one sheet (明白卡): smaller letters first, then less, by rules that are the same for every card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from gkgen.model import Link
from gkgen.printing.blocks import Block
from gkgen.printing.parts import content_of
from gkgen.printing.sheets import Format, PaperSize, Sheet, Try, file_name
from gkgen.printing.shown import Shown
from gkgen.schema.content_type import Subject
from gkgen.schema.parts import Cell, Facts, Items, Part, Table
from gkgen.schema.printed import CardPart
from gkgen.schema.showing import day_in_words

SIZES: dict[PaperSize, tuple[float, ...]] = {
    "A4": (14, 13, 12, 11, 10.5),
    "A5": (11, 10.5),
    "A3": (18, 16, 14),
}
"""In points; never below 五号, 10.5 pt."""
LIMITS = (12, 8, 5, 3)
"""How many lines of a list stand on a card on which nothing else can be left out."""


def card_of(parts: tuple[CardPart, ...], subject: Subject, shown: Shown, on: Format) -> Sheet:
    head = {
        **shown.head(subject.title, subject.address, subject),
        "paper": on.paper.lower(),
        "flipped": False,
        "above": "　".join(
            each
            for each in ("办事明白卡", shown.publisher(subject.entry), day_in_words(shown.site.now))
            if each
        ),
    }
    tries = tuple(_tries(parts, head, SIZES[on.paper], shown.base_url))
    return Sheet(file_name(subject.address, "card"), "card", subject.entry.path, tries, one_page=True)


def _tries(
    parts: Sequence[CardPart], head: dict[str, Any], sizes: Sequence[float], base_url: str
) -> Iterator[Try]:
    """All of it in ever smaller letters; then without what is less important; then in fewer words; then in fewer
    lines."""
    for size in sizes:
        yield _try(parts, (), {**head, "size": size}, base_url)
    smallest = {**head, "size": sizes[-1]}
    kept, left = list(parts), list[str]()
    for rank in sorted({each.rank for each in parts if each.rank}, reverse=True):
        left = [*(_label(each.part) for each in kept if each.rank == rank), *left]
        kept = [each for each in kept if each.rank != rank]
        yield _try(kept, left, smallest, base_url)
    brief = [replace(each, part=each.brief or each.part) for each in kept]
    left = [*_lost(kept, brief, "的说明"), *left]
    yield _try(brief, left, smallest, base_url)
    for limit in LIMITS:
        cut = [replace(each, part=_cut(each.part, limit)) for each in brief]
        if cut != brief:
            yield _try(cut, [*_lost(brief, cut, "的一部分"), *left], smallest, base_url)


def _lost(before: Sequence[CardPart], after: Sequence[CardPart], what: str) -> Iterator[str]:
    for one, other in zip(before, after, strict=True):
        if isinstance(one.part, Facts) and isinstance(other.part, Facts):
            yield from (label for label, _ in one.part.rows if label not in dict(other.part.rows))
        elif one.part != other.part:
            yield f"{_label(one.part)}{what}"


def _try(parts: Sequence[CardPart], left: Sequence[str], head: dict[str, Any], base_url: str) -> Try:
    where = "见网页，请扫右上角的二维码" if base_url else "请向窗口询问"
    told = [{"label": _label(each.part), "blocks": _blocks(each, base_url)} for each in parts]
    names = dict.fromkeys(each.removesuffix("的说明").removesuffix("的一部分") for each in left)
    what = "、".join(names) if len(names) <= 4 else "这里没有印全的"
    left_out = f"{what}{where}。" if names else ""
    return Try({**head, "parts": told, "left-out": left_out}, tuple(left))


def _blocks(part: CardPart, base_url: str) -> list[Block]:
    blocks = content_of(part.part, base_url)
    if part.counted:
        return [{**each, "first": 1} if each["is"] == "list" else each for each in blocks]
    return blocks


def _label(part: Part) -> str:
    return "" if isinstance(part, Facts) else part.label


def _cut(part: Part, limit: int) -> Part:
    if isinstance(part, Items) and len(part.items) > limit:
        return replace(part, items=(*part.items[:limit], _rest(len(part.items) - limit)))
    if isinstance(part, Table) and len(part.rows) > limit:
        blank = (Cell(()),) * (len(part.columns) - 1)
        kept = (*part.rows[:limit], (_rest(len(part.rows) - limit), *blank))
        used = [place for place in range(len(part.columns)) if any(row[place] for row in kept)]
        rows = tuple(tuple(row[place] for place in used) for row in kept)
        return replace(part, columns=tuple(part.columns[place] for place in used), rows=rows)
    return part


def _rest(number: int) -> Cell:
    return Cell((Link(f"另有 {number} 项", ""),))
