"""Hold a parsed tree against a declaration: the value, and every field that doesn't fit, each at its place."""

from __future__ import annotations

import difflib
import re
import types
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from gkgen.findings import Finding, Place, Rule, Text, error, warning
from gkgen.model import Mapping, Node, Scalar, Sequence
from gkgen.schema.fields import Field, FieldSpec, fields_of, names_of
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
NOT_IN_LIST = error(
    "K205",
    Text("“{label}”没有“{value}”这个值", "“{value}” is not a value of “{key}” ({label})"),
    Text("{nearest}", "{nearest}"),
)
NOT_A_DATE = error(
    "K206",
    Text("“{label}”的“{value}”不是日期", "“{value}” in “{key}” ({label}) is not a date"),
    Text("写成 2026-01-27 这样的年-月-日{guess}", "write it as year-month-day, like 2026-01-27{guess}"),
)
NOT_A_NUMBER = error(
    "K207",
    Text("“{label}”的“{value}”不是{wanted}", "“{value}” in “{key}” ({label}) is not {wanted}"),
    Text("只写阿拉伯数字，单位另有一栏", "write figures alone; the unit has a field of its own"),
)
NOT_YES_OR_NO = error(
    "K208",
    Text("“{label}”的“{value}”不是“是”或“否”", "“{value}” in “{key}” ({label}) is neither yes nor no"),
    Text("写“是”或“否”", "write 是 or 否 (or true, false)"),
)
TOO_LONG = warning(
    "K209",
    Text(
        "“{label}”有 {count} 个字，最多 {limit} 个",
        "“{key}” ({label}) has {count} characters, {limit} at most",
    ),
    Text("写短一些，细节放进正文", "shorten it; details belong in the body"),
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

NOT_A_WORD = warning(
    "K213",
    Text("“{label}”的“{value}”不在词表里", "“{value}” is not in the vocabulary of “{key}” ({label})"),
    Text(
        "{nearest}本单位确实要用的词，加进 site.yaml 的“词表”",
        "{nearest} A word that the site does need goes into `words` in site.yaml",
    ),
)

Declared = TypeVar("Declared")
# Keys that editors look for and that gkgen works out, with what they follow from.
DERIVED = {
    "validity": Text("生效、失效和废止日期", "the dates of effect, expiry and abolition"),
    "有效性": Text("生效、失效和废止日期", "the dates of effect, expiry and abolition"),
    "时效": Text("生效、失效和废止日期", "the dates of effect, expiry and abolition"),
}
_TEXT = Text("一段文字", "a text")
_LIST = Text("一个列表", "a list")
_FIELDS = Text("若干“键: 值”", "keys with values")
_YES = {"是": True, "true": True, "yes": True, "有": True, "√": True}
_NO = {"否": False, "false": False, "no": False, "无": False}


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every step of conforming one record shares: the file, the words allowed, the findings so far."""

    file: str
    vocabularies: Vocabularies
    findings: list[Finding]

    def note(self, rule: Rule, node: Node, **values: str | int | Text) -> None:
        self.findings.append(rule.at(Place(self.file, max(node.line, 1), max(node.column, 1)), **values))


def conform(
    tree: Mapping, declaration: type[Declared], file: str, vocabularies: Vocabularies
) -> tuple[Declared | None, Mapping, tuple[Finding, ...]]:
    """The declaration's value, the tree with its keys by their English names, and what is wrong.

    The value is None when a required field is missing or unreadable; every field is looked at all the same.
    """
    desk = _Desk(file, vocabularies, [])
    value, renamed = _record(tree, declaration, desk)
    assert isinstance(renamed, Mapping)
    return value, renamed, tuple(desk.findings)


_FAILED: Any = object()


def _record(tree: Mapping, declaration: type, desk: _Desk) -> tuple[Any, Node]:
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
        if value is _FAILED:
            failed |= spec.required
        else:
            values[spec.key] = value
    renamed.sort(key=lambda pair: (pair[0].line, pair[0].column))
    return (None if failed else declaration(**values)), Mapping(tuple(renamed), tree.line, tree.column)


def _known(tree: Mapping, declaration: type, desk: _Desk) -> Iterator[tuple[str, tuple[Scalar, Node]]]:
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


def _note_unknown(key: Scalar, declaration: type, desk: _Desk) -> None:
    if key.text.strip() in DERIVED:
        desk.note(DERIVED_KEY, key, key=key.text, source=DERIVED[key.text.strip()])
    else:
        specs = fields_of(declaration)
        names = (
            [spec.about.label for spec in specs] if _is_chinese(key.text) else [spec.key for spec in specs]
        )
        desk.note(UNKNOWN_KEY, key, key=key.text, nearest=nearest(key.text, names))


def _may_be_absent(spec: FieldSpec, around: Node, desk: _Desk) -> bool:
    about = spec.about
    hint = Text(f"（{about.hint}）" if about.hint else "", f" ({about.hint})" if about.hint else "")
    if spec.required:
        desk.note(MISSING_FIELD, around, key=spec.key, label=about.label, hint=hint)
    elif about.expected:
        desk.note(EXPECTED_FIELD, around, key=spec.key, label=about.label, hint=hint, basis=about.expected)
    return not spec.required


def _value(node: Node, kind: Any, spec: FieldSpec, desk: _Desk) -> tuple[Any, Node]:
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
        return _FAILED, node
    if origin is Literal:
        return _choice(node, get_args(kind), spec, desk), node
    return _READERS[kind](node, spec, desk), node


def _list(node: Node, kind: Any, spec: FieldSpec, desk: _Desk) -> tuple[Any, Node]:
    """A list, or one value where one is all there is."""
    if not isinstance(node, Sequence):
        value, renamed = _value(node, kind, spec, desk)
        return (_FAILED if value is _FAILED else (value,)), renamed
    pairs = [_value(item, kind, spec, desk) for item in node.items if not _is_empty(item)]
    renamed = Sequence(tuple(pair[1] for pair in pairs), node.line, node.column)
    values = tuple(value for value, _ in pairs)
    return (_FAILED if _FAILED in values or None in values else values), renamed


def _part(node: Node, kind: type, spec: FieldSpec, desk: _Desk) -> tuple[Any, Node]:
    """A value with fields of its own; some can be written as one line of text."""
    from_text: Callable[[str], Any] | None = getattr(kind, "from_text", None)
    if isinstance(node, Mapping):
        value, renamed = _record(node, kind, desk)
        return (_FAILED if value is None else value), renamed
    if isinstance(node, Scalar) and from_text is not None:
        value = from_text(node.text)
        if value is not None:
            return value, node
        example: Text = getattr(kind, "WRITTEN", _FIELDS)
        desk.note(
            UNREADABLE, node, key=spec.key, label=spec.about.label, value=_short(node.text), example=example
        )
        return _FAILED, node
    _note_shape(node, _FIELDS, spec, desk)
    return _FAILED, node


def _text(node: Scalar, spec: FieldSpec, desk: _Desk) -> Any:
    about, text = spec.about, node.text.strip()
    if about.longest and len(text) > about.longest:
        desk.note(TOO_LONG, node, key=spec.key, label=about.label, count=len(text), limit=about.longest)
    if about.form is not None and not about.form.accepts(text):
        desk.note(about.form.rule, node, key=spec.key, label=about.label, value=_short(text))
    if about.vocabulary:
        return _word(text, node, about, spec, desk)
    return text


def _word(text: str, node: Scalar, about: Field, spec: FieldSpec, desk: _Desk) -> str:
    """A word of a vocabulary; a finer class may follow a backslash (综合政务\\政务公开). A strange word is kept: a
    page can show it, and a site may have reasons for it."""
    words = desk.vocabularies.get(about.vocabulary, ())
    if text.split("\\", maxsplit=1)[0] not in words and text not in words:
        near = nearest(text, words)
        desk.note(NOT_A_WORD, node, key=spec.key, label=about.label, value=_short(text), nearest=near)
    return text


def _choice(node: Scalar, choices: tuple[str, ...], spec: FieldSpec, desk: _Desk) -> Any:
    text = node.text.strip()
    if text in choices:
        return text
    desk.note(
        NOT_IN_LIST,
        node,
        key=spec.key,
        label=spec.about.label,
        value=_short(text),
        nearest=nearest(text, choices),
    )
    return _FAILED


def _date(node: Scalar, spec: FieldSpec, desk: _Desk) -> Any:
    text = node.text.strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    guess = _guess_date(text)
    desk.note(NOT_A_DATE, node, key=spec.key, label=spec.about.label, value=_short(text), guess=guess)
    return _FAILED


def _guess_date(text: str) -> Text:
    found = re.fullmatch(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})\D{0,3}", text)
    try:
        guess = date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        guess = None
    return Text(f"：{guess}", f": {guess}") if guess else Text("", "")


def _integer(node: Scalar, spec: FieldSpec, desk: _Desk) -> Any:
    text = node.text.strip()
    form = spec.about.form
    if re.fullmatch(r"[+-]?\d{1,18}", text, re.ASCII):
        if form is None or form.accepts(text):
            return int(text)
        desk.note(form.rule, node, key=spec.key, label=spec.about.label, value=_short(text))
        return _FAILED
    wanted = Text("整数", "a whole number")
    desk.note(NOT_A_NUMBER, node, key=spec.key, label=spec.about.label, value=_short(text), wanted=wanted)
    return _FAILED


def _decimal(node: Scalar, spec: FieldSpec, desk: _Desk) -> Any:
    text = node.text.strip()
    try:
        value = Decimal(text) if len(text) <= 40 and text.isascii() else None
    except InvalidOperation:
        value = None
    if value is not None and value.is_finite():
        return value
    wanted = Text("数", "a number")
    desk.note(NOT_A_NUMBER, node, key=spec.key, label=spec.about.label, value=_short(text), wanted=wanted)
    return _FAILED


def _boolean(node: Scalar, spec: FieldSpec, desk: _Desk) -> Any:
    text = node.text.strip().lower()
    if text in _YES or text in _NO:
        return text in _YES
    desk.note(NOT_YES_OR_NO, node, key=spec.key, label=spec.about.label, value=_short(text))
    return _FAILED


_READERS: dict[Any, Callable[[Scalar, FieldSpec, _Desk], Any]] = {
    str: _text,
    date: _date,
    int: _integer,
    Decimal: _decimal,
    bool: _boolean,
}


def nearest(word: str, words: Iterable[str]) -> Text:
    """“Did you mean”, or the words there are when none is near."""
    known = sorted(set(words))
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    if close:
        return Text(f"是不是“{close[0]}”？", f"did you mean “{close[0]}”?")
    some = "、".join(known[:24]) + ("……" if len(known) > 24 else "")
    return Text(f"可用的有：{some or '（还没有）'}", f"there are: {some or '(none yet)'}")


def _note_shape(node: Node, wanted: Text, spec: FieldSpec, desk: _Desk) -> None:
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


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
