"""Words that mean nothing to Markdown, tables, and code blocks, as lines of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_SIGNS = re.compile(r"([\\`*_\[\]<>|{}#~])")
# A sign that is spoken of, between quotation marks: no wording, so that no rule reads it as such.
_NAMED_SIGN = re.compile(r"(?<=“)([^“”\w…`|]{1,3})(?=”)")


def plain(text: str) -> str:
    """A text as it stands, on one line; a sign that it names is code."""
    parts = _NAMED_SIGN.split(" ".join(text.split()))
    return "".join(
        f"`{part}`" if number % 2 else _SIGNS.sub(r"\\\1", part) for number, part in enumerate(parts)
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Cells are Markdown already."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def block(text: str, language: str) -> str:
    """A block of code, within more signs than the text has."""
    longest = max((len(each) for each in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}\n"


def page(title: str, order: int, *parts: str) -> str:
    """A page of the content, as `gkgen fmt` writes it."""
    head = f"---\n# 本页由 make reference 生成，不要手工修改\n类型: 页面\n标题: {title}\n排序: {order}\n---\n"
    return head + "".join(f"\n{part.rstrip()}\n" for part in parts if part.strip())
