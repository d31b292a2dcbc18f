"""The start of a server that has been here before: what was shown last is shown at once, never silently stale, and never
what somebody else has put there."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gkgen.build import Options
from gkgen.cache import FOLDER, Recollection
from gkgen.cli import cli
from gkgen.cli.remembering import keepsake_of, memory_of
from gkgen.emit.search.bundle import FOLDER as SEARCHED
from gkgen.findings import Finding
from gkgen.model import File
from gkgen.serve import serve
from gkgen.serve.board import Files, Kept, held
from gkgen.serve.keepsake import NAME, SEARCH, Asked, Keepsake, kept_site
from gkgen.serve.preview import Preview, Studio
from tests.sites import BASE, NOW, item, write_files
from tests.test_preview import ADDRESS, FIRST, ITEMS
from tests.test_serve import Listener, ask, fields, until

PAGE = f"/{ADDRESS}"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site whose files are old enough to be witnesses; its search is one file."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "person"))
    monkeypatch.setattr(Preview, "search_files", lambda _: iter([File("search/entry.js", b"search")]))
    monkeypatch.setattr("gkgen.serve._LOOK_SECONDS", 0.02)
    monkeypatch.setattr("gkgen.serve.workshop.QUIET_SECONDS", 0.02)
    site = write_files(tmp_path / "site", {**BASE, **ITEMS})
    write_files(
        site,
        {
            "content/items/a.pdf": b"%PDF-1.4",
            FIRST: ITEMS[FIRST] + "\n[附件](a.pdf)\n",
        },
    )
    for path in site.rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    return site


@dataclass
class Server:
    """A server in a thread of this process; a build of it waits until it is let go."""

    folder: Path
    memory: Recollection
    keepsake: Keepsake
    kept: Kept | None
    go: threading.Event = field(default_factory=threading.Event)
    stop: threading.Event = field(default_factory=threading.Event)
    addresses: list[str] = field(default_factory=list)
    reports: list[tuple[Finding, ...]] = field(default_factory=list)
    keeps: list[bool] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(self.addresses[0].rstrip("/").rpartition(":")[2])

    def get(self, path: str = PAGE) -> tuple[int, str]:
        status, _, body = ask(self.port, f"GET {path} HTTP/1.1\r\n{fields(self.port, {})}\r\n".encode())
        return status, body.decode(errors="replace")

    def note(self, path: str = PAGE) -> object:
        page = Listener(self.port, path)
        state = page.state()
        page.close()
        return state["note"]

    def built(self) -> None:
        """Let it build, until the site stands."""
        before = len(self.reports)
        self.go.set()
        until(lambda: len(self.reports) > before)

    def is_kept(self) -> None:
        """Until all that is shown is kept, the search with it."""
        until(lambda: len(self.keeps) > 1 and self.keeps[-1])

    def holds(self, _each: Any) -> bool:
        return self.keepsake.holds(_each)

    def keep(self, built: Any, shown: Any, may_go_on: Callable[[], bool]) -> bool:
        self.keeps.append(False)
        self.keeps[-1] = self.keepsake.keep(built, shown, may_go_on)
        return self.keeps[-1]


@contextmanager
def started(folder: Path, *, days: int = 0, drafts: bool = False) -> Iterator[Server]:
    """It ends as one that is killed: nothing is written at the end."""
    now = NOW + timedelta(days=days)
    with memory_of(folder, fresh=False) as memory, keepsake_of(folder, Asked(now, drafts)) as keepsake:
        server = Server(folder, Recollection(memory), keepsake, kept_site(keepsake, memory))
        studio = Studio(Options(folder, now, drafts=drafts), server.memory, keepsake)

        def build() -> Preview:
            assert server.go.wait(20)
            return studio.build()

        if server.kept is None:
            server.go.set()
        options: dict[str, Any] = {"port": 0, "language": "en", "stop": server.stop}
        told = {"ready": server.addresses.extend, "report": server.reports.append}
        shown = {"glance": studio.glance, "kept": server.kept, "keeps": server}
        thread = threading.Thread(target=lambda: serve(build, folder, **told, **shown, **options))
        thread.start()
        try:
            until(lambda: server.addresses)
            yield server
        finally:
            server.go.set()
            server.stop.set()
            thread.join(20)


def shown_once(folder: Path) -> str:
    """A page as a server has shown it that is no more."""
    with started(folder) as server:
        assert server.kept is None
        server.is_kept()
        return server.get()[1]


def published(folder: Path) -> None:
    done = CliRunner().invoke(cli, ["build", "-s", str(folder), "--now", str(NOW), "-q"])
    assert done.exit_code == 0, done.output


def edit(folder: Path, text: str, name: str = FIRST) -> None:
    write_files(folder, {name: text})


def test_a_start_shows_what_was_shown_last_before_any_build_and_what_is_built_is_the_same(
    folder: Path,
) -> None:
    before = shown_once(folder)
    with started(folder) as server:
        assert server.get() == (200, before)
        assert server.get("/files/items/a.pdf")[0] == 200
        assert server.get("/search/entry.js") == (200, "search")
        assert server.get("/nowhere")[0] == 404
        assert (server.note(), server.reports) == ("", [])
        server.built()
        assert server.get() == (200, before), "by its name, too: no browser reloads"
        server.is_kept()
        assert (server.memory.made["page"], server.memory.made["entry"]) == (0, 0)


def test_a_site_that_a_build_has_published_is_shown_by_the_names_that_it_has_when_it_is_served(
    folder: Path,
) -> None:
    write_files(folder, {"site.yaml": BASE["site.yaml"] + "繁体版: 是\n"})
    os.utime(folder / "site.yaml", (1_700_000_000, 1_700_000_000))
    published(folder)
    with started(folder) as server:
        assert server.kept is not None
        status, page = server.get()
        assert (status, server.note()) == (200, "")
        assert "第0号通知" in page
        server.built()
        assert server.get() == (200, page)
        assert {f"zh-hant/{ADDRESS}", "files/items/a.pdf", "static/site.css"} <= server.kept.pages.keys()
        assert server.kept.pages == files_of(folder)
        assert all(address.startswith(SEARCHED) for address in server.kept.search)
        assert SEARCH == SEARCHED


def files_of(folder: Path) -> Files:
    keepsake = Keepsake(None, folder, Asked(NOW, drafts=False))
    with memory_of(folder, fresh=True) as memory:
        return held(Studio(Options(folder, NOW), Recollection(memory), keepsake).build().files())


@pytest.mark.parametrize("seed", [shown_once, published])
def test_where_something_has_changed_the_old_page_says_so_and_only_pages_that_differ_reload(
    folder: Path, seed: Callable[[Path], object]
) -> None:
    seed(folder)
    edit(folder, item("第0号通知", "wx/2026-00000", "新的一段。"))
    with started(folder) as server:
        assert "新的一段" not in server.get()[1]
        assert "brought up to date" in str(server.note())
        page, other = Listener(server.port, PAGE), Listener(server.port, "/items/i1.html")
        states = page.state(), other.state()
        server.built()
        after, same = page.state(), other.state()
        assert (after["note"], same["note"]) == ("", "")
        assert after["build"] != states[0]["build"]
        assert same["build"] == states[1]["build"]
        assert "新的一段" in server.get()[1]
        page.close()
        other.close()


def test_another_day_is_a_change_and_drafts_are_never_shown_unasked(folder: Path) -> None:
    shown_once(folder)
    with started(folder, days=1) as server:
        assert "brought up to date" in str(server.note())
    with started(folder, drafts=True) as server:
        assert server.kept is None


def test_a_save_before_the_first_build_is_said_to_be_on_its_way(folder: Path) -> None:
    shown_once(folder)
    with started(folder) as server:
        assert server.note() == ""
        edit(folder, item("第0号通知", "wx/2026-00000", "新的一段。"))
        until(lambda: "brought up to date" in str(server.note()))
        server.go.set()
        until(lambda: "新的一段" in server.get()[1])
        until(lambda: server.note() == "")


def test_a_first_build_that_fails_is_told_over_what_was_shown(folder: Path) -> None:
    before = shown_once(folder)
    edit(folder, ITEMS[FIRST].replace("类型: 信息公开条目", "类型: 无此类型"))
    with started(folder) as server:
        server.built()
        page = Listener(server.port, PAGE)
        state = page.state()
        page.close()
        assert state["findings"]
        assert (state["note"], server.get()) == ("", (200, before))


def test_what_another_person_has_kept_is_not_shown(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown_once(folder)
    published(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another"))
    with memory_of(folder, fresh=False) as memory, keepsake_of(folder, Asked(NOW, drafts=False)) as keepsake:
        assert kept_site(keepsake, memory) is None


@pytest.mark.parametrize("harm", ["UPDATE kept SET value = x'00'", "DELETE FROM kept"])
def test_a_page_that_is_damaged_is_waited_for_and_made_again(folder: Path, harm: str) -> None:
    before = shown_once(folder)
    change(folder, f"{harm} WHERE kind = 'file'")
    with started(folder) as server:
        status, page = server.get()
        assert (status, "being made" in page) == (503, True)
        assert server.get("/static/site.css")[0] == 404
        server.built()
        assert server.get() == (200, before)
        server.is_kept()
    with started(folder) as server:
        assert server.get() == (200, before)


def test_a_list_that_is_damaged_is_no_list(folder: Path) -> None:
    shown_once(folder)
    change(folder, "UPDATE kept SET value = x'00' WHERE kind = 'site'")
    with started(folder) as server:
        assert server.kept is None


def change(folder: Path, command: str) -> None:
    with sqlite3.connect(folder / FOLDER / NAME) as base:
        base.execute(command)
    base.close()


def test_a_published_page_that_somebody_has_edited_is_not_shown(folder: Path) -> None:
    published(folder)
    (folder / "public" / ADDRESS).write_text("edited by hand")
    with started(folder) as server:
        assert "edited by hand" not in server.get()[1]
        server.built()
        assert server.get()[0] == 200


def test_what_was_kept_stays_whole_until_all_of_the_next_is(folder: Path) -> None:
    before = shown_once(folder)
    edit(folder, item("第0号通知", "wx/2026-00000", "新的一段。"))
    with started(folder) as server:
        keepsake, count = server.keepsake, iter(range(40))
        server.keep = lambda built, shown, _: keepsake.keep(built, shown, lambda: next(count, 99) < 20)  # type: ignore[method-assign]
        server.built()
        until(lambda: next(count, 99) >= 20)
    with started(folder) as server:
        assert server.get() == (200, before)


def test_the_disk_holds_one_site_however_often_it_is_saved(folder: Path) -> None:
    shown_once(folder)
    for run in range(3):
        with started(folder) as server:
            edit(folder, item("第0号通知", "wx/2026-00000", f"第{run}次。"))
            server.go.set()
            until(lambda run=run: f"第{run}次" in server.get()[1])  # type: ignore[misc]
            server.is_kept()
            until(lambda: kept_rows(folder) == distinct(server))


def kept_rows(folder: Path) -> int:
    with sqlite3.connect(folder / FOLDER / NAME) as base:
        (count,) = base.execute("SELECT count(*) FROM kept WHERE kind = 'file'").fetchone()
    base.close()
    return int(count)


def distinct(server: Server) -> int:
    """How many files of other bytes the site has that are kept whole."""
    files = files_of(server.folder).values()
    return len({each.sum for each in files if not isinstance(each.source, Path)}) + 1


def broken_off(folder: Path) -> None:
    with memory_of(folder, fresh=False) as memory:
        memory.keep("entry", b"another", b"")
        raise KeyboardInterrupt


def test_a_start_that_is_broken_off_forgets_nothing(folder: Path) -> None:
    shown_once(folder)

    def entries() -> int:
        with sqlite3.connect(folder / FOLDER / "memory.sqlite") as base:
            (count,) = base.execute("SELECT count(*) FROM kept WHERE kind = 'entry'").fetchone()
        base.close()
        return int(count)

    before = entries()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gkgen.cache.store._SLACK", 0)
        patch.setattr("gkgen.cache.store._MUCH", 0)
        with pytest.raises(KeyboardInterrupt):
            broken_off(folder)
    assert entries() == before + 1
