"""Plain text from a cell → Markdown that shows the same text: a line is a paragraph, and no character is a command."""

from __future__ import annotations

import re

# What Markdown would take for emphasis, code, a link, a picture, a footnote, a tag or an entity.
_INLINE = re.compile(
    r"[`*]|\\(?=[!-/:-@\[-`{-~]|$)|(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])|~(?=~)|(?<=~)~"
    r"|!(?=\[)|\[(?=\^|[^\]]*\](?:[(\[:]))|<(?=[A-Za-z/!?])|&(?=#?[0-9A-Za-z]+;)|\^(?=\[)"
)
# What it would take for a heading, a list, a quotation, a rule, a definition or a box at the beginning of a line.
_LEADING = re.compile(r"(?=[-+](?:\s|$)|-{2,}|[>]|#{1,6}(?:\s|$)|:|={2,}|~\s|\|)")
_LEADING_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


def markdown(text: str) -> str:
    """One paragraph a line, in the order of the lines; the blanks around a line go."""
    lines = (line.strip() for line in text.split("\n"))
    return "\n\n".join(_line(line) for line in lines if line)


def _line(line: str) -> str:
    shown = _INLINE.sub(lambda found: f"\\{found.group()}", line)
    if number := _LEADING_NUMBER.match(shown):
        return f"{number[1]}\\{shown[number.end(1) :]}"
    return f"\\{shown}" if _LEADING.match(shown) else shown
