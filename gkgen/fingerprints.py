"""What a finding is known by when lines move: its rule, its file, and its values, behind a digest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256

from gkgen.findings import Finding, Text, Value

# A value that tells where another thing stands: it changes when lines are added above it.
_WHERE = "line"


def fingerprint(finding: Finding) -> str:
    """Sixteen figures that hold no word of the content, the same in every language and on every line."""
    values = (f"{name}={value.zh if isinstance(value, Text) else value}" for name, value in lasting(finding))
    told = "\0".join([finding.rule.code, finding.place.file, *values])
    return sha256(told.encode()).hexdigest()[:16]


def lasting(finding: Finding) -> tuple[tuple[str, Value], ...]:
    """The values that stay when lines move."""
    return tuple(pair for pair in finding.values if pair[0] != _WHERE)


def numbered(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str, int]]:
    """Each finding with its fingerprint, and the how-manieth of that fingerprint it is, from 1."""
    seen = Counter[str]()
    for finding in findings:
        mark = fingerprint(finding)
        seen[mark] += 1
        yield finding, mark, seen[mark]
