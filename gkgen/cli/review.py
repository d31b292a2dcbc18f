"""diff: what a change does to the site, for the one who reviews it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from gkgen.cli.commands import told
from gkgen.cli.environment import writing
from gkgen.cli.options import CLEAN, FINDINGS, lang, language_of_locale, now, say, source
from gkgen.cli.printing import below_checkout, colour
from gkgen.cli.remembering import fresh, memory_of, workers
from gkgen.findings import Finding, Language, Text, UsageError

if TYPE_CHECKING:
    from gkgen.build import Options
    from gkgen.built import Built
    from gkgen.cache import Memory
    from gkgen.diff import Changes, Side
    from gkgen.drawing import Crew


@click.command(help=told("diff"))
@click.argument("base")
@click.argument("head", default="")
@source
@click.option(
    "--merge-base",
    "from_merge_base",
    is_flag=True,
    help=say(
        "从两者分开的那个提交比起，只看 HEAD 一边的修改",
        "compare with the commit from which the two went apart: HEAD's own changes alone",
    ),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html", "json", "sarif"]),
    default="text",
    help=say("报告的形式", "the form of the report"),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help=say("写到这个文件", "write it to this file"),
)
@click.option(
    "--link", default="", metavar="URL", help=say("完整报告的网址", "where the whole report is to be found")
)
@workers
@fresh
@now
@lang
def diff(
    base: str,
    head: str,
    folder: Path,
    from_merge_base: bool,
    form: str,
    output: Path | None,
    link: str,
    workers: int | None,
    fresh: bool,
    now: date,
    lang: Language | None,
) -> int:
    from gkgen.build import Options
    from gkgen.cache import Recollection
    from gkgen.diff import compare
    from gkgen.drawing import crew_of

    language = lang or language_of_locale()
    options = Options(folder, now, drafts=True)
    base, head, apart = _both_names(base, head)
    if from_merge_base or apart:
        base = _merge_base(base, head, folder)
    with memory_of(folder, fresh=fresh) as kept, TemporaryDirectory(prefix="gkgen-") as store:
        memory, crew = Recollection(kept), crew_of(workers)
        before, after = (_built(name, options, memory, crew, Path(store)) for name in (base, head))
        sides = _side(before, base), _side(after, head or str(folder))
        changes = compare(*sides)
        text = "".join(_told(changes, (before, after), form, link, language, to_file=output is not None))
    if output is None:
        click.echo(text, nl=False, color=True if form == "text" else None)
    else:
        with writing(output):
            output.write_text(text, encoding="utf-8", newline="\n")
    return FINDINGS if changes.errors else CLEAN


def _both_names(base: str, head: str) -> tuple[str, str, bool]:
    """`A..B` and `A...B` in one word, as git has them: the dots of a name of git's are never two."""
    if head or ".." not in base or _is_site(base):
        return base, head, False
    first, dots, second = base.partition("..." if "..." in base else "..")
    return first or "HEAD", second or "HEAD", dots == "..."


def breaches_since(
    base: str, built: Built, options: Options, memory: Memory, crew: Crew
) -> tuple[Finding, ...]:
    """What the site may not be after the revision from which it was changed; or after another folder."""
    from gkgen.diff import breaches

    if not _is_site(base):
        base = _merge_base(base, "", options.folder)
    with TemporaryDirectory(prefix="gkgen-") as store:
        before = _built(base, options, memory, crew, Path(store))
        return breaches(_side(before, base), _side(built, str(options.folder)))


def _built(name: str, options: Options, memory: Memory, crew: Crew, store: Path) -> Built:
    """The site at a revision, or in a folder; what a revision has to give as a file lies in `store`. Both sides share
    what is remembered: a file that is the same in both is taken in once."""
    from gkgen.build import build
    from gkgen.revision import open_revision

    if name and _is_site(name):
        options = replace(options, folder=Path(name).resolve())
    elif name:
        options = replace(options, tree=open_revision(options.folder, name, store))
    return build(options, memory=memory, crew=crew)


def _is_site(name: str) -> bool:
    return (Path(name) / "content").is_dir()


def _merge_base(base: str, head: str, folder: Path) -> str:
    from gkgen.revision import merge_base

    for name in (base, head):
        if name and _is_site(name):
            raise UsageError(
                Text(
                    f"“{name}”是文件夹，不是版本，没有共同的起点可比；去掉 --merge-base",
                    f"“{name}” is a folder and no revision; leave out --merge-base",
                )
            )
    return merge_base(folder, base, head or "HEAD")


def _side(built: Built, name: str) -> Side:
    from gkgen.diff import Side

    if built.site is None:
        raise UsageError(
            Text(
                f"“{name}”的 site.yaml 不能用，无法比较；先运行 gkgen check",
                f"the site.yaml of “{name}” can't be used; run gkgen check first",
            )
        )
    return Side(built.site, built.pages, built.findings)


def _told(
    changes: Changes, sides: tuple[Built, Built], form: str, link: str, language: Language, *, to_file: bool
) -> Iterator[str]:
    from gkgen.diff.told import data, markdown, page
    from gkgen.diff.told.terminal import Terminal
    from gkgen.report import as_sarif

    if form == "json":
        yield data.as_json(changes, language)
    elif form == "sarif":
        yield as_sarif(changes.new, language, below_checkout(sides[1].folder)) + "\n"
    elif form == "markdown":
        yield markdown.as_markdown(changes, language, link)
    elif form == "html":
        wanted = page.addresses(changes)
        before, after = (
            {file.address: file.content for file in each.drawn(wanted) if isinstance(file.content, bytes)}
            for each in sides
        )
        yield page.as_html(changes, language, before, after)
    else:
        in_colour = not to_file and colour(error_stream=False)
        yield from (f"{line}\n" for line in Terminal(language, colour=in_colour).lines(changes))
