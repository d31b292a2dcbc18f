"""Portions of a work, done by others: the same bytes, in order, and a worker that ends early is told."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar

import pytest

from gkgen.build import Options, _begun, build
from gkgen.built import Built
from gkgen.cache import Digest, Memory, opened
from gkgen.drawing import ALONE, Crew
from gkgen.drawing.crew import FEWEST, Elsewhere, Family, T, Work
from gkgen.findings import Text, UsageError
from gkgen.model import File, Promise
from tests.portal.example import ROOT
from tests.sites import BASE, NOW, built, item, write_files


@dataclass(frozen=True)
class Sums:
    """Work whose portions can be looked through: each number and the process that gave it."""

    travels: ClassVar[bool] = True
    numbers: tuple[int, ...]
    fatal: int = -1

    def portion(self, begin: int, end: int) -> list[tuple[int, int]]:
        if self.fatal in self.numbers[begin:end]:
            os._exit(9)
        return [(number, os.getpid()) for number in self.numbers[begin:end]]

    def cut(self, begin: int, end: int) -> Sums:
        return replace(self, numbers=self.numbers[begin:end])


WORK = Sums(tuple(range(277)))


def working(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Children begin in this way, also for little work."""
    monkeypatch.setattr("gkgen.drawing.crew.start_method", lambda: way)
    monkeypatch.setitem(FEWEST, way, 200)


def done(crew: Crew, work: Sums = WORK) -> list[tuple[int, int]]:
    return [each for portion in crew.portions(work, len(work.numbers), 16) for each in portion]


