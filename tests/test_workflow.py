"""The workflow of a pull request: what it may do, and its steps run here on a real repository with a stand-in for `gh`."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.repositories import commit, git, repository
from tests.sites import item

ROOT = Path(__file__).parents[1]
ONE = "content/items/one.md"
# Records how it was called and answers with the comments of a file, through the filter it was given.
STAND_IN = """\
#!{python}
import json, os, pathlib, sys
folder = pathlib.Path({folder!r})
arguments = sys.argv[1:]
body = next((each.removeprefix("body=@") for each in arguments if each.startswith("body=@")), None)
call = {{"arguments": arguments, "body": pathlib.Path(body).read_text(encoding="utf-8") if body else None}}
with (folder / "calls").open("a", encoding="utf-8") as calls:
    calls.write(json.dumps(call) + "\\n")
if "--jq" in arguments:
    assert 'select(.user.login == "github-actions[bot]")' in arguments[arguments.index("--jq") + 1]
    for each in json.loads((folder / "comments").read_text()):
        if each["user"] == "github-actions[bot]" and each["body"].startswith("<!-- gkgen-diff -->"):
            print(each["id"])
"""


def workflow(name: str = "check.yml") -> dict[str, Any]:
    loaded = yaml.safe_load((ROOT / ".github" / "workflows" / name).read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def steps(job: str) -> list[dict[str, Any]]:
    found = workflow()["jobs"][job]["steps"]
    assert isinstance(found, list)
    return found


def step(job: str, name: str) -> dict[str, Any]:
    return next(each for each in steps(job) if each.get("name") == name)


def run(script: dict[str, Any], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """As a runner does it: bash that stops at the first failure, the step's own environment."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("GITHUB_", "GH_", "LC_", "LANG"))
    }
    paths = [str(folder / "bin"), os.path.dirname(sys.executable), kept["PATH"]]
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script["run"]],
        cwd=folder / "work",
        env={**kept, "PATH": os.pathsep.join(paths), "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture
def runner(tmp_path: Path) -> Path:
    """A clone with a pull request's commit on top of `origin/main`, `gkgen` and a stand-in for `gh` on the way."""
    origin = repository(tmp_path / "origin", {ONE: item()})
    git(tmp_path, "clone", "-q", str(origin), "work")
    git(tmp_path / "work", "checkout", "-q", "-b", "change")
    commit(tmp_path / "work", {ONE: item("改过的标题 $(touch pwned) `touch pwned`")})
    (tmp_path / "bin").mkdir()
    for name, text in (
        ("gkgen", f'#!/bin/sh\nexec "{sys.executable}" -m gkgen "$@"\n'),
        ("gh", STAND_IN.format(python=sys.executable, folder=str(tmp_path))),
    ):
        (tmp_path / "bin" / name).write_text(text, encoding="utf-8")
        (tmp_path / "bin" / name).chmod(0o755)
    (tmp_path / "comments").write_text("[]")
    return tmp_path


RUN = {
    "GITHUB_SERVER_URL": "https://code.example",
    "GITHUB_REPOSITORY": "wangxi/site",
    "GITHUB_RUN_ID": "77",
    "GITHUB_BASE_REF": "main",
}


def calls(runner: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (runner / "calls").read_text(encoding="utf-8").splitlines()]


def test_nobody_may_write_but_the_job_that_runs_nothing_of_the_pull_request() -> None:
    whole = workflow()
    assert whole["permissions"] == {"contents": "read"}
    may_write = {name: job["permissions"] for name, job in whole["jobs"].items() if "permissions" in job}
    scanning = may_write.pop("scanning")
    assert may_write == {"comment": {"pull-requests": "write"}}
    assert scanning == {"contents": "read", "security-events": "write"}
    assert whole["jobs"]["scanning"]["if"] == "github.event_name == 'push' && github.ref == 'refs/heads/main'"
    assert all("checkout" not in each.get("uses", "") for each in steps("comment"))
    assert all("gkgen diff" not in each.get("run", "") for each in steps("comment"))
    assert "pull_request_target" not in (ROOT / ".github" / "workflows" / "check.yml").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("name", ["check.yml", "publish.yml"])
def test_no_text_of_a_pull_request_becomes_part_of_a_script(name: str) -> None:
    jobs = workflow(name)["jobs"].values()
    scripts = [each["run"] for job in jobs for each in job["steps"] if "run" in each]
    assert scripts
    assert [each for each in scripts if "${{" in each] == []


@pytest.mark.parametrize(("name", "checkouts"), [("check.yml", 4), ("publish.yml", 1)])
def test_every_action_is_pinned_and_no_token_stays_in_the_checkout(name: str, checkouts: int) -> None:
    jobs = workflow(name)["jobs"].values()
    used = [each for job in jobs for each in job["steps"] if "uses" in each]
    assert [
        each["uses"] for each in used if not re.fullmatch(r"[\w-]+(?:/[\w-]+)+@[0-9a-f]{40}", each["uses"])
    ] == []
    kept = [each["with"]["persist-credentials"] for each in used if "checkout" in each["uses"]]
    assert kept == [False] * checkouts


def test_findings_are_handed_to_the_code_scanning_and_a_broken_check_stops_it(runner: Path) -> None:
    script = step("scanning", "写成 SARIF")
    commit(runner / "work", {ONE: item().replace("索引号: wx/2026-00001", "索引号：wx/2026-00001")})
    done = run(script, runner)
    assert done.returncode == 0, done.stderr
    told = json.loads((runner / "work" / "gkgen.sarif").read_text(encoding="utf-8"))
    assert told["runs"][0]["results"]
    shutil.rmtree(runner / "work" / "content")
    assert run(script, runner).returncode != 0


def test_the_comparison_is_written_in_both_forms_and_into_the_summary(runner: Path) -> None:
    done = run(step("compare", "比较内容"), runner, GITHUB_STEP_SUMMARY=str(runner / "summary"), **RUN)
    assert done.returncode == 0, done.stderr
    told = (runner / "work" / "review" / "review.markdown").read_text(encoding="utf-8")
    assert told.startswith("<!-- gkgen-diff -->\n")
    assert "[完整的比较](https://code.example/wangxi/site/actions/runs/77)" in told
    assert (runner / "summary").read_text(encoding="utf-8") == told
    assert "1 项改名" in (runner / "work" / "review" / "review.html").read_text(encoding="utf-8")
    assert not list(runner.rglob("pwned"))


def test_new_errors_are_told_and_a_broken_comparison_stops_the_job(runner: Path) -> None:
    script = step("compare", "比较内容")
    commit(runner / "work", {ONE: None})
    done = run(script, runner, GITHUB_STEP_SUMMARY=str(runner / "summary"), **RUN)
    assert done.returncode == 0, done.stderr
    assert "U802" in (runner / "summary").read_text(encoding="utf-8")
    nowhere = {**RUN, "GITHUB_BASE_REF": "nowhere"}
    assert run(script, runner, GITHUB_STEP_SUMMARY=str(runner / "summary"), **nowhere).returncode != 0


def test_the_check_compares_with_the_base_of_a_pull_request_and_with_none_on_a_push(runner: Path) -> None:
    script = step("content", "检查内容")
    commit(runner / "work", {ONE: item(number="wx/2026-00099")})
    pulled = run(script, runner, **RUN)
    assert (pulled.returncode, "title=U801" in pulled.stdout) == (1, True)
    pushed = run(script, runner, **{**RUN, "GITHUB_BASE_REF": ""})
    assert (pushed.returncode, pushed.stdout.count("U801")) == (0, 0)


def test_a_first_comment_is_written_and_a_later_one_updates_it(runner: Path) -> None:
    script = step("comment", "写评论，或者更新原来的")
    review = runner / "work" / "review"
    review.mkdir()
    (review / "review.markdown").write_text("<!-- gkgen-diff -->\n@all 原文", encoding="utf-8")
    environment = {**RUN, "NUMBER": "12", "GH_TOKEN": "x"}
    done = run(script, runner, **environment)
    assert done.returncode == 0, done.stderr
    first = calls(runner)[-1]
    assert first["arguments"][:4] == ["api", "--method", "POST", "repos/wangxi/site/issues/12/comments"]
    assert first["body"] == "<!-- gkgen-diff -->\n@all 原文"
    comments = [
        {"id": 1, "user": "somebody", "body": "<!-- gkgen-diff -->\n冒充的"},
        {"id": 2, "user": "github-actions[bot]", "body": "别的机器人评论"},
        {"id": 3, "user": "github-actions[bot]", "body": "<!-- gkgen-diff -->\n原来的"},
        {"id": 4, "user": "github-actions[bot]", "body": "<!-- gkgen-diff -->\n多出来的"},
    ]
    (runner / "comments").write_text(json.dumps(comments))
    assert run(script, runner, **environment).returncode == 0
    again = calls(runner)[-1]["arguments"]
    assert again[:4] == ["api", "--method", "PATCH", "repos/wangxi/site/issues/comments/3"]
    assert len(calls(runner)) == 4
