"""`gkgen explain`: a rule, a type or a field in words for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gkgen.findings import Language, Text, UsageError
from gkgen.reference.fields import FieldTables, Line, Table
from gkgen.reference.rules import FAMILIES, Stated
from gkgen.report.rules import SEVERITIES, mend_in_general, wrong_in_general
from gkgen.schema import ContentType
from gkgen.schema.nearest import nearest


def overview(rules: Mapping[str, Stated], types: Sequence[ContentType], language: Language) -> Iterator[str]:
    """A line for each type and for each rule."""
    yield Text("类型：", "Types:").say(language)
    yield from (f"  {kind.key}  {kind.label}" for kind in types)
    letter = ""
    for code, stated in rules.items():
        if code[0] != letter:
            letter = code[0]
            family = FAMILIES.get(letter, Text("其他", "others")).say(language)
            yield f"{letter}  {family}" + Text("：", ":").say(language)
        severity = SEVERITIES[stated.rule.severity].say(language)
        yield f"  {code} {severity}  {wrong_in_general(stated.rule, language)}"


def explain(
    name: str, rules: Mapping[str, Stated], types: Sequence[ContentType], language: Language
) -> Iterator[str]:
    """The lines on a code, a type (by key or label) or a field (by any of its names). Raises UsageError."""
    tables = FieldTables({kind.key: kind for kind in types}, language)
    kind = next((each for each in types if name in (each.key, each.label)), None)
    if name.upper() in rules:
        return _rule(rules[name.upper()], language)
    if kind is not None:
        return _type(kind, tables)
    found = list(_fields(name, types, tables))
    if not found:
        known = [*rules, *(each.label for each in types), *(each.key for each in types)]
        near = nearest(name, known)
        raise UsageError(
            Text(
                f"没有“{name}”这个代码、类型或键；{near.zh}",
                f"there is no code, type or field “{name}”; {near.en}",
            )
        )
    return iter(found)


def _rule(stated: Stated, language: Language) -> Iterator[str]:
    rule = stated.rule
    yield f"{rule.code}  {SEVERITIES[rule.severity].say(language)}"
    yield Text("哪里不对：", "Wrong: ").say(language) + wrong_in_general(rule, language)
    yield Text("怎样改：", "Mend: ").say(language) + mend_in_general(rule, language)
    if rule.basis:
        yield Text("依据：", "Basis: ").say(language) + rule.basis
    if language == "en":
        yield f"Room: {stated.room}: {stated.purpose}"


def _type(kind: ContentType, tables: FieldTables) -> Iterator[str]:
    yield f"{kind.label}  {kind.key}  content/{kind.folder}"
    for each in tables.tables(kind.fields):
        yield from _table(each)


def _table(table: Table) -> Iterator[str]:
    if table.title:
        yield ""
        yield f"{table.title}："
    yield from (f"  {_said(line)}" for line in table.lines)


def _fields(name: str, types: Sequence[ContentType], tables: FieldTables) -> Iterator[str]:
    """The field in each type that has it, also in a table of its; a line that several types share is said once."""
    said: dict[str, list[str]] = {}
    for kind in types:
        for table in tables.tables(kind.fields):
            where = kind.label + (f"（{table.title}）" if table.title else "")
            for line in table.lines:
                if line.is_called(name):
                    said.setdefault(_said(line), []).append(where)
    for field, labels in said.items():
        yield field
        yield f"  {'、'.join(labels)}"


def _said(line: Line) -> str:
    also = f"，{line.aliases}" if line.aliases else ""
    return "  ".join(part for part in (f"{line.label}（{line.key}{also}）", line.asked, line.written) if part)
