"""check, build, serve: a site from its folder."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gkgen.cli.afar import executor, scheduler, target_of, way_to
from gkgen.cli.commands import told
from gkgen.cli.excusing import print_excused, with_more, without_known, write_baseline
from gkgen.cli.options import (
    CLEAN,
    FINDINGS,
    base_url,
    baseline,
    drafts,
    form,
    lane,
    lang,
    language_of_locale,
    now,
    say,
    source,
    strict,
)
from gkgen.cli.printing import fails, print_count, print_findings, print_lines, progress
from gkgen.cli.remembering import Last, fresh, keepsake_of, memory_of, prove, workers
from gkgen.cli.review import breaches_since
from gkgen.findings import Finding, Language, Text

if TYPE_CHECKING:
    from gkgen.markdown import Lane
    from gkgen.model import File, Promise
    from gkgen.serve.preview import Studio

_TURN_SECONDS = 0.001
"""So long a build may keep what a save or a browser waits for: Python's own choice is five times as long."""


@click.command(help=told("check"))
@source
@now
@drafts
@lane
@strict
@lang
@form
@click.option(
    "--base",
    default="",
    metavar="REV",
    help=say(
        "再同这个版本（提交、分支、标签或者文件夹）比：索引号、网址、发布日期有没有改动",
        "compare with this revision or folder, too: index numbers, addresses and dates of publication stay",
    ),
)
@baseline
@click.option(
    "--write-baseline",
    "new_baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=say("把现有的问题写成基线", "write the present findings as a baseline"),
)
@click.option(
    "--show-exceptions",
    is_flag=True,
    help=say("逐条列出放过的问题", "list the findings that were let pass"),
)
@workers
@fresh
def check(
    folder: Path,
    now: date,
    drafts: bool,
    lane: Lane,
    strict: bool,
    lang: Language | None,
    form: str,
    base: str,
    baseline: Path | None,
    new_baseline: Path | None,
    show_exceptions: bool,
    workers: int | None,
    fresh: bool,
) -> int:
    from gkgen.build import Options
    from gkgen.build import build as build_site
    from gkgen.cache import Recollection
    from gkgen.drawing import crew_of

    options = Options(folder, now, drafts=drafts, markdown=lane)
    crew = crew_of(workers)
    with memory_of(folder, fresh=fresh) as kept:
        memory = Recollection(kept) if base else kept
        built = build_site(options, memory=memory, crew=crew)
        if base:
            built = with_more(built, breaches_since(base, built, options, memory, crew))
    language = lang or language_of_locale()
    if new_baseline is not None:
        write_baseline(built, new_baseline, language)
        return CLEAN
    built = without_known(built, baseline, language)
    print_findings(built, language, form, error_stream=False)
    if show_exceptions and form == "text":
        print_excused(built, language)
    print_count(built, language)
    return FINDINGS if fails(built.findings, strict=strict) else CLEAN


@click.command(help=told("build"))
@source
@click.option(
    "-d",
    "--destination",
    metavar="PATH",
    help=say(
        "输出文件夹（默认 public），或者 s3://、file:// 开头的地址",
        "the output folder (default: public), or an address: s3://…, file://…",
    ),
)
@base_url
@click.option(
    "--kiosk",
    is_flag=True,
    help=say(
        "给大厅触摸屏用：没有通往站外的链接，空闲时回到首页",
        "for a touch screen in a hall: nothing leads off the site, and it goes home when idle",
    ),
)
@strict
@drafts
@lane
@now
@lang
@form
@baseline
@workers
@executor
@scheduler
@fresh
@click.option(
    "--verify",
    is_flag=True,
    help=say(
        "生成后再从头做一遍，逐字节核对", "build once more from nothing, and compare the two byte for byte"
    ),
)
@click.option("-q", "--quiet", is_flag=True, help=say("只说问题", "say nothing but findings"))
def build(
    folder: Path,
    destination: str | None,
    base_url: str,
    kiosk: bool,
    strict: bool,
    drafts: bool,
    lane: Lane,
    now: date,
    lang: Language | None,
    form: str,
    baseline: Path | None,
    workers: int | None,
    executor: str | None,
    scheduler: str,
    fresh: bool,
    verify: bool,
    quiet: bool,
) -> int:
    if base_url:
        _public(base_url)
    language = lang or language_of_locale()
    target = target_of(destination or str(folder / "public"))
    choices = (base_url, kiosk, strict, drafts, str(now), language, form, lane, quiet)
    with memory_of(folder, fresh=fresh) as memory:
        last = None
        if isinstance(target, Path) and not (executor or verify or baseline):
            last = Last(memory, folder, target, choices)
        if last is not None and last.stands(language, quiet=quiet):
            return CLEAN
        from gkgen.build import Options
        from gkgen.build import build as build_site
        from gkgen.cache import LastPublished, keep_published

        options = Options(folder, now, base_url=base_url, drafts=drafts, kiosk=kiosk, markdown=lane)
        way = way_to(
            target,
            _inputs(folder),
            memory,
            fresh=fresh,
            workers=workers,
            executor=executor,
            scheduler=scheduler,
        )
        with way as to:
            built = without_known(
                build_site(options, memory=memory, crew=to.crew, ahead=to.crew), baseline, language
            )
            stream = 2 if form == "text" else 1
            told = [
                (line, stream) for line in print_findings(built, language, form, error_stream=stream == 2)
            ]
            if built.findings or not quiet:
                told.append((print_count(built, language), 2))
            if fails(built.findings, strict=strict):
                said = Text("没有生成，原来的站点没有动。", "Nothing was written; the site stands as it was.")
                click.echo(said.say(language), err=True)
                return FINDINGS
            copied: dict[str, str] = {}
            with progress(built.drawn_pages, language, quiet=quiet) as advance:
                done = to.publish(_counted(built.output(to.crew, to.standing()), advance, copied))
        if isinstance(target, Path):
            asked, plain = last.asked if last is not None else "", not (base_url or kiosk)
            keep_published(
                memory, LastPublished(str(target), asked, built.variant, plain, drafts, str(now), copied)
            )
        if last is not None:
            last.keep(built, told)
    if not quiet:
        said = Text(
            f"生成 {built.drawn_pages} 页（新画 {memory.made['page']} 页），写入 {done.written} 个文件，"
            f"未变 {done.unchanged} 个，删去 {done.removed} 个：{target}",
            f"{built.drawn_pages} pages ({memory.made['page']} drawn anew): {done.written} files written, "
            f"{done.unchanged} unchanged, {done.removed} removed: {target}",
        )
        click.echo(said.say(language), err=True)
    return prove(build_site(options), to, language) if verify else CLEAN


