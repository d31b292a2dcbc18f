"""How a Chinese text is read: pinyin without tones."""

from __future__ import annotations

from functools import cache


@cache
def reading(text: str) -> str:
    """A text by its pinyin, in small letters; what has none stays as it is."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 — its tables take long to load

    return " ".join(lazy_pinyin(text, style=Style.NORMAL, errors="default")).lower()
