"""init, new, import: content into a site's folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gkgen.cli.commands import told
from gkgen.cli.environment import site_of
from gkgen.cli.options import CLEAN, FINDINGS, lang, language_of_locale, now, say, source
from gkgen.cli.printing import print_lines
from gkgen.cli.remembering import remembered
from gkgen.findings import Language, Text

if TYPE_CHECKING:
    from gkgen.importing import ImportReport


@click.command(help=told("init"))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", default="", help=say("站点名称", "the site's name"))
@now
def init(folder: Path, name: str, now: date) -> int:
    from gkgen.scaffold import init as make_site

    for path in make_site(folder, name, now) if name else make_site(folder, now=now):
        click.echo(path)
    return CLEAN


@click.command(help=told("new"))
@click.argument("type_name", metavar="TYPE")
@source
@click.option("--id", "ident", default="", help=say("标识", "its id"))
@click.option("--title", default="", help=say("标题", "its title"))
@click.option("--organisation", default="", help=say("发布机构", "who publishes it"))
@click.option("--node", default="", help=say("公开目录的代码", "its node of the catalogue"))
@now
def new(type_name: str, folder: Path, ident: str, title: str, organisation: str, node: str, now: date) -> int:
    from gkgen.build import Options
    from gkgen.scaffold import Wanted
    from gkgen.scaffold import new as make_file

    site = site_of(remembered(Options(folder, now, drafts=True)))
    wanted = Wanted(ident=ident, title=title, organisation=organisation, node=node)
    click.echo(make_file(folder, type_name, site, wanted))
    return CLEAN


@click.command("import", help=told("import"))
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.option("--type", "type_name", required=True, help=say("内容的类型", "the type of the content"))
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="KEY=VALUE",
    help=say("每个条目都有的值，例如 公开目录=zcwj", "a value that every entry has, like 公开目录=zcwj"),
)
@click.option(
    "--id-prefix", default="", help=say("没有编号时标识的开头", "how an id begins where there is no number")
)
@source
@lang
def import_(
    path: Path, type_name: str, settings: tuple[str, ...], id_prefix: str, folder: Path, lang: Language | None
) -> int:
    from gkgen.importing import import_folder, import_table

    values = dict(_pair(each) for each in settings)
    take = import_folder if path.is_dir() else import_table
    report = take(path, folder, type_name, values, id_prefix=id_prefix)
    _print_import(report, lang or language_of_locale())
    return FINDINGS if report.errors else CLEAN


def _pair(setting: str) -> tuple[str, str]:
    key, equals, value = setting.partition("=")
    if not equals or not key.strip():
        raise click.BadParameter(say("写成 键=值", "write it as key=value"), param_hint="--set")
    return key.strip(), value.strip()


def _print_import(report: ImportReport, language: Language) -> None:
    """What was written and what wasn't, on standard output: it is what the command is for."""
    print_lines(report.findings, language, "text", None, error_stream=False)
    for path in (*report.written, *report.changed, *report.organisations):
        click.echo(path)
    for column in report.left_out:
        head = Text(
            f"没有导入“{column.label}”一栏，{len(column.cells)} 格：",
            f"column “{column.label}” was not imported, {len(column.cells)} cells:",
        )
        click.echo(head.say(language))
        for row, cell in column.cells:
            click.echo(f"  {row}: {' '.join(cell.split())}")
    click.echo(report.summary().say(language), err=True)
