"""The components of a theme: which file has the macro that a page calls."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gkgen.findings import Text, UsageError
from gkgen.theme.files import Found, text

_MACRO = re.compile(r"\{%[-+]?\s*macro\s+([a-z]\w*)")


def macros(found: Found) -> Mapping[str, str]:
    """Each macro that isn't private (`_name`), and the component's template that has it.

    Raises UsageError when two components have macros of the same name.
    """
    homes: dict[str, str] = {}
    for path in templates(found):
        for name in _MACRO.findall(text(found, path)):
            if name in homes:
                raise UsageError(
                    Text(
                        f"主题里的 {homes[name]} 和 {path} 都有 {name}，改掉一个的名字",
                        f"{homes[name]} and {path} of the theme both have a macro {name}; rename one",
                    )
                )
            homes[name] = path
    return homes


def templates(found: Found) -> list[str]:
    """`components/<name>/<name>.html` of each component that has one."""
    return [path for path in found if re.fullmatch(r"components/([^/]+)/\1\.html", path)]
