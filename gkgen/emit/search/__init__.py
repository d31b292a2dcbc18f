"""Search: every file by which a browser finds each document, whatever piece of its Chinese is asked for."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from gkgen.emit.search.bundle import Bundle, bundle_of
from gkgen.emit.search.documents import SearchDocument, SearchWords, Shard, in_order, shards_of
from gkgen.emit.search.equivalents import equivalents
from gkgen.emit.search.titles import light_files
from gkgen.model import File

__all__ = ["Bundle", "SearchDocument", "SearchWords", "Shard", "bundle_of", "equivalents", "search_files"]


NO_WORDS = SearchWords()


def search_files(
    documents: Sequence[SearchDocument],
    words: SearchWords = NO_WORDS,
    *,
    workers: int = 2,
    index: Callable[[Shard], Bundle] = bundle_of,
) -> Iterator[File]:
    """Every file below `search/`. The same documents in any order, and any workers, give the same bytes.

    At most `workers` shards are in memory at a time, about a gigabyte each at their largest. `index` may
    remember: the bundle of a shard depends on the shard alone. Raises `UsageError` when Pagefind is missing or
    breaks down.
    """
    ordered = in_order(documents)
    light: list[Bundle] = []
    for made in _in_turn(index, shards_of(ordered), workers):
        yield from made.files
        if not light:
            yield from made.program
        light.append(Bundle(made.language, made.fragments, (), ()))
    yield from light_files(ordered, light, words)


def _in_turn(index: Callable[[Shard], Bundle], shards: Sequence[Shard], workers: int) -> Iterator[Bundle]:
    """The bundles in the shards' order, no more than `workers` of them begun before they are asked for."""
    pool = ThreadPoolExecutor(workers)
    begun: deque[Future[Bundle]] = deque()
    try:
        for shard in shards:
            begun.append(pool.submit(index, shard))
            if len(begun) == workers:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)
