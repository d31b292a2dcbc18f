"""Names: everything that content can name, who names it, and the names that lead nowhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from gkgen.findings import Finding, Text, error
from gkgen.model import Entry, Row, Stub
from gkgen.schema import Reference, Subject, references_of
from gkgen.schema.content_type import PUBLISHER, resolve, subject_of
from gkgen.schema.nearest import nearest
from gkgen.schema.references import ANY, FILE

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
# Past this many names a search for the nearest takes longer than the rest of the stage.
MANY = 2000


@dataclass(frozen=True, slots=True)
class Aside:
    """What is in the folder and not in the site. A name that may mean something there isn't called nonexistent.

    `texts` gives those of the files that are faulty, not yet due or not disclosed, which nobody reads but to look for a
    name; `faulty` and `waiting` are the paths of the files that can't be shown and of those that aren't due. `stubs` are
    what has been taken down, `coming` what is to be published on a later day.
    """

    texts: Callable[[], str] = str
    faulty: frozenset[str] = frozenset()
    waiting: frozenset[str] = frozenset()
    stubs: tuple[Stub, ...] = ()
    coming: tuple[Entry, ...] = ()


def subjects_of(
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
        yield subject_of(entry)
        for row in entry.rows:
            yield Subject(row.kind, row.id, row.title, row.address, entry, row)


def _names(subject: Subject) -> set[str]:
    fields = subject.entry.fields
    if subject.row is not None:
        return {subject.id, subject.title}
    extra = (fields.index_number, fields.document_number, getattr(fields, "short_name", ""))
    return {name for name in (subject.id, subject.title, *extra) if name and name != "无"}


@dataclass(frozen=True, slots=True)
class Names:
    """All that a reference may name."""

    subjects: Mapping[tuple[str, str], Subject]
    ambiguous: frozenset[tuple[str, str]]
    addresses: Mapping[str, str]
    aside: Aside


def naming_of(entries: Iterable[Entry], names: Names) -> tuple[dict[str, tuple[Subject, ...]], list[Finding]]:
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


def _file_missing(entry: Entry, reference: Reference, names: Names) -> Iterator[Finding]:
    path = resolve(entry.path, reference.name)
    if path not in names.addresses and path not in names.aside.faulty:
        rule = NO_FILE if path else OUTSIDE
        yield rule.at(entry.place(*reference.path), label=reference.label, name=reference.name)


def _unfound(
    entry: Entry,
    reference: Reference,
    names: Names,
    suggest: Callable[[tuple[str, ...], str], Text],
) -> Iterator[Finding]:
    place = entry.place(*reference.path)
    if any((kind, reference.name) in names.ambiguous for kind in reference.kinds):
        same = (each for (kind, _), each in names.subjects.items() if each.title == reference.name)
        example = next((each.address.removesuffix(".html") for each in same), "guides/dibao")
        yield AMBIGUOUS.at(place, label=reference.label, name=reference.name, example=example)
    elif reference.name not in names.aside.texts():
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
