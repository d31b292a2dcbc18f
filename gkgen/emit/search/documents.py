"""What is searched: a document of the site, and the order of documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One page that can be found. `address` is below the site's root, `date` is ISO or empty, `numbers` are
    the document number, the index number and other codes, `blocks` are the paragraphs of the text: they may be `Looked`
    up when they are asked for."""

    address: str
    title: str
    kind: str
    organisation: str
    catalogue: str
    date: str
    numbers: tuple[str, ...]
    blocks: Sequence[str]


@dataclass(frozen=True, slots=True)
class Looked(Sequence[str]):
    """Paragraphs that are looked up each time: a site has more texts than are indexed at a time."""

    up: Callable[[], Iterable[str]]

    def __iter__(self) -> Iterator[str]:
        return iter(self.up())

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...

    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        return tuple(self)[place]


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


def has_text(blocks: Iterable[str]) -> bool:
    return any(char.isalnum() for block in blocks for char in block)
