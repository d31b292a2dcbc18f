"""Power list (权责清单): one file a list, a row a power, each power with an address of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from gkgen.findings import Finding, Text, error, warning
from gkgen.model import Entry, Link, Row
from gkgen.schema import Basis, ContentType, Disclosed, Field, Site, TimeLimit
from gkgen.schema.fields import Form
from gkgen.schema.forms import PHONE, row_ids, slug
from gkgen.schema.printed import Printed
from gkgen.types.charts import ChartView, chart_view, derived_chart
from gkgen.types.crosswise.charts import check_use
from gkgen.types.crosswise.codes import check_power_codes
from gkgen.types.crosswise.counts import check_counts
from gkgen.types.crosswise.observing import observe_powers
from gkgen.types.flowchart import chart_of

BAD_CODE = error(
    "K251",
    Text("“{label}”的“{value}”不能做网址", "“{value}” in “{key}” ({label}) can't be an address"),
    Text("编码里要有字母或数字", "a code needs letters or digits"),
)
CLAIMED_COUNT = warning(
    "K252",
    Text("写的是共 {claimed} 项，清单里有 {count} 项", "{claimed} powers are claimed; the list has {count}"),
    Text(
        "核对清单，或者删去“事项总数”，它会自动算出",
        "check the list, or delete 事项总数: it is counted for you",
    ),
)


CODE = Form(BAD_CODE, lambda code: bool(slug(code)))
GUIDELINE = "《关于推行地方各级政府工作部门权力清单制度的指导意见》"

Kind = Literal[
    "行政许可",
    "行政处罚",
    "行政强制",
    "行政征收",
    "行政给付",
    "行政检查",
    "行政确认",
    "行政奖励",
    "行政裁决",
    "其他行政权力",
    "公共服务",
    "表彰",
    "审核转报",
]
# What stands for a kind: its two places in the codes of many provinces, and other words for it.
KIND_CODES = {
    "01": "行政许可",
    "02": "行政处罚",
    "03": "行政强制",
    "04": "行政征收",
    "05": "行政给付",
    "06": "行政检查",
    "07": "行政确认",
    "08": "行政奖励",
    "09": "行政裁决",
    "10": "其他行政权力",
    "20": "公共服务",
    "99": "表彰",
    # the same kind in the words of some lists
    "其他": "其他行政权力",
    "其他权力": "其他行政权力",
    "其他职权": "其他行政权力",
    "其他行政职权": "其他行政权力",
}
Level = Literal["国家", "省", "市", "县", "乡"]
LEVEL_CODES = {"1": "国家", "2": "省", "3": "市", "4": "县", "5": "乡"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One step of 责任事项: its name, what must be done, by whom, within what time."""

    step: Annotated[str, Field("环节", aliases=("步骤", "阶段"), longest=20)]
    text: Annotated[str, Field("内容", aliases=("责任",))] = ""
    post: Annotated[str, Field("责任岗位", aliases=("承办机构", "承办单位"))] = ""
    limit: Annotated[TimeLimit | None, Field("时限")] = None

    @classmethod
    def from_text(cls, text: str) -> Self:
        """`受理：公示应当提交的材料……`, with or without a number before it."""
        bare = re.sub(r"^\s*(?:\d+|[一二三四五六七八九十]+)\s*[.、．]\s*", "", text)
        step, colon, rest = bare.partition("：")
        if not colon or len(step) > 20:
            step, rest = bare[:12].rstrip("，。；"), bare
        return cls(step=step.removesuffix("责任").removesuffix("阶段") or step, text=rest.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    code: Annotated[
        str,
        Field(
            "职权编码",
            aliases=("项目编码", "事项编码", "事项编号", "编码"),
            form=CODE,
            expected=GUIDELINE,
            hint="没有编码就用清单的标识和序号做网址",
        ),
    ] = ""
    number: Annotated[str, Field("序号")] = ""
    name: Annotated[
        str, Field("事项名称", aliases=("职权名称", "权力事项名称", "项目名称", "名称"), longest=300)
    ]
    kind: Annotated[Kind, Field("职权类型", aliases=("事项类型", "权力类型", "权种类别", "类型"))]
    department: Annotated[str, Field("授权部门", aliases=("部门代码",))] = ""
    sub_items: Annotated[tuple[str, ...], Field("子项")] = ()
    bases: Annotated[
        tuple[Basis, ...], Field("实施依据", aliases=("设定依据", "职权依据", "依据"), expected=GUIDELINE)
    ] = ()
    actor: Annotated[str, Field("行使主体", aliases=("实施单位", "责任主体", "法定主体"))] = ""
    office: Annotated[str, Field("承办机构", aliases=("责任科室",))] = ""
    levels: Annotated[tuple[Level, ...], Field("实施层级", aliases=("行使层级",))] = ()
    duties: Annotated[tuple[Duty, ...], Field("责任事项", expected=GUIDELINE)] = ()
    liability: Annotated[tuple[str, ...], Field("追责情形", expected=GUIDELINE)] = ()
    remedy: Annotated[str, Field("救济途径", expected="行政许可法、行政处罚法")] = ""
    phone: Annotated[str, Field("电话", aliases=("联系电话", "监督电话"), form=PHONE)] = ""
    flowchart: Annotated[str, Field("流程图", aliases=("运行流程图",), refers="flowchart")] = ""
    remarks: Annotated[str, Field("备注")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerList(Disclosed):
    department_code: Annotated[str, Field("授权部门", aliases=("部门代码",))] = ""
    claimed: Annotated[int | None, Field("事项总数", hint="可以不写，会自动算出")] = None
    powers: Annotated[tuple[Power, ...], Field("职权", aliases=("事项", "权责事项"))]


@dataclass(frozen=True, slots=True)
class PowerLine:
    """A row of the list's table."""

    power: Power
    link: Link


@dataclass(frozen=True, slots=True)
class PowerListView:
    counts: tuple[tuple[str, int], ...]
    total: int
    groups: tuple[tuple[str, tuple[PowerLine, ...]], ...]


@dataclass(frozen=True, slots=True)
class PowerView:
    """`actor` is the body that exercises the power; `guides` are those that name it."""

    power: Power
    list: Link
    actor: Link
    chart: ChartView | None
    flowchart: Link | None
    guides: tuple[Link, ...]
    fees: tuple[Link, ...]
    previous: Link | None
    next: Link | None


def rows(fields: PowerList, ident: str) -> tuple[Row, ...]:
    derived = row_ids(ident, [power.number for power in fields.powers])
    return tuple(
        Row("power", own, power.name, f"powers/{slug(own)}.html", power, ("powers", index))
        for index, power in enumerate(fields.powers)
        for own in [power.code or derived[index]]
    )


def view(entry: Entry, _site: Site) -> PowerListView:
    counts = Counter(row.value.kind for row in entry.rows)
    kinds = [kind for kind in Kind.__args__ if counts[kind]]  # type: ignore[attr-defined]
    groups = tuple(
        (
            kind,
            tuple(
                PowerLine(row.value, Link(row.title, row.address))
                for row in entry.rows
                if row.value.kind == kind
            ),
        )
        for kind in kinds
    )
    return PowerListView(tuple((kind, counts[kind]) for kind in kinds), len(entry.rows), groups)


def row_view(entry: Entry, index: int, site: Site) -> PowerView:
    row = entry.rows[index]
    power: Power = row.value
    publisher = site.publisher_of(entry)
    naming = site.naming.get(row.address, ())
    flowchart = site.find("flowchart", power.flowchart) if power.flowchart else None
    return PowerView(
        power=power,
        list=Link(entry.fields.title, entry.address),
        actor=_actor(power, entry, site),
        chart=_chart(power, flowchart.entry if flowchart else None, publisher.title if publisher else ""),
        flowchart=Link(flowchart.title, flowchart.address) if flowchart else None,
        guides=tuple(Link(each.title, each.address) for each in naming if each.kind == "guide"),
        fees=tuple(Link(each.title, each.address) for each in naming if each.kind == "fee"),
        previous=_neighbour(entry, index - 1),
        next=_neighbour(entry, index + 1),
    )


def _actor(power: Power, entry: Entry, site: Site) -> Link:
    name = power.actor or entry.fields.publisher
    found = site.find("organisation", name)
    return Link(found.title, found.address) if found else Link(name, "")


def _neighbour(entry: Entry, index: int) -> Link | None:
    if not 0 <= index < len(entry.rows):
        return None
    return Link(entry.rows[index].title, entry.rows[index].address)


def _chart(power: Power, flowchart: Entry | None, organ: str) -> ChartView | None:
    """The chart that the power names, else one made from its 责任事项."""
    if flowchart is not None and hasattr(flowchart.fields, "steps"):
        return chart_view(chart_of(flowchart.fields), "chart")
    parts = [(duty.step, duty.post, duty.limit) for duty in power.duties]
    return derived_chart(f"{power.name}运行流程图", parts, power.office or organ or "承办机构")


def check(entry: Entry, site: Site) -> Iterator[Finding]:
    if not isinstance(entry.fields, PowerList):
        return
    yield from check_power_codes(entry, site, KIND_CODES)
    yield from _counts(entry)
    for row in entry.rows:
        if row.value.flowchart:
            yield from check_use(entry, (*row.path, "flowchart"), site.subjects[row.kind, row.id], site)
    if entry.fields.claimed is not None:
        count = len(entry.fields.powers)
        if entry.fields.claimed != count:
            yield CLAIMED_COUNT.at(entry.place("claimed"), claimed=entry.fields.claimed, count=count)


def _counts(entry: Entry) -> Iterator[Finding]:
    """A claim may count the sub-items of the powers too."""
    powers: tuple[Power, ...] = entry.fields.powers
    apart = sum(len(power.sub_items) or 1 for power in powers)
    counts: Counter[str] = Counter(power.kind for power in powers)
    yield from check_counts(entry, frozenset({len(powers), apart}), counts)


EXAMPLE = """\
类型: 权责清单
标题: 望溪区民政局权责清单
发布机构: {organisation}
成文日期: 2026-03-02
发布日期: {today}
公开目录: {node}
公开审查:
  审查人: 某某
  日期: {today}
  依据: 《政府信息公开条例》第十七条
职权:
  - 职权编码: "370000101001"
    事项名称: 社会团体成立登记
    职权类型: 行政许可
    实施依据:
      - 位阶: 行政法规
        名称: 《社会团体登记管理条例》
        条款: 第六条
        内容: 在这里写条文
    实施层级: [县]
    责任事项:
      - {{环节: 受理, 内容: 在这里写这一步做什么, 时限: 1个工作日}}
      - {{环节: 审查, 内容: 在这里写这一步做什么, 时限: 5个工作日}}
      - {{环节: 决定, 内容: 在这里写这一步做什么, 时限: 3个工作日}}
      - {{环节: 送达, 内容: 在这里写这一步做什么, 时限: 1个工作日}}
    追责情形:
      - 对符合条件的申请不予受理的
    救济途径: 可以自收到决定之日起六十日内申请行政复议，或者在六个月内提起行政诉讼。
    电话: 0100-2000002
"""

POWER_LIST = ContentType(
    key="power-list",
    label="权责清单",
    folder="power-lists",
    fields=PowerList,
    template="power_list.html",
    example=EXAMPLE,
    view=view,
    rows=rows,
    row_key="power",
    row_label="权责事项",
    row_field="powers",
    row_template="power.html",
    row_view=row_view,
    check=check,
    observe=observe_powers,
    searched_whole=False,
    printed=Printed("list", ("name", "code", "kind", "bases", "actor", "office", "levels")),
)
