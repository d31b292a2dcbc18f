"""Files to download that differ: by their bytes, and by the name under which they lie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from hashlib import file_digest, sha256
from pathlib import Path

from gkgen.diff.changes import FileChange
from gkgen.model import Link, Source
from gkgen.schema import Site, references_of
from gkgen.schema.content_type import resolve
from gkgen.schema.references import FILE

# A repository may keep these with line ends other than the folder's: that is no change.
_LINES = (".csv", ".txt", ".json")


def file_changes(before: Site, after: Site) -> Iterator[FileChange]:
    """What is new or lies elsewhere, what is gone, what has other bytes, each in the order of paths; a file that lies
    elsewhere with the same bytes is one change, not two."""
    old, new = before.files, after.files
    gone = {_digest(old[path]): path for path in sorted(old.keys() - new.keys(), reverse=True)}
    former = {path: gone.pop(_digest(new[path]), "") for path in sorted(new.keys() - old.keys()) if gone}
    come = sorted(new.keys() - old.keys())
    other = sorted(path for path in old.keys() & new.keys() if _differ(old[path], new[path]))
    lost = sorted(gone.values())
    if not (come or other or lost):
        return
    named, formerly_named = _named_by(after), _named_by(before)
    for path in come:
        was = former.get(path, "")
        yield FileChange(path, was, old[was].size if was else None, new[path].size, named.get(path, ()))
    for path in lost:
        yield FileChange(path, "", old[path].size, None, formerly_named.get(path, ()))
    for path in other:
        yield FileChange(path, "", old[path].size, new[path].size, named.get(path, ()))


def _differ(old: Source, new: Source) -> bool:
    if old.laid == new.laid or (old.state and old.state == new.state):
        return False
    by_lines = new.path.endswith(_LINES)
    return (old.size != new.size and not by_lines) or _digest(old) != _digest(new)


def _digest(source: Source) -> str:
    if source.path.endswith(_LINES):
        content = source.content.read_bytes() if isinstance(source.content, Path) else source.content
        return sha256(content.replace(b"\r\n", b"\n")).hexdigest()
    if isinstance(source.content, bytes):
        return sha256(source.content).hexdigest()
    with source.content.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _named_by(site: Site) -> Mapping[str, tuple[Link, ...]]:
    """The entries that lead to each file, in a field or in a text."""
    found: dict[str, dict[Link, None]] = defaultdict(dict)
    for entry in site.entries:
        paths = [each.name for each in references_of(entry.fields) if each.kinds == (FILE,)]
        paths += [each.href.partition("#")[0].partition("?")[0] for each in entry.links]
        for path in paths:
            found[resolve(entry.path, path)][Link(entry.fields.title, entry.address)] = None
    return {path: tuple(links) for path, links in found.items()}
