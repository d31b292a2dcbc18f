"""The text of a cell → the value of a field as an editor would write it. What can't be read stays as it is."""

from __future__ import annotations

import re
import types
import unicodedata
from collections.abc import Mapping as Dictionary
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin

from gkgen.importing.prose import markdown
from gkgen.importing.splitting import bases, items, items_or_words, words
from gkgen.importing.tables import plain_label
from gkgen.model import Mapping, Node, Scalar, Sequence
from gkgen.schema.fields import FieldSpec, fields_of
from gkgen.schema.vocabularies import STANDARD
from gkgen.types.discretion_standard import DEGREE_WORDS, Degree
from gkgen.types.power_list import KIND_CODES, LEVEL_CODES, Kind, Level
from gkgen.types.standard_catalogue import LEVEL_WORDS, LevelName

BODY = "body"
NUMBER = "number"
ONE_LINE = 300
"""A field that may be no longer than this is a title, not a text: line breaks in its cell come from its width."""
YES = frozenset({"√", "✓", "✔", "☑", "■", "●", "是", "有", "yes", "true", "y", "1", "√是"})
NO = frozenset({"×", "✗", "✘", "☐", "□", "○", "否", "无", "no", "false", "n", "0", "—", "-", "/"})
CODES: Dictionary[Any, Dictionary[str, str]] = {
    Kind: KIND_CODES,
    Level: LEVEL_CODES,
    LevelName: LEVEL_WORDS,
    Degree: DEGREE_WORDS,
}
"""What a code of one or two figures, or another word, stands for, by the list of values that the field may have."""

_DAY = re.compile(
    r"(\d{4})\s*(?:年|[-/.])\s*(\d{1,2})\s*(?:月|[-/.])\s*(\d{1,2})\s*日?(?:[T\s]+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?Z?)?"
)
_RUN_TOGETHER = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_MARKED = re.compile(r"^[√✓✔☑■●]\s*[:：，,]?\s*")
_BRACKETED = re.compile(r"[（(]([^（()）]*)[)）]")
_COUNT = re.compile(r"([+-]?\d+)(?:\.0+)?\s*(?:份|个|项|次|页|件|人|户|名)?")
_ENDINGS = ("公开", "级", "类", "权力", "件")


def node_of(text: str, spec: FieldSpec, line: int, column: int) -> Node:
    """`text` is not blank; the node's place is the cell's, so that a fault is told where the author wrote it."""
    return _node(text, spec.kind, spec, (line, column))


def day_of(text: str) -> str:
    """A day as YYYY-MM-DD, or the text as it is."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _DAY.fullmatch(plain) or _RUN_TOGETHER.fullmatch(plain)
    try:
        return date(*(int(part) for part in found.groups())).isoformat() if found else text
    except ValueError:
        return text


def count_of(text: str) -> str:
    """The figures of a whole number with or without its measure; "" if the text is anything else."""
    found = _COUNT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return found[1] if found else ""


def is_marked(text: str) -> bool | None:
    """Whether a √ column's cell is marked; None when it says something of its own."""
    plain = text.strip().casefold()
    return True if plain in YES else False if plain in NO or not plain else None


def beside_mark(text: str) -> str:
    """What a cell says behind its √, without the bracket that is all around it: `√（申请人）`."""
    words = _MARKED.sub("", text)
    inner = _BRACKETED.fullmatch(words)
    return inner[1].strip() if inner and words != text else words or text


def element_of(kind: Any) -> Any:
    """A list's element, an optional's value, or the kind itself."""
    if get_origin(kind) is tuple:
        return element_of(get_args(kind)[0])
    if get_origin(kind) in (Union, types.UnionType):
        return element_of(next(each for each in get_args(kind) if each is not types.NoneType))
    return kind


