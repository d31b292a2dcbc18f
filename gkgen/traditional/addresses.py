"""Where a link of a twin leads: to the twin of a page, and to the one copy of anything else."""

from __future__ import annotations

import re

from gkgen.traditional.wanted import TREE

ADDRESSES = frozenset({"href", "src", "action", "formaction", "poster", "data", "data-base"})
"""Attributes that hold an address; `data-base` is where the search finds its files."""

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|[#?]|$")
_REFRESH = re.compile(r"(?P<wait>\d+;\s*url=)(?P<to>.*)", re.IGNORECASE | re.DOTALL)


def led(name: str, value: str) -> str:
    """An attribute's address as it stands on the twin.

    Pages lie in the tree as they lie at the root, so what leads from page to page stays. Only pages are `.html` and `.htm` files:
    gkgen publishes no attachment that a browser would run.
    """
    if _ELSEWHERE.match(value) and not (name == "data-base" and not value):
        return value
    path = value.partition("#")[0].partition("?")[0]
    if path.endswith((".html", ".htm")):
        return value
    if value.startswith("/"):
        return value.replace(f"/{TREE}", "/", 1)
    return f"../{value}"


def refreshed(content: str) -> str:
    """The content of a `meta refresh` as it stands on the twin."""
    found = _REFRESH.fullmatch(content)
    return f"{found['wait']}{led('href', found['to'])}" if found else content
