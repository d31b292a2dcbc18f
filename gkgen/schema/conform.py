"""Hold a parsed tree against a declaration: the value, and every field that doesn't fit, each at its place."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from gkgen.findings import Finding, Text, error, warning
from gkgen.model import Mapping, Node, Scalar, Sequence
from gkgen.schema.fields import FieldSpec, fields_of, names_of
from gkgen.schema.nearest import nearest
from gkgen.schema.values import FAILED, READERS, Desk, choice, short
from gkgen.schema.vocabularies import Vocabularies

UNKNOWN_KEY = error(
    "K201",
    Text("没有“{key}”这个键", "there is no key “{key}” here"),
    Text("{nearest}", "{nearest}"),
)
MISSING_FIELD = error(
    "K202",
    Text("缺少必填项“{label}”", "the required field “{key}” ({label}) is missing"),
    Text("加一行“{label}: …”{hint}", "add a line “{key}: …”{hint}"),
)
EXPECTED_FIELD = warning(
    "K203",
    Text("没有“{label}”，{basis}要求公开", "“{key}” ({label}) is missing; {basis} asks for it"),
    Text("补上“{label}: …”{hint}", "add “{key}: …”{hint}"),
)
WRONG_SHAPE = error(
    "K204",
    Text("“{label}”应当是{wanted}，这里是{found}", "“{key}” ({label}) should be {wanted}; this is {found}"),
    Text("{example}", "{example}"),
)
SAID_TWICE = error(
    "K210",
    Text(
        "“{key}”与第 {line} 行的键是同一项“{label}”",
        "“{key}” and the key on line {line} are one field, {label}",
    ),
    Text("只留一处", "keep one of them"),
)
UNREADABLE = error(
    "K211",
    Text("读不懂“{label}”的“{value}”", "“{value}” in “{key}” ({label}) can't be read"),
    Text("{example}", "{example}"),
)
DERIVED_KEY = error(
    "K212",
    Text("“{key}”不用填写，由{source}推出", "“{key}” isn't written by hand: it follows from {source}"),
    Text("删去这一行", "delete this line"),
)

Declared = TypeVar("Declared")
# Keys that editors look for and that gkgen works out, with what they follow from.
DERIVED = {
    "validity": Text("生效、失效和废止日期", "the dates of effect, expiry and abolition"),
    "有效性": Text("生效、失效和废止日期", "the dates of effect, expiry and abolition"),
    "时效": Text("生效、失效和废止日期", "the dates of effect, expiry and abolition"),
    "replaced_by": Text("新文件里的“替代的文件”", "“替代的文件” of the document that replaces it"),
    "被替代": Text("新文件里的“替代的文件”", "“替代的文件” of the document that replaces it"),
    "政策解读": Text("解读里的“解读的文件”", "“解读的文件” of the interpretation"),
}
_TEXT = Text("一段文字", "a text")
_LIST = Text("一个列表", "a list")
_FIELDS = Text("若干“键: 值”", "keys with values")


def conform(
    tree: Mapping, declaration: type[Declared], file: str, vocabularies: Vocabularies
) -> tuple[Declared | None, Mapping, tuple[Finding, ...]]:
    """The declaration's value, the tree with its keys by their English names, and what is wrong.

    The value is None when a required field is missing or unreadable; every field is looked at all the same.
    """
    desk = Desk(file, vocabularies, [])
    value, renamed = _record(tree, declaration, desk)
    assert isinstance(renamed, Mapping)
    return value, renamed, tuple(desk.findings)


def _record(tree: Mapping, declaration: type, desk: Desk) -> tuple[Any, Node]:
    written = dict(_known(tree, declaration, desk))
    values: dict[str, Any] = {}
    renamed: list[tuple[Scalar, Node]] = []
    failed = False
    for spec in fields_of(declaration):
        key, node = written.get(spec.key, (None, None))
        if key is None or node is None or _is_empty(node):
            failed |= not _may_be_absent(spec, tree if key is None else key, desk)
            continue
        value, node = _value(node, spec.kind, spec, desk)
        renamed.append((Scalar(spec.key, key.line, key.column), node))
        if value is FAILED:
            failed |= spec.required
        else:
            values[spec.key] = value
    renamed.sort(key=lambda pair: (pair[0].line, pair[0].column))
    return (None if failed else declaration(**values)), Mapping(tuple(renamed), tree.line, tree.column)


def _known(tree: Mapping, declaration: type, desk: Desk) -> Iterator[tuple[str, tuple[Scalar, Node]]]:
    names = names_of(declaration)
    seen: dict[str, Scalar] = {}
    for key, node in tree.items:
        spec = names.get(key.text.strip())
        if spec is None:
            _note_unknown(key, declaration, desk)
        elif spec.key in seen:
            desk.note(SAID_TWICE, key, key=key.text, line=seen[spec.key].line, label=spec.about.label)
        else:
            seen[spec.key] = key
            yield spec.key, (key, node)


def _note_unknown(key: Scalar, declaration: type, desk: Desk) -> None:
    if key.text.strip() in DERIVED:
        desk.note(DERIVED_KEY, key, key=key.text, source=DERIVED[key.text.strip()])
    else:
        specs = fields_of(declaration)
        names = (
            [spec.about.label for spec in specs] if _is_chinese(key.text) else [spec.key for spec in specs]
        )
        desk.note(UNKNOWN_KEY, key, key=key.text, nearest=nearest(key.text, names))


def _may_be_absent(spec: FieldSpec, around: Node, desk: Desk) -> bool:
    about = spec.about
    hint = Text(f"（{about.hint}）" if about.hint else "", f" ({about.hint})" if about.hint else "")
    if spec.required:
        desk.note(MISSING_FIELD, around, key=spec.key, label=about.label, hint=hint)
    elif about.expected:
        desk.note(EXPECTED_FIELD, around, key=spec.key, label=about.label, hint=hint, basis=about.expected)
    return not spec.required


def _value(node: Node, kind: Any, spec: FieldSpec, desk: Desk) -> tuple[Any, Node]:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        (kind,) = (each for each in get_args(kind) if each is not types.NoneType)
        return _value(node, kind, spec, desk)
    if origin is tuple:
        return _list(node, get_args(kind)[0], spec, desk)
    if is_dataclass(kind) and isinstance(kind, type):
        return _part(node, kind, spec, desk)
    if not isinstance(node, Scalar):
        _note_shape(node, _TEXT, spec, desk)
        return FAILED, node
    if origin is Literal:
        return choice(node, get_args(kind), spec, desk), node
    return READERS[kind](node, spec, desk), node


def _list(node: Node, kind: Any, spec: FieldSpec, desk: Desk) -> tuple[Any, Node]:
    """A list, or one value where one is all there is."""
    if not isinstance(node, Sequence):
        value, renamed = _value(node, kind, spec, desk)
        return (FAILED if value is FAILED else (value,)), renamed
    pairs = [_value(item, kind, spec, desk) for item in node.items if not _is_empty(item)]
    renamed = Sequence(tuple(pair[1] for pair in pairs), node.line, node.column)
    values = tuple(value for value, _ in pairs)
    return (FAILED if FAILED in values or None in values else values), renamed


def _part(node: Node, kind: type, spec: FieldSpec, desk: Desk) -> tuple[Any, Node]:
    """A value with fields of its own; some can be written as one line of text."""
    from_text: Callable[[str], Any] | None = getattr(kind, "from_text", None)
    if isinstance(node, Mapping):
        value, renamed = _record(node, kind, desk)
        return (FAILED if value is None else value), renamed
    if isinstance(node, Scalar) and from_text is not None:
        value = from_text(node.text)
        if value is not None:
            return value, node
        example: Text = getattr(kind, "WRITTEN", _FIELDS)
        desk.note(
            UNREADABLE, node, key=spec.key, label=spec.about.label, value=short(node.text), example=example
        )
        return FAILED, node
    _note_shape(node, _FIELDS, spec, desk)
    return FAILED, node


def _note_shape(node: Node, wanted: Text, spec: FieldSpec, desk: Desk) -> None:
    found = {Scalar: _TEXT, Sequence: _LIST, Mapping: _FIELDS}[type(node)]
    label = spec.about.label
    example = {
        id(_TEXT): Text(f"写成一行：{label}: …", f"write one line: {spec.key}: …"),
        id(_LIST): Text("每项一行，以“- ”开头", "one item a line, each beginning with “- ”"),
        id(_FIELDS): Text(
            "在下一行缩进两格，写“键: 值”", "on the next line, indented by two, write “key: value”"
        ),
    }[id(wanted)]
    desk.note(WRONG_SHAPE, node, key=spec.key, label=label, wanted=wanted, found=found, example=example)


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.empty


def _is_chinese(text: str) -> bool:
    return any("一" <= character <= "鿿" for character in text)
