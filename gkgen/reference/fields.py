"""The fields of a declaration as rows of a table: what they are called, whether they are asked for, what to write."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin

from gkgen.findings import Language, Text
from gkgen.schema import ContentType, TimeLimit, fields_of
from gkgen.schema.content_type import CATALOGUE_NODE
from gkgen.schema.fields import FieldSpec, part_of
from gkgen.schema.references import ANY, FILE

_BETWEEN = "、"
_SIMPLE = {
    date: Text("日期，写成 2026-01-27", "a date, like 2026-01-27"),
    int: Text("整数", "a whole number"),
    Decimal: Text("数", "a number"),
    bool: Text("是或否", "是 or 否"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One field: its Chinese label, its key, its other names, what is asked, what to write."""

    label: str
    key: str
    aliases: str
    asked: str
    written: str

    def is_called(self, name: str) -> bool:
        return name in (self.label, self.key, *self.aliases.split(_BETWEEN))


@dataclass(frozen=True, slots=True)
class Table:
    """The fields of a declaration, or of a part of it; `title` is "" of the declaration itself."""

    title: str
    lines: tuple[Line, ...]


class FieldTables:
    """Writes the tables of declarations, knowing what the kinds of things are called."""

    def __init__(self, kinds: Mapping[str, ContentType], language: Language) -> None:
        self._language = language
        rows = {kind.row_key: kind.row_label for kind in kinds.values() if kind.row_key}
        self._labels = rows | {kind.key: kind.label for kind in kinds.values()}
        self._labels |= {CATALOGUE_NODE: Text("公开目录的代码", "a code of the catalogue").say(language)}

    def tables(
        self, declaration: type, wanted: Callable[[FieldSpec], bool] = lambda _spec: True
    ) -> tuple[Table, ...]:
        """The declaration's own fields that are wanted, then a table for each part of those."""
        specs = [spec for spec in fields_of(declaration) if wanted(spec)]
        found = {declaration: Table("", tuple(self.line(spec) for spec in specs))}
        for spec in specs:
            for part, title in _parts(spec):
                taken = {each.title for each in found.values()}
                name = f"{spec.about.label}：{title}" if title in taken else title
                found.setdefault(part, Table(name, tuple(self.line(each) for each in fields_of(part))))
        return tuple(found.values())

    def line(self, spec: FieldSpec) -> Line:
        about = spec.about
        return Line(
            about.label, spec.key, _BETWEEN.join(about.aliases), self._asked(spec), self._written(spec)
        )

    def _asked(self, spec: FieldSpec) -> str:
        if spec.required:
            return Text("必填", "required").say(self._language)
        expected = spec.about.expected
        asked = (
            Text(f"应有（{expected}）", f"expected ({expected})") if expected else Text("可选", "optional")
        )
        return asked.say(self._language)

    def _written(self, spec: FieldSpec) -> str:
        """What a value is, how many may be written, and the declaration's own hint."""
        several = get_origin(spec.kind) is tuple
        longest = spec.about.longest
        told = [
            self._value(spec),
            Text("可以写几项", "there may be several").say(self._language) if several else "",
            Text(f"最多{longest}字", f"{longest} characters at most").say(self._language) if longest else "",
            spec.about.hint,
        ]
        return "；".join(each for each in told if each)

    def _value(self, spec: FieldSpec) -> str:
        about, kind = spec.about, _bare(spec.kind)
        if about.refers:
            return self._named(about.refers)
        if about.vocabulary:
            return Text("词表里的词", "a word of the vocabulary").say(self._language)
        if get_origin(kind) is Literal:
            return "、".join(str(each) for each in get_args(kind))
        if kind is TimeLimit:
            return TimeLimit.WRITTEN.say(self._language)
        if part_of(kind) is not None:
            return Text("各项见下表", "its fields stand below").say(self._language)
        return _SIMPLE[kind].say(self._language) if kind in _SIMPLE else ""

    def _named(self, refers: str) -> str:
        if refers == FILE:
            return Text("附件的路径", "the path of a file").say(self._language)
        if refers == ANY:
            return Text("本站任意内容的名称或编号", "the name or the code of any content").say(self._language)
        names = "、".join(self._labels.get(kind, kind) for kind in refers.split())
        return Text(f"本站的{names}", f"of this site: {names}").say(self._language)


def _parts(spec: FieldSpec) -> Iterator[tuple[type, str]]:
    """The declarations inside a field and inside those, each named by its field."""
    seen: set[type] = set()
    waiting = [(part_of(spec.kind), spec.about.label)]
    while waiting:
        part, title = waiting.pop(0)
        if part is None or part in seen or part is TimeLimit:
            continue
        seen.add(part)
        yield part, title
        waiting += [(part_of(each.kind), each.about.label) for each in fields_of(part)]


def _bare(kind: Any) -> Any:
    """Without `| None` and `tuple[..., ...]`."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _bare(next(each for each in get_args(kind) if each is not types.NoneType))
    return _bare(get_args(kind)[0]) if origin is tuple else kind
