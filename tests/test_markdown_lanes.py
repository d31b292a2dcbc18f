"""A plain text is drawn without the parser, and nobody can tell: the same HTML, links, words and findings."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.common.utils import mdTrim

from gkgen.characters import without_controls
from gkgen.cli import main
from gkgen.markdown import cleaned, is_plain, render
from gkgen.markdown.signs import trimmed
from tests.benching.sites import body
from tests.portal.tools import PACKAGES
from tests.sites import BASE, built, corpus, item, output, write_files

HERE = Path(__file__).parent


def agrees(text: str) -> bool:
    """Whether the text went down the fast lane, having been seen to end where the parser alone leads."""
    assert render(text, "content/a.md", 7) == render(text, "content/a.md", 7, "reference"), repr(text)
    return is_plain(text)


def plain_among(texts: Iterable[str]) -> int:
    return sum(map(agrees, texts))


# ---------------------------------------------------------------- which lane

PLAIN = {
    "paragraphs": "甲\n\n　　乙\n  丙\n",
    "a broken line": "甲  \n乙　\nabc\ndef",
    "headings": "# 甲\n\n## 乙\n丙\n### 丁",
    "bullets": "甲：\n- 乙\n- 丙\n\n* 丁\n\n  \n* 戊",
    "numbers": "3. 甲\n4. 乙\n丙\n\n1) 丁",
    "a table": "| 甲 | 乙 |\n|:-:|---|\n| 1 | 2 | 3 |\n| 4 |",
    "a table with one fault twice": "| [甲]() | [甲]() |\n|---|---|\n| <b> | <b> |",
    "a rule": "甲\n\n---\n\n* * *",
    "code": "```py\n# <a>\n\n: b\n```\n~~~~\n~~~\n~~~~",
    "bold": "**甲**：乙**丙**，**“丁”戊**",
    "a link, emphasis, code, HTML, an entity": "[甲](b.md)*乙*`丙`<b>&amp;<!-- -->",
    "what only looks like a block": "**甲** 乙\n\n2026年\n\n2.5%\n\n`a`\n\n-1\n\n+86\n\n#1\n\n[甲]",
}
PARSED = {
    "a nested list": "- 甲\n  - 乙",
    "two paragraphs of an item": "- 甲\n\n  乙",
    "a quotation": "> 甲",
    "a definition": "甲\n: 乙",
    "a box": "::: note\n甲\n:::",
    "a footnote": "甲[^1]\n\n[^1]: 乙",
    "a link by reference": "[甲]\n\n[甲]: b.md",
    "an underlined heading": "甲\n---",
    "a heading closed by signs": "## 甲 ##",
    "a tab": "甲\t乙",
    "code without an end": "```\n甲",
    "a table without pipes at its ends": "甲|乙\n-|-\n1|2",
}


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN)
def test_what_is_plain_needs_no_parser_of_blocks(text: str) -> None:
    assert agrees(text)


@pytest.mark.parametrize("text", PARSED.values(), ids=PARSED)
def test_what_is_not_plain_is_left_to_the_parser(text: str) -> None:
    assert not agrees(text)


def test_the_parser_is_not_loaded_for_a_text_of_the_simplest_kind() -> None:
    told = "import sys; from gkgen.markdown import render; render({!r}, 'a.md', 1); print('markdown_it' in sys.modules)"
    for text, is_loaded in ((body(1), "False"), ("> 甲", "True")):
        ran = subprocess.run(
            [sys.executable, "-c", told.format(text)], capture_output=True, text=True, check=True
        )
        assert ran.stdout.strip() == is_loaded


@pytest.mark.parametrize("command", ["build", "check", "serve"])
def test_the_parser_alone_is_asked_when_a_command_says_so(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, {**BASE, "content/items/one.md": item()})
    asked: list[str] = []
    monkeypatch.setattr("gkgen.markdown.plain_blocks", asked.append)
    monkeypatch.setattr("gkgen.serve.serve", lambda build, *_, **__: build())
    for lane, is_asked in ((["--markdown", "reference"], False), ([], True)):
        with pytest.raises(SystemExit) as ended:
            main([command, "-s", str(tmp_path), "--now", "2026-11-22", *lane])
        assert ended.value.code == 0
        assert bool(asked) is is_asked


def test_a_site_is_the_same_down_both_lanes(tmp_path: Path) -> None:
    files = {f"content/items/{n}.md": item(number=f"wx/2026-{n:05}", body=body(n)) for n in range(1, 4)}
    files["content/items/9.md"] = item(
        number="wx/2026-00009", body="\n\n".join((*PLAIN.values(), *PARSED.values()))
    )
    fast, alone = built(tmp_path, files), built(tmp_path, files, markdown="reference")
    assert fast.findings == alone.findings
    assert output(fast) == output(alone)


# ---------------------------------------------------------------- real texts


def laws() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted((corpus() / "laws").glob("*.md"))]


def documents() -> list[str]:
    lines = (corpus() / "state-council-documents.jsonl").read_text(encoding="utf-8").splitlines()
    return [value for line in lines for value in json.loads(line).values() if isinstance(value, str)]


def own_pages() -> list[str]:
    """The example site and the help."""
    paths = sorted((HERE.parent / "content").rglob("*.md"))
    return [path.read_text(encoding="utf-8").split("\n---\n", 1)[-1] for path in paths]


def test_every_law_and_document_of_the_corpus_goes_down_the_fast_lane() -> None:
    texts = [*laws(), *documents()]
    assert plain_among(texts) == len(texts) > 588


def test_nearly_every_page_of_the_example_goes_down_the_fast_lane() -> None:
    texts = own_pages()
    assert len(texts) * 0.95 < plain_among(texts) < len(texts)


def test_the_texts_of_the_benchmark_go_down_the_fast_lane() -> None:
    assert plain_among(body(number) for number in range(0, 10_000, 50)) == 200


@pytest.mark.all
def test_all_texts_of_the_benchmark_go_down_the_fast_lane() -> None:
    assert plain_among(map(body, range(10_000))) == 10_000


def test_real_texts_written_by_other_editors_are_the_same_down_both_lanes() -> None:
    plain = 0
    for text in [*laws()[::16], *own_pages()[::6]]:
        for other in written_otherwise(text):
            plain += agrees(other)
    assert plain > 300


def written_otherwise(text: str) -> Iterator[str]:
    yield text.replace("\n", "\r\n")
    yield text.replace("\n\n", "\u3000\n\n\u3000\u3000")
    yield text.replace("\n", "\u3000 \n")
    yield text.replace("\n\n", "\n\u3000\n")
    yield text.replace("\n\n", "\n")
    yield text.replace("\n", "\t\n\t")
    yield text.replace("，", "\xa0").replace("。", "<br>\n")


def test_real_texts_with_a_sign_too_many_are_the_same_down_both_lanes() -> None:
    chance = random.Random(3)
    assert plain_among(spoilt(own_pages(), 1_500, chance)) > 600


@pytest.mark.all
def test_many_more_spoilt_texts_are_the_same_down_both_lanes() -> None:
    assert plain_among(spoilt([*own_pages(), *laws()], 40_000, random.Random(4))) > 20_000


def spoilt(texts: list[str], count: int, chance: random.Random) -> Iterator[str]:
    for _ in range(count):
        text = chance.choice(texts)
        start = chance.randrange(max(len(text) - 400, 1))
        text = text[start : start + 400]
        for _ in range(chance.randint(1, 4)):
            at, end = chance.randrange(len(text) + 1), chance.choice((0, 0, 0, 1, 5))
            text = text[:at] + chance.choice(PIECES) + text[at + end :]
        yield text


# ---------------------------------------------------------------- CommonMark's own examples


def examples() -> list[str]:
    path = PACKAGES / "commonmark-spec" / "spec.txt"
    found = re.findall(r"^`{32} example\n(.*?)^\.\n.*?^`{32}$", path.read_text(encoding="utf-8"), re.M | re.S)
    assert len(found) == 652
    return [each.replace("→", "\t") for each in found]


def test_the_examples_of_commonmark_are_the_same_down_both_lanes() -> None:
    plain = 0
    for example in examples():
        for text in (
            example,
            example.replace("\n", "\r\n"),
            f"甲\n{example}乙",
            f"# 甲\n\n{example}\n\n乙\n",
            f"- 甲\n{example}\n- 乙\n",
            f"| 甲 |\n|---|\n{example}\n\n乙",
            example.replace("foo", "甲").replace("bar", "“乙”").replace(" ", "\u3000"),
        ):
            plain += agrees(text)
    assert plain > 1_000


# ---------------------------------------------------------------- made-up texts

PIECES = [
    *(
        "甲",
        "乙丙",
        "a",
        "b c",
        "1",
        "2026",
        ".",
        " ",
        "  ",
        "   ",
        "    ",
        "\n",
        "\n",
        "\n\n",
        "\n",
        "-",
        "- ",
    ),
    *(
        "* ",
        "*",
        "**",
        "+ ",
        "1. ",
        "2) ",
        "1.",
        "#",
        "## ",
        "# ",
        "|",
        "| a |",
        "|---|",
        "\n|a|b|\n|--|:-:|\n",
    ),
    *(
        "`",
        "```",
        "\n```\n",
        "~~~\n",
        ">",
        "> ",
        "[",
        "]",
        "(",
        ")",
        "[^1]",
        "]:",
        "!",
        "![",
        "&",
        "&amp;",
        "<",
    ),
    *(
        "<b>",
        "<!--",
        "_",
        "__",
        "=",
        "===",
        "---",
        "***",
        ":",
        ": ",
        ":::",
        "::: note\n",
        ":::\n",
        "\\",
        "\u3000",
    ),
    *(
        "\xa0",
        "，",
        "。",
        "“",
        "”",
        "**重要**",
        "**“x”**",
        "[a](b.md)",
        "https://a.cn",
        "\t",
        "é",
        "\u1680",
        "한",
    ),
    *(
        "\u200b",
        "😀",
        "🇨🇳",
        "「",
        "」",
        "~",
        ": x",
        "\n  ",
        "\n   ",
        "\n- ",
        "\n1. ",
        "\n2. ",
        "\r\n",
        "\x0b",
        "·",
    ),
]


def made_up(count: int, seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    return ("".join(chance.choices(PIECES, k=chance.randint(1, 25))) for _ in range(count))


def test_made_up_texts_are_the_same_down_both_lanes() -> None:
    assert plain_among(made_up(5_000, 1)) > 1_000


@pytest.mark.all
def test_many_more_made_up_texts_are_the_same_down_both_lanes() -> None:
    assert plain_among(made_up(200_000, 2)) > 40_000


@settings(max_examples=400, derandomize=True, deadline=None)
@given(st.lists(st.text(max_size=12) | st.sampled_from(PIECES), max_size=25))
def test_texts_of_any_characters_are_the_same_down_both_lanes(pieces: list[str]) -> None:
    agrees("".join(pieces))


def starred(codes: Iterable[int]) -> Iterator[str]:
    """Stars beside each character, a hundred of them in a text."""
    characters = [chr(code) for code in codes]
    for first in range(0, len(characters), 100):
        some = characters[first : first + 100]
        yield "\n\n".join(f"甲**{each}乙{each}**丙**a{each}**b" for each in some)


def test_stars_beside_a_character_are_the_same_down_both_lanes() -> None:
    codes = (*range(0x20, 0x180), *range(0x2000, 0x2070), *range(0x3000, 0x3100), *range(0xFF00, 0xFFFE))
    assert plain_among(starred((*codes, *range(0x3100, 0xD7FF, 97), *range(0x10000, 0x30000, 997)))) >= 10


def test_stars_in_every_order_are_the_same_down_both_lanes() -> None:
    orders = [
        "".join(signs)
        for length in range(7)
        for signs in product(
            ("甲", "，", " ", "*", "**") if length < 6 else ("甲", "，", "**"), repeat=length
        )
    ]
    for first in range(0, len(orders), 100):
        agrees("\n\n".join(f"乙{order}丙" for order in orders[first : first + 100]))


@pytest.mark.all
def test_stars_beside_any_character_are_the_same_down_both_lanes() -> None:
    assert plain_among(starred((*range(0x20, 0xD800), *range(0xE000, 0x30000)))) > 1_000


def test_a_text_is_cleaned_as_if_each_line_were_looked_at() -> None:
    blank = re.compile(r"^([ \t>]*)[\xa0\u2000-\u200a\u3000][\xa0\u2000-\u200a\u3000 \t]*$", re.MULTILINE)
    for text in made_up(3_000, 5):
        ended = text.replace("\r\n", "\n").replace("\r", "\n")
        assert cleaned(text) == blank.sub(r"\1", without_controls(ended)), repr(text)


def test_spaces_are_trimmed_as_the_library_does() -> None:
    for code in range(0x110000):
        space = chr(code)
        assert trimmed(f"{space}甲{space}") == mdTrim(f"{space}甲{space}")
