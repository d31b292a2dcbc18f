"""A style sheet and a script as they are published: the same in fewer bytes."""

from __future__ import annotations

import lightningcss

from gkgen.findings import Text, UsageError


def compact_style(path: str, style: str) -> str:
    """Without comments and the space that says nothing, values in their shortest words.

    Raises UsageError with the place for a sheet that can't be parsed.
    """
    try:
        return str(lightningcss.process_stylesheet(style, filename=path))
    except ValueError as error:
        reason, _, place = str(error).rpartition(" at ")
        _, line, column = place.rsplit(":", 2)  # lines are counted from 0 there
        where = f"{path}:{int(line) + 1}:{column}"
        raise UsageError(
            Text(
                f"{where}：主题的样式表读不懂：{reason}",
                f"{where}: this style sheet can't be parsed: {reason}",
            )
        ) from error


def compact_script(script: str) -> str:
    """Without lines that are comments, and without indents.

    A script with a text that reaches over lines is left as it is: there a comment or an indent may be words.
    """
    lines = script.split("\n")
    if any(line.count("`") % 2 for line in lines):
        return script
    bare = (line.strip() for line in lines)
    return "".join(f"{line}\n" for line in bare if line and not line.startswith("//"))
