"""Findings as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from gkgen.exceptions import Excused
from gkgen.findings import Finding, Language, as_data


def as_json(
    findings: Sequence[Finding], language: Language, excused: Sequence[Excused], counts: dict[str, int]
) -> str:
    """A list of findings, a list of those that were let pass, and how many there are of each severity."""
    let_pass = [
        {
            **_object(each.finding, language),
            "reason": each.reason,
            "until": str(each.until) if each.until else None,
        }
        for each in excused
    ]
    told = {"findings": [_object(each, language) for each in findings], "excepted": let_pass, **counts}
    return json.dumps(told, ensure_ascii=False, indent=2)


def _object(finding: Finding, language: Language) -> dict[str, Any]:
    values = {
        name: value if isinstance(value, str | int) else value.say(language) for name, value in finding.values
    }
    return {**as_data(finding, language), "values": values}
