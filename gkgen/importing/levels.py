"""A table whose columns are the levels of a tree (一级目录, 二级目录 …) → rows within rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gkgen.findings import Finding, Place, Text, warning
from gkgen.importing.mapping import CODE, TITLE, Aim
from gkgen.importing.tables import Line
from gkgen.model import Node, Scalar

CODES_MADE = warning(
    "I831",
    Text(
        "表里没有代码，{count} 个目录的代码是自动编的（{first} 起）",
        "{count} nodes had no code and were given one, from {first}",
    ),
    Text(
        "代码是网址的一部分，发布以前改成想要的", "a code is part of an address: change it before you publish"
    ),
)
SAME_PATH = warning(
    "I832",
    Text(
        "“{path}”已经有一行，这一行成了另一个同名的目录",
        "there is a row for “{path}” already; this one became a node of the same name",
    ),
    Text("核对两行，合成一个", "look at both and make them one"),
)


@dataclass(slots=True)
class Branch:
    """A node while the tree grows: its name, where it was first written, its own values once a row gives them."""

    title: str
    at: tuple[int, int]
    values: dict[str, Node] | None = None
    children: list[Branch] = field(default_factory=list)


def branches(
    rows: Sequence[tuple[Line, dict[str, Node]]], aims: Sequence[Aim], file: str
) -> tuple[list[Branch], list[Finding]]:
    """The tree that the rows' levels tell. A blank level above a filled one is that of the row before."""
    top: list[Branch] = []
    findings = []
    before: list[str] = []
    for line, values in rows:
        before = _path(line, aims, before)
        branch = _grown(top, before, line)
        if branch.values is not None:
            place = Place(file, line.number, 1)
            findings.append(SAME_PATH.at(place, path=" / ".join(before)))
            around = _grown(top, before[:-1], line).children if len(before) > 1 else top
            branch = Branch(branch.title, (line.number, 1))
            around.append(branch)
        branch.values = values
    return top, findings


def coded(top: Sequence[Branch], prefix: str) -> list[tuple[Branch, dict[str, Node]]]:
    """Each branch with all its values: a code where it lacks one, made of the prefix and its place in the tree."""
    found = []
    for number, branch in enumerate(top, 1):
        values = dict(branch.values or {})
        values.setdefault(CODE, Scalar(f"{prefix}-{number}", *branch.at))
        values.setdefault(TITLE, Scalar(branch.title, *branch.at))
        found.append((branch, values))
    return found


def codes_made(top: Sequence[Branch], prefix: str, file: str) -> Iterator[Finding]:
    count = sum(1 for branch in _all(top) if CODE not in (branch.values or {}))
    if count:
        yield CODES_MADE.at(Place(file), count=count, first=f"{prefix}-1")


def _path(line: Line, aims: Sequence[Aim], before: Sequence[str]) -> list[str]:
    levels = sorted((aim.level, text) for aim, text in zip(aims, line.texts, strict=True) if aim.level)
    deepest = max((level for level, text in levels if text), default=0)
    path = []
    for (level, text), above in zip(levels, [*before, *[""] * len(levels)], strict=False):
        if level <= deepest:
            path.append(text or above)
    return [each for each in path if each]


def _grown(top: list[Branch], path: Sequence[str], line: Line) -> Branch:
    around, branch = top, None
    for title in path:
        branch = next((each for each in around if each.title == title), None)
        if branch is None:
            branch = Branch(title, (line.number, 1))
            around.append(branch)
        around = branch.children
    return branch or Branch("", (line.number, 1))


def _all(top: Sequence[Branch]) -> Iterator[Branch]:
    for branch in top:
        yield branch
        yield from _all(branch.children)
