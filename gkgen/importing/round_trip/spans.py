"""Where a text ends on its line of YAML, and how one is written between brackets."""

from __future__ import annotations

import re

from gkgen.model import Mapping, Node, Scalar
from gkgen.yaml_tree.quoting import scalar

_SINGLE = re.compile(r"'(?:[^']|'')*'")
_DOUBLE = re.compile(r'"(?:[^"\\]|\\.)*"')
_PLAIN = re.compile(r".*?(?=\s+#|\s*$)")
_PLAIN_IN_FLOW = re.compile(r".*?(?=\s+#|\s*(?:[,\]}]|$))")
_REST = re.compile(r"\s*(?:#.*)?")


def end_of_scalar(line: str, start: int, *, is_flow: bool) -> int | None:
    """The place after a scalar that begins at `start`; None where it goes on on the next line, or is a block."""
    first = line[start : start + 1]
    if first in ("|", ">") and not is_flow:
        return None
    pattern = _SINGLE if first == "'" else _DOUBLE if first == '"' else _PLAIN_IN_FLOW if is_flow else _PLAIN
    found = pattern.match(line, start)
    if found is None:
        return None
    if not is_flow and not _REST.fullmatch(line, found.end()):
        return None
    return found.end()


def end_of_flow(line: str, start: int) -> int | None:
    """The place after the bracket that closes the one at `start`; None where it stands on another line."""
    depth, place = 0, start
    while place < len(line):
        character = line[place]
        quotation = (
            (_SINGLE if character == "'" else _DOUBLE).match(line, place) if character in "'\"" else None
        )
        if quotation is not None and line[place - 1] in " [{,:":
            place = quotation.end()
            continue
        depth += (character in "[{") - (character in "]}")
        place += 1
        if not depth:
            return place
    return None


def flow_text(node: Node) -> str:
    """A node between brackets, on one line."""
    if isinstance(node, Scalar):
        text = scalar(node.text)
        is_plain = text[:1] not in ("'", '"')
        return "'" + text.replace("'", "''") + "'" if is_plain and re.search(r"[,\[\]{}]", text) else text
    if isinstance(node, Mapping):
        return "{" + ", ".join(f"{flow_text(key)}: {flow_text(value)}" for key, value in node.items) + "}"
    return "[" + ", ".join(flow_text(each) for each in node.items) + "]"
