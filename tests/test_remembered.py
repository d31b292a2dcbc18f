"""Remembered is clean: after any edits, by the real command, the folder has the bytes of a build that knows nothing."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from gkgen.cache import FOLDER, digest_of
from gkgen.cli import main
from gkgen.drawing.crew import FEWEST
from tests.offices import CHART, WELL, Office, contents, differences, files, index_number, with_key
from tests.sites import item, write_files

EDITS_AT_ONCE = 3
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080600000 01f15c4890000000d49444154789c6360000002"
    "000001e221bc330000000049454e44ae426082".replace(" ", "")
)


class Desk(Office):
    """An office in which somebody works at random."""

    def __init__(self, folder: Path, seed: int) -> None:
        super().__init__(folder)
        self.chance = random.Random(seed)
        self.steps: list[str] = []
        write_files(self.folder, files())

    # ------------------------------------------------------------ what there is

    def some(self, pattern: str) -> Path | None:
        found = sorted(self.folder.glob(pattern))
        return self.chance.choice(found) if found else None

    def fresh_number(self) -> int:
        return self.chance.randrange(1000, 99999)

    def change(self, pattern: str, edit: Callable[[str], str]) -> None:
        """The text of one of the files, another one."""
        path = self.some(pattern)
        if path is not None:
            path.write_bytes(edit(path.read_bytes().decode()).encode())

    # ------------------------------------------------------------ building

    def run(self, *arguments: str) -> tuple[int, str]:
        """The exit status and what went to the standard output."""
        told, aside = StringIO(), StringIO()
        with redirect_stdout(told), redirect_stderr(aside), pytest.raises(SystemExit) as ended:
            main(arguments)
        assert isinstance(ended.value.code, int)
        assert ended.value.code in (0, 1, 130), aside.getvalue()
        return ended.value.code, told.getvalue()

    def command(self, output: Path, *more: str) -> tuple[str, ...]:
        where = ("-s", str(self.folder), "-d", str(output), "--now", str(self.now))
        return ("build", *where, "--format", "json", "--lang", "zh", *more)

    def tell(self) -> bool:
        """Build with what is remembered and without; whether there was something to publish. Where there wasn't, the
        next thing that anybody does is to take back what was done."""
        before = contents(self.output)
        workers = self.chance.choice(("1", "2"))
        self.steps.append(f"build with {workers}")
        done = self.run(*self.command(self.output, "--workers", workers))
        clean = self.output.with_name("clean")
        shutil.rmtree(clean, ignore_errors=True)
        assert done == self.run(*self.command(clean, "--workers", "1", "--fresh"))
        assert differences(self.output, clean) == [] if done[0] == 0 else contents(self.output) == before
        self.settle(done[0] == 0)
        return done[0] == 0

    def settle(self, published: bool) -> None:
        good = self.output.with_name("good")
        source, target = (self.folder, good) if published else (good, self.folder)
        for name in ("content", "themes"):
            shutil.rmtree(target / name, ignore_errors=True)
            shutil.copytree(source / name, target / name)
        shutil.copy2(source / "site.yaml", target / "site.yaml")


# ---------------------------------------------------------------- what somebody does

ITEMS = "content/items/*.md"


def body(desk: Desk) -> None:
    desk.change(ITEMS, lambda text: f"{text}\n补充第{desk.fresh_number()}句。\n")


def title(desk: Desk) -> None:
    desk.change(ITEMS, lambda text: text.replace("标题: ", "标题: 关于", 1))


def new(desk: Desk) -> None:
    n = desk.fresh_number()
    desk.write(f"content/items/r{n}.md", item(f"另文{n}", index_number(n)))


def deleted(desk: Desk) -> None:
    path = desk.some(ITEMS)
    if path is not None and len(list(desk.folder.glob(ITEMS))) > 3:
        path.unlink()


def renamed(desk: Desk) -> None:
    path = desk.some(ITEMS)
    if path is not None:
        path.rename(path.with_name(f"m{desk.fresh_number()}.md"))


def renamed_in_nfd(desk: Desk) -> None:
    """As macOS spells a name."""
    path, n = desk.some(ITEMS), desk.fresh_number()
    if path is not None:
        text = path.read_text(encoding="utf-8")
        path.unlink()
        with_id = text if "标识:" in text else with_key(text, f"标识: k{n}")
        path.with_name(unicodedata.normalize("NFD", f"Käse-{n}.md")).write_text(with_id, encoding="utf-8")


def the_other_spelling(desk: Desk) -> None:
    """The same name, in NFC where it was in NFD and the other way round."""
    path = desk.some("content/items/K*.md")
    if path is not None:
        form = "NFC" if unicodedata.is_normalized("NFD", path.name) else "NFD"
        path.rename(path.with_name(unicodedata.normalize(form, path.name)))  # type: ignore[arg-type]


def carriage_returns(desk: Desk) -> None:
    desk.change(ITEMS, lambda text: text.replace("\r\n", "\n").replace("\n", "\r\n"))


def line_feeds(desk: Desk) -> None:
    desk.change(ITEMS, lambda text: text.replace("\r\n", "\n"))


def text_in_nfd(desk: Desk) -> None:
    desk.change(ITEMS, lambda text: unicodedata.normalize("NFD", f"{text}\nÄpfel ガス\n"))


def template(desk: Desk) -> None:
    desk.change("themes/own/templates/*.html", lambda text: f"{text}\n{{# {desk.fresh_number()} #}}")


def visible_template(desk: Desk) -> None:
    said = f"<p>{desk.fresh_number()}</p>"
    number = r"({% block number %})(<p>\d+</p>)?"
    desk.change("themes/own/templates/item.html", lambda text: re.sub(number, rf"\1{said}", text))


def macro(desk: Desk) -> None:
    desk.change("themes/own/components/chart/chart.html", lambda text: text.replace("<", " <", 1))


def theme_file(desk: Desk) -> None:
    desk.change("themes/own/static/*", lambda text: f"{text}二\n")


def theme_style(desk: Desk) -> None:
    desk.write("themes/own/components/chart/chart.css", f".chart {{ margin: {desk.fresh_number()}px }}\n")


def no_theme(desk: Desk) -> None:
    """The default theme alone, and back."""
    desk.change(
        "site.yaml",
        lambda text: (
            text.replace("theme: ", "# theme: ") if "\ntheme" in text else text.replace("# theme", "theme")
        ),
    )


def config(desk: Desk) -> None:
    desk.change(
        "site.yaml", lambda text: re.sub(r"phone: .*", f"phone: 0100-20{desk.fresh_number():05}", text)
    )


def page_size(desk: Desk) -> None:
    desk.change(
        "site.yaml",
        lambda text: re.sub(
            r"每页条数: \d+\n|\Z", f"每页条数: {desk.chance.choice((5, 20))}\n", text, count=1
        ),
    )


def traditional(desk: Desk) -> None:
    """A twin of every page, and none."""
    desk.change(
        "site.yaml",
        lambda text: text.replace("繁体版: 是\n", "") if "繁体版" in text else f"{text}繁体版: 是\n",
    )


def vocabulary(desk: Desk) -> None:
    desk.change(
        "site.yaml", lambda text: text.replace("[本地主题", f"[本地主题, 主题{desk.fresh_number()}", 1)
    )


def vocabulary_lost(desk: Desk) -> None:
    """A word that an entry uses is gone: it is a fault until it is there again."""
    desk.change(
        "site.yaml",
        lambda text: (
            text.replace("[本地主题", "[别的主题") if "[本地" in text else text.replace("[别的", "[本地")
        ),
    )


def schema(desk: Desk) -> None:
    label = f"名称: 深度{desk.fresh_number()}, 别名: [深度], 代码: depth"
    desk.change("site.yaml", lambda text: re.sub(r"名称: 深度.*代码: depth", label, text))


def schema_form(desk: Desk) -> None:
    """A number becomes a text, and is a number again."""
    desk.change(
        "site.yaml",
        lambda text: (
            text.replace("形式: 数字", "形式: 文字") if "数字" in text else text.replace("文字", "数字")
        ),
    )


def added_field(desk: Desk) -> None:
    label = f"名称: 专区{desk.fresh_number()}, 别名: [公开专区]"
    desk.change("site.yaml", lambda text: re.sub(r"代码: hall, [^}]*}", f"代码: hall, {label}}}", text))


def well(desk: Desk) -> None:
    n = desk.fresh_number()
    desk.write(
        f"content/wells/w{desk.chance.randrange(3)}.yaml", WELL.replace("12", str(n)).replace("东", f"{n}")
    )


def catalogue(desk: Desk) -> None:
    desk.change(
        "content/catalogues/main.yaml",
        lambda text: re.sub(r"政策文件\d*", f"政策文件{desk.fresh_number()}", text),
    )


def catalogue_node(desk: Desk) -> None:
    node = f"  - {{代码: c{desk.fresh_number()}, 名称: 又一类}}\n"
    desk.change("content/catalogues/main.yaml", lambda text: text + node)


def organisation(desk: Desk) -> None:
    desk.change("content/organisations/mzj.yaml", lambda text: text.replace("清溪路", "新清溪路", 1))


def chart(desk: Desk) -> None:
    n = desk.fresh_number()
    desk.write("content/flowcharts/dibao.yaml", CHART.replace("名称: 审核", f"名称: 审核{n}"))


def a_day_passes(desk: Desk) -> None:
    desk.now += timedelta(days=desk.chance.choice((1, 2, 40)))


def back_to_the_first_day(desk: Desk) -> None:
    desk.now = date(2026, 11, 22)


def shown_for_a_time(desk: Desk) -> None:
    day = desk.now + timedelta(days=desk.chance.randrange(3))
    desk.change(ITEMS, lambda text: text if "公示截止" in text else with_key(text, f"公示截止日期: {day}"))


def draft(desk: Desk) -> None:
    desk.change(
        ITEMS, lambda text: text.replace("草稿: 是\n", "") if "草稿" in text else with_key(text, "草稿: 是")
    )


def later(desk: Desk) -> None:
    day = desk.now + timedelta(days=2)
    desk.change(ITEMS, lambda text: re.sub(r"发布日期: \S+", f"发布日期: {day}", text))


def attachment(desk: Desk) -> None:
    name = desk.chance.choice(("bild.png", unicodedata.normalize("NFD", "Übersicht.png")))
    desk.path("content/files").mkdir(exist_ok=True)
    desk.path(f"content/files/{name}").write_bytes(PICTURE + bytes(desk.chance.randrange(9)))
    link = f"\n![图](/files/{unicodedata.normalize('NFC', name)})\n"
    desk.change(ITEMS, lambda text: text + link)


def a_fault(desk: Desk) -> None:
    desk.write("content/items/fault.md", "---\n标题: [\n---\n")


def output_file(desk: Desk) -> None:
    path = desk.output / "items"
    names = sorted(path.glob("*.html"))
    if names:
        desk.chance.choice(names).unlink()


def output_folder(desk: Desk) -> None:
    shutil.rmtree(desk.output / desk.chance.choice(("items", "search", "static")), ignore_errors=True)


def all_output(desk: Desk) -> None:
    shutil.rmtree(desk.output, ignore_errors=True)


def upgrade(desk: Desk) -> None:
    desk.tool = bytes([desk.chance.randrange(2)])


def memory_cut(desk: Desk) -> None:
    path = desk.folder / FOLDER / "memory.sqlite"
    if path.is_file():
        path.write_bytes(path.read_bytes()[: desk.chance.randrange(path.stat().st_size + 1)])


def memory_lost(desk: Desk) -> None:
    shutil.rmtree(desk.folder / FOLDER, ignore_errors=True)


def as_if_long_ago(desk: Desk) -> None:
    """All dates a minute earlier: the next build may say that nothing has changed since."""
    for path in (desk.folder, *desk.folder.rglob("*")):
        if FOLDER not in path.parts:
            status = path.stat()
            os.utime(path, (status.st_atime, status.st_mtime - 60))


def a_check(desk: Desk) -> None:
    desk.run("check", "-s", str(desk.folder), "--now", str(desk.now), "--lang", "zh")


def another_address(desk: Desk) -> None:
    other = desk.output.with_name("other")
    desk.run(*desk.command(other, "--base-url", "https://www.wangxi.example/a"))


def a_touch_screen(desk: Desk) -> None:
    desk.run(*desk.command(desk.output.with_name("kiosk"), "--kiosk"))


def interrupted(desk: Desk) -> None:
    """Somebody presses Ctrl-C while pages are drawn."""
    left = desk.chance.randrange(40)

    def publish(made: Iterable[Any], *_: Any, **__: Any) -> None:
        for place, _file in enumerate(made):
            if place == left:
                raise KeyboardInterrupt
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gkgen.stages.write.publish", publish)
        assert desk.run(*desk.command(desk.output, "--workers", "1"))[0] in (0, 1, 130)


ACTS: tuple[Callable[[Desk], None], ...] = (
    body,
    title,
    new,
    deleted,
    renamed,
    renamed_in_nfd,
    the_other_spelling,
    carriage_returns,
    line_feeds,
    text_in_nfd,
    template,
    visible_template,
    macro,
    theme_file,
    theme_style,
    no_theme,
    config,
    page_size,
    traditional,
    vocabulary,
    vocabulary_lost,
    schema,
    schema_form,
    added_field,
    well,
    catalogue,
    catalogue_node,
    organisation,
    chart,
    a_day_passes,
    back_to_the_first_day,
    shown_for_a_time,
    draft,
    later,
    attachment,
    a_fault,
    output_file,
    output_folder,
    all_output,
    upgrade,
    memory_cut,
    memory_lost,
    as_if_long_ago,
    a_check,
    another_address,
    a_touch_screen,
    interrupted,
)


# ---------------------------------------------------------------- the disk and the machine


@pytest.fixture
def at_random(monkeypatch: pytest.MonkeyPatch) -> Callable[[Desk], None]:
    """Folders list what they hold in any order, two workers are two even for a few pages, and a gkgen is the one that
    the desk says."""

    def arranged(desk: Desk) -> None:
        order = random.Random(desk.chance.random())
        listdir, scandir = os.listdir, os.scandir

        class Shuffled:
            def __init__(self, path: Any = ".") -> None:
                with scandir(path) as found:
                    self.entries = sorted(found, key=lambda _: order.random())

            def __enter__(self) -> Iterator[os.DirEntry[str]]:
                return iter(self.entries)

            def __exit__(self, *_: object) -> None:
                pass

            def __iter__(self) -> Iterator[os.DirEntry[str]]:
                return iter(self.entries)

        monkeypatch.setattr(
            os, "listdir", lambda path=".": sorted(listdir(path), key=lambda _: order.random())
        )
        monkeypatch.setattr(os, "scandir", Shuffled)
        monkeypatch.setattr("gkgen.disk.walk.COARSE", 30_000_000)
        monkeypatch.setitem(FEWEST, "fork", 5)
        monkeypatch.setattr("gkgen.drawing.crew.start_method", lambda: "fork")
        monkeypatch.setattr("gkgen.cache.fingerprint", lambda: digest_of(desk.tool))

    return arranged


def works(desk: Desk, builds: int) -> None:
    """So many builds, each after a few acts; where one is wrong, the seed and all that was done are told."""
    published = 0
    assert desk.tell()
    for _ in range(builds):
        for act in desk.chance.choices(ACTS, k=desk.chance.randrange(1, EDITS_AT_ONCE + 1)):
            desk.steps.append(act.__name__)
            act(desk)
        published += desk.tell()
    assert published > builds / 2, "too many builds had nothing to publish"


def by_another_process(desk: Desk) -> None:
    """What a process makes that shares nothing with this one, not even what it holds in its hands."""
    clean = desk.output.with_name("clean")
    shutil.rmtree(clean, ignore_errors=True)
    ended = subprocess.run(
        [sys.executable, "-m", "gkgen", *desk.command(clean, "--fresh")], check=False, capture_output=True
    )
    assert ended.returncode == 0
    assert differences(desk.output, clean) == []


def remembered_is_clean(folder: Path, seed: int, builds: int, arranged: Callable[[Desk], None]) -> None:
    desk = Desk(folder, seed)
    arranged(desk)
    try:
        works(desk, builds)
        assert desk.tell()
        by_another_process(desk)
    except BaseException:
        print(f"seed {seed}:", *desk.steps, sep="\n  ")
        raise


def test_remembered_is_clean_after_random_edits(tmp_path: Path, at_random: Callable[[Desk], None]) -> None:
    remembered_is_clean(tmp_path, 20261122, 6, at_random)


@pytest.mark.all
@pytest.mark.parametrize("seed", range(20))
def test_remembered_is_clean_after_hundreds_of_random_edits(
    seed: int, tmp_path: Path, at_random: Callable[[Desk], None]
) -> None:
    remembered_is_clean(tmp_path, seed, 15, at_random)
