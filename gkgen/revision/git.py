"""The git program: asked by argument lists, never through a shell, and its refusals in our own words."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from gkgen.findings import Text, UsageError

NO_GIT = Text(
    "没有找到 git 程序；先安装 Git，或者直接比较两个文件夹",
    "there is no git program here; install Git, or compare two folders",
)
# What a hook sets for its own repository would lead git away from the folder that is named.
_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY")


class GitRefused(Exception):  # noqa: N818 -- it is git that refuses; the caller knows what was asked
    """git ended with a fault; the words are git's own, in English."""


def ask(folder: Path, arguments: Iterable[str]) -> bytes:
    """What git prints. Raises GitRefused with what it says instead, UsageError where it can't be asked at all."""
    try:
        done = subprocess.run(
            _command(folder, arguments),
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as failure:
        raise UsageError(NO_GIT) from failure
    said = done.stderr.decode("utf-8", "replace").strip()
    if "dubious ownership" in said:
        raise UsageError(
            Text(
                f"git 不信任“{folder}”，因为它属于另一个用户；确认无误后运行："
                f"git config --global --add safe.directory {folder}",
                f"git doesn't trust “{folder}”, which another user owns; if that is right, run: "
                f"git config --global --add safe.directory {folder}",
            )
        )
    if done.returncode:
        raise GitRefused(said)
    return done.stdout


def conversation(folder: Path, arguments: Iterable[str]) -> subprocess.Popen[bytes]:
    """A git that answers on its output what is asked on its input, until it is ended."""
    return subprocess.Popen(
        _command(folder, arguments),
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _command(folder: Path, arguments: Iterable[str]) -> list[str]:
    return ["git", "-C", str(folder), *arguments]


def _environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in _OF_A_HOOK}
    return {**kept, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
