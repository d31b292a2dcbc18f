"""Drafts held against their type's declaration: what `gkgen check` will say of the files, told of the source's cells."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import PurePosixPath

from gkgen.findings import Finding, Place, Text, error, warning
from gkgen.importing.drafts import Draft, Drafted
from gkgen.importing.mapping import Shape
from gkgen.schema import Vocabularies, conform
from gkgen.schema.conform import EXPECTED_FIELD, MISSING_FIELD

NOWHERE = error(
    "I841",
    Text("{count} 条全都没有必填项“{label}”", "the required field “{label}” is missing from all {count}"),
    Text("用 --set {label}=… 写上，或者在表里加这一栏", "give it with --set, or add a column for it"),
)
LACKING = warning(
    "I842",
    Text(
        "{count} 条没有“{label}”，{basis}要求公开", "“{label}” is missing from {count}; {basis} asks for it"
    ),
    Text("在表里加这一栏，用 --set 写上，或者以后补上", "add a column, give it with --set, or add it later"),
)
SAME_CODE = error(
    "I843",
    Text("“{title}”的编码“{id}”与第 {line} 行的相同", "“{title}” has the code “{id}”, as row {line} has"),
    Text("核对编码；同一事项只列一次", "check the code; list each thing once"),
)

# Stands for the list's id in the ids of rows that have no code: such an id is gkgen's own, not the author's.
_UNWRITTEN = "\x00"


def judged(drafted: Drafted, shape: Shape, vocabularies: Vocabularies) -> Iterator[Finding]:
    """Every fault of the values at its cell; what is missing from all, or only asked for, once a field."""
    drafts = drafted.drafts
    held = [conform(draft.tree, shape.kind.fields, draft.file, vocabularies) for draft in drafts]
    findings = list(chain.from_iterable(said for _, _, said in held))
    count = sum(1 for _ in chain.from_iterable(_rows(draft, shape) for draft in drafts))
    yield from _told_once(findings, count, drafted.source)
    for draft, (value, _, _) in zip(drafts, held, strict=True):
        if value is not None:
            yield from _same_codes(draft, value, shape)


def _rows(draft: Draft, shape: Shape) -> Iterator[object]:
    """What is counted: the rows of a list, or the entry itself."""
    if shape.rows is None:
        yield draft
        return
    yield from shape.rows_in(draft.tree)


def _told_once(findings: Sequence[Finding], count: int, file: str) -> Iterator[Finding]:
    missing = Counter(_label(each) for each in findings if each.rule is MISSING_FIELD)
    lacking: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for each in findings:
        if each.rule is EXPECTED_FIELD:
            lacking[_label(each), _value(each, "basis")].append(each.place)
    everywhere = {label for label, number in missing.items() if count > 1 and number >= count}
    for label in everywhere:
        yield NOWHERE.at(Place(file), label=label, count=missing[label])
    for (label, basis), places in lacking.items():
        sample = _sample(places) if len(places) < count else Text("", "")
        yield LACKING.at(Place(file), label=label, count=len(places), basis=basis, sample=sample)
    for each in findings:
        is_told = each.rule is EXPECTED_FIELD or (each.rule is MISSING_FIELD and _label(each) in everywhere)
        if not is_told:
            yield each


def _sample(places: Sequence[Place]) -> Text:
    """The first few places: rows, or files where each entry has a file of its own."""
    if len({each.file for each in places}) > 1:
        some = "、".join(PurePosixPath(each.file).name for each in places[:3])
    else:
        some = "、".join(str(each.line) for each in places[:10])
    return Text(f"（如 {some}）", f" (such as {some})")


def _same_codes(draft: Draft, value: object, shape: Shape) -> Iterator[Finding]:
    if shape.rows is None:
        return
    nodes = shape.rows_in(draft.tree)
    first: dict[str, int] = {}
    for row in shape.kind.rows(value, _UNWRITTEN):
        node = nodes[row.path[1]] if isinstance(row.path[1], int) else None
        line = node.line if node is not None else draft.line
        if row.id.startswith(_UNWRITTEN):
            continue
        if row.id in first:
            yield SAME_CODE.at(Place(draft.file, line, 1), title=row.title, id=row.id, line=first[row.id])
        first.setdefault(row.id, line)


def _label(finding: Finding) -> str:
    return _value(finding, "label")


def _value(finding: Finding, name: str) -> str:
    return str(dict(finding.values)[name])
