"""Site → files: what a site that is planned gives out, when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path, PurePosixPath

from gkgen.cache import Memory
from gkgen.drawing import ALONE, Crew, Drawing, Easel, Elsewhere
from gkgen.emit.data_catalogue import catalogue_file
from gkgen.emit.feeds import feed_files
from gkgen.emit.search import search_files
from gkgen.emit.searchable import search_documents, search_words
from gkgen.emit.sitemap import sitemap_files
from gkgen.emit.tables import Exported, parted, with_sizes
from gkgen.exceptions import Excused
from gkgen.findings import Finding, Severity, Text, UsageError
from gkgen.kiosk import kiosk_files
from gkgen.model import File, Page, Promise, Source
from gkgen.schema import Config, Site
from gkgen.stages.link import files_named
from gkgen.stages.render import render, renderer
from gkgen.theme import static_files

_PACKAGED_THEME = Path(__file__).parent / "themes" / "default"
DEFAULT_THEME = (
    _PACKAGED_THEME if _PACKAGED_THEME.is_dir() else Path(__file__).parent.parent / "themes" / "default"
)

NOTHING: Mapping[str, str] = {}
"""What stands in an output where nothing does: no address, and no sum of its bytes."""


@dataclass(frozen=True, slots=True)
class Built:
    """A site, planned: nothing is drawn until it is asked for. `site` is None when site.yaml can't be used."""

    site: Site | None
    pages: tuple[Page, ...]
    sources: tuple[Source, ...]
    findings: tuple[Finding, ...]
    folder: Path
    excused: tuple[Excused, ...] = ()
    memory: Memory = field(default_factory=Memory)
    exported: Callable[[], tuple[Exported, ...]] = field(default=tuple, compare=False)
    indexed: Callable[[], object] = field(default=tuple, compare=False)

    @property
    def errors(self) -> int:
        return sum(1 for each in self.findings if each.rule.severity is Severity.ERROR)

    def files(self) -> Iterator[File]:
        """Every file of the output but those of the search."""
        return (file for file in self.made(ALONE, NOTHING) if isinstance(file, File))

    def made(
        self, crew: Crew, standing: Mapping[str, str], search: Iterable[File | Promise] = ()
    ) -> Iterator[File | Promise]:
        """The same with the files of the search, pages drawn by a crew, after the files that they lead to: of one that
        stands as it is, by its address and the sum of its bytes, there is only a promise."""
        if self.site is None:
            return
        wanted = self.site.config.traditional_tree()
        drawing = Drawing((), self.themes(), wanted, self.variant, standing=standing)
        easel = Easel(drawing, self.memory, crew)
        yield from self._beside(self.site)
        if isinstance(crew, Elsewhere):  # each file is put in its place: the search leads to all pages
            yield from self._offering(self.site, self.pages, easel, standing)
            yield from _kept_or_made(search, standing)
        else:  # the downloads may still be in the making
            plain, offering = parted(self.pages, self.site)
            yield from easel.files(plain)
            yield from _kept_or_made(search, standing)
            yield from self._offering(self.site, offering, easel, standing)
        easel.keep()

    def _offering(
        self, site: Site, pages: tuple[Page, ...], easel: Easel, standing: Mapping[str, str]
    ) -> Iterator[File | Promise]:
        """The downloads, and pages that tell their sizes."""
        exported = self.exported()
        yield from _kept_or_made(_downloads(site, exported), standing)
        yield from easel.files(tuple(with_sizes(pages, exported)))

    def split(self) -> tuple[tuple[Page, ...], Iterator[File | Promise]]:
        """The pages as they are drawn, each download with its size, and every other file of the output but those of the search."""
        if self.site is None:
            return (), iter(())
        exported = self.exported()
        beside = chain(self._beside(self.site), _downloads(self.site, exported))
        return tuple(with_sizes(self.pages, exported)), beside

    def _beside(self, site: Site) -> Iterator[File]:
        """Every file of the output but its pages, its downloads, and those of the search."""
        yield from static_files(self.themes())
        yield from site.mounted.files if site.mounted else ()
        yield from _attachments(site, self.sources)
        yield from feed_files(site)
        for entry in site.entries:
            yield from site.types[entry.kind].files(entry, site)
        yield from sitemap_files(self.pages, site)

    @property
    def drawn_pages(self) -> int:
        """How many pages `files` draws: each twice where the site has Traditional characters."""
        twice = self.site is not None and self.site.config.traditional_tree() is not None
        return len(self.pages) * (2 if twice else 1)

    @property
    def variant(self) -> str:
        """What makes all pages of a site other pages: the public address, a touch screen."""
        return repr((self.site.config.base_url, self.site.config.kiosk)) if self.site else ""

    def themes(self) -> tuple[Path, ...]:
        """The theme folders, the site's own first."""
        return themes_of(self.site.config, self.folder) if self.site else ()

    def drawn(self, addresses: Container[str]) -> Iterator[File]:
        """The pages at these addresses alone, and the themes' own files."""
        if self.site is None:
            return
        themes = self.themes()
        environment = renderer(themes)
        for page in self.pages:
            if page.address in addresses:
                yield render(page, environment)
        yield from static_files(themes)

    def output(self, crew: Crew = ALONE, standing: Mapping[str, str] = NOTHING) -> Iterator[File | Promise]:
        """Every file of the output; on a touch screen's site nothing leads off it."""
        config = self.site.config if self.site else None
        if config and config.kiosk:
            yield from kiosk_files(chain(self.files(), self.search_files()), config.base_url)
        else:
            yield from self.made(crew, standing, self.sought(crew))

    def search_files(self) -> Iterator[File]:
        """The index of the search, all of it."""
        return (file for file in _kept_or_made(self.sought(), NOTHING) if isinstance(file, File))

    def sought(self, crew: Crew = ALONE) -> Iterator[File | Promise]:
        """The index of the search: of what stands as it is nobody needs the bytes."""
        if self.site is None:
            return
        if not isinstance(crew, Elsewhere):
            self.indexed()
        documents, words = search_documents(self.site), search_words(self.site)
        remember = self.memory.remember
        if isinstance(crew, Elsewhere):
            executor, at_once = crew.executor, crew.workers + 1
            yield from search_files(documents, words, remember=remember, executor=executor, at_once=at_once)
        else:
            yield from search_files(documents, words, remember=remember)


