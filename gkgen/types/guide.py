"""Service guide (办事指南): the ten elements that the inspector counts (国办秘函〔2019〕19号) and the materials.

Sources: GB/T 36114-2018, 国务院令第716号第六条, 《优化营商环境条例》第三十五条.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from gkgen.findings import Finding
from gkgen.model import Entry, Link
from gkgen.schema import Basis, Common, ContentType, Disclosed, Field, Site, TimeLimit
from gkgen.schema.forms import PHONE, WEB_ADDRESS
from gkgen.schema.observations import Observation
from gkgen.schema.printed import Drawn, Printed
from gkgen.types.charts import ChartView, chart_view, derived_chart, drawn
from gkgen.types.crosswise.charges import check_charges
from gkgen.types.crosswise.charts import check_path, check_use
from gkgen.types.crosswise.codes import check_implementation_code
from gkgen.types.crosswise.observing import observe_guide
from gkgen.types.crosswise.powers import check_power
from gkgen.types.crosswise.times import check_times
from gkgen.types.flowchart import chart_of
from gkgen.types.guide_card import card_of
from gkgen.types.power_list import KIND_CODES

INDICATORS = "国办秘函〔2019〕19号"


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One document to hand in. 原件或复印件, 纸质或电子 and 份数 are told for each."""

    name: Annotated[str, Field("材料名称", aliases=("名称",), wording="exact")]
    required: Annotated[Literal["必要", "非必要", "容缺后补"], Field("是否必填", aliases=("必要性",))] = (
        "必要"
    )
    original: Annotated[
        Literal["原件", "复印件", "原件和复印件", "原件核验"] | None,
        Field("材料类型", aliases=("原件或复印件",), expected=INDICATORS),
    ] = None
    medium: Annotated[
        Literal["纸质", "电子", "纸质或电子", "纸质和电子"] | None,
        Field("材料形式", aliases=("介质",), expected=INDICATORS),
    ] = None
    copies: Annotated[int | None, Field("份数", expected=INDICATORS)] = None
    standard: Annotated[str, Field("受理标准", wording="exact")] = ""
    source: Annotated[str, Field("来源渠道", aliases=("来源",))] = ""
    note: Annotated[str, Field("填报须知", aliases=("填表须知", "说明"), wording="exact")] = ""
    form: Annotated[str, Field("空表", aliases=("空白表格",), refers="file")] = ""
    sample: Annotated[str, Field("样表", aliases=("示范文本",), refers="file")] = ""
    case: Annotated[str, Field("情形")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessStep:
    step: Annotated[str, Field("环节", aliases=("步骤", "名称"), longest=20)]
    text: Annotated[str, Field("内容", aliases=("说明",))] = ""
    actor: Annotated[str, Field("承办单位", aliases=("办理人员", "承办机构"))] = ""
    limit: Annotated[TimeLimit | None, Field("时限")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialStep:
    """听证、检验、评审…: how long, and whether it counts within the statutory time."""

    name: Annotated[str, Field("环节名称", aliases=("名称",))]
    limit: Annotated[TimeLimit | None, Field("时限")] = None
    basis: Annotated[str, Field("法定依据", aliases=("依据",))] = ""
    counted: Annotated[bool, Field("计入法定时限")] = False
    charged: Annotated[bool, Field("是否收费")] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    ask: Annotated[str, Field("问")]
    answer: Annotated[str, Field("答")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    name: Annotated[str, Field("名称", aliases=("结果名称",))]
    kind: Annotated[str, Field("类型", aliases=("结果类型",))] = ""
    delivery: Annotated[str, Field("送达方式", aliases=("领取方式",))] = ""

    @classmethod
    def from_text(cls, text: str) -> Result:
        return cls(name=text.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide(Disclosed):
    title: Annotated[
        str,
        Field("标题", aliases=("事项名称", "名称", "name"), longest=120, hint="事项的全称"),
    ]
    basic_code: Annotated[str, Field("基本编码")] = ""
    implementation_code: Annotated[str, Field("实施编码")] = ""
    kind: Annotated[str, Field("事项类型", aliases=("职权类型",))] = ""
    power: Annotated[str, Field("对应权责事项", aliases=("职权编码",), refers="power")] = ""
    objects: Annotated[tuple[Literal["自然人", "法人", "其他组织"], ...], Field("办理对象")] = ()
    handling: Annotated[Literal["即办件", "承诺件"] | None, Field("办件类型")] = None
    bases: Annotated[
        tuple[Basis, ...], Field("设定依据", aliases=("办理依据", "依据"), expected=INDICATORS)
    ] = ()
    conditions: Annotated[
        tuple[str, ...],
        Field("申请条件", aliases=("受理条件", "办理条件"), expected=INDICATORS, wording="exact"),
    ] = ()
    materials: Annotated[
        tuple[Material, ...], Field("办理材料", aliases=("申请材料",), expected=INDICATORS)
    ] = ()
    organ: Annotated[str, Field("办理机构", aliases=("实施主体",), expected=INDICATORS)] = ""
    place: Annotated[str, Field("办理地点", expected=INDICATORS)] = ""
    hours: Annotated[str, Field("办理时间", expected=INDICATORS)] = ""
    phone: Annotated[
        str, Field("联系电话", aliases=("咨询电话", "电话"), form=PHONE, expected=INDICATORS)
    ] = ""
    supervision: Annotated[str, Field("监督电话", aliases=("监督投诉电话", "投诉电话"), form=PHONE)] = ""
    charged: Annotated[bool | None, Field("是否收费", expected=INDICATORS)] = None
    fees: Annotated[tuple[str, ...], Field("收费标准", aliases=("收费项目",), refers="fee")] = ()
    statutory: Annotated[TimeLimit | None, Field("法定办结时限", aliases=("法定时限",))] = None
    promised: Annotated[TimeLimit | None, Field("承诺办结时限", aliases=("承诺时限", "办结时限"))] = None
    process: Annotated[tuple[ProcessStep, ...], Field("办理流程", expected=INDICATORS)] = ()
    flowchart: Annotated[str, Field("流程图", refers="flowchart")] = ""
    special: Annotated[tuple[SpecialStep, ...], Field("特殊环节")] = ()
    result: Annotated[Result | None, Field("审批结果", aliases=("办理结果",))] = None
    visits: Annotated[int | None, Field("到现场次数", aliases=("到办事现场次数",))] = None
    online: Annotated[str, Field("网上办理", aliases=("链接", "link", "办理网址"), form=WEB_ADDRESS)] = ""
    quantity: Annotated[str, Field("数量限制")] = ""
    remedy: Annotated[str, Field("救济途径", aliases=("行政复议和诉讼",))] = ""
    questions: Annotated[tuple[Question, ...], Field("常见问题")] = ()


@dataclass(frozen=True, slots=True)
class MaterialLine:
    material: Material
    form: Link | None
    sample: Link | None


@dataclass(frozen=True, slots=True)
class GuideView:
    fields: Guide
    organ: Link
    power: Link | None
    fees: tuple[FeeNote, ...]
    cases: tuple[tuple[str, tuple[MaterialLine, ...]], ...]
    chart: ChartView | None
    flowchart: Link | None


@dataclass(frozen=True, slots=True)
class FeeNote:
    """A fee that the guide charges, with the standard that its schedule gives."""

    link: Link
    standard: str
    tiers: tuple[tuple[str, str], ...]
    status: str


def view(entry: Entry, site: Site) -> GuideView:
    fields: Guide = entry.fields
    organ = site.find("organisation", fields.organ)
    power = site.find("power", fields.power) if fields.power else None
    flowchart = site.find("flowchart", fields.flowchart) if fields.flowchart else None
    return GuideView(
        fields=fields,
        organ=Link(organ.title, organ.address) if organ else Link(fields.organ, ""),
        power=Link(power.title, power.address) if power else None,
        fees=tuple(_fee(name, site) for name in fields.fees),
        cases=tuple(_cases(entry, site)),
        chart=_chart(fields, flowchart.entry if flowchart else None),
        flowchart=Link(flowchart.title, flowchart.address) if flowchart else None,
    )


def _fee(name: str, site: Site) -> FeeNote:
    found = site.find("fee", name)
    if found is None or found.row is None:
        return FeeNote(Link(name, ""), "", (), "")
    fee = found.row.value
    tiers = tuple((tier.case, f"{tier.amount} {tier.unit}") for tier in fee.tiers)
    return FeeNote(Link(found.title, found.address), fee.standard, tiers, fee.status or "")


def _cases(entry: Entry, site: Site) -> list[tuple[str, tuple[MaterialLine, ...]]]:
    """The materials of each 情形, in the order of the file; those of every case first."""
    materials: tuple[Material, ...] = entry.fields.materials
    lines = [
        MaterialLine(
            material,
            _file(material.form, "空白表格", entry, site),
            _file(material.sample, "样表", entry, site),
        )
        for material in materials
    ]
    cases = dict.fromkeys(material.case for material in materials)
    return [
        (case, tuple(line for line in lines if line.material.case == case))
        for case in sorted(cases, key=bool)
    ]


def _file(path: str, title: str, entry: Entry, site: Site) -> Link | None:
    found = site.file(entry, path) if path else None
    return Link(title, found) if found else None


def _chart(fields: Guide, flowchart: Entry | None) -> ChartView | None:
    if flowchart is not None and hasattr(flowchart.fields, "steps"):
        return chart_view(chart_of(flowchart.fields), "chart")
    parts = [(each.step, each.actor, each.limit) for each in fields.process]
    return derived_chart(f"{fields.title}办理流程图", parts, fields.organ or "办理机构")


def _drawn(entry: Entry, site: Site) -> Drawn | None:
    return drawn(view(entry, site).chart)


def check(entry: Entry, site: Site) -> Iterator[Finding]:
    if isinstance(entry.fields, Guide):
        yield from check_times(entry)
        yield from check_charges(entry, site)
        yield from check_power(entry, site, KIND_CODES)
        yield from check_use(entry, ("flowchart",), site.subjects[entry.kind, entry.id], site)
        yield from check_path(entry, site)
        yield from check_implementation_code(entry, site)


def observe(entry: Entry, site: Site) -> Iterator[Observation]:
    if isinstance(entry.fields, Guide):
        yield from observe_guide(entry, site)


def linked(entry: Entry, site: Site) -> dict[str, Any]:
    """A service, by whom it is provided and to whom (schema.org: GovernmentService)."""
    fields: Guide = entry.fields
    organ = site.find("organisation", fields.organ)
    return {
        "provider": Link(organ.title, organ.address) if organ else Link(fields.organ, ""),
        "audience": [{"@type": "Audience", "audienceType": each} for each in fields.objects],
        "serviceOutput": {"@type": "Thing", "name": fields.result.name} if fields.result else "",
        "availableChannel": _channel(fields),
    }


def audience(fields: Guide | Common) -> tuple[str, ...]:
    return fields.audience or (fields.objects if isinstance(fields, Guide) else ())


def _channel(fields: Guide) -> dict[str, Any]:
    said = {
        "@type": "ServiceChannel",
        "serviceUrl": fields.online,
        "servicePhone": {"@type": "ContactPoint", "telephone": fields.phone} if fields.phone else "",
        "serviceLocation": {"@type": "Place", "address": fields.place} if fields.place else "",
    }
    told = {key: value for key, value in said.items() if value}
    return told if len(told) > 1 else {}


EXAMPLE = """\
类型: 办事指南
标题: 最低生活保障审核确认
发布机构: {organisation}
发布日期: {today}
公开目录: {node}
公开审查:
  审查人: 某某
  日期: {today}
  依据: 《政府信息公开条例》第十七条
办理对象: [自然人]
办件类型: 承诺件
设定依据:
  - 位阶: 行政法规
    名称: 《社会救助暂行办法》
    条款: 第九条
申请条件:
  - 共同生活的家庭成员人均收入低于当地最低生活保障标准
办理材料:
  - 材料名称: 申请书
    是否必填: 必要
    材料类型: 原件
    材料形式: 纸质或电子
    份数: 1
办理机构: {organisation}
办理地点: 望溪区人民路1号政务服务大厅3号窗口
办理时间: 周一至周五 9:00-12:00，13:30-17:00（法定节假日除外）
联系电话: 0100-2000002
监督电话: 0100-2000003
是否收费: 否
法定办结时限: 30个工作日
承诺办结时限: 20个工作日
办理流程:
  - {{环节: 申请, 内容: 向户籍所在地的乡镇人民政府提出申请}}
  - {{环节: 调查, 内容: 入户调查、信息核对, 时限: 10个工作日}}
  - {{环节: 确认, 内容: 提出审核意见并公示, 时限: 10个工作日}}
审批结果: 最低生活保障证
救济途径: 可以自收到决定之日起六十日内申请行政复议，或者在六个月内提起行政诉讼。
"""

GUIDE = ContentType(
    key="guide",
    label="办事指南",
    folder="guides",
    fields=Guide,
    template="guide.html",
    example=EXAMPLE,
    view=view,
    check=check,
    observe=observe,
    helps=2,
    audience=audience,
    schema_org="GovernmentService",
    linked=linked,
    printed=Printed("card", card=lambda entry, site: card_of(view(entry, site)), chart=_drawn),
)
