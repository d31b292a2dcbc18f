"""Traditional and Simplified are one in the search: each character by the form under which it is looked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from unicodedata import normalize

# Characters that OpenCC leaves alone, because they are Simplified too in some of their senses, and one that it lacks.
_ALSO = {"著": "着", "覆": "复", "瞭": "了", "藉": "借", "衞": "卫"}

# The planes in which a Han character has a code of three places; the rest is looked for as it stands.
_RANGES = ((0x3400, 0x4DC0), (0x4E00, 0xA000))


@cache
def simplified() -> Mapping[str, str]:
    """The Simplified form of each character that has one. Text and query are both folded by it, so that where two
    characters fall together (乾 and 干) either finds both."""
    from opencc import OpenCC  # noqa: PLC0415 — its dictionaries take long to load

    han = [chr(point) for first, end in _RANGES for point in range(first, end)]
    forms = OpenCC("t2s").convert("\n".join(han)).split("\n")
    pairs = {char: form for char, form in zip(han, forms, strict=True) if form != char and len(form) == 1}
    pairs = {**pairs, **_ALSO}
    return {char: pairs.get(form, form) for char, form in pairs.items()}


def told(texts: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """What a browser must know of the forms: of the characters in the texts, and of those that stand for one of
    them, which a query may hold."""
    found = set(normalize("NFKD", "".join(sorted(set().union(*texts)))))
    forms = simplified()
    own = {char: forms[char] for char in sorted(found & forms.keys())}
    looked_for = found | set(own.values())
    others = {char: forms[char] for char in sorted(forms.keys() - found) if forms[char] in looked_for}
    return own, others
