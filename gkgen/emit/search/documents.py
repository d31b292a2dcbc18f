"""What is searched: a document of the site, and the order of documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One page that can be found. `address` is below the site's root, `date` is ISO or empty, `numbers` are
    the document number, the index number and other codes, `blocks` are the paragraphs of the text."""

    address: str
    title: str
    kind: str
    organisation: str
    catalogue: str
    date: str
    numbers: tuple[str, ...]
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchWords:
    """What a site says of its words: `synonyms` are groups of which each word is looked for with the others,
    `kinds` are the kinds of documents in the order in which results show them."""

    synonyms: tuple[tuple[str, ...], ...] = ()
    kinds: tuple[str, ...] = ()


def in_order(documents: Iterable[SearchDocument]) -> tuple[SearchDocument, ...]:
    """Newest first, those without a date last, ties by address."""
    by_address = sorted(documents, key=lambda document: document.address)
    return tuple(sorted(by_address, key=lambda document: document.date, reverse=True))


def has_text(document: SearchDocument) -> bool:
    return any(char.isalnum() for block in document.blocks for char in block)
