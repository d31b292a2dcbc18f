"""Builds that remember: what is done again after each kind of edit is counted, and the bytes are those of a clean build."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import zlib
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gkgen.build import Options, build
from gkgen.cache import FOLDER, Memory, digest_of, fingerprint, opened, secret_of
from gkgen.cli import cli
from gkgen.emit import tables
from gkgen.qr import _made
from gkgen.types.charts import _drawings
from gkgen.why import Why, why
from tests.offices import MANY, SECRET, TEXTS, THEME, Done, Office, contents, index_number
from tests.sites import NOW, item


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Built once for all tests; each has a copy."""
    return Office.begun(tmp_path_factory.mktemp("begun"))


@pytest.fixture
def office(begun: Office, tmp_path: Path) -> Office:
    return begun.copied(tmp_path)


def nothing(_office: Office) -> None:
    pass


def body(office: Office) -> None:
    office.edit("content/items/n3.md", "正文。", "改过的正文。")


def title(office: Office) -> None:
    office.edit("content/items/n3.md", "第3号通知", "第3号公告")


def new(office: Office) -> None:
    office.write("content/items/n99.md", item("新的通知", index_number(99)))


def deleted(office: Office) -> None:
    office.path("content/items/n3.md").unlink()


def renamed(office: Office) -> None:
    office.path("content/items/n3.md").rename(office.path("content/items/n3b.md"))


def template(office: Office) -> None:
    office.edit("themes/own/templates/item.html", "{% block number %}", "{% block number %}<p>新</p>")


def macro(office: Office) -> None:
    office.edit("themes/own/components/chart/chart.html", "<", " <")


def theme_file(office: Office) -> None:
    office.edit("themes/own/static/own.txt", "一", "二")


def config(office: Office) -> None:
    office.edit("site.yaml", "望溪区政府信息公开", "望溪区信息公开")


def vocabulary(office: Office) -> None:
    office.edit("site.yaml", "[本地主题]", "[本地主题, 又一主题]")


def schema(office: Office) -> None:
    office.edit("site.yaml", "名称: 深度", "名称: 井深, 别名: [深度]")


def added_field(office: Office) -> None:
    office.edit("site.yaml", "名称: 公开专区", "名称: 专区, 别名: [公开专区]")


def catalogue(office: Office) -> None:
    office.edit("content/catalogues/main.yaml", "政策文件", "政策与文件")


def a_day_on_which_it_still_stands(office: Office) -> None:
    office.now = date(2026, 11, 25)


def expiry(office: Office) -> None:
    office.now = date(2026, 11, 26)


def output_file(office: Office) -> None:
    (office.output / "items" / "n3.html").unlink()


def output_folder(office: Office) -> None:
    shutil.rmtree(office.output / "items")


def download(office: Office) -> None:
    (office.output / "exports" / "items.csv").unlink()


def downloads(office: Office) -> None:
    shutil.rmtree(office.output / "exports")


def upgrade(office: Office) -> None:
    office.tool = b"upgraded"


def only_the_date_of_a_file(office: Office) -> None:
    os.utime(office.path("content/items/n3.md"))


EDITS: tuple[tuple[Callable[[Office], None], Done], ...] = (
    (nothing, Done(0, 0, 0, 0, 0)),
    (only_the_date_of_a_file, Done(0, 0, 0, 0, 0)),
    (body, Done(1, 1, 1, 1, 1)),
    (title, Done(1, 42, 9, 3, 0)),
    (new, Done(1, 43, 18, 4, 1)),
    (deleted, Done(0, 41, 17, 4, 1)),
    (renamed, Done(1, 42, 9, 3, 0)),
    (template, Done(0, 42, 13, 0, 0)),
    (macro, Done(0, 42, 1, 0, 0)),
    (theme_file, Done(0, 0, 0, 0, 0)),
    (config, Done(0, 42, 42, 0, 0)),
    (vocabulary, Done(TEXTS, 42, 0, 0, 0)),
    (schema, Done(TEXTS, 42, 1, 1, 0)),
    (added_field, Done(TEXTS, 42, 1, 1, 0)),
    (catalogue, Done(1, 42, 25, 4, 1)),
    (a_day_on_which_it_still_stands, Done(0, 42, 0, 0, 0)),
    (expiry, Done(0, 41, 19, 4, 1)),
    (output_file, Done(0, 0, 1, 0, 0)),
    (output_folder, Done(0, 0, 14, 0, 0)),
    (download, Done(0, 0, 0, 1, 0)),
    (downloads, Done(0, 0, 0, 8, 0)),
    (upgrade, Done(TEXTS, 42, 42, 8, 1)),
)


