"""fix: what has one right answer, mended in the files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gkgen.cli.commands import told
from gkgen.cli.environment import site_of
from gkgen.cli.options import CLEAN, FINDINGS, lang, language_of_locale, now, say, source
from gkgen.cli.remembering import remembered
from gkgen.findings import Language, Text

if TYPE_CHECKING:
    from gkgen.fixing import Mend, Mended


@click.command(help=told("fix"))
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path, exists=True))
@source
@click.option(
    "--dry-run", is_flag=True, help=say("只显示会怎样改，不写", "show what would change, and write nothing")
)
@now
@lang
def fix(paths: tuple[Path, ...], folder: Path, dry_run: bool, now: date, lang: Language | None) -> int:
    from gkgen.build import Options
    from gkgen.fixing import mend_files
    from gkgen.rewriting import put, texts_named

    language = lang or language_of_locale()
    built = remembered(Options(folder, now, drafts=True))
    site = site_of(built)
    files = tuple(mend_files(texts_named(built.sources, folder, paths), site))
    for file in files:
        if dry_run:
            click.echo(file.diff(), nl=False)
        elif file.mends:
            put(folder, file.path, file.old, file.new)
        for mend in file.mends:
            click.echo(_line(mend), err=dry_run)
        for mend in file.refused:
            click.echo(f"{_line(mend)} {_REFUSED.say(language)}", err=True)
    click.echo(_count(files, will=dry_run).say(language), err=True)
    return FINDINGS if any(file.mends for file in files) else CLEAN


_REFUSED = Text(
    "（没有改：会牵动别处，请手工改）", "(left alone: something else would change; mend it by hand)"
)


def _line(mend: Mend) -> str:
    place = mend.place
    before, after = (" ".join(each.split()) for each in (mend.before, mend.after))
    if before == after:
        before, after = repr(mend.before), repr(mend.after)
    return f"{place.file}:{place.line}:{place.column} {mend.code} {before} → {after}"


def _count(files: tuple[Mended, ...], *, will: bool) -> Text:
    mends, left = sum(len(each.mends) for each in files), sum(len(each.refused) for each in files)
    changed = sum(1 for each in files if each.mends)
    zh = f"{'要改' if will else '改了'} {changed} 个文件的 {mends} 处"
    en = f"{mends} places in {changed} files {'to be mended' if will else 'mended'}"
    if left:
        zh, en = f"{zh}，{left} 处要手工改", f"{en}, {left} left to be mended by hand"
    return Text(f"{zh}。", f"{en}.")
