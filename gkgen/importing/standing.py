"""What stands in the site's folder already: its own words, its organisations, and files imported before."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from gkgen.disk import Refused, read_beneath, walk_beneath
from gkgen.findings import Text, UsageError
from gkgen.model import TEXTS, Mapping, Node, Record, Scalar, Sequence, Source
from gkgen.schema import Config, ContentType, Vocabularies, conform
from gkgen.schema.fields import names_of
from gkgen.schema.vocabularies import STANDARD
from gkgen.stages.configure import configure
from gkgen.stages.parse import parse
from gkgen.types import TYPES
from gkgen.types.declared import types_of

CONTENT = "content"
SETTINGS = "site.yaml"
NAMES = ("id", "title", "short_name", "index_number", "document_number")


@dataclass(frozen=True, slots=True)
class Old:
    """A file that stands: its bytes, and the title and publisher by which an edited one is known again."""

    path: str
    content: bytes
    title: str
    publisher: str


def site_folder(folder: Path) -> Path:
    """The folder, if something can be imported into it; raises UsageError."""
    if not folder.is_dir():
        raise UsageError(Text(f"没有文件夹“{folder}”", f"there is no folder “{folder}”"))
    return folder


def vocabularies_of(folder: Path) -> Vocabularies:
    """The standard words and those that site.yaml adds."""
    record = _record(folder, SETTINGS)
    config = conform(record.tree, Config, SETTINGS, STANDARD)[0] if record is not None else None
    return config.vocabularies() if config is not None else STANDARD


def types_in(folder: Path) -> dict[str, ContentType]:
    """The types that the site knows by their keys, its own and its added fields among them."""
    record = _record(folder, SETTINGS)
    settings = configure(record)[0] if record is not None else None
    types = types_of(settings, TYPES)[0] if settings is not None else TYPES
    return {each.key: each for each in types}


def names_in(folder: Path, kind: ContentType) -> frozenset[str]:
    """Every name by which the site's entries of a type can be named."""
    found: set[str] = set()
    for path, tree in _trees(folder, kind):
        stem = path.removeprefix(f"{CONTENT}/").removeprefix(f"{kind.folder}/").rpartition(".")[0]
        found |= {stem, *(text_of(tree, name, kind.fields) for name in NAMES)}
    return frozenset(found - {""})


def codes_in(folder: Path, kind: ContentType, keys: Collection[str], own: str) -> frozenset[str]:
    """The codes, written under any of the keys, in the site's files of a type, except in the file `own`."""
    trees = (tree for path, tree in _trees(folder, kind) if path != own)
    return frozenset(code for tree in trees for code in texts_under(tree, keys))


def texts_under(node: Node, keys: Collection[str]) -> Iterator[str]:
    """Every text that stands under one of the keys, at any depth."""
    if isinstance(node, Mapping):
        for key, below in node.items:
            if key.text in keys and isinstance(below, Scalar):
                yield below.text.strip()
            yield from texts_under(below, keys)
    elif isinstance(node, Sequence):
        for below in node.items:
            yield from texts_under(below, keys)


def numbered(folder: Path, kind: ContentType, prefix: str) -> dict[int, Old]:
    """The files of a type that are called by a prefix and a number, by that number."""
    below = f"{CONTENT}/{kind.folder}".rstrip("/")
    pattern = re.compile(rf"{re.escape(below)}/{re.escape(prefix)}-([1-9]\d{{0,8}}){re.escape(kind.suffix)}")
    return {
        int(found[1]): _old(folder, path, kind)
        for path in _paths(folder, below)
        if (found := pattern.fullmatch(path))
    }


def text_of(tree: Mapping, key: str, declaration: type) -> str:
    """The text of a field, under whichever of its names it is written."""
    spec = names_of(declaration).get(key)
    names = spec.names if spec is not None else ()
    found = next((node for name, node in tree.items if name.text in names), None)
    return found.text.strip() if isinstance(found, Scalar) else ""


def _trees(folder: Path, kind: ContentType) -> Iterator[tuple[str, Mapping]]:
    """The files of a type, wherever they lie, that can be parsed."""
    said = "|".join(re.escape(name) for name in (kind.key, kind.label))
    wanted = re.compile(rf"^(?:type|类型)\s*:\s*[\"']?(?:{said})[\"']?\s*$".encode(), re.MULTILINE)
    for path in _paths(folder, CONTENT):
        content = _bytes(folder, path)
        if wanted.search(content) and (record := _parsed(path, content)) is not None:
            yield path, record.tree


def _old(folder: Path, path: str, kind: ContentType) -> Old:
    content = _bytes(folder, path)
    record = _parsed(path, content)
    if record is None:
        return Old(path, content, "", "")
    title, publisher = (text_of(record.tree, key, kind.fields) for key in ("title", "publisher"))
    return Old(path, content, title, publisher)


def _paths(folder: Path, below: str) -> Iterator[str]:
    for found in walk_beneath(folder, below):
        if not found.refused and found.path.lower().endswith(TEXTS):
            yield found.path


def _record(folder: Path, path: str) -> Record | None:
    return _parsed(path, _bytes(folder, path))


def _parsed(path: str, content: bytes) -> Record | None:
    return parse(Source(path, content, len(content)))[0]


def _bytes(folder: Path, path: str) -> bytes:
    """A file that can't be read says nothing here; `gkgen check` tells why."""
    try:
        return read_beneath(folder, path)
    except Refused:
        return b""
