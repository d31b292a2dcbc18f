"""Negative lists (负面清单): what the market may not enter freely, or what an office doesn't disclose and why.

Sources: 《优化营商环境条例》第二十条 (市场准入负面清单), 条例第十四条至第十六条、第十八条 (grounds for not disclosing, reassessed
at intervals).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from gkgen.findings import Finding, Text, error, warning
from gkgen.model import Entry
from gkgen.schema import ContentType, Disclosed, Field, Site
from gkgen.schema.common import Ground
from gkgen.schema.owing import Duty
from gkgen.schema.parts import RecordView
from gkgen.schema.printed import Printed
from gkgen.schema.showing import list_view, row_record_view
from gkgen.types.numbered import numbered_rows

MARKET = "优化营商环境条例第二十条"
WITHHOLDING = "条例第十四条至第十六条"

NO_GROUND = error(
    "K371",
    Text("不予公开的事项“{name}”没有写理由", "“{name}” isn't disclosed and no ground is given"),
    Text("写“不予公开理由”和“依据”", "give its ground and its basis in law"),
    WITHHOLDING,
)
NO_MEASURE = warning(
    "K372",
    Text(
        "“{name}”没有写是禁止准入还是许可准入", "“{name}” doesn't say whether entry is forbidden or by permit"
    ),
    Text("加“准入类别: 禁止准入”或者“许可准入”", "add 准入类别: 禁止准入 or 许可准入"),
    MARKET,
)
OVERDUE = warning(
    "K373",
    Text("“{name}”应当在 {day} 前重新评估", "“{name}” was to be reassessed by {day}"),
    Text("评估以后写新的日期；可以公开的就公开", "reassess it and write the new date, or disclose it"),
    "条例第十八条",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    number: Annotated[str, Field("序号", aliases=("项目号",))] = ""
    code: Annotated[str, Field("事项编码")] = ""
    name: Annotated[str, Field("事项", aliases=("禁止或许可事项", "事项名称", "不予公开事项"))]
    entry: Annotated[Literal["禁止准入", "许可准入"] | None, Field("准入类别")] = None
    measure: Annotated[str, Field("措施描述", aliases=("禁止或许可准入措施描述",))] = ""
    authority: Annotated[tuple[str, ...], Field("主管部门")] = ()
    local: Annotated[str, Field("地方性许可措施")] = ""
    ground: Annotated[Ground | None, Field("不予公开理由", aliases=("理由",))] = None
    basis: Annotated[str, Field("依据", aliases=("法律依据",))] = ""
    reassess_by: Annotated[date | None, Field("评估日期")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NegativeList(Disclosed):
    kind: Annotated[Literal["市场准入", "政务公开"], Field("清单种类")]
    restrictions: Annotated[tuple[Restriction, ...], Field("清单事项", aliases=("事项",))]


COLUMNS = ("name", "number", "code", "entry", "measure", "authority", "ground", "basis", "reassess_by")


def view(entry: Entry, site: Site) -> RecordView:
    return list_view(entry, site, "restrictions", COLUMNS)


def check(entry: Entry, site: Site) -> Iterator[Finding]:
    for row in entry.rows:
        each: Restriction = row.value
        place = entry.place(*row.path, "name")
        if entry.fields.kind == "市场准入" and each.entry is None:
            yield NO_MEASURE.at(place, name=each.name)
        if entry.fields.kind == "政务公开" and (each.ground is None or not each.basis):
            yield NO_GROUND.at(place, name=each.name)
        if each.reassess_by is not None and each.reassess_by < site.now:
            yield OVERDUE.at(entry.place(*row.path, "reassess_by"), name=each.name, day=str(each.reassess_by))


def duties(entry: Entry, _site: Site) -> Iterator[Duty]:
    for row in entry.rows:
        day: date | None = row.value.reassess_by
        if day is not None:
            yield Duty(
                on=day,
                key=f"reassess:{row.id}",
                what=Text("重新评估不予公开的事项", "reassess what isn't disclosed"),
                subject=row.title,
                basis="条例第十八条",
                address=row.address,
                place=entry.place(*row.path, "reassess_by"),
            )


EXAMPLE = """\
类型: 负面清单
标题: 望溪区民政局政务公开负面清单
索引号: {index_number}
发布机构: {organisation}
发布日期: {today}
公开目录: {node}
公开审查:
  审查人: 某某
  日期: {today}
  依据: 《中华人民共和国政府信息公开条例》第十七条
清单种类: 政务公开
清单事项:
  - 序号: 1
    事项: 社会救助家庭的经济状况核对材料
    不予公开理由: 个人隐私
    依据: 《中华人民共和国政府信息公开条例》第十五条
"""

NEGATIVE_LIST = ContentType(
    key="negative-list",
    label="负面清单",
    folder="negative-lists",
    fields=NegativeList,
    template="record.html",
    example=EXAMPLE,
    view=view,
    rows=numbered_rows("restriction", "restrictions", "restrictions"),
    row_key="restriction",
    row_label="负面清单事项",
    row_field="restrictions",
    row_template="record_row.html",
    row_view=row_record_view,
    check=check,
    duties=duties,
    searched_whole=False,
    printed=Printed("list", COLUMNS),
)
