"""Findings on a terminal: one line each, or with the guilty line below it and a caret."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from gkgen.characters import unmoving
from gkgen.findings import Finding, Language, Severity

_RED, _YELLOW, _BOLD, _DIM, _PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[2m", "\x1b[0m"


def as_text(finding: Finding, language: Language) -> str:
    """`file:line:column CODE what is wrong; how to mend it`, on one line."""
    return f"{_place(finding)} {finding.rule.code} {_one_line(finding.told(language))}"


def on_terminal(finding: Finding, language: Language, line: str) -> str:
    """The same with the guilty line below it and a caret under the column."""
    tint = _RED if finding.rule.severity is Severity.ERROR else _YELLOW
    mend = {"zh": "改法：", "en": "mend: "}[language]
    head = f"{_BOLD}{_place(finding)}{_PLAIN} {tint}{finding.rule.code}{_PLAIN} {_one_line(finding.wrong(language))}"
    rows = [head]
    if line and finding.place.line:
        shown, column = _window(line, finding.place.column)
        margin = f"{finding.place.line:>5} | "
        rows.append(f"{_DIM}{margin}{_PLAIN}{shown}")
        rows.append(" " * (len(margin) + _width(shown[:column])) + f"{tint}^{_PLAIN}")
    rows.append(f"      {mend}{_one_line(finding.mend(language))}")
    return "\n".join(rows)


def lines_of(sources: Mapping[str, bytes]) -> Callable[[Finding], str]:
    """Looks a finding's line up in the files that were read."""
    split: dict[str, list[str]] = {}

    def line_of(finding: Finding) -> str:
        name = finding.place.file
        if name not in split:
            text = sources.get(name, b"").decode("utf-8-sig", "replace")
            split[name] = re.split("\r\n|\r|\n", text)
        rows = split[name]
        return rows[finding.place.line - 1] if 0 < finding.place.line <= len(rows) else ""

    return line_of


def _place(finding: Finding) -> str:
    place = finding.place
    return f"{_one_line(place.file)}:{place.line or 1}:{place.column or 1}"


def _one_line(text: str) -> str:
    """No byte that moves a cursor or rings a bell, whatever an author wrote."""
    return unmoving(text).strip()


def _window(line: str, column: int) -> tuple[str, int]:
    """At most a terminal's width of a line around the column, and where the column then is, from 0."""
    at = max(column - 1, 0)
    line = unmoving(line)
    if len(line) <= 60:
        return line, min(at, len(line))
    start = max(0, at - 30)
    return line[start : start + 60], at - start


def _width(text: str) -> int:
    """Columns of a terminal: two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)
