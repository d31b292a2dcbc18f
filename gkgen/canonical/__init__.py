"""The one form in which a file is written: what differs between two versions is then what its authors changed."""

from __future__ import annotations

from typing import Literal, TypeAlias

from gkgen.canonical.order import in_order
from gkgen.canonical.sameness import comments_of, is_same
from gkgen.canonical.writing import lines_of
from gkgen.yaml_tree.commented import Branch, commented_tree

FENCE = "---"

Trouble: TypeAlias = Literal["changed", "unstable"]


class Unsafe(Exception):  # noqa: N818 -- the file is right; it is the writing of it that can't be trusted
    """Written anew, the text would not be read as before, or would be written otherwise again: it is left as it is."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble: Trouble = trouble


def canonical(text: str, suffix: str, declaration: type | None) -> str:
    """A whole file as gkgen writes it: the keys in the order of the declaration, by the names that the author
    gave them, one item a line, two spaces a level, with its comments. A Markdown body isn't touched.

    `text` has been parsed without an error, its line ends are `\\n`. Raises `Unsafe`.
    """
    if suffix != ".md":
        return canonical_yaml(text, declaration)
    lines = text.split("\n")
    end = next(number for number, line in enumerate(lines) if number and line.rstrip() == FENCE)
    front = canonical_yaml("\n".join([*lines[1:end], ""]), declaration)
    body = "\n".join(lines[end + 1 :])
    end_of_file = "\n" if body and not body.endswith("\n") else ""
    return f"{FENCE}\n{front}{FENCE}\n{body}{end_of_file}"


def canonical_yaml(text: str, declaration: type | None) -> str:
    """The same of a mapping alone."""
    before = commented_tree(text)
    if before is None:
        raise Unsafe("changed")
    comments = comments_of(before)
    written = _written(before, declaration)
    if written == text:
        return text
    if not is_same(text, written):
        raise Unsafe("changed")
    after = commented_tree(written)
    if after is None or comments_of(after) != comments:
        raise Unsafe("changed")
    if _written(after, declaration) != written:
        raise Unsafe("unstable")
    return written


def _written(tree: Branch, declaration: type | None) -> str:
    return "".join(f"{line}\n" for line in lines_of(tree, declaration))


__all__ = ["Unsafe", "canonical", "canonical_yaml", "in_order"]
