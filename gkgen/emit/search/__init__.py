"""Search: every file by which a browser finds each document, whatever piece of its Chinese is asked for."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from itertools import islice

from gkgen.cache import Memory, Remember, afresh
from gkgen.emit.search.bundle import BUNDLE, Bundle, bundle_key, bundle_of, index_of, together_in
from gkgen.emit.search.documents import Looked, SearchDocument, SearchWords, in_order, outline_of
from gkgen.emit.search.equivalents import equivalents
from gkgen.emit.search.shards import Shard, divided
from gkgen.emit.search.titles import light_files
from gkgen.findings import UsageError
from gkgen.model import File, Promise

__all__ = [
    "Looked",
    "SearchDocument",
    "SearchWords",
    "edited",
    "equivalents",
    "outline_of",
    "search_files",
]

NO_WORDS = SearchWords()
OF_AN_EDIT = 2
"""Shards that one edit changes: an entry may leave one and enter another."""


def search_files(
    documents: Sequence[SearchDocument],
    words: SearchWords = NO_WORDS,
    *,
    remember: Remember = afresh,
    executor: Executor | None = None,
    at_once: int = 2,
) -> Iterator[File | Promise]:
    """Every file below `search/`; of those of a shard there are promises, since most stand as they are. The same
    documents in any order, and any way of making them, give the same bytes.

    No more than `at_once` shards are in work at a time, each in a process of Pagefind's of its own, which takes up to
    a gigabyte: on this machine, or where `executor` runs them (then so many are on their way). Raises `UsageError` when Pagefind is missing or
    breaks down.
    """
    ordered = in_order(documents)
    division = divided(ordered)
    together = together_in(len(ordered))

    def indexed(texts: Sequence[str]) -> bytes:
        return executor.submit(index_of, texts).result() if executor else index_of(texts)

    def bundle(shard: Shard) -> Bundle:
        return bundle_of(shard, together, indexed, remember)

    light: list[Bundle] = []
    given: set[str] = set()
    for each in _in_turn(bundle, division.shards, at_once):
        yield from (file for file in each.files if file.address not in given)
        given.update(file.address for file in each.files)
        light.append(replace(each, files=()))
    yield from light_files(ordered, division.places, light, words, remember)


def edited(documents: Sequence[SearchDocument], memory: Memory) -> Callable[[Memory], None] | None:
    """How the shards of an edit are indexed before anybody asks for them; None where none is new, or more are than an
    edit changes. What goes wrong is left to who asks."""
    ordered = in_order(documents)
    together = together_in(len(ordered))
    shards = divided(ordered).shards if memory.keeps else ()
    new = [each for each in shards if memory.find(BUNDLE, bundle_key(each, together)) is None]

    def index(memory: Memory) -> None:
        with suppress(UsageError):
            for each in new:
                bundle_of(each, together, index_of, memory.remember)

    return index if 0 < len(new) <= OF_AN_EDIT else None


def _in_turn(bundle: Callable[[Shard], Bundle], shards: Iterable[Shard], at_once: int) -> Iterator[Bundle]:
    """The bundles in the shards' order, no more than `at_once` of them begun before they are asked for."""
    pool = ThreadPoolExecutor(at_once)
    waiting = iter(shards)
    begun: deque[Future[Bundle]] = deque()
    try:
        begun.extend(pool.submit(bundle, shard) for shard in islice(waiting, at_once))
        while begun:
            done = begun.popleft().result()
            begun.extend(pool.submit(bundle, shard) for shard in islice(waiting, 1))
            yield done
    finally:
        pool.shutdown(cancel_futures=True)
