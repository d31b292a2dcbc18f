"""The sheets of the components: what each is for, what can be asked of it, and examples of it, as YAML beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from gkgen.findings import Text, UsageError
from gkgen.model import Mapping, Node, Scalar
from gkgen.theme import find, text
from gkgen.yaml_tree import yaml_tree


class Nothing(str):
    """What an example doesn't tell: empty, whether it is asked for or called."""

    __slots__ = ()

    def __call__(self, *_: object) -> str:
        return ""


class Given(SimpleNamespace):
    """A record of an example, as a page's view has them."""

    def __getattr__(self, name: str) -> Nothing:
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing()


@dataclass(frozen=True, slots=True)
class Option:
    """What can be asked of a macro: `default` is None where it must be told."""

    name: str
    type: str
    default: str | None
    meaning: str


@dataclass(frozen=True, slots=True)
class Example:
    """A call of a macro with values, or, of a component that is a style alone, a piece of HTML."""

    title: str
    macro: str
    values: dict[str, Any]
    page: dict[str, Any]
    html: str


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    title: str
    about: Text
    macros: tuple[tuple[str, tuple[Option, ...]], ...]
    examples: tuple[Example, ...]


def read_sheets(themes: Sequence[Path]) -> tuple[Sheet, ...]:
    """The sheets of all components that have one, in the order of their names."""
    found = find(themes, "components")
    paths = [path for path in found if re.fullmatch(r"components/([^/]+)/\1\.yaml", path)]
    return tuple(
        _sheet(path.split("/")[1], _tree(text(found, path), str(found[path] / path))) for path in paths
    )


def _tree(said: str, file: str) -> dict[str, Any]:
    tree, findings = yaml_tree(said, file)
    if tree is None or findings:
        first = findings[0]
        place = f"{file}:{first.place.line}"
        raise UsageError(Text(f"{place} {first.wrong('zh')}", f"{place} {first.wrong('en')}"))
    return {key.text: _plain(value) for key, value in tree.items}


def _sheet(name: str, said: dict[str, Any]) -> Sheet:
    about = said.get("about") or {}
    return Sheet(
        name=name,
        title=said.get("title") or name,
        about=Text(about.get("zh", ""), about.get("en", "")),
        macros=tuple(
            (macro, _options(options or {})) for macro, options in (said.get("macros") or {}).items()
        ),
        examples=tuple(_example(each) for each in said.get("examples") or ()),
    )


def _options(said: dict[str, Any]) -> tuple[Option, ...]:
    return tuple(
        Option(
            name, each.get("type", ""), _told(each["default"]) if "default" in each else None, each["meaning"]
        )
        for name, each in said.items()
    )


def _told(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value or "")


def _example(said: dict[str, Any]) -> Example:
    values = {name: _given(value) for name, value in (said.get("with") or {}).items()}
    page = {name: _given(value) for name, value in (said.get("page") or {}).items()}
    return Example(said["title"], said.get("macro") or "", values, page, said.get("html") or "")


def _given(value: Any) -> Any:
    """Records instead of keys and values, so that a template asks for `line.title` as it does of a page's view."""
    if isinstance(value, dict):
        return Given(**{name: _given(each) for name, each in value.items()})
    return [_given(each) for each in value] if isinstance(value, list) else value


def _plain(node: Node) -> Any:
    if isinstance(node, Mapping):
        return {key.text: _plain(value) for key, value in node.items}
    if isinstance(node, Scalar):
        return _value(node)
    return [_plain(each) for each in node.items]


def _value(node: Scalar) -> Any:
    """A small number and true or false are what they say; all else is a text, a code that begins with 0 too."""
    if re.fullmatch(r"0|[1-9]\d{0,5}", node.text):
        return int(node.text)
    return {"true": True, "false": False}.get(node.text, node.text)
