"""The sentence: the only place where the stages meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path, PurePosixPath

from gkgen.checks import CHECKS
from gkgen.emit.search import search_files
from gkgen.emit.searchable import search_documents
from gkgen.emit.sitemap import sitemap_files
from gkgen.findings import Finding, Severity, Text, UsageError, in_order
from gkgen.model import TEXTS, Entry, File, Mapping, Page, Record, Source
from gkgen.schema import Config, ContentType, Settings, Site
from gkgen.schema.common import OPEN
from gkgen.stages.configure import CONFIG_FILE, configure
from gkgen.stages.link import Aside, files_named, link
from gkgen.stages.parse import parse
from gkgen.stages.plan import plan
from gkgen.stages.read import read
from gkgen.stages.render import render, renderer, static_files
from gkgen.stages.validate import validate
from gkgen.types import TYPES

_PACKAGED_THEME = Path(__file__).parent / "themes" / "default"
DEFAULT_THEME = (
    _PACKAGED_THEME if _PACKAGED_THEME.is_dir() else Path(__file__).parent.parent / "themes" / "default"
)


# What a site without usable settings is checked with, so that all its faults are told in one run.
NO_SETTINGS = Settings(Config(name="site.yaml"), Mapping((), 1, 1))


@dataclass(frozen=True, slots=True)
class Options:
    """What a build depends on beside the files: the day it is made for, and what to let in."""

    folder: Path
    now: date
    base_url: str = ""
    drafts: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """A site, planned: nothing is drawn until it is asked for. `site` is None when site.yaml can't be used."""

    site: Site | None
    pages: tuple[Page, ...]
    sources: tuple[Source, ...]
    findings: tuple[Finding, ...]
    folder: Path

    @property
    def errors(self) -> int:
        return sum(1 for each in self.findings if each.rule.severity is Severity.ERROR)

    def files(self) -> Iterator[File]:
        """Every file of the output but those of the search."""
        if self.site is None:
            return
        themes = _themes(self.site.config, self.folder)
        environment = renderer(themes)
        for page in self.pages:
            yield render(page, environment)
        yield from static_files(themes)
        yield from _attachments(self.site, self.sources)
        yield from sitemap_files(self.pages, self.site.config.base_url)

    def search_files(self) -> Iterator[File]:
        """The index of the search: it costs more than all pages together, so it comes last."""
        if self.site is not None:
            yield from search_files(search_documents(self.site))


def build(options: Options, types: Sequence[ContentType] = TYPES) -> Built:
    """Read, parse, validate, link, check and plan a site; every problem of all stages is in `findings`.

    Raises UsageError when the folder can't be read at all.
    """
    by_key = {each.key: each for each in types}
    sources, unread = read(options.folder)
    records, unparsed = _parsed(sources)
    written = next((each for each in records if each.path == CONFIG_FILE), None)
    settings, unset = configure(written)
    if written is None and any(each.place.file == CONFIG_FILE for each in (*unread, *unparsed)):
        unset = ()
    used = _with_address(settings or NO_SETTINGS, options.base_url)
    vocabularies = used.config.vocabularies()
    validated = [validate(each, by_key, vocabularies) for each in records if each is not written]
    entries = [entry for entry, _ in validated if entry is not None and _is_due(entry, options)]
    aside = _aside(sources, (entry for entry, _ in validated), entries, unread)
    site, unlinked = link(entries, sources, used, by_key, options.now, aside)
    pages, unplanned = plan(site, sources)
    findings = [*unread, *unparsed, *unset, *chain.from_iterable(said for _, said in validated)]
    findings += [*unlinked, *unplanned, *chain.from_iterable(check(site) for check in CHECKS)]
    for entry in site.entries:
        findings += by_key[entry.kind].check(entry, site)
    if settings is None:
        return Built(None, (), sources, in_order(findings), options.folder)
    return Built(site, pages, sources, in_order(findings), options.folder)


def _with_address(settings: Settings, base_url: str) -> Settings:
    return replace(settings, config=replace(settings.config, base_url=base_url)) if base_url else settings


def _aside(
    sources: Iterable[Source],
    validated: Iterable[Entry | None],
    due: Iterable[Entry],
    unread: Iterable[Finding],
) -> Aside:
    """The files that give the site nothing to show: faulty, not yet due, not disclosed, refused."""
    texts = {each.path: each.content for each in sources if isinstance(each.content, bytes)}
    shown = {each.path: each.fields.disclosure for each in due}
    waiting = {each.path for each in validated if each is not None} - set(shown)
    faulty = set(texts) - set(shown) - waiting | {each.place.file for each in unread}
    unseen = (text for path, text in texts.items() if shown.get(path) != OPEN and path != CONFIG_FILE)
    return Aside(
        texts="\n".join(text.decode("utf-8", "replace") for text in unseen),
        faulty=frozenset(faulty),
        waiting=frozenset(waiting),
    )


def _parsed(sources: tuple[Source, ...]) -> tuple[list[Record], list[Finding]]:
    parsed = [parse(each) for each in sources if each.path.endswith(TEXTS)]
    records = [record for record, _ in parsed if record is not None]
    return records, list(chain.from_iterable(said for _, said in parsed))


def _is_due(entry: Entry, options: Options) -> bool:
    """Drafts, and what is to be published on a later day, are left out unless they are asked for."""
    published: date | None = entry.fields.published
    waiting = published is not None and published > options.now
    return options.drafts or not (entry.fields.draft or waiting)


def _themes(config: Config, folder: Path) -> tuple[Path, ...]:
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


def _attachments(site: Site, sources: tuple[Source, ...]) -> Iterator[File]:
    """The files that a page of the site leads to; no other file of the content is published."""
    wanted = files_named(site)
    for source in sources:
        address = site.addresses.get(source.path, "")
        if address in wanted:
            yield File(address, source.content)
