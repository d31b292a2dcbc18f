"""What the commands print: findings, counts, a bar."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gkgen.findings import Finding, Language, Severity, Text

if TYPE_CHECKING:
    from gkgen.built import Built
    from gkgen.exceptions import Excused


def fails(findings: Iterable[Finding], *, strict: bool) -> bool:
    return any(strict or each.rule.severity is Severity.ERROR for each in findings)


def colour(*, error_stream: bool) -> bool:
    """Colour on a terminal only, and never against the reader's will (no-color.org)."""
    stream = sys.stderr if error_stream else sys.stdout
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty() or os.environ.get("CLICOLOR_FORCE", "0") not in ("", "0")


def print_findings(built: Built, language: Language, form: str, *, error_stream: bool) -> list[str]:
    """The lines that were printed."""
    from gkgen.report import lines_of

    line_of = None
    if form == "text" and colour(error_stream=error_stream):
        named = {each.place.file for each in built.findings}
        found = ((each.path, each.content) for each in built.sources if each.path in named)
        texts = {path: content for path, content in found if isinstance(content, bytes)}
        line_of = lines_of(texts)
    below = below_checkout(built.folder)
    return print_lines(
        built.findings,
        language,
        form,
        line_of,
        error_stream=error_stream,
        below=below,
        excused=built.excused,
    )


def print_lines(
    findings: Sequence[Finding],
    language: Language,
    form: str,
    line_of: Callable[[Finding], str] | None,
    *,
    error_stream: bool,
    below: str = "",
    excused: Sequence[Excused] = (),
) -> list[str]:
    from gkgen.report import Report, reports

    lines = list(reports(Report(findings, excused, below), language, form, line_of))
    for line in lines:
        click.echo(line, err=error_stream, color=line_of is not None)
    return lines


def below_checkout(folder: Path) -> str:
    """The way from here, the root of the checkout, to the site: what a note in a pull request begins with."""
    here = Path.cwd().resolve()
    return f"{folder.relative_to(here).as_posix()}/" if folder != here and folder.is_relative_to(here) else ""


def print_count(built: Built, language: Language) -> str:
    """The line that was printed."""
    errors, every = built.errors, len(built.findings)
    files = sum(1 for each in built.sources if each.is_read)
    said = Text(
        f"{files} 个文件，{errors} 个错误，{every - errors} 个提醒。{_let_pass(built).zh}",
        f"{files} files, {errors} errors, {every - errors} warnings.{_let_pass(built).en}",
    )
    click.echo(said.say(language), err=True)
    return said.say(language)


def _let_pass(built: Built) -> Text:
    excepted = sum(1 for each in built.excused if each.until is not None)
    known = len(built.excused) - excepted
    zh = [f"{excepted} 项按例外放过"] * bool(excepted) + [f"{known} 项在基线里"] * bool(known)
    en = [f"{excepted} under an exception"] * bool(excepted) + [f"{known} in the baseline"] * bool(known)
    if not zh:
        return Text("", "")
    return Text(f"另有 {'，'.join(zh)}。", f" Besides: {', '.join(en)}.")


@contextmanager
def progress(length: int, language: Language, *, quiet: bool) -> Iterator[Callable[[], None]]:
    """A bar on a terminal; nothing at all in a pipe."""
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda: None
        return
    label = Text("生成", "Drawing").say(language)
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield lambda: bar.update(1)
