"""due, lock: what the office owes and what changes next; the addresses that it has given out."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gkgen.cli.commands import told
from gkgen.cli.environment import site_of, writing
from gkgen.cli.options import CLEAN, FINDINGS, lang, language_of_locale, now, say, source
from gkgen.cli.printing import print_lines
from gkgen.cli.remembering import remembered
from gkgen.findings import Language, Text, UsageError

if TYPE_CHECKING:
    from gkgen.built import Built

DAYS = 90


@click.command(help=told("due"))
@source
@now
@click.option(
    "--days",
    type=click.IntRange(0, 3660),
    default=DAYS,
    show_default=True,
    help=say("看到多少天以后", "how many days ahead"),
)
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help=say("看到哪一天（代替 --days）", "up to which day, instead of --days"),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "ics"]),
    default="text",
    help=say("文字、JSON 或日历", "text, JSON or a calendar"),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help=say("写到文件里（默认打印）", "write to a file (default: print)"),
)
@lang
def due(
    folder: Path,
    now: date,
    days: int,
    until: date | None,
    form: str,
    output: Path | None,
    lang: Language | None,
) -> int:
    from gkgen.due import as_json, as_text, duties_of, ics
    from gkgen.due import until as up_to

    language = lang or language_of_locale()
    site = site_of(_built(folder, now))
    last = date(until.year, until.month, until.day) if until else now + timedelta(days=days)
    duties = up_to(duties_of(site), last)
    if form == "ics":
        said = ics(duties, site.config, now, language)
    else:
        said = as_json(duties, language) if form == "json" else as_text(duties, language)
    if output is None:
        click.echo(said.encode(), nl=False)
    else:
        _write(output, said.encode())
    return FINDINGS if any(each.overdue for each in duties) else CLEAN


@click.command(help=told("lock"))
@source
@now
@click.option(
    "--check",
    "checking",
    is_flag=True,
    help=say(
        "只核对，不写：有没有记的、有没有不见了的",
        "write nothing: tell what isn't noted, and what has vanished",
    ),
)
@lang
def lock(folder: Path, now: date, checking: bool, lang: Language | None) -> int:
    from gkgen.findings import Place
    from gkgen.lockfile import BAD_LINE, LOCK_FILE, UNLOCKED, lock_text, new_addresses
    from gkgen.schema.formerly import live_addresses

    language = lang or language_of_locale()
    built = _built(folder, now)
    site = site_of(built)
    live = live_addresses(site)
    added = list(new_addresses(site.locked, live))
    findings = [each for each in built.findings if each.place.file == LOCK_FILE]
    if checking:
        findings += [UNLOCKED.at(Place(live[address]), address=address) for address in added]
    else:
        _write(folder / LOCK_FILE, lock_text(site.locked, live).encode())
        findings = [each for each in findings if each.rule is not BAD_LINE]
        said = Text(f"{LOCK_FILE}：新记 {len(added)} 个网址。", f"{LOCK_FILE}: {len(added)} addresses noted.")
        click.echo(said.say(language), err=True)
    print_lines(findings, language, "text", None, error_stream=False)
    return FINDINGS if findings else CLEAN


def _built(folder: Path, now: date) -> Built:
    from gkgen.build import Options

    return remembered(Options(folder, now))


def _write(path: Path, content: bytes) -> None:
    if path.is_symlink():
        raise UsageError(Text(f"{path} 是一个链接，没有写", f"{path} is a link; nothing was written"))
    with writing(path):
        path.write_bytes(content)
