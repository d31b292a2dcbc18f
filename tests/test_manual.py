"""The manual in `content/help` says what is true: every field of every type, every code, every option."""

from __future__ import annotations

import re
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any, get_args

import click
import pytest

from gkgen.cli import cli
from gkgen.findings import Severity
from gkgen.reference import all_rules
from gkgen.schema import Config, ContentType, TimeLimit, fields_of
from gkgen.types import TYPES

HELP = Path(__file__).parents[1] / "content" / "help"


def test_every_code_stands_in_the_manual_with_its_severity() -> None:
    rows = dict(
        re.findall(
            r"^\| \[?([A-Z]\d{3})\S* \| (\S+) \|",
            "".join(each.read_text(encoding="utf-8") for each in (HELP / "codes").glob("*.md")),
            re.MULTILINE,
        )
    )
    words = {Severity.ERROR: "错误", Severity.WARNING: "提醒"}
    assert rows == {code: words[each.rule.severity] for code, each in all_rules().items()}


def test_every_code_is_tried_by_a_test() -> None:
    tests = Path(__file__).parent
    said = "".join(
        path.read_text(encoding="utf-8") for path in (*tests.glob("*.py"), *tests.glob("broken/*.txt"))
    )
    assert [code for code in all_rules() if code not in said] == []


def parts_of(declaration: type) -> list[type]:
    """The declarations that a declaration is made of, itself first."""
    found = [declaration]
    for spec in fields_of(declaration):
        found += [part for part in _dataclasses(spec.kind) if part not in found]
    return found


def _dataclasses(kind: Any) -> list[type]:
    if is_dataclass(kind) and isinstance(kind, type):
        return parts_of(kind) if kind.__name__ != "Node" else [kind]
    return [part for each in get_args(kind) if not isinstance(each, str) for part in _dataclasses(each)]


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.key)
def test_every_field_of_a_type_stands_in_its_generated_table_by_label_and_key(kind: ContentType) -> None:
    own = (HELP / f"fields/{kind.key}.md").read_text(encoding="utf-8")
    text = own + (HELP / "fields/common.md").read_text(encoding="utf-8")
    for part in parts_of(kind.fields):
        for spec in fields_of(part):
            if part is not TimeLimit:
                assert f"| {spec.about.label} | `{spec.key}` |" in text, (part.__name__, spec.key)


def test_every_setting_stands_in_the_page_on_site_yaml() -> None:
    text = (HELP / "site-yaml.md").read_text(encoding="utf-8")
    missing = [
        spec.about.label
        for part in parts_of(Config)
        for spec in fields_of(part)
        if spec.about.label not in text
    ]
    assert missing == []


def test_every_command_and_option_stands_in_the_manual() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in HELP.glob("*.md"))
    context = click.Context(cli)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        assert f"gkgen {name}" in text
        for option in command.params:
            if isinstance(option, click.Option):
                assert max(option.opts, key=len) in text, (name, option.opts)