@pytest.mark.parametrize("way", ["fork", "spawn"])
def test_children_do_the_work_and_give_it_in_order(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    working(way, monkeypatch)
    found = done(Family(2))
    assert [number for number, _ in found] == list(WORK.numbers)
    assert os.getpid() not in {process for _, process in found}


@dataclass(frozen=True)
class Counted(Sums):
    """For each number how many objects the collector of the process that gave it leaves alone."""

    def portion(self, begin: int, end: int) -> list[tuple[int, int]]:
        return [(number, gc.get_freeze_count()) for number in self.numbers[begin:end]]


def test_children_share_what_was_there_before_them(monkeypatch: pytest.MonkeyPatch) -> None:
    working("fork", monkeypatch)
    assert min(count for _, count in done(Family(2), Counted(WORK.numbers))) > 1000
    assert gc.get_freeze_count() == 0


def test_little_work_is_done_at_once() -> None:
    assert {process for _, process in done(Family(2), Sums(tuple(range(9))))} == {os.getpid()}


def test_any_executor_does_the_work() -> None:
    with ThreadPoolExecutor(2) as executor:
        assert [number for number, _ in done(Elsewhere(executor, 2))] == list(WORK.numbers)


def test_each_portion_is_sent_with_what_it_needs_and_no_more() -> None:
    sent: list[int] = []

    class Post(ThreadPoolExecutor):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            sent.append(len(pickle.loads(args[0]).numbers))
            return super().submit(fn, *args, **kwargs)

    with Post(1) as executor:
        done(Elsewhere(executor, 1))
    assert sent == [16] * 17 + [5]


def test_what_is_wrong_comes_whole_out_of_another_process() -> None:
    fault = pickle.loads(pickle.dumps(UsageError(Text("坏了", "broken"))))
    assert (str(fault), fault.said) == ("broken", Text("坏了", "broken"))


@pytest.mark.parametrize("way", ["fork", "spawn"])
def test_a_worker_that_the_system_ends_is_told(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    working(way, monkeypatch)
    with pytest.raises(UsageError, match="--workers 1"):
        done(Family(2), replace(WORK, fatal=150))


@pytest.mark.parametrize("way", ["fork", "spawn"])
def test_the_example_is_the_same_whichever_child_draws_it(
    way: str, example: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    working(way, monkeypatch)
    some = replace(example, pages=example.pages[:220])
    drawn = sums_of(some.made(Family(2), {}))
    assert list(drawn.items()) == list(sums_of(some.made(ALONE, {})).items())
    assert {page.address for page in some.pages} < drawn.keys()


def test_the_example_is_the_same_where_nobody_has_its_theme(example: Built) -> None:
    some = replace(example, pages=example.pages[:100])
    with ThreadPoolExecutor(1) as executor:
        drawn = sums_of(some.made(Elsewhere(executor, 1), {}))
    assert drawn == sums_of(some.made(ALONE, {}))


def sums_of(files: Iterable[File | Promise]) -> dict[str, str]:
    """Each file by its address: a text that fails to be another isn't told whole."""
    found = {}
    for file in files:
        content = file.make() if isinstance(file, Promise) else file.content
        found[file.address] = sha256(
            content if isinstance(content, bytes) else content.read_bytes()
        ).hexdigest()
    return found


class Kept(dict[tuple[str, bytes], bytes]):
    """A keeper in the memory of a process; `again` is what another process opens."""

    def find(self, kind: str, key: bytes) -> bytes | None:
        return self.get((kind, key))

    def keep(self, kind: str, key: bytes, value: bytes) -> None:
        self[kind, key] = value

    def again(self) -> Kept:
        return Kept(self)

    def close(self) -> None: ...

    def abandon(self) -> None: ...


def learning(memory: Memory) -> int:
    memory.remember("old", b"1", lambda: b"not this")
    memory.remember("new", b"2", lambda: b"made")
    return os.getpid()


@pytest.mark.parametrize("crew", [ALONE, Family(2)], ids=["alone", "a child"])
def test_what_was_begun_is_made_meanwhile_and_the_memory_learns_of_it(
    crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    working("fork", monkeypatch)
    memory = Memory(Kept({("old", b"1"): b"kept"}))
    begun = crew.begun(learning, memory)
    assert (begun() == os.getpid()) is (crew is ALONE)
    assert (memory.find("new", b"2"), dict(memory.made), dict(memory.kept)) == (
        b"made",
        {"new": 1},
        {"old": 1},
    )


def test_what_a_child_that_is_killed_had_begun_is_made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    working("fork", monkeypatch)
    here = os.getpid()

    def make(_memory: Memory) -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return here

    assert Family(2).begun(make, Memory())() == here


@dataclass
class Asked:
    """This process, counting what it is given to begin."""

    begun_times: int = 0

    def portions(self, work: Work[T], length: int, size: int) -> Iterator[list[T]]:
        return ALONE.portions(work, length, size)

    def begun(self, make: Callable[[Memory], T], memory: Memory) -> Callable[[], T]:
        self.begun_times += 1
        return ALONE.begun(make, memory)


def test_downloads_are_begun_only_where_a_list_has_changed(tmp_path: Path) -> None:
    times = []
    for body in ("正文。", "正文。", "正文，多一句。"):
        site = built(tmp_path, BASE | {"content/items/a.md": item(body=body)}).site
        assert site is not None
        crew, memory = Asked(), Memory(opened(tmp_path, b"", b"secret"))
        times.append((len(_begun(site, crew, memory)()), crew.begun_times))
        memory.close()
    assert times == [(18, 1), (18, 0), (18, 1)]


class Heard(Memory):
    """A memory that knows how often it was asked for each kind."""

    def find(self, kind: str, key: Digest) -> bytes | None:
        self.made[f"asked for a {kind}"] += 1
        return super().find(kind, key)


@pytest.mark.parametrize(("ahead", "times"), [(None, 0), (ALONE, 1)], ids=["checked", "built"])
def test_a_site_that_is_only_checked_looks_at_no_list_and_others_as_far_as_to_the_first_that_has_changed(
    ahead: Crew | None, times: int, tmp_path: Path
) -> None:
    memory = Heard()
    build(Options(write_files(tmp_path, BASE), NOW), memory=memory, ahead=ahead)
    assert memory.made["asked for a list"] == times


KILLED = """
import os, sys, time
from gkgen.drawing.crew import Family
from tests.test_crew import WORK, Sums
portions = Family(2).portions(WORK, len(WORK.numbers), 16)
print(*sorted({process for _, process in next(portions)}), flush=True)
time.sleep(60)
"""


def is_there(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="looks into /proc")
def test_children_end_with_a_parent_that_was_killed() -> None:
    parent = subprocess.Popen([sys.executable, "-c", KILLED], stdout=subprocess.PIPE, cwd=ROOT)
    assert parent.stdout is not None
    children = [int(each) for each in parent.stdout.readline().split()]
    assert all(map(is_there, children))
    parent.kill()
    parent.wait()
    for _ in range(200):
        if not any(map(is_there, children)):
            return
        time.sleep(0.05)
    pytest.fail("they are still there")
