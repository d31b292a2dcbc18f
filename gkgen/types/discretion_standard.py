"""Discretion standards (行政裁量基准): how heavily an act is dealt with, grade by grade.

Sources: 《行政处罚法》第三十四条 (the standards are published), 国办发〔2022〕27号. The grades of one act follow each other
without a gap and without an overlap, inside the range that the law gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal, get_args

from gkgen.findings import Finding, Text, error, warning
from gkgen.model import Entry, Row
from gkgen.schema import Basis, ContentType, Disclosed, Field, Site
from gkgen.schema.parts import RecordView
from gkgen.schema.showing import list_view, row_record_view
from gkgen.schema.tabled import Tabled
from gkgen.types.numbered import numbered_rows

STATUTE = "行政处罚法第三十四条"

Degree = Literal[
    "不予处罚",
    "免予处罚",
    "减轻",
    "轻微",
    "从轻",
    "较轻",
    "一般",
    "较重",
    "从重",
    "严重",
    "特别严重",
]
DEGREES: tuple[str, ...] = get_args(Degree)
DEGREE_WORDS = {
    f"{before}{degree}{after}": degree
    for degree in DEGREES
    for before, after in (("", "处罚"), ("", "违法"), ("", "违法行为"), ("情节", ""), ("违法情节", ""))
    if not degree.endswith("处罚")
} | {"不予行政处罚": "不予处罚", "免予行政处罚": "免予处罚"}
"""What published standards call a grade."""

OUT_OF_ORDER = error(
    "K351",
    Text("“{degree}”排在“{before}”后面，次序或等级不对", "“{degree}” comes after “{before}”"),
    Text("由轻到重排列，每一等级只写一次", "order the grades from light to grave, each once"),
    STATUTE,
)
OVERLAP = error(
    "K352",
    Text(
        "“{before}”到 {upper} 为止，“{degree}”从 {lower} 开始，两档重叠",
        "“{before}” goes up to {upper} and “{degree}” begins at {lower}: they overlap",
    ),
    Text("让后一档从前一档的上限开始", "let the second begin where the first ends"),
    STATUTE,
)
GAP = warning(
    "K353",
    Text(
        "“{before}”到 {upper} 为止，“{degree}”从 {lower} 开始，中间的没有规定",
        "“{before}” goes up to {upper} and “{degree}” begins at {lower}: what lies between has no rule",
    ),
    Text("让各档前后相接", "let the grades meet"),
    STATUTE,
)
OUT_OF_RANGE = error(
    "K354",
    Text(
        "“{degree}”的 {amount} 在法定幅度 {range} 以外",
        "{amount} of “{degree}” is outside of the statutory range {range}",
    ),
    Text("裁量不能超出法律规定的幅度", "discretion stays inside the range of the law"),
    "行政处罚法第十六条",
)
UPSIDE_DOWN = error(
    "K355",
    Text(
        "“{degree}”的下限 {lower} 比上限 {upper} 大",
        "the lower limit {lower} of “{degree}” is above its upper {upper}",
    ),
    Text("核对两个数", "check the two numbers"),
)
SHORT_OF_RANGE = warning(
    "K356",
    Text(
        "“{degree}”到 {amount} 为止，法定幅度是 {range}，两头还有没规定的",
        "“{degree}” ends at {amount}, and the statutory range is {range}: part of it has no rule",
    ),
    Text(
        "让最轻一档从法定下限开始，最重一档到法定上限为止",
        "let the grades reach from the lower limit to the upper",
    ),
    STATUTE,
)
# 减轻处罚 and no punishment lie outside of the statutory range by their nature.
_OUTSIDE = ("不予处罚", "免予处罚", "减轻")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    degree: Annotated[Degree, Field("违法程度", aliases=("等级", "裁量等级", "情节"))]
    condition: Annotated[str, Field("适用条件", aliases=("情形", "违法情形", "具体情形"))] = ""
    sanction: Annotated[str, Field("裁量标准", aliases=("处罚标准", "裁量幅度"))]
    minimum: Annotated[Decimal | None, Field("下限", hint="罚款的下限，和“单位”一致的数")] = None
    maximum: Annotated[Decimal | None, Field("上限", hint="罚款的上限，和“单位”一致的数")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    number: Annotated[str, Field("序号")] = ""
    act: Annotated[str, Field("违法行为", aliases=("违法行为名称", "事项名称"))]
    bases: Annotated[
        tuple[Basis, ...], Field("法律依据", aliases=("处罚依据", "依据"), expected=STATUTE)
    ] = ()
    unit: Annotated[str, Field("单位", hint="上下限的单位，例如 元、倍")] = ""
    minimum: Annotated[Decimal | None, Field("法定下限")] = None
    maximum: Annotated[Decimal | None, Field("法定上限")] = None
    power: Annotated[str, Field("对应权责事项", refers="power")] = ""
    grades: Annotated[tuple[Grade, ...], Field("裁量等级", aliases=("分档", "等级"))]


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscretionStandard(Disclosed):
    acts: Annotated[tuple[Act, ...], Field("裁量事项", aliases=("违法行为", "事项"))]


def view(entry: Entry, site: Site) -> RecordView:
    return list_view(entry, site, "acts", ("act", "number", "bases", "power"))


def check(entry: Entry, _site: Site) -> Iterator[Finding]:
    for row in entry.rows:
        act: Act = row.value
        for index, grade in enumerate(act.grades):
            yield from _limits(entry, row, index, grade)
        for index, (before, grade) in enumerate(pairwise(act.grades), 1):
            place = entry.place(*row.path, "grades", index, "degree")
            if DEGREES.index(grade.degree) <= DEGREES.index(before.degree):
                yield OUT_OF_ORDER.at(place, degree=grade.degree, before=before.degree)
        yield from _joints(entry, row, act.grades)
        yield from _ends(entry, row)


def _limits(entry: Entry, row: Row, index: int, grade: Grade) -> Iterator[Finding]:
    act: Act = row.value
    for key in ("minimum", "maximum"):
        amount: Decimal | None = getattr(grade, key)
        below = (
            amount is not None
            and act.minimum is not None
            and amount < act.minimum
            and grade.degree not in _OUTSIDE
        )
        above = amount is not None and act.maximum is not None and amount > act.maximum
        if amount is not None and (below or above):
            place = entry.place(*row.path, "grades", index, key)
            yield OUT_OF_RANGE.at(place, degree=grade.degree, amount=f"{amount}{act.unit}", range=_range(act))
    if grade.minimum is not None and grade.maximum is not None and grade.minimum > grade.maximum:
        place = entry.place(*row.path, "grades", index, "minimum")
        yield UPSIDE_DOWN.at(place, degree=grade.degree, lower=str(grade.minimum), upper=str(grade.maximum))


def _ends(entry: Entry, row: Row) -> Iterator[Finding]:
    """The lightest grade with an amount begins, and the gravest ends, where the statutory range does."""
    act: Act = row.value
    inside = [(index, each) for index, each in enumerate(act.grades) if each.degree not in _OUTSIDE]
    lower = next(((index, each) for index, each in inside if each.minimum is not None), None)
    upper = next(((index, each) for index, each in reversed(inside) if each.maximum is not None), None)
    for key, limit, end in (("minimum", act.minimum, lower), ("maximum", act.maximum, upper)):
        if limit is None or end is None:
            continue
        index, grade = end
        amount: Decimal = getattr(grade, key)
        if (amount > limit) if key == "minimum" else (amount < limit):
            place = entry.place(*row.path, "grades", index, key)
            yield SHORT_OF_RANGE.at(
                place, degree=grade.degree, amount=f"{amount}{act.unit}", range=_range(act)
            )


def _range(act: Act) -> str:
    return f"{act.minimum or 0}—{act.maximum if act.maximum is not None else '…'}{act.unit}"


def _joints(entry: Entry, row: Row, grades: Sequence[Grade]) -> Iterator[Finding]:
    """Where the amounts of two grades meet; a grade without amounts (a warning, a closure) has no joint."""
    for index, (before, grade) in enumerate(pairwise(grades), 1):
        upper, lower = before.maximum, grade.minimum
        if upper is None or lower is None or upper == lower:
            continue
        rule = OVERLAP if lower < upper else GAP
        place = entry.place(*row.path, "grades", index, "minimum")
        yield rule.at(place, before=before.degree, degree=grade.degree, upper=str(upper), lower=str(lower))


EXAMPLE = """\
类型: 行政裁量基准
标题: 望溪区民政局行政处罚裁量基准
索引号: {index_number}
发布机构: {organisation}
发布日期: {today}
公开目录: {node}
公开审查:
  审查人: 某某
  日期: {today}
  依据: 《中华人民共和国行政处罚法》第三十四条
裁量事项:
  - 序号: 1
    违法行为: 采取虚报、隐瞒手段骗取最低生活保障金
    法律依据:
      - 《社会救助暂行办法》第六十八条
    单位: 倍
    法定下限: 1
    法定上限: 3
    裁量等级:
      - {{违法程度: 较轻, 适用条件: 骗取不满六个月, 裁量标准: 处骗取金额一倍以上二倍以下罚款, 下限: 1, 上限: 2}}
      - {{违法程度: 严重, 适用条件: 骗取六个月以上, 裁量标准: 处骗取金额二倍以上三倍以下罚款, 下限: 2, 上限: 3}}
"""

DISCRETION_STANDARD = ContentType(
    key="discretion-standard",
    label="行政裁量基准",
    folder="discretion-standards",
    fields=DiscretionStandard,
    template="record.html",
    example=EXAMPLE,
    view=view,
    rows=numbered_rows("discretion", "discretion", "acts", title="act"),
    row_key="discretion",
    row_label="裁量事项",
    row_field="acts",
    row_template="record_row.html",
    row_view=row_record_view,
    check=check,
    searched_whole=False,
    tabled=Tabled(parts="grades"),
)
