"""The sentence: the only place where the stages meet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path

from gkgen.built import DEFAULT_THEME, Built, themes_of
from gkgen.cache import Memory, files_before, keep_files
from gkgen.checks import CHECKS, of_the_day
from gkgen.drawing import ALONE, Crew
from gkgen.emit.search import edited
from gkgen.emit.searchable import search_documents
from gkgen.emit.tables import Exported, Told, are_known, export_files, exported_on, listed, shelves
from gkgen.exceptions import weigh
from gkgen.findings import Finding, in_order
from gkgen.heads import with_heads
from gkgen.intake import Intake, taken_in
from gkgen.markdown import Lane
from gkgen.model import TEXTS, Entry, Mapping, Record, Source, Stub
from gkgen.mounting import mounted
from gkgen.readings import titles_read
from gkgen.schema import Config, ContentType, Settings, Site
from gkgen.schema.common import OPEN
from gkgen.schema.config import Kiosk
from gkgen.shelf import Shelf
from gkgen.stages.configure import CONFIG_FILE, configure, ledgers
from gkgen.stages.lapse import lapse
from gkgen.stages.link import Aside, link
from gkgen.stages.parse import parse
from gkgen.stages.plan import plan
from gkgen.stages.read import Tree, read, read_settings, read_tree
from gkgen.types import TYPES
from gkgen.types.declared import types_of

# What a site without usable settings is checked with, so that all its faults are told in one run.
NO_SETTINGS = Settings(Config(name="site.yaml"), Mapping((), 1, 1))


@dataclass(frozen=True, slots=True)
class Options:
    """What a build depends on beside the files: the day it is made for, and what to let in.

    `tree` is read instead of what lies in `folder`: a revision of git. The theme is the folder's own all the same.
    `kiosk` makes the site for a touch screen in a hall. `markdown` is how texts are read: the result is the same.
    """

    folder: Path
    now: date
    base_url: str = ""
    drafts: bool = False
    tree: Tree | None = None
    kiosk: bool = False
    markdown: Lane = "auto"


def build(
    options: Options,
    types: Sequence[ContentType] = TYPES,
    memory: Memory | None = None,
    crew: Crew = ALONE,
    ahead: Crew | None = None,
) -> Built:
    """Read, parse, validate, link, check and plan a site; every problem of all stages is in `findings`.

    What `memory` knows isn't made again; `crew` takes the files in; `ahead` makes the downloads, and indexes what an edit has
    changed, while the site is planned; without it that is done if it is asked for. Raises UsageError when the folder
    can't be read at all.
    """
    memory = memory or Memory()
    shelf = Shelf()
    sources, unread = _read(options, shelf, memory)
    texts = [each for each in sources if each.path.endswith(TEXTS)]
    written, unparsed = _settings_of(texts)
    settings, unset = configure(written)
    if written is None and any(each.place.file == CONFIG_FILE for each in (*unread, *unparsed)):
        unset = ()
    used, unkept = ledgers(_as_asked(settings or NO_SETTINGS, options), sources)
    around, unmounted = mounted(options.folder, used.config.mount, used.tree)
    used = replace(used, mounted=around)
    known, undeclared = types_of(used, types)
    by_key = {each.key: each for each in known}
    content = tuple(each for each in texts if each.path != CONFIG_FILE)
    taken = taken_in(Intake(content, used.config, by_key, options.markdown), memory, crew)
    valid = [each.entry for each in taken if each.entry is not None]
    standing = [lapse(each, by_key[each.kind], options.now) for each in valid if _is_due(each, options)]
    entries = [each for each in standing if isinstance(each, Entry)]
    aside = _aside(sources, valid, standing, unread)
    site, unlinked = link(entries, sources, used, by_key, options.now, aside)
    site = replace(site, readings=titles_read(site.entries, memory, crew))
    digests = {each.entry.path: each.digests for each in taken if each.entry is not None}
    site = with_heads(site, (each.digests.head for each in taken), digests)
    exported, indexed = _begun(site, ahead, memory), _search_begun(site, ahead, memory)
    pages, unplanned = plan(site, sources)
    findings = [
        *unread,
        *unparsed,
        *unset,
        *unkept,
        *unmounted,
        *undeclared,
        *chain.from_iterable((*each.unparsed, *each.invalid) for each in taken),
    ]
    findings += [*unlinked, *unplanned, *chain.from_iterable(check(site) for check in CHECKS)]
    own = {each.entry.path: each.own for each in taken if each.entry is not None}
    for entry in site.entries:
        kind = by_key[entry.kind]
        findings += kind.check(entry, site)
        findings += of_the_day(own[entry.path], entry, kind, options.now)
    weighed = weigh(in_order(findings), site)
    found = in_order(weighed.findings)
    if settings is None:
        return Built(None, (), sources, found, options.folder, weighed.excused)
    return Built(site, pages, sources, found, options.folder, weighed.excused, memory, exported, indexed)


def _read(options: Options, shelf: Shelf, memory: Memory) -> tuple[tuple[Source, ...], tuple[Finding, ...]]:
    """The files of the folder, or of the tree; those that stand as they were when they were read last, unopened."""
    tree, where = options.tree, str(options.folder.resolve())
    where = where if tree is None else f"{where}@"
    before = files_before(memory, where)
    sources, unread = read(options.folder, shelf, before) if tree is None else read_tree(tree, shelf, before)
    now = {each.path: (each.state, each.sum) for each in sources if each.state}
    keep_files(memory, where, before, now)
    return sources, unread


def _begun(site: Site, ahead: Crew | None, memory: Memory) -> Callable[[], tuple[Exported, ...]]:
    """The downloads, which nobody needs before the site is planned, nor at all where it is only checked. What is made of
    them lies on shelves that are open before, so that another process may put it there."""
    lists, aside = listed(site), shelves()

    def make(memory: Memory) -> list[Told]:
        return list(export_files(lists, site, aside, memory))

    crew: Crew = ALONE
    if ahead is not None and not are_known(lists, memory):
        crew = ahead
        for shelf in aside.values():
            shelf.open()
    begun = crew.begun(make, memory)
    return cache(lambda: exported_on(aside, begun(), lists, site, memory))


def _search_begun(site: Site, ahead: Crew | None, memory: Memory) -> Callable[[], object]:
    """What an edit has changed of the search, indexed while the site is planned."""
    indexing = edited(search_documents(site), memory) if ahead is not None else None
    return cache(ahead.begun(indexing, memory)) if ahead is not None and indexing is not None else tuple


def known_types(
    folder: Path, types: Sequence[ContentType] = TYPES
) -> tuple[tuple[ContentType, ...], tuple[Finding, ...]]:
    """The types that the site in a folder knows, its own and its added fields among them, and what is wrong in
    site.yaml; where there is no site, those that gkgen has. No content is read."""
    source, unread = read_settings(folder)
    if source is None:
        return tuple(types), unread
    record, unparsed = parse(source)
    settings, unset = configure(record) if record is not None else (None, ())
    known, undeclared = types_of(settings or NO_SETTINGS, types)
    return known, (*unparsed, *unset, *undeclared)


def themes_in(folder: Path) -> tuple[Path, ...]:
    """The theme folders of the site in a folder, its own first; where there is no site, gkgen's own."""
    source, _ = read_settings(folder)
    record = parse(source)[0] if source is not None else None
    settings = configure(record)[0] if record is not None else None
    return themes_of(settings.config, folder) if settings is not None else (DEFAULT_THEME,)


