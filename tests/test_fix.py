"""`gkgen fix`: what has one right answer is mended in the file, and every other byte of it stays."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import gkgen.fixing.files
from gkgen.build import Options, build
from gkgen.cli import cli
from gkgen.findings import UsageError
from gkgen.fixing import Mended, mend_files
from gkgen.rewriting import put
from tests.sites import BASE, NOW, item, write_files

PAGE = "---\n类型: 页面\n标题: 甲\n---\n\n{body}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_files(tmp_path / "site", BASE)


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        cli, ["fix", "-s", str(folder), "--now", str(NOW), "--lang", "zh", *arguments], standalone_mode=False
    )


def mends(folder: Path) -> tuple[Mended, ...]:
    done = build(Options(folder, NOW, drafts=True))
    assert done.site is not None
    return tuple(mend_files(done.sources, done.site))


def fixed(folder: Path, content: str | bytes, path: str = "content/a.md") -> bytes:
    write_files(folder, {path: content})
    run(folder)
    return (folder / path).read_bytes()


def test_what_has_one_right_answer_is_mended_where_it_stands_and_nothing_else(folder: Path) -> None:
    before = (
        "---\n# 注释 政 府[2016]8号\n类型: 信息公开条目\n"
        '标题: "关于工作的通知（国办发[2019] 54号）"   # 尾注 。。\n'
        "索引号: wx/2026-00001\n文号: 望溪民发[2026]第008号\n发布机构: 望溪区民政局\n成文日期: 2026-03-02\n"
        "发布日期: 2026-03-05\n公开目录: leaf\n关键词: [低保，，, '它''s人民政 府', \"口政府网站\"]\n---\n\n"
        "乡镇人民政 府  办理。。\n\n望政发〔2026〕第8号\n"
    )
    after = (
        before.replace("国办发[2019] 54号）", "国办发〔2019〕54号）")
        .replace("望溪民发[2026]第008号", "望溪民发〔2026〕8号")
        .replace("低保，，", "低保，")
        .replace("'它''s人民政 府'", "'它''s人民政府'")
        .replace('"口政府网站"', '"□政府网站"')
        .replace("人民政 府  办理。。", "人民政府  办理。")
        .replace("〕第8号", "〕8号")
    )
    assert fixed(folder, before).decode() == after


def test_line_ends_the_mark_and_a_missing_last_line_end_stay(folder: Path) -> None:
    text = PAGE.format(body="乡镇人民政 府\n\n办理。。").rstrip("\n").replace("\n", "\r\n")
    done = fixed(folder, text.encode("utf-8-sig"))
    assert done == text.replace("政 府", "政府").replace("。。", "。").encode("utf-8-sig")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("|\n  第一行\n  乡镇人民政 府。。\n", "|\n  第一行\n  乡镇人民政府。\n"),
        (">\n  折行的乡镇人民政 府。。\n  第二行\n", ">\n  折行的乡镇人民政府。\n  第二行\n"),
        ("折行的\n  乡镇人民政 府。。\n", "折行的\n  乡镇人民政府。\n"),
        ('"有\\"引号\\"的，，"\n', '"有\\"引号\\"的，"\n'),
        ("'\"整段带引号\"'\n", "'整段带引号'\n"),
    ],
)
def test_every_way_of_writing_a_text_is_mended(folder: Path, written: str, meant: str) -> None:
    head = "类型: 页面\n标题: 甲\n内容概述: "
    assert fixed(folder, head + written, "content/a.yaml").decode() == head + meant


@pytest.mark.parametrize(
    "body",
    [
        "`政 府。。`",
        "```\n政 府。。 望政发[2026]8号\n```",
        "[甲](https://a.example/政府。。) [乙](<a 政 府机关。。>)",
        "> 引用的话：政 府。。",
        "以营利为目的的",
        "通知的的要求",
        "办理；。",
        "。。。",
    ],
)
def test_code_addresses_quotations_and_what_may_be_meant_are_left_alone(folder: Path, body: str) -> None:
    text = PAGE.format(body=body)
    assert fixed(folder, text).decode() == text


def test_the_words_of_a_law_are_told_and_never_mended(folder: Path) -> None:
    text = (
        "类型: 办事指南\n标题: 某许可\n设定依据:\n"
        "  - {名称: 《某办法》, 文号: '财综[2017]35号', 内容: 乡镇人民政 府。。}\n"
        "  - '《某规定》（财综[2018]1号）第三条：乡镇人民政 府。。'\n"
    )
    assert fixed(folder, text, "content/guides/a.yaml").decode() == text.replace(
        "[2017]", "〔2017〕"
    ).replace("[2018]", "〔2018〕")
    told = [each.rule.code for each in build(Options(folder, NOW)).findings if "guides" in each.place.file]
    assert told.count("W831") == 2


def test_a_title_by_which_others_name_it_is_left_to_a_person(folder: Path) -> None:
    title = "通知（望政发[2026]8号）"
    write_files(
        folder,
        {
            "content/items/a.md": item(title),
            "content/b.md": f"---\n类型: 页面\n标题: 乙\n相关信息: ['{title}']\n---\n\n见通知。\n",
        },
    )
    result = run(folder)
    assert (folder / "content/items/a.md").read_text(encoding="utf-8") == item(title)
    assert "没有改" in result.stderr
    assert result.return_value == 0


def test_a_file_that_is_not_utf8_is_left_alone(folder: Path) -> None:
    text = PAGE.format(body="政 府。。").encode() + b"\xff\n"
    assert fixed(folder, text) == text


def test_after_mending_the_finding_is_gone_and_a_second_run_has_nothing_to_do(folder: Path) -> None:
    write_files(folder, {"content/a.md": PAGE.format(body="（辽政办发(2014)74号\n\n乡镇人民政 府，，")})
    assert run(folder).return_value == 1
    once = (folder / "content/a.md").read_bytes()
    assert run(folder).return_value == 0
    assert (folder / "content/a.md").read_bytes() == once
    assert not [each for each in build(Options(folder, NOW)).findings if each.rule.code.startswith("W8")]


def test_each_mend_is_printed_at_its_place_and_a_dry_run_prints_a_diff_and_writes_nothing(
    folder: Path,
) -> None:
    text = PAGE.format(body="乡镇人民政 府")
    write_files(folder, {"content/a.md": text})
    dry = run(folder, "--dry-run")
    assert "-乡镇人民政 府\n+乡镇人民政府\n" in dry.stdout
    assert "content/a.md:6:5 W831 政 府 → 政府" in dry.stderr
    assert dry.return_value == 1
    assert (folder / "content/a.md").read_text(encoding="utf-8") == text
    assert run(folder).stdout == "content/a.md:6:5 W831 政 府 → 政府\n"


def test_only_the_files_named_are_mended(folder: Path) -> None:
    text = PAGE.format(body="政 府机关")
    write_files(folder, {"content/a.md": text, "content/b/c.md": text})
    run(folder, str(folder / "content/b"))
    assert (folder / "content/a.md").read_text(encoding="utf-8") == text
    assert (folder / "content/b/c.md").read_text(encoding="utf-8") != text
    outside = run(folder, str(folder.parent)).exception
    assert isinstance(outside, UsageError)
    assert "not in the site" in str(outside)


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither permission bits nor links for everyone")
def test_permissions_stay_and_a_link_is_never_written_through(folder: Path) -> None:
    write_files(folder, {"content/a.md": PAGE.format(body="政 府机关")})
    outside = folder.parent / "outside.md"
    outside.write_text(PAGE.format(body="政 府机关"), encoding="utf-8")
    (folder / "content/l.md").symlink_to(outside)
    (folder / "content/a.md").chmod(0o640)
    run(folder)
    assert stat.S_IMODE((folder / "content/a.md").stat().st_mode) == 0o640
    assert "政 府" in outside.read_text(encoding="utf-8")


def test_a_file_that_changed_meanwhile_and_a_full_disk_leave_the_old_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(folder, {"content/a.md": PAGE.format(body="政 府机关")})
    (file,) = mends(folder)
    path = folder / "content/a.md"
    path.write_text("别人刚写的", encoding="utf-8")
    with pytest.raises(UsageError, match="changed"):
        put(folder, file.path, file.old, file.new)
    path.write_bytes(file.old)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageError, match="No space"):
        put(folder, file.path, file.old, file.new)
    assert path.read_bytes() == file.old
    assert [each.name for each in path.parent.iterdir() if each.name.startswith(".")] == []


def test_a_mend_that_would_change_something_else_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two mends, one of them unsound: the other is made."""
    write_files(folder, {"content/a.md": PAGE.format(body="政 府机关\n\n办理。。")})
    sound = gkgen.fixing.files._is_sound
    monkeypatch.setattr(
        gkgen.fixing.files,
        "_is_sound",
        lambda record, raw, made: sound(record, raw, made) and not any(each.code == "W833" for each in made),
    )
    (file,) = mends(folder)
    assert [each.code for each in file.mends] == ["W831"]
    assert [each.code for each in file.refused] == ["W833"]


PIECES = st.lists(
    st.sampled_from(
        [
            *"政府工作，。、；：()（）〔〕[]口 '\"#-|>\n:的",
            "政 府",
            "望政发[2026]8号",
            "。。",
            "口政府网站",
            "第",
            "\\",
            "`",
        ]
    ),
    max_size=25,
).map("".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=PIECES, field=PIECES)
def test_whatever_is_written_fixing_twice_is_fixing_once(folder: Path, body: str, field: str) -> None:
    quoted = field.replace("'", "''").replace("\n", " ")
    write_files(
        folder, {"content/a.md": f"---\n类型: 页面\n标题: 甲\n内容概述: 'x{quoted}'\n---\n\n{body}\n"}
    )
    once = mends(folder)
    for file in once:
        put(folder, file.path, file.old, file.new)
    assert not any(file.mends for file in mends(folder))
