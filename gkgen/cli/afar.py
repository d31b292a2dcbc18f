"""Where a site goes, and who draws it: a folder or a depot, this machine or a cluster."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click

from gkgen.cli.options import say

if TYPE_CHECKING:
    from gkgen.cache import Memory
    from gkgen.drawing import Crew
    from gkgen.model import File, Promise
    from gkgen.stages.write import Published

Standing: TypeAlias = Mapping[str, str]

executor = click.option(
    "--executor",
    type=click.Choice(["dask"]),
    help=say(
        "由集群生成：dask（先装 gkgen[dask]）", "who draws: dask, a cluster's workers (needs gkgen[dask])"
    ),
)
scheduler = click.option(
    "--address",
    "scheduler",
    default="",
    metavar="URL",
    help=say(
        "集群调度进程的地址，如 tcp://10.0.0.1:8786", "the scheduler of the cluster, like tcp://10.0.0.1:8786"
    ),
)


@dataclass(frozen=True, slots=True)
class Way:
    """How a build reaches its target: who draws, what stands there, how it is published; and then which files are there,
    and how one is read again."""

    crew: Crew
    standing: Callable[[], Standing]
    publish: Callable[[Iterable[File | Promise]], Published]
    published: Callable[[], Iterable[str]]
    read: Callable[[str], bytes | None]


def target_of(destination: str) -> Path | str:
    """A folder by its whole path, or the address of a depot as it is written."""
    from gkgen.disk.depot import is_address

    return destination if is_address(destination) else Path(os.path.abspath(destination))


@contextmanager
def way_to(
    target: Path | str,
    keep_out: Sequence[Path],
    memory: Memory,
    *,
    fresh: bool,
    workers: int | None,
    executor: str | None,
    scheduler: str,
) -> Iterator[Way]:
    """The way to a folder or to the address of a depot; a cluster is left when it ends."""
    from gkgen.drawing import crew_of

    if bool(executor) != bool(scheduler):
        raise click.UsageError(
            say("--executor 和 --address 要一起写", "--executor and --address go together")
        )
    if executor and workers:
        raise click.UsageError(
            say(
                "集群有几个进程由集群定，不写 --workers",
                "a cluster has its own workers: no --workers with it",
            )
        )
    to = (
        _to_folder(target, keep_out, memory)
        if isinstance(target, Path)
        else _to_depot(target, keep_out, fresh=fresh)
    )
    if not executor:
        yield to(crew_of(workers))
        return
    from gkgen.cluster import cluster
    from gkgen.drawing import Elsewhere

    with cluster(scheduler) as (machines, count):
        yield to(Elsewhere(machines, count))


def _to_folder(target: Path, keep_out: Sequence[Path], memory: Memory) -> Callable[[Crew], Way]:
    from gkgen.cache import keep_seen, seen_in
    from gkgen.stages.write import publish, standing_in

    def published(files: Iterable[File | Promise]) -> Published:
        done = publish(files, target, keep_out=keep_out, seen=seen_in(memory, target))
        keep_seen(memory, target, done.seen)
        return done

    def read(address: str) -> bytes | None:
        path = target / address
        return path.read_bytes() if path.is_file() else None

    return lambda crew: Way(
        crew,
        lambda: standing_in(target),
        published,
        lambda: standing_in(target),
        read,
    )


def _to_depot(url: str, keep_out: Sequence[Path], *, fresh: bool) -> Callable[[Crew], Way]:
    """Workers elsewhere put their pages there themselves."""
    from dataclasses import replace

    from gkgen.disk.depot import depot_at
    from gkgen.drawing import Elsewhere
    from gkgen.stages.write.afar import Delivery, publish_afar

    depot = depot_at(url)
    delivery = Delivery(depot, fresh=fresh, roots=keep_out)

    def to(crew: Crew) -> Way:
        able = replace(crew, delivery=delivery) if isinstance(crew, Elsewhere) else crew
        return Way(
            able,
            lambda: delivery.standing,
            lambda files: publish_afar(files, delivery),
            delivery.published,
            depot.read,
        )

    return to
