"""Emphasis that works beside Chinese punctuation: `**“重要”**的` is bold.

CommonMark decides by spaces and punctuation on both sides of the stars, and Chinese has no spaces. This is its
"CJK-friendly" amendment (https://github.com/tats-u/markdown-cjk-friendly): beside a wide character, punctuation
on the other side doesn't count against the stars.
"""

from __future__ import annotations

import functools
import unicodedata

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter


def emphasis(state: StateInline, silent: bool) -> bool:
    """An inline rule: a run of `*` or `_`, each sign a token of its own until openers and closers are paired."""
    if silent:
        return False
    start, source = state.pos, state.src
    sign = source[start]
    end = start
    while end < state.posMax and source[end] == sign:
        end += 1
    before = source[start - 1] if start else " "
    after = source[end] if end < state.posMax else " "
    can_open, can_close = _flanks(before, after, sign == "*")
    for _ in range(end - start):
        state.push("text", "", 0).content = sign
        state.delimiters.append(
            Delimiter(ord(sign), end - start, len(state.tokens) - 1, -1, can_open, can_close)
        )
    state.pos = end
    return True


def _flanks(before: str, after: str, may_split_words: bool) -> tuple[bool, bool]:
    """Whether a run between these two characters can open, and can close, emphasis."""
    is_wide = _is_wide(before) or _is_wide(after)
    left = not _is_space(after) and (
        not _is_punctuation(after) or is_wide or _is_space(before) or _is_punctuation(before)
    )
    right = not _is_space(before) and (
        not _is_punctuation(before) or is_wide or _is_space(after) or _is_punctuation(after)
    )
    if may_split_words:
        return left, right
    return left and (not right or _is_punctuation(before)), right and (not left or _is_punctuation(after))


@functools.cache
def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F", "H")


@functools.cache
def _is_punctuation(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


def _is_space(character: str) -> bool:
    return isWhiteSpace(ord(character))
