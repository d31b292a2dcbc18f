"""A tree of texts → the YAML that an editor would write: one item a line, and never another value when read again."""

from __future__ import annotations

from collections.abc import Iterator

from gkgen.canonical import in_order
from gkgen.model import Mapping, Node, Scalar, Sequence
from gkgen.yaml_tree.quoting import is_escaped, scalar

BODY = "正文"
LONGEST_LINE = 100
"""A longer text is set below its key, as a block."""


def document(tree: Mapping, suffix: str, declaration: type) -> str:
    """A whole file in the order of its declaration: of a `.md` the text under 正文 stands below the front matter, as Markdown."""
    tree = in_order(tree, declaration)
    if suffix != ".md":
        return yaml_text(tree)
    body = next((node.text for key, node in tree.items if key.text == BODY and isinstance(node, Scalar)), "")
    front = Mapping(tuple(pair for pair in tree.items if pair[0].text != BODY), tree.line, tree.column)
    return f"---\n{yaml_text(front)}---\n" + (f"\n{body.rstrip()}\n" if body.strip() else "")


def yaml_text(tree: Mapping) -> str:
    """The lines of a mapping, in its own order, with a line end after the last."""
    if not tree.items:
        return "{}\n"
    return "".join(f"{line}\n" for line in _mapping(tree, 0))


def pair_lines(key: str, node: Node, indent: int) -> tuple[str, ...]:
    """A key with its value, as far to the right as `indent` says."""
    return tuple(_under(f"{scalar(key)}:", node, indent))


def item_lines(node: Node, indent: int) -> tuple[str, ...]:
    """An item of a list, its dash as far to the right as `indent` says."""
    return tuple(_sequence(Sequence((node,), 1, 1), indent))


def _mapping(tree: Mapping, indent: int) -> Iterator[str]:
    for key, node in tree.items:
        yield from _under(f"{scalar(key.text)}:", node, indent)


def _under(head: str, node: Node, indent: int) -> Iterator[str]:
    """A node after its key: on the same line, or on the next ones."""
    lead = " " * indent
    if isinstance(node, Scalar):
        yield from _scalar(f"{lead}{head}", node, indent)
    elif isinstance(node, Mapping):
        yield f"{lead}{head}" if node.items else f"{lead}{head} {{}}"
        yield from _mapping(node, indent + 2)
    else:
        yield f"{lead}{head}" if node.items else f"{lead}{head} []"
        yield from _sequence(node, indent + 2)


def _sequence(node: Sequence, indent: int) -> Iterator[str]:
    lead = " " * indent
    for item in node.items:
        if isinstance(item, Mapping) and item.items:
            lines = list(_mapping(item, indent + 2))
            yield f"{lead}- {lines[0].lstrip(' ')}"
            yield from lines[1:]
        else:
            yield from _under("-", item, indent)


def _scalar(head: str, node: Scalar, indent: int) -> Iterator[str]:
    if node.empty:
        yield head
    elif _is_block(node.text):
        yield f"{head} |-"
        lead = " " * (indent + 2)
        yield from (f"{lead}{line}" if line else "" for line in node.text.split("\n"))
    else:
        yield f"{head} {scalar(node.text)}"


def _is_block(text: str) -> bool:
    """Long, or of several lines; nothing blank at its beginning or end, since that would change what is read."""
    if "\n" not in text and (len(text) <= LONGEST_LINE or text.isascii()):
        return False
    return text == text.strip() and not text.startswith("\t") and not is_escaped(text)
