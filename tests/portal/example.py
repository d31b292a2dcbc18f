"""The example site, built once for all proofs of a run, and the pages of it that stand for their kind."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pytest

from gkgen.build import Options, build
from gkgen.stages.write import publish
from tests.sites import NOW

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
TRADITIONAL = "zh-hant"
LEADS_ON = "moved.html"
"""The template of pages that lead on at once: nobody can look at them."""


@dataclass(frozen=True, slots=True)
class Example:
    """A folder with the built example. `pages` are (address, template), in order."""

    folder: Path
    pages: tuple[tuple[str, str], ...]

    def text(self, address: str) -> str:
        return (self.folder / address).read_text(encoding="utf-8")

    def every(self) -> list[str]:
        """All pages of the output in both scripts, those that lead on included."""
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))

    def kinds(self) -> list[str]:
        """For each template a page as most of its pages are: the one in the middle by size."""
        sizes = self._by_size(lambda _, template: template)
        return sorted(each[len(each) // 2] for each in sizes)

    def hardest(self) -> list[str]:
        """For each template the largest page that it draws: what is hard on a page is on that one."""
        return sorted(each[-1] for each in self._by_size(lambda _, template: template))

    def kinds_of_types(self) -> list[str]:
        """The largest for each template and each folder, so that every content type has a page and a list."""
        sizes = self._by_size(lambda address, template: f"{PurePosixPath(address).parts[:-1]} {template}")
        return sorted(each[-1] for each in sizes)

    def traditional(self, addresses: list[str]) -> list[str]:
        """The same pages in the other script, where there is one."""
        return [f"{TRADITIONAL}/{each}" for each in addresses if (self.folder / TRADITIONAL / each).is_file()]

    def _by_size(self, key: Callable[[str, str], str]) -> list[list[str]]:
        """The pages by a key of theirs, the small ones first."""
        found: dict[str, list[str]] = {}
        for address, template in sorted(
            self.pages, key=lambda each: ((self.folder / each[0]).stat().st_size, each)
        ):
            if template != LEADS_ON:
                found.setdefault(key(address, template), []).append(address)
        return list(found.values())


def published(factory: pytest.TempPathFactory) -> Example:
    """Built by the first worker that asks, waited for by the others."""
    shared = factory.getbasetemp().parent if os.environ.get("PYTEST_XDIST_WORKER") else factory.getbasetemp()
    folder, pages = shared / "portal" / "public", shared / "portal" / "pages.json"
    pages.parent.mkdir(exist_ok=True)
    with _alone(shared / "portal" / "lock"):
        if not pages.exists():
            pages.write_text(json.dumps(built_into(folder)), encoding="utf-8")
    return Example(folder, tuple((address, template) for address, template in json.loads(pages.read_text())))


def built_into(folder: Path) -> list[tuple[str, str]]:
    site = build(Options(ROOT, NOW))
    publish(site.output(), folder)
    return sorted((page.address, page.template) for page in site.pages)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
