"""The declarations → JSON Schemas (draft-07, the newest that the YAML extension of VS Code reads whole).

Every name of a field is a property: its label, its key, its aliases; an editor offers those of one language alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gkgen.editor.values import NAMES, Live, Schema, lists_of, value_schema
from gkgen.findings import Language
from gkgen.schema import Config, ContentType, fields_of
from gkgen.schema.fields import FieldSpec, names_of

DRAFT = "http://json-schema.org/draft-07/schema#"
CONTENT = "content.any"
SETTINGS = "site.yaml"
_TYPE_KEYS = ("类型", "type")


def schemas_of(types: Iterable[ContentType], live: Live, language: Language) -> dict[str, Schema]:
    """A schema for each type by its key, one for any content by its own type, one for `site.yaml`.

    A file in the folder of one type may be of another: the schema of a type hands it on to the one that judges by
    what the file says of itself.
    """
    kinds = {each.key: each for each in types}
    found = {key: _of_type(kind, kinds, live, language) for key, kind in kinds.items()}
    found[CONTENT] = _any_content(kinds)
    found[NAMES] = {"$schema": DRAFT, "title": "词表和名称", "definitions": lists_of(live)}
    found[SETTINGS] = _Writer(live, language).whole(Config, "site.yaml")
    return found


def _of_type(kind: ContentType, kinds: Mapping[str, ContentType], live: Live, language: Language) -> Schema:
    whole = _Writer(live, language, kind).whole(kind.fields, kind.label)
    name = whole.pop("$ref")
    others = [name for each in kinds.values() if each is not kind for name in (each.label, each.key)]
    return {**whole, "if": _says(others), "then": {"$ref": f"{CONTENT}.json"}, "else": {"$ref": name}}


def _any_content(kinds: Mapping[str, ContentType]) -> Schema:
    names = [name for kind in kinds.values() for name in (kind.label, kind.key)]
    typed = {"properties": {key: {"enum": names} for key in _TYPE_KEYS}}
    return {
        "$schema": DRAFT,
        "title": "内容文件",
        "type": "object",
        "anyOf": [{"required": [key]} for key in _TYPE_KEYS],
        **typed,
        "allOf": [
            {"if": _says([kind.label, kind.key]), "then": {"$ref": f"{kind.key}.json#/definitions/{key}"}}
            for kind in kinds.values()
            for key in [kind.fields.__name__]
        ],
    }


def _says(names: list[str]) -> Schema:
    """The file says that it is of one of these types."""
    return {"anyOf": [{"required": [key], "properties": {key: {"enum": names}}} for key in _TYPE_KEYS]}


class _Writer:
    """Writes a declaration and every part of it once, as definitions that name each other."""

    def __init__(self, live: Live, language: Language, kind: ContentType | None = None) -> None:
        self._live, self._language, self._kind = live, language, kind
        self._names: dict[type, str] = {}
        self._definitions: dict[str, Schema] = {}

    def whole(self, declaration: type, title: str) -> Schema:
        start = self._part(declaration)
        return {"$schema": DRAFT, "title": title, **start, "definitions": self._definitions}

    def _part(self, declaration: type) -> Schema:
        if declaration not in self._names:
            name = declaration.__name__
            while name in self._definitions:
                name += "_"
            self._names[declaration] = name
            self._definitions[name] = {}
            self._definitions[name].update(self._object(declaration))
        return {"$ref": f"#/definitions/{self._names[declaration]}"}

    def _object(self, declaration: type) -> Schema:
        properties: dict[str, Any] = {}
        specs = fields_of(declaration)
        for spec in specs:
            described = self._described(spec)
            same = {"allOf": [{"$ref": f"#/definitions/{self._names[declaration]}/properties/{spec.key}"}]}
            for name in spec.names:
                if names_of(declaration)[name] is spec:
                    whole = described if name in (spec.key, spec.about.label) else same
                    properties[name] = whole | self._suggested(name, spec)
        required = [
            {"anyOf": [{"required": [name]} for name in spec.names]} for spec in specs if spec.required
        ]
        return {
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
            **({"allOf": required} if required else {}),
        }

    def _described(self, spec: FieldSpec) -> Schema:
        about = spec.about
        value = value_schema(spec, spec.kind, self._live, self._part)
        if spec.key == "type" and self._kind is not None:
            value = {"enum": [self._kind.label, self._kind.key]}
        told = [
            about.hint,
            "必填" if spec.required else f"{about.expected}要求公开" if about.expected else "",
            f"最多{about.longest}字" if about.longest else "",
        ]
        return {
            "title": f"{about.label}（{spec.key}）",
            "description": "；".join(each for each in told if each) or about.label,
            **value,
        }

    def _suggested(self, name: str, spec: FieldSpec) -> Schema:
        wanted = spec.about.label if self._language == "zh" else spec.key
        return {} if name == wanted else {"doNotSuggest": True}
