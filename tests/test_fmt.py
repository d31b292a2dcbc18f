"""`gkgen fmt`: one form for every file, comments kept, no value changed; twice is once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from gkgen import formatting
from gkgen.canonical import Unsafe, canonical, canonical_yaml
from gkgen.canonical.sameness import is_same
from gkgen.cli import cli
from gkgen.disk import Refused, replace_beneath
from gkgen.formatting import formatted
from gkgen.importing import import_table
from gkgen.model import Source
from gkgen.scaffold import Wanted, init, new
from gkgen.stages.parse import parse
from gkgen.types import TYPES
from gkgen.types.guide import Guide
from gkgen.yaml_tree import yaml_tree
from gkgen.yaml_tree.quoting import scalar
from tests.sites import BASE, NOW, built, write_files

ROOT = Path(__file__).parents[1]

BEFORE = """\
# 这个文件由民政局维护

# 标题用全称
标题: "最低生活保障"   # 不缩写
类型: 办事指南
# 逐件写明
办理材料: # 共两件
  # 第一件
  - {材料名称: 身份证, 份数: "1"} # 原件
  - 份数: 2
    材料名称: 户口本 # 全本
  # 材料到此为止

申请条件: [户籍在本区, # 看户口本
   "收入: 低于标准",
   # 还有一条待定
] # 都要满足
正文: |
  第一行


    缩进的第二行
数量限制: 不限，
  随到随办
"""
AFTER = """\
# 这个文件由民政局维护

类型: 办事指南
# 标题用全称
标题: 最低生活保障 # 不缩写

申请条件: # 都要满足
  - 户籍在本区 # 看户口本
  - "收入: 低于标准"
  # 还有一条待定
# 逐件写明
办理材料: # 共两件
  # 第一件
  - 材料名称: 身份证 # 原件
    份数: 1
  - 材料名称: 户口本 # 全本
    份数: 2
  # 材料到此为止
数量限制: 不限， 随到随办
正文: |
  第一行


    缩进的第二行
"""


def test_keys_stand_in_order_one_item_a_line_and_comments_go_with_their_keys() -> None:
    assert canonical_yaml(BEFORE, Guide) == AFTER
    assert canonical_yaml(AFTER, Guide) == AFTER


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 'b'\n", "a: b\n"),
        ("a: '2026-01-02'\n", "a: 2026-01-02\n"),
        ('a: "0100"\n', 'a: "0100"\n'),
        ("a: 0100\n", "a: 0100\n"),
        ("a: 'null'\n", 'a: "null"\n'),
        ("a: ~\n", "a:\n"),
        ("'a b': 否\n", "a b: 否\n"),
        ('a: "b # c"\n', 'a: "b # c"\n'),
        ("a: 'b\n\n  c'\n", "a: |-\n  b\n  c\n"),
        ('a: "b\\tc"\n', 'a: "b\\tc"\n'),
        ("a: >\n  b\n  c\n", "a: |\n  b c\n"),
        ("a: |+\n  b\n\nc: d\n", "a: |+\n  b\n\nc: d\n"),
        ("a: |2-\n    b\n   c\n", "a: |2-\n    b\n   c\n"),
        ('a: "\\tb\\n"\n', "a: |2\n  \tb\n"),
        ("a: [b,-]\n", 'a:\n  - b\n  - "-"\n'),
        ("a: []\nb: {}\n", "a: []\nb: {}\n"),
        ("a:\n- b\n- - c\n  - d\n", "a:\n  - b\n  - - c\n    - d\n"),
        ("---\na: b\n", "a: b\n"),
        ("\n\n# x\n\n\n\na: b\n\n\n\nc: d\n\n", "# x\n\na: b\n\nc: d\n"),
        ("# yaml-language-server: $schema=x\na: b\n", "# yaml-language-server: $schema=x\n\na: b\n"),
        ("a:\n    # x\n    b: c\n    # y\n# z\nd: e\n", "a:\n  # x\n  b: c\n  # y\n# z\nd: e\n"),
        ("a: | # x\n  b\n", "a: | # x\n  b\n"),
        ("a: # x\n  b # y\n", "a: b # x # y\n"),
        ("a: 1\n# end", "a: 1\n# end\n"),
    ],
)
def test_a_text_is_written_in_one_way(before: str, after: str) -> None:
    assert canonical_yaml(before, None) == after
    assert canonical_yaml(after, None) == after


def test_the_author_keeps_the_language_of_the_keys_and_the_keys_that_no_declaration_knows() -> None:
    text = "unknown: 1\nbody: 文\nconditions: 甲\n办理材料:\ntitle: 乙\n"
    assert canonical_yaml(text, Guide) == "title: 乙\nconditions: 甲\n办理材料:\nunknown: 1\nbody: 文\n"


def test_a_markdown_body_is_not_touched() -> None:
    body = "\n# 标题\n\n* 甲   \n*   乙\n\n\n\n行末  \n"
    text = f"---\n标题: '甲'\n类型: 页面\n---\n{body}"
    assert canonical(text, ".md", Guide) == f"---\n类型: 页面\n标题: 甲\n---\n{body}"
    assert canonical("---\n标题: 甲\n---", ".md", None) == "---\n标题: 甲\n---\n"


def test_every_file_of_the_example_and_of_the_help_says_the_same_afterwards_and_comes_out_once() -> None:
    seen = 0
    for file in formatted(ROOT):
        seen += 1
        assert file.findings == ()
        source = Source(file.path, file.after, len(file.after))
        before = parse(Source(file.path, file.before, len(file.before)))[0]
        after = parse(source)[0]
        assert before is not None
        assert after is not None
        assert (before.body.text if before.body else "") == (after.body.text if after.body else "")
        assert values(before.tree) == values(after.tree)
    assert seen > 100


def values(node: Any) -> Any:
    """A tree's values, by key: what a build sees of it."""
    if hasattr(node, "text"):
        return "" if node.empty else node.text
    if node.items and isinstance(node.items[0], tuple):
        return {key.text: values(value) for key, value in node.items}
    return [values(item) for item in node.items]


