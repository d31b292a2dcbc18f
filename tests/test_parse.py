"""The second stage: bytes → a tree in the author's words, and every fault at its line and column (bad input D 1–32)."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkgen.findings import Finding, in_order
from gkgen.model import Mapping, Node, Scalar, Sequence, Source
from gkgen.stages.parse import parse
from gkgen.yaml_tree import yaml_tree

Told = list[tuple[str, int, int]]


def told(findings: tuple[Finding, ...]) -> Told:
    """The code, line and column of each finding, in order; every value that its words name is there."""
    for finding in findings:
        for language in ("zh", "en"):
            assert finding.wrong(language).isprintable()
            assert finding.mend(language).isprintable()
    return [(each.rule.code, each.place.line, each.place.column) for each in in_order(findings)]


def yaml(content: str | bytes) -> tuple[object, Told]:
    content = content.encode() if isinstance(content, str) else content
    record, findings = parse(Source("content/a.yaml", content, len(content)))
    return record, told(findings)


def markdown(content: str | bytes) -> tuple[object, Told]:
    content = content.encode() if isinstance(content, str) else content
    record, findings = parse(Source("content/a.md", content, len(content)))
    return record, told(findings)


def plain(node: Node) -> object:
    """A tree without its places."""
    if isinstance(node, Scalar):
        return None if node.empty else node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.items}


def tree(text: str) -> Mapping:
    found, findings = yaml_tree(text, "a.yaml")
    assert findings == ()
    assert found is not None
    return found


def bomb(levels: int = 8) -> str:
    lines = ["a0: &a0 {x: 1}"]
    lines += [f"a{n}: &a{n}\n  <<: [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, levels + 1)]
    return "\n".join(lines) + "\n"


def laughs() -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    return "\n".join(lines) + "\n"


BAD_YAML: dict[str, tuple[str | bytes, Told]] = {
    "D3 an anchor": ("a: &x y\n", [("Y143", 1, 4)]),
    "D3 an alias": ("a: *x\n", [("Y144", 1, 4)]),
    "D4 an alias to itself": ("a: &x [*x]\n", [("Y143", 1, 4), ("Y144", 1, 8)]),
    "D1 a merge key": ("a:\n  <<: {b: 1}\n", [("Y145", 2, 3)]),
    "D5 200 KB of brackets": ("[" * 200_000, [("Y148", 1, 33)]),
    "D5 1 MB of braces": ("{" * 1_000_000, [("Y148", 1, 33)]),
    "D6 5,000 levels of lists": ("- " * 5_000, [("Y148", 1, 65)]),
    "D6 5,000 levels of keys": (
        "".join(f"{' ' * level}a:\n" for level in range(5_000)),
        [("Y148", 33, 33)],
    ),
    "D7 a tag that would run a program": ('a: !!python/object/apply:os.system ["x"]\n', [("Y146", 1, 4)]),
    "D7 a tag of one's own": ("a: !x y\n", [("Y146", 1, 4)]),
    "D7 a tag that isn't declared": ("a: !t!x y\n", [("Y128", 1, 4)]),
    "D8 a key twice": ("标题: 甲\n日期: 乙\n标题: 丙\n", [("Y141", 3, 1)]),
    "D8 a key twice, nested": ("a:\n  b: 1\n  b: 2\n", [("Y141", 3, 3)]),
    "D8 a key twice in a flow": ("a: {b: 1, b: 2}\n", [("Y141", 1, 11)]),
    "D8 a key twice, in NFC and NFD": ("é: 1\ne\u0301: 2\n", [("Y141", 2, 1)]),
    "D9 a tab that indents": ("a:\n\tb: 1\n", [("Y124", 2, 1)]),
    "D9 a tab that indents a list": ("a:\n  b:\n\t- c\n", [("Y124", 3, 1)]),
    "D10 a quote that isn't closed": ('a: "甲\nb: 1\n', [("Y125", 1, 4)]),
    "D10 a single quote that isn't closed": ("a: '甲\nb: 1\n", [("Y125", 1, 4)]),
    "D10 a quote closed by a later line's": ('标题: "甲\n单位: "乙"\n', [("Y125", 1, 5)]),
    "D10 text after a quote": ('标题: "甲"的通知\n', [("Y126", 1, 8)]),
    "D10 a bracket that isn't closed": ("标题: [甲, 乙\n日期: 丙\n", [("Y127", 1, 5)]),
    "D10 a brace that isn't closed": ("标题: {甲: 乙\n", [("Y127", 1, 5)]),
    "D10 a bracket too many": ("标题: [甲]]\n", [("Y135", 1, 8)]),
    "D10 a brace alone": ("a: }\n", [("Y135", 1, 4)]),
    "D11 a full-width colon in the middle": ("标题: 甲\n文号：乙\n日期: 丙\n", [("Y122", 2, 3)]),
    "D11 a full-width colon at the end": ("标题: 甲\n文号：乙\n", [("Y122", 2, 3)]),
    "D11 full-width colons alone": ("标题：甲\n文号：乙\n", [("Y122", 1, 3)]),
    "D11 a full-width colon in a list": ("a:\n  - 名称：甲\n    日期: 乙\n", [("Y122", 2, 7)]),
    "D11 a colon without a space": ("标题:甲\n日期: 乙\n", [("Y123", 1, 3)]),
    "D11 colons without a space alone": ("标题:甲\n日期:乙\n", [("Y123", 1, 3)]),
    "D12 a second document": ("a: 1\n---\nb: 1\n", [("Y147", 2, 1)]),
    "D12 a second document after dots": ("a: 1\n...\nb: 1\n", [("Y147", 3, 1)]),
    "D14 a NUL": ("a: 1\x00\nb: 2\n", [("Y105", 1, 5)]),
    "D14 other controls, once a line": (
        "a: \x01\x02\nb: \x85\nc: \u2028\n",
        [("Y105", 1, 4), ("Y105", 2, 4), ("Y105", 3, 4)],
    ),
    "D14 a control written as an escape": ('a: "\\0"\n', [("Y105", 1, 4)]),
    "D15 a lone surrogate": ('a: "\\ud800"\n', [("Y131", 1, 5)]),
    "D15 an unknown escape": ('a: "C:\\dir"\n', [("Y131", 1, 7)]),
    "D20 a list as a key": ("? [a]\n: b\n", [("Y142", 1, 3)]),
    "D20 a mapping as a key": ("a: {{7*7}}\n", [("Y142", 1, 5)]),
    "D20 no key at all": (": b\n", [("Y142", 1, 1)]),
    "D23 nothing": ("", [("Y110", 0, 0)]),
    "D23 blanks": (" \n\n", [("Y110", 0, 0)]),
    "D23 a comment alone": ("# 甲\n", [("Y151", 1, 1)]),
    "D24 a list": ("- a\n- b\n", [("Y150", 1, 1)]),
    "D24 a text": ("甲乙丙\n", [("Y150", 1, 1)]),
    "D25 GBK": ("标题: 关于印发的通知\n".encode("gbk"), [("Y101", 0, 0)]),
    "D25 GB 18030": ("标题: 关于𠮷㐀的通知\n".encode("gb18030"), [("Y101", 0, 0)]),
    "D26 UTF-16": ("标题: 甲\n".encode("utf-16"), [("Y102", 0, 0)]),
    "D26 UTF-16 without a mark": ("title: a\n".encode("utf-16-le"), [("Y102", 0, 0)]),
    "D26 UTF-32": ("a: 1\n".encode("utf-32"), [("Y102", 0, 0)]),
    "D27 a byte that isn't UTF-8": ("标题: 甲\n单位: 乙".encode() + b"\xff\xfe\nc: 1\n", [("Y103", 2, 6)]),
    "D27 a Word file": (b"PK\x03\x04" + b"\x00" * 40, [("Y104", 0, 0)]),
    "D28 a change of direction": ("a: x\u202ey\nb: \u2066z\n", [("Y106", 1, 5), ("Y106", 2, 4)]),
    "D28 a change of direction as an escape": ('a: "x\\u202ey"\n', [("Y106", 1, 4)]),
    "D29 a zero width in a key": ("标\u200b题: 甲\n", [("Y107", 1, 2)]),
    "D29 a soft hyphen in a value": ("a: x\u00ady\n", [("Y107", 1, 5)]),
    "D29 a mark in the middle": ("a: x\ufeffy\n", [("Y107", 1, 5)]),
    "D30 a private character": ("姓名: 王\ue815\n", [("Y108", 1, 6)]),
    "D30 an unassigned character": ("姓名: 王\u0378\n", [("Y108", 1, 6)]),
    "D25 text that was damaged before": ("a: 甲\ufffd\nb: 锟斤拷\n", [("Y109", 1, 5), ("Y109", 2, 4)]),
    "a value with a second colon": ("标题: 通知: 甲\n", [("Y129", 1, 7)]),
    "a key below a value": ("a: 1\n b: 2\n", [("Y132", 2, 2)]),
    "a key to the left of the first": ("  a: 1\nb: 2\n", [("Y132", 2, 1)]),
    "a list beside keys": ("a: 1\n- b\n", [("Y132", 2, 1)]),
    "a line without a colon": ("a: 1\n正文\n\n第二段\n", [("Y130", 2, 1)]),
    "a list on the line of its key": ("a: - b\n", [("Y133", 1, 4)]),
    "text beside a block's sign": ("a: |甲\n  乙\n", [("Y134", 1, 4)]),
    "a value that begins with a sign": ("a: @x\n", [("Y128", 1, 4)]),
    "a value that begins with a percent": ("a: %5\n", [("Y128", 1, 4)]),
    "a bold value": ("a: **x**\n", [("Y128", 1, 4)]),
    "an unknown directive": ("%foo\n", [("Y121", 1, 5)]),
    "a full-width space that indents": ("\u3000a: 1\n", [("Y152", 1, 1)]),
    "several faults in one run": (
        "标题: &x 甲\n标题: 乙\u200b\n单位: !!str 丙\n",
        [("Y107", 2, 6), ("Y141", 2, 1), ("Y143", 1, 5), ("Y146", 3, 5)],
    ),
}


@pytest.mark.parametrize("name", BAD_YAML)
def test_a_bad_yaml_file_is_told_of_at_its_place(name: str) -> None:
    content, expected = BAD_YAML[name]
    start = time.process_time()
    _, found = yaml(content)
    assert found == sorted(expected, key=lambda each: (each[1], each[2], each[0]))
    assert time.process_time() - start < 2


BAD_MARKDOWN: dict[str, tuple[str | bytes, Told]] = {
    "D13 front matter that isn't closed": ("---\n标题: 甲\n\n正文\n", [("Y112", 1, 1)]),
    "D13 no front matter": ("# 标题\n\n正文\n", [("Y111", 1, 1)]),
    "D13 dashes that aren't plain": ("———\n标题: 甲\n———\n", [("Y111", 1, 1)]),
    "D13 a rule in the text taken for the end": (
        "---\n标题: 甲\n\n正文第一段\n\n---\n\n第二段\n",
        [("Y130", 4, 1)],
    ),
    "D11 a full-width colon": ("---\n类型: 甲\n标题：乙\n---\n\n正文\n", [("Y122", 3, 3)]),
    "D12 a second document": ("---\na: 1\n--- b\n---\n", [("Y147", 3, 1)]),
    "D23 nothing": ("", [("Y110", 0, 0)]),
    "D23 an empty front matter": ("---\n---\n正文\n", [("Y151", 2, 1)]),
    "D24 a list for front matter": ("---\n- 甲\n---\n", [("Y150", 2, 1)]),
    "D28 a change of direction in the body": ("---\na: 1\n---\n\n正\u202e文\n", [("Y106", 5, 2)]),
    "D29 a zero width in the body": ("---\na: 1\n---\n\u200b正文\n", [("Y107", 4, 1)]),
    "D14 a control in the body": ("---\na: 1\n---\n正\x01文\n", [("Y105", 4, 2)]),
    "D25 GBK": ("---\n标题: 甲乙\n---\n正文内容\n".encode("gbk"), [("Y101", 0, 0)]),
    "D27 bytes that aren't UTF-8, once a line": (
        "---\na: 1\n---\n正文".encode() + b"\xff\xff" + "\n第二行\n第三".encode() + b"\x80\n",
        [("Y103", 4, 3), ("Y103", 6, 3)],
    ),
}


@pytest.mark.parametrize("name", BAD_MARKDOWN)
def test_a_bad_markdown_file_is_told_of_at_its_place(name: str) -> None:
    content, expected = BAD_MARKDOWN[name]
    assert markdown(content)[1] == expected


HEAVY: dict[str, tuple[str, str]] = {
    "D1 a merge bomb of 540 bytes": (bomb(), "Y143"),
    "D2 a billion laughs": (laughs(), "Y143"),
    "1 MB of closed braces": ("{}" * 500_000, "Y132"),
    "1 MB of nested keys in one line": ("{a: " * 250_000, "Y148"),
    "200,001 items": ("-\n" * 250_000, "Y149"),
    "200,001 lists": ("a: [" + "[]," * 250_000 + "]", "Y149"),
    "a key 200,000 times": ("a: 1\n" * 200_000, "Y141"),
    "1 MB of quotes": ('"' * 1_000_000, "Y126"),
    "1 MB of tags": ("!" * 1_000_000, "Y146"),
    "1 MB of anchors": ("&" * 1_000_000, "Y128"),
    "escapes": ('a: "' + "\\n" * 500_000, "Y125"),
}


@pytest.mark.parametrize("name", HEAVY)
def test_no_yaml_takes_long_or_brings_the_process_down(name: str) -> None:
    text, code = HEAVY[name]
    start = time.process_time()
    _, findings = yaml_tree(text, "a.yaml")
    assert time.process_time() - start < 5
    assert code in [finding.rule.code for finding in findings]
    assert len(findings) <= 101


def test_a_scalar_of_10_mb_is_a_scalar() -> None:
    """D 21: the size of a file is the first stage's business."""
    start = time.process_time()
    assert len(tree(f"a: {'x' * 10_000_000}\n").items[0][1].text) == 10_000_000  # type: ignore[union-attr]
    assert time.process_time() - start < 5


