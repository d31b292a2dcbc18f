"""What the search knows of words: synonyms, readings, and other forms of characters."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkgen.emit.search.equivalents import KNOWN, bare, equivalents
from gkgen.emit.search.readings import readings_of
from gkgen.emit.search.tokens import runs
from gkgen.emit.search.variants import simplified, told
from gkgen.emit.searchable import search_words
from tests.sites import ORGANISATION, SITE, built


def groups_with(word: str, groups: tuple[tuple[str, ...], ...]) -> list[set[str]]:
    return [set(group) for group in groups if word in group]


def test_known_words_stand_in_one_group_each_and_are_words() -> None:
    words = [word for group in KNOWN for word in group]
    assert len(words) == len(set(words))
    assert all(len(runs(word)) == 1 and len(word) > 1 for word in words)
    assert all(len(group) > 1 for group in KNOWN)


def test_a_group_of_the_site_and_a_known_one_with_a_word_in_common_are_one() -> None:
    groups = equivalents([("低保", "困难补助")], [])
    assert groups_with("困难补助", groups) == [{"低保", "困难补助", "最低生活保障"}]
    assert equivalents([("ＩＤ卡", "id卡"), ("孤", "")], []) == equivalents([], [])


def test_names_of_organisations_stand_for_each_other_unless_one_holds_the_other() -> None:
    groups = equivalents([], [("望溪区教育体育局", "区教体局"), ("望溪区民政局", "民政局")])
    assert groups_with("区教体局", groups) == [{"望溪区教育体育局", "区教体局"}]
    assert groups_with("民政局", groups) == []


def test_a_site_brings_its_synonyms_and_the_short_names_that_are_one_offices_alone(tmp_path: Path) -> None:
    def office(name: str, short: str) -> str:
        return ORGANISATION.replace("望溪区民政局", name).replace("地址:", f"简称: {short}\n地址:", 1)

    site = built(
        tmp_path,
        {
            "site.yaml": SITE + "同义词:\n  - [老年证, 老年人优待证]\n",
            "content/organisations/a.yaml": office("望溪区教育和文化局", "教文局"),
            "content/organisations/b.yaml": office("望溪区甲单位", "联办"),
            "content/organisations/c.yaml": office("望溪区乙单位", "联办"),
        },
    ).site
    assert site is not None
    words = search_words(site)
    assert groups_with("老年证", words.synonyms) == [{"老年证", "老年人优待证"}]
    assert groups_with("教文局", words.synonyms) == [{"望溪区教育和文化局", "教文局"}]
    assert groups_with("联办", words.synonyms) == []
    assert words.kinds[0] == "办事指南"
    assert len(words.kinds) == len(set(words.kinds))


# ---------------------------------------------------------------- readings


@pytest.mark.parametrize(
    ("title", "char", "reading"),
    [
        ("行政许可", "行", "xing"),
        ("银行账户", "行", "hang"),
        ("长沙市", "长", "chang"),
        ("长者服务", "长", "zhang"),
        ("重庆市", "重", "chong"),
        ("六安市", "六", "lu"),
        ("绿化", "绿", "lv"),
        ("绿化", "绿", "lu"),
        ("養老", "养", "yang"),
    ],
)
def test_a_character_is_read_as_in_its_words(title: str, char: str, reading: str) -> None:
    assert char in readings_of([title])[reading]


def test_a_new_name_has_one_group_of_names_read_again() -> None:
    held: dict[bytes, bytes] = {}
    made: list[str] = []

    def remember(kind: str, key: bytes, make: Callable[[], bytes]) -> bytes:
        if key not in held:
            made.append(kind)
            held[key] = make()
        return held[key]

    names = [f"第{chr(0x4E00 + number)}项事务" for number in range(300)]
    assert readings_of(names, remember) == readings_of(names)
    made.clear()
    assert readings_of([*names, "新的标题"], remember) == readings_of([*names, "新的标题"])
    assert made == ["readings"]


def test_readings_are_letters_and_belong_to_the_texts_alone() -> None:
    table = readings_of(["关于印发《PM2.5管理办法》的通知", "12345热线"])
    assert all(reading.isascii() and reading.islower() for reading in table)
    assert set("".join(table.values())) == set("关于印发管理办法的通知热线")


# ---------------------------------------------------------------- forms


def test_a_form_has_no_form_of_its_own() -> None:
    forms = simplified()
    assert [char for char, form in forms.items() if form in forms] == []


def test_a_browser_is_told_the_forms_of_the_texts_and_those_that_stand_for_them() -> None:
    own, others = told(["國务院关于", "衛生"])
    assert own == {"國": "国", "衛": "卫"}
    assert (others["關"], others["務"], others["衞"]) == ("关", "务", "卫")
    assert "國" not in others
    assert "龍" not in others


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.text(st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF), max_size=20))
def test_a_query_in_either_script_is_cut_alike(text: str) -> None:
    from opencc import OpenCC  # noqa: PLC0415

    plain = "".join(simplified().get(char, char) for char in text)
    assert runs(text) == runs(plain)
    for char in text:
        assert runs(OpenCC("t2s").convert(char)) == runs(char)


def test_width_and_case_do_not_make_another_synonym() -> None:
    assert bare("ＰＰＰ ") == bare("ppp")
