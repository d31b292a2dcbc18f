"""How a Chinese text is read: pinyin without tones."""

from __future__ import annotations

from collections.abc import Mapping

# What was read before, by this process or by another: a reading follows from its text alone.
_known: dict[str, str] = {}


def reading(text: str) -> str:
    """A text by its pinyin, in small letters; what has none stays as it is."""
    if text not in _known:
        from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 — its tables take long to load

        _known[text] = " ".join(lazy_pinyin(text, style=Style.NORMAL, errors="default")).lower()
    return _known[text]


def learn(readings: Mapping[str, str]) -> None:
    """So that they needn't be found out again, nor the tables be loaded."""
    _known.update(readings)
