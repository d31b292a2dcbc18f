"""Publication: the old site or the new one, never a mix, and never a file of anybody else's lost."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import stat
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from gkgen.findings import UsageError
from gkgen.model import File
from gkgen.stages.write import MANIFEST, Published, exchange, publish, target
from gkgen.stages.write.manifest import UNFINISHED
from gkgen.stages.write.standing import Standing
from tests.powers import as_an_ordinary_user, folder_of_an_ordinary_user

OLD = {"index.html": b"old", "a/index.html": b"same", "a/b.html": b"old b", "gone/x.html": b"gone"}
NEW = {"index.html": b"new!", "a/index.html": b"same", "a/b.html": b"new b", "fresh/y.html": b"fresh"}
FOREIGN = {
    "CNAME": b"www.example.gov.cn",
    ".git/config": b"[core]",
    ".git/objects/ab/cdef": b"\0\1",
    "\u91cd\u8981.docx": b"docx",
    "a/photo.jpg": b"jpg",
    "gone/notes.txt": b"notes",
}


def files(contents: Mapping[str, bytes | Path]) -> Iterator[File]:
    return (File(address, content) for address, content in contents.items())


def tree(root: Path) -> dict[str, bytes]:
    """Every file below a folder, without our manifest."""
    found = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not path.is_symlink()
    }
    found.pop(MANIFEST, None)
    return found


def hidden(site: Path) -> list[str]:
    """What is left of a build beside the site; a lock file isn't a lock."""
    return sorted(path.name for path in site.parent.iterdir() if ".gkgen-" in path.name)


def say(act: Callable[[], object]) -> str:
    with pytest.raises(UsageError) as caught:
        act()
    assert caught.value.said.zh
    assert caught.value.said.en
    return caught.value.said.en


