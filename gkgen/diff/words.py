"""Values as a reviewer reads them: a date, an amount, the title of what is named, a row in one line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import is_dataclass
from typing import Any

from gkgen.schema import FieldSpec, Site, fields_of
from gkgen.schema.references import FILE


def said(value: Any, spec: FieldSpec, site: Site) -> str:
    """A field's value in one text; "" when there is nothing."""
    if value is None or value in ((), ""):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "、".join(said(each, spec, site) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return record_said(value, site)
    if spec.about.refers and isinstance(value, str):
        return _named(value, spec.about.refers.split(), site)
    return str(value)


def record_said(value: Any, site: Site) -> str:
    """A part with fields of its own, each under its label; one that has words for itself says them."""
    words = getattr(value, "said", None)
    if callable(words):
        return str(words())
    told = [
        (spec.about.label, text)
        for spec in fields_of(type(value))
        if (text := said(getattr(value, spec.key), spec, site))
    ]
    return told[0][1] if len(told) == 1 else "；".join(f"{label}：{text}" for label, text in told)


def name_of(value: Any) -> str:
    """What a row is called in its list: its name or title, else the first text that it must have, or has."""
    texts = [spec for spec in fields_of(type(value)) if spec.kind is str]
    named = (each for each in texts if each.key in ("name", "title"))
    for spec in (*named, *(each for each in texts if each.required), *texts):
        if text := getattr(value, spec.key):
            return _short(text)
    return _short("；".join(_scalars(value)))


def code_of(value: Any) -> str:
    """The code or the id of a row; "" for one that has none."""
    return next((str(getattr(value, key)) for key in ("code", "id") if getattr(value, key, "")), "")


def number_of(value: Any) -> str:
    return str(getattr(value, "number", "") or "")


def _scalars(value: Any) -> Iterable[str]:
    held = (getattr(value, spec.key) for spec in fields_of(type(value)))
    return (str(each) for each in held if each not in (None, "", ()) and not is_dataclass(each))


def _named(name: str, kinds: list[str], site: Site) -> str:
    """The title of what is named, and the name as it is written."""
    if kinds == [FILE]:
        return name
    found = site.named(kinds, name)
    return name if found is None or found.title == name else f"{found.title}（{name}）"


def _short(text: str, longest: int = 30) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest]}…"
