"""What can be wrong with the types and fields that a site declares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_origin

from gkgen.findings import Rule, Text, error
from gkgen.schema import Config, ContentType, Disclosed, fields_of
from gkgen.schema.declaring import AddedFields, DeclaredColumn, DeclaredField
from gkgen.schema.fields import names_of, part_of
from gkgen.schema.nearest import nearest
from gkgen.schema.references import ANY

TYPE_TAKEN = error(
    "K283",
    Text("已经有“{name}”这个类型或文件夹", "there is a type or a folder “{name}” already"),
    Text("换一个", "choose another"),
)
FIELD_TAKEN = error(
    "K284",
    Text("这个类型已经有“{name}”一栏", "the type has a field “{name}” already"),
    Text("换一个代码或名称；已有的栏目不用再写", "choose another; a field that is there needs no declaring"),
)
INCOMPLETE_FIELD = error(
    "K285",
    Text("形式是“{form}”，没有写“{missing}”", "a field of the form {form} needs “{missing}”"),
    Text("补上“{missing}”", "add “{missing}”"),
)
NO_SUCH_TYPE = error(
    "K286",
    Text("没有“{name}”这个类型", "there is no type “{name}”"),
    Text("{nearest}", "{nearest}"),
)

NO_SUCH_PART = error(
    "K287",
    Text("这个类型没有“{name}”这个表格", "the type has no table “{name}”"),
    Text("{nearest}", "{nearest}"),
)
NO_SUCH_KIND = error(
    "K288",
    Text("“{name}”不是可以引用的类型", "“{name}” is no kind of thing that can be named"),
    Text("{nearest}", "{nearest}"),
)

# Folders of the output that hold what is no entry.
OWN_FOLDERS = frozenset(
    {
        "static",
        "search",
        "files",
        "catalogue",
        "years",
        "letters",
        "themes",
        "audiences",
        "exports",
        "feeds",
    }
)

Fault = tuple[tuple[str | int, ...], Rule, dict[str, Any]]


def faults_of(config: Config, types: Sequence[ContentType]) -> Iterator[Fault]:
    """The way in site.yaml to what is wrong, the rule, and the words that it needs."""
    kinds = _kinds(config, types)
    taken = {name for each in types for name in (each.key, each.label, each.row_key)} | {""}
    folders = {each.folder for each in types} | OWN_FOLDERS
    for index, declared in enumerate(config.types):
        way = ("types", index)
        for name in ("key", "label"):
            if getattr(declared, name) in taken:
                yield (*way, name), TYPE_TAKEN, {"name": getattr(declared, name)}
        if declared.folder in folders:
            yield (*way, "folder"), TYPE_TAKEN, {"name": declared.folder}
        taken |= {declared.key, declared.label}
        folders.add(declared.folder)
        yield from _field_faults(declared.fields, set(names_of(Disclosed)), way)
        yield from _reference_faults(declared.fields, kinds, (*way, "fields"))
    by_name = {name: each for each in types for name in (each.key, each.label)}
    names: dict[type, set[str]] = {}
    for index, added in enumerate(config.added):
        yield from _added_faults(added, by_name.get(added.type), types, names, ("added", index))
        yield from _reference_faults(added.fields, kinds, ("added", index, "fields"))


def _added_faults(
    added: AddedFields,
    kind: ContentType | None,
    types: Sequence[ContentType],
    names: dict[type, set[str]],
    way: tuple[str | int, ...],
) -> Iterator[Fault]:
    """`names` are those of each declaration, to which what is added first adds its own."""
    if kind is None:
        near = nearest(added.type, [each.label for each in types])
        yield (*way, "type"), NO_SUCH_TYPE, {"name": added.type, "nearest": near}
        return
    declaration = kind.fields if not added.part else part_named(kind, added.part)
    if declaration is None:
        labels = [spec.about.label for spec in fields_of(kind.fields) if part_of(spec.kind)]
        yield (*way, "part"), NO_SUCH_PART, {"name": added.part, "nearest": nearest(added.part, labels)}
    else:
        yield from _field_faults(added.fields, names.setdefault(declaration, set(names_of(declaration))), way)


def part_named(kind: ContentType, name: str) -> type | None:
    """The declaration of a row of the table that is called so."""
    spec = names_of(kind.fields).get(name)
    return part_of(spec.kind) if spec is not None and get_origin(spec.kind) is tuple else None


def _field_faults(
    declared: Sequence[DeclaredField | DeclaredColumn],
    taken: set[str],
    way: tuple[str | int, ...],
    key: str = "fields",
) -> Iterator[Fault]:
    for index, each in enumerate(declared):
        here = (*way, key, index)
        for name in (each.key, each.label):
            if name in taken:
                yield here, FIELD_TAKEN, {"name": name}
        taken |= {each.key, each.label}
        missing = _missing(each)
        if missing:
            yield here, INCOMPLETE_FIELD, {"form": each.form, "missing": missing}
        if isinstance(each, DeclaredField):
            yield from _field_faults(each.columns, set(), here, "columns")


def _missing(declared: DeclaredField | DeclaredColumn) -> str:
    if declared.form == "词表" and not declared.words:
        return "词"
    if declared.form == "引用" and not declared.refers:
        return "引用"
    if declared.form == "表格" and isinstance(declared, DeclaredField) and not declared.columns:
        return "列"
    return ""


def _kinds(config: Config, types: Sequence[ContentType]) -> dict[str, str]:
    """Every kind of thing that a field may name, by its key and by what it is called."""
    own = {name: each.key for each in config.types for name in (each.label, each.key)}
    kinds = {name: each.key for each in types for name in (each.label, each.key)}
    rows = {name: each.row_key for each in types if each.row_key for name in (each.row_label, each.row_key)}
    return {**own, **kinds, **rows, ANY: ANY}


def _reference_faults(
    declared: Sequence[DeclaredField | DeclaredColumn], kinds: Mapping[str, str], way: tuple[str | int, ...]
) -> Iterator[Fault]:
    """Content can name what has a page or stands in the catalogue, by the key of its type or of its row."""
    for index, each in enumerate(declared):
        if each.form == "引用":
            for name in each.refers.split():
                if name not in kinds.values():
                    yield (
                        (*way, index, "refers"),
                        NO_SUCH_KIND,
                        {"name": name, "nearest": _kind_near(name, kinds)},
                    )
        if isinstance(each, DeclaredField):
            yield from _reference_faults(each.columns, kinds, (*way, index, "columns"))


def _kind_near(name: str, kinds: Mapping[str, str]) -> Text:
    """The key of the nearest; somebody who writes what a type is called is told its key."""
    if name in kinds:
        return Text(f"写它的代码“{kinds[name]}”", f"write its key, “{kinds[name]}”")
    return nearest(name, kinds.values())