AUTHORS_WORDS = (
    # D 16 to 19: what YAML 1.1 would make of these is the schema's business, if anybody's
    "2024-02-30",
    "2024-01-02",
    "9" * 5_000,
    ".inf",
    ".nan",
    "9:30",
    "010",
    "00123",
    "no",
    "No",
    "off",
    "y",
    "1_000",
    "1.10",
    "110101199003074514",
    "0x1F",
    "1e3",
    "=",
    "国办发〔2020〕45号：关于“政务公开”的通知（一）",
    "https://www.gov.cn/a?b=c#d",
    "a {{7*7}} {% b %}",
)


@pytest.mark.parametrize("words", AUTHORS_WORDS, ids=lambda words: words[:20])
def test_a_scalar_is_the_authors_text(words: str) -> None:
    value = tree(f"a: {words}\n").items[0][1]
    assert value == Scalar(words, 1, 4)


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL", "  # 以后再写"])
def test_a_value_left_out_is_empty(written: str) -> None:
    value = tree(f"a: {written}\n").items[0][1]
    assert isinstance(value, Scalar)
    assert value.empty


@pytest.mark.parametrize("written", ["''", '""', "'~'", "'null'"])
def test_a_quoted_value_is_never_empty(written: str) -> None:
    value = tree(f"a: {written}\n").items[0][1]
    assert value == Scalar(written[1:-1], 1, 4)


