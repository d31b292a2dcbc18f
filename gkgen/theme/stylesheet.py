"""What a theme publishes: its own files, and what is put together: the one style sheet, and scripts of several parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from posixpath import dirname

from gkgen.model import File
from gkgen.theme.compact import compact_script, compact_style
from gkgen.theme.files import content, find, find_named, text

STYLESHEET = "static/site.css"
_FIRST = ("tokens.css", "ground.css")


def static_files(folders: Sequence[Path]) -> Iterator[File]:
    """The themes' own files, the first folder's before the next one's, the style sheet, and the scripts that are put
    together; scripts without comments.

    A theme that has a `static/site.css` or `static/search.js` of its own has it whole. Raises UsageError for anything
    that isn't a plain file below its theme, and for a style sheet that can't be parsed.
    """
    folders = tuple(folders)
    found = find(folders, "static")
    if STYLESHEET not in found:
        yield File(STYLESHEET, stylesheet(folders).encode())
    for address, script in joined_scripts(folders):
        if address not in found:
            yield File(address, compact_script(script).encode())
    for address in found:
        is_script = address.endswith(".js")
        yield File(
            address, compact_script(text(found, address)).encode() if is_script else content(found, address)
        )


def joined_scripts(folders: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """`static/<name>.js` of each folder `scripts/<name>/` of the themes: its parts in the order of their names, as one
    file, since on a poor line each request costs more than its bytes."""
    found = find(folders, "scripts")
    parts = [path for path in found if re.fullmatch(r"scripts/[^/]+/[^/]+\.js", path)]
    for folder, paths in groupby(parts, key=dirname):
        yield f"static/{folder.removeprefix('scripts/')}.js", "\n".join(text(found, path) for path in paths)


def stylesheet(folders: Sequence[Path]) -> str:
    """The tokens, the ground, then each component by its name; in as few bytes as it needs."""
    folders = tuple(folders)
    alone, found = find_named(folders, _FIRST), find(folders, "components")
    styles = [path for path in found if re.fullmatch(r"components/([^/]+)/\1\.css", path)]
    texts = [
        *((path, text(alone, path)) for path in _FIRST if path in alone),
        *((path, text(found, path)) for path in styles),
    ]
    return "".join(f"{compact_style(path, style)}\n" for path, style in texts)
