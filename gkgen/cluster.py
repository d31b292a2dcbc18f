"""Workers on other machines: a cluster of dask.distributed's, which is known here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, InvalidStateError
from contextlib import contextmanager, suppress
from importlib import import_module
from threading import Event, Lock, Thread
from typing import Any, TypeVar
from weakref import WeakSet

from gkgen.cache import likeness
from gkgen.findings import Text, UsageError

T = TypeVar("T")

_ANSWER = 20.0
"""Seconds in which a scheduler answers, and a first worker is there."""
_LOOK = 1.0
_PATIENCE = 15
"""Looks in a row without any worker, after which none is waited for any more: a lost one may be on its way back."""


@contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """The workers behind a scheduler, and how many there are.

    A worker that ends early is made up for by the others. Raises UsageError when dask isn't installed, no scheduler
    answers, a worker has another gkgen, or none is left.
    """
    distributed = _library()
    lost, done = Event(), Event()
    with _client(distributed, address) as client:
        workers = _alike(client)
        inner = client.get_executor(pure=False)
        alike = _Alike(inner, likeness(), lost)
        watch = Thread(target=_watch, args=(client, alike, done), daemon=True)
        watch.start()
        try:
            yield alike, workers
        except (
            CancelledError,
            distributed.scheduler.KilledWorker,
            distributed.comm.CommClosedError,
        ) as fault:
            raise _no_workers(address) from fault
        except RuntimeError as fault:  # work was given out after the end
            if lost.is_set():
                raise _no_workers(address) from fault
            raise
        finally:
            done.set()
            inner.shutdown(wait=False)
            watch.join()


class _Alike(Executor):
    """Gives each task to an executor, to be done only by a gkgen that makes the same bytes: workers may join late."""

    def __init__(self, inner: Executor, own: str, lost: Event) -> None:
        self._inner, self._own, self._lost = inner, own, lost
        self._given: WeakSet[Future[Any]] = WeakSet()
        self._turn = Lock()

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        with self._turn:
            if self._lost.is_set():
                raise RuntimeError("nobody works any more")
            given = self._inner.submit(_as_here, self._own, fn, *args, **kwargs)
            self._given.add(given)
            return given

    def give_up(self) -> None:
        """Whoever waits for a result is told so: dask leaves some futures of its own waiting for ever."""
        with self._turn:
            self._lost.set()
        self._inner.shutdown(wait=False)
        for each in list(self._given):
            with suppress(InvalidStateError):
                each.set_exception(CancelledError())


def _as_here(own: str, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    if likeness() != own:
        raise _unlike()
    return function(*args, **kwargs)


def _watch(client: Any, alike: _Alike, done: Event) -> None:
    """Give up when nobody works any more, or when nobody can tell."""
    missed = 0
    try:
        while missed < _PATIENCE:
            if done.wait(_LOOK):
                return
            missed = 0 if client.nthreads() else missed + 1
    except OSError:
        pass
    finally:
        if not done.is_set():
            alike.give_up()


def _library() -> Any:
    try:
        return import_module("distributed")
    except ModuleNotFoundError as fault:
        command = "pip install 'gkgen[dask]'"
        raise UsageError(
            Text(f"没有安装 dask，先运行 {command}", f"dask isn't installed; run {command} first")
        ) from fault


@contextmanager
def _client(distributed: Any, address: str) -> Iterator[Any]:
    try:
        client = distributed.Client(address, timeout=_ANSWER, set_as_default=False)
    except (OSError, ValueError) as fault:
        raise _no_answer(address, fault) from fault
    with client:
        try:
            client.wait_for_workers(1, timeout=_ANSWER)
        except TimeoutError as fault:
            raise _no_answer(address, fault) from fault
        yield client


def _alike(client: Any) -> int:
    """How many threads work; raises UsageError unless all have this gkgen."""
    own = likeness()
    try:
        others = client.run(likeness)
        client.submit(_as_here, own, likeness, pure=False).result()
    except (ImportError, AttributeError, RuntimeError) as fault:
        raise _unlike() from fault
    if set(others.values()) != {own}:
        raise _unlike()
    return sum(client.nthreads().values())


def _unlike() -> UsageError:
    return UsageError(
        Text(
            "集群里的 gkgen、Python 或者所用的库和这里不是同一版本，做出的网页会不同；调度进程和每个工作进程都装上同一版本再试",
            "the cluster has another gkgen, Python or library than this machine, so pages would differ; "
            "install the same for the scheduler and every worker",
        )
    )


def _no_answer(address: str, fault: Exception) -> UsageError:
    return UsageError(
        Text(
            f"连不上集群 {address}，或者里面没有工作进程：{fault}",
            f"no scheduler with workers answers at {address}: {fault}",
        )
    )


def _no_workers(address: str) -> UsageError:
    return UsageError(
        Text(
            f"集群 {address} 里没有工作进程了（多半是内存不够，或者连接断了）；已写的不算数，恢复后重新生成，会补齐",
            f"no worker is left in the cluster at {address}, for want of memory or of a connection; what was written "
            "doesn't count: build again when they are back",
        )
    )
