"""Whether a cell's value can stand in its field: what can't, and may be absent, is told and stays out of the file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import get_origin

from gkgen.findings import Severity, Text
from gkgen.importing.mapping import Aim, Shape
from gkgen.importing.splitting import boxes
from gkgen.importing.values import element_of
from gkgen.model import Mapping, Node, Scalar, Sequence
from gkgen.names import name_faults
from gkgen.schema import FieldSpec, conform
from gkgen.schema.content_type import PUBLISHER
from gkgen.schema.vocabularies import STANDARD

ID = "id"
_ELSEWHERE = 1 << 30
"""A line that no cell has: what is said of it is about the fields around the one that is looked at."""
_NOTHING = frozenset({"无", "暂无", "没有", "不涉及", "免费", "不收费", "不收取", "—", "——", "-", "/", "\\"})
_AMOUNT = re.compile(r"\d\s*(?:万|百万)?元")
_ORGAN = re.compile(r"[㐀-鿿]+(?:[院委部局办厅府署处室行区市县省]|(?<!社)会|中心|支队|大队|总队)")
_PLACE = tuple("省市县区")


def fault_of(node: Node, text: str, spec: FieldSpec, shape: Shape, aim: Aim) -> Text | None:
    """Why an optional field can't hold the value, as `gkgen check` would refuse it; None where it can."""
    if spec.required:
        return None
    if spec.about.refers and (_is_nothing(text) or (spec.about.refers == "fee" and _AMOUNT.search(text))):
        return Text("这一项要写名称", "this field names something")
    if isinstance(node, Sequence) and not node.items:
        return Text("一项也没有选中", "nothing in it is marked")
    if spec.kind is str and spec.about.form is None:
        return None
    return next(_faults(node, text, spec, shape, aim), None)


def beside_boxes(text: str, spec: FieldSpec) -> str:
    """What a list of boxes (■政府网站 □政府公报) says before its first box; "" if the cell is no such list."""
    is_words = get_origin(spec.kind) is tuple and (spec.about.vocabulary or get_origin(element_of(spec.kind)))
    found = boxes(text) if is_words else None
    return found[0] if found is not None else ""


def first_of_joint(text: str, spec: FieldSpec) -> str:
    """The first of several publishers (国务院、中央军委), whose number the document bears; "" if it is one name.

    A space also stands within a name: 某市 公安局 is one body.
    """
    if spec.about.refers != PUBLISHER or spec.kind is not str:
        return ""
    for separator in (r"[、，,]\s*", r"[ \t\u3000]+"):
        parts = re.split(separator, text.strip())
        is_spaced = "、" not in separator
        if len(parts) > 1 and all(_ORGAN.fullmatch(part) for part in parts):
            is_one_name = is_spaced and any(part.endswith(_PLACE) for part in parts[:-1])
            return "" if is_one_name else parts[0]
    return ""


def _is_nothing(text: str) -> bool:
    return unicodedata.normalize("NFKC", text).strip(" 。.") in _NOTHING


def _faults(node: Node, text: str, spec: FieldSpec, shape: Shape, aim: Aim) -> Iterator[Text]:
    tree = Mapping(((Scalar(spec.key, _ELSEWHERE, 1), node),), _ELSEWHERE, 1)
    found = list(conform(tree, shape.declaration_of(aim), "", STANDARD)[2])
    if spec.key == ID:
        found += name_faults(f"{text}{shape.kind.suffix}")
    for each in found:
        if each.rule.severity is Severity.ERROR and each.place.line != _ELSEWHERE:
            yield Text(each.wrong("zh"), each.wrong("en"))
