"""“Did you mean”: the nearest of the words that there are."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from gkgen.findings import Text


def nearest(word: str, words: Iterable[str]) -> Text:
    """“Did you mean”, or the words there are when none is near."""
    known = sorted(set(words))
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    if close:
        return Text(f"是不是“{close[0]}”？", f"did you mean “{close[0]}”?")
    some = "、".join(known[:24]) + ("……" if len(known) > 24 else "")
    return Text(f"可用的有：{some or '（还没有）'}", f"there are: {some or '(none yet)'}")
