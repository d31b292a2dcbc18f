"""A tree with its comments → the lines of its file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from gkgen.canonical.order import ranks_of
from gkgen.schema.fields import FieldSpec, names_of, part_of
from gkgen.yaml_tree.commented import BLANK, Branch, Leaf, Part
from gkgen.yaml_tree.quoting import is_escaped, scalar

_LONE_SIGN = re.compile(r"[-?:](?:\s|$)")
MODELINE = "# yaml-language-server:"
"""A comment by which an editor knows the file: it holds only at the top."""


def lines_of(tree: Branch, declaration: type | None) -> Iterator[str]:
    """The lines of a mapping, comments with the keys they belong to, no blank line at the beginning or twice."""
    last = BLANK
    for line in chain(_header(tree), _branch(tree, 0, declaration)):
        if line or (last and not last.endswith("\n")):
            yield line
        last = line


def _header(tree: Branch) -> list[str]:
    """What speaks of the whole file: the comment above a blank line at its beginning, and an editor's own mark; a
    blank line comes after it."""
    if not tree.parts:
        return []
    above = tree.parts[0].above
    last = max((number for number, line in enumerate(above) if line == BLANK), default=0)
    if not last:
        if not above or not above[0].startswith(MODELINE):
            return []
        last = 1
    rest = above[last:]
    tree.parts[0].above = rest[1:] if rest and rest[0] == BLANK else rest
    return [*above[:last], BLANK]


def _branch(tree: Branch, indent: int, declaration: type | None) -> Iterator[str]:
    lead = " " * indent
    for part, spec in _in_order(tree, declaration):
        yield from _above(part.above, lead)
        if part.key is None:
            yield from _item(part, indent, declaration)
        else:
            yield from _pair(part, indent, spec)
    yield from _above(_trimmed(tree.tail), lead)


def _in_order(tree: Branch, declaration: type | None) -> list[tuple[Part, FieldSpec | None]]:
    """The pairs in the order of the declaration, each with its field; a list stays as it is."""
    if declaration is None or tree.kind == "sequence":
        return [(part, None) for part in tree.parts]
    names, rank = names_of(declaration), ranks_of(declaration)
    known = [(part, part.key.text if part.key else "") for part in tree.parts]
    return [(part, names.get(key.strip())) for part, key in sorted(known, key=lambda pair: rank(pair[1]))]


def _pair(part: Part, indent: int, spec: FieldSpec | None) -> Iterator[str]:
    assert part.key is not None
    head = " " * indent + f"{_text(part.key)}:"
    beside = _beside(part)
    if isinstance(part.value, Leaf):
        yield from _leaf(head, part.value, beside, indent)
    elif part.value.parts:
        yield head + beside
        yield from _inner(part.value, indent + 2, spec)
    else:
        yield from _empty(head, part.value, beside, indent)


def _inner(tree: Branch, indent: int, spec: FieldSpec | None) -> Iterator[str]:
    """A part, or a list of parts, of the field `spec`; a blank line right below its key says nothing."""
    inner = part_of(spec.kind) if spec is not None else None
    lines = _branch(tree, indent, inner)
    yield next((line for line in lines if line), BLANK)
    yield from lines


def _item(part: Part, indent: int, declaration: type | None) -> Iterator[str]:
    """An item of a list: its first line stands beside the dash."""
    lead = " " * indent
    if isinstance(part.value, Leaf):
        yield from _leaf(f"{lead}-", part.value, _beside(part), indent)
        return
    if not part.value.parts:
        yield from _empty(f"{lead}-", part.value, _beside(part), indent)
        return
    first = _in_order(part.value, declaration)[0][0]
    yield from _above([line for line in first.above if line], lead)
    first.above = []
    first.beside = [*first.beside, *part.beside]
    lines = _branch(part.value, indent + 2, declaration)
    yield f"{lead}- {next(lines)[indent + 2 :]}"
    yield from lines


def _empty(head: str, tree: Branch, beside: str, indent: int) -> Iterator[str]:
    yield from _above([line for line in tree.tail if line], " " * indent)
    yield f"{head} {'{}' if tree.kind == 'mapping' else '[]'}{beside}"


def _leaf(head: str, leaf: Leaf, beside: str, indent: int) -> Iterator[str]:
    if leaf.empty:
        yield head + beside
    elif _is_block(leaf):
        yield f"{head} |{_hint(leaf.text)}{beside}\n" + _block(leaf.text, " " * (indent + 2))
    else:
        yield f"{head} {_text(leaf)}{beside}"


def _text(leaf: Leaf) -> str:
    """Plain as the author has it; what stood between quotation marks keeps them only where YAML needs them. Within
    brackets a lone sign is plain that begins a list elsewhere."""
    is_plain = not leaf.style and "\n" not in leaf.text and not _LONE_SIGN.match(leaf.text)
    return leaf.text if is_plain else scalar(leaf.text)


def _is_block(leaf: Leaf) -> bool:
    """A block stays one; so does a text of several lines that a block can hold unchanged."""
    if leaf.style not in ("|", ">") and "\n" not in leaf.text:
        return False
    return bool(leaf.text.strip()) and not is_escaped(leaf.text)


def _block(text: str, lead: str) -> str:
    """The lines of a block as one: none of them is a blank line of the file."""
    lines = text.removesuffix("\n").split("\n")
    return "\n".join(f"{lead}{line}" if line else "" for line in lines)


def _hint(text: str) -> str:
    """How a block's indentation and its last line ends are to be read."""
    lines = [line for line in text.split("\n") if line]
    indented = "2" if lines[0].startswith((" ", "\t")) else ""
    ends = len(text) - len(text.rstrip("\n"))
    return indented + ("-" if not ends else "" if ends == 1 else "+")


def _beside(part: Part) -> str:
    return "".join(f" {each}" for each in part.beside)


def _above(lines: list[str], lead: str) -> Iterator[str]:
    yield from (f"{lead}{line}" if line else BLANK for line in lines)


def _trimmed(lines: list[str]) -> list[str]:
    """Without blank lines at the end."""
    kept = list(lines)
    while kept and kept[-1] == BLANK:
        kept.pop()
    return kept