def test_every_key_and_value_has_its_place() -> None:
    found = tree('标题: 甲\n名单:\n  - 姓名: "乙"\n    𠮷: 丙\n正文: |\n  第一行\n  第二行\n')
    title, names, body = found.items
    assert title == (Scalar("标题", 1, 1), Scalar("甲", 1, 5))
    assert isinstance(names[1], Sequence)
    (row,) = names[1].items
    assert isinstance(row, Mapping)
    assert (row.line, row.column) == (3, 5)
    assert row.items[0] == (Scalar("姓名", 3, 5), Scalar("乙", 3, 9))
    assert row.items[1] == (Scalar("𠮷", 4, 5), Scalar("丙", 4, 8))
    assert body[1] == Scalar("第一行\n第二行\n", 5, 5, block=2)


def test_a_refused_thing_is_left_out_and_the_rest_stays() -> None:
    found, findings = yaml_tree("a: 1\na: 2\nb: &x 3\nc: *x\nd: !t 4\n<<: {e: 5}\n? [f]\n: 6\ng: 7\n", "a")
    assert found is not None
    assert plain(found) == {"a": "1", "b": "3", "c": None, "d": "4", "g": "7"}
    assert len(findings) == 6


def test_text_is_normalised_to_nfc() -> None:
    record, findings = markdown("---\ncafe\u0301: re\u0301sume\u0301\n---\nnai\u0308ve\n")
    assert findings == []
    assert plain(record.tree) == {"café": "résumé"}  # type: ignore[attr-defined]
    assert record.body.text == "naïve\n"  # type: ignore[attr-defined]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_mark_at_the_beginning_and_any_line_ends_are_accepted(ends: str, mark: bytes) -> None:
    """D 22."""
    text = "---\n标题: 甲\n说明: |\n  一\n  二\n---\n\n正文\n第二行\n".replace("\n", ends)
    record, findings = markdown(mark + text.encode())
    assert findings == []
    assert plain(record.tree) == {"标题": "甲", "说明": "一\n二\n"}  # type: ignore[attr-defined]
    assert record.tree.items[0][0] == Scalar("标题", 2, 1)  # type: ignore[attr-defined]
    assert record.body.text == "\n正文\n第二行\n"  # type: ignore[attr-defined]
    assert record.body.line == 7  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["---\na: 1\n---\n", "---\na: 1\n---", "---  \na: 1\n--- \n\n \n"])
