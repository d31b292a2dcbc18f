"""Texts that the disk says are as they were aren't read again, and nothing else is taken for such a text."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

import pytest

from gkgen.build import Options, build
from gkgen.cache import Memory
from gkgen.cache import opened as opened_memory
from gkgen.disk import Inode, open_beneath, walk_beneath
from gkgen.findings import UsageError
from gkgen.model import Source
from gkgen.stages import read as stage
from gkgen.stages.read import Before, read
from tests.offices import SECRET, Office, files, memory_file, with_key
from tests.sites import write_files

A, B, C = "content/a.md", "content/b.md", "content/c.md"
LONG_AGO = 1_700_000_000
TICKS = 30_000_000
"""Nanoseconds: a few steps of the clock by which Linux dates a file."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "site.yaml").write_text("name: 某县\n", encoding="utf-8")
    for path in (A, B, C):
        write(tmp_path / path, f"{path} 的正文")
    return tmp_path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files below `content/` that are opened from now on."""
    found: list[str] = []

    def noted(root: Path, path: str, *, inode: Inode | None = None) -> BinaryIO:
        if path.startswith("content/"):
            found.append(path)
        return open_beneath(root, path, inode=inode)

    monkeypatch.setattr("gkgen.disk.open_beneath", noted)
    monkeypatch.setattr(stage, "open_beneath", noted)
    return found


def write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    os.utime(file, (LONG_AGO, LONG_AGO))


@pytest.fixture
def fine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits here for a file to be older than the dates of any disk are coarse."""
    monkeypatch.setattr("gkgen.disk.walk.COARSE", TICKS)


def settle() -> None:
    """Wait until what was changed is old enough to be a witness."""
    time.sleep(2 * TICKS / 1e9)


def known(folder: Path) -> Before:
    settle()
    return {each.path: (each.state, each.sum) for each in read(folder)[0] if each.state}


def contents(sources: tuple[Source, ...]) -> dict[str, bytes | Path]:
    return {each.path: each.content for each in sources}


def same_size_and_date(site: Path) -> None:
    write(site / B, "content/b.md 的反文")


def put_in_its_place(site: Path) -> None:
    write(site / "other", "content/b.md 的反文")
    os.replace(site / "other", site / B)


def longer(site: Path) -> None:
    write(site / B, "content/b.md 的正文，又一句")


@pytest.mark.usefixtures("fine")
@pytest.mark.parametrize("edit", [same_size_and_date, put_in_its_place, longer])
def test_just_the_text_that_changed_is_read(
    site: Path, opened: list[str], edit: Callable[[Path], None]
) -> None:
    before = known(site)
    assert sorted(before) == [A, B, C]
    edit(site)
    settle()
    opened.clear()
    sources, findings = read(site, before=before)
    assert opened == [B]
    assert not findings
    assert contents(sources) == contents(read(site)[0])
    assert [each.sum for each in sources] == [each.sum for each in read(site)[0]]


@pytest.mark.usefixtures("fine")
def test_nothing_is_read_where_nothing_changed_until_it_is_asked_for(site: Path, opened: list[str]) -> None:
    before = known(site)
    opened.clear()
    sources, _ = read(site, before=before)
    assert opened == []
    assert contents(sources)[A] == "content/a.md 的正文".encode()
    assert opened == [A, B, C]


@pytest.mark.usefixtures("fine")
def test_an_attachment_is_looked_into_only_where_it_changed(site: Path, opened: list[str]) -> None:
    for name in ("x.pdf", "y.pdf"):
        write(site / "content" / name, "%PDF-1.7 甲")
    before = known(site)
    write(site / "content/y.pdf", "并不是 PDF 甲")
    settle()
    opened.clear()
    sources, findings = read(site, before=before)
    assert opened == ["content/y.pdf"]
    assert [each.place.file for each in findings] == ["content/y.pdf"]
    assert contents(sources) == contents(read(site)[0])


