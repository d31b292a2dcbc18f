"""A theme on the disk: templates, components, styles and static files, the site's own before gkgen's."""

from __future__ import annotations

from gkgen.theme.components import macros
from gkgen.theme.files import Found, content, decoded, find, find_named, text
from gkgen.theme.reach import reached
from gkgen.theme.stylesheet import STYLESHEET, static_files, stylesheet

__all__ = [
    "STYLESHEET",
    "Found",
    "content",
    "decoded",
    "find",
    "find_named",
    "macros",
    "reached",
    "static_files",
    "stylesheet",
    "text",
]
