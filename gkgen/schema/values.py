"""The author's text → the value of a field: dates, numbers, words of a list; what can't be read, at its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from gkgen.findings import Finding, Place, Rule, Text, error, warning
from gkgen.model import Node, Scalar
from gkgen.schema.fields import Field, FieldSpec
from gkgen.schema.nearest import nearest
from gkgen.schema.vocabularies import Vocabularies

NOT_IN_LIST = error(
    "K205",
    Text("“{label}”没有“{value}”这个值", "“{value}” is not a value of “{key}” ({label})"),
    Text("{nearest}", "{nearest}"),
)
NOT_A_DATE = error(
    "K206",
    Text("“{label}”的“{value}”不是日期", "“{value}” in “{key}” ({label}) is not a date"),
    Text("写成 2026-01-27 这样的年-月-日{guess}", "write it as year-month-day, like 2026-01-27{guess}"),
)
NOT_A_NUMBER = error(
    "K207",
    Text("“{label}”的“{value}”不是{wanted}", "“{value}” in “{key}” ({label}) is not {wanted}"),
    Text("只写阿拉伯数字，单位另有一栏", "write figures alone; the unit has a field of its own"),
)
NOT_YES_OR_NO = error(
    "K208",
    Text("“{label}”的“{value}”不是“是”或“否”", "“{value}” in “{key}” ({label}) is neither yes nor no"),
    Text("写“是”或“否”", "write 是 or 否 (or true, false)"),
)
TOO_LONG = warning(
    "K209",
    Text(
        "“{label}”有 {count} 个字，最多 {limit} 个",
        "“{key}” ({label}) has {count} characters, {limit} at most",
    ),
    Text("写短一些，细节放进正文", "shorten it; details belong in the body"),
)
NOT_A_WORD = warning(
    "K213",
    Text("“{label}”的“{value}”不在词表里", "“{value}” is not in the vocabulary of “{key}” ({label})"),
    Text(
        "{nearest}本单位确实要用的词，加进 site.yaml 的“词表”",
        "{nearest} A word that the site does need goes into `words` in site.yaml",
    ),
)

# What stands for a value that can't be read.
FAILED: Any = object()
YES = {"是": True, "true": True, "yes": True, "有": True, "√": True}
NO = {"否": False, "false": False, "no": False, "无": False}


@dataclass(frozen=True, slots=True)
class Desk:
    """What every step of conforming one record shares: the file, the words allowed, the findings so far."""

    file: str
    vocabularies: Vocabularies
    findings: list[Finding]

    def note(self, rule: Rule, node: Node, **values: str | int | Text) -> None:
        self.findings.append(rule.at(Place(self.file, max(node.line, 1), max(node.column, 1)), **values))


def _text(node: Scalar, spec: FieldSpec, desk: Desk) -> Any:
    about, text = spec.about, node.text.strip()
    if about.longest and len(text) > about.longest:
        desk.note(TOO_LONG, node, key=spec.key, label=about.label, count=len(text), limit=about.longest)
    if about.form is not None and not about.form.accepts(text):
        desk.note(about.form.rule, node, key=spec.key, label=about.label, value=short(text))
    if about.vocabulary:
        return _word(text, node, about, spec, desk)
    return text


def _word(text: str, node: Scalar, about: Field, spec: FieldSpec, desk: Desk) -> str:
    """A word of a vocabulary; a finer class may follow a backslash (综合政务\\政务公开). A strange word is kept: a
    page can show it, and a site may have reasons for it."""
    words = desk.vocabularies.get(about.vocabulary, ())
    if text.split("\\", maxsplit=1)[0] not in words and text not in words:
        near = nearest(text, words)
        desk.note(NOT_A_WORD, node, key=spec.key, label=about.label, value=short(text), nearest=near)
    return text


def choice(node: Scalar, choices: tuple[str, ...], spec: FieldSpec, desk: Desk) -> Any:
    text = node.text.strip()
    if text in choices:
        return text
    desk.note(
        NOT_IN_LIST,
        node,
        key=spec.key,
        label=spec.about.label,
        value=short(text),
        nearest=nearest(text, choices),
    )
    return FAILED


def _date(node: Scalar, spec: FieldSpec, desk: Desk) -> Any:
    text = node.text.strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    guess = _guess_date(text)
    desk.note(NOT_A_DATE, node, key=spec.key, label=spec.about.label, value=short(text), guess=guess)
    return FAILED


def _guess_date(text: str) -> Text:
    found = re.fullmatch(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})\D{0,3}", text)
    try:
        guess = date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        guess = None
    return Text(f"：{guess}", f": {guess}") if guess else Text("", "")


def _integer(node: Scalar, spec: FieldSpec, desk: Desk) -> Any:
    text = node.text.strip()
    form = spec.about.form
    if re.fullmatch(r"[+-]?\d{1,18}", text, re.ASCII):
        if form is None or form.accepts(text):
            return int(text)
        desk.note(form.rule, node, key=spec.key, label=spec.about.label, value=short(text))
        return FAILED
    wanted = Text("整数", "a whole number")
    desk.note(NOT_A_NUMBER, node, key=spec.key, label=spec.about.label, value=short(text), wanted=wanted)
    return FAILED


def _decimal(node: Scalar, spec: FieldSpec, desk: Desk) -> Any:
    text = node.text.strip()
    try:
        value = Decimal(text) if len(text) <= 40 and text.isascii() else None
    except InvalidOperation:
        value = None
    if value is not None and value.is_finite():
        return value
    wanted = Text("数", "a number")
    desk.note(NOT_A_NUMBER, node, key=spec.key, label=spec.about.label, value=short(text), wanted=wanted)
    return FAILED


def _boolean(node: Scalar, spec: FieldSpec, desk: Desk) -> Any:
    text = node.text.strip().lower()
    if text in YES or text in NO:
        return text in YES
    desk.note(NOT_YES_OR_NO, node, key=spec.key, label=spec.about.label, value=short(text))
    return FAILED


READERS: dict[Any, Callable[[Scalar, FieldSpec, Desk], Any]] = {
    str: _text,
    date: _date,
    int: _integer,
    Decimal: _decimal,
    bool: _boolean,
}


def short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
