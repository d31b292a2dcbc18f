"""The tools of the npm packages and of Java, called as programs: what they say comes back as data."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.portal.example import HERE

PACKAGES = HERE / "node_modules"


def called(command: Sequence[str | Path]) -> tuple[str, str]:
    """What a program prints on both its ways; its exit status tells no more than what it prints."""
    ran = subprocess.run(
        [str(each) for each in command], capture_output=True, text=True, check=False, cwd=HERE
    )
    return ran.stdout, ran.stderr


def node(script: str, given: object) -> Any:
    """What a script beside this file answers to a value, which it finds as JSON in the file it is told."""
    with TemporaryDirectory() as folder:
        told = Path(folder) / "given.json"
        told.write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
        answered, wrong = called(["node", HERE / script, told])
    assert answered, wrong
    return json.loads(answered)


def vnu(*addresses: str | Path) -> list[str]:
    """All that the Nu Html Checker says of pages, styles and pictures, as files or at their addresses: errors and
    warnings. Only at its address is a page's own policy seen as a browser sees it."""
    checker = PACKAGES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    allowed = "-Dnu.validator.servlet.allow-forbidden-hosts=true"  # a host on this machine
    command = ["java", "-Xmx1g", allowed, "-jar", checker, "--format", "json", "--exit-zero-always"]
    _, said = called([*command, "--also-check-css", "--also-check-svg", *addresses])
    return [_of_vnu(each) for each in json.loads(said)["messages"]]


def _of_vnu(said: dict[str, Any]) -> str:
    kind = said.get("subType", said["type"])
    return f"{said['url']}:{said.get('lastLine', 0)} {kind}: {said['message']} {said.get('extract', '').strip()[:120]}"


def html_validate(*paths: Path) -> list[str]:
    """All that html-validate says, by the settings beside this file."""
    linter = PACKAGES / "html-validate" / "bin" / "html-validate.mjs"
    with TemporaryDirectory() as folder:
        # Into a file: the program ends before a pipe has taken all of a long answer.
        told = Path(folder) / "said.json"
        _, wrong = called(
            ["node", linter, f"--formatter=json={told}", "--config", HERE / "htmlvalidate.cjs", *paths]
        )
        assert told.is_file(), wrong
        said = json.loads(told.read_text(encoding="utf-8"))
    return [
        f"{file['filePath']}:{each['line']} {each['ruleId']}: {each['message']}"
        for file in said
        for each in file["messages"]
    ]