def _node(text: str, kind: Any, spec: FieldSpec, at: tuple[int, int]) -> Node:
    element = element_of(kind)
    if get_origin(kind) is tuple:
        parts = _parts(text, element, spec)
        return Sequence(tuple(_node(part, element, spec, at) for part in parts), *at)
    if is_dataclass(element) and isinstance(element, type):
        return _part(text, element, at)
    return Scalar(written(text, element, spec), *at)


def _parts(text: str, element: Any, spec: FieldSpec) -> list[str]:
    about = spec.about
    if get_origin(element) is Literal or about.vocabulary or about.refers:
        return words(text)
    if any("依据" in name for name in spec.names):
        return bases(text)
    return items_or_words(text) if element is str else items(text)


def _part(text: str, kind: type, at: tuple[int, int]) -> Node:
    """A value that can be written as one line, or one whose only required field the text can be."""
    needed = [each for each in fields_of(kind) if each.required]
    if hasattr(kind, "from_text") or len(needed) != 1 or needed[0].kind is not str:
        return Scalar(text, *at)
    label = needed[0].about.label
    return Mapping(((Scalar(label, *at), Scalar(text, *at)),), *at)


def written(text: str, kind: Any, spec: FieldSpec) -> str:
    """The text of a value as an editor writes it, by the kind of its field."""
    if kind is date:
        return day_of(text)
    if kind is bool:
        return {True: "是", False: "否", None: _answer(text, spec)}[is_marked(text)]
    if kind is int:
        return count_of(text) or text
    if kind is Decimal:
        return re.sub(r"(?<=\d),(?=\d{3})", "", unicodedata.normalize("NFKC", text))
    if get_origin(kind) is Literal:
        return choice_of(text, kind)
    return _text(text, spec) if kind is str else text


def _answer(text: str, spec: FieldSpec) -> str:
    """收费 and 不收费 in 是否收费 are yes and no; what says neither stays as it is."""
    asked = spec.about.label.removeprefix("是否")
    if text in (asked, f"需{asked}", f"需要{asked}"):
        return "是"
    free = ("免费", "免收", "不收取") if asked == "收费" else ()
    return "否" if text in (f"不{asked}", f"非{asked}", f"无需{asked}", f"不需要{asked}", *free) else text


def _text(text: str, spec: FieldSpec) -> str:
    about = spec.about
    if spec.key == BODY:
        return markdown(text)
    if spec.key == NUMBER:
        return unicodedata.normalize("NFKC", text)
    if about.vocabulary:
        return _nearly(text, STANDARD.get(about.vocabulary, ()))
    is_title = about.form is not None or about.refers or 0 < about.longest <= ONE_LINE
    return _one_line(text) if is_title else text


def choice_of(text: str, kind: Any) -> str:
    """A value of the list: by its code, by its name, or by a name that only lacks or adds an ending."""
    choices: tuple[str, ...] = get_args(kind)
    plain = unicodedata.normalize("NFKC", text).strip()
    codes = CODES.get(kind, {})
    if plain.isdecimal():
        return codes.get(plain, codes.get(plain.zfill(2), text))
    near = _nearly(plain, choices)
    if near in choices:
        return near
    if (other := _nearly(plain, tuple(codes))) in codes:
        return codes[other]
    kin = {
        each
        for each in choices
        for ending in _ENDINGS
        if each == plain + ending or plain == each + ending or (len(plain) > 1 and each == f"行政{plain}")
    }
    return kin.pop() if len(kin) == 1 else text


def _nearly(text: str, known: tuple[str, ...]) -> str:
    """The known word that differs in spaces and the width of brackets alone."""
    plain = plain_label(text)
    return next((word for word in known if plain_label(word) == plain), text)


def _one_line(text: str) -> str:
    """Without the line breaks of a narrow cell; between Latin letters a space takes their place."""
    joined = re.sub(r"(?<=[!-~])\s*\n\s*(?=[!-~])", " ", text)
    return re.sub(r"\s*\n\s*", "", joined)
