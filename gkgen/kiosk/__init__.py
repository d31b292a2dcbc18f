"""The same site for a touch screen in a hall: File → File, with no way out of the site left in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from posixpath import basename, dirname, join, normpath

from gkgen.kiosk.closing import closed
from gkgen.model import File

_PARTS = ("static/", "search/")
_DRAWN = re.compile(r'\bsrc="([^"#?]+)"')


def kiosk_files(files: Iterable[File], base_url: str) -> Iterator[File]:
    """The pages, each with its ways out closed, what they are drawn with, and the search; nothing that a foreign
    program would open. The page for a missing address is left out: it is drawn for another host's root.

    Files that no page shows are dropped, so those that aren't pages come last.
    """
    others = []
    shown: set[str] = set()
    for file in files:
        if file.address.endswith(".html") and isinstance(file.content, bytes):
            if basename(file.address) != "404.html":
                text = closed(file.content.decode(), file.address, base_url)
                shown.update(normpath(join(dirname(file.address), source)) for source in _DRAWN.findall(text))
                yield File(file.address, text.encode())
        elif file.address.startswith(_PARTS):
            yield file
        else:
            others.append(file)
    yield from (file for file in others if file.address in shown)
