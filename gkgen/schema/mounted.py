"""What a host portal puts around the pages: its header and footer as HTML, its styles, its pictures."""

from __future__ import annotations

from dataclasses import dataclass

from gkgen.model import File

ROOT_MARK = "\x02"
"""Stands in the HTML where the way from the page to the root of the site comes in."""


@dataclass(frozen=True, slots=True)
class Mounted:
    """`header` and `footer` are drawn as they are, whole elements; `files` are their styles and pictures."""

    header: str
    footer: str
    files: tuple[File, ...]

    def around(self, root: str) -> tuple[str, str]:
        """Header and footer for a page from which `root` leads to the root of the site."""
        return self.header.replace(ROOT_MARK, root), self.footer.replace(ROOT_MARK, root)
