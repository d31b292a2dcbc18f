"""Entries → Site: who names whom, what stands in which node of the catalogue, at a given day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import quote

from gkgen.findings import Finding, Text, error
from gkgen.model import TEXTS, Entry, Row, Source
from gkgen.schema import ContentType, Settings, Site, Subject, references_of
from gkgen.schema.content_type import PUBLISHER
from gkgen.schema.references import FILE
from gkgen.stages.link.naming import Aside, Names, naming_of, subjects_of
from gkgen.stages.link.tree import by_node, catalogue_of, codes_of, placed

SAME_ID = error(
    "R501",
    Text("标识“{id}”已经用在 {file}", "the id “{id}” is already used in {file}"),
    Text("换一个标识", "choose another"),
)
SAME_ROW = error(
    "R502",
    Text("编码“{id}”已经用在 {file} 第 {line} 行", "the code “{id}” is already used in {file}, line {line}"),
    Text("核对编码；同一事项只列一次", "check the code; list each thing once"),
)


def link(  # noqa: PLR0913, PLR0917 — the content, the settings, the day: what a site is made of
    entries: Sequence[Entry],
    sources: Iterable[Source],
    settings: Settings,
    types: Mapping[str, ContentType],
    now: date,
    aside: Aside,
) -> tuple[Site, tuple[Finding, ...]]:
    """Every name is looked up; what names nothing is a finding, and the rest of the site stands."""
    unique, twice = _unique(sorted(entries, key=lambda each: (each.kind, each.id, each.path)))
    codes = codes_of(unique)
    kept = [placed(each, codes) for each in unique]
    subjects, ambiguous = subjects_of(kept)
    catalogue, misplaced = catalogue_of(kept, codes)
    files = {
        source.path: source
        for source in sources
        if source.path.startswith("content/") and not source.path.endswith(TEXTS)
    }
    addresses = {each.path: each.address for each in kept} | {path: _file_address(path) for path in files}
    addresses |= {each.entry.path: each.entry.address for each in aside.stubs}
    names = Names(subjects, ambiguous, addresses, aside)
    naming, dangling = naming_of(kept, names)
    newest = sorted((subjects[each.kind, each.id] for each in kept), key=lambda each: (each.kind, each.id))
    newest.sort(key=_day, reverse=True)
    leaves, high = by_node(newest, catalogue)
    site = Site(
        config=settings.config,
        settings=settings.tree,
        types=types,
        entries=tuple(kept),
        subjects=subjects,
        catalogue=catalogue,
        by_node=leaves,
        by_publisher=_by_publisher(newest, subjects),
        by_folder=_by_folder(kept),
        naming=naming,
        addresses=addresses,
        files=files,
        faulty=aside.faulty,
        waiting=aside.waiting,
        stubs=aside.stubs,
        coming=aside.coming,
        locked=settings.locked,
        calendar=settings.calendar,
        now=now,
        mounted=settings.mounted,
    )
    return site, (*twice, *misplaced, *dangling, *high)


def _day(subject: Subject) -> str:
    return str(subject.entry.fields.published or subject.entry.fields.written or "")


def _unique(entries: Iterable[Entry]) -> tuple[list[Entry], list[Finding]]:
    """The first of each id and of each code; what comes after it is a finding, and isn't shown."""
    kept: dict[tuple[str, str], Entry] = {}
    owners: dict[tuple[str, str], tuple[Entry, Row]] = {}
    findings: list[Finding] = []
    for entry in entries:
        first = kept.setdefault((entry.kind, entry.id), entry)
        if first is not entry:
            findings.append(SAME_ID.at(entry.place("id"), id=entry.id, file=first.path))
            continue
        own = []
        for row in entry.rows:
            other, theirs = owners.setdefault((row.kind, row.id), (entry, row))
            if theirs is row:
                own.append(row)
            else:
                owner, place = other.place(*theirs.path), entry.place(*row.path)
                findings.append(SAME_ROW.at(place, id=row.id, file=owner.file, line=owner.line))
        kept[entry.kind, entry.id] = replace(entry, rows=tuple(own))
    return list(kept.values()), findings


def files_named(site: Site) -> frozenset[str]:
    """The addresses of the files to which something disclosed leads, in a field or in a text."""
    named: set[str | None] = set()
    for entry in site.entries:
        paths = [each.name for each in references_of(entry.fields) if each.kinds == (FILE,)]
        paths += [each.href.partition("#")[0].partition("?")[0] for each in entry.links]
        named.update(site.file(entry, path) for path in paths if path)
    files = {address for path, address in site.addresses.items() if not path.endswith(TEXTS)}
    return frozenset(address for address in named if address in files)


def _file_address(path: str) -> str:
    """A file keeps its path below `files/` when that is ASCII; else its name is a digest of the path."""
    inner = path.removeprefix("content/")
    if quote(inner) == inner:
        return f"files/{inner}"
    suffix = PurePosixPath(inner).suffix.lower()
    told = suffix if re.fullmatch(r"\.[a-z0-9]{1,8}", suffix) else ""
    return f"files/{sha256(inner.encode()).hexdigest()[:16]}{told}"


def _by_publisher(
    newest: Iterable[Subject], subjects: Mapping[tuple[str, str], Subject]
) -> dict[str, tuple[Subject, ...]]:
    held: dict[str, list[Subject]] = defaultdict(list)
    for subject in newest:
        publisher = subjects.get((PUBLISHER, subject.entry.fields.publisher))
        if publisher is not None:
            held[publisher.id].append(subject)
    return {ident: tuple(own) for ident, own in held.items()}


def _by_folder(entries: Iterable[Entry]) -> dict[tuple[str, str], tuple[Entry, ...]]:
    held: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        held[entry.kind, entry.address.rpartition("/")[0]].append(entry)
    return {folder: tuple(own) for folder, own in held.items()}


__all__ = ["Aside", "files_named", "link"]
