"""The parts that a page shows, as blocks for paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from gkgen.model import Link
from gkgen.printing.blocks import Block, Inline, facts, heading, items, linked, paragraph, table, text
from gkgen.qr import public_address
from gkgen.schema import Basis
from gkgen.schema.parts import Bases, Cell, Facts, Group, Groups, Items, Paragraphs, Part, Table

NUMBER = "序号"
_Any = TypeVar("_Any")


def blocks_of_parts(parts: Iterable[Part], base_url: str, level: int = 2) -> list[Block]:
    """Each part under its own heading of this level."""
    return list(chain.from_iterable(_part(each, base_url, level) for each in parts))


def content_of(part: Part, base_url: str) -> list[Block]:
    """A part without its heading."""
    if isinstance(part, Facts):
        return [facts((label, inline_of(cell, base_url)) for label, cell in part.rows)]
    if isinstance(part, Paragraphs):
        return [paragraph([text(line)]) for line in part.text.split("\n") if line.strip()]
    if isinstance(part, Items):
        return [items([paragraph(inline_of(cell, base_url))] for cell in part.items)]
    if isinstance(part, Bases):
        return [items([paragraph([text(basis_in_words(each))])] for each in part.items)]
    if isinstance(part, Table):
        rows = [[inline_of(cell, base_url) for cell in row] for row in part.rows]
        return [table([[text(label)] for label in part.columns], rows)]
    return list(chain.from_iterable(_group(each, base_url, 3) for each in part.groups))


def numbered(part: Part) -> Part:
    """A table with its numbers before everything else, and with some where it has none."""
    if not isinstance(part, Table):
        return part
    if NUMBER not in part.columns:
        rows = tuple((Cell((Link(str(number), ""),)), *row) for number, row in enumerate(part.rows, 1))
        return replace(part, columns=(NUMBER, *part.columns), rows=rows)
    at = part.columns.index(NUMBER)
    return replace(part, columns=_first(part.columns, at), rows=tuple(_first(row, at) for row in part.rows))


def inline_of(cell: Cell, base_url: str) -> list[Inline]:
    told: list[Inline] = []
    for link in cell.links:
        if told:
            told.append(text("、"))
        told.append(linked(link.title, public_address(base_url, link.address) if link.address else ""))
    return told


def basis_in_words(basis: Basis) -> str:
    rank = f"【{basis.rank}】" if basis.rank else ""
    number = f"（{basis.document_number}）" if basis.document_number else ""
    return f"{rank}{basis.title}{number}{basis.article}" + (f"：{basis.text}" if basis.text else "")


def _part(part: Part, base_url: str, level: int) -> Iterator[Block]:
    if isinstance(part, Facts):
        yield from content_of(part, base_url)
        return
    yield heading(level, [text(part.label)])
    if isinstance(part, Groups):
        yield from chain.from_iterable(_group(each, base_url, level + 1) for each in part.groups)
    else:
        yield from content_of(part, base_url)


def _group(group: Group, base_url: str, level: int) -> Iterator[Block]:
    if group.title:
        yield heading(level, [text(group.title)])
    yield from blocks_of_parts(group.parts, base_url, level + 1 if group.title else level)


def _first(row: Sequence[_Any], at: int) -> tuple[_Any, ...]:
    return (row[at], *row[:at], *row[at + 1 :])
