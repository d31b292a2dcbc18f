"""A site on a cluster: a real scheduler, two worker processes and a server that speaks S3, all on this machine."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gkgen.cli import cli
from gkgen.disk.depot import depot_at
from gkgen.model import File, Placed, Promise
from gkgen.stages.write import MANIFEST
from gkgen.stages.write.afar import Delivery
from tests.bench import gkgen_site, write
from tests.portal.example import ROOT
from tests.sites import BASE, SITE, item, write_files

KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}
DAY = "2026-11-22"
MORE = "traditional: 是\nbase_url: https://www.example\n"


@dataclass(frozen=True)
class Cluster:
    """A scheduler by its address, and its workers' processes."""

    address: str
    workers: list[subprocess.Popen[bytes]]


def python(*arguments: str, cwd: Path, **environment: str) -> subprocess.Popen[bytes]:
    with (cwd / "said.txt").open("ab") as said:
        return subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            stdout=said,
            stderr=said,
        )


def waited(there: Callable[[], object], folder: Path) -> None:
    for _ in range(600):
        if there():
            return
        time.sleep(0.1)
    pytest.fail(f"it doesn't begin: {(folder / 'said.txt').read_text()[-2000:]}")


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        return port


@contextmanager
def ended(processes: list[subprocess.Popen[bytes]]) -> Iterator[None]:
    try:
        yield
    finally:
        for each in processes:
            each.kill()
            each.wait()


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with one bucket; what speaks to it knows it by the environment, as workers do."""
    folder, port = tmp_path_factory.mktemp("moto"), free_port()
    server = python("moto.server", "-H", "127.0.0.1", "-p", str(port), cwd=folder)
    with ended([server]), pytest.MonkeyPatch.context() as patch:
        for name, value in {**KEYS, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}"}.items():
            patch.setenv(name, value)
        waited(lambda: answers(port), folder)
        files = depot_at("s3://bucket/site")
        with files._reached() as (system, _):
            system.mkdir("bucket")
        yield "s3://bucket"


@pytest.fixture(scope="module")
def cluster(bucket: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Two workers, who know where the bucket is; the tests kill first one of them, and the last one all."""
    assert bucket
    folder = tmp_path_factory.mktemp("cluster")
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    quiet = {"DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "60s"}
    begun = [
        python(
            "dask",
            "scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            "--no-dashboard",
            cwd=folder,
            **quiet,
        ),
        *(
            python(
                "dask",
                "worker",
                address,
                "--nthreads",
                "1",
                "--no-nanny",
                "--no-dashboard",
                cwd=folder,
                **quiet,
            )
            for _ in range(2)
        ),
    ]
    with ended(begun):
        waited(lambda: (folder / "said.txt").read_text().count("Registered to:") == 2, folder)
        yield Cluster(address, begun[1:])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few entries and their twins in Traditional characters."""
    items = {
        f"content/items/i{n:02}.md": item(f"关于第{n}件事的通知", f"wx/2026-{n:05}", f"第{n}件事。")
        for n in range(6)
    }
    return write_files(tmp_path_factory.mktemp("site"), {**BASE, "site.yaml": SITE + MORE, **items})


def build(site: Path, target: str | Path, *more: str) -> Result:
    arguments = ["build", "-s", str(site), "-d", str(target), "--now", DAY, "--lang", "en", *more]
    return CliRunner().invoke(cli, arguments, standalone_mode=False)


def told(done: Result) -> tuple[int, int, int]:
    """How many files were written, unchanged and removed."""
    assert done.exception is None, (done.output, done.exception)
    found = re.search(r"(\d+) files written, (\d+) unchanged, (\d+) removed", done.output)
    assert found is not None, done.output
    return int(found[1]), int(found[2]), int(found[3])


def sums(url: str) -> Mapping[str, str]:
    """The sum of the bytes of each file that lies there, the manifest's too."""
    depot = depot_at(url)
    return {each: sha256(depot.read(each) or b"").hexdigest() for each in depot.below("")}


def on(cluster: Cluster) -> tuple[str, ...]:
    return ("--executor", "dask", "--address", cluster.address)


def at_first_page(act: Callable[[], None], patch: pytest.MonkeyPatch) -> None:
    """Acts once, when the first page has come back and others are still being drawn."""
    enter, seen = Delivery.enter, list[str]()

    def watched(delivery: Delivery, file: File | Promise) -> None:
        if isinstance(file, Placed) and not seen:
            seen.append(file.address)
            act()
        enter(delivery, file)

    patch.setattr(Delivery, "enter", watched)


@pytest.mark.all
def test_three_hundred_entries_are_the_same_on_a_cluster_into_each_kind_of_target(
    cluster: Cluster, bucket: str, tmp_path: Path
) -> None:
    """A folder whose files come back to the builder, a shared folder, and a bucket."""
    site = tmp_path / "site"
    write(site, gkgen_site(300))
    with (site / "site.yaml").open("a", encoding="utf-8") as file:
        file.write(MORE)
    build(site, tmp_path / "one", "--fresh")
    one = sums(f"file://{tmp_path}/one")
    for target in (f"{tmp_path}/folder", f"file://{tmp_path}/shared", f"{bucket}/large"):
        build(site, target, "--fresh", *on(cluster))
        assert sums(target if "://" in target else f"file://{target}") == one
        assert "Verified" in build(site, target, "--fresh", "--verify", *on(cluster)).output


def test_a_worker_is_killed_and_the_site_is_that_of_one_machine(
    site: Path, cluster: Cluster, bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gkgen.drawing.drawing.PORTION", 2)
    build(site, f"file://{tmp_path}/one", "--fresh")
    one = sums(f"file://{tmp_path}/one")
    killed = cluster.workers[0]
    with monkeypatch.context() as patch:
        at_first_page(lambda: killed.send_signal(signal.SIGKILL), patch)
        first = build(site, f"{bucket}/site", *on(cluster))
    assert told(first) == (len(one) - 1, 0, 0)
    assert killed.wait(10) == -signal.SIGKILL
    assert sums(f"{bucket}/site") == one
    assert told(build(site, f"{bucket}/site", *on(cluster))) == (0, len(one) - 1, 0)
    entry, gone = sorted((site / "content/items").iterdir())[:2]
    with entry.open("a", encoding="utf-8") as file:
        file.write("\n又一句。\n")
    done = told(build(site, f"{bucket}/site", *on(cluster)))
    edited = sums(f"{bucket}/site")
    assert done == moved(one, edited)
    assert done[0] < done[1] / 2
    gone.unlink()
    done = told(build(site, f"{bucket}/site", *on(cluster)))
    left = sums(f"{bucket}/site")
    assert done == moved(edited, left)
    assert done[2] >= 2
    build(site, f"file://{tmp_path}/one", "--fresh")
    assert left == sums(f"file://{tmp_path}/one")


def moved(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[int, int, int]:
    """What `told` says of a build between the two, which writes only what has changed."""
    unchanged = len(before.items() & after.items())
    return len(after) - 1 - unchanged, unchanged, len(before.keys() - after.keys())


def test_kinds_are_told_to_the_bucket_of_large_files_too(bucket: str) -> None:
    depot = depot_at(f"{bucket}/kinds")
    kinds = {
        "a.html": "text/html; charset=utf-8",
        "a.svg": "image/svg+xml; charset=utf-8",
        "a.json": "application/json; charset=utf-8",
        "a.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
    depot.write((address, b"-") for address in kinds)
    large = os.urandom(6 << 20)
    depot.copy("附件.pdf", BytesIO(large))
    with depot._reached() as (files, root):
        found = {each: files.info(f"{root}/{each}")["ContentType"] for each in (*kinds, "附件.pdf")}
    assert found == {**kinds, "附件.pdf": "application/pdf"}
    assert depot.read("附件.pdf") == large


def test_any_name_is_removed_from_a_bucket(bucket: str) -> None:
    depot = depot_at(f"{bucket}/names")
    depot.write([("a[1]*.txt", b"-"), ("a1.txt", b"-"), ("文.txt", b"-"), ("left.txt", b"-")])
    depot.remove(["a[1]*.txt", "文.txt", "never-there.txt"])
    assert depot.below("") == ["a1.txt", "left.txt"]


def test_another_gkgen_is_refused(cluster: Cluster, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gkgen.cluster.likeness", lambda: "another")
    assert "another gkgen" in str(build(site, "memory://another", *on(cluster)).exception)


def test_a_missing_library_is_told_with_the_command(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = build(site, "memory://nowhere", "--executor", "dask", "--address", "tcp://127.0.0.1:1")
    assert "pip install 'gkgen[dask]'" in str(done.exception)


def test_an_executor_needs_its_address(site: Path) -> None:
    assert "--address" in str(build(site, "memory://nowhere", "--executor", "dask").exception)
    more = ("--executor", "dask", "--address", "tcp://127.0.0.1:1", "--workers", "2")
    assert "--workers" in str(build(site, "memory://nowhere", *more).exception)


def test_no_worker_is_left_and_the_next_build_mends_it(
    site: Path, cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gkgen.drawing.drawing.PORTION", 2)
    monkeypatch.setattr("gkgen.cluster._PATIENCE", 3)
    folder, lost = tmp_path / "folder", f"file://{tmp_path}/lost"
    build(site, folder, "--fresh")
    before = sums(f"file://{folder}")

    def kill() -> None:
        for each in cluster.workers:
            each.send_signal(signal.SIGKILL)

    with monkeypatch.context() as patch:
        at_first_page(kill, patch)
        failed = build(site, lost, "--fresh", *on(cluster))
    assert "no worker is left" in str(failed.exception)
    assert MANIFEST not in sums(lost)
    assert told(build(site, lost))[0] == len(before) - 1
    assert sums(lost) == before
    monkeypatch.setattr("gkgen.cluster._ANSWER", 1)
    assert "no scheduler with workers" in str(build(site, folder, *on(cluster)).exception)
    assert sums(f"file://{folder}") == before
