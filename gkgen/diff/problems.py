"""What is newly wrong, and what is mended: findings compared by what they say, not by the line on which they say it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from gkgen.findings import Finding, Value, in_order
from gkgen.fingerprints import lasting

_Key = tuple[str, str, tuple[tuple[str, Value], ...]]


def new_and_cured(
    before: Iterable[Finding], after: Iterable[Finding], moved: Mapping[str, str]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """`moved` maps a file's former path to its present one. Of several alike the last ones are the new ones."""
    old, new = list(before), list(after)
    return (
        in_order(_beyond(new, Counter(_key(each, moved) for each in old), {})),
        in_order(_beyond(old, Counter(_key(each, {}) for each in new), moved)),
    )


def _beyond(findings: list[Finding], known: Counter[_Key], moved: Mapping[str, str]) -> list[Finding]:
    found = []
    for each in findings:
        key = _key(each, moved)
        if known[key]:
            known[key] -= 1
        else:
            found.append(each)
    return found


def _key(finding: Finding, moved: Mapping[str, str]) -> _Key:
    file = finding.place.file
    return finding.rule.code, moved.get(file, file), lasting(finding)
