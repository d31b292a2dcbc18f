"""Page → File: draw a closed view with its template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from gkgen.disk import read_beneath, walk_beneath
from gkgen.findings import Text, UsageError
from gkgen.model import File, Page


def renderer(folders: Iterable[Path]) -> Environment:
    """Templates looked for in each theme folder in turn, so that a site overrides the default file by file."""
    environment = Environment(
        loader=FileSystemLoader([folder / "templates" for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.globals.clear()
    environment.filters |= {"lines": lines, "filesize": filesize, "markup": markup}
    return environment


def render(page: Page, environment: Environment) -> File:
    """The page's bytes: a function of its view, its template and nothing else."""
    template = environment.get_template(page.template)
    text = template.render(page=page.view.page, view=page.view.view)
    return File(page.address, text.encode())


def lines(text: str) -> list[str]:
    """A text's lines that hold something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def filesize(size: int) -> str:
    """Bytes as people read them: 12.3 KB."""
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{size / 1024:.1f} KB"
    return f"{size / 1024 / 1024:.1f} MB"


def markup(text: str) -> Any:
    """HTML that gkgen itself has drawn: the one door past the escaping of texts."""
    return Markup(text)


def static_files(folders: Iterable[Path]) -> Iterator[File]:
    """The themes' own files, the first folder's before the next one's.

    Raises UsageError for anything that isn't a plain file below its theme: a link is never followed.
    """
    found: dict[str, Path] = {}
    for folder in folders:
        if not (folder / "static").is_dir():
            continue
        for each in walk_beneath(folder, "static"):
            if each.refused:
                path = folder / each.path
                raise UsageError(
                    Text(f"主题里的 {path} 不是普通文件，不能发布", f"{path} of the theme is no plain file")
                )
            if not each.path.rpartition("/")[2].startswith("."):
                found.setdefault(each.path, folder)
    for address in sorted(found):
        yield File(address, read_beneath(found[address], address))
