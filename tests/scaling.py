"""What a build on a cluster costs, apart: what the workers do, and what only the builder can.

    python -m tests.scaling 2000

Builds a generated site into a folder by an executor that does each task at once in this process, and measures it.
"""

from __future__ import annotations

import argparse
import pickle
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from gkgen.build import Options, build
from gkgen.cache import Memory
from gkgen.disk.depot import depot_at
from gkgen.drawing import Elsewhere
from gkgen.emit.search.bundle import index_of
from gkgen.stages.write.afar import Delivery, publish_afar
from tests.benching.sites import gkgen_site, write


def spent() -> float:
    """CPU seconds of this process and of the programs that it has run."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


@dataclass
class Measured(Executor):
    """Does each task at once, and notes its CPU seconds and how many bytes go there and back, by its kind."""

    seconds: Counter[str] = field(default_factory=Counter)
    tasks: Counter[str] = field(default_factory=Counter)
    there: Counter[str] = field(default_factory=Counter)
    back: Counter[str] = field(default_factory=Counter)
    overhead: float = 0.0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        begun = spent()
        kind = "Shard" if fn is index_of else type(pickle.loads(args[0])).__name__
        self.tasks[kind] += 1
        self.there[kind] += len(pickle.dumps(args))
        ready = spent()
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        ended = spent()
        self.seconds[kind] += ended - ready
        self.back[kind] += len(pickle.dumps(done.result()))
        self.overhead += ready - begun + spent() - ended
        return done

    @property
    def all(self) -> float:
        return sum(self.seconds.values()) + self.overhead


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("count", type=int, nargs="?", default=2000)
    count: int = options.parse_args().count
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write(folder / "site", gkgen_site(count))
        print(report(count, folder))


def report(count: int, folder: Path) -> str:
    delivery = Delivery(depot_at(f"file://{folder}/out"))
    executor = Measured()
    crew = Elsewhere(executor, 0, delivery)
    empty = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = spent()
    built = build(Options(folder / "site", date(2026, 11, 22)), memory=Memory(), crew=crew)
    planned, asked = spent(), executor.all
    done = publish_afar(built.output(crew, delivery.standing), delivery)
    ended, most = spent(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    pages, shards = built.drawn_pages, executor.tasks["Shard"]
    units = {
        "Intake": (count, "entry"),
        "Reading": (count, "title"),
        "Drawing": (pages, "page"),
        "Shard": (shards, "shard"),
    }
    rows = [
        (f"worker, {kind}", executor.seconds[kind] / number * 1000, f"ms/{unit}")
        for kind, (number, unit) in units.items()
    ]
    rows += [
        (f"{kind}, {way}", where[kind] / number / 1000, f"kB/{unit}")
        for kind, (number, unit) in units.items()
        for way, where in (("sent", executor.there), ("returned", executor.back))
    ]
    files = [each for each in (folder / "out").rglob("*") if each.is_file()]
    rows += [
        ("builder, until all is planned", (planned - begun - asked) / count * 1000, "ms/entry"),
        ("builder, after that", (ended - planned - (executor.all - asked)) / count * 1000, "ms/entry"),
        ("builder, memory", (most - empty) / count, "kB/entry"),
        ("pages", pages / count, "/entry"),
        ("files", done.written / count, "/entry"),
        ("bytes written", sum(each.stat().st_size for each in files) / count / 1000, "kB/entry"),
        ("manifest", (folder / "out/.gkgen-manifest.json").stat().st_size / count / 1000, "kB/entry"),
    ]
    return "\n".join(
        [f"{count:,} entries", *(f"{name:34}{value:10.2f} {unit}" for name, value, unit in rows)]
    )


if __name__ == "__main__":
    main()
