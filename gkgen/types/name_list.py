"""Lists of who receives what (公示名单): subsidies, relief, land compensation, homesteads, in a town or a village.

Sources: 条例第二十一条 (what townships disclose), 《社会救助暂行办法》, 《村民委员会组织法》第三十条; personal data: 条例第十五条,
《个人信息保护法》第六条 (no more than is needed, no longer than is needed).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from gkgen.findings import Finding, Text, error, warning
from gkgen.model import Entry
from gkgen.schema import ContentType, Disclosed, Field, Site
from gkgen.schema.forms import PHONE
from gkgen.schema.printed import AS_LIST
from gkgen.schema.showing import record_view
from gkgen.schema.tabled import Tabled

STATUTE = "条例第二十一条"
PRIVACY = "个人信息保护法第六条"

UNMASKED = warning(
    "K391",
    Text("“{name}”写了全名", "the list gives a whole name"),
    Text(
        "只公示必要的：姓和一个“*”；确须全名的，在“全名依据”里写明",
        "mask it, or give the ground for whole names",
    ),
    PRIVACY,
)
WRONG_TOTAL = error(
    "K392",
    Text("{what}合计 {sum}，总数写的是 {said}", "{what} add up to {sum}; the total says {said}"),
    Text("核对名单和总数", "check the list and the total"),
)
NO_END = warning(
    "K393",
    Text("名单里有个人信息，没有“公示截止日期”", "the list holds personal data and no last day of showing"),
    Text("写“公示截止日期: …”，到期自动撤下", "write 公示截止日期: …; it is then taken down by itself"),
    PRIVACY,
)
TWICE = warning(
    "K394",
    Text("“{name}”在第 {line} 行已经有一模一样的一条", "the same line for “{name}” stands on line {line}"),
    Text(
        "核对是不是重复；同名不同人的，写明村组",
        "check whether it is a repetition; tell two people apart by their group",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    name: Annotated[str, Field("姓名", aliases=("户主", "户主姓名", "对象", "申请人", "单位名称"))]
    group: Annotated[str, Field("村组", aliases=("组别", "村民小组", "住址"))] = ""
    people: Annotated[int | None, Field("人数", aliases=("保障人数", "家庭人口"))] = None
    area: Annotated[Decimal | None, Field("面积", aliases=("补贴面积", "占地面积", "征地面积"))] = None
    amount: Annotated[Decimal | None, Field("金额", aliases=("补贴金额", "补助金额", "补偿金额"))] = None
    kind: Annotated[str, Field("类别", aliases=("保障类别", "补贴项目", "等级"))] = ""
    note: Annotated[str, Field("备注")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameList(Disclosed):
    kind: Annotated[
        Literal[
            "惠农补贴",
            "最低生活保障",
            "特困人员供养",
            "临时救助",
            "养老补贴",
            "残疾人补贴",
            "征地补偿",
            "房屋征收补偿",
            "宅基地审批",
            "危房改造",
            "住房保障",
            "筹资筹劳",
            "救灾款物",
            "教育资助",
            "其他",
        ],
        Field("名单种类", aliases=("种类",)),
    ]
    village: Annotated[str, Field("村（社区）", aliases=("村", "社区"))] = ""
    period: Annotated[str, Field("所属时期", aliases=("年度", "批次"), hint="例如 2026年第一季度")] = ""
    standard: Annotated[
        str, Field("标准", aliases=("补贴标准", "补助标准", "补偿标准"), expected=STATUTE)
    ] = ""
    policy: Annotated[tuple[str, ...], Field("政策依据", aliases=("依据",), expected=STATUTE)] = ()
    area_unit: Annotated[str, Field("面积单位")] = "亩"
    amount_unit: Annotated[str, Field("金额单位")] = "元"
    decided: Annotated[date | None, Field("评议日期", aliases=("审定日期",))] = None
    supervision: Annotated[str, Field("监督电话", aliases=("举报电话",), form=PHONE, expected=STATUTE)] = ""
    whole_names: Annotated[str, Field("全名依据", hint="确须公示全名时，写明法律或文件的规定")] = ""
    total_people: Annotated[int | None, Field("总人数", hint="可以不写")] = None
    total_amount: Annotated[Decimal | None, Field("总金额", hint="可以不写")] = None
    total_area: Annotated[Decimal | None, Field("总面积", hint="可以不写")] = None
    recipients: Annotated[tuple[Recipient, ...], Field("名单", aliases=("明细",))]


def check(entry: Entry, _site: Site) -> Iterator[Finding]:
    names = entry.fields
    if not isinstance(names, NameList):
        return
    if names.shown_until is None:
        yield NO_END.at(entry.place("recipients"))
    yield from _totals(entry, names)
    seen: dict[Recipient, int] = {}
    for index, each in enumerate(names.recipients):
        place = entry.place("recipients", index, "name")
        if not names.whole_names and _is_whole_name(each.name):
            yield UNMASKED.at(place, name=_masked(each.name))
        first = seen.setdefault(each, place.line)
        if first != place.line:
            yield TWICE.at(place, name=_masked(each.name), line=first)


def _is_whole_name(text: str) -> bool:
    """Two to four characters, or a name with a middle dot: a body has a longer name, and a masked name has a mark."""
    return re.fullmatch(r"[㐀-鿿]{2,4}|[㐀-鿿]+·[㐀-鿿·]+", text) is not None and not text.endswith(
        ("村", "组", "社", "户", "厂", "店", "院", "某", "等")
    )


def _masked(name: str) -> str:
    return f"{name[0]}{'*' * (len(name) - 1)}"


def _totals(entry: Entry, names: NameList) -> Iterator[Finding]:
    for key, total, label in (
        ("people", "total_people", "人数"),
        ("amount", "total_amount", "金额"),
        ("area", "total_area", "面积"),
    ):
        said = getattr(names, total)
        values = [getattr(each, key) for each in names.recipients]
        known = [each for each in values if each is not None]
        if said is not None and known and sum(known) != said:
            yield WRONG_TOTAL.at(entry.place(total), what=label, sum=str(sum(known)), said=str(said))


EXAMPLE = """\
类型: 公示名单
标题: 石桥村2026年第一季度最低生活保障对象名单
发布机构: {organisation}
发布日期: {today}
公示截止日期: 2099-12-31 # 改成公示期的最后一天
公开目录: {node}
公开审查:
  审查人: 某某
  日期: {today}
  依据: 《中华人民共和国政府信息公开条例》第二十一条
名单种类: 最低生活保障
村（社区）: 石桥村
所属时期: 2026年第一季度
标准: 每人每月 800 元
政策依据: 《社会救助暂行办法》
监督电话: 0100-2000003
总人数: 3
名单:
  - {{姓名: 王*, 村组: 一组, 人数: 2}}
  - {{姓名: 李*, 村组: 二组, 人数: 1}}
"""

NAME_LIST = ContentType(
    key="name-list",
    label="公示名单",
    folder="name-lists",
    fields=NameList,
    template="record.html",
    example=EXAMPLE,
    view=record_view,
    check=check,
    title_outlives=("lapsed", "withdrawn"),
    tabled=Tabled(rows="recipients"),
    printed=AS_LIST,
)