@pytest.mark.parametrize(("edit", "expected"), EDITS, ids=[edit.__name__ for edit, _ in EDITS])
def test_only_what_an_edit_touches_is_done_again_and_the_bytes_are_those_of_a_clean_build(
    edit: Callable[[Office], None], expected: Done, office: Office
) -> None:
    before = contents(office.output)
    edit(office)
    assert office.build() == expected
    assert office.differs() == []
    changed = {path for path, content in contents(office.output).items() if before.get(path) != content}
    pages = sum(path.endswith(".html") for path in changed)
    assert pages <= expected.drawn
    assert office.build() == Done(0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (body, ["items"]),
        (title, ["catalogue/leaf", "items", "organisations/mzj"]),
        (template, []),
        (download, ["items"]),
    ],
)
def test_an_edit_makes_the_lists_that_tell_of_it_and_no_other(
    edit: Callable[[Office], None], expected: list[str], office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    make = tables._laid
    monkeypatch.setattr(
        tables, "_laid", lambda export, *rest: made.append(export.stem) or make(export, *rest)
    )
    edit(office)
    office.build()
    assert sorted(made) == [f"exports/{each}" for each in expected]


def test_an_override_with_the_same_words_draws_nothing(office: Office) -> None:
    name = "components/contents/contents.html"
    office.write(f"themes/own/{name}", (THEME / name).read_text(encoding="utf-8"))
    assert office.build() == Done(0, 0, 0, 0, 0)


@pytest.fixture
def pictures(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the charts and the texts of the squares that are drawn, as they are."""
    told: list[str] = []

    def told_first(name: str, of: Callable[[Any], str]) -> None:
        module, _, function = name.rpartition(".")
        make = getattr(import_module(module), function)
        monkeypatch.setattr(name, lambda it, *rest, **more: told.append(of(it)) or make(it, *rest, **more))

    told_first("gkgen.types.charts.draw", lambda chart: chart.title)
    told_first("segno.make", str)
    forgotten_pictures()
    return told


def forgotten_pictures() -> None:
    """As in a process that has drawn none."""
    _made.cache_clear()
    _drawings.cache_clear()


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (nothing, []),
        (body, ["https://www.wangxi.example/items/n3.html"]),
        (macro, ["低保办理流程图", "https://www.wangxi.example/flowcharts/dibao.html"]),
        (schema, ["https://www.wangxi.example/wells/east.html"]),
        (output_file, ["https://www.wangxi.example/items/n3.html"]),
    ],
)
def test_a_chart_and_a_square_are_drawn_with_their_page_alone(
    edit: Callable[[Office], None], expected: list[str], office: Office, pictures: list[str]
) -> None:
    office.edit("site.yaml", "phone:", "公开网址: https://www.wangxi.example\nphone:")
    office.build()
    assert {"低保办理流程图", "https://www.wangxi.example/items/n3.html"} <= set(pictures)
    forgotten_pictures()
    pictures.clear()
    edit(office)
    office.build()
    assert pictures == expected


def damaged(path: Path) -> None:
    path.write_bytes(b"\x00" * 100 + path.read_bytes()[100:])


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def turned(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(8192, len(content), 997):
        content[place] ^= 0xFF
    path.write_bytes(content)


def foreign(path: Path) -> None:
    """Somebody else's values, with sums as they would make them."""
    base = sqlite3.connect(path)
    for kind, key in base.execute("SELECT kind, key FROM kept").fetchall():
        value = b"cos\nsystem\n(S'touch " + str(path.with_name("hacked")).encode() + b"'\ntR."
        small = zlib.compress(value)
        base.execute(
            "UPDATE kept SET value = ?, sum = ? WHERE kind = ? AND key = ?",
            (small, digest_of(kind, key, small), kind, key),
        )
    base.commit()
    base.close()


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    "harm", [damaged, cut, turned, foreign, a_folder, Path.unlink], ids=lambda each: each.__name__
)
def test_a_memory_that_is_damaged_or_foreign_is_not_believed(
    harm: Callable[[Path], None], office: Office
) -> None:
    path = office.folder / FOLDER / "memory.sqlite"
    harm(path)
    title(office)
    office.build()
    assert office.differs() == []
    assert not path.with_name("hacked").exists()


def test_while_another_build_writes_a_build_goes_on_without_the_memory(office: Office) -> None:
    other = sqlite3.connect(office.folder / FOLDER / "memory.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    title(office)
    office.build()
    other.execute("ROLLBACK")
    other.close()
    assert office.differs() == []


def test_what_is_remembered_lies_in_a_folder_that_git_does_not_see(office: Office) -> None:
    assert (office.folder / FOLDER / ".gitignore").read_text(encoding="utf-8") == "*\n"


# ---------------------------------------------------------------- whose memory it is


def test_what_is_read_back_makes_nothing_but_records(tmp_path: Path) -> None:
    """Even with a sum that fits: no function is called, whatever the bytes ask for."""
    value = b"cos\nsystem\n(S'touch " + str(tmp_path / "hacked").encode() + b"'\ntR."
    store = opened(tmp_path, b"f", SECRET)
    assert store is not None
    store.keep("entry", b"k", value)
    store.close()
    again = opened(tmp_path, b"f", SECRET)
    assert again is not None
    assert again.find("entry", b"k") == value
    assert Memory(again).recall("entry", b"k", {}) is None
    again.close()
    assert not (tmp_path / "hacked").exists()


def test_a_value_kept_with_another_secret_is_no_value(tmp_path: Path) -> None:
    for secret, found in ((SECRET, None), (SECRET, b"v"), (b"t" * 32, None)):
        store = opened(tmp_path, b"f", secret)
        assert store is not None
        assert store.find("x", b"k") == found
        if secret == SECRET:
            store.keep("x", b"k", b"v")
        store.close()


def test_the_secret_is_the_person_s_own_and_stays(tmp_path: Path) -> None:
    here = {"XDG_CACHE_HOME": str(tmp_path)}
    first = secret_of(here)
    assert first is not None
    assert secret_of(here) == first
    assert (tmp_path / "gkgen" / "secret").stat().st_mode & 0o077 == 0
    (tmp_path / "gkgen" / "secret").write_bytes(b"short")
    assert secret_of(here) is None


# ---------------------------------------------------------------- why


def reason(office: Office, name: str) -> Why:
    memory = Memory(opened(office.folder, digest_of(fingerprint(), b""), SECRET))
    found = why(build(Options(office.folder, NOW), memory=memory), name)
    memory.close()
    assert found is not None
    return found


def test_a_page_tells_of_what_it_is_made_and_why_it_was_drawn(office: Office) -> None:
    first = reason(office, "items/n3.html")
    assert {"content/items/n3.md", "content/organisations/mzj.yaml"} <= set(first.files)
    assert {"item.html", "entry.html", "base.html"} <= set(first.made.templates)
    assert first.made.why == ("new",)
    assert first.made.since == ()
    body(office)
    assert "view.text" in reason(office, "content/items/n3.md").made.since
    office.build()
    after = reason(office, "items/n3.html").made
    assert "view.text" in after.why
    assert after.since == ()


# ---------------------------------------------------------------- a build of which nothing has changed


def told(office: Office, *more: str, day: str = "2026-11-22") -> str:
    target = [
        "-s",
        str(office.folder),
        "-d",
        str(office.output),
        "--now",
        day,
        "--lang",
        "zh",
        "--workers",
        "1",
    ]
    return CliRunner().invoke(cli, ["build", *target, *more]).output


def older(office: Office) -> None:
    """As if everything had been saved a minute ago."""
    for path in (office.folder, *office.folder.rglob("*")):
        if FOLDER not in path.parts:
            status = path.stat()
            os.utime(path, (status.st_atime, status.st_mtime - 60))


@pytest.fixture
def still(office: Office) -> Office:
    office.write("content/items/long.md", item("关于做好工作的通知", "wx/2026-00098", "望政办发[2026]3号。"))
    older(office)
    first = told(office)
    assert "新画" in first
    assert "long.md" in first
    assert "没有变化" in told(office)
    return office


def test_a_build_of_which_nothing_has_changed_says_the_same_and_does_nothing(still: Office) -> None:
    before = {path: path.stat().st_mtime_ns for path in still.output.rglob("*")}
    again = told(still)
    assert "没有变化" in again
    assert "long.md" in again, "what is wrong is told again"
    assert before == {path: path.stat().st_mtime_ns for path in still.output.rglob("*")}


def a_setting(office: Office) -> None:
    office.edit("site.yaml", "0100-2000001", "0100-2000009")


def a_file_in_the_output(office: Office) -> None:
    (office.output / "own.txt").write_text("x")


def an_address_given_out(office: Office) -> None:
    office.write("urls.lock", "")


@pytest.mark.parametrize(
    "edit",
    [body, new, deleted, renamed, a_setting, output_file, a_file_in_the_output, an_address_given_out],
    ids=lambda each: each.__name__,
)
def test_whatever_has_changed_is_seen(edit: Callable[[Office], None], still: Office) -> None:
    edit(still)
    assert "没有变化" not in told(still)


def test_another_day_and_another_choice_are_another_build(still: Office) -> None:
    assert "没有变化" not in told(still, day="2026-11-23")
    assert "没有变化" not in told(still, "--drafts")
    assert "没有变化" not in told(still, "--fresh")
    assert "核对过" in told(still, "--verify")


def test_a_file_that_was_saved_just_now_is_no_witness(office: Office) -> None:
    """A disk's dates may be as coarse as two seconds: another save might have the same."""
    office.write("content/items/n3.md", item("刚保存的", "wx/2026-00003"))
    told(office)
    assert "没有变化" not in told(office)


def test_a_touch_screen_s_site_and_another_address_leave_what_is_known_of_the_pages(still: Office) -> None:
    told(still, "--kiosk", "-d", str(still.output.with_name("kiosk")))
    told(still, "--base-url", "https://www.wangxi.example/a", "-d", str(still.output.with_name("other")))
    title(still)
    drawn = re.search(r"新画 (\d+) 页", told(still))
    assert drawn is not None
    assert 0 < int(drawn[1]) < MANY + 10
    assert still.differs() == []


def kept_in(folder: Path, used: dict[str, int]) -> dict[str, int]:
    """How many values of each kind are kept after a command that used these."""
    store = opened(folder, b"f", SECRET)
    assert store is not None
    for kind, count in used.items():
        for number in range(count):
            if store.find(kind, b"%d" % number) is None:
                store.keep(kind, b"%d" % number, b"v")
    store.close()
    base = sqlite3.connect(folder / FOLDER / "memory.sqlite")
    found = dict(base.execute("SELECT kind, count(*) FROM kept GROUP BY kind").fetchall())
    base.close()
    return found


def test_what_no_longer_serves_is_forgotten_and_what_nobody_asked_for_is_not(tmp_path: Path) -> None:
    assert kept_in(tmp_path, {"entry": 3000, "shard": 900}) == {"entry": 3000, "shard": 900}
    assert kept_in(tmp_path, {"standing": 1}) == {"entry": 3000, "shard": 900, "standing": 1}
    assert kept_in(tmp_path, {"entry": 1500}) == {"entry": 3000, "shard": 900, "standing": 1}
    assert kept_in(tmp_path, {"entry": 1000}) == {"entry": 1000, "shard": 900, "standing": 1}


@pytest.mark.parametrize("count", [3, 1200])
def test_many_values_are_found_as_each_of_them_is(tmp_path: Path, count: int) -> None:
    """A few by asking for each, more by going through all: what is damaged is none, what waits to be written is one."""
    store = opened(tmp_path, b"f", SECRET)
    assert store is not None
    kept = {b"%d" % number: b"value %d" % number for number in range(count)}
    for key, value in kept.items():
        store.keep("entry", key, value)
    store.keep("shard", b"0", b"another kind")
    store.close()
    base = sqlite3.connect(tmp_path / FOLDER / "memory.sqlite")
    base.execute("UPDATE kept SET value = x'00' WHERE kind = 'entry' AND key = ?", (b"1",))
    base.commit()
    base.close()
    again = opened(tmp_path, b"f", SECRET)
    assert again is not None
    again.keep("entry", b"new", b"waiting")
    asked = [*kept, b"new", b"nobody's"]
    found = dict(again.find_all("entry", asked))
    one_by_one = {key: again.find("entry", key) for key in asked}
    assert found == {key: value for key, value in one_by_one.items() if value is not None}
    assert set(asked) - set(found) == {b"1", b"nobody's"}
    again.close()


def test_a_file_that_went_just_now_is_missed_too(office: Office) -> None:
    """Only the date of its folder tells of it."""
    office.write("content/about.yaml", "类型: 页面\n标题: 关于\n标识: about\n")
    older(office)
    office.path("content/about.yaml").unlink()
    assert "没有变化" not in told(office)
    assert "没有变化" not in told(office)
    older(office)
    told(office)
    assert "没有变化" in told(office)
