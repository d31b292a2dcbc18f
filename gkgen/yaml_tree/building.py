"""Parser events → a tree: whatever could surprise is refused at its place."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from gkgen.characters import odd_in, shown
from gkgen.findings import Finding, Place, Rule, Text, Value, error
from gkgen.model import Mapping, Node, Scalar, Sequence
from gkgen.yaml_tree.syntax import DOCUMENTS, NOT_A_KEY

TWICE = error(
    "Y141",
    Text("键“{key}”写了两次（前一处在第 {line} 行）", "key “{key}” is written twice (first on line {line})"),
    Text("删去其中一处", "delete one of them"),
)
ANCHOR = error(
    "Y143",
    Text("不能用 YAML 的锚（&{name}）", "YAML anchors (&{name}) are not used here"),
    Text("直接写出内容；以 & 开头的文字放进引号", "write the content out; quote a text that begins with &"),
)
ALIAS = error(
    "Y144",
    Text("不能用 YAML 的引用（*{name}）", "YAML aliases (*{name}) are not used here"),
    Text("直接写出内容；以 * 开头的文字放进引号", "write the content out; quote a text that begins with *"),
)
MERGE = error(
    "Y145",
    Text("不能用 YAML 的合并键（<<）", "YAML merge keys (<<) are not used here"),
    Text("把各个键直接写出来", "write the keys out"),
)
TAG = error(
    "Y146",
    Text("不能用 YAML 的类型标签（{name}）", "YAML tags ({name}) are not used here"),
    Text("删去标签；以 ! 开头的文字要放进引号", "delete the tag; quote a text that begins with !"),
)
TOO_DEEP = error(
    "Y148",
    Text("套了 {limit} 层以上", "this is nested more than {limit} deep"),
    Text("检查缩进和方括号", "check the indentation and the brackets"),
)
TOO_MANY = error(
    "Y149",
    Text("一个文件里的条目超过 {limit} 个", "the file has more than {limit} items"),
    Text("拆成几个文件", "split it into several files"),
)
WIDE_SPACE = error(
    "Y152",
    Text(
        "键“{key}”前后有全角空格或不间断空格，它成了键的一部分",
        "a full-width or no-break space stands beside the key “{key}” and belongs to it",
    ),
    Text("用半角空格缩进", "indent with plain spaces"),
)

DEEPEST = 32
MOST_NODES = 200_000
MOST_FINDINGS = 100
"""A file with more is not looked at any further."""

EMPTY_WORDS = frozenset({"", "~", "null", "Null", "NULL"})

Event: TypeAlias = Any
"""PyYAML's events: their classes say what they are, and their marks are there whenever a text was parsed."""


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end hasn't come; of a mapping also the key that waits for its value."""

    line: int
    column: int
    is_mapping: bool
    items: list[Node] = field(default_factory=list)
    pairs: list[tuple[Scalar, Node]] = field(default_factory=list)
    key: Scalar | None = None
    is_refused: bool = False
    lines: dict[str, int] = field(default_factory=dict)

    def close(self) -> Node:
        if self.is_mapping:
            return Mapping(tuple(self.pairs), self.line, self.column)
        return Sequence(tuple(self.items), self.line, self.column)


class Builder:
    """Puts events together without recursion, so that no nesting can exhaust the stack."""

    def __init__(self, text: str, file: str, first_line: int) -> None:
        self.root: Node | None = None
        self.last: Event | None = None
        self.findings: list[Finding] = []
        self._text, self._file, self._first_line = text, file, first_line
        self._open: list[_Open] = []
        self._nodes = 0
        self._has_begun = False

    def take(self, event: Event) -> bool:
        """Add an event to the tree; False when there is no use in going on."""
        kind = type(event)
        if kind is ScalarEvent:
            self._add(self._scalar(event))
            return self._may_go_on(event)
        if kind is MappingStartEvent or kind is SequenceStartEvent:
            return self._begin(event)
        if kind is MappingEndEvent or kind is SequenceEndEvent:
            self._add(self._open.pop().close())
        elif kind is AliasEvent:
            self._note(ALIAS, event, name=_short(event.anchor))
            self._add(Scalar("", *self._position(event), empty=True))
            return self._may_go_on(event)
        elif kind is DocumentStartEvent:
            if self._has_begun:
                return self._stop(DOCUMENTS, event)
            self._has_begun = True
        return True

    def _may_go_on(self, event: Event) -> bool:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            return self._stop(TOO_MANY, event, limit=MOST_NODES)
        return len(self.findings) < MOST_FINDINGS

    def _begin(self, event: Event) -> bool:
        if len(self._open) >= DEEPEST:
            return self._stop(TOO_DEEP, event, limit=DEEPEST)
        self._refuse_extras(event)
        self._open.append(_Open(*self._position(event), type(event) is MappingStartEvent))
        return self._may_go_on(event)

    def _scalar(self, event: Event) -> Scalar:
        self.last = event
        start, style, value = event.start_mark, event.style, event.value
        line, column = start.line + self._first_line, start.column + 1
        if event.anchor is not None or event.tag is not None:
            self._refuse_extras(event)
        if not value.isascii():
            value = unicodedata.normalize("NFC", value)
        if style == '"' and "\\" in (written := self._text[start.index : event.end_mark.index]):
            escaped = "".join(sorted(set(value) - set(written)))
            self.findings.extend(odd_in(escaped, Place(self._file, line, column)))
        block = _indentation(self._text[start.index : event.end_mark.index]) if style == "|" else 0
        return Scalar(value, line, column, not style and value in EMPTY_WORDS, block)

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        around = self._open[-1]
        if not around.is_mapping:
            around.items.append(node)
        elif around.key is None:
            self._begin_pair(around, node)
        else:
            if not around.is_refused:
                around.pairs.append((around.key, node))
            around.key, around.is_refused = None, False

    def _begin_pair(self, around: _Open, node: Node) -> None:
        if not isinstance(node, Scalar) or not node.text:
            self._refuse(NOT_A_KEY, around, node)
            around.key = Scalar("", node.line, node.column)
            return
        text = node.text
        around.key = node
        if text == "<<":
            self._refuse(MERGE, around, node)
        elif text in around.lines:
            self._refuse(TWICE, around, node, key=_short(text), line=around.lines[text])
        elif text != text.strip():
            self._refuse(WIDE_SPACE, around, node, key=_short(text.strip()))
        around.lines.setdefault(text, node.line)

    def _refuse(self, rule: Rule, around: _Open, written: Node, **values: Value) -> None:
        """The key's value is read and forgotten."""
        around.is_refused = True
        self.findings.append(rule.at(Place(self._file, written.line, written.column), **values))

    def _refuse_extras(self, event: Event) -> None:
        if event.anchor is not None:
            self._note(ANCHOR, event, name=_short(event.anchor))
        if event.tag is not None:
            self._note(TAG, event, name=_short(event.tag))

    def _position(self, event: Event) -> tuple[int, int]:
        return event.start_mark.line + self._first_line, event.start_mark.column + 1

    def _stop(self, rule: Rule, event: Event, **values: Value) -> bool:
        self._note(rule, event, **values)
        return False

    def _note(self, rule: Rule, event: Event, **values: Value) -> None:
        self.findings.append(rule.at(Place(self._file, *self._position(event)), **values))


def _short(text: str) -> str:
    return shown(text, 40)


def _indentation(written: str) -> int:
    """How far the lines of a block scalar are indented, told by the first that holds anything."""
    lines = (line for line in written.split("\n")[1:] if line.strip())
    return next((len(line) - len(line.lstrip(" ")) for line in lines), 1)