def _public(base_url: str) -> None:
    from gkgen.schema.config import is_public_address

    if not is_public_address(base_url):
        raise click.BadParameter(
            say("写 https:// 开头的域名和路径", "write a domain and a path after https://"),
            param_hint="--base-url",
        )


@click.command(help=told("serve"))
@source
@click.option("-p", "--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option(
    "--host", help=say("监听的地址（默认本机）", "the address to listen on (default: this machine alone)")
)
@click.option("-O", "--open", "show", is_flag=True, help=say("打开浏览器", "open a browser"))
@drafts
@lane
@now
@lang
def serve(
    folder: Path,
    port: int,
    host: str | None,
    show: bool,
    drafts: bool,
    lane: Lane,
    now: date,
    lang: Language | None,
) -> int:
    from gkgen.serve import serve as serve_site
    from gkgen.serve.keepsake import Asked, kept_site

    language = lang or language_of_locale()

    def ready(addresses: list[str]) -> None:
        for address in addresses:
            click.echo(address)
        click.echo(Text("按 Ctrl-C 结束。", "Press Ctrl-C to stop.").say(language), err=True)
        if show and addresses:
            click.launch(addresses[0])

    def report(findings: tuple[Finding, ...]) -> None:
        print_lines(findings, language, "text", None, error_stream=True)
        if not findings:
            click.echo(Text("没有问题。", "No findings.").say(language), err=True)

    if host not in (None, "127.0.0.1", "::1", "localhost"):
        said = Text(
            f"注意：{host} 上的任何人都能看到这个站点。",
            f"Note: anyone who reaches {host} can see this site.",
        )
        click.echo(said.say(language), err=True)
    sys.setswitchinterval(_TURN_SECONDS)
    with memory_of(folder, fresh=False) as memory, keepsake_of(folder, Asked(now, drafts)) as keepsake:
        kept = kept_site(keepsake, memory)

        @lru_cache(maxsize=1)
        def studio() -> Studio:
            """Loaded by the first build: a site that was kept is shown before."""
            from gkgen.build import Options
            from gkgen.cache import Recollection
            from gkgen.drawing import crew_of
            from gkgen.serve.preview import Studio

            options = Options(folder, now, drafts=drafts, markdown=lane)
            return Studio(options, Recollection(memory), keepsake, crew_of())

        if kept is not None:
            said = Text(
                "先显示上一次的网站，同时重新生成。", "The site as it was last, while it is built anew."
            )
            click.echo(said.say(language), err=True)
        serve_site(
            lambda: studio().build(),
            folder,
            glance=lambda built, paths: studio().glance(built, paths),
            kept=kept,
            keeps=keepsake,
            host=host,
            port=port,
            ready=ready,
            report=report,
            language=language,
        )
    return CLEAN


def _inputs(folder: Path) -> list[Path]:
    return [folder / "content", folder / "themes", folder / "site.yaml"]


def _counted(
    files: Iterable[File | Promise], advance: Callable[[], None], copied: dict[str, str]
) -> Iterator[File | Promise]:
    """The files, as they go by: of those that are copied, `copied` tells the state by their addresses."""
    from gkgen.cache import state_of

    for file in files:
        if file.address.endswith(".html"):
            advance()
        content = getattr(file, "content", None)
        if isinstance(content, Path):
            with suppress(OSError):
                copied[file.address] = state_of(content.lstat())
        yield file
