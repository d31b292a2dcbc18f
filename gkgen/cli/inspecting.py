"""inspect: the site against the inspection indicators."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gkgen.cli.commands import told
from gkgen.cli.environment import site_of, writing
from gkgen.cli.options import CLEAN, FINDINGS, drafts, lang, language_of_locale, now, say, source
from gkgen.cli.remembering import remembered
from gkgen.findings import Language, Text

if TYPE_CHECKING:
    from gkgen.built import Built
    from gkgen.inspecting import Inspection
    from gkgen.model import File


@click.command(help=told("inspect"))
@source
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help=say("报告放在哪个文件夹（默认 inspection）", "the folder of the report (default: inspection)"),
)
@click.option(
    "--format",
    "forms",
    multiple=True,
    type=click.Choice(["page", "json", "csv"]),
    help=say("只写这一种，可以写几次", "write this form only; may be given again"),
)
@drafts
@now
@lang
def inspect(
    folder: Path, output: Path | None, forms: tuple[str, ...], drafts: bool, now: date, lang: Language | None
) -> int:
    from gkgen.build import Options
    from gkgen.inspecting import inspect as inspect_site
    from gkgen.inspecting import sample_of

    built = remembered(Options(folder, now, drafts=drafts))
    site = site_of(built)
    pages = (file for file in built.drawn(sample_of(built.pages)) if file.address.endswith(".html"))
    inspection = inspect_site(site, built.pages, built.findings, pages)
    target = output or folder / "inspection"
    for file in _files(inspection, built, forms or ("page", "json", "csv")):
        click.echo(_write(target, file))
    click.echo(_summary(inspection).say(lang or language_of_locale()), err=True)
    return FINDINGS if inspection.vetoes else CLEAN


def _files(inspection: Inspection, built: Built, forms: tuple[str, ...]) -> Iterator[File]:
    from gkgen.inspecting import csv_files, json_file, page_file

    assert built.site is not None
    if "page" in forms:
        yield page_file(inspection, built.site, built.themes())
    if "json" in forms:
        yield json_file(inspection)
    if "csv" in forms:
        yield from csv_files(inspection)


def _write(folder: Path, file: File) -> Path:
    assert isinstance(file.content, bytes)
    path = folder / file.address
    with writing(path):
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    return path


def _summary(inspection: Inspection) -> Text:
    vetoes = "、".join(each.name for each in inspection.vetoes)
    return Text(
        f"单项否决：{vetoes or '没有发现'}。得分在 {inspection.worst:f} 和 {inspection.best:f} 之间，"
        f"加分 {inspection.gained:f}。",
        f"Vetoes: {vetoes or 'none found'}. The score is between {inspection.worst:f} and {inspection.best:f}, "
        f"the bonus {inspection.gained:f}.",
    )