def test_front_matter_alone_is_a_record_without_a_body(text: str) -> None:
    """D 23."""
    record, findings = markdown(text)
    assert findings == []
    assert record.body is None  # type: ignore[attr-defined]


def test_a_block_in_a_yaml_file_stays_in_the_tree() -> None:
    record, findings = yaml("---\n标题: 甲\n正文: |\n  ## 一\n\n  文\n...\n")
    assert findings == []
    assert record.body is None  # type: ignore[attr-defined]
    assert plain(record.tree) == {"标题": "甲", "正文": "## 一\n\n文\n"}  # type: ignore[attr-defined]


RARE_BUT_RIGHT = (
    "姓名: 𬮱𠮷㙍\U00031350",  # the extensions of Han, the newest among them
    "说明: 　　首行缩进，NBSP\u00a0也可以",
    "蒙古文: ᠮᠣᠩᠭᠣᠯ\u180b",
    "维吾尔文: ئۇ\u200cيغۇر",
    "表情: 👨\u200d👩\u200d👧",
    "异体: 葛\U000e0100",
)


@pytest.mark.parametrize("text", RARE_BUT_RIGHT)
def test_rare_characters_that_belong_to_a_script_are_no_fault(text: str) -> None:
    assert yaml(text)[1] == []


def test_other_files_have_no_record(tmp_path: object) -> None:
    assert parse(Source("content/a.pdf", tmp_path, 1)) == (None, ())  # type: ignore[arg-type]


