"""What builds have made before: asked for, and proved against a build that remembers nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gkgen.cli.options import FINDINGS, say
from gkgen.findings import Language, Text

if TYPE_CHECKING:
    from gkgen.build import Built
    from gkgen.cache import Memory
    from gkgen.model import File, Promise

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
    finally:
        memory.close()


def prove(built: Built, target: Path, language: Language) -> int:
    """Exit status of holding the published files against `built`, which was made without a memory."""
    wrong = sorted(differing(built.output(), target))
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


def differing(files: Iterable[File | Promise], target: Path) -> Iterator[str]:
    """The addresses whose bytes aren't those of the folder, and those that only one of the two has."""
    from gkgen.model import File
    from gkgen.stages.write import standing_in

    left = {address for address, _ in standing_in(target)}
    for file in files:
        assert isinstance(file, File)
        left.discard(file.address)
        wanted = file.content if isinstance(file.content, bytes) else file.content.read_bytes()
        path = target / file.address
        if not path.is_file() or path.read_bytes() != wanted:
            yield file.address
    yield from left
