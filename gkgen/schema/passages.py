"""The texts of an entry as its author wrote them, each part of them with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gkgen.findings import Place
from gkgen.model import Entry, Mapping, Node, Scalar, Sequence
from gkgen.schema.fields import FieldSpec, by_key, part_of


@dataclass(frozen=True, slots=True)
class Passage:
    """One text: the field it stands in, the way to it from the root of the entry, and where it begins.

    `exact` is false of a text whose lines are folded: all its places are then its beginning.
    """

    text: str
    spec: FieldSpec
    path: tuple[str | int, ...]
    file: str
    line: int
    column: int
    indent: int = 0
    exact: bool = True

    def at(self, offset: int) -> Place:
        """The place of a character of the text, `offset` counted from 0."""
        if not self.exact:
            return Place(self.file, self.line, self.column)
        before = self.text[:offset]
        lines = before.count("\n")
        if not lines:
            return Place(self.file, self.line, self.column + offset)
        return Place(self.file, self.line + lines, self.indent + offset - before.rfind("\n"))


def passages_of(entry: Entry, declaration: type) -> Iterator[Passage]:
    """Every text of an entry in the order of the file, names of other things and words of closed lists among them:
    `spec.about.refers` and `is_read(spec)` tell those apart. The body below front matter comes last."""
    yield from _of_mapping(entry.tree, declaration, (), entry.path)
    if entry.body is not None:
        spec = by_key(declaration)["body"]
        yield Passage(entry.body.text, spec, ("body",), entry.path, entry.body.line, 1)


def _of_mapping(tree: Mapping, declaration: type, way: tuple[str | int, ...], file: str) -> Iterator[Passage]:
    specs = by_key(declaration)
    for key, node in tree.items:
        if key.text in specs:
            yield from _of_node(node, specs[key.text], (*way, key.text), file)


def _of_node(node: Node, spec: FieldSpec, way: tuple[str | int, ...], file: str) -> Iterator[Passage]:
    if isinstance(node, Sequence):
        for index, each in enumerate(node.items):
            yield from _of_node(each, spec, (*way, index), file)
    elif isinstance(node, Mapping):
        part = part_of(spec.kind)
        if part is not None:
            yield from _of_mapping(node, part, way, file)
    elif not node.empty:
        yield _passage(node, spec, way, file)


def _passage(node: Scalar, spec: FieldSpec, way: tuple[str | int, ...], file: str) -> Passage:
    if node.block:
        return Passage(node.text, spec, way, file, node.line + 1, node.block + 1, node.block)
    return Passage(node.text, spec, way, file, node.line, node.column, exact="\n" not in node.text)
