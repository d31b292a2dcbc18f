"""gallery: every component of the theme on one page."""

from __future__ import annotations

from pathlib import Path

import click

from gkgen.cli.commands import told
from gkgen.cli.environment import writing
from gkgen.cli.options import CLEAN, say, source


@click.command(help=told("gallery"))
@source
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help=say("放在哪个文件夹（默认 gallery）", "the folder to write to (default: gallery)"),
)
def gallery(folder: Path, output: Path | None) -> int:
    from gkgen.build import themes_in
    from gkgen.gallery import gallery_files

    target = output or folder / "gallery"
    for file in gallery_files(themes_in(folder)):
        assert isinstance(file.content, bytes)
        path = target / file.address
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.content)
    click.echo(target / "index.html")
    return CLEAN
