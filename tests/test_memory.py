"""Builds that remember: what is done again after each kind of edit is counted, and the bytes are those of a clean build."""

from __future__ import annotations

import os
import random
import re
import shutil
import sqlite3
import unicodedata
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from gkgen.build import Options, build
from gkgen.cache import FOLDER, Memory, digest_of, fingerprint, opened, secret_of
from gkgen.cli import cli
from gkgen.drawing import crew_of
from gkgen.stages.write import publish, standing_in
from gkgen.why import Why, why
from tests.sites import BASE, NOW, item, write_files

DATED = item("限期公示", "wx/2026-00090").replace("---\n\n", "公示截止日期: 2026-11-25\n---\n\n", 1)
MANY = 12
SECRET = b"s" * 32


@dataclass(frozen=True)
class Done:
    """What a build had to do."""

    parsed: int
    drawn: int
    workbooks: int
    shards: int


class Office:
    """A site's folder, its output beside it, and builds that remember."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.output = folder / "site", folder / "out"
        texts = {f"content/items/n{n}.md": item(f"第{n}号通知", f"wx/2026-000{n:02}") for n in range(MANY)}
        write_files(self.folder, {**BASE, **texts})

    def path(self, name: str) -> Path:
        return self.folder / name

    def write(self, name: str, text: str) -> None:
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        self.path(name).write_text(text, encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        text = self.path(name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new, 1))

    def build(self, now: date = NOW, workers: int = 1, tool: bytes = b"") -> Done:
        memory = Memory(opened(self.folder, digest_of(fingerprint(), tool), SECRET))
        site = build(Options(self.folder, now), memory=memory, crew=crew_of(workers))
        publish(site.output(crew_of(workers), standing_in(self.output)), self.output)
        memory.close()
        return Done(memory.made["entry"], memory.made["page"], memory.made["workbook"], memory.made["shard"])

    def differs(self, now: date = NOW) -> list[str]:
        """What in the output isn't what a build makes that remembers nothing."""
        clean = self.output.with_name("clean")
        shutil.rmtree(clean, ignore_errors=True)
        publish(build(Options(self.folder, now)).output(), clean)
        here, there = (
            {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
            for root in (self.output, clean)
        )
        return sorted(str(path) for path in {*here, *there} if here.get(path) != there.get(path))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.build()
    return office


def body(office: Office) -> None:
    office.edit("content/items/n3.md", "正文。", "改过的正文。")


def title(office: Office) -> None:
    office.edit("content/items/n3.md", "第3号通知", "第3号公告")


def new(office: Office) -> None:
    office.write("content/items/n99.md", item("新的通知", "wx/2026-00099"))


def deleted(office: Office) -> None:
    office.path("content/items/n3.md").unlink()


def renamed(office: Office) -> None:
    office.path("content/items/n3.md").rename(office.path("content/items/n3b.md"))


def template(office: Office) -> None:
    office.edit("site.yaml", "phone:", "theme: themes/own\nphone:")
    office.write("themes/own/templates/search.html", "<h1>搜索</h1>")


def vocabulary(office: Office) -> None:
    office.edit("site.yaml", "phone:", "词表:\n  主题分类: [本地主题]\nphone:")


def config(office: Office) -> None:
    office.edit("site.yaml", "望溪区政府信息公开", "望溪区信息公开")


def catalogue(office: Office) -> None:
    office.edit("content/catalogues/main.yaml", "政策文件", "政策与文件")


def nothing(_office: Office) -> None:
    pass


def output_file(office: Office) -> None:
    (office.output / "items" / "n3.html").unlink()


ALL = MANY + 2
EDITS: tuple[tuple[Callable[[Office], None], int, Callable[[int], bool], int], ...] = (
    (nothing, 0, lambda drawn: drawn == 0, 0),
    (body, 1, lambda drawn: 1 <= drawn <= 3, 1),
    (title, 1, lambda drawn: 3 <= drawn <= 25, 0),
    (new, 1, lambda drawn: 3 <= drawn <= 25, 1),
    (deleted, 0, lambda drawn: 3 <= drawn <= 25, 1),
    (renamed, 1, lambda drawn: 3 <= drawn <= 25, 0),
    (template, 0, lambda drawn: drawn == 1, 0),
    (vocabulary, ALL, lambda drawn: drawn <= 2, 0),
    (config, 0, lambda drawn: drawn > MANY, 0),
    (catalogue, 1, lambda drawn: drawn > MANY, 1),
    (output_file, 0, lambda drawn: drawn == 1, 0),
)


@pytest.mark.parametrize(
    ("edit", "parsed", "fits", "shards"), EDITS, ids=[edit.__name__ for edit, *_ in EDITS]
)
def test_only_what_an_edit_touches_is_done_again_and_the_bytes_are_those_of_a_clean_build(
    edit: Callable[[Office], None], parsed: int, fits: Callable[[int], bool], shards: int, office: Office
) -> None:
    edit(office)
    done = office.build()
    assert done.parsed == parsed
    assert fits(done.drawn), done
    assert done.shards == shards
    assert office.differs() == []
    assert office.build() == Done(0, 0, 0, 0)


def test_a_page_is_drawn_anew_when_a_macro_that_it_calls_has_changed_and_no_other(office: Office) -> None:
    office.edit("site.yaml", "phone:", "theme: themes/own\nphone:")
    shutil.copytree(
        Path(__file__).parents[1] / "themes/default/components/contents",
        office.path("themes/own/components/contents"),
    )
    assert office.build().drawn == 0, "the same text in another place"
    office.edit("themes/own/components/contents/contents.html", "<", " <")
    assert 0 < office.build().drawn < 40
    assert office.differs() == []


def test_a_day_that_passes_draws_what_it_changes(office: Office) -> None:
    office.write("content/items/dated.md", DATED)
    office.build()
    assert office.build(date(2026, 11, 23)).parsed == 0
    assert office.differs(date(2026, 11, 23)) == []
    office.build(date(2026, 12, 1))
    assert office.differs(date(2026, 12, 1)) == []


def test_another_gkgen_remembers_nothing_of_this_one(office: Office) -> None:
    assert office.build(tool=b"upgraded").parsed == ALL
    assert office.build(tool=b"upgraded") == Done(0, 0, 0, 0)


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


def test_a_site_with_a_type_of_its_own_remembers_its_entries(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.edit(
        "site.yaml",
        "phone:",
        "内容类型:\n  - {代码: well, 名称: 水井, 字段: [{名称: 深度, 代码: depth, 类别: 数字}]}\nphone:",
    )
    office.write("content/wells/a.yaml", "类型: 水井\n标题: 东井\n深度: 12\n")
    assert office.build().parsed == ALL + 1
    assert office.build() == Done(0, 0, 0, 0)


# ---------------------------------------------------------------- under random edits


def anything(office: Office, chance: random.Random) -> None:
    """One edit among many kinds, at a random file."""
    files = sorted((office.folder / "content" / "items").glob("*.md"))
    path = chance.choice(files)
    text = path.read_text(encoding="utf-8")
    kind = chance.randrange(9)
    if kind == 0:
        path.write_text(text + f"\n补充第{chance.random()}句。\n", encoding="utf-8")
    elif kind == 1:
        path.write_text(text.replace("标题: ", "标题: 关于", 1), encoding="utf-8")
    elif kind == 2 and len(files) > 3:
        path.unlink()
    elif kind == 3:
        number = chance.randrange(1000, 99999)
        office.write(f"content/items/r{number}.md", item(f"另文{number}", f"wx/2026-{number:05}"))
    elif kind == 4:
        path.rename(path.with_name(f"m{chance.randrange(10**6)}.md"))
    elif kind == 5:
        path.write_bytes(text.replace("\n", "\r\n").encode())
    elif kind == 6:
        path.write_text(unicodedata.normalize("NFD", text), encoding="utf-8")
    elif kind == 7:
        office.edit(
            "content/catalogues/main.yaml", "名称: 政策文件", "名称: 政策文件库"
        ) if chance.random() < 0.3 else None
    else:
        shutil.rmtree(office.output / "items", ignore_errors=True)


def remembered_is_clean(folder: Path, seed: int, edits: int) -> None:
    office, chance = Office(folder), random.Random(seed)
    for _ in range(edits):
        for _ in range(chance.randrange(1, 4)):
            anything(office, chance)
        office.build(workers=chance.choice([1, 2]))
        assert office.differs() == [], seed


def test_remembered_is_clean_under_random_edits(tmp_path: Path) -> None:
    remembered_is_clean(tmp_path, 20261122, 4)


@pytest.mark.all
@pytest.mark.parametrize("seed", range(20))
def test_remembered_is_clean_under_hundreds_of_random_edits(seed: int, tmp_path: Path) -> None:
    remembered_is_clean(tmp_path, seed, 12)


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
