"""Findings as a reader sees them: lines of text with the guilty line and a caret, JSON, a pull request's notes, SARIF."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from gkgen.exceptions import Excused
from gkgen.findings import Finding, Language, Severity
from gkgen.report.data import as_json
from gkgen.report.github import as_github
from gkgen.report.rules import mend_in_general, wrong_in_general
from gkgen.report.sarif import as_sarif
from gkgen.report.text import as_text, lines_of, on_terminal


def count(findings: Iterable[Finding]) -> dict[str, int]:
    severities = [each.rule.severity for each in findings]
    return {
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
    }


@dataclass(frozen=True, slots=True)
class Report:
    """What there is to tell: the findings, and those that were let pass. `below` leads from the root of the checkout
    to the site."""

    findings: Sequence[Finding]
    excused: Sequence[Excused] = ()
    below: str = ""


def reports(
    report: Report, language: Language, form: str, line_of: Callable[[Finding], str] | None
) -> Iterator[str]:
    """The lines to print. `line_of` gives the guilty line, and colour with it, on a terminal; what was let pass
    stands in the forms for programs alone."""
    findings = report.findings
    if form == "json":
        yield as_json(findings, language, report.excused, count(findings))
    elif form == "sarif":
        yield as_sarif(findings, language, report.below, report.excused)
    elif form == "github":
        yield from (as_github(each, language, report.below) for each in findings)
    elif line_of is None:
        yield from (as_text(each, language) for each in findings)
    else:
        yield from (on_terminal(each, language, line_of(each)) for each in findings)


__all__ = [
    "Report",
    "as_github",
    "as_json",
    "as_sarif",
    "as_text",
    "count",
    "lines_of",
    "mend_in_general",
    "on_terminal",
    "reports",
    "wrong_in_general",
]
