"""Entries → Site: who names whom, what stands in which node of the catalogue, at a given day."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import quote

from gkgen.findings import Finding, Place, Rule, Text, error, warning
from gkgen.model import CatalogueNode, Entry, Row, Source
from gkgen.schema import ContentType, Reference, Settings, Site, Subject, references_of
from gkgen.schema.conform import nearest
from gkgen.schema.content_type import CATALOGUE_NODE, PUBLISHER, resolve
from gkgen.schema.references import ANY, FILE

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
DANGLING = error(
    "R503",
    Text("“{label}”指的“{name}”不存在", "“{name}” in {label} names nothing in this site"),
    Text("照对方的标识、编码或全称写；{nearest}", "write the id, the code or the full title; {nearest}"),
)
AMBIGUOUS = error(
    "R506",
    Text("“{label}”的“{name}”是不止一个内容的名字", "“{name}” in {label} is the name of more than one thing"),
    Text("写它的标识，例如 {example}", "write its id, like {example}"),
)
NO_FILE = error(
    "R504",
    Text("“{label}”指的文件“{name}”不存在", "the file “{name}” in {label} isn't there"),
    Text(
        "核对路径（从本文件所在的文件夹算起）；文件名区分大小写",
        "check the path, from this file's folder; case counts",
    ),
)
OUTSIDE = error(
    "R505",
    Text(
        "“{label}”指的“{name}”在 content 文件夹之外", "“{name}” in {label} is outside of the content folder"
    ),
    Text("把文件移进 content 文件夹", "move the file into the content folder"),
)
CYCLE = error(
    "C311",
    Text("目录“{code}”的上级又是它自己的下级", "catalogue node “{code}” stands under itself"),
    Text("改它的“上级”", "change its parent"),
)
ORPHAN = error(
    "C312",
    Text(
        "目录“{code}”的上级“{parent}”不存在", "the parent “{parent}” of catalogue node “{code}” doesn't exist"
    ),
    Text("照上级的代码写", "write the code of a node"),
)
NOT_A_LEAF = warning(
    "C313",
    Text("目录“{code}”下面还有子目录", "catalogue node “{code}” has nodes below it"),
    Text("填最末一级目录的代码：{leaves}", "name a leaf: {leaves}"),
)
TOO_DEEP = warning(
    "C314",
    Text(
        "目录“{code}”在第 {depth} 级，太深了",
        "catalogue node “{code}” is on level {depth}, too deep to be found",
    ),
    Text("最多用八级", "use eight levels at most"),
)

DEEPEST = 8
# Past this many names a search for the nearest takes longer than the rest of the stage.
MANY = 2000
TEXTS = (".md", ".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Aside:
    """What is in the folder and not in the site. A name that may mean something there isn't called nonexistent.

    `texts` are those of the files that are faulty, not yet due or not disclosed; `faulty` and `waiting` are the paths
    of the files that can't be shown and of those that aren't due.
    """

    texts: str = ""
    faulty: frozenset[str] = frozenset()
    waiting: frozenset[str] = frozenset()


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
    codes = _codes(unique)
    kept = [_placed(each, codes) for each in unique]
    subjects, ambiguous = _subjects(kept)
    catalogue, misplaced = _catalogue(kept, codes)
    addresses = {each.path: each.address for each in kept} | {
        source.path: _file_address(source.path)
        for source in sources
        if source.path.startswith("content/") and not source.path.endswith(TEXTS)
    }
    names = _Names(subjects, ambiguous, addresses, aside)
    naming, dangling = _references(kept, names)
    newest = sorted((subjects[each.kind, each.id] for each in kept), key=lambda each: (each.kind, each.id))
    newest.sort(key=_day, reverse=True)
    leaves, high = _by_node(newest, catalogue)
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
        faulty=aside.faulty,
        waiting=aside.waiting,
        now=now,
    )
    return site, (*twice, *misplaced, *dangling, *high)


def _day(subject: Subject) -> str:
    return str(subject.entry.fields.published or subject.entry.fields.written or "")


def _unique(entries: Iterable[Entry]) -> tuple[list[Entry], list[Finding]]:
    """The first of each id and of each code; what comes after it is a finding, and isn't shown."""
    kept: dict[tuple[str, str], Entry] = {}
    owners: dict[tuple[str, str], Place] = {}
    findings: list[Finding] = []
    for entry in entries:
        first = kept.setdefault((entry.kind, entry.id), entry)
        if first is not entry:
            findings.append(SAME_ID.at(entry.place("id"), id=entry.id, file=first.path))
            continue
        own = []
        for row in entry.rows:
            place = entry.place(*row.path)
            owner = owners.setdefault((row.kind, row.id), place)
            if owner is place:
                own.append(row)
            else:
                findings.append(SAME_ROW.at(place, id=row.id, file=owner.file, line=owner.line))
        kept[entry.kind, entry.id] = replace(entry, rows=tuple(own))
    return list(kept.values()), findings


