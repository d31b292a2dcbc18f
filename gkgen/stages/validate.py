"""Record → Entry: of which type it is, whether it conforms, where it stands, and what of it may be shown."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import replace

from gkgen.findings import Finding, Place, Text, error
from gkgen.markdown import Lane, render
from gkgen.model import Entry, Manuscript, Prose, Record, Scalar
from gkgen.model import Mapping as Tree
from gkgen.schema import Common, ContentType, conform, metadata_of
from gkgen.schema.common import OPEN
from gkgen.schema.content_type import type_written
from gkgen.schema.forms import SLUG_PATH
from gkgen.schema.nearest import nearest
from gkgen.schema.vocabularies import Vocabularies

NO_TYPE = error(
    "K271",
    Text("没有写“类型”", "the file has no type"),
    Text("加一行“类型: …”，{known}", "add a line “type: …”; {known}"),
)
UNKNOWN_TYPE = error(
    "K272",
    Text("没有“{value}”这个类型", "there is no type “{value}”"),
    Text("{nearest}", "{nearest}"),
)
NO_ADDRESS = error(
    "K273",
    Text(
        "文件名“{name}”不能做网址，又没有写“标识”",
        "the file name “{name}” can't be an address, and there is no id",
    ),
    Text(
        "加一行“标识: …”，只用小写字母、数字和连字符，例如 dibao-2026",
        "add a line “id: …” of small letters, digits and hyphens, like dibao-2026",
    ),
)
BODY_TWICE = error(
    "K274",
    Text("“正文”既写在上面的键里，又写在“---”下面", "the body stands both under a key and below the “---”"),
    Text("只留一处", "keep one of them"),
)


def validate(
    record: Record, types: Mapping[str, ContentType], vocabularies: Vocabularies, lane: Lane = "auto"
) -> tuple[Entry | None, tuple[Finding, ...]]:
    """The entry, or None when it can't be one; all that is wrong with the record."""
    kind, found = _type_of(record, types)
    if kind is None:
        return None, found
    fields, tree, findings = conform(record.tree, kind.fields, record.path, vocabularies)
    ident, unaddressed = _id_of(record, fields, tree, kind)
    if fields is None or not ident:
        return None, (*findings, *unaddressed)
    if fields.disclosure != OPEN:
        return _metadata_alone(record, kind, ident, fields, tree), findings
    prose, said = _prose_of(record, fields, tree, lane)
    entry = Entry(
        kind=kind.key,
        id=ident,
        address=_address(kind, ident),
        path=record.path,
        fields=fields,
        written=Manuscript(tree, record.body, prose),
        rows=kind.rows(fields, ident),
    )
    return entry, (*findings, *said)


def _type_of(
    record: Record, types: Mapping[str, ContentType]
) -> tuple[ContentType | None, tuple[Finding, ...]]:
    by_name = {name: each for each in types.values() for name in (each.key, each.label)}
    labels = [each.label for each in types.values()]
    written = type_written(record.tree)
    if not isinstance(written, Scalar) or written.empty:
        place = Place(record.path, max(record.tree.line, 1), max(record.tree.column, 1))
        return None, (NO_TYPE.at(place, known=nearest("", labels)),)
    found = by_name.get(written.text.strip())
    if found is None:
        place = Place(record.path, written.line, written.column)
        return None, (UNKNOWN_TYPE.at(place, value=written.text, nearest=nearest(written.text, labels)),)
    return found, ()


def _id_of(
    record: Record, fields: Common | None, tree: Tree, kind: ContentType
) -> tuple[str, tuple[Finding, ...]]:
    """The entry's `id`, else its path below the folder of its type."""
    if fields is not None and fields.id:
        return (fields.id if SLUG_PATH.accepts(fields.id) else ""), ()
    if any(key.text == "id" for key, _ in tree.items):
        return "", ()
    stem = posixpath.splitext(record.path.removeprefix("content/"))[0]
    ident = stem.removeprefix(f"{kind.folder}/") if kind.folder else stem
    if SLUG_PATH.accepts(ident):
        return ident, ()
    place = Place(record.path, max(tree.line, 1), max(tree.column, 1))
    return "", (NO_ADDRESS.at(place, name=posixpath.basename(record.path)),)


def _address(kind: ContentType, ident: str) -> str:
    return f"{kind.folder}/{ident}.html" if kind.folder else f"{ident}.html"


def _metadata_alone(record: Record, kind: ContentType, ident: str, fields: Common, tree: Tree) -> Entry:
    """依申请公开 and 不予公开: the content goes no further than this function (条例第十四至十六条)."""
    return Entry(
        kind=kind.key,
        id=ident,
        address=_address(kind, ident),
        path=record.path,
        fields=metadata_of(fields),
        written=Manuscript(tree),
    )


def _prose_of(
    record: Record, fields: Common, tree: Tree, lane: Lane
) -> tuple[Prose | None, tuple[Finding, ...]]:
    key = next(((key, value) for key, value in tree.items if key.text == "body"), None)
    if record.body is not None and record.body.text.strip():
        prose, findings = render(record.body.text, record.path, record.body.line, lane)
        twice = (BODY_TWICE.at(Place(record.path, key[0].line, key[0].column)),) if key else ()
        return prose, (*findings, *twice)
    if key is None or not fields.body.strip() or not isinstance(key[1], Scalar):
        return None, ()
    written = key[1]
    prose, findings = render(written.text, record.path, written.line + 1, lane)
    links = tuple(
        replace(each, line=line, column=column)
        for each in prose.links
        for line, column in [_at(each.line, each.column, written)]
    )
    told = (
        replace(each, place=Place(record.path, *_at(each.place.line, each.place.column, written)))
        for each in findings
    )
    return replace(prose, links=links), tuple(told)


def _at(line: int, column: int, written: Scalar) -> tuple[int, int]:
    """A place inside a text below a key: exact in a literal block, else where the text begins."""
    return (line, column + written.block) if written.block else (written.line, written.column)
