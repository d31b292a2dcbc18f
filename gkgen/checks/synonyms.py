"""Synonyms of the search (同义词): each group has words to look for, and no word leads two ways."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import permutations

from gkgen.findings import Finding, Place, Text, warning
from gkgen.model import place_of
from gkgen.schema import Site

ONE_WORD_ONLY = warning(
    "S102",
    Text("“{word}”这一组同义词只有一个词", "“{word}” is the only word of its group of synonyms"),
    Text(
        "每组至少写两个词，每组各用一对方括号，例如 - [低保, 最低生活保障]",
        "write at least two words in each group, in brackets of its own, as - [低保, 最低生活保障]",
    ),
)
IN_TWO_GROUPS = warning(
    "S103",
    Text(
        "“{word}”写在两组同义词里，搜索会把两组当作一组",
        "“{word}” is in two groups of synonyms: the search takes the two as one",
    ),
    Text(
        "意思相同就合成一组，不同就只留一处", "make them one group if they mean the same; else keep it in one"
    ),
)
HOLDS_ANOTHER = warning(
    "S104",
    Text(
        "“{word}”里已经有“{other}”，搜“{word}”会连带找出所有写着“{other}”的内容",
        "“{word}” holds “{other}”: who looks for “{word}” also gets everything that says “{other}”",
    ),
    Text(
        "搜“{other}”本来就找得到“{word}”；两个词确实同义就登记为例外，否则删去“{other}”",
        "“{other}” finds “{word}” anyway; list an exception if they do mean the same, else delete “{other}”",
    ),
)
NO_WORD = warning(
    "S105",
    Text("同义词“{word}”不是一个能搜的词", "the synonym “{word}” is no word to search for"),
    Text(
        "写两个字以上的一个词，不带标点；几个词要分开写，用逗号隔开",
        "write one word of at least two characters without punctuation; several words stand apart, with commas",
    ),
)


def check(site: Site) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, group in enumerate(site.config.synonyms):
        yield from _group(site, number, group)
        words = {_bare(word) for word in group}
        for position, word in enumerate(group):
            if _bare(word) in seen:
                yield IN_TWO_GROUPS.at(_place(site, number, position), word=word)
        seen |= words


def _group(site: Site, number: int, group: tuple[str, ...]) -> Iterator[Finding]:
    if len({_bare(word) for word in group}) < 2:
        yield ONE_WORD_ONLY.at(_place(site, number, 0), word=group[0] if group else "")
    for position, word in enumerate(group):
        if not re.fullmatch(r"\w{2,}", _bare(word)):
            yield NO_WORD.at(_place(site, number, position), word=word)
    for (position, word), (_, other) in permutations(enumerate(group), 2):
        if _bare(word) != _bare(other) and _bare(other) in _bare(word):
            yield HOLDS_ANOTHER.at(_place(site, number, position), word=word, other=other)


def _bare(word: str) -> str:
    return unicodedata.normalize("NFKC", word).strip().lower()


def _place(site: Site, number: int, position: int) -> Place:
    return place_of("site.yaml", site.settings, ("synonyms", number, position))
