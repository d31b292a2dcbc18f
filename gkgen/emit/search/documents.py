"""What is searched: a document of the site, the order of documents, and their division into shards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

# Pagefind's memory grows by half a kilobyte for each position; its matcher works in the square of a shard's
# documents.
SHARD_DOCUMENTS = 2_000
SHARD_CHARACTERS = 2_000_000


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


@dataclass(frozen=True, slots=True)
class Shard:
    """Texts that are indexed together: each the blocks of one document.

    It knows nothing but what the index depends on, so the index can be remembered under its value.
    """

    language: str
    texts: tuple[tuple[str, ...], ...]


def in_order(documents: Iterable[SearchDocument]) -> tuple[SearchDocument, ...]:
    """Newest first, those without a date last, ties by address."""
    by_address = sorted(documents, key=lambda document: document.address)
    return tuple(sorted(by_address, key=lambda document: document.date, reverse=True))


def has_text(document: SearchDocument) -> bool:
    return any(char.isalnum() for block in document.blocks for char in block)


def shards_of(ordered: Sequence[SearchDocument]) -> tuple[Shard, ...]:
    """The documents that have a text, newest shard first, each in the given order.

    They are filled from the oldest document on, so a new one changes the newest shard and no other. Each has
    a language code of its own, because Pagefind's names are unique within a language only.
    """
    filled = list(_filled(document.blocks for document in reversed(ordered) if has_text(document)))
    shards = [Shard(f"b{number}", tuple(reversed(texts))) for number, texts in enumerate(filled)]
    return tuple(reversed(shards))


def _filled(texts: Iterable[tuple[str, ...]]) -> Iterator[list[tuple[str, ...]]]:
    shard: list[tuple[str, ...]] = []
    size = 0
    for text in texts:
        length = sum(map(len, text))
        if shard and (len(shard) == SHARD_DOCUMENTS or size + length > SHARD_CHARACTERS):
            yield shard
            shard, size = [], 0
        shard.append(text)
        size += length
    if shard:
        yield shard