def strangers_into(site: Path, strangers: Mapping[str, bytes] = FOREIGN) -> None:
    for name, content in strangers.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(content)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A published site."""
    publish(files(OLD), tmp_path / "public")
    return tmp_path / "public"


# ---------------------------------------------------------------- what is published


def test_a_new_site_is_exactly_its_files_and_a_manifest(site: Path) -> None:
    assert tree(site) == OLD
    manifest = json.loads((site / MANIFEST).read_bytes())
    assert manifest["files"] == {
        address: hashlib.sha256(content).hexdigest() for address, content in sorted(OLD.items())
    }
    assert list(manifest["files"]) == sorted(OLD)
    assert hidden(site) == []


def test_folders_above_the_target_are_made(tmp_path: Path) -> None:
    publish(files(OLD), tmp_path / "deep" / "er" / "public")
    assert tree(tmp_path / "deep" / "er" / "public") == OLD


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "public").mkdir(mode=0o750)
    assert publish(files(OLD), tmp_path / "public") == Published(4, 0, 0, 0)
    assert tree(tmp_path / "public") == OLD
    assert stat.S_IMODE((tmp_path / "public").stat().st_mode) == 0o750, "its mode is the owner's"


def test_a_site_without_a_file_is_a_site(tmp_path: Path) -> None:
    publish([], tmp_path / "public")
    assert (tmp_path / "public" / MANIFEST).is_file()
    publish(files(OLD), tmp_path / "public")
    assert tree(tmp_path / "public") == OLD


def test_the_next_site_replaces_the_last_one(site: Path) -> None:
    assert publish(files(NEW), site) == Published(written=3, unchanged=1, removed=1, carried=0)
    assert tree(site) == NEW
    assert not (site / "gone").exists()
    assert hidden(site) == []


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_modes_and_bytes_do_not_depend_on_the_umask(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        publish(files(OLD), tmp_path / "public")
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "public").rglob("*") if path.is_file()}
    folders = {
        stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "public").rglob("*") if path.is_dir()
    }
    assert (modes, folders) == ({0o644}, {0o755})
    assert (tmp_path / "public" / MANIFEST).read_bytes().startswith(b'{\n "format": 1,')


def test_a_file_that_did_not_change_keeps_its_date(site: Path) -> None:
    os.utime(site / "a" / "index.html", (1_000_000, 1_000_000))
    publish(files(NEW), site)
    assert (site / "a" / "index.html").stat().st_mtime == 1_000_000


def test_nothing_is_touched_when_nothing_changed(site: Path) -> None:
    before = {path: path.stat() for path in [site, *site.rglob("*")]}
    assert publish(files(OLD), site) == Published(written=0, unchanged=4, removed=0, carried=0)
    assert {path: path.stat() for path in [site, *site.rglob("*")]} == before


def test_progress_is_told_file_by_file(tmp_path: Path) -> None:
    told: list[int] = []
    publish(files(OLD), tmp_path / "public", progress=told.append)
    assert told == [1, 2, 3, 4]


def test_a_file_may_become_a_folder_and_a_folder_a_file(site: Path) -> None:
    turned = {"index.html/deep.html": b"1", "a": b"2"}
    publish(files(turned), site)
    assert tree(site) == turned
    publish(files(OLD), site)
    assert tree(site) == OLD


def test_an_attachment_is_copied_and_copied_again_only_when_it_changed(site: Path, tmp_path: Path) -> None:
    source = tmp_path / "content" / "\u9644\u4ef6.pdf"
    source.parent.mkdir()
    source.write_bytes(b"%PDF" * 700_000)
    with_attachment = {**OLD, "files/1.pdf": source}
    assert publish(files(with_attachment), site).written == 1
    assert (site / "files" / "1.pdf").read_bytes() == source.read_bytes()
    assert not (site / "files" / "1.pdf").samefile(source)
    assert publish(files(with_attachment), site).written == 0
    source.write_bytes(b"%PDE" * 700_000)
    assert publish(files(with_attachment), site).written == 1
    assert (site / "files" / "1.pdf").read_bytes() == source.read_bytes()


def test_an_attachment_that_is_a_link_or_went_away_is_refused_by_name(site: Path, tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (content / "link.pdf").symlink_to("/etc/hostname")
    (content / "folder").symlink_to("/etc")
    for name in ("link.pdf", "folder/hostname", "nowhere.pdf"):
        said = say(lambda name=name: publish(files({"x.pdf": content / name}), site, keep_out=[content]))
        assert str(content / name) in said
        assert tree(site) == OLD
    assert hidden(site) == []


@pytest.mark.parametrize(
    "address",
    [
        "../x",
        "/x",
        "",
        "a//b",
        "a/",
        "a/../x",
        "./x",
        "a\\b",
        "a\0b",
        "C:/x",
        "..",
        ".",
        MANIFEST,
        UNFINISHED,
    ],
)
def test_an_address_outside_the_site_is_a_fault_of_the_program(site: Path, address: str) -> None:
    with pytest.raises(ValueError, match="address"):
        publish([File("new.html", b"1"), File(address, b"x")], site)
    assert tree(site) == OLD
    assert hidden(site) == []


def test_two_files_at_one_address_are_a_fault_of_the_program(site: Path) -> None:
    with pytest.raises(ValueError, match="two files"):
        publish([File("a", b"1"), File("a", b"2")], site)
    with pytest.raises(ValueError, match="folder"):
        publish([File("a", b"1"), File("a/b", b"2")], site)
    assert tree(site) == OLD
    assert hidden(site) == []


def test_a_build_that_breaks_off_half_way_leaves_the_old_site(site: Path) -> None:
    def broken() -> Iterator[File]:
        yield File("index.html", b"new")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(broken(), site)
    assert tree(site) == OLD
    assert hidden(site) == []


# ---------------------------------------------------------------- what isn't ours


def test_files_that_gkgen_did_not_write_stay_as_they_are(site: Path) -> None:
    strangers_into(site)
    os.utime(site / "\u91cd\u8981.docx", (1, 1))
    (site / ".git" / "config").chmod(0o600)
    (site / ".git").chmod(0o700)
    os.utime(site / ".git", (2, 2))
    (site / "latest").symlink_to("a/index.html")
    (site / "elsewhere").symlink_to("/etc")
    (site / "empty" / "er").mkdir(parents=True)
    os.mkfifo(site / "pipe")
    before = {name: os.lstat(site / name) for name in (*FOREIGN, "latest", "elsewhere", "pipe")}
    for contents in (NEW, OLD, NEW):
        published = publish(files(contents), site)
        assert published.carried == len(FOREIGN) + 4
        assert tree(site) == {**contents, **FOREIGN}
    after = {name: os.lstat(site / name) for name in before}
    kept = ("st_ino", "st_mode", "st_uid", "st_mtime_ns", "st_size", "st_nlink")
    for name, status in before.items():
        assert [getattr(status, key) for key in kept] == [getattr(after[name], key) for key in kept], name
    assert os.readlink(site / "elsewhere") == "/etc"
    assert (site / "empty" / "er").is_dir()
    assert (stat.S_IMODE((site / ".git").stat().st_mode), (site / ".git").stat().st_mtime) == (0o700, 2)
    assert hidden(site) == []


def test_a_file_edited_by_hand_is_neither_replaced_nor_removed(site: Path) -> None:
    (site / "index.html").write_bytes(b"mended in the office")
    (site / "gone" / "x.html").write_bytes(b"mended too")
    said = say(lambda: publish(files(NEW), site))
    assert "index.html" in said
    assert "gone/x.html" in said
    assert tree(site) == {**OLD, "index.html": b"mended in the office", "gone/x.html": b"mended too"}
    assert hidden(site) == []
    (site / "index.html").unlink()
    (site / "gone" / "x.html").unlink()
    assert publish(files(NEW), site).removed == 0
    assert tree(site) == NEW


def test_a_stranger_at_an_address_of_the_new_site_is_refused_unless_it_has_the_same_bytes(site: Path) -> None:
    strangers_into(site, {"CNAME": b"hand-made"})
    assert "CNAME" in say(lambda: publish(files({**NEW, "CNAME": b"generated"}), site))
    assert tree(site) == {**OLD, "CNAME": b"hand-made"}
    publish(files({**NEW, "CNAME": b"hand-made"}), site)
    publish(files({**NEW, "CNAME": b"generated"}), site)
    assert (site / "CNAME").read_bytes() == b"generated"


@pytest.mark.parametrize(
    ("stranger", "address"), [("sub", "sub/x.html"), ("sub/x", "sub"), ("sub/x", "sub/x/y.html")]
)
def test_a_stranger_where_the_site_needs_a_folder_or_below_a_file_is_refused(
    site: Path, stranger: str, address: str
) -> None:
    strangers_into(site, {stranger: b"theirs"})
    assert stranger in say(lambda: publish(files({**NEW, address: b"ours"}), site))
    assert tree(site) == {**OLD, stranger: b"theirs"}


def test_a_link_at_an_address_of_the_new_site_is_refused_and_never_followed(
    site: Path, tmp_path: Path
) -> None:
    (tmp_path / "outside").mkdir()
    (site / "sub").symlink_to(tmp_path / "outside")
    (site / "one.html").symlink_to(tmp_path / "outside" / "one.html")
    said = say(lambda: publish(files({**NEW, "sub/x.html": b"1", "one.html": b"2"}), site))
    assert "sub" in said
    assert "one.html" in said
    assert list((tmp_path / "outside").iterdir()) == []


def test_an_empty_folder_gives_way_to_a_file(site: Path) -> None:
    (site / "new.html").mkdir()
    publish(files({**OLD, "new.html": b"x"}), site)
    assert (site / "new.html").read_bytes() == b"x"


def test_many_files_in_the_way_are_counted_not_listed_for_ever(site: Path) -> None:
    strangers_into(site, {f"s{n}": b"x" for n in range(25)})
    assert "15 more" in say(lambda: publish(files({**OLD, **{f"s{n}": b"y" for n in range(25)}}), site))


def test_a_file_written_into_the_site_while_it_is_published_is_not_lost(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strangers_into(site)
    exchanged = exchange._exchanged

    def with_a_visitor(new: Path, old: Path) -> bool:
        strangers_into(old, {"upload.jpg": b"just now", "up/load/2.jpg": b"too", "a/late.txt": b"late"})
        return exchanged(new, old)

    monkeypatch.setattr(exchange, "_exchanged", with_a_visitor)
    publish(files(NEW), site)
    late = {"upload.jpg": b"just now", "up/load/2.jpg": b"too", "a/late.txt": b"late"}
    assert tree(site) == {**NEW, **FOREIGN, **late}
    assert hidden(site) == []


def test_a_file_of_ours_edited_while_it_is_published_is_kept_aside_and_told(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exchanged = exchange._exchanged

    def with_an_editor(new: Path, old: Path) -> bool:
        (old / "index.html").write_bytes(b"edited at the last moment")
        return exchanged(new, old)

    with monkeypatch.context() as patch:
        patch.setattr(exchange, "_exchanged", with_an_editor)
        said = say(lambda: publish(files(NEW), site))
    aside = target.beside(site, "new")
    assert "index.html" in said
    assert str(aside) in said
    assert tree(site) == NEW
    assert tree(aside) == {"index.html": b"edited at the last moment"}
    say(lambda: publish(files(OLD), site))
    assert tree(aside) == {"index.html": b"edited at the last moment"}
    shutil.rmtree(aside)
    publish(files(OLD), site)
    assert tree(site) == OLD


def test_on_a_disk_without_hard_links_files_are_copied_with_their_dates(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strangers_into(site)
    (site / "latest").symlink_to("a/index.html")
    os.utime(site / "a" / "index.html", (5, 5))
    os.utime(site / "CNAME", (6, 6))

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    publish(files(NEW), site)
    assert tree(site) == {**NEW, **FOREIGN}
    assert os.readlink(site / "latest") == "a/index.html"
    assert ((site / "a" / "index.html").stat().st_mtime, (site / "CNAME").stat().st_mtime) == (5, 6)
    assert hidden(site) == []


def test_on_a_disk_without_modes_a_site_is_published_and_its_files_stay_unchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a FAT stick, on which a site is carried from one net to the other."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    for name in ("chmod", "chown", "link"):
        monkeypatch.setattr(os, name, refuse)
    monkeypatch.setattr(exchange, "_exchanged", lambda _new, _old: False)
    before = os.umask(0o000)
    try:
        monkeypatch.setattr("gkgen.stages.write.staging.FILE_MODE", 0o777)
        site = tmp_path / "public"
        publish(files(OLD), site)
        strangers_into(site)
        assert publish(files(OLD), site).written == 0
        assert publish(files(NEW), site).unchanged == 1
    finally:
        os.umask(before)
    assert tree(site) == {**NEW, **FOREIGN}
    assert hidden(site) == []


def test_a_stranger_that_the_system_will_not_link_is_refused_before_anything_changes(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strangers_into(site)
    link = os.link

    def immutable(src: str, dst: str, **options: bool) -> None:
        if str(src).endswith("CNAME"):
            raise PermissionError(errno.EPERM, "Operation not permitted")
        link(src, dst, **options)

    monkeypatch.setattr(os, "link", immutable)
    assert str(site / "CNAME") in say(lambda: publish(files(NEW), site))
    assert tree(site) == {**OLD, **FOREIGN}
    assert hidden(site) == []


def test_a_folder_that_nobody_may_write_is_carried_and_left_as_it_is() -> None:
    with folder_of_an_ordinary_user() as here, as_an_ordinary_user():
        site = here / "public"
        publish(files(OLD), site)
        strangers_into(site, {"shut/x": b"1"})
        (site / "shut").chmod(0o555)
        publish(files(NEW), site)
        assert tree(site) == {**NEW, "shut/x": b"1"}
        assert stat.S_IMODE((site / "shut").stat().st_mode) == 0o555
        assert hidden(site) == []


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"[]",
        b"{",
        b'{"format": 2, "files": {}}',
        b'{"format": 1, "files": []}',
        b'{"format": 1, "files": {"../../etc/passwd": "0"}}',
        b'{"format": 1, "files": {"a": 1}}',
        b"\xff",
    ],
)
def test_a_manifest_that_makes_no_sense_is_refused(site: Path, manifest: bytes) -> None:
    (site / MANIFEST).write_bytes(manifest)
    assert MANIFEST in say(lambda: publish(files(NEW), site))
    assert tree(site) == OLD
    assert hidden(site) == []


def test_a_manifest_that_is_a_link_is_refused(site: Path, tmp_path: Path) -> None:
    (site / MANIFEST).rename(tmp_path / "elsewhere.json")
    (site / MANIFEST).symlink_to(tmp_path / "elsewhere.json")
    say(lambda: publish(files(NEW), site))
    assert tree(site) == OLD


# ---------------------------------------------------------------- where


DANGEROUS: dict[str, Callable[[Path], Path]] = {
    "the root of the disk": lambda _: Path("/"),
    "the home folder": lambda _: Path.home(),
    "above the home folder": lambda _: Path.home().parent,
    "the current folder": lambda _: Path("."),
    "above the current folder": lambda _: Path(".."),
    "the content": lambda base: base / "content",
    "inside the content": lambda base: base / "content" / "items" / "public",
    "inside the content by a link": lambda base: base / "by-link" / "public",
    "above the content": lambda base: base,
    "a git root": lambda base: base / "repository",
    "inside a git store": lambda base: base / "repository" / ".git" / "public",
    "a folder with files": lambda base: base / "foreign",
    "a file": lambda base: base / "file",
    "a link": lambda base: base / "link",
    "a broken link": lambda base: base / "broken",
    "below a file": lambda base: base / "file" / "public",
    "a mount point": lambda _: Path("/proc"),
    "a path with NUL": lambda _: Path("a\0b"),
    "a name that is too long": lambda base: base / ("\u653f" * 86),
}


def _dangers(base: Path) -> None:
    (base / "content" / "items").mkdir(parents=True)
    (base / "content" / "items" / "a.md").write_bytes(b"x")
    (base / "repository" / ".git").mkdir(parents=True)
    strangers_into(base / "foreign", {"\u91cd\u8981.docx": b"x"})
    (base / "file").write_bytes(b"x")
    (base / "empty").mkdir()
    (base / "link").symlink_to("empty")
    (base / "broken").symlink_to("nowhere")
    (base / "by-link").symlink_to("content")


@pytest.mark.parametrize("name", DANGEROUS)
def test_a_dangerous_target_is_refused_and_untouched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    base = tmp_path / "base"
    _dangers(base)
    home = tmp_path / "homes" / "me"
    home.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    work = tmp_path / "work" / "here"
    work.mkdir(parents=True)
    monkeypatch.chdir(work)
    where = DANGEROUS[name](base)
    before = sorted(str(path) for path in tmp_path.rglob("*"))
    say(lambda: publish(files(NEW), where, keep_out=[base / "content"]))
    assert sorted(str(path) for path in tmp_path.rglob("*")) == before


def test_a_target_beside_the_content_is_fine(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    publish(files(OLD), tmp_path / "public", keep_out=[tmp_path / "content", tmp_path / "site.yaml"])
    assert tree(tmp_path / "public") == OLD


def test_a_published_site_may_become_a_git_repository(site: Path) -> None:
    strangers_into(site, {".git/HEAD": b"ref: refs/heads/gh-pages"})
    publish(files(NEW), site)
    assert (site / ".git" / "HEAD").read_bytes() == b"ref: refs/heads/gh-pages"


# ---------------------------------------------------------------- two at once


def test_of_two_builds_at_once_the_second_is_refused_and_the_first_one_stands(site: Path) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def slow() -> Iterator[File]:
        yield File("index.html", b"new!")
        inside.set()
        assert go_on.wait(10)
        yield from (File(a, c) for a, c in NEW.items() if a != "index.html")

    first = threading.Thread(target=publish, args=(slow(), site))
    first.start()
    assert inside.wait(10)
    assert "running" in say(lambda: publish(files(OLD), site))
    go_on.set()
    first.join(10)
    assert tree(site) == NEW
    assert hidden(site) == []


def test_a_lock_file_of_a_dead_process_does_not_block(site: Path) -> None:
    target.beside(site, "lock").write_bytes(b"4242")
    publish(files(NEW), site)
    assert tree(site) == NEW
    assert hidden(site) == []


def test_a_lock_whose_file_was_just_removed_is_taken_anew(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, taken = target._lock, []

    def removed_meanwhile(descriptor: int) -> bool:
        if not taken:
            target.beside(site, "lock").unlink()
        taken.append(descriptor)
        return lock(descriptor)

    monkeypatch.setattr(target, "_lock", removed_meanwhile)
    publish(files(NEW), site)
    assert len(taken) == 2
    assert tree(site) == NEW


# ---------------------------------------------------------------- what an earlier publication has seen


def test_of_a_file_of_which_the_disk_says_what_it_said_no_byte_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "public"
    seen = publish(files(OLD), site).seen
    read: list[str] = []
    opened = Standing._open
    monkeypatch.setattr(
        Standing, "_open", lambda self, address: read.append(address) or opened(self, address)
    )
    done = publish(files(OLD | {"index.html": b"new"}), site, seen=seen)
    assert (done.written, done.unchanged, read) == (1, len(OLD) - 1, [])
    assert publish(files(OLD), site, seen=done.seen).written == 1
    assert tree(site) == OLD
    publish(files(OLD), site)
    assert sorted(set(read)) == sorted(OLD)


@pytest.mark.parametrize(
    "change",
    [
        lambda file: file.write_bytes(b"edited by hand"),
        lambda file: (file.unlink(), file.write_bytes(b"same")),
        lambda file: os.utime(file, (1, 1)),
        lambda file: file.unlink(),
        lambda file: file.chmod(0o600),
    ],
    ids=["edited", "replaced", "another date", "deleted", "another mode"],
)
def test_what_the_disk_says_otherwise_is_looked_at(change: Callable[[Path], object], tmp_path: Path) -> None:
    site, twin = tmp_path / "public", tmp_path / "twin"
    seen = publish(files(OLD), site).seen
    publish(files(OLD), twin)
    for folder in (site, twin):
        change(folder / "a/index.html")
    told, untold = outcome(site, seen), outcome(twin, {})
    assert told == untold
    assert tree(site) == tree(twin)


def test_a_list_of_what_was_written_that_is_not_the_last_one_is_not_believed(tmp_path: Path) -> None:
    site = tmp_path / "public"
    seen = publish(files(OLD), site).seen
    manifest = json.loads((site / MANIFEST).read_bytes())
    manifest["files"]["a/index.html"] = hashlib.sha256(b"other").hexdigest()
    (site / MANIFEST).write_text(json.dumps(manifest))
    assert "a/index.html" in say(lambda: publish(files(OLD | {"a/index.html": b"new"}), site, seen=seen))


def outcome(site: Path, seen: Mapping[str, str]) -> tuple[object, ...]:
    try:
        done = publish(files(OLD | {"index.html": b"new"}), site, seen=seen)
    except UsageError as refused:
        return (refused.said.en.replace(str(site), "SITE"),)
    return done.written, done.unchanged, done.removed
