"""What a start costs, counted in modules: help loads no command, and no command loads what another one needs."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from gkgen.cli import cli
from gkgen.cli.commands import COMMANDS

HEAVY = {
    "PIL",
    "docx",
    "jinja2",
    "lightningcss",
    "markdown_it",
    "mdit_py_plugins",
    "opencc",
    "pypdf",
    "pypinyin",
    "python_calamine",
    "segno",
    "tinycss2",
    "watchdog",
    "xlsxwriter",
    "yaml",
}
"""The libraries that cost more to load than the help takes in all."""


def loaded(*arguments: str) -> set[str]:
    """The names of the modules that are loaded when a command has ended."""
    code = (
        "import sys\nfrom gkgen.cli import main\n"
        "try:\n    main()\nexcept SystemExit as ended:\n    assert ended.code == 0\n"
        "print('\\0' + '\\0'.join(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, check=True, encoding="utf-8"
    )
    return set(done.stdout.strip().split("\0")[1:])


@pytest.mark.parametrize("asked", ["--help", "--version"])
def test_help_loads_the_command_line_and_nothing_of_what_commands_do(asked: str) -> None:
    modules = loaded(asked)
    ours = {name for name in modules if name.startswith("gkgen.")}
    assert ours == {"gkgen.cli", "gkgen.cli.commands", "gkgen.cli.options", "gkgen.findings"}
    assert modules & HEAVY == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_loads_no_library(name: str) -> None:
    modules = loaded(name, "--help")
    assert modules & HEAVY == set()
    assert not any(each.startswith(("gkgen.stages", "gkgen.types", "gkgen.checks")) for each in modules)


def test_a_command_bears_the_name_and_the_help_under_which_it_is_listed() -> None:
    context = click.Context(cli)
    for name, known in COMMANDS.items():
        command = cli.get_command(context, name)
        assert command is not None
        assert (command.name, command.help) == (name, known.help)


def test_a_name_that_is_no_command_is_an_error_of_use() -> None:
    done = subprocess.run([sys.executable, "-m", "gkgen", "nosuch"], capture_output=True, check=False)
    assert done.returncode == 2
    assert b"nosuch" in done.stderr
