"""Files → the same files, mended: nothing is kept that doesn't parse to what was meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gkgen.fixing.mends import Mend, expected, mends_in
from gkgen.fixing.raw import Raw
from gkgen.model import TEXTS, Record, Scalar, Source
from gkgen.rewriting import difference
from gkgen.schema import ContentType, Site, references_of
from gkgen.schema.content_type import type_written
from gkgen.stages.parse import parse

_ROUNDS = 5
"""A mend may bring another to light; none has been seen to need more than two."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A file before and after. `refused` are mends that would change something else, or whose place can't be told."""

    path: str
    old: bytes
    new: bytes
    mends: tuple[Mend, ...]
    refused: tuple[Mend, ...]

    def diff(self) -> str:
        """What changes, as a unified diff."""
        return difference(self.path, self.old, self.new)


def mend_files(sources: Iterable[Source], site: Site) -> Iterator[Mended]:
    """Every file that has something to mend. A file that isn't UTF-8, or isn't YAML, is left to its author."""
    named = frozenset(reference.name for entry in site.entries for reference in references_of(entry.fields))
    types = {name: each for each in site.types.values() for name in (each.key, each.label)}
    for source in sources:
        if source.path.endswith(TEXTS) and isinstance(source.content, bytes):
            mended = _mended(source.path, source.content, types, named)
            if mended.mends or mended.refused:
                yield mended


def _mended(path: str, old: bytes, types: Mapping[str, ContentType], named: frozenset[str]) -> Mended:
    content, done, refused = old, list[Mend](), tuple[Mend, ...]()
    for _ in range(_ROUNDS):
        content, made, refused = _round(path, content, types, named)
        done += made
        if not made:
            break
    return Mended(path, old, content, tuple(done), refused)


def _round(
    path: str, content: bytes, types: Mapping[str, ContentType], named: frozenset[str]
) -> tuple[bytes, tuple[Mend, ...], tuple[Mend, ...]]:
    record = _record(path, content)
    kind = _kind(record, types) if record is not None else None
    if record is None or kind is None:
        return content, (), ()
    raw = Raw.of(content)
    mends = mends_in(record, kind, raw, named)
    sure = tuple(each for each in mends if each.start is not None)
    kept = sure if _is_sound(record, raw, sure) else _sound_ones(record, raw, sure)
    return _written(raw, kept), kept, tuple(each for each in mends if each not in kept)


def _sound_ones(record: Record, raw: Raw, mends: tuple[Mend, ...]) -> tuple[Mend, ...]:
    kept: tuple[Mend, ...] = ()
    for mend in mends:
        if _is_sound(record, raw, (*kept, mend)):
            kept = (*kept, mend)
    return kept


def _is_sound(record: Record, raw: Raw, mends: tuple[Mend, ...]) -> bool:
    """Whether the file parses to the same tree and body but for the mended words."""
    after = _record(record.path, _written(raw, mends))
    return after is not None and expected(after, ()) == expected(record, mends)


def _written(raw: Raw, mends: tuple[Mend, ...]) -> bytes:
    text = raw.text
    for mend in sorted(mends, key=lambda each: each.start or 0, reverse=True):
        assert mend.start is not None
        text = text[: mend.start] + mend.after + text[mend.start + len(mend.before) :]
    return raw.encoded(text)


def _record(path: str, content: bytes) -> Record | None:
    """None of a file that can't be decoded as it is, or that isn't what a content file should be."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return None
    return parse(Source(path, content, len(content)))[0]


def _kind(record: Record, types: Mapping[str, ContentType]) -> ContentType | None:
    written = type_written(record.tree)
    return types.get(written.text.strip()) if isinstance(written, Scalar) else None
