"""A script as it is published: the same program in fewer bytes."""

from __future__ import annotations


def compact(script: str) -> str:
    """Without lines that are comments, and without indents.

    A script with a text that reaches over lines is left as it is: there a comment or an indent may be words.
    """
    lines = script.split("\n")
    if any(line.count("`") % 2 for line in lines):
        return script
    bare = (line.strip() for line in lines)
    return "".join(f"{line}\n" for line in bare if line and not line.startswith("//"))
