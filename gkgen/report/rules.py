"""A rule's words without a breach: `…` stands where the author's own words would be."""

from __future__ import annotations

from string import Formatter

from gkgen.findings import Language, Rule, Severity, Text

SAID_BY_THE_FINDING = Text("照报错里的提示改", "do what the finding says")
SEVERITIES = {Severity.ERROR: Text("错误", "error"), Severity.WARNING: Text("提醒", "warning")}


def wrong_in_general(rule: Rule, language: Language) -> str:
    return _blank(rule.wrong.say(language))


def mend_in_general(rule: Rule, language: Language) -> str:
    """What to do; some rules only know it when they see the breach."""
    said = _blank(rule.mend.say(language))
    return said if said.strip("… ") else SAID_BY_THE_FINDING.say(language)


def _blank(text: str) -> str:
    parts = Formatter().parse(text)
    return "".join(before + ("…" if name is not None else "") for before, name, _, _ in parts)
