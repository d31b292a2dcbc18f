"""Who draws: this process, as many of its children as there are processors, or machines elsewhere."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing.process import BaseProcess
from typing import Any, Protocol, TypeVar

from gkgen.cache import Memory
from gkgen.findings import Text, UsageError
from gkgen.shelf import Shelf
from gkgen.stages.write.afar import Delivery

T = TypeVar("T")
_LENGTH = 8
"""Bytes that say how long an answer is."""
AHEAD = 3
"""Portions for each worker that may be done before they are asked for, so that memory stays bounded."""
FEWEST = {"fork": 200, "spawn": 2000}
"""Below so many files or pages, starting workers costs more than they bring: one that isn't split off loads the program
first."""


class Work(Protocol[T]):
    """Work that falls into portions, each a function of the work and its place alone. What doesn't travel is known only
    to this process, and to children that it was split into."""

    @property
    def travels(self) -> bool: ...

    def portion(self, begin: int, end: int) -> list[T]: ...

    def cut(self, begin: int, end: int) -> Work[T]:
        """A work of this portion alone, with what it needs and no more."""
        ...


class Crew(Protocol):
    """Portions of a work, in order, whoever does them."""

    def portions(self, work: Work[T], length: int, size: int) -> Iterator[list[T]]: ...

    def begun(self, make: Callable[[Memory], T], memory: Memory) -> Callable[[], T]:
        """What `make` gives, made meanwhile where somebody is there to do it, or else when it is asked for; to be asked
        for once. Where it is made elsewhere it is sent: plain values alone."""
        ...


@dataclass(frozen=True, slots=True)
class Alone:
    """This process."""

    def portions(self, work: Work[T], length: int, size: int) -> Iterator[list[T]]:
        for begin in range(0, length, size):
            yield work.portion(begin, min(begin + size, length))

    def begun(self, make: Callable[[Memory], T], memory: Memory) -> Callable[[], T]:
        return partial(make, memory)


@dataclass(frozen=True, slots=True)
class Family:
    """Children of this process. Where it can be split in two (fork), they know the work without being told; elsewhere
    each is told once."""

    workers: int

    def portions(self, work: Work[T], length: int, size: int) -> Iterator[list[T]]:
        way = start_method()
        if length < FEWEST[way] or (way != "fork" and not work.travels):
            yield from ALONE.portions(work, length, size)
            return
        context = multiprocessing.get_context(way)
        begun = ProcessPoolExecutor(self.workers, context, initializer=_begin, initargs=(work,))
        with _left_alone(), begun as pool:
            places = [(begin, min(begin + size, length)) for begin in range(0, length, size)]
            yield from _in_order(pool, [(_inherited, place) for place in places], self.workers * AHEAD)

    def begun(self, make: Callable[[Memory], T], memory: Memory) -> Callable[[], T]:
        if start_method() != "fork":
            return ALONE.begun(make, memory)
        answer = Shelf()  # a pipe would hold the child, and its memory, until it is asked
        answer.open()
        child = multiprocessing.get_context("fork").Process(
            target=_answer, args=(answer, make, memory), daemon=True
        )
        with _left_alone():
            child.start()
        return partial(_asked, child, answer, make, memory)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Any executor: each portion is sent with what it needs. Work that doesn't travel is done here. Pages are put
    where they belong by who draws them, where there is a delivery."""

    executor: Executor
    workers: int
    delivery: Delivery | None = None

    def portions(self, work: Work[T], length: int, size: int) -> Iterator[list[T]]:
        if not work.travels:
            yield from ALONE.portions(work, length, size)
            return
        places = [(begin, min(begin + size, length)) for begin in range(0, length, size)]
        tasks = ((_sent, (pickle.dumps(work.cut(*place), protocol=5), place)) for place in places)
        yield from _in_order(self.executor, tasks, self.workers * AHEAD)

    def begun(self, make: Callable[[Memory], T], memory: Memory) -> Callable[[], T]:
        return ALONE.begun(make, memory)


ALONE = Alone()


def start_method() -> str:
    """Splitting a process is safe on Linux while it has one thread; macOS' own libraries don't survive it."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def crew_of(workers: int | None = None) -> Crew:
    """As many workers as this process may use processors; one is this process itself."""
    count = workers or len(os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else [0])
    return Family(count) if count > 1 else ALONE


@contextmanager
def _left_alone() -> Iterator[None]:
    """Meanwhile the collector looks at nothing that is there now: a look writes into each object, so that parent and
    children would each have a copy of what they share."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


# What a child was told when it began: a child has no other way to know it.
_told: list[Any] = []


def _begin(work: Any) -> None:
    _told[:] = [work]
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A child waits for work for ever, and would outlive a parent that was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _answer(answer: Shelf, make: Callable[[Memory], Any], memory: Memory) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    apart = memory.apart()
    made = make(apart)
    told = pickle.dumps((made, apart.learnt), protocol=5)
    answer.put([len(told).to_bytes(_LENGTH, "big"), told])


def _asked(child: BaseProcess, answer: Shelf, make: Callable[[Memory], T], memory: Memory) -> T:
    """What a child has made; where it ended before its time, it is made here, and what ended it is told."""
    child.join()
    if child.exitcode:
        return make(memory)
    length = int.from_bytes(answer.get(0, _LENGTH), "big")
    made, learnt = pickle.loads(answer.get(_LENGTH, length))
    memory.learn(learnt)
    found: T = made
    return found


def _inherited(begin: int, end: int) -> list[Any]:
    portion: list[Any] = _told[0].portion(begin, end)
    return portion


def _sent(packed: bytes, place: tuple[int, int]) -> list[Any]:
    """The work is bytes, so that whoever passes it on doesn't read it."""
    portion: list[Any] = pickle.loads(packed).portion(0, place[1] - place[0])
    return portion


def _in_order(
    executor: Executor, tasks: Iterable[tuple[Any, tuple[Any, ...]]], ahead: int
) -> Iterator[list[Any]]:
    """Raises UsageError when a worker ended before its work did."""
    waiting: deque[Future[list[Any]]] = deque()
    try:
        for function, values in tasks:
            waiting.append(executor.submit(function, *values))
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as fault:
        raise UsageError(
            Text(
                "画网页的一个进程被系统结束了（多半是内存不够）；加 --workers 1 再试，原来的站点没有动",
                "a process that draws pages was ended by the system, most likely for want of memory; "
                "try again with --workers 1; the site stands as it was",
            )
        ) from fault
    finally:
        for each in waiting:
            each.cancel()
