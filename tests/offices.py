"""A small office's site in a folder, with what a build has to remember of it: kinds of its own, a chart, a term, a twin tree."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from gkgen.build import Options, build
from gkgen.cache import FOLDER, Memory, digest_of, fingerprint, opened
from gkgen.drawing import crew_of
from gkgen.stages.write import publish, standing_in
from tests.sites import BASE, NOW, SITE, item, write_files

MANY = 12
SECRET = b"s" * 32
THEME = Path(__file__).parents[1] / "themes" / "default"
OVERRIDDEN = ("templates/item.html", "components/chart/chart.html")
DECLARED = """\
theme: themes/own
内容类型:
  - {代码: well, 名称: 水井, 文件夹: wells, 字段: [{名称: 深度, 代码: depth, 形式: 数字}]}
补充字段:
  - {类型: 信息公开条目, 字段: [{代码: hall, 名称: 公开专区}]}
词表:
  主题分类: [本地主题]
"""
CHART = """\
类型: 流程图
标题: 低保办理流程图
发布机构: 望溪区民政局
发布日期: 2026-03-05
公开目录: leaf
公开审查: {审查人: 林望山, 日期: 2026-03-04, 依据: 条例第十七条}
步骤:
  - {标识: a, 名称: 申请, 种类: 开始}
  - {标识: b, 名称: 审核}
  - {标识: c, 名称: 发证, 种类: 结束}
流向: [a → b, b → c]
"""
WELL = """\
类型: 水井
标题: 东井
发布机构: 望溪区民政局
发布日期: 2026-03-05
公开目录: leaf
公开审查: {审查人: 林望山, 日期: 2026-03-04, 依据: 条例第十七条}
深度: 12
"""


def index_number(n: int) -> str:
    return f"wx/2026-{n:05}"


def with_key(text: str, line: str) -> str:
    """An entry with a line more in its front matter."""
    return text.replace("---\n\n", f"{line}\n---\n\n", 1)


def files() -> dict[str, str]:
    """Every file of the site."""
    items = {f"content/items/n{n}.md": item(f"第{n}号通知", index_number(n)) for n in range(MANY)}
    return {
        **BASE,
        **items,
        "site.yaml": SITE + DECLARED,
        "content/items/n1.md": with_key(items["content/items/n1.md"], "公开专区: 大厅"),
        "content/items/n2.md": with_key(items["content/items/n2.md"], "主题分类: 本地主题"),
        "content/items/shown.md": with_key(item("限期公示", index_number(90)), "公示截止日期: 2026-11-25"),
        "content/wells/east.yaml": WELL,
        "content/flowcharts/dibao.yaml": CHART,
        **{f"themes/own/{name}": (THEME / name).read_text(encoding="utf-8") for name in OVERRIDDEN},
        "themes/own/static/own.txt": "一\n",
    }


TEXTS = sum(name.startswith("content/") for name in files())


@dataclass(frozen=True)
class Done:
    """What a build had to do."""

    parsed: int
    closed: int
    drawn: int
    lists: int
    shards: int


class Office:
    """A site's folder, its output beside it, and builds that remember, on a day and by a gkgen."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.output = folder / "site", folder / "out"
        self.now, self.tool = NOW, b""

    @classmethod
    def begun(cls, folder: Path) -> Office:
        """One that has been built once."""
        office = cls(folder)
        write_files(office.folder, files())
        office.build()
        return office

    def copied(self, folder: Path) -> Office:
        """The same elsewhere, with all that it remembers."""
        shutil.copytree(self.folder.parent, folder, dirs_exist_ok=True)
        return Office(folder)

    def path(self, name: str) -> Path:
        return self.folder / name

    def write(self, name: str, text: str) -> None:
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        self.path(name).write_text(text, encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        text = self.path(name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new, 1))

    def build(self, workers: int = 1) -> Done:
        memory = Memory(opened(self.folder, digest_of(fingerprint(), self.tool), SECRET))
        site = build(Options(self.folder, self.now), memory=memory, crew=crew_of(workers))
        assert site.errors == 0, site.findings
        publish(site.output(crew_of(workers), standing_in(self.output)), self.output)
        memory.close()
        return Done(*(memory.made[each] for each in ("entry", "view", "page", "list", "shard")))

    def differs(self) -> list[str]:
        """What in the output isn't what a build makes that remembers nothing."""
        clean = self.output.with_name("clean")
        shutil.rmtree(clean, ignore_errors=True)
        publish(build(Options(self.folder, self.now)).output(), clean)
        return differences(self.output, clean)


def differences(here: Path, there: Path) -> list[str]:
    """The files that aren't the same in two folders, by their paths."""
    one, other = contents(here), contents(there)
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))


def contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def memory_file(office: Office) -> Path:
    return office.folder / FOLDER / "memory.sqlite"