def test_a_text_that_was_just_saved_is_no_witness(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is one whose date was set back since: what is written into it next may look like it all the same."""
    assert known(site) == {}
    later = time.time_ns() + 3_000_000_000
    monkeypatch.setattr("time.time_ns", lambda: later)
    os.utime(site / C, ns=(later, later))
    assert sorted(known(site)) == [A, B]


@pytest.mark.usefixtures("fine")
def test_a_text_that_changes_after_it_was_looked_at_is_told(site: Path) -> None:
    sources, _ = read(site, before=known(site))
    same_size_and_date(site)
    found = {each.path: each for each in sources}
    assert found[A].content
    with pytest.raises(UsageError, match=B):
        assert found[B].content
    (site / A).unlink()
    with pytest.raises(UsageError, match=A):
        assert found[A].content


@pytest.mark.usefixtures("fine")
def test_what_is_known_of_a_text_is_not_that_of_another_whose_name_looks_the_same(site: Path) -> None:
    first, second = site / "content/e\u0301.md", site / "content/\u00e9.md"
    write(first, "前一篇")
    write(second, "后一篇")
    before = known(site)
    second.unlink()
    sources, _ = read(site, before=before)
    assert contents(sources)["content/\u00e9.md"] == "前一篇".encode()


@pytest.mark.parametrize("name", [B, "content/x.pdf"])
def test_a_file_that_took_the_place_of_another_while_it_was_read_is_told_of(
    name: str, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its dates may be older than the build: a whole folder was put in the place of another."""
    write(site / name, "%PDF-1.7 甲")
    write(site / "other", "%PDF-1.7 乙")
    found = [*walk_beneath(site, "content")]
    os.replace(site / "other", site / name)
    monkeypatch.setattr(stage, "walk_beneath", lambda *_args, **_options: iter(found))
    sources, findings = read(site)
    assert name not in {each.path for each in sources}
    assert [(each.rule.code, each.place.file) for each in findings] == [("F110", name)]


@pytest.mark.usefixtures("fine")
def test_a_text_that_became_a_link_is_refused(site: Path) -> None:
    before = known(site)
    (site / B).unlink()
    (site / B).symlink_to(site / A)
    sources, findings = read(site, before=before)
    assert B not in contents(sources)
    assert [each.rule.code for each in findings] == ["F101"]


# ---------------------------------------------------------------- a whole build

NOTICE = "content/items/n3.md"
ON_REQUEST = "content/items/n4.md"


def begun(folder: Path) -> Office:
    """One of its notices is shown to nobody."""
    office = Office(folder)
    write_files(office.folder, files())
    office.write(ON_REQUEST, with_key(files()[ON_REQUEST], "公开方式: 依申请公开"))
    return office


def checked(office: Office) -> None:
    """As `gkgen check` does it."""
    settle()
    memory = Memory(opened_memory(office.folder, b"one gkgen", SECRET))
    assert build(Options(office.folder, office.now), memory=memory).errors == 0
    memory.close()


def nothing(_office: Office) -> None:
    pass


def edited(office: Office) -> None:
    office.write(NOTICE, office.path(NOTICE).read_text(encoding="utf-8") + "又一句。\n")


def edited_and_dated_back(office: Office) -> None:
    status = office.path(NOTICE).stat()
    office.edit(NOTICE, "又一句", "再一句")
    os.utime(office.path(NOTICE), ns=(status.st_atime_ns, status.st_mtime_ns))


def checked_out(office: Office) -> None:
    """As git does: written anew, with the bytes that it had."""
    text = office.path(NOTICE).read_bytes()
    office.path(NOTICE).unlink()
    office.path(NOTICE).write_bytes(text)


def half_forgotten(office: Office) -> None:
    with closing(sqlite3.connect(memory_file(office))) as base, base:
        base.execute("DELETE FROM kept WHERE kind = 'entry'")


def cut(office: Office) -> None:
    memory_file(office).write_bytes(memory_file(office).read_bytes()[:5000])


EVERY = sorted(name for name in files() if name.startswith("content/"))


ACTS = (
    (nothing, []),
    (edited, [NOTICE]),
    (nothing, []),
    (edited_and_dated_back, [NOTICE]),
    (checked_out, [NOTICE]),
    (half_forgotten, EVERY),
    (cut, EVERY),
    (nothing, []),
)


@pytest.mark.usefixtures("fine")
def test_a_build_opens_no_text_that_it_knows(tmp_path: Path, opened: list[str]) -> None:
    office = begun(tmp_path)
    checked(office)
    for act, read_again in ACTS:
        act(office)
        opened.clear()
        checked(office)
        assert sorted(opened) == read_again, act.__name__
