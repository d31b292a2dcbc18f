"""YAML → a tree that keeps what the plain one forgets: comments, blank lines, and how each text was written.

The parser tells where every token begins and ends; what lies between two tokens is blanks, signs and comments.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from yaml.cyaml import CBaseLoader
from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from gkgen.yaml_tree.building import EMPTY_WORDS, Event

BLANK = ""
"""An empty line among comments."""

_BEFORE_DASH = re.compile(r"[\s-]*")


@dataclass(slots=True)
class Leaf:
    """A text. `style` is the sign that opened it: "" of a plain text, else `'`, `"`, `|` or `>`."""

    text: str
    style: str

    @property
    def empty(self) -> bool:
        return not self.style and self.text in EMPTY_WORDS


@dataclass(slots=True)
class Part:
    """A key with its value, or an item of a list: `above` are the lines of comment before it, `beside` is on its line."""

    key: Leaf | None
    value: Leaf | Branch
    above: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Branch:
    """A mapping or a list; `tail` are the lines of comment after its last part, at its own indentation."""

    kind: Literal["mapping", "sequence"]
    parts: list[Part] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)
    column: int = 0
    is_flow: bool = False


Branched: TypeAlias = Leaf | Branch


def commented_tree(text: str) -> Branch | None:
    """The mapping that `text` holds, with its comments; None where it is no mapping. `text` must be YAML that
    `yaml_tree` takes without an error."""
    reader = _Reader(text)
    parser = CBaseLoader(text)
    while (event := parser.get_event()) is not None:
        reader.take(event)
    root = reader.root
    return root if isinstance(root, Branch) and root.kind == "mapping" else None


@dataclass(slots=True)
class _Comment:
    text: str
    column: int


class _Reader:
    """Puts events together, and hands each comment to the part it belongs to."""

    def __init__(self, text: str) -> None:
        self.root: Branched | None = None
        self._text = text
        self._at = 0
        self._waiting: list[_Comment] = []
        self._open: list[tuple[Branch, Part | None]] = []
        self._last: Part | None = None
        self._key: Part | None = None

    def take(self, event: Event) -> None:
        self._gap(event.start_mark.index)
        kind = type(event)
        if kind is ScalarEvent:
            self._leaf(event)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            self._begin(event)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            self._end(event)
        self._at = max(self._at, event.end_mark.index)

    def _leaf(self, event: Event) -> None:
        leaf = Leaf(event.value, event.style or "")
        if self._open and self._open[-1][0].kind == "mapping" and self._key is None:
            self._key = self._last = self._part(leaf, Leaf("", ""))
        else:
            part = self._place(leaf)
            if part is not None and part.key is not None:
                part.above += self._lines()
        written = self._text[event.start_mark.index : event.end_mark.index]
        if leaf.style in ("|", ">"):
            self._head(written)

    def _head(self, written: str) -> None:
        """A block's first line may have a comment; blank lines after its last belong to what follows it."""
        first, _, rest = written.partition("\n")
        if "#" in first and self._last is not None:
            self._last.beside.append(first[first.index("#") :].rstrip())
        if "+" not in first.partition("#")[0] and _ends_blank(rest.split("\n")[:-1]):
            self._waiting.append(_Comment(BLANK, 0))

    def _begin(self, event: Event) -> None:
        branch = Branch("mapping" if type(event) is MappingStartEvent else "sequence")
        branch.column, branch.is_flow = event.start_mark.column, bool(event.flow_style)
        self._open.append((branch, self._place(branch)))

    def _end(self, event: Event) -> None:
        branch, around = self._open.pop()
        is_last = not self._text[event.start_mark.index :].strip()
        column = -1 if is_last else event.start_mark.column
        if branch.is_flow:
            branch.tail += self._lines()
        elif branch.column > column:
            self._tail(branch)
        self._last = around or self._last

    def _tail(self, branch: Branch) -> None:
        """The waiting lines from the first on that are indented like the branch, or deeper."""
        deep = next(
            (
                number
                for number, each in enumerate(self._waiting)
                if each.text != BLANK and each.column < branch.column
            ),
            len(self._waiting),
        )
        while deep and self._waiting[deep - 1].text == BLANK:
            deep -= 1
        branch.tail += [each.text for each in self._waiting[:deep]]
        del self._waiting[:deep]

    def _place(self, value: Branched) -> Part | None:
        """Put a value below the key that waits for it, or into the list that is open, or at the root."""
        if self._key is not None:
            part, self._key = self._key, None
            part.value = value
            return part
        if not self._open:
            self.root = value
            return None
        self._last = self._part(None, value)
        return self._last

    def _part(self, key: Leaf | None, value: Branched) -> Part:
        part = Part(key, value, above=self._lines())
        self._open[-1][0].parts.append(part)
        return part

    def _lines(self) -> list[str]:
        lines = [each.text for each in self._waiting]
        self._waiting.clear()
        return lines

    def _gap(self, end: int) -> None:
        """The comments and blank lines before the next token: beside the last thing, or waiting for the next."""
        if end <= self._at:
            return
        start = self._text.rfind("\n", 0, self._at) + 1
        for line in self._text[self._at : end].split("\n"):
            indent = self._at - start
            before, sign, comment = line.partition("#")
            if sign:
                self._comment(
                    self._text[start : self._at] + before, f"#{comment.rstrip()}", indent + len(before)
                )
            elif not line.strip() and not indent and self._at + len(line) < end:
                self._waiting.append(_Comment(BLANK, 0))
            self._at += len(line) + 1
            start = self._at
        self._at = end

    def _comment(self, before: str, text: str, column: int) -> None:
        if _BEFORE_DASH.fullmatch(before) or self._last is None:
            self._waiting.append(_Comment(text, column))
        else:
            self._last.beside.append(text)


def _ends_blank(lines: list[str]) -> bool:
    """Whether the last line of a block says nothing: spaces beyond its indentation are text."""
    indent = next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), 0)
    return bool(lines) and not lines[-1].strip(" ") and len(lines[-1]) <= indent
