"""`gkgen explain` and the generated pages of the help: what the code says of itself, and nothing that has gone stale."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gkgen.build import Options, build
from gkgen.checks import numbers
from gkgen.cli import cli
from gkgen.findings import Rule, UsageError, error
from gkgen.formatting import formatted
from gkgen.reference import all_rules, reference_pages, rules
from gkgen.reference.markdown import block, plain
from gkgen.types import TYPES
from tests.reference import HELP, examples, main, pages
from tests.sites import BASE, NOW, SITE, write_files

STALE = "the generated pages of content/help don't follow from the code any more: run `make reference`"


def test_the_committed_pages_are_those_that_the_code_says() -> None:
    wanted = pages()
    stale = [name for name, text in wanted.items() if not is_written(HELP / name, text)]
    folders = ("rules", "fields")
    left = [
        f"{folder}/{path.name}"
        for folder in folders
        for path in sorted((HELP / folder).glob("*.md"))
        if f"{folder}/{path.name}" not in wanted
    ]
    assert stale + left == [], STALE


def is_written(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def test_the_pages_are_the_same_on_every_run() -> None:
    assert pages() == pages()
    assert list(all_rules()) == list(all_rules())


def test_the_pages_are_content_without_a_finding_and_in_the_standard_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, BASE)
    folder = tmp_path / "content/help"
    folder.mkdir(parents=True)
    monkeypatch.setattr("tests.reference.HELP", folder)
    (folder / "rules").mkdir()
    (folder / "rules/x999.md").write_text("old", encoding="utf-8")
    main()
    assert not (folder / "rules/x999.md").exists()
    others = {"checking.md", "site-yaml.md"}
    write_files(folder, {name: f"---\n类型: 页面\n标题: {name}\n---\n甲\n" for name in others})
    found = build(Options(tmp_path, NOW)).findings
    assert [f"{each.place.file}:{each.place.line} {each.rule.code}" for each in found] == []
    assert [each.path for each in formatted(tmp_path, [folder]) if each.is_changed] == []


def test_a_rule_of_a_check_has_a_page_with_its_basis_and_the_shortest_case() -> None:
    told = pages()["rules/d711.md"]
    assert "没有写理由和依据" in told
    assert "## 写错的例子" in told
    assert "▶" in told
    assert "«" not in told
    assert "## 依据\n\nGB/T 9704" in pages()["rules/w811.md"]


def test_rules_of_how_a_file_is_written_stand_in_the_table_alone() -> None:
    told = pages()
    assert "rules/y101.md" not in told
    assert "| Y101 | 错误 | 文件是用 GBK 编码保存的 |" in told["codes/y.md"]
    assert "| [D711](../rules/d711.md) | 错误 |" in told["codes/d.md"]


def test_an_example_shows_no_whole_number_of_a_person() -> None:
    for code, example in examples().items():
        assert not any(len(run) > 10 for run in runs_of_figures(example.text) if code.startswith("P")), code


def runs_of_figures(text: str) -> list[str]:
    return "".join(each if each.isdigit() else " " for each in text).split()


def test_every_rule_has_its_family_and_stands_in_the_room_that_writes_it() -> None:
    found = all_rules()
    assert {code[0] for code in found} <= set(rules.FAMILIES)
    assert found["N721"].room == "gkgen.checks.numbers"
    assert found["K201"].room == "gkgen.schema.conform"
    assert found["N721"].purpose.startswith("Index numbers")


def test_two_rules_of_one_code_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    rule: Rule = numbers.SAME_INDEX_NUMBER
    monkeypatch.setattr(numbers, "ANOTHER", error(rule.code, rule.mend, rule.wrong), raising=False)
    with pytest.raises(ValueError, match="two rules have the code N721"):
        all_rules()


def test_words_that_mean_something_to_markdown_stand_as_they_are() -> None:
    assert plain("a*b_c <x> | {y}") == "a\\*b\\_c \\<x\\> \\| \\{y\\}"
    assert plain("没有“）”和“”") == "没有“`）`”和“”"
    assert block("```\nx\n```", "yaml") == "````yaml\n```\nx\n```\n````\n"


# ---------------------------------------------------------------- the command


def explain(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["explain", *arguments, "--lang", "zh"], standalone_mode=False)


def test_a_code_is_explained_with_its_statute() -> None:
    said = explain("w811").stdout
    assert said.startswith("W811  提醒\n哪里不对：文号“…”还没有填全\n怎样改：")
    assert "依据：GB/T 9704" in said


def test_a_type_is_explained_by_its_label_and_its_key_with_every_field() -> None:
    said = explain("办事指南").stdout
    assert said == explain("guide").stdout
    assert "  办理材料（materials，申请材料）  应有（国办秘函〔2019〕19号）  各项见下表；可以写几项\n" in said
    assert "\n办理材料：\n  材料名称（name，名称）  必填\n" in said


def test_a_field_is_explained_in_every_type_that_has_it() -> None:
    said = explain("承诺时限").stdout
    assert "承诺办结时限（promised，承诺时限、办结时限）" in said
    assert "办事指南" in said


def test_without_a_name_everything_is_listed_and_english_is_spoken_too() -> None:
    said = explain().stdout
    assert "guide  办事指南" in said
    assert "F101 错误" in said
    english = CliRunner().invoke(cli, ["explain", "N721", "--lang", "en"], standalone_mode=False).stdout
    assert "Wrong: index number “…” is already used in …, line …" in english
    assert "gkgen.checks.numbers" in english


def test_what_nobody_knows_is_a_mistake_in_the_command() -> None:
    assert isinstance(explain("办事指北").exception, UsageError)


DECLARED = """\
内容类型:
  - {代码: village-notice, 名称: 村务公开, 文件夹: villages, 字段: [{代码: village, 名称: 村（社区）, 必填: 是}]}
