"""Publishers that the site doesn't know: each gets a file with its name, so that its entries have somewhere to belong."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from gkgen.findings import Finding, Place, Text, warning
from gkgen.importing.drafts import Draft
from gkgen.importing.mapping import Shape, shape_of
from gkgen.importing.placing import Shelf, create, path_of
from gkgen.importing.standing import names_in, numbered, text_of
from gkgen.importing.writing import document
from gkgen.model import Mapping, Scalar
from gkgen.schema import ContentType
from gkgen.schema.content_type import PUBLISHER

STUB = warning(
    "I861",
    Text(
        "站点里没有机构“{name}”，建了 {path}，里面只有名称",
        "the site didn't know “{name}”: {path} was made, with its name alone",
    ),
    Text(
        "补上地址、电话和职能；是已有机构的别名就删去它，改用全称",
        "add its address, phone and duties; if it is another name of a known one, delete it",
    ),
)


def make_organisations(
    drafts: Sequence[Draft], shelf: Shelf, types: dict[str, ContentType]
) -> tuple[list[str], list[Finding]]:
    """Write a file for each publisher that neither the site nor the drafts have; the paths, and one finding each."""
    kind, shape, folder = types.get(PUBLISHER), shelf.shape, shelf.folder
    wanted = _named(drafts, shape)
    if kind is None or not wanted:
        return [], []
    known = names_in(folder, kind) | (_titles(drafts, shape) if shape.kind.key == PUBLISHER else set())
    publisher = shape_of(kind)
    following = count(max(numbered(folder, kind, kind.key), default=0) + 1)
    paths, findings = [], []
    for name, first in wanted.items():
        if name not in known:
            path = path_of(publisher, f"{kind.key}-{next(following)}")
            create(folder, path, document(_stub(name, publisher), kind.suffix, kind.fields))
            paths.append(path)
            findings.append(STUB.at(Place(first.file, first.line, 1), name=name, path=path))
    return paths, findings


def _named(drafts: Sequence[Draft], shape: Shape) -> dict[str, Draft]:
    """The names of organisations in the entries' own fields, each with the first draft that has it."""
    keys = [spec.key for spec in shape.entry if spec.about.refers == PUBLISHER and spec.kind is str]
    named: dict[str, Draft] = {}
    for draft in drafts:
        for key in keys:
            if name := text_of(draft.tree, key, shape.kind.fields):
                named.setdefault(name, draft)
    return named


def _titles(drafts: Sequence[Draft], shape: Shape) -> set[str]:
    return {text_of(draft.tree, "title", shape.kind.fields) for draft in drafts}


def _stub(name: str, shape: Shape) -> Mapping:
    labels = {spec.key: spec.about.label for spec in shape.entry}
    pairs = (("类型", shape.kind.label), (labels["title"], name))
    return Mapping(tuple((Scalar(key, 0, 0), Scalar(text, 0, 0)) for key, text in pairs), 0, 0)
