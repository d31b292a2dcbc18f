"""The command line as its users meet it: streams, languages, exit statuses, nothing but text in a pipe."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commanding import ROOT, called, gkgen
from tests.sites import BASE, item, write_files

BROKEN = item().replace("2026-03-05", "2026-02-30")
DAY = "2026-11-22"


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    return write_files(tmp_path, {**BASE, "content/items/one.md": item()})


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    return write_files(tmp_path, {**BASE, "content/items/one.md": BROKEN})


def test_check_ends_with_0_when_all_is_well(clean: Path) -> None:
    done = gkgen("check", "--now", DAY, cwd=clean)
    assert (done.returncode, done.stdout) == (0, "")


def test_check_ends_with_1_and_a_line_that_names_place_code_and_mend(broken: Path) -> None:
    done = gkgen("check", "--lang", "zh", cwd=broken)
    assert done.returncode == 1
    assert done.stdout == (
        "content/items/one.md:7:7 K206 “发布日期”的“2026-02-30”不是日期；写成 2026-01-27 这样的年-月-日\n"
    )
    assert "\x1b" not in done.stdout + done.stderr


def test_a_wrong_option_and_a_missing_folder_end_with_2(clean: Path) -> None:
    assert gkgen("check", "--nonsense", cwd=clean).returncode == 2
    assert called("build", "--now", "yesterday", cwd=clean).returncode == 2
    assert called("build", "--base-url", "www.example", cwd=clean).returncode == 2
    assert called("check", cwd=clean, SOURCE_DATE_EPOCH="soon").returncode == 2
    nowhere = called("check", "-s", clean / "content" / "items", cwd=clean)
    assert nowhere.returncode in (1, 2)
    assert "Traceback" not in nowhere.stderr


@pytest.mark.parametrize(
    ("environment", "word"),
    [({}, "不是日期"), ({"LANG": "zh_CN.UTF-8"}, "不是日期"), ({"LC_ALL": "en_GB.UTF-8"}, "is not a date")],
)
def test_the_language_follows_the_locale(environment: dict[str, str], word: str, broken: Path) -> None:
    assert word in called("check", cwd=broken, **environment).stdout


def test_lang_goes_before_the_locale(broken: Path) -> None:
    assert "is not a date" in called("check", "--lang", "en", cwd=broken, LANG="zh_CN.UTF-8").stdout


def test_json_holds_every_finding_with_its_place(broken: Path) -> None:
    told = json.loads(called("check", "--format", "json", cwd=broken).stdout)
    assert told["errors"] == 1
    (finding,) = told["findings"]
    assert (finding["file"], finding["line"], finding["column"]) == ("content/items/one.md", 7, 7)
    assert finding["code"] == "K206"
    assert finding["severity"] == "error"


def test_github_notes_stand_at_the_line(broken: Path) -> None:
    (line,) = called("check", "--format", "github", cwd=broken).stdout.splitlines()
    assert line.startswith("::error file=content/items/one.md,line=7,col=7,title=K206::")
    assert "%0A" in line


def test_warnings_end_with_1_only_when_strict(tmp_path: Path) -> None:
    site = write_files(
        tmp_path, {**BASE, "content/items/one.md": item().replace("成文日期: 2026-03-02\n", "")}
    )
    assert called("check", cwd=site).returncode == 0
    assert called("check", "--strict", cwd=site).returncode == 1
    assert called("build", "--strict", cwd=site).returncode == 1
    assert not (site / "public").exists()
    assert called("build", "-q", cwd=site).returncode == 0


def test_a_command_works_from_any_folder_of_the_site(clean: Path) -> None:
    done = gkgen("build", "--now", DAY, cwd=clean / "content" / "items")
    assert done.returncode == 0
    assert (clean / "public" / "items" / "one.html").is_file()


def test_a_build_with_errors_leaves_the_old_site_as_it_was(clean: Path) -> None:
    gkgen("build", "--now", DAY, cwd=clean)
    before = {path: path.read_bytes() for path in (clean / "public").rglob("*") if path.is_file()}
    write_files(clean, {"content/items/two.md": BROKEN})
    done = gkgen("build", "--now", DAY, cwd=clean)
    assert done.returncode == 1
    assert done.stdout == ""
    assert {path: path.read_bytes() for path in (clean / "public").rglob("*") if path.is_file()} == before


def test_the_same_words_give_the_same_bytes_whatever_zone_locale_and_hash_seed(clean: Path) -> None:
    trees = []
    for number, environment in enumerate(
        (
            {"PYTHONHASHSEED": "0", "TZ": "UTC"},
            {"PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai", "LC_ALL": "C"},
            {"PYTHONHASHSEED": "42", "TZ": "America/New_York", "LANG": "en_US.UTF-8"},
        )
    ):
        target = clean / f"out{number}"
        assert gkgen("build", "-d", target, "--now", DAY, cwd=clean, **environment).returncode == 0
        trees.append(
            {
                path.relative_to(target).as_posix(): path.read_bytes()
                for path in target.rglob("*")
                if path.is_file()
            }
        )
    assert trees[0] == trees[1] == trees[2]
    assert len(trees[0]) > 20


def test_a_terminal_shows_the_guilty_line_with_a_caret_and_a_pipe_gets_plain_text(broken: Path) -> None:
    shown = _on_terminal(broken)
    assert "发布日期: 2026-02-30" in shown
    caret = next(line for line in shown.splitlines() if "^" in line)
    source = next(line for line in shown.splitlines() if "发布日期: 2026-02-30" in line)
    assert _width(_bare(caret).index("^"), _bare(caret)) == _width(_bare(source).index("2026"), _bare(source))
    assert "\x1b[" in shown
    assert "\x1b[" not in _on_terminal(broken, NO_COLOR="1")


def _bare(line: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", line)


def _width(at: int, line: str) -> int:
    return sum(2 if ord(character) > 0x2E80 else 1 for character in line[:at])


def _on_terminal(folder: Path, **environment: str) -> str:
    master, slave = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "gkgen", "check", "--lang", "zh"],
        cwd=folder,
        env={**os.environ, "TERM": "xterm", "PYTHONPATH": str(ROOT), **environment},
        stdout=slave,
        stderr=subprocess.DEVNULL,
    ) as process:
        os.close(slave)
        shown = b""
        while True:
            try:
                part = os.read(master, 65536)
            except OSError:
                break
            if not part:
                break
            shown += part
        process.wait(60)
    os.close(master)
    return shown.decode()
