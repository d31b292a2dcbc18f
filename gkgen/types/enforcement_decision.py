"""Decisions on permits and penalties (双公示): who decided what, and until when it is shown.

Sources: 国办发〔2018〕118号 (seven working days), 《行政处罚法》第四十八条, 《市场监督管理行政处罚信息公示规定》
(国家市场监督管理总局令第45号) 第六条、第十条至第十三条.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from gkgen.findings import Finding, Text, error, warning
from gkgen.model import Entry
from gkgen.schema import ContentType, Disclosed, Field, Site, passages_of
from gkgen.schema.owing import Deadline
from gkgen.schema.showing import record_view
from gkgen.schema.tabled import Tabled
from gkgen.workdays import months_after

PUBLICITY = "国办发〔2018〕118号"
SHOWING = "国家市场监督管理总局令第45号第十三条"

UNMASKED = error(
    "K361",
    Text(
        "自然人相对人的姓名（姓{surname}，共 {length} 个字）没有遮盖",
        "the name of a natural person (surname {surname}, {length} characters) isn't masked",
    ),
    Text(
        "只留姓，其余用“*”或者“某”代替，例如 王**、王某某", "keep the surname and write * or 某 for the rest"
    ),
    "国家市场监督管理总局令第45号第六条",
)
NO_END = warning(
    "K362",
    Text(
        "没有“公示截止日期”，期满后不会自动撤下",
        "there is no last day of showing: it will never be taken down",
    ),
    Text("公示期{term}，写“公示截止日期: {day}”", "shown for {term}: write 公示截止日期: {day}"),
    SHOWING,
)
WRONG_END = error(
    "K363",
    Text("公示期{term}，应当到 {day} 为止", "shown for {term}, it must end on {day}"),
    Text("改公示截止日期，或者核对公示期", "mend the last day, or check the term"),
    SHOWING,
)
NO_PENALTY = warning(
    "K364",
    Text("行政处罚没有写处罚种类", "a penalty whose kind isn't told"),
    Text("加一行“处罚种类: …”", "add a line penalties: …"),
    PUBLICITY,
)

WHOLE_NAME = warning(
    "K365",
    Text("“{field}”里好像写了自然人的全名“{name}”", "{field} seems to give the whole name, “{name}”"),
    Text("和“相对人名称”一样遮盖", "mask it as in the name of the party"),
    "国家市场监督管理总局令第45号第六条",
)
OTHER_AMOUNT = error(
    "K366",
    Text(
        "“{label}”是 {amount} 元，决定内容写的是“{words}”",
        "“{label}” says {amount} yuan, the decision “{words}”",
    ),
    Text("核对金额，改正写错的一处", "check the amount and mend the one that is wrong"),
    PUBLICITY,
)
DECIDED_LATER = error(
    "K367",
    Text(
        "决定日期 {decided} 在发布日期 {published} 以后",
        "it was decided on {decided}, after its publication on {published}",
    ),
    Text("核对两个日期", "check the two dates"),
    PUBLICITY,
)

_AMOUNT = r"{}(?:共计|合计|人民币|金额)*\s*([\d,，]+(?:\.\d+)?)\s*(万)?元"
_MASK = r"[*＊×某XxＸ○〇]"
_MONTHS = {"三个月": 3, "六个月": 6, "一年": 12, "三年": 36}


@dataclass(frozen=True, slots=True, kw_only=True)
class EnforcementDecision(Disclosed):
    expires: Annotated[date | None, Field("失效日期")] = None
    kind: Annotated[
        Literal["行政处罚", "行政许可", "行政强制", "行政检查", "其他"], Field("执法类别", aliases=("类别",))
    ]
    decision_number: Annotated[
        str,
        Field(
            "决定书文号",
            aliases=(
                *("决定文书号", "处罚决定书文号", "许可决定文书号"),
                *("行政处罚决定文书号", "行政许可决定文书号"),
            ),
        ),
    ]
    party: Annotated[str, Field("相对人名称", aliases=("当事人", "行政相对人名称"))]
    party_kind: Annotated[
        Literal["自然人", "法人及非法人组织", "个体工商户"], Field("相对人类别", aliases=("行政相对人类别",))
    ]
    credit_code: Annotated[str, Field("统一社会信用代码", aliases=("行政相对人代码_1",))] = ""
    representative: Annotated[str, Field("法定代表人", aliases=("负责人",))] = ""
    matter: Annotated[str, Field("案件名称", aliases=("项目名称", "许可事项", "违法行为类型"))] = ""
    facts: Annotated[str, Field("违法事实", aliases=("事由", "违法行为"))] = ""
    bases: Annotated[
        tuple[str, ...], Field("依据", aliases=("处罚依据", "许可依据"), expected=PUBLICITY)
    ] = ()
    penalties: Annotated[
        tuple[
            Literal[
                "警告",
                "通报批评",
                "罚款",
                "没收违法所得",
                "没收非法财物",
                "暂扣许可证件",
                "降低资质等级",
                "吊销许可证件",
                "限制开展生产经营活动",
                "责令停产停业",
                "责令关闭",
                "限制从业",
                "行政拘留",
                "其他",
            ],
            ...,
        ],
        Field("处罚种类", aliases=("处罚类别",)),
    ] = ()
    content: Annotated[str, Field("决定内容", aliases=("处罚内容", "处罚结果", "许可内容"))]
    fine: Annotated[Decimal | None, Field("罚款金额", hint="单位：元")] = None
    confiscated: Annotated[Decimal | None, Field("没收金额", hint="单位：元")] = None
    decided: Annotated[date, Field("决定日期", aliases=("处罚决定日期", "许可决定日期"))]
    valid_from: Annotated[date | None, Field("许可生效日期", aliases=("有效期自",))] = None
    valid_until: Annotated[date | None, Field("许可有效期至", aliases=("有效期至",))] = None
    organ: Annotated[
        str, Field("执法机关", aliases=("处罚机关", "许可机关"), refers="organisation", expected=PUBLICITY)
    ] = ""
    term: Annotated[
        Literal["三个月", "六个月", "一年", "三年"] | None, Field("公示期", aliases=("公示期限",))
    ] = None
    remedy: Annotated[str, Field("救济途径")] = ""


def last_day(start: date, term: str) -> date:
    """The day on which a term of months from `start` ends; the last of the month where the month is shorter."""
    return months_after(start, _MONTHS[term])


def told(said: Mapping[str, str]) -> dict[str, str]:
    """A decision's title, which tables don't have: its kind and its number, which tell no name."""
    kind, number = said.get("kind", "行政执法"), said.get("decision_number", "")
    return {"title": f"{kind}决定（{number}）"} if number else {}


def check(entry: Entry, _site: Site) -> Iterator[Finding]:
    decision = entry.fields
    if not isinstance(decision, EnforcementDecision):
        return
    if decision.party_kind == "自然人":
        yield from _names(entry, decision)
    if decision.published is not None and decision.decided > decision.published:
        place = entry.place("decided")
        yield DECIDED_LATER.at(place, decided=str(decision.decided), published=str(decision.published))
    yield from _amounts(entry, decision)
    if decision.kind == "行政处罚":
        if not decision.penalties:
            yield NO_PENALTY.at(entry.place("kind"))
        yield from _shown(entry, decision)


def _names(entry: Entry, decision: EnforcementDecision) -> Iterator[Finding]:
    """A person's name, whole: the party's own, or after the words that name a party, in any text of the entry."""
    if re.fullmatch(r"[㐀-鿿·]{2,}", decision.party) and not re.search(_MASK, decision.party):
        yield UNMASKED.at(entry.place("party"), surname=decision.party[0], length=len(decision.party))
        return
    surname = decision.party[:1]
    named = re.compile(
        rf"(?:对|关于|当事人|相对人|被处罚人|申请人)[:：]?\s*({re.escape(surname)}(?!{_MASK})[㐀-鿿])"
    )
    for passage in passages_of(entry, type(decision)):
        found = named.search(passage.text) if passage.path[0] != "party" else None
        if found is not None:
            label = passage.spec.about.label
            yield WHOLE_NAME.at(passage.at(found.start(1)), field=label, name=f"{surname}**")


def _amounts(entry: Entry, decision: EnforcementDecision) -> Iterator[Finding]:
    """A sum of money in its field against the one sum that the words of the decision give for it."""
    for key, label, words in (
        ("fine", "罚款金额", "罚款"),
        ("confiscated", "没收金额", "没收[^，。；\\d]{0,12}?"),
    ):
        amount: Decimal | None = getattr(decision, key)
        found = list(re.finditer(_AMOUNT.format(words), decision.content))
        if amount is None or len(found) != 1:
            continue
        said = Decimal(re.sub("[,，]", "", found[0][1])) * (10_000 if found[0][2] else 1)
        if said != amount:
            yield OTHER_AMOUNT.at(entry.place(key), label=label, amount=str(amount), words=found[0][0])


def _shown(entry: Entry, decision: EnforcementDecision) -> Iterator[Finding]:
    start = decision.published or decision.decided
    day = last_day(start, decision.term or "三年")
    if decision.shown_until is None:
        yield NO_END.at(entry.place("decided"), term=decision.term or "三年", day=str(day))
    elif decision.term is not None and decision.shown_until != day:
        yield WRONG_END.at(entry.place("shown_until"), term=decision.term, day=str(day))


EXAMPLE = """\
类型: 行政执法决定
标题: 望溪区民政局行政处罚决定（示例）
发布机构: {organisation}
发布日期: {today}
公开目录: {node}
公开审查:
  审查人: 某某
  日期: {today}
  依据: 《中华人民共和国行政处罚法》第四十八条
执法类别: 行政许可
决定书文号: 望民许〔2026〕1号
相对人名称: 望溪区青禾养老服务中心
相对人类别: 法人及非法人组织
案件名称: 社会服务机构成立登记
依据: 《民办非企业单位登记管理暂行条例》第八条
决定内容: 准予成立登记
决定日期: {today}
执法机关: {organisation}
"""

ENFORCEMENT_DECISION = ContentType(
    key="enforcement-decision",
    label="行政执法决定",
    folder="enforcement-decisions",
    fields=EnforcementDecision,
    template="record.html",
    example=EXAMPLE,
    view=record_view,
    check=check,
    title_outlives=(),
    deadline=Deadline(7, "工作日", PUBLICITY, start="decided"),
    tabled=Tabled(told=told),
)
