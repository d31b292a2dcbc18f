"""schema: help for an editor's program."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gkgen.cli.commands import told
from gkgen.cli.environment import site_of, unwritable, writing
from gkgen.cli.options import CLEAN, lang, language_of_locale, now, source
from gkgen.cli.remembering import remembered
from gkgen.findings import Language

if TYPE_CHECKING:
    from gkgen.schema import Site


@click.command(help=told("schema"))
@click.argument("target", metavar="[DIR]", required=False, type=click.Path(path_type=Path, file_okay=False))
@source
@now
@lang
def schema(target: Path | None, folder: Path, now: date, lang: Language | None) -> int:
    from gkgen.build import Options
    from gkgen.editor import as_text, editor_files

    language = lang or language_of_locale()
    site = site_of(remembered(Options(folder, now, drafts=True)))
    schemas = _schemas(site, language)
    if target is not None:
        root, files = target, {f"{name}.json": as_text(each) for name, each in sorted(schemas.items())}
    else:
        root, files = folder, editor_files(folder, schemas, site.types.values())
    for path, text in files.items():
        _put(root, path, text)
        click.echo(root / path)
    return CLEAN


def _schemas(site: Site, language: Language) -> dict[str, Any]:
    from gkgen.editor import names_in, schemas_of
    from gkgen.editor.values import Live

    live = Live(site.config.vocabularies(), names_in(site))
    return schemas_of(site.types.values(), live, language)


def _put(root: Path, path: str, text: str) -> None:
    from gkgen.disk import Refused, put_beneath

    try:
        with writing(path):
            root.mkdir(parents=True, exist_ok=True)
            put_beneath(root, path, text.encode())
    except Refused as failure:
        raise unwritable(path, failure.detail) from failure
