"""Findings in SARIF 2.1.0 (OASIS), as code scanning reads them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from gkgen import __version__
from gkgen.exceptions import Excused
from gkgen.findings import Finding, Language, Rule, Severity, Text
from gkgen.fingerprints import numbered
from gkgen.report.rules import mend_in_general, wrong_in_general

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
FINGERPRINT = "gkgen/v1"
"""The name of what a finding is known by when lines move; another number when another way of counting begins."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def as_sarif(
    findings: Sequence[Finding], language: Language, below: str = "", excused: Sequence[Excused] = ()
) -> str:
    """One run. `below` leads from the root of the checkout to the site. What was let pass stands among the results
    with its suppression, so that a reader of the report knows of it."""
    reasons = {each.finding: each for each in excused}
    every = sorted([*findings, *(each.finding for each in excused)], key=_rank)
    rules = sorted({each.rule.code: each.rule for each in every}.items())
    index = {code: number for number, (code, _) in enumerate(rules)}
    results = [
        _result(finding, f"{mark}:{count}", index[finding.rule.code], language, below)
        | _suppressions(reasons.get(finding), language, is_any=bool(excused))
        for finding, mark, count in numbered(every)
    ]
    driver = {
        "name": "gkgen",
        "semanticVersion": __version__,
        "rules": [_rule(rule, language) for _, rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "language": "zh-CN" if language == "zh" else "en",
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rank(finding: Finding) -> tuple[Any, ...]:
    return finding.place, finding.rule.code, finding.wrong("en")


def _rule(rule: Rule, language: Language) -> dict[str, Any]:
    wrong, mend = wrong_in_general(rule, language), mend_in_general(rule, language)
    basis = Text(f"依据：{rule.basis}", f"Basis: {rule.basis}").say(language) if rule.basis else ""
    head = Text("改法：", "Mend: ").say(language)
    return {
        "id": rule.code,
        "shortDescription": {"text": wrong},
        "fullDescription": {"text": "\n".join(line for line in (wrong, basis) if line)},
        "help": {
            "text": "\n".join(line for line in (f"{head}{mend}", basis) if line),
            "markdown": "\n\n".join(
                line
                for line in (f"**{rule.code}** {_md(wrong)}", f"**{head}**{_md(mend)}", _md(basis))
                if line
            ),
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _md(text: str) -> str:
    """Words of a rule hold signs of YAML and of Markdown that are meant as they stand."""
    return "".join(f"\\{each}" if each in "\\`*_{}[]<>#+-|!" else each for each in text)


def _result(finding: Finding, mark: str, index: int, language: Language, below: str) -> dict[str, Any]:
    place = finding.place
    location: dict[str, Any] = {
        "artifactLocation": {"uri": quote(below + place.file), "uriBaseId": ROOT},
    }
    if place.line:
        location["region"] = {"startLine": place.line, "startColumn": max(place.column, 1)}
    return {
        "ruleId": finding.rule.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.rule.severity],
        "message": {"text": finding.told(language)},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {FINGERPRINT: mark},
    }


def _suppressions(excused: Excused | None, language: Language, *, is_any: bool) -> dict[str, Any]:
    """Where one result of a run has suppressions, every result must say whether it has (SARIF 2.1.0, 3.27.23)."""
    if excused is None:
        return {"suppressions": []} if is_any else {}
    until = Text(f"（到 {excused.until} 为止）", f" (until {excused.until})").say(language)
    said = excused.reason + (until if excused.until else "")
    return {"suppressions": [{"kind": "external", "status": "accepted", "justification": said}]}
