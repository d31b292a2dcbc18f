"""`.pre-commit-hooks.yaml`: every hook is a command that runs, with files or without as it says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from gkgen.cli import cli
from tests.sites import BASE, write_files

HOOKS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
)
PAGE = "---\n标题: '甲'\n类型: 页面\n---\n正文\n"


def run(hook: dict[str, Any], files: list[str]) -> int:
    program, *command = hook["entry"].split()
    assert program == "gkgen"
    wanted = [each for each in files if re.search(hook["files"], each)]
    arguments = [*command, *(wanted if hook.get("pass_filenames", True) else [])]
    result = CliRunner().invoke(cli, arguments, standalone_mode=False)
    assert result.exception is None, result.exception
    status: int = result.return_value
    return status


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(write_files(tmp_path, {**BASE, "content/a.md": PAGE, "README.md": "x"}))
    return tmp_path


def test_there_are_three_hooks_that_pre_commit_can_install() -> None:
    assert [hook["id"] for hook in HOOKS] == ["gkgen-fmt", "gkgen-fix", "gkgen-check"]
    assert all(hook["language"] == "python" for hook in HOOKS)


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_runs_in_a_clean_site(hook: dict[str, Any], site: Path) -> None:
    assert run(hook, ["content/a.md", "site.yaml", "README.md"]) == 0
    assert (site / "README.md").read_text(encoding="utf-8") == "x"


def test_the_check_sees_the_whole_site_and_fails_it(site: Path) -> None:
    write_files(site, {"content/b.md": "---\n类型: 页面\n---\n"})
    (hook,) = [each for each in HOOKS if each["id"] == "gkgen-check"]
    assert run(hook, ["content/a.md"]) == 1


def test_fmt_writes_the_files_that_it_is_given_and_no_other(site: Path) -> None:
    write_files(site, {"content/b.md": PAGE})
    (hook,) = [each for each in HOOKS if each["id"] == "gkgen-fmt"]
    run(hook, ["content/a.md"])
    assert (site / "content/a.md").read_text(encoding="utf-8").startswith("---\n类型: 页面\n标题: 甲\n")
    assert (site / "content/b.md").read_text(encoding="utf-8") == PAGE
