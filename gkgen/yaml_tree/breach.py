"""A complaint of the YAML parser, and the places that it speaks of."""

from __future__ import annotations

from dataclasses import dataclass

from gkgen.findings import Finding, Place, Rule


@dataclass(frozen=True, slots=True)
class Span:
    """Where the last scalar before the mistake stands, lines and columns from 0."""

    line: int
    column: int
    end_line: int
    end_column: int
    is_quoted: bool


@dataclass(frozen=True, slots=True)
class Breach:
    """The parser's complaint in its own words, lines and columns from 0."""

    problem: str
    context: str
    line: int
    column: int
    context_line: int | None
    context_column: int
    last: Span | None


@dataclass(frozen=True, slots=True)
class Case:
    """A complaint beside the lines of the text, to be told at one of its places."""

    breach: Breach
    lines: list[str]
    file: str
    first_line: int

    def finding(self, rule: Rule, line: int, column: int, **values: str) -> Finding:
        return rule.at(Place(self.file, line + self.first_line, column + 1), **values)

    def here(self, rule: Rule, **values: str) -> Finding:
        return self.finding(rule, self.breach.line, self.breach.column, **values)

    def context(self, rule: Rule, **values: str) -> Finding:
        """At the beginning of what the parser was reading, for a thing that never ends."""
        if self.breach.context_line is None:
            return self.here(rule, **values)
        return self.finding(rule, self.breach.context_line, self.breach.context_column, **values)

    def line_start(self, rule: Rule) -> Finding:
        line = self.lines[self.breach.line]
        return self.finding(rule, self.breach.line, len(line) - len(line.lstrip(" ")))

    def is_after_end(self) -> bool:
        """True below a line `...`, which ends a document."""
        return any(each.startswith("...") for each in self.lines[: self.breach.line])

    def character(self, line: int, column: int) -> str:
        return self.lines[line][column : column + 1] if line < len(self.lines) else ""
