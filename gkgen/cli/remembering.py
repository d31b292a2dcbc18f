"""What builds have made before: asked for, and proved against a build that remembers nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gkgen.cli.commands import told
from gkgen.cli.options import CLEAN, FINDINGS, drafts, lang, language_of_locale, now, say, source
from gkgen.cli.printing import colour
from gkgen.findings import Language, Text

if TYPE_CHECKING:
    from gkgen.build import Options
    from gkgen.built import Built
    from gkgen.cache import Memory
    from gkgen.cli.afar import Way
    from gkgen.model import File, Promise
    from gkgen.serve.keepsake import Asked, Keepsake
    from gkgen.why import Why

workers = click.option(
    "--workers",
    type=click.IntRange(1, 64),
    metavar="N",
    help=say(
        "同时用几个进程（默认有几个处理器用几个）", "how many processes work (default: one a processor)"
    ),
)
fresh = click.option(
    "--fresh", is_flag=True, help=say("不用以前记住的，从头做起", "use nothing that earlier builds have made")
)


@contextmanager
def memory_of(folder: Path, *, fresh: bool) -> Iterator[Memory]:
    """The memory in the site's folder, written back however the command ends; a fresh one is forgotten with it."""
    from gkgen.cache import Memory, fingerprint, opened, secret_of

    memory = Memory(None if fresh else opened(folder, fingerprint(), secret_of()))
    try:
        yield memory
    except BaseException:
        memory.abandon()
        raise
    memory.close()


@contextmanager
def keepsake_of(folder: Path, asked: Asked) -> Iterator[Keepsake]:
    """What a server of this site has shown last."""
    from gkgen.cache import fingerprint, opened, secret_of
    from gkgen.serve.keepsake import NAME, Keepsake

    keepsake = Keepsake(opened(folder, fingerprint(), secret_of(), NAME), folder, asked)
    try:
        yield keepsake
    finally:
        keepsake.close()


def remembered(options: Options) -> Built:
    """The site, from what earlier commands have made of the same files."""
    from gkgen.build import build
    from gkgen.drawing import crew_of

    with memory_of(options.folder, fresh=False) as memory:
        return build(options, memory=memory, crew=crew_of())


class Last:
    """The last build that was asked for the same. Where no file that it read or wrote has changed since, it stands."""

    def __init__(self, memory: Memory, folder: Path, target: Path, choices: tuple[object, ...]) -> None:
        from gkgen.cache import clock, digest_of

        self._memory, self._folder, self._target = memory, folder, target
        self._asked = digest_of(
            repr((str(Path.cwd()), str(folder), str(target), choices, colour(error_stream=True)))
        )
        self._begun = clock()

    @property
    def asked(self) -> str:
        return self._asked.hex()

    def stands(self, language: Language, *, quiet: bool) -> bool:
        """Say again what it said."""
        from gkgen.cache import standing_still

        still = standing_still(self._memory, self._asked, self._target)
        if still is None:
            return False
        for line, stream in still.said:
            click.echo(line, err=stream == 2, color=True)
        if not quiet:
            said = Text(f"没有变化，网页都是最新的：{self._target}", f"Nothing has changed: {self._target}")
            click.echo(said.say(language), err=True)
        return True

    def keep(self, built: Built, told: Sequence[tuple[str, int]]) -> None:
        """A site under a portal is made of files that only its settings name: it is looked at anew each time."""
        from gkgen.cache import Standing, keep_standing

        if built.site is not None and built.site.config.mount is None:
            here = [self._folder / name for name in ("content", "site.yaml", "urls.lock", "calendar")]
            roots = tuple(str(each) for each in (*here, *built.themes()))
            keep_standing(self._memory, self._asked, self._target, Standing(roots, tuple(told)), self._begun)


@click.command(help=told("why"))
@source
@click.argument("page")
@drafts
@now
@lang
def why(folder: Path, page: str, drafts: bool, now: date, lang: Language | None) -> int:
    from gkgen.build import Options, build
    from gkgen.why import why as told_why

    language = lang or language_of_locale()
    with memory_of(folder, fresh=False) as memory:
        found = told_why(build(Options(folder, now, drafts=drafts), memory=memory), page)
    if found is None:
        raise click.BadParameter(say("没有这一页", "there is no such page"), param_hint="PAGE")
    for said in _told(found):
        click.echo(said.say(language))
    return CLEAN


def _told(found: Why) -> Iterator[Text]:
    made = found.made
    yield Text(found.address, found.address)
    yield Text(f"内容文件：{_list(found.files)}", f"files of the content: {_list(found.files)}")
    yield Text(f"模板：{_list(made.templates)}", f"templates: {_list(made.templates)}")
    if made.why is None:
        yield Text("还没有画过，或者没有记录。", "Never drawn, or nothing is known of it.")
        return
    yield Text(
        f"上次画它，因为变了：{_list(made.why)}", f"drawn when it last was because of: {_list(made.why)}"
    )
    if made.since:
        said = _list(made.since)
        yield Text(f"现在会重画，因为变了：{said}", f"it would be drawn again because of: {said}")
    else:
        yield Text("现在不会重画：什么也没有变。", "It would not be drawn again: nothing has changed.")


def _list(names: Sequence[str]) -> str:
    return "".join(f"\n  {each}" for each in names)


def prove(built: Built, way: Way, language: Language) -> int:
    """Exit status of holding the published files against `built`, which was made without a memory."""
    wrong = sorted(differing(built.output(), way))
    if not wrong:
        said = Text("核对过：和从头生成的逐字节相同。", "Verified: byte for byte what a clean build makes.")
        click.echo(said.say(language), err=True)
        return 0
    listed = "".join(f"\n  {each}" for each in wrong[:20])
    said = Text(
        f"有 {len(wrong)} 个文件和从头生成的不同，这是 gkgen 的错误；加 --fresh 重新生成：{listed}",
        f"{len(wrong)} files differ from a clean build, which is a fault of gkgen; build again with --fresh:{listed}",
    )
    click.echo(said.say(language), err=True)
    return FINDINGS


def differing(files: Iterable[File | Promise], way: Way) -> Iterator[str]:
    """The addresses whose bytes aren't those of the target, and those that only one of the two has."""
    from gkgen.model import File

    left = set(way.published())
    for file in files:
        assert isinstance(file, File)
        left.discard(file.address)
        wanted = file.content if isinstance(file.content, bytes) else file.content.read_bytes()
        if way.read(file.address) != wanted:
            yield file.address
    yield from left
