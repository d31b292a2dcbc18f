"""A tree of texts → the YAML that an editor would write: one item a line, and never another value when read again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gkgen.model import Mapping, Node, Scalar, Sequence

BODY = "正文"
LONGEST_LINE = 100
"""A longer text is set below its key, as a block."""

# What a text may begin and go on with so that no YAML reader takes it for anything else than that text.
_PLAIN = re.compile(r"[^\W_][^\n\t]*|[《（“‘〔【〈「][^\n\t]*")
_NOT_PLAIN = re.compile(r":(?:\s|$)|\s#|\s$|^(?:---|\.\.\.)")
_LIKE_NUMBER = re.compile(
    r"[\d_.,]+(?:[eE][-+]?\d+)?|0[xXoObB][\da-fA-F_]+|\d+(?::\d+)+(?:\.\d*)?|\d{4}-\d\d?-\d\d?(?:[Tt\s].*)?"
)
_NUMBER_OR_DAY = re.compile(r"0|[1-9]\d{0,8}|\d{4}-\d{2}-\d{2}")
_WORDS = re.compile(r"(?:y|n|yes|no|on|off|true|false|null|nan|inf)", re.IGNORECASE)
# What YAML can't hold as it is, what it takes for a line's end, and what gkgen's parser would blank.
_ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_SHORT = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


def document(tree: Mapping, suffix: str) -> str:
    """A whole file: of a `.md` the text under 正文 stands below the front matter, as Markdown."""
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


def scalar(text: str) -> str:
    """A text on one line: plain where that is safe, else quoted."""
    if _ESCAPED.search(text) or "\n" in text or "\t" in text:
        return _quoted(text)
    if _is_plain(text):
        return text
    return "'" + text.replace("'", "''") + "'" if '"' in text or "\\" in text else f'"{text}"'


def _quoted(text: str) -> str:
    return '"' + "".join(_SHORT.get(each) or _code(each) for each in text) + '"'


def _code(character: str) -> str:
    if not _ESCAPED.match(character):
        return character
    number = ord(character)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"


def _is_plain(text: str) -> bool:
    if not _PLAIN.fullmatch(text) or _NOT_PLAIN.search(text) or _WORDS.fullmatch(text):
        return False
    return not _LIKE_NUMBER.fullmatch(text) or bool(_NUMBER_OR_DAY.fullmatch(text))


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
    return text == text.strip() and not text.startswith("\t") and not _ESCAPED.search(text)
