"""A site in a depot: what is written and what isn't, what belongs to others, and a build that ends early."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import pytest
from fsspec.registry import _registry

from gkgen.disk.depot import Depot, depot_at, is_address
from gkgen.findings import UsageError
from gkgen.model import File, Placed, Promise
from gkgen.stages.write import MANIFEST, Published
from gkgen.stages.write.afar import Delivery, publish_afar
from gkgen.stages.write.manifest import UNFINISHED

SITE = {"index.html": b"<p>one", "a/b.html": b"<p>two", "data/all.json": b"{}", "map.xml": b"<m/>"}


@pytest.fixture(params=["file", "memory"])
def depot(request: pytest.FixtureRequest, tmp_path: Path) -> Depot:
    return depot_at(f"{request.param}://{tmp_path}/site")


def files(site: dict[str, bytes]) -> Iterator[File]:
    return (File(address, content) for address, content in site.items())


def publish(depot: Depot, site: dict[str, bytes] = SITE) -> Published:
    return publish_afar(files(site), Delivery(depot))


def held(depot: Depot) -> dict[str, bytes]:
    """All that lies there but the manifest."""
    return {each: depot.read(each) or b"" for each in depot.below("") if each != MANIFEST}


class Watched:
    """What is written, in order."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.written: list[str] = []
        write = Depot.write

        def watched(depot: Depot, contents: Sequence[tuple[str, bytes]]) -> None:
            contents = list(contents)
            self.written += [address for address, _ in contents]
            write(depot, contents)

        monkeypatch.setattr(Depot, "write", watched)


def test_a_site_is_there_and_nothing_else(depot: Depot) -> None:
    assert publish(depot) == Published(4, 0, 0, 0)
    assert held(depot) == SITE
    known = json.loads(depot.read(MANIFEST) or b"")["files"]
    assert known == {address: sha256(content).hexdigest() for address, content in SITE.items()}