def _as_asked(settings: Settings, options: Options) -> Settings:
    """The settings under what this build was asked for."""
    config = settings.config
    kiosk = (config.kiosk or Kiosk()) if options.kiosk else None
    return replace(
        settings, config=replace(config, base_url=options.base_url or config.base_url, kiosk=kiosk)
    )


def _aside(
    sources: Iterable[Source],
    valid: Sequence[Entry],
    standing: Sequence[Entry | Stub],
    unread: Iterable[Finding],
) -> Aside:
    """The files that give the site nothing to show: faulty, not yet due, not disclosed, taken down, refused."""
    texts = {each.path: each for each in sources if each.is_read and each.path.endswith(TEXTS)}
    stubs = {each.entry.path: each for each in standing if isinstance(each, Stub)}
    shown = {each.path: each.fields.disclosure for each in standing if isinstance(each, Entry)}
    waiting = [each for each in valid if each.path not in stubs and each.path not in shown]
    paths = frozenset(each.path for each in waiting)
    faulty = set(texts) - set(shown) - set(stubs) - paths | {each.place.file for each in unread}
    unseen = [each for path, each in texts.items() if shown.get(path) != OPEN and path != CONFIG_FILE]
    unshown = [each for each in valid if each.path not in shown]
    return Aside(
        texts=cache(lambda: "\n".join((*map(_words, unseen), *chain.from_iterable(map(_names, unshown))))),
        faulty=frozenset(faulty),
        waiting=paths,
        stubs=tuple(stubs.values()),
        coming=tuple(each for each in waiting if not each.fields.draft),
    )


def _words(source: Source) -> str:
    content = source.content
    assert isinstance(content, bytes)
    return content.decode("utf-8", "replace")


def _names(entry: Entry) -> Iterator[str]:
    """The names of an entry and of its rows that don't stand in its text."""
    yield from (entry.id, entry.address.removesuffix(".html"))
    for row in entry.rows:
        yield from (row.id, row.title, row.address.removesuffix(".html"))


def _settings_of(texts: Iterable[Source]) -> tuple[Record | None, tuple[Finding, ...]]:
    source = next((each for each in texts if each.path == CONFIG_FILE), None)
    return parse(source) if source is not None else (None, ())


def _is_due(entry: Entry, options: Options) -> bool:
    """Drafts, and what is to be published on a later day, are left out unless they are asked for."""
    published: date | None = entry.fields.published
    waiting = published is not None and published > options.now
    return options.drafts or not (entry.fields.draft or waiting)
