"""The entries of a type as they stand in the site's folder: each with its file, and with what an export says of it."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gkgen.findings import Finding
from gkgen.model import TEXTS, Entry, Record, Source
from gkgen.model import Mapping as Tree
from gkgen.schema import Config, ContentType, Settings, Vocabularies, conform
from gkgen.schema.content_type import CATALOGUE_NODE
from gkgen.schema.sheets import lines_of, sheet_of, with_body
from gkgen.stages.configure import CONFIG_FILE, configure
from gkgen.stages.link.tree import codes_of, placed
from gkgen.stages.parse import parse
from gkgen.stages.read import read
from gkgen.stages.validate import validate
from gkgen.types import TYPES
from gkgen.types.declared import types_of

NO_SETTINGS = Settings(Config(name=CONFIG_FILE), Tree((), 1, 1))


@dataclass(frozen=True, slots=True)
class Held:
    """An entry, and the file that holds it; `said` are the cells of an export by sheet and order, then by heading."""

    entry: Entry
    record: Record
    content: bytes
    findings: tuple[Finding, ...]
    said: Dictionary[tuple[str, tuple[int, ...]], Dictionary[str, str]]


@dataclass(frozen=True, slots=True)
class Known:
    """What a site knows before anything is imported."""

    types: Dictionary[str, ContentType]
    vocabularies: Vocabularies
    records: tuple[tuple[Record, bytes], ...]


def known_of(folder: Path) -> Known:
    """All files of the site's folder that can be parsed, and the types and words that its settings add."""
    sources, _ = read(folder)
    records = []
    for source in sources:
        content = source.content
        if source.path.endswith(TEXTS) and isinstance(content, bytes):
            record, said = parse(source)
            if record is not None and (not said or source.path == CONFIG_FILE):
                records.append((record, content))
    settings, _ = configure(next((each for each, _ in records if each.path == CONFIG_FILE), None))
    types, _ = types_of(settings or NO_SETTINGS, TYPES)
    vocabularies = (settings or NO_SETTINGS).config.vocabularies()
    return Known({each.key: each for each in types}, vocabularies, tuple(records))


def held_of(kind: ContentType, known: Known) -> dict[str, Held]:
    """The entries of a type by their ids, their places in the catalogue told by the codes, as exports tell them."""
    found: list[tuple[Entry, Record, bytes]] = []
    nodes = []
    wanted = {kind.key: kind} | {
        key: each for key, each in known.types.items() if each.row_key == CATALOGUE_NODE
    }
    for record, content in known.records:
        if record.path == CONFIG_FILE:
            continue
        entry, _ = validate(record, wanted, known.vocabularies)
        if entry is not None:
            nodes.append(entry)
            found += [(entry, record, content)] if entry.kind == kind.key else []
    codes = codes_of(nodes)
    held: dict[str, Held] = {}
    for entry, record, content in sorted(found, key=lambda each: each[1].path):
        findings = conform(record.tree, kind.fields, record.path, known.vocabularies)[2]
        said = _said(placed(entry, codes), kind)
        held.setdefault(entry.id, Held(entry, record, content, findings, said))
    return held


def reread(path: str, content: bytes) -> Record | None:
    """The record of a file's new content; None where anything at all is wrong with it."""
    record, said = parse(Source(path, content, len(content)))
    return record if not said else None


def _said(entry: Entry, kind: ContentType) -> dict[tuple[str, tuple[int, ...]], dict[str, str]]:
    value: Any = with_body(entry)
    return {
        (line.sheet.name, line.order): {
            column.label: text for column, text in zip(line.sheet.columns, line.cells, strict=True)
        }
        for line in lines_of(value, sheet_of(kind))
    }
