"""Sources → Entries: each file parsed and validated by itself, unless that was done before with the same bytes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass, replace
from typing import Any, get_args, get_type_hints

from gkgen.cache import Digest, Memory, digest_of
from gkgen.checks import own_findings
from gkgen.drawing import ALONE, Crew
from gkgen.emit.searchable import sought_in
from gkgen.findings import Finding
from gkgen.heads import head_of
from gkgen.manuscripts import PackedManuscript, manuscript_packed
from gkgen.markdown import Lane
from gkgen.model import Digests, Entry, Outline, Source
from gkgen.schema import Config, ContentType
from gkgen.schema.vocabularies import Vocabularies
from gkgen.stages.parse import parse
from gkgen.stages.validate import validate
from gkgen.types import TYPES

_KIND = "entry"
_PORTION = 32
_NONE = Digests(b"", b"", Outline(0, b""))


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file of the content gives: its entry, None when it can't be one, and all that is wrong with it; `own` is
    told where the entry is shown; `digests` are those of the entry."""

    entry: Entry | None
    unparsed: tuple[Finding, ...]
    invalid: tuple[Finding, ...] = ()
    own: tuple[Finding, ...] = ()
    digests: Digests = _NONE


@dataclass(frozen=True, slots=True)
class Intake:
    """Files to be taken in, and what they are held against."""

    sources: tuple[Source, ...]
    config: Config
    types: Mapping[str, ContentType]
    lane: Lane

    @property
    def travels(self) -> bool:
        """gkgen's own types are known everywhere; a site's aren't."""
        return self.types == {each.key: each for each in TYPES}

    def cut(self, begin: int, end: int) -> Intake:
        return replace(self, sources=self.sources[begin:end])

    def __reduce__(self) -> tuple[Callable[..., Intake], tuple[object, ...]]:
        """The checks of a type are functions of its module: they are found where this arrives; no shelf is there."""
        sources = tuple(replace(each, laid=each.content) for each in self.sources)
        return _arrived, (sources, self.config, self.lane)

    def portion(self, begin: int, end: int) -> list[Taken]:
        vocabularies = self.config.vocabularies()
        return [self._taken(each, vocabularies) for each in self.sources[begin:end]]

    def _taken(self, source: Source, vocabularies: Vocabularies) -> Taken:
        record, unparsed = parse(source)
        if record is None:
            return Taken(None, unparsed)
        entry, invalid = validate(record, self.types, vocabularies, self.lane)
        if entry is None:
            return Taken(None, unparsed, invalid)
        own = own_findings(entry, self.types[entry.kind])
        manuscript = manuscript_packed(entry.written)
        head = head_of(entry)
        digests = Digests(head, manuscript.digest_with(head), sought_in(entry, self.types[entry.kind]))
        return Taken(replace(entry, written=manuscript), unparsed, invalid, own, digests)


def _arrived(sources: tuple[Source, ...], config: Config, lane: Lane) -> Intake:
    return Intake(sources, config, {each.key: each for each in TYPES}, lane)


def taken_in(intake: Intake, memory: Memory, crew: Crew) -> list[Taken]:
    """What each file gives, in their order. `memory` counts the files that had to be parsed."""
    config = intake.config
    held_against = digest_of(repr(config.vocabularies()), repr(config.types), repr(config.added), intake.lane)
    classes = _classes(intake.types.values()) if config.types or config.added else {}
    keys = [_key(each, held_against) for each in intake.sources]
    known = {key: _laid(each, memory) for key, each in memory.recall_all(_KIND, keys, classes)}
    found: list[Any] = [known.get(key) for key in keys]
    missing = [number for number, each in enumerate(found) if each is None]
    left = replace(intake, sources=tuple(intake.sources[number] for number in missing))
    made = (each for portion in _portions(left, crew, classes) for each in portion)
    for number, each in zip(missing, made, strict=True):
        memory.keep_value(_KIND, keys[number], each, classes)
        found[number] = _laid(each, memory)
    return found


def _laid(taken: Any, memory: Memory) -> Any:
    """What was made or recalled, its manuscript out of the way."""
    if isinstance(taken, Taken) and taken.entry is not None:
        assert isinstance(taken.entry.written, PackedManuscript)
        taken.entry.written.lay(memory.shelf)
    return taken


def _portions(intake: Intake, crew: Crew, classes: Mapping[str, type]) -> Iterator[list[Taken]]:
    """Entries of a site's own types stay in this process: no other knows their classes."""
    return (ALONE if classes else crew).portions(intake, len(intake.sources), _PORTION)


def _key(source: Source, held_against: Digest) -> Digest:
    return digest_of(source.path, _sum(source), held_against)


def _sum(source: Source) -> Digest:
    content = source.content if not source.sum else b""
    assert isinstance(content, bytes)
    return source.sum or digest_of(content)


def _classes(types: Iterable[ContentType]) -> Mapping[str, type]:
    """The records that no module holds, by names that the same settings give again."""
    found: dict[str, type] = {}
    for kind in types:
        _gather(kind.fields, kind.key, found, set())
    return found


def _gather(annotation: Any, name: str, found: dict[str, type], seen: set[int]) -> None:
    if isinstance(annotation, type) and is_dataclass(annotation):
        if id(annotation) in seen:
            return
        seen.add(id(annotation))
        if getattr(sys.modules.get(annotation.__module__), annotation.__qualname__, None) is not annotation:
            found[name] = annotation
        for key, inner in get_type_hints(annotation, include_extras=True).items():
            _gather(inner, f"{name}.{key}", found, seen)
    for place, inner in enumerate(get_args(annotation)):
        _gather(inner, f"{name}[{place}]", found, seen)
