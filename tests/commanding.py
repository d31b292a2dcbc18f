"""Commands as their users run them: in a process of their own, or, where that isn't the point, in this one."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from subprocess import CompletedProcess
from unittest.mock import patch

from gkgen.cli import main

ROOT = Path(__file__).parents[1]


def surroundings(**environment: str) -> dict[str, str]:
    """What this process has around it, without its language."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG"))}
    return {**kept, "PYTHONPATH": str(ROOT), **environment}


def gkgen(*arguments: str | Path, cwd: Path, **environment: str) -> CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gkgen", *map(str, arguments)],
        cwd=cwd,
        env=surroundings(**environment),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def called(*arguments: str | Path, cwd: Path, **environment: str) -> CompletedProcess[str]:
    """The same without another process: the same arguments, folder, environment, streams and exit status. What a start
    costs is ten times what a command of a small site does."""
    command = ["gkgen", *map(str, arguments)]
    out, err = StringIO(), StringIO()
    with (
        chdir(cwd),
        patch.dict(os.environ, surroundings(**environment), clear=True),
        patch.object(sys, "argv", command),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else 1
    return CompletedProcess(command, status, out.getvalue(), err.getvalue())