def _codes(entries: Iterable[Entry]) -> dict[str, str]:
    """The code of each node by its code, and by its title where one node alone has it."""
    rows = [row for entry in entries for row in entry.rows if row.kind == CATALOGUE_NODE]
    count = Counter(row.title for row in rows)
    titles = {row.title: row.id for row in rows if count[row.title] == 1}
    return titles | {row.id: row.id for row in rows}


def _placed(entry: Entry, codes: Mapping[str, str]) -> Entry:
    """The entry with its nodes by their codes, whichever of their names the author wrote."""
    written: tuple[str, ...] = entry.fields.catalogue
    found = tuple(codes.get(name, name) for name in written)
    return entry if found == written else replace(entry, fields=replace(entry.fields, catalogue=found))


def _subjects(
    entries: Iterable[Entry],
) -> tuple[dict[tuple[str, str], Subject], frozenset[tuple[str, str]]]:
    """Everything that can be named, by its id, and by its other names where they name one thing only; and the names
    that several things have."""
    subjects: dict[tuple[str, str], Subject] = {}
    aliases: list[tuple[tuple[str, str], Subject]] = []
    for subject in _everything(entries):
        subjects.setdefault((subject.kind, subject.id), subject)
        subjects.setdefault((ANY, subject.address.removesuffix(".html")), subject)
        for name in _names(subject):
            aliases.extend((key, subject) for key in ((subject.kind, name), (ANY, name)))
    count = Counter(key for key, _ in aliases)
    for key, subject in aliases:
        if count[key] == 1:
            subjects.setdefault(key, subject)
    return subjects, frozenset(key for key in count if count[key] > 1 and key not in subjects)


def _everything(entries: Iterable[Entry]) -> Iterator[Subject]:
    for entry in entries:
        yield Subject(entry.kind, entry.id, entry.fields.title, entry.address, entry)
        for row in entry.rows:
            yield Subject(row.kind, row.id, row.title, row.address, entry, row)


def _names(subject: Subject) -> set[str]:
    fields = subject.entry.fields
    if subject.row is not None:
        return {subject.id, subject.title}
    extra = (fields.index_number, fields.document_number, getattr(fields, "short_name", ""))
    return {name for name in (subject.id, subject.title, *extra) if name and name != "无"}


@dataclass(frozen=True, slots=True)
class _Names:
    """All that a reference may name."""

    subjects: Mapping[tuple[str, str], Subject]
    ambiguous: frozenset[tuple[str, str]]
    addresses: Mapping[str, str]
    aside: Aside


def _references(
    entries: Iterable[Entry], names: _Names
) -> tuple[dict[str, tuple[Subject, ...]], list[Finding]]:
    """Who names each address, and the names that name nothing."""
    naming: dict[str, dict[str, Subject]] = defaultdict(dict)
    findings: list[Finding] = []
    suggest = _suggestions(names.subjects)
    for entry in entries:
        rows = {row.path: row for row in entry.rows}
        for reference in references_of(entry.fields):
            if reference.kinds == (FILE,):
                findings.extend(_file_missing(entry, reference, names))
                continue
            keys = [(kind, reference.name) for kind in reference.kinds]
            found = next((names.subjects[key] for key in keys if key in names.subjects), None)
            if found is None:
                findings.extend(_unfound(entry, reference, names, suggest))
            elif PUBLISHER not in reference.kinds:
                namer = _namer(entry, reference, rows, names.subjects)
                naming[found.address].setdefault(namer.address, namer)
    return {address: tuple(namers.values()) for address, namers in naming.items()}, findings


def _namer(
    entry: Entry,
    reference: Reference,
    rows: Mapping[tuple[str | int, ...], Row],
    subjects: Mapping[tuple[str, str], Subject],
) -> Subject:
    """The row that holds the reference, else the entry."""
    for length in range(len(reference.path), 0, -1):
        row = rows.get(reference.path[:length])
        if row is not None:
            return subjects[row.kind, row.id]
    return subjects[entry.kind, entry.id]


def _file_missing(entry: Entry, reference: Reference, names: _Names) -> Iterator[Finding]:
    path = resolve(entry.path, reference.name)
    if path not in names.addresses and path not in names.aside.faulty:
        rule = NO_FILE if path else OUTSIDE
        yield rule.at(entry.place(*reference.path), label=reference.label, name=reference.name)


def _unfound(
    entry: Entry,
    reference: Reference,
    names: _Names,
    suggest: Callable[[tuple[str, ...], str], Text],
) -> Iterator[Finding]:
    place = entry.place(*reference.path)
    if any((kind, reference.name) in names.ambiguous for kind in reference.kinds):
        same = (each for (kind, _), each in names.subjects.items() if each.title == reference.name)
        example = next((each.address.removesuffix(".html") for each in same), "guides/dibao")
        yield AMBIGUOUS.at(place, label=reference.label, name=reference.name, example=example)
    elif reference.name not in names.aside.texts:
        near = suggest(reference.kinds, reference.name)
        yield DANGLING.at(place, label=reference.label, name=reference.name, nearest=near)