补充字段:
  - {类型: 政策文件, 字段: [{代码: hall, 名称: 公开专区, 说明: 写楼层}]}
  - {类型: 标准目录, 加在: 目录条目, 字段: [{代码: five, 名称: 五公开, 形式: 词表, 词: [决策, 执行]}]}
"""


def test_what_a_site_declares_is_explained_in_its_folder_and_nowhere_else(tmp_path: Path) -> None:
    here = ("-s", str(write_files(tmp_path / "site", {**BASE, "site.yaml": SITE + DECLARED})))
    said = explain("village-notice", *here).stdout
    assert said == explain("村务公开", *here).stdout
    assert said.startswith("村务公开  village-notice  content/villages\n")
    assert "  村（社区）（village）  必填\n" in said
    assert explain("公开专区", *here).stdout == "公开专区（hall）  可选  写楼层\n  政策文件\n"
    assert explain("五公开", *here).stdout == "五公开（five）  可选  决策、执行\n  标准目录（目录条目）\n"
    assert "  village-notice  村务公开\n" in explain(*here).stdout
    assert isinstance(explain("村务公开").exception, UsageError)
    (tmp_path / "nowhere").mkdir()
    assert "guide  办事指南" in explain("-s", str(tmp_path / "nowhere")).stdout


def test_settings_that_are_wrong_are_named_and_the_rest_is_explained(tmp_path: Path) -> None:
    faulty = DECLARED.replace("文件夹: villages", "文件夹: items")
    folder = write_files(tmp_path, {**BASE, "site.yaml": SITE + faulty})
    done = explain("办事指南", "-s", str(folder))
    assert done.stdout.startswith("办事指南  guide")
    assert "site.yaml:7 有错" in done.stderr


def test_the_pages_of_what_a_site_declares_are_written_too(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "site", {**BASE, "site.yaml": SITE + DECLARED})
    explain("--write", str(tmp_path / "help"), "-s", str(folder))
    assert "| 村（社区） | `village` |" in (tmp_path / "help/fields/village-notice.md").read_text(
        encoding="utf-8"
    )


def test_the_reference_can_be_written_anywhere(tmp_path: Path) -> None:
    assert explain("--write", str(tmp_path / "help")).exception is None
    wanted = reference_pages(all_rules(), TYPES, {})
    found = {path.relative_to(tmp_path / "help").as_posix() for path in (tmp_path / "help").rglob("*.md")}
    assert found == set(wanted)
