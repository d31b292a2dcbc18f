"""What a site lives with for a time: exceptions with a reason and an end, and a baseline that only shrinks."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gkgen.baseline import read_baseline
from gkgen.cli import cli
from gkgen.findings import UsageError
from tests.sites import BASE, built, codes, item, write_files

WITHOUT_PHONE = BASE["content/organisations/mzj.yaml"].replace("电话: 0100-2000002", "电话: 0100")
SMALL = {"content/organisations/mzj.yaml": WITHOUT_PHONE}


def exception(rule: str = "K223", where: str = "organisations/*.yaml", until: str = "2026-12-31") -> str:
    said = f"  - 规则: {rule}\n    文件: {where}\n    理由: 新号码下月启用\n    到期: {until}\n"
    return f"{BASE['site.yaml']}例外:\n{said}"


def test_without_an_exception_the_finding_stands(tmp_path: Path) -> None:
    assert codes(built(tmp_path, SMALL)) == ["K223"]


@pytest.mark.parametrize(
    "where",
    ["organisations/*.yaml", "content/organisations/mzj.yaml", "/organisations/mzj.yaml", "mzj", "m*"],
)
def test_an_exception_names_a_path_or_an_id_and_lets_the_finding_pass(tmp_path: Path, where: str) -> None:
    site = built(tmp_path, {**SMALL, "site.yaml": exception(where=where)})
    assert codes(site) == []
    (excused,) = site.excused
    assert (excused.finding.rule.code, excused.reason, excused.until) == (
        "K223",
        "新号码下月启用",
        date(2026, 12, 31),
    )


def test_an_exception_holds_for_its_rule_and_its_file_alone(tmp_path: Path) -> None:
    other = built(tmp_path / "a", {**SMALL, "site.yaml": exception(where="guides/*.yaml")})
    assert sorted(codes(other)) == ["B812", "K223"]
    third = built(tmp_path / "b", {**SMALL, "site.yaml": exception(rule="K222")})
    assert sorted(codes(third)) == ["B812", "K223"]


def test_an_exception_holds_on_its_last_day_and_not_on_the_next(tmp_path: Path) -> None:
    files = {**SMALL, "site.yaml": exception(until="2026-11-22")}
    assert codes(built(tmp_path, files, now=date(2026, 11, 22))) == []
    ended = built(tmp_path, files, now=date(2026, 11, 23))
    assert sorted(codes(ended)) == ["B811", "K223"]
    assert ended.excused == ()


def test_an_error_of_a_page_that_stands_can_wait(tmp_path: Path) -> None:
    files = {"content/items/a.md": item(body="[表](files/b.docx)\n")}
    (code,) = codes(built(tmp_path / "a", files))
    site = built(tmp_path / "b", {**files, "site.yaml": exception(rule=code, where="items/a.md")})
    assert (codes(site), site.errors) == ([], 0)


def test_a_file_that_cannot_be_read_has_no_exception(tmp_path: Path) -> None:
    files = {"content/items/a.md": item().replace("标题: 关于做好工作的通知\n", "")}
    assert codes(built(tmp_path / "a", files)) == ["K202"]
    site = built(tmp_path / "b", {**files, "site.yaml": exception(rule="K202", where="items/a.md")})
    assert sorted(codes(site)) == ["B813", "K202"]


def test_what_cannot_be_taken_back_has_no_exception(tmp_path: Path) -> None:
    secret = item().replace("公开目录: leaf", "公开目录: leaf\n公开方式: 不予公开")
    files = {"content/items/a.md": secret}
    assert "D711" in codes(built(tmp_path / "a", files))
    site = built(tmp_path / "b", {**files, "site.yaml": exception(rule="D711", where="items/a.md")})
    assert {"D711", "B813"} <= set(codes(site))


def test_an_exception_without_a_reason_or_an_end_is_no_exception(tmp_path: Path) -> None:
    said = "例外:\n  - 规则: K223\n    文件: mzj\n"
    found = codes(built(tmp_path, {**SMALL, "site.yaml": BASE["site.yaml"] + said}))
    assert found.count("K202") == 2


# ---------------------------------------------------------------- the baseline


def gkgen(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        cli, [*arguments, "-s", str(folder), "--now", "2026-11-22"], standalone_mode=False
    )


@pytest.fixture
def dirty(tmp_path: Path) -> Path:
    files = {
        f"content/items/{name}.md": item(f"第{name}号通知", f"wx/2026-0000{n}") for n, name in enumerate("ab")
    }
    files = {
        name: text.replace("文", "文").replace("leaf", "leaf\n文号: 望[2026]1号")
        for name, text in files.items()
    }
    return write_files(tmp_path / "site", {**BASE, **files})


def test_old_findings_pass_and_new_ones_fail(dirty: Path, tmp_path: Path) -> None:
    baseline = str(tmp_path / "baseline.txt")
    assert gkgen(dirty, "check", "--strict").return_value == 1
    assert gkgen(dirty, "check", "--write-baseline", baseline).return_value == 0
    assert gkgen(dirty, "check", "--strict", "--baseline", baseline).return_value == 0
    text = (dirty / "content/items/a.md").read_text(encoding="utf-8")
    (dirty / "content/items/a.md").write_text(
        text.replace("---\n类型", "---\n# 一行\n# 两行\n类型", 1), encoding="utf-8"
    )
    moved = gkgen(dirty, "check", "--strict", "--baseline", baseline)
    assert moved.return_value == 0, "a line added above changes nothing"
    assert "项在基线里" in moved.stderr
    (dirty / "content/items/a.md").write_text(text.replace("望[2026]1号", "望[2026]2号"), encoding="utf-8")
    changed = gkgen(dirty, "check", "--strict", "--baseline", baseline)
    assert changed.return_value == 1
    assert changed.stdout.count("K222") == 1
    assert "基线里有 1 项已经不再出现" in changed.stderr


def test_a_second_one_of_a_kind_is_new(tmp_path: Path) -> None:
    phone = "content/organisations/mzj.yaml"
    once, twice = "正文[甲](#没有)。", "正文[甲](#没有)[乙](#没有)。"
    folder = write_files(tmp_path / "site", {**BASE, "content/items/a.md": item(body=once)})
    baseline = tmp_path / "baseline.txt"
    gkgen(folder, "check", "--write-baseline", str(baseline))
    assert read_baseline(baseline).total() == 1, phone
    write_files(folder, {"content/items/a.md": item(body=twice)})
    again = gkgen(folder, "check", "--baseline", str(baseline), "--format", "json")
    told = json.loads(again.stdout)
    assert (len(told["findings"]), len(told["excepted"])) == (1, 1)
    assert told["findings"][0]["column"] > told["excepted"][0]["column"]


def test_the_baseline_holds_no_line_and_no_word_of_the_content(dirty: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.txt"
    gkgen(dirty, "check", "--write-baseline", str(baseline))
    lines = [line for line in baseline.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert lines == sorted(lines, key=lambda line: (line.split(" ", 3)[3], line))
    assert all(len(line.split(" ", 3)) == 4 for line in lines)
    assert "2026]" not in "".join(lines)


def test_what_has_no_exception_stands_in_no_baseline(dirty: Path, tmp_path: Path) -> None:
    write_files(dirty, {"content/items/c.md": item("丙").replace("标题: 丙\n", "")})
    baseline = tmp_path / "baseline.txt"
    told = gkgen(dirty, "check", "--write-baseline", str(baseline))
    assert "另有 1 项不能搁置" in told.stderr
    assert "K202" not in baseline.read_text(encoding="utf-8")
    assert gkgen(dirty, "check", "--baseline", str(baseline)).return_value == 1


def test_a_file_that_is_no_baseline_is_refused(dirty: Path, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("K203 something\n", encoding="utf-8")
    result = gkgen(dirty, "check", "--baseline", str(tmp_path / "x"))
    assert isinstance(result.exception, UsageError)


def test_build_takes_the_baseline_too(dirty: Path, tmp_path: Path) -> None:
    baseline = str(tmp_path / "baseline.txt")
    target = str(tmp_path / "public")
    assert gkgen(dirty, "build", "--strict", "-d", target).return_value == 1
    gkgen(dirty, "check", "--write-baseline", baseline)
    assert gkgen(dirty, "build", "--strict", "-d", target, "--baseline", baseline).return_value == 0
    assert (tmp_path / "public/index.html").is_file()


# ---------------------------------------------------------------- how it is told


@pytest.fixture
def excepted(tmp_path: Path) -> Path:
    return write_files(tmp_path / "site", {**BASE, **SMALL, "site.yaml": exception()})


def test_the_count_says_what_was_let_pass_and_the_list_says_why(excepted: Path) -> None:
    plain = gkgen(excepted, "check", "--strict")
    assert plain.return_value == 0
    assert "另有 1 项按例外放过" in plain.stderr
    assert plain.stdout == ""
    listed = gkgen(excepted, "check", "--show-exceptions").stdout
    assert "K223" in listed
    assert "（放过，到 2026-12-31：新号码下月启用）" in listed


def test_json_lists_what_was_let_pass_with_its_reason(excepted: Path) -> None:
    told: dict[str, Any] = json.loads(gkgen(excepted, "check", "--format", "json").stdout)
    assert told["findings"] == []
    (only,) = told["excepted"]
    assert (only["code"], only["reason"], only["until"]) == ("K223", "新号码下月启用", "2026-12-31")


def test_sarif_marks_what_was_let_pass_as_suppressed(excepted: Path) -> None:
    run = json.loads(gkgen(excepted, "check", "--format", "sarif").stdout)["runs"][0]
    (result,) = run["results"]
    (suppression,) = result["suppressions"]
    assert (suppression["kind"], suppression["status"]) == ("external", "accepted")
    assert suppression["justification"] == "新号码下月启用（到 2026-12-31 为止）"


def test_a_pull_request_has_no_note_on_it(excepted: Path) -> None:
    assert gkgen(excepted, "check", "--format", "github").stdout == ""