def _suggestions(
    subjects: Mapping[tuple[str, str], Subject],
) -> Callable[[tuple[str, ...], str], Text]:
    """“Did you mean” for a name of some kinds; each name is looked up once, however often it is written."""
    names: dict[str, list[str]] = defaultdict(list)
    for kind, name in subjects:
        names[kind].append(name)

    @cache
    def suggest(kinds: tuple[str, ...], name: str) -> Text:
        known = [each for kind in kinds for each in names[kind]]
        if len(known) > MANY:
            return Text(f"共有 {len(known)} 个可选", f"there are {len(known)} to choose from")
        return nearest(name, known)

    return suggest


def files_named(site: Site) -> frozenset[str]:
    """The addresses of the files to which something disclosed leads, in a field or in a text."""
    named: set[str | None] = set()
    for entry in site.entries:
        paths = [each.name for each in references_of(entry.fields) if each.kinds == (FILE,)]
        if entry.prose is not None:
            paths += [each.href.partition("#")[0].partition("?")[0] for each in entry.prose.links]
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


# ---------------------------------------------------------------- the catalogue


def _catalogue(
    entries: Iterable[Entry], codes: Mapping[str, str]
) -> tuple[dict[str, CatalogueNode], list[Finding]]:
    """The tree of all files together, in their order; what hangs on a cycle or on nothing is left out."""
    rows: dict[str, tuple[Entry, Row]] = {}
    for entry in sorted(entries, key=lambda each: each.path):
        for row in entry.rows:
            if row.kind == CATALOGUE_NODE:
                rows.setdefault(row.id, (entry, row))
    parents = {code: codes.get(row.value.parent, row.value.parent) for code, (_, row) in rows.items()}
    depths = {code: _depth(code, parents) for code in parents}
    findings = [
        rule.at(rows[code][0].place(*rows[code][1].path, *field), code=code, **values)
        for code, rule, field, values in _misplaced(parents, depths)
    ]
    children: dict[str, list[str]] = defaultdict(list)
    for code, depth in depths.items():
        if depth:
            children[parents[code]].append(code)
    nodes = {
        code: CatalogueNode(
            code=code,
            title=row.title,
            parent=parents[code] or None,
            children=tuple(children[code]),
            depth=depths[code],
            address=row.address,
            value=row.value.node,
            entry=entry,
            path=row.path,
        )
        for code, (entry, row) in rows.items()
        if depths[code]
    }
    return nodes, findings


def _depth(code: str, parents: Mapping[str, str]) -> int:
    """The level of a node, from 1; 0 where the way up ends nowhere or never ends."""
    seen = {code}
    above, depth = parents[code], 1
    while above:
        if above in seen or above not in parents:
            return 0
        seen.add(above)
        above, depth = parents[above], depth + 1
    return depth


def _misplaced(
    parents: Mapping[str, str], depths: Mapping[str, int]
) -> Iterator[tuple[str, Rule, tuple[str, ...], dict[str, str | int]]]:
    """The nodes to mend: each missing parent where it is named, each cycle once, at its least code."""
    for code, depth in depths.items():
        if depth > DEEPEST:
            yield code, TOO_DEEP, ("code",), {"depth": depth}
        elif not depth and parents[code] not in parents:
            yield code, ORPHAN, ("parent",), {"parent": parents[code]}
        elif not depth and code == min(_cycle(code, parents), default=""):
            yield code, CYCLE, ("parent",), {}


def _cycle(code: str, parents: Mapping[str, str]) -> set[str]:
    """The nodes of the cycle on which a node stands; none when it stands on no cycle."""
    seen: set[str] = set()
    above = parents[code]
    while above in parents and above not in seen:
        seen.add(above)
        if above == code:
            return seen
        above = parents[above]
    return set()


def _by_node(
    newest: Iterable[Subject], catalogue: Mapping[str, CatalogueNode]
) -> tuple[dict[str, tuple[Subject, ...]], list[Finding]]:
    held: dict[str, list[Subject]] = defaultdict(list)
    findings = []
    for subject in newest:
        for index, code in enumerate(subject.entry.fields.catalogue):
            node = catalogue.get(code)
            if node is not None:
                held[code].append(subject)
                if node.children:
                    place = subject.entry.place("catalogue", index)
                    leaves = "、".join(node.children[:12])
                    findings.append(NOT_A_LEAF.at(place, code=code, leaves=leaves))
    return {code: tuple(subjects) for code, subjects in held.items()}, findings


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
