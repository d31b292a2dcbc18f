"""The documents of the site that a legal basis names: by document number, or by the title in 《》."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass
from typing import Any

from gkgen.schema.common import OPEN, Basis
from gkgen.schema.content_type import Site, Subject
from gkgen.schema.fields import FieldSpec
from gkgen.schema.reach import declarations_in, leading_to
from gkgen.schema.references import ANY

_NUMBER = re.compile(r"[㐀-鿿]+〔\d{4}〕[1-9]\d*号")


@dataclass(frozen=True, slots=True)
class NamedBasis:
    """A basis of an entry, and the way to it from the entry's root."""

    basis: Basis
    path: tuple[str | int, ...]


def bases_of(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[NamedBasis]:
    """Every legal basis in a declaration's value, in the order of its fields."""
    if isinstance(value, Basis):
        yield NamedBasis(value, path)
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from bases_of(each, (*path, index))
    elif is_dataclass(value) and not isinstance(value, type):
        for spec in leading_to(_is_basis, type(value)):
            yield from bases_of(getattr(value, spec.key), (*path, spec.key))


def _is_basis(spec: FieldSpec) -> bool:
    return Basis in declarations_in(spec.kind)


def document_of(basis: Basis, site: Site) -> Subject | None:
    """The entry of the site that a basis names, if its content is open; None for what stands elsewhere."""
    names = [basis.document_number, *_NUMBER.findall(basis.title), *titles_in(basis.title)]
    for name in names:
        found = site.find(ANY, name) if name and name != "无" else None
        if found is not None and found.row is None and found.entry.fields.disclosure == OPEN:
            return found
    return None


def titles_in(text: str) -> tuple[str, ...]:
    """The titles in 《》 of a text, those of a whole 《…〈…〉…》 as one, each with and without what stands around it."""
    return tuple(re.findall(r"《([^《》]+)》", text))


def law_titles(bases: tuple[Basis, ...]) -> frozenset[str]:
    """The laws and documents that bases name, in short: without 《》 and without 中华人民共和国."""
    named = [title for each in bases for title in (titles_in(each.title) or (each.title,))]
    return frozenset(re.sub(r"中华人民共和国|[（(][^（()）]*[）)]|\s", "", title) for title in named) - {""}
