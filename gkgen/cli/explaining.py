"""explain: rules, types and fields in words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gkgen.cli.commands import told
from gkgen.cli.environment import writing
from gkgen.cli.options import CLEAN, lang, language_of_locale, say, source
from gkgen.findings import Language, Severity, Text

if TYPE_CHECKING:
    from gkgen.schema import ContentType


@click.command(help=told("explain"))
@click.argument("name", metavar="[NAME]", default="")
@click.option(
    "--write",
    "target",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help=say("把全部说明写成网页的内容", "write all of it as pages of a site's content"),
)
@source
@lang
def explain(name: str, target: Path | None, folder: Path, lang: Language | None) -> int:
    from gkgen.reference import all_rules, overview, reference_pages
    from gkgen.reference import explain as explained

    language = lang or language_of_locale()
    rules, types = all_rules(), _types(folder, language)
    if target is not None:
        for path, text in reference_pages(rules, types, {}).items():
            _put(target / path, text)
            click.echo(target / path)
        return CLEAN
    lines = explained(name, rules, types, language) if name else overview(rules, types, language)
    for line in lines:
        click.echo(line)
    return CLEAN


def _types(folder: Path, language: Language) -> tuple[ContentType, ...]:
    from gkgen.build import known_types

    types, findings = known_types(folder)
    wrong = next((each for each in findings if each.rule.severity is Severity.ERROR), None)
    if wrong is not None:
        said = Text(
            f"{wrong.place.file}:{wrong.place.line or 1} 有错，站点自己的类型和字段可能不在内；先运行 gkgen check",
            f"{wrong.place.file}:{wrong.place.line or 1} is wrong, so that the site's own types and fields may be "
            "missing: run gkgen check first",
        )
        click.echo(said.say(language), err=True)
    return types


def _put(path: Path, text: str) -> None:
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
