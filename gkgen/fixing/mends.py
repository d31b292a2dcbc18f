"""A record → what may be mended in it: the slips with one right answer, each where it stands in the raw file.

Not mended: the words of a law (条文) and quotations (`>`), which are somebody else's; code and addresses; a title by which
other content names this one, because that name would lead nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass
from typing import Any, get_args

from gkgen.checks.forms import is_words, slips_of
from gkgen.checks.forms.document_numbers import CITATIONS, find
from gkgen.findings import Place
from gkgen.fixing.raw import Raw
from gkgen.model import Entry, Manuscript, Mapping, Record, Scalar
from gkgen.schema import ContentType, Passage, conform, fields_of, passages_of
from gkgen.schema.forms import DOCUMENT_NUMBER


@dataclass(frozen=True, slots=True)
class Mend:
    """`before` becomes `after` at a place; `start` is its offset in the raw text, None where that can't be told.

    `passage` is where the text it stands in begins, `offset` its place in that text.
    """

    place: Place
    code: str
    before: str
    after: str
    start: int | None
    passage: tuple[int, int]
    offset: int


def mends_in(record: Record, kind: ContentType, raw: Raw, named: frozenset[str]) -> tuple[Mend, ...]:
    """In the order of the file, none over another; `named` are the names by which content is referred to."""
    _, tree, _ = conform(record.tree, kind.fields, record.path, {})
    entry = Entry(kind.key, "", "", record.path, None, Manuscript(tree, record.body))
    found = [mend for passage in passages_of(entry, kind.fields) for mend in _of_passage(passage, raw, named)]
    return tuple(sorted(found, key=lambda each: (each.place, each.offset)))


def _of_passage(passage: Passage, raw: Raw, named: frozenset[str]) -> Iterator[Mend]:
    offsets: list[int | None] | None = None
    last = 0
    for code, start, end, right in _slips(passage):
        if start < last:
            continue
        last = end
        before = passage.text[start:end]
        if offsets is None:
            offsets = raw.offsets(passage)
        at = offsets[start] if passage.text.strip() not in named else None
        if at is not None and raw.text[at : at + len(before)] != before:
            at = None
        place = passage.at(start) if at is None else Place(passage.file, *raw.position(at))
        yield Mend(place, code, before, right, at, (passage.line, passage.column), start)


def _slips(passage: Passage) -> list[tuple[str, int, int, str]]:
    """Code, start, end and the right words of each slip that may be mended, from the left."""
    about = passage.spec.about
    if about.form is DOCUMENT_NUMBER:
        return _number(passage.text)
    if not is_words(passage.spec) or about.wording == "quoted":
        return []
    only_citations = _holds_quotation(passage.spec.kind)
    quoted = _quoted_lines(passage)
    found = [
        (slip.rule.code, slip.start, slip.end, slip.right)
        for slip in slips_of(passage)
        if slip.right is not None
        and (not only_citations or slip.rule.code in CITATIONS)
        and not any(first <= slip.start < last for first, last in quoted)
    ]
    return sorted(found, key=lambda each: (each[1], -each[2]))


def _number(text: str) -> list[tuple[str, int, int, str]]:
    """A field that is a document number: where mending its one slip makes it one as it should be."""
    for slip in find(text):
        right = slip.right or ""
        if DOCUMENT_NUMBER.accepts((text[: slip.start] + right + text[slip.end :]).strip()):
            return [(DOCUMENT_NUMBER.rule.code, slip.start, slip.end, right)]
    return []


def _quoted_lines(passage: Passage) -> list[tuple[int, int]]:
    if passage.spec.key != "body" or ">" not in passage.text:
        return []
    return [found.span() for found in re.finditer(r"^[ ]{0,3}>.*$", passage.text, re.MULTILINE)]


def _holds_quotation(kind: Any) -> bool:
    """A part that may be written as one text with another's words in it: a legal basis and its clause."""
    if is_dataclass(kind) and isinstance(kind, type):
        return any(spec.about.wording == "quoted" for spec in fields_of(kind))
    return any(_holds_quotation(each) for each in get_args(kind))


def expected(record: Record, mends: tuple[Mend, ...]) -> tuple[list[tuple[str, str]], str | None]:
    """What the file must hold after these mends: its nodes in order, and its body."""
    by_passage: dict[tuple[int, int], list[Mend]] = {}
    for mend in mends:
        by_passage.setdefault(mend.passage, []).append(mend)
    nodes = [(sign, _mended(text, by_passage.get(where, []))) for sign, text, where in _nodes(record.tree)]
    body = record.body
    return nodes, _mended(body.text, by_passage.get((body.line, 1), [])) if body is not None else None


def _mended(text: str, mends: list[Mend]) -> str:
    for mend in sorted(mends, key=lambda each: each.offset, reverse=True):
        text = text[: mend.offset] + mend.after + text[mend.offset + len(mend.before) :]
    return text


def _nodes(node: Any) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """A tree, flat: a sign of what each node is, its text, and where a passage of it begins."""
    if isinstance(node, Scalar):
        where = (node.line + 1, node.block + 1) if node.block else (node.line, node.column)
        yield f"text {node.empty}", node.text, where
        return
    yield f"{type(node).__name__} {len(node.items)}", "", (0, 0)
    for item in node.items:
        for each in item if isinstance(node, Mapping) else (item,):
            yield from _nodes(each)
