"""How text is cut for search: the table of cases, and what must hold for any text."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkgen.emit.search.tokens import CLOSE, code, runs, words

CASES = json.loads(Path(__file__).with_name("search_cases.json").read_text(encoding="utf-8"))

han = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
steady = settings(derandomize=True, max_examples=200, deadline=None)


@pytest.mark.parametrize("case", CASES["runs"], ids=lambda case: str(case["why"]))
def test_text_is_cut_into_the_units_of_the_table(case: dict[str, object]) -> None:
    assert runs(str(case["text"])) == case["runs"]


@pytest.mark.parametrize("case", CASES["codes"], ids=lambda case: str(case["code"]))
def test_a_unit_has_the_code_of_the_table(case: dict[str, str]) -> None:
    assert code(case["unit"]) == case["code"]


@pytest.mark.parametrize("case", CASES["words"], ids=lambda case: str(case["text"]))
def test_a_text_gives_the_words_of_the_table(case: dict[str, object]) -> None:
    assert words(str(case["text"])) == case["words"]


@steady
@given(st.text(han, min_size=2, max_size=40), st.data())
def test_any_piece_of_a_chinese_text_is_a_phrase_of_its_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 2, len(text)))
    piece = words(text[start:end])[: end - start - 1]
    assert words(text)[start : end - 1] == piece


@steady
@given(st.text(han, min_size=1, max_size=10), st.text(han, min_size=1, max_size=10))
def test_no_phrase_reaches_from_one_paragraph_into_the_next(one: str, other: str) -> None:
    """Each pair is followed by its second unit's pair, and the last unit of a run stands alone."""
    (ends,), (begins,) = runs(one), runs(other)
    across = code(ends[-1]) + code(begins[0])
    together = words(f"{one}\n{other}")
    assert together[len(one) - 1] == code(ends[-1])
    assert together[len(one) - 1] != across


@steady
@given(anything)
def test_words_are_letters_and_digits_that_pagefind_leaves_as_they_are(text: str) -> None:
    allowed = set("0123456789abcdefghijklmnopqrstuvwxyz" + CLOSE)
    assert all(set(word) <= allowed for word in words(text))


@steady
@given(anything, anything)
def test_codes_of_different_units_differ_and_none_begins_another(one: str, other: str) -> None:
    units = {unit for text in (one, other) for run in runs(text) for unit in run}
    codes = sorted(map(code, units))
    assert len(codes) == len(units)
    assert not any(after.startswith(before) for before, after in pairwise(codes))
