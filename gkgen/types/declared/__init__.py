"""Types that a site declares in `site.yaml`, and the fields it adds to those that gkgen has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, make_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Literal

from gkgen.findings import Finding
from gkgen.model import place_of
from gkgen.schema import Basis, Config, ContentType, Disclosed, Field, Settings, TimeLimit
from gkgen.schema.declaring import AddedFields, DeclaredColumn, DeclaredField, DeclaredType
from gkgen.schema.fields import names_of
from gkgen.schema.forms import PHONE, WEB_ADDRESS
from gkgen.schema.showing import record_view
from gkgen.types.declared.faults import faults_of, part_named
from gkgen.types.declared.samples import own_example, with_samples, with_samples_in_rows

_SIMPLE: dict[str, tuple[Any, Any]] = {
    "文字": (str, ""),
    "数字": (int | None, None),
    "金额": (Decimal | None, None),
    "日期": (date | None, None),
    "是否": (bool | None, None),
    "时限": (TimeLimit | None, None),
    "列表": (tuple[str, ...], ()),
    "电话": (str, ""),
    "网址": (str, ""),
    "引用": (str, ""),
    "附件": (str, ""),
    "依据": (tuple[Basis, ...], ()),
}


def types_of(
    settings: Settings, types: Sequence[ContentType]
) -> tuple[tuple[ContentType, ...], tuple[Finding, ...]]:
    """The types of a site: those that gkgen has, with the fields that the site adds, then the site's own.

    The same settings give the same classes, so that what is known of a class is remembered from build to build.
    """
    if not settings.config.types and not settings.config.added:
        return tuple(types), ()
    findings = tuple(
        rule.at(place_of("site.yaml", settings.tree, way), **values)
        for way, rule, values in faults_of(settings.config, types)
    )
    return (tuple(types), findings) if findings else (_extended(settings.config, tuple(types)), ())


@lru_cache(maxsize=8)
def _extended(config: Config, types: tuple[ContentType, ...]) -> tuple[ContentType, ...]:
    by_name = {name: each.key for each in types for name in (each.key, each.label)}
    held = {each.key: each for each in types}
    for added in config.added:
        held[by_name[added.type]] = _with_fields(held[by_name[added.type]], added)
    return (*held.values(), *(_own_type(each) for each in config.types))


def _with_fields(kind: ContentType, added: AddedFields) -> ContentType:
    declared = [_declared(each) for each in added.fields]
    keys = kind.added | {each.key for each in added.fields}
    if not added.part:
        example = with_samples(kind, added.fields)
        return replace(kind, fields=_widened(kind.fields, declared), example=example, added=keys)
    part = part_named(kind, added.part)
    assert part is not None
    own: Any = _widened(part, declared)
    spec = names_of(kind.fields)[added.part]
    table: Any = Annotated[tuple[own, ...], spec.about]
    empty = () if spec.required else (field(default=()),)
    fields = _widened(kind.fields, [(spec.key, table, *empty)])
    example = with_samples_in_rows(kind, added.part, added.fields)
    return replace(kind, fields=fields, example=example, added=keys)


def _widened(declaration: type, fields: list[tuple[Any, ...]]) -> type[Any]:
    """The declaration with more fields; one of a name that it has takes that one's place."""
    return make_dataclass(
        declaration.__name__, fields, bases=(declaration,), frozen=True, slots=True, kw_only=True
    )


def _own_type(declared: DeclaredType) -> ContentType:
    fields = _widened(Disclosed, [_declared(each) for each in declared.fields])
    return ContentType(
        key=declared.key,
        label=declared.label,
        folder=declared.folder,
        fields=fields,
        template=declared.template or "record.html",
        example=own_example(declared),
        view=record_view,
        suffix=".md" if declared.written_as == "Markdown" else ".yaml",
    )


def _declared(declared: DeclaredField | DeclaredColumn) -> tuple[Any, ...]:
    """A field as `make_dataclass` takes it."""
    kind, default = _kind(declared)
    about = Field(
        declared.label,
        aliases=getattr(declared, "aliases", ()),
        hint=declared.hint,
        expected=getattr(declared, "expected", ""),
        refers={"引用": declared.refers, "附件": "file"}.get(declared.form, ""),
        longest=getattr(declared, "longest", 0),
        form={"电话": PHONE, "网址": WEB_ADDRESS}.get(declared.form),
    )
    hint: Any = Annotated[kind, about]
    return (declared.key, hint) if declared.required else (declared.key, hint, field(default=default))


def _kind(declared: DeclaredField | DeclaredColumn) -> tuple[Any, Any]:
    if declared.form == "词表":
        return Literal[declared.words] | None, None
    if isinstance(declared, DeclaredField) and declared.form == "表格":
        part: Any = make_dataclass(
            "".join(word.title() for word in declared.key.split("_")),
            [_declared(each) for each in declared.columns],
            frozen=True,
            slots=True,
            kw_only=True,
        )
        return tuple[part, ...], ()
    return _SIMPLE[declared.form]