MARKS = [
    "---\n",
    "a: ",
    "标题",
    "：",
    ":",
    "\n",
    "  ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    '"',
    "'",
    "|\n",
    "&a ",
    "*a",
    "!t ",
    "? ",
]
ODDS = [
    "\t",
    "#",
    "\\",
    "\\u202e",
    "\x00",
    "\ud800",
    "\ufffe",
    "\u2028",
    "\r",
    "<<: ",
    "~",
    ",",
    "e\u0301",
    "@",
    "%",
    "...",
]


@settings(max_examples=600, derandomize=True, deadline=None, database=None)
@given(st.lists(st.sampled_from(MARKS + ODDS), max_size=25).map("".join))
def test_whatever_is_written_yaml_never_raises_and_tells_places_that_exist(text: str) -> None:
    found, findings = yaml_tree(text, "a.yaml", 3)
    assert found is not None or findings
    told(findings)
    for finding in findings:
        assert 3 <= finding.place.line <= text.count("\n") + text.count("\r") + text.count("\u2028") + 4
    if found is not None:
        for key, _ in found.items:
            assert unicodedata.is_normalized("NFC", key.text)


@settings(max_examples=500, derandomize=True, deadline=None, database=None)
@given(
    st.one_of(
        st.binary(max_size=60),
        st.lists(st.sampled_from(MARKS[:-1]), max_size=25).map("".join).map(str.encode),
    )
)
def test_whatever_bytes_come_parsing_never_raises(content: bytes) -> None:
    for path in ("content/a.md", "content/a.yaml"):
        record, findings = parse(Source(path, content, len(content)))
        assert record is not None or findings
        told(findings)
