"""What the templates are given: texts, paragraphs, lists and tables as data, in which nothing of the author's is code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

Block: TypeAlias = dict[str, Any]
Inline: TypeAlias = dict[str, Any]


# In two columns of a card on A4, in its smallest letters.
_SHORT = 21.0


def text(words: str) -> Inline:
    return {"is": "text", "text": words}


def linked(words: str, to: str) -> Inline:
    return {"is": "link", "to": to, "inline": [text(words)]} if to else text(words)


def paragraph(inline: Sequence[Inline]) -> Block:
    return {"is": "paragraph", "inline": list(inline)}


def heading(level: int, inline: Sequence[Inline]) -> Block:
    return {"is": "heading", "level": level, "inline": list(inline)}


def facts(rows: Iterable[tuple[str, Sequence[Inline]]]) -> Block:
    """Words beside their labels; `short` ones have room in two columns."""
    told: list[dict[str, Any]] = [{"label": label, "inline": list(inline)} for label, inline in rows]
    short = all(len(each["label"]) + measure(plain(each["inline"])) <= _SHORT for each in told)
    return {"is": "facts", "rows": told, "short": short}


def items(each: Iterable[Sequence[Block]], *, first: int | None = None) -> Block:
    """A list, numbered from `first` on unless that is None."""
    return {"is": "list", "first": first, "items": [list(blocks) for blocks in each]}


def table(head: Sequence[Sequence[Inline]], rows: Sequence[Sequence[Sequence[Inline]]]) -> Block:
    """A table with its columns as wide as what stands in them asks for."""
    heads: list[list[Inline]] = [list(cell) for cell in head]
    cells: list[list[list[Inline]]] = [[list(cell) for cell in row] for row in rows]
    return {
        "is": "table",
        "head": heads,
        "rows": cells,
        "widths": widths([[plain(cell) for cell in row] for row in (heads, *cells)]),
    }


def plain(inline: Iterable[Inline]) -> str:
    """The words alone."""
    return "".join(each.get("text", "") or plain(each.get("inline", ())) for each in inline)


# In widths of a Chinese character: what is no wider isn't broken, and what is wider than the other takes its share.
_UNBROKEN, _WIDEST, _FEW = 8.0, 60.0, 6
_WIDE = "“”‘’—…·①②③④⑤⑥⑦⑧⑨⑩"


def widths(rows: Sequence[Sequence[str]]) -> list[dict[str, float]]:
    """Of each column either `em`, the width of its widest cell, or `share`, its share of the rest of the line."""
    found: list[dict[str, float]] = []
    columns = list(zip(*rows, strict=True))
    unbroken = _UNBROKEN if len(columns) <= _FEW else _UNBROKEN / 2
    for column in columns:
        sizes = sorted(min(measure(cell), _WIDEST) for cell in column)
        if sizes[-1] <= unbroken:
            found.append({"em": max(sizes[-1], 2.0)})
        else:
            usual = sizes[len(sizes) * 3 // 4]
            found.append({"share": round(max((usual + sizes[-1]) / 2, 4.0) ** 0.6, 2)})
    if found and all("em" in each for each in found):
        found[0] = {"share": 1.0}
    return found


def measure(words: str) -> float:
    """How wide a text is, in widths of a Chinese character."""
    sizes = [0.58 if ord(each) < 0x2E80 and each not in _WIDE else 1.0 for each in words]
    gaps = sum(0.25 for one, other in pairwise(sizes) if one != other)
    return sum(sizes) + gaps


def wide(block: Block) -> bool:
    """Whether a table asks for a turned sheet."""
    if block["is"] != "table":
        return False
    broken = sum(1 for each in block["widths"] if "share" in each)
    return len(block["widths"]) > 6 or broken > 4


def levelled(blocks: Sequence[Block], above: int) -> list[Block]:
    """The blocks with headings that never go down by more than one level: a listener counts them."""
    last, said = above, []
    for block in blocks:
        own = block
        if own["is"] == "heading":
            last = min(max(own["level"], above + 1), last + 1)
            own = {**own, "level": last}
        said.append(own)
    return said
