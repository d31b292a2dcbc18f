"""How a build grows: time and memory for each page, from a small site to a large one."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benching.running import Figures, Peak, run
from tests.benching.sites import gkgen_site, write


@dataclass(frozen=True)
class Grown:
    """A cold build of a site of so many entries. `together` are the MB of all processes at once."""

    entries: int
    pages: int
    figures: Figures
    together: float


def growth(sizes: Sequence[int], folder: Path) -> Iterator[str]:
    """A table for each of the two ways, its lines as they come."""
    site, output = folder / "gkgen", folder / "out"
    pages = [sys.executable, "-m", "tests.bench", "--pages", str(site), "--folder", str(output)]
    whole = [sys.executable, "-m", "gkgen", "build", "-q", "-s", str(site), "-d", str(output)]
    first: dict[str, Grown] = {}
    yield "| entries | built | pages | wall s | CPU s | ms a page | of the first | CPU ms a page | MB, largest | MB, together | kB a page |"
    yield "|---|---|---|---|---|---|---|---|---|---|---|"
    for size in sizes:
        write(site, gkgen_site(size))
        for name, command in (("without search", pages), ("with search", whole)):
            grown = _grown(size, command, site, output)
            yield _line(name, grown, first.setdefault(name, grown))


def _grown(size: int, command: list[str], site: Path, output: Path) -> Grown:
    for left in (output, site / ".gkgen"):
        shutil.rmtree(left, ignore_errors=True)
    peak = Peak()
    figures = run(command, peak)
    pages = sum(1 for _ in output.rglob("*.html"))
    return Grown(size, pages, figures, peak.together)


def _line(name: str, grown: Grown, first: Grown) -> str:
    wall, cpu, largest = grown.figures
    each = 1000 * wall / grown.pages
    growth = each / (1000 * first.figures.wall / first.pages)
    return (
        f"| {grown.entries:,} | {name} | {grown.pages:,} | {wall:.1f} | {cpu:.1f} | {each:.2f} | {growth:.2f} | "
        f"{1000 * cpu / grown.pages:.2f} | {largest:.0f} | {grown.together:.0f} | "
        f"{1024 * grown.together / grown.pages:.0f} |"
    )