def themes_of(config: Config, folder: Path) -> tuple[Path, ...]:
    """The site's own theme before the default one. Raises UsageError for one outside of the site's folder."""
    if not config.theme:
        return (DEFAULT_THEME,)
    parts = PurePosixPath(config.theme).parts
    if ".." in parts or config.theme.startswith("/") or "\\" in config.theme or ":" in config.theme:
        raise UsageError(
            Text(
                f"主题文件夹“{config.theme}”在站点之外", f"the theme “{config.theme}” is outside of the site"
            )
        )
    return (folder / config.theme, DEFAULT_THEME)


def _kept_or_made(files: Iterable[File | Promise], standing: Mapping[str, str]) -> Iterator[File | Promise]:
    """Only of what stands as it is there is a promise: the bytes of all else are made."""
    for each in files:
        if isinstance(each, Promise) and standing.get(each.address) != each.sum:
            yield File(each.address, each.make())
        else:
            yield each


def _downloads(site: Site, exported: tuple[Exported, ...]) -> Iterator[File | Promise]:
    """The files of the lists, and what machines are told of them."""
    yield from (each.promise() for each in exported)
    yield catalogue_file(site, exported)


def _attachments(site: Site, sources: tuple[Source, ...]) -> Iterator[File]:
    """The files that a page of the site leads to; no other file of the content is published."""
    wanted = files_named(site)
    for source in sources:
        address = site.addresses.get(source.path, "")
        if address in wanted:
            yield File(address, source.content)