# ---------------------------------------------------------------- any YAML at all

_TEXTS = st.one_of(
    st.sampled_from(
        ["甲", "a: b", "# x", "- a", "是", "null", "~", "", "0100", "2026-01-02", "'", '"', "a\\b"]
    ),
    st.text(st.sampled_from("甲乙a1 :#-'\"\\[]{},|>&*!%@`?\n\t　"), max_size=12),
)
_TREES = st.recursive(
    _TEXTS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["甲", "标题", "类型", "b: c", "身份", "份数"]), inner, max_size=3),
    ),
    max_leaves=8,
)
_MAPPINGS = st.dictionaries(
    st.sampled_from(["标题", "类型", "办理材料", "申请条件", "x"]), _TREES, min_size=1
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A mapping written in one of the many ways of YAML, with comments and blank lines strewn over it."""
    lines: list[str] = []
    tree = draw(_MAPPINGS)
    for key, value in tree.items():
        lines += _written(draw, f"{scalar(key)}:", value, "")
    return "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n", "\n# 末\n"]))


def _written(draw: st.DrawFn, head: str, value: Any, lead: str) -> list[str]:
    above = draw(st.sampled_from([[], [], [""], [f"{lead}# 上"], ["", f"{lead}# 上", ""], ["# 左"]]))
    beside = draw(st.sampled_from(["", "", "", "  # 旁"]))
    if isinstance(value, str) or not value or draw(st.booleans()):
        return [*above, f"{lead}{head} {_flow(draw, value)}{beside}"]
    inner = lead + draw(st.sampled_from(["  ", "    "]))
    if isinstance(value, dict):
        pairs = value.items()
        below = [line for key, each in pairs for line in _written(draw, f"{scalar(key)}:", each, inner)]
    else:
        below = [line for each in value for line in _written(draw, "-", each, inner)]
    return [*above, f"{lead}{head}{beside}", *below, *draw(st.sampled_from([[], [f"{inner}# 下"]]))]


def _flow(draw: st.DrawFn, value: Any) -> str:
    if isinstance(value, str):
        plain = scalar(value)
        return (
            draw(st.sampled_from([plain, "'" + value.replace("'", "''") + "'"])) if value.isalnum() else plain
        )
    if isinstance(value, list):
        return "[" + ", ".join(_flow(draw, each) for each in value) + "]"
    return "{" + ", ".join(f"{scalar(key)}: {_flow(draw, each)}" for key, each in value.items()) + "}"


@given(documents())
@settings(max_examples=600, deadline=None, derandomize=True)
def test_whatever_is_written_says_the_same_and_twice_is_once(text: str) -> None:
    tree, findings = yaml_tree(text, "x.yaml")
    if tree is None or findings:
        return
    once = canonical_yaml(text, Guide)
    assert is_same(text, once)
    assert canonical_yaml(once, Guide) == once
    assert not any(line.startswith("\t") for line in once.split("\n"))


# ---------------------------------------------------------------- what gkgen writes itself


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.key)
def test_a_new_file_of_each_type_is_in_the_standard_form(kind: Any, tmp_path: Path) -> None:
    init(tmp_path / "site", now=NOW)
    site = built(tmp_path / "site", {}, drafts=True).site
    assert site is not None
    path = new(tmp_path / "site", kind.key, site, Wanted())
    assert [each.path for each in formatted(tmp_path / "site", [path]) if each.is_changed] == []


def test_a_new_site_is_in_the_standard_form(tmp_path: Path) -> None:
    init(tmp_path / "site", now=NOW)
    assert [each.path for each in formatted(tmp_path / "site") if each.is_changed] == []


def test_what_is_imported_is_in_the_standard_form(tmp_path: Path) -> None:
    write_files(tmp_path, BASE)
    table = tmp_path / "items.csv"
    table.write_text(
        "正文,关键词,标题,发布日期,索引号\n第一段。,甲；乙,关于做好工作的通知,2026-03-05,wx/2026-00001\n",
        encoding="utf-8",
    )
    report = import_table(table, tmp_path, "item", {})
    assert report.written
    paths = [tmp_path / each for each in report.written]
    assert [each.diff() for each in formatted(tmp_path, paths) if each.is_changed] == []


# ---------------------------------------------------------------- the command


def run(folder: Path, *arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, ["fmt", "-s", str(folder), *arguments], standalone_mode=False)
    assert result.exception is None, result.exception
    return result.return_value, result.stdout, result.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_files(tmp_path, {**BASE, "content/a.md": "---\n标题: '甲'\n类型: 页面\n---\n正文\n"})


def test_check_names_what_would_change_and_leaves_it(folder: Path) -> None:
    before = (folder / "content/a.md").read_bytes()
    status, out, _ = run(folder, "--check", str(folder / "content/a.md"))
    assert (status, out) == (1, "content/a.md\n")
    assert (folder / "content/a.md").read_bytes() == before


def test_diff_shows_what_would_change_and_leaves_it(folder: Path) -> None:
    before = (folder / "content/a.md").read_bytes()
    status, out, _ = run(folder, "--diff", str(folder / "content/a.md"))
    assert status == 1
    assert "-标题: '甲'\n" in out
    assert "+标题: 甲\n" in out
    assert (folder / "content/a.md").read_bytes() == before


def test_the_files_are_written_and_then_there_is_nothing_to_do(folder: Path) -> None:
    (folder / "content/a.md").chmod(0o640)
    status, out, _ = run(folder)
    assert status == 0
    assert "content/a.md\n" in out
    assert (
        (folder / "content/a.md").read_text(encoding="utf-8").startswith("---\n类型: 页面\n标题: 甲\n---\n")
    )
    assert (folder / "content/a.md").stat().st_mode & 0o777 == 0o640
    assert run(folder, "--check")[0] == 0
    assert sorted(each.name for each in (folder / "content").iterdir()) == [
        "a.md",
        "catalogues",
        "organisations",
    ]


def test_windows_line_ends_and_the_mark_before_a_text_go(folder: Path) -> None:
    (folder / "content/a.md").write_bytes("\ufeff---\r\n类型: 页面\r\n标题: 甲\r\n---\r\n正文".encode())
    run(folder)
    assert (folder / "content/a.md").read_bytes() == "---\n类型: 页面\n标题: 甲\n---\n正文\n".encode()


def test_a_file_with_a_fault_of_yaml_is_left_alone_and_told(folder: Path) -> None:
    write_files(folder, {"content/b.yaml": "标题：甲\n", "content/c.yaml": "a: &x 1\n"})
    status, _, err = run(folder)
    assert status == 1
    assert "content/b.yaml:1:3 Y122" in err
    assert "content/c.yaml:1:4 Y143" in err
    assert (folder / "content/b.yaml").read_text(encoding="utf-8") == "标题：甲\n"


def test_a_type_that_the_site_declares_has_its_order_too(folder: Path) -> None:
    declared = "内容类型:\n  - 代码: village\n    名称: 村\n    文件夹: cun\n    字段:\n      - {代码: area, 名称: 面积}\n"
    write_files(
        folder,
        {
            "site.yaml": BASE["site.yaml"] + declared,
            "content/v.yaml": "面积: 3\n标题: 甲村\n类型: 村\n",
        },
    )
    run(folder)
    assert (folder / "content/v.yaml").read_text(encoding="utf-8") == "类型: 村\n标题: 甲村\n面积: 3\n"


def test_a_path_outside_of_the_site_is_refused(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other")
    result = CliRunner().invoke(cli, ["fmt", "-s", str(folder), str(other)], standalone_mode=False)
    assert type(result.exception).__name__ == "UsageError"


def test_a_file_that_would_say_something_else_is_left_alone_with_b801(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsafe(*_: Any) -> str:
        raise Unsafe("changed")

    monkeypatch.setattr(formatting, "canonical", unsafe)
    status, _, err = run(folder, str(folder / "content/a.md"))
    assert status == 1
    assert "B801" in err
    assert (folder / "content/a.md").read_text(encoding="utf-8") == "---\n标题: '甲'\n类型: 页面\n---\n正文\n"


# ---------------------------------------------------------------- the disk


def test_a_file_is_replaced_at_one_stroke_and_never_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a").write_bytes(b"1")
    (tmp_path / "link").symlink_to("in/a")
    (tmp_path / "folder").symlink_to("in")
    replace_beneath(tmp_path, "in/a", b"2")
    assert (tmp_path / "in/a").read_bytes() == b"2"
    for path, reason in (("link", "symlink"), ("folder/a", "symlink"), ("in", "special"), ("no", "missing")):
        with pytest.raises(Refused) as refused:
            replace_beneath(tmp_path, path, b"3")
        assert refused.value.reason == reason
    assert (tmp_path / "in/a").read_bytes() == b"2"


def test_where_the_disk_fails_the_old_file_stays_and_nothing_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "a").write_bytes(b"1")
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="space"):
        replace_beneath(tmp_path, "a", b"2")
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("a", b"1")]
