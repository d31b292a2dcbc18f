"""Real git repositories for the tests: their commits the same wherever and whenever they are made."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.sites import BASE, write_files

_SETTINGS = {
    "GIT_AUTHOR_NAME": "审核员",
    "GIT_AUTHOR_EMAIL": "reviewer@wangxi.example",
    "GIT_COMMITTER_NAME": "审核员",
    "GIT_COMMITTER_EMAIL": "reviewer@wangxi.example",
    "GIT_AUTHOR_DATE": "2026-11-01T08:00:00+08:00",
    "GIT_COMMITTER_DATE": "2026-11-01T08:00:00+08:00",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


def git(folder: Path, *arguments: str | bytes) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        env={**os.environ, **_SETTINGS},
        capture_output=True,
        check=True,
    )
    return done.stdout.decode().strip()


def repository(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """A repository whose branch `main` has one commit: these files on top of a small site that is clean."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "-b", "main")
    commit(folder, {**BASE, **files})
    return folder


def commit(folder: Path, files: Mapping[str, str | bytes | None]) -> str:
    """Write these files (None takes one away), commit everything, and give the commit's name."""
    write_files(folder, {name: content for name, content in files.items() if content is not None})
    for name, content in files.items():
        if content is None:
            (folder / name).unlink()
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", "变更")
    return git(folder, "rev-parse", "HEAD")
