"""fmt: the content in the one form in which gkgen writes it."""

from __future__ import annotations

from pathlib import Path

import click

from gkgen.cli.commands import told
from gkgen.cli.options import CLEAN, FINDINGS, lang, language_of_locale, say, source
from gkgen.cli.printing import print_lines
from gkgen.findings import Finding, Language, Text


@click.command(help=told("fmt"))
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path, exists=True))
@source
@click.option(
    "--check", is_flag=True, help=say("只看哪些文件要整理，不写", "name the files that would change, no more")
)
@click.option(
    "--diff", is_flag=True, help=say("显示会怎样改，不写", "show what would change, and write nothing")
)
@lang
def fmt(paths: tuple[Path, ...], folder: Path, check: bool, diff: bool, lang: Language | None) -> int:
    from gkgen.formatting import formatted
    from gkgen.rewriting import put

    language = lang or language_of_locale()
    findings: list[Finding] = []
    changed = whole = 0
    for file in formatted(folder, paths):
        findings += file.findings
        whole += not file.findings
        if not file.is_changed:
            continue
        changed += 1
        if diff:
            click.echo(file.diff(), nl=False)
        else:
            click.echo(file.path)
        if not (check or diff):
            put(folder, file.path, file.before, file.after)
    print_lines(findings, language, "text", None, error_stream=True)
    left = len({each.place.file for each in findings})
    click.echo(_count(changed, whole - changed, left, will=check or diff).say(language), err=True)
    return FINDINGS if findings or (changed and (check or diff)) else CLEAN


def _count(changed: int, same: int, left: int, *, will: bool) -> Text:
    zh = f"{'需要整理' if will else '整理了'} {changed} 个文件，{same} 个已经是标准格式"
    en = f"{changed} files {'to be written anew' if will else 'written anew'}, {same} in the standard form"
    if left:
        zh, en = f"{zh}，{left} 个有错、没有动", f"{en}, {left} faulty and left alone"
    return Text(f"{zh}。", f"{en}.")
