"""Findings as notes in a pull request."""

from __future__ import annotations

from gkgen.findings import Finding, Language


def as_github(finding: Finding, language: Language, below: str) -> str:
    """A workflow command that notes the line in the pull request; `below` leads from the checkout to the site."""
    place = finding.place
    said = f"{finding.wrong(language)}\n{finding.mend(language)}"
    where = f"file={_property(below + place.file)}"
    if place.line:
        where += f",line={place.line},col={max(place.column, 1)}"
    return f"::{finding.rule.severity.value} {where},title={_property(finding.rule.code)}::{_message(said)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
