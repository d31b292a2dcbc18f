"""What can be wrong: a rule, and each breach of it at its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["zh", "en"]


class Severity(StrEnum):
    """An error stops publication; a warning does so only when the build is strict."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Chinese and in English."""

    zh: str
    en: str

    def say(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


Value: TypeAlias = str | int | Text
_SEMICOLON = Text("；", "; ")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in the content: a path below the site's folder, a line and a column, both from 1.

    A column counts characters, not bytes. Line 0 means the file as a whole.
    """

    file: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong. Its code is kept for ever; `{name}` in a text is a value of the breach.

    `basis` is the statute, standard or indicator that asks for it, in its own words, where there is one.
    """

    code: str
    severity: Severity
    wrong: Text
    mend: Text
    basis: str = ""

    def at(self, place: Place, **values: Value) -> Finding:
        """A breach of it; whatever the author wrote, no private number gets into what is told of it."""
        about = str(values.get("label", ""))
        said = {name: _covered(value, about) for name, value in values.items()}
        return Finding(place, self, tuple(sorted(said.items(), key=lambda pair: pair[0])))


def _covered(value: Value, about: str) -> Value:
    from gkgen.privacy import covered

    if isinstance(value, Text):
        return Text(covered(value.zh, about), covered(value.en, about))
    return covered(value, about) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Finding:
    """A breach of a rule at a place, with the author's own words in `values`."""

    place: Place
    rule: Rule
    values: tuple[tuple[str, Value], ...] = ()

    def wrong(self, language: Language) -> str:
        return self._fill(self.rule.wrong, language)

    def mend(self, language: Language) -> str:
        return self._fill(self.rule.mend, language)

    def told(self, language: Language) -> str:
        """What is wrong, and what to do, in one line."""
        return f"{self.wrong(language)}{_SEMICOLON.say(language)}{self.mend(language)}"

    def _fill(self, text: Text, language: Language) -> str:
        said = {
            name: value.say(language) if isinstance(value, Text) else value for name, value in self.values
        }
        return text.say(language).format_map(said)


def as_data(finding: Finding, language: Language) -> dict[str, str | int]:
    """A finding as plain values: its place, its code and what it says."""
    return {
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "code": finding.rule.code,
        "severity": finding.rule.severity.value,
        "wrong": finding.wrong(language),
        "mend": finding.mend(language),
    }


def error(code: str, wrong: Text, mend: Text, basis: str = "") -> Rule:
    """A rule whose breach stops publication."""
    return Rule(code, Severity.ERROR, wrong, mend, basis)


def warning(code: str, wrong: Text, mend: Text, basis: str = "") -> Rule:
    """A rule whose breach is told, and stops publication only when the build is strict."""
    return Rule(code, Severity.WARNING, wrong, mend, basis)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sorted by file, line, column and code, each said once."""
    return tuple(sorted(set(findings), key=_rank))


def _rank(finding: Finding) -> tuple[Place, str, str]:
    return finding.place, finding.rule.code, finding.wrong("en")


class UsageError(Exception):
    """gkgen can't start or can't publish: a wrong option, a folder that isn't ours, a full disk.

    It speaks of the environment, never of content, and ends the command with exit status 2.
    """

    def __init__(self, said: Text) -> None:
        super().__init__(said.en)
        self.said = said

    def __reduce__(self) -> tuple[type[UsageError], tuple[Text]]:
        """It comes whole out of another process."""
        return UsageError, (self.said,)
