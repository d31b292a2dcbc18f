"""The site while it is being written: a save makes one file and one page anew, and shows what a build would."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from gkgen.build import Options, build
from gkgen.cache import Memory, Recollection, opened
from gkgen.drawing.crew import FEWEST, Family
from gkgen.findings import Finding, Text, UsageError
from gkgen.model import File, Promise
from gkgen.serve.board import Board
from gkgen.serve.keepsake import Asked, Keepsake
from gkgen.serve.preview import Preview, Studio
from gkgen.serve.reload import event
from gkgen.serve.workshop import Workshop
from gkgen.stages.parse import parse
from tests.sites import BASE, NOW, item, write_files
from tests.test_serve import Running, running, until

ITEMS = {
    f"content/items/i{number}.md": item(f"第{number}号通知", f"wx/2026-{number:05}", "## 一\n\n正文。")
    for number in range(6)
}
FIRST = "content/items/i0.md"
ADDRESS = "items/i0.html"


@dataclass
class Desk:
    """A studio of a small site, and what it remembers."""

    folder: Path
    memory: Recollection
    studio: Studio

    def write(self, text: str, name: str = FIRST) -> None:
        write_files(self.folder, {name: text})

    def glance(self, preview: Preview, name: str = FIRST) -> dict[str, bytes]:
        found = self.studio.glance(preview, [str(self.folder / name)])
        return {each.address: each.make() for each in found}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    write_files(tmp_path, {**BASE, **ITEMS})
    memory = Recollection(Memory())
    return Desk(tmp_path, memory, Studio(Options(tmp_path, NOW), memory, nothing_kept(tmp_path)))


def nothing_kept(folder: Path) -> Keepsake:
    return Keepsake(None, folder, Asked(NOW, drafts=False))


def drawn(preview: Preview) -> dict[str, bytes]:
    """Every file, as a browser would get it that asks for all of them."""
    found: dict[str, bytes] = {}
    for file in preview.files():
        content = file.make() if isinstance(file, Promise) else file.content
        found[file.address] = content if isinstance(content, bytes) else content.read_bytes()
    return found


def clean(folder: Path) -> dict[str, bytes]:
    site = build(Options(folder, NOW))
    return {
        each.address: each.content if isinstance(each.content, bytes) else each.content.read_bytes()
        for each in site.files()
    }


def test_what_is_drawn_when_it_is_asked_for_is_what_a_build_writes(desk: Desk) -> None:
    assert drawn(desk.studio.build()) == clean(desk.folder)
    desk.write(item("另一个标题", "wx/2026-00000", "另一段。"))
    assert drawn(desk.studio.build()) == clean(desk.folder)
    (desk.folder / FIRST).unlink()
    assert drawn(desk.studio.build()) == clean(desk.folder)


def test_a_site_in_both_characters_has_its_twins(desk: Desk) -> None:
    write_files(desk.folder, {"site.yaml": BASE["site.yaml"] + "繁体版: 是\n"})
    preview = desk.studio.build()
    assert "zh-hant/items/i0.html" in drawn(preview)
    assert drawn(preview) == clean(desk.folder)
    desk.write(item("标题", "wx/2026-00000", "另一段体育。"))
    glanced = desk.glance(preview)
    assert set(glanced) == {ADDRESS, f"zh-hant/{ADDRESS}"}
    assert glanced.items() <= clean(desk.folder).items()


def test_a_save_takes_in_one_file_and_closes_and_draws_one_page(desk: Desk) -> None:
    """The text is as long as before: a list tells the size of its downloads."""
    drawn(desk.studio.build())
    before = dict(desk.memory.made)
    desk.write(item("第0号通知", "wx/2026-00000", "## 一\n\n文正。"))
    drawn(desk.studio.build())
    made = {kind: count - before.get(kind, 0) for kind, count in desk.memory.made.items()}
    assert (made["entry"], made["view"], made["page"]) == (1, 1, 1)


def test_many_files_are_taken_in_by_other_processes_and_one_is_not(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gkgen.drawing.crew.start_method", lambda: "spawn")  # a server has threads
    monkeypatch.setitem(FEWEST, "spawn", 5)
    here: list[str] = []
    monkeypatch.setattr("gkgen.intake.parse", lambda source: here.append(source.path) or parse(source))
    studio = Studio(Options(desk.folder, NOW), desk.memory, nothing_kept(desk.folder), Family(2))
    assert drawn(studio.build())[ADDRESS]
    assert here == []
    desk.write(item("另一个标题", "wx/2026-00000", "另一段。"))
    assert "另一段。".encode() in drawn(studio.build())[ADDRESS]
    assert here == [FIRST]


def test_a_server_begins_with_what_another_process_has_remembered(desk: Desk) -> None:
    def started() -> Recollection:
        memory = Recollection(Memory(opened(desk.folder, b"this gkgen", b"secret")))
        drawn(Studio(Options(desk.folder, NOW), memory, nothing_kept(desk.folder)).build())
        return memory

    assert {"entry", "list"} <= started().made.keys()
    again = started()
    assert again.made.keys() == {"view", "page", "list"}
    assert again.kept["entry"] == len(BASE) - 1 + len(ITEMS)


def test_a_build_draws_no_page_but_one_of_each_template_until_they_are_asked_for(desk: Desk) -> None:
    preview = desk.studio.build()
    list(preview.files())
    assert desk.memory.made["page"] == len({page.template for page in preview.built.pages})
    assert desk.memory.made["page"] < len(preview.built.pages)


@pytest.mark.parametrize(
    "text",
    [
        item("第0号通知", "wx/2026-00000", "## 二\n\n新的一段，见[目录](/catalogues/main.yaml)。"),
        item("新的标题", "wx/2026-00000", "## 一\n\n正文。"),
        item("第0号通知", "wx/2026-00000", "").replace("公开目录: leaf", "公开目录: top"),
    ],
    ids=["body", "title", "node"],
)
def test_a_glance_at_an_edited_file_is_the_page_that_the_build_makes(desk: Desk, text: str) -> None:
    preview = desk.studio.build()
    shown = drawn(preview)
    desk.write(text)
    glanced = desk.glance(preview)
    assert set(glanced) == {ADDRESS}
    assert glanced[ADDRESS] != shown[ADDRESS]
    assert drawn(desk.studio.build())[ADDRESS] == glanced[ADDRESS] == clean(desk.folder)[ADDRESS]
    assert desk.memory.made["entry"] == len(BASE) - 1 + len(ITEMS) + 1


@pytest.mark.parametrize(
    "text",
    [
        ITEMS[FIRST],
        "",
        ITEMS[FIRST].replace("类型: 信息公开条目", "类型: 无此类型"),
        ITEMS[FIRST].replace("成文日期: 2026-03-02", "成文日期: 昨天"),
        ITEMS[FIRST].replace("索引号:", "标识: other\n索引号:"),
        ITEMS[FIRST].replace("发布日期: 2026-03-05", "发布日期: 2027-03-05"),
        ITEMS[FIRST].replace("索引号:", "草稿: 是\n索引号:"),
        ITEMS[FIRST].replace("索引号:", "公开方式: 依申请公开\n索引号:"),
        ITEMS[FIRST].replace("索引号:", "撤下: {日期: 2026-04-01, 原因: 有误}\n索引号:"),
    ],
    ids=["same", "empty", "type", "fault", "id", "later", "draft", "on-request", "withdrawn"],
)
def test_what_only_a_build_can_judge_is_not_shown_before(desk: Desk, text: str) -> None:
    preview = desk.studio.build()
    desk.write(text)
    assert desk.glance(preview) == {}


def test_a_new_a_deleted_and_a_foreign_file_are_left_to_the_build(desk: Desk) -> None:
    preview = desk.studio.build()
    desk.write(ITEMS[FIRST], "content/items/new.md")
    (desk.folder / FIRST).unlink()
    for name in (FIRST, "content/items/new.md", "site.yaml", "content/a.pdf", "../x.md"):
        assert desk.glance(preview, name) == {}


def test_only_the_last_two_builds_are_remembered_and_a_glance_forgets_nothing() -> None:
    memory = Recollection(Memory())
    memory.keep("kind", b"1", b"one")
    memory.keep("other", b"1", b"one")
    memory.turn()
    memory.keep("kind", b"2", b"a glance")
    assert memory.find("kind", b"1") == b"one"
    memory.turn()
    assert memory.find("kind", b"1") == b"one", "the last build has used it"
    memory.turn()
    memory.keep("kind", b"3", b"three")
    memory.turn()
    assert memory.find("kind", b"1") is None
    assert memory.find("other", b"1") == b"one", "what no build has asked for since, none has passed over"


# ---------------------------------------------------------------- the workshop


@dataclass
class Made:
    """A build of two pages that are drawn when they are asked for."""

    text: str
    findings: tuple[Finding, ...] = ()

    def files(self) -> Iterator[File | Promise]:
        yield Promise("index.html", f"index {self.text}", lambda: self._draw("index"))
        yield Promise("other.html", f"other {self.text}", lambda: self._draw("other"))

    def search_files(self) -> Iterator[File]:
        return iter(())

    def _draw(self, name: str) -> bytes:
        if self.text == f"bad {name}":
            raise UsageError(Text("模板有错", "the template is wrong"))
        return f"{name} {self.text}".encode()


@dataclass
class Bench:
    """A workshop whose next build is `text`; a glance is a page of the text that lies ready for it."""

    folder: Path
    text: str = "one"
    ready: threading.Event | None = None
    begun: int = 0

    def __post_init__(self) -> None:
        self.board = Board()
        self.reports: list[tuple[Finding, ...]] = []
        self.workshop = Workshop(self.build, self.folder, self.board, self.reports.append, self.glance)

    def build(self) -> Made:
        text = self.text
        self.begun += 1
        if self.ready is not None:
            assert self.ready.wait(10)
        if text == "crash":
            raise ValueError("no")
        return Made(text)

    def glance(self, _built: object, _paths: object) -> Iterator[Promise]:
        text = self.text
        yield Promise("index.html", f"index {text}", f"index {text}".encode)

    def shown(self, address: str = "index.html") -> str:
        return getattr(self.board.now.file(address), "sum", "")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    made.workshop.make()
    yield made
    if made.ready:
        made.ready.set()
    made.workshop.close()
    made.board.close()


def test_an_edit_is_shown_before_the_build_and_the_same_bytes_after_it_are_no_news(bench: Bench) -> None:
    bench.ready, bench.text = threading.Event(), "two"
    bench.workshop.ask(["x"])
    assert (bench.shown(), bench.shown("other.html")) == ("index two", "other one")
    bench.ready.set()
    until(lambda: bench.shown("other.html") == "other two")
    name = bench.board.now.name("other.html")
    bench.workshop.ask(["x"])
    until(lambda: len(bench.reports) == 3)
    assert bench.board.now.name("other.html") == name


def test_a_build_that_began_before_an_edit_does_not_take_the_glance_away(bench: Bench) -> None:
    bench.ready, bench.text = threading.Event(), "two"
    bench.workshop.ask(["x"])
    until(lambda: bench.begun == 2)
    bench.text = "three"
    bench.workshop.ask(["x"])
    seen = []
    wait = threading.Thread(target=lambda: seen.append(bench.board.wait(bench.board.now.moment, 10)))
    wait.start()
    bench.ready.set()
    wait.join()
    assert seen[0] is not None
    until(lambda: bench.shown("other.html") == "other three")
    assert bench.shown() == "index three"
    assert bench.begun == 3


def test_a_build_that_fails_takes_away_nothing_that_is_shown_and_the_next_good_one_decides(
    bench: Bench,
) -> None:
    bench.text = "crash"
    bench.workshop.ask(["x"])
    until(lambda: bench.board.now.trouble)
    assert (bench.shown(), bench.shown("other.html")) == ("index crash", "other one")
    told = event(bench.board.now, "index.html", "en").decode()
    assert "but for pages that were just saved" in told, "what is shown isn't the last good state alone"
    bench.text = "good"
    bench.workshop.ask([])
    until(lambda: bench.shown("other.html") == "other good")
    assert bench.shown() == "index good"
    assert not bench.board.now.trouble


def test_a_page_that_is_looked_at_is_drawn_before_it_is_shown_and_its_fault_keeps_the_last_good_one(
    bench: Bench,
) -> None:
    bench.board.look("other.html")
    bench.text = "bad other"
    bench.workshop.make()
    assert bench.board.now.trouble
    assert bench.shown("other.html") == "other one"


def test_a_fault_on_a_page_that_nobody_looks_at_is_told_when_all_are_drawn(bench: Bench) -> None:
    bench.text = "bad other"
    bench.workshop.make()
    assert not bench.board.now.trouble
    until(lambda: bench.board.now.trouble)
    assert bench.shown() == "index bad other"


def test_a_terminal_that_is_closed_ends_no_build(tmp_path: Path) -> None:
    bench = Bench(tmp_path)

    def closed(_findings: object) -> None:
        bench.reports.append(())
        raise BrokenPipeError

    bench.workshop = Workshop(bench.build, tmp_path, bench.board, closed)
    for count, text in enumerate(("two", "three"), 1):
        bench.text = text
        bench.workshop.ask([])
        until(lambda text=text: bench.shown() == f"index {text}")  # type: ignore[misc]
        until(lambda count=count: len(bench.reports) == count)  # type: ignore[misc]
    bench.workshop.close()
    bench.board.close()


def test_a_folder_that_is_deleted_and_files_that_git_writes_anew_are_one_build_each(tmp_path: Path) -> None:
    (tmp_path / "content" / "d").mkdir(parents=True)
    for number in range(300):
        (tmp_path / "content" / "d" / f"p{number}.md").write_text("old")
    with running(tmp_path) as server:
        before = len(server.builds)
        rewrite(server, "new")
        until(lambda: set(server.builds[-1].values()) == {"new"})
        quiet(server)
        assert len(server.builds) == before + 1
        (tmp_path / "content" / "d").rename(tmp_path / "gone")
        write_files(tmp_path, {"content/index.md": "left"})
        until(lambda: server.builds[-1] == {"index": "left"})
        quiet(server)
        assert len(server.builds) == before + 2
        shutil.rmtree(tmp_path / "gone")


def rewrite(server: Running, text: str) -> None:
    """As git checks out: each file is taken away and written anew. Made elsewhere, and moved in at a stroke."""
    new = server.folder / "elsewhere"
    shutil.copytree(server.folder / "content" / "d", new)
    for path in new.iterdir():
        path.write_text(text)
    for path in sorted(new.iterdir()):
        os.replace(path, server.folder / "content" / "d" / path.name)


def quiet(server: Running) -> None:
    """Until nothing has been built for longer than a recheck takes."""
    threading.Event().wait(1.2)
    assert server.builds
