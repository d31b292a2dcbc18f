"""A file's text, its tree and another tree → the text with what differs written anew: every other line stays, with its
comments, its order and its manner of writing."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field

from gkgen.importing.round_trip.spans import end_of_flow, end_of_scalar, flow_text
from gkgen.importing.writing import item_lines, pair_lines
from gkgen.model import Mapping, Node, Scalar, Sequence


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines from `start` to before `end`, both from 0, that others take the place of."""

    start: int
    end: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    line: int
    start: int
    end: int
    text: str


@dataclass(slots=True)
class Patch:
    """What is to be changed in the lines of a file; `origin` tells of a node from which one of the old tree it came."""

    lines: list[str]
    origin: Dictionary[int, Node]
    edits: list[_Lines] = field(default_factory=list)
    spans: list[_Span] = field(default_factory=list)

    def text(self) -> str:
        """The whole text after all changes."""
        lines = list(self.lines)
        for span in sorted(self.spans, key=lambda each: (each.line, each.start), reverse=True):
            line = lines[span.line]
            lines[span.line] = line[: span.start] + span.text + line[span.end :]
        for edit in sorted(self.edits, key=lambda each: (each.start, each.end), reverse=True):
            lines[edit.start : edit.end] = edit.lines
        return "\n".join(lines)

    def mapping(self, old: Mapping, new: Mapping, limit: int) -> bool:
        """Change a mapping that is written a key a line, before the line `limit`; False where that can't be done."""
        starts = [key.line - 1 for key, _ in old.items]
        if not starts or not new.items or starts != sorted(set(starts)) or self._is_flow(old):
            return False
        indent = old.items[0][0].column - 1
        kept = {id(key): value for key, value in new.items}
        ends: dict[int, int] = {}
        for number, (key, value) in enumerate(old.items):
            start = starts[number]
            end = self._end(start, [*starts, limit][number + 1], indent)
            ends[id(key)] = end
            if id(key) not in kept:
                if not number and self._is_headed(start, indent):
                    return False
                self.edits.append(_Lines(start, end, ()))
            elif kept[id(key)] is not value:
                self._value(key, value, kept[id(key)], (start, end), indent)
        return self._insert_pairs(new, ends, (starts[0], indent))

    def _insert_pairs(self, new: Mapping, ends: Dictionary[int, int], first: tuple[int, int]) -> bool:
        position, indent = first
        is_first = True
        for key, value in new.items:
            if id(key) in ends:
                position, is_first = ends[id(key)], False
                continue
            if is_first and self._is_headed(position, indent):
                return False
            self.edits.append(_Lines(position, position, pair_lines(key.text, value, indent)))
        return True

    def _value(self, key: Scalar, old: Node, new: Node, region: tuple[int, int], indent: int) -> None:
        """Another value of a key: in its place where that can be done, else the lines of the pair anew."""
        before = (len(self.edits), len(self.spans))
        if self._in_place(old, new, region[1]):
            return
        self._back_to(before)
        lines = list(pair_lines(key.text, new, indent))
        if self._is_headed(region[0], indent):
            lines[0] = self.lines[region[0]][:indent] + lines[0].lstrip(" ")
        self.edits.append(_Lines(*region, tuple(lines)))

    def _in_place(self, old: Node, new: Node, end: int) -> bool:
        if isinstance(old, Scalar) and isinstance(new, Scalar):
            return end - old.line + 1 == 1 and self._scalar(old, new, is_flow=False)
        if self._is_flow(old):
            return end - old.line + 1 == 1 and self._flow(old, new)
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            return self.mapping(old, new, end)
        if isinstance(old, Sequence) and isinstance(new, Sequence):
            return self._sequence(old, new, end)
        return False

    def _scalar(self, old: Scalar, new: Scalar, *, is_flow: bool) -> bool:
        """Another text on the same line; what stands after it, a comment above all, stays."""
        if old.empty or old.block or "\n" in new.text:
            return False
        line, start = self.lines[old.line - 1], old.column - 1
        end = end_of_scalar(line, start, is_flow=is_flow)
        if end is None:
            return False
        if is_flow:
            text = flow_text(new)
        else:
            written = pair_lines("x", new, 0)
            if len(written) > 1:
                return False
            text = written[0].partition(": ")[2]
        self.spans.append(_Span(old.line - 1, start, end, text))
        return True

    # ------------------------------------------------------------ {…} and […]

    def _flow(self, old: Node, new: Node) -> bool:
        """On one line: only the words that differ, else all between the brackets."""
        if isinstance(old, Scalar):
            return isinstance(new, Scalar) and self._scalar(old, new, is_flow=True)
        pairs = _alike(old, new)
        before = (len(self.edits), len(self.spans))
        if pairs is not None and all(a is b or self._flow(a, b) for a, b in pairs):
            return True
        self._back_to(before)
        line, start = self.lines[old.line - 1], old.column - 1
        end = end_of_flow(line, start) if self._is_flow(old) else None
        if end is None or type(old) is not type(new):
            return False
        self.spans.append(_Span(old.line - 1, start, end, flow_text(new)))
        return True

    # ------------------------------------------------------------ a list, an item a line

    def _sequence(self, old: Sequence, new: Sequence, limit: int) -> bool:
        dash = old.column - 1
        starts = [each.line - 1 for each in old.items]
        if not new.items or not starts or starts != sorted(set(starts)):
            return False
        if not all(self.lines[start][dash : dash + 1] == "-" for start in starts):
            return False
        place = {id(each): number for number, each in enumerate(old.items)}
        came = [place.get(id(self._source(each, place))) for each in new.items]
        known = [each for each in came if each is not None]
        if known != sorted(set(known)):
            return False
        ends = [self._end(start, end, dash) for start, end in zip(starts, [*starts[1:], limit], strict=True)]
        for number, start in enumerate(starts):
            if number not in known:
                self.edits.append(_Lines(start, ends[number], ()))
        position = starts[0]
        for each, origin in zip(new.items, came, strict=True):
            if origin is None:
                self.edits.append(_Lines(position, position, item_lines(each, dash)))
                continue
            position = ends[origin]
            if each is not old.items[origin]:
                self._item(old.items[origin], each, (starts[origin], position), dash)
        return True

    def _source(self, node: Node, place: Dictionary[int, int]) -> Node:
        return node if id(node) in place else self.origin.get(id(node), node)

    def _item(self, old: Node, new: Node, region: tuple[int, int], dash: int) -> None:
        before = (len(self.edits), len(self.spans))
        if not self._in_place(old, new, region[1]):
            self._back_to(before)
            self.edits.append(_Lines(*region, item_lines(new, dash)))

    # ------------------------------------------------------------ lines

    def _end(self, start: int, limit: int, indent: int) -> int:
        """Where a pair or an item ends: what is blank, or a comment no deeper than it, belongs to what follows."""
        end = limit
        while end > start + 1:
            line = self.lines[end - 1]
            bare = line.lstrip(" ")
            if bare.strip() and not (bare.startswith("#") and len(line) - len(bare) <= indent):
                break
            end -= 1
        return end

    def _is_flow(self, node: Node) -> bool:
        line = self.lines[node.line - 1] if node.line <= len(self.lines) else ""
        return not isinstance(node, Scalar) and line[node.column - 1 : node.column] in ("{", "[")

    def _is_headed(self, start: int, indent: int) -> bool:
        """Whether something, such as the dash of a list, stands before a key on its line."""
        return bool(self.lines[start][:indent].strip())

    def _back_to(self, before: tuple[int, int]) -> None:
        del self.edits[before[0] :]
        del self.spans[before[1] :]


def _alike(old: Node, new: Node) -> list[tuple[Node, Node]] | None:
    """The values of both, side by side, where they have the same keys or as many items."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        if [id(key) for key, _ in old.items] != [id(key) for key, _ in new.items]:
            return None
        return [(a, b) for (_, a), (_, b) in zip(old.items, new.items, strict=True)]
    if isinstance(old, Sequence) and isinstance(new, Sequence) and len(old.items) == len(new.items):
        return list(zip(old.items, new.items, strict=True))
    return None
