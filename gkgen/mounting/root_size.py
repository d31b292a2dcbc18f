"""What one rem is in a host's styles: gkgen's pages keep their own root, so every rem is written anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import tinycss2

from gkgen.findings import Finding, Place
from gkgen.mounting.rules import ROOT_SIZE

_ROOTS = frozenset({"html", ":root"})


@dataclass(frozen=True, slots=True)
class RootSize:
    """A rem of the host in `unit`s of the page: rem when the host follows the reader's own size, else px."""

    factor: float = 1.0
    unit: str = "rem"

    def length(self, value: float) -> str:
        return f"{round(value * self.factor, 4):g}{self.unit}"


def root_size(sheets: Sequence[tuple[str, Sequence[Any]]]) -> tuple[RootSize, list[Finding]]:
    """The size that the last rule about `html` gives, and a finding for each that can't be reckoned beforehand."""
    size, findings = RootSize(), []
    for path, rules in sheets:
        for declaration, fixed in _sizes(rules, fixed=True):
            found = _measured(declaration.value) if fixed and declaration.lower_name == "font-size" else None
            if found is None:
                place = Place(path, declaration.source_line, declaration.source_column)
                said = tinycss2.serialize(declaration.value).strip()
                findings.append(ROOT_SIZE.at(place, size=said))
            else:
                size = found
    return size, findings


def _sizes(rules: Sequence[Any], *, fixed: bool) -> Iterator[tuple[Any, bool]]:
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports") and rule.content:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            yield from _sizes(inner, fixed=False)
        if rule.type != "qualified-rule":
            continue
        selectors = {each.strip().lower() for each in tinycss2.serialize(rule.prelude).split(",")}
        if selectors & _ROOTS:
            for each in tinycss2.parse_blocks_contents(
                rule.content, skip_comments=True, skip_whitespace=True
            ):
                if each.type == "declaration" and each.lower_name in ("font-size", "font"):
                    yield each, fixed


def _measured(value: Sequence[Any]) -> RootSize | None:
    tokens = [each for each in value if each.type not in ("whitespace", "comment")]
    if len(tokens) != 1:
        return None
    (token,) = tokens
    if token.type == "percentage":
        return RootSize(token.value / 100)
    if token.type == "dimension" and token.lower_unit in ("rem", "em"):
        return RootSize(token.value)
    if token.type == "dimension" and token.lower_unit == "px":
        return RootSize(token.value, "px")
    if token.type == "ident" and token.lower_value in ("medium", "initial", "inherit"):
        return RootSize()
    return None
