"""print: sheets of paper from the content, as PDF."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import get_args

import click

from gkgen.cli.commands import told
from gkgen.cli.environment import site_of, writing
from gkgen.cli.options import (
    CLEAN,
    FINDINGS,
    base_url,
    drafts,
    lang,
    language_of_locale,
    now,
    say,
    source,
)
from gkgen.cli.printing import print_count, print_findings, print_lines
from gkgen.cli.remembering import remembered
from gkgen.findings import Finding, Language, Text, UsageError
from gkgen.schema.printed import PaperForm


@click.command("print", help=told("print"))
@click.argument("what", nargs=-1, required=True)
@source
@click.option(
    "--as",
    "form",
    type=click.Choice(get_args(PaperForm)),
    help=say("印成什么（默认由类型决定）", "as what (default: the type decides)"),
)
@click.option(
    "--paper",
    type=click.Choice(["A3", "A4", "A5"], case_sensitive=False),
    help=say("纸张（公开栏默认 A3，其他 A4）", "the sheet (default: A3 for a board, else A4)"),
)
@click.option(
    "--landscape/--portrait",
    "turned",
    default=None,
    help=say("横放或竖放（默认看内容）", "turned or upright (default: as the content asks)"),
)
@click.option(
    "--count",
    type=click.IntRange(1, 200),
    default=6,
    show_default=True,
    help=say("公开栏列最新的几条", "how many of the newest a board lists"),
)
@click.option("--title", default="", help=say("列表、公开栏的标题", "the title of a list or a board"))
@click.option(
    "--font-path",
    "font_paths",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help=say("另有字体的文件夹（可以写几次）", "a folder with more fonts (may be given again)"),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("print"),
    show_default=True,
    help=say("放 PDF 的文件夹", "the folder for the PDF files"),
)
@base_url
@drafts
@now
@lang
def print_(
    what: tuple[str, ...],
    folder: Path,
    form: PaperForm | None,
    paper: str | None,
    turned: bool | None,
    count: int,
    title: str,
    font_paths: tuple[Path, ...],
    output: Path,
    base_url: str,
    drafts: bool,
    now: date,
    lang: Language | None,
) -> int:
    from gkgen.build import Options
    from gkgen.printing import Asked, Shown, press_of, printed, sheets_of

    language = lang or language_of_locale()
    press = press_of(font_paths, now)
    built = remembered(Options(folder, now, base_url=base_url, drafts=drafts))
    if built.errors:
        print_findings(built, language, "text", error_stream=True)
        print_count(built, language)
        said = Text("内容有错误，没有打印。", "The content has errors: nothing was printed.")
        click.echo(said.say(language), err=True)
        return FINDINGS
    shown = Shown(site_of(built), {each.address: each for each in built.pages})
    size = {"A3": "A3", "A4": "A4", "A5": "A5"}.get((paper or "").upper())
    asked = Asked(form, size, turned, count, title, press.faces.sans[0])  # type: ignore[arg-type]
    findings: list[Finding] = []
    for each in sheets_of(what, asked, shown):
        made = printed(each, press)
        _write(output / made.name, made.content)
        findings += made.findings
        said = Text(f"{output / made.name}：{made.pages} 页", f"{output / made.name}: {made.pages} pages")
        click.echo(said.say(language), err=True)
    print_lines(findings, language, "text", None, error_stream=True)
    return CLEAN


def _write(path: Path, content: bytes) -> None:
    if path.is_symlink():
        raise UsageError(Text(f"{path} 是一个链接，没有写", f"{path} is a link; nothing was written"))
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
