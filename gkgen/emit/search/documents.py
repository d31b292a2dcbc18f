"""What is searched: a document of the site, and the order of documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from gkgen.cache import digest_of
from gkgen.model import Outline


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One page that can be found. `address` is below the site's root, `date` is ISO or empty, `numbers` are
    the document number, the index number and other codes, `blocks` are the paragraphs of the text: they may be `Looked`
    up when they are asked for, and then `outline` is told beforehand."""

    address: str
    title: str
    kind: str
    organisation: str
    catalogue: str
    date: str
    numbers: tuple[str, ...]
    blocks: Sequence[str]

    @property
    def outline(self) -> Outline:
        return self.blocks.outline if isinstance(self.blocks, Looked) else outline_of(self.blocks)

    @property
    def text(self) -> str:
        """As it is indexed and shown."""
        return "\n".join(self.blocks)


def outline_of(blocks: Iterable[str]) -> Outline:
    some = tuple(blocks)
    is_found = any(char.isalnum() for block in some for char in block)
    return Outline(sum(map(len, some)) if is_found else 0, digest_of("\n".join(some)))


@dataclass(frozen=True, slots=True)
class Looked(Sequence[str]):
    """Paragraphs that are looked up each time: a site has more texts than are indexed at a time."""

    up: Callable[[], Iterable[str]]
    outline: Outline

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