def test_the_same_again_writes_nothing(depot: Depot, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(depot)
    watched = Watched(monkeypatch)
    assert publish(depot) == Published(0, 4, 0, 0)
    assert watched.written == []


def test_an_edit_writes_one_file_after_its_claim_and_before_the_manifest(
    depot: Depot, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(depot)
    watched = Watched(monkeypatch)
    assert publish(depot, {**SITE, "a/b.html": b"<p>2"}) == Published(1, 3, 0, 0)
    claim, *rest = watched.written
    assert (claim.split("/")[0], rest) == (UNFINISHED, ["a/b.html", MANIFEST])
    assert held(depot) == {**SITE, "a/b.html": b"<p>2"}


def test_what_leads_to_pages_from_outside_is_written_last(
    depot: Depot, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = Watched(monkeypatch)
    monkeypatch.setattr("gkgen.stages.write.afar._TOGETHER", 1)
    publish(depot, dict(sorted(SITE.items(), reverse=True)))
    written = [each for each in watched.written if not each.startswith(UNFINISHED)]
    assert written == ["index.html", "data/all.json", "a/b.html", "map.xml", MANIFEST]


def test_a_page_that_is_gone_is_removed_and_its_folder_with_it(depot: Depot) -> None:
    publish(depot)
    left = {address: content for address, content in SITE.items() if address != "a/b.html"}
    assert publish(depot, left) == Published(0, 3, 1, 0)
    assert held(depot) == left
    if depot.url.startswith("file:"):
        assert not Path(depot.url.removeprefix("file://"), "a").exists()


def test_what_others_put_there_stays(depot: Depot) -> None:
    publish(depot)
    depot.write([("theirs/mark.txt", b"theirs")])
    publish(depot, {"index.html": b"<p>new"})
    assert held(depot) == {"index.html": b"<p>new", "theirs/mark.txt": b"theirs"}


def test_a_depot_of_somebody_else_is_refused(depot: Depot) -> None:
    depot.write([("theirs.txt", b"theirs")])
    with pytest.raises(UsageError, match="files that gkgen didn't write"):
        publish(depot)
    assert held(depot) == {"theirs.txt": b"theirs"}


@pytest.mark.parametrize("few", [0, 32], ids=["listed", "asked"])
def test_a_file_of_somebody_else_is_never_replaced(
    few: int, depot: Depot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gkgen.stages.write.afar._FEW", few)
    publish(depot)
    depot.write([("new.html", b"theirs")])
    with pytest.raises(UsageError, match=r"new\.html"):
        publish(depot, {**SITE, "new.html": b"ours"})
    assert held(depot) == {**SITE, "new.html": b"theirs"}


def killed(depot: Depot, site: dict[str, bytes], after: int) -> None:
    """A build that ends when it has entered so many files."""
    delivery = Delivery(depot)
    for number, file in enumerate(files(site)):
        if number < after:
            delivery.enter(file)


@pytest.mark.parametrize("after", range(5))
def test_a_build_that_was_killed_is_mended_by_the_next(
    after: int, depot: Depot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even by one that wants again what stood before: what the manifest says of a claimed address isn't believed."""
    publish(depot)
    monkeypatch.setattr("gkgen.stages.write.afar._TOGETHER", 1)
    edited = dict.fromkeys(SITE, b"other") | {"new.html": b"new"}
    killed(depot, edited, after)
    assert publish(depot) == Published(after, 4 - after, 0, 0)
    assert held(depot) == SITE
    assert publish(depot) == Published(0, 4, 0, 0)


def test_the_first_build_that_was_killed_is_mended_by_the_next(
    depot: Depot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gkgen.stages.write.afar._TOGETHER", 1)
    killed(depot, {"orphan.html": b"orphan", **SITE}, 3)
    assert "orphan.html" in held(depot)
    publish(depot)
    assert held(depot) == SITE


@pytest.mark.parametrize("first_ends_first", [True, False])
def test_two_builds_at_once_are_told_and_the_next_puts_all_right(
    first_ends_first: bool, depot: Depot
) -> None:
    publish(depot)
    first, second = Delivery(depot), Delivery(depot)
    one, two = {**SITE, "index.html": b"one"}, {**SITE, "index.html": b"two", "two.html": b"2"}
    for delivery, site in ((first, one), (second, two)):
        for file in files(site):
            delivery.enter(file)
    ended, late = (first, second) if first_ends_first else (second, first)
    ended.finish()
    with pytest.raises(UsageError, match="at the same time"):
        late.finish()
    publish(depot)
    assert held(depot) == SITE


def test_a_build_that_begins_while_another_works_is_told_too(depot: Depot) -> None:
    publish(depot)
    first = Delivery(depot)
    first.claim(["index.html"])
    second = Delivery(depot)
    depot.write([("index.html", b"one")])
    second.claim(["index.html"])
    for delivery in (first, second):
        for file in files(SITE):
            delivery.enter(file)
        with pytest.raises(UsageError, match="at the same time"):
            delivery.finish()
    publish(depot)
    assert held(depot) == SITE


def test_a_fresh_build_believes_nothing(depot: Depot) -> None:
    publish(depot)
    depot.write([("index.html", b"by hand")])
    assert publish(depot).written == 0
    assert publish_afar(files(SITE), Delivery(depot, fresh=True)).written == 4
    assert held(depot) == SITE


def test_a_promise_is_kept_only_where_the_file_does_not_stand(depot: Depot) -> None:
    publish(depot)
    made: list[str] = []

    def promise(address: str, content: bytes) -> Promise:
        return Promise(address, sha256(content).hexdigest(), lambda: made.append(address) or content)

    wanted = {**SITE, "index.html": b"<p>new"}
    publish_afar((promise(*each) for each in wanted.items()), Delivery(depot))
    assert (made, held(depot)) == (["index.html"], wanted)


def test_what_a_worker_has_placed_is_not_written_again(depot: Depot, monkeypatch: pytest.MonkeyPatch) -> None:
    delivery = Delivery(depot)
    delivery.claim(["index.html"])
    depot.write([("index.html", b"by a worker")])
    watched = Watched(monkeypatch)
    placed = Placed("index.html", sha256(b"by a worker").hexdigest(), lambda: b"never asked for")
    assert publish_afar([placed], delivery) == Published(1, 0, 0, 0)
    assert (watched.written, held(depot)) == ([MANIFEST], {"index.html": b"by a worker"})


def test_a_large_file_is_copied_from_where_it_lies(depot: Depot, tmp_path: Path) -> None:
    source = tmp_path / "content/附件.pdf"
    source.parent.mkdir()
    source.write_bytes(os.urandom(3 << 20))
    site = [File("files/a.pdf", source)]
    assert publish_afar(site, Delivery(depot, roots=[source.parent])).written == 1
    assert depot.read("files/a.pdf") == source.read_bytes()
    assert publish_afar(site, Delivery(depot, roots=[source.parent])).written == 0


def test_a_file_of_a_folder_takes_its_place_in_one_step(tmp_path: Path) -> None:
    depot = depot_at(f"file://{tmp_path}/site")
    publish(depot)

    def broken() -> Iterator[tuple[str, bytes]]:
        yield "index.html", "no bytes"  # type: ignore[misc]

    with pytest.raises(TypeError):
        depot.write(broken())
    assert depot.read("index.html") == SITE["index.html"]
    publish_afar(files(SITE), Delivery(depot, fresh=True))
    assert held(depot) == SITE


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sftp://me:secret@host/site", "no password"),
        ("nobody-knows://host/site", "nobody-knows"),
        ("file:///", "neither a bucket nor a folder"),
    ],
)
def test_an_address_that_can_not_be_used_is_told(url: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        depot_at(url)


def test_a_missing_library_is_told_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(UsageError, match=r"pip install 'gkgen\[remote\]'"):
        depot_at("memory://missing/fsspec")
    monkeypatch.undo()
    monkeypatch.setitem(sys.modules, "s3fs", None)
    monkeypatch.delitem(_registry, "s3", raising=False)  # loaded by a test before
    with pytest.raises(UsageError, match=r"pip install 'gkgen\[s3\]'"):
        depot_at("s3://missing/s3fs")


def test_a_folder_of_the_content_is_refused(tmp_path: Path) -> None:
    for target in (tmp_path / "content/public", tmp_path):
        with pytest.raises(UsageError, match="Can't publish"):
            Delivery(depot_at(f"file://{target}"), roots=[tmp_path / "content"])


def test_folders_are_no_addresses() -> None:
    assert [
        each for each in ("public", "C:\\site", "/srv/site", "s3://b/p", "file:///srv") if is_address(each)
    ] == [
        "s3://b/p",
        "file:///srv",
    ]
