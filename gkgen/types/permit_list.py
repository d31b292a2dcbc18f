"""List of administrative permits (行政许可事项清单): what may be asked for, by whom it is given, on what ground.

Sources: 国办发〔2022〕2号 (one list a level, names and bases as in the list above), 《行政许可法》第三十条,
《优化营商环境条例》第四十条.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from gkgen.findings import Finding, Text, error, warning
from gkgen.model import Entry, Row
from gkgen.schema import Basis, ContentType, Disclosed, Field, Site
from gkgen.schema.parts import RecordView
from gkgen.schema.printed import Printed
from gkgen.schema.showing import list_view, row_record_view
from gkgen.types.crosswise.counts import check_counts
from gkgen.types.crosswise.powers import check_permit
from gkgen.types.numbered import numbered_rows

STATUTE = "国办发〔2022〕2号"

SAME_PERMIT = error(
    "K341",
    Text("“{name}”在第 {line} 行已经列过", "“{name}” is already listed on line {line}"),
    Text("同一事项只列一次", "list each permit once"),
    STATUTE,
)
NOT_ABOVE = warning(
    "K342",
    Text("上级清单“{above}”里没有“{name}”", "the list above, “{above}”, has no “{name}”"),
    Text(
        "名称要和上级清单一字不差；上级清单没有的，不能设为许可",
        "take the name from the list above to the letter; what isn't there can't be a permit",
    ),
    STATUTE,
)
POWER_NAME = warning(
    "K343",
    Text(
        "许可叫“{name}”，对应的权责事项叫“{power}”",
        "the permit is called “{name}”, its power “{power}”",
    ),
    Text("两处用同一个名称", "use one name in both places"),
    STATUTE,
)
POWER_ACTOR = warning(
    "K344",
    Text(
        "许可的实施机关是“{organ}”，对应权责事项的行使主体是“{actor}”",
        "the permit is given by “{organ}”, and its power belongs to “{actor}”",
    ),
    Text("核对是哪一个机关", "check which of them it is"),
    STATUTE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    number: Annotated[str, Field("序号")] = ""
    name: Annotated[str, Field("许可事项名称", aliases=("事项名称", "许可事项", "名称"))]
    authority: Annotated[str, Field("主管部门", expected=STATUTE)] = ""
    organ: Annotated[
        tuple[str, ...], Field("实施机关", aliases=("实施主体", "实施单位"), expected=STATUTE)
    ] = ()
    bases: Annotated[
        tuple[Basis, ...], Field("设定和实施依据", aliases=("设定依据", "依据"), expected=STATUTE)
    ] = ()
    origin: Annotated[
        Literal["中央层面设定", "地方层面设定"] | None, Field("设定层级", aliases=("设定层面",))
    ] = None
    power: Annotated[str, Field("对应权责事项", aliases=("职权编码",), refers="power")] = ""
    conditions: Annotated[tuple[str, ...], Field("许可条件", aliases=("条件",))] = ()
    certificate: Annotated[str, Field("许可证件")] = ""
    valid_for: Annotated[str, Field("有效期限", aliases=("有效期",))] = ""
    quantity: Annotated[str, Field("数量限制")] = ""
    remarks: Annotated[str, Field("备注")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitList(Disclosed):
    above: Annotated[str, Field("上级清单", refers="permit-list")] = ""
    permits: Annotated[tuple[Permit, ...], Field("许可事项", aliases=("事项",))]


COLUMNS = ("name", "number", "authority", "organ", "bases", "origin", "remarks")


def view(entry: Entry, site: Site) -> RecordView:
    return list_view(entry, site, "permits", COLUMNS)


def check(entry: Entry, site: Site) -> Iterator[Finding]:
    above = site.find("permit-list", entry.fields.above) if entry.rows and entry.fields.above else None
    allowed = {row.title for row in above.entry.rows} if above else None
    lines: dict[str, int] = {}
    for row in entry.rows:
        permit: Permit = row.value
        place = entry.place(*row.path, "name")
        first = lines.setdefault(permit.name, place.line)
        if first != place.line:
            yield SAME_PERMIT.at(place, name=permit.name, line=first)
        if above is not None and allowed is not None and permit.name not in allowed:
            yield NOT_ABOVE.at(place, name=permit.name, above=above.title)
        power = site.find("power", permit.power) if permit.power else None
        if power is not None and power.title != permit.name:
            yield POWER_NAME.at(place, name=permit.name, power=power.title)
        if power is not None and power.row is not None:
            yield from _organ(entry, row, power.row.value.actor, site)
        yield from check_permit(entry, row, site)
    if entry.rows:
        yield from check_counts(entry, frozenset({len(entry.rows)}), {})


def _organ(entry: Entry, row: Row, actor: str, site: Site) -> Iterator[Finding]:
    """Who gives the permit is who has the power; bodies are compared, not the words for them."""
    organs: tuple[str, ...] = row.value.organ
    if actor and organs and _body(actor, site) not in {_body(each, site) for each in organs}:
        place = entry.place(*row.path, "organ")
        yield POWER_ACTOR.at(place, organ="、".join(organs), actor=actor)


def _body(name: str, site: Site) -> str:
    found = site.find("organisation", name)
    return found.id if found is not None else name


EXAMPLE = """\
类型: 行政许可事项清单
标题: 望溪区行政许可事项清单（2026年版）
索引号: {index_number}
发布机构: {organisation}
发布日期: {today}
公开目录: {node}
公开审查:
  审查人: 某某
  日期: {today}
  依据: 《中华人民共和国政府信息公开条例》第二十条第（五）项
许可事项:
  - 序号: 1
    许可事项名称: 公共场所卫生许可
    主管部门: 区卫生健康局
    实施机关: 区卫生健康局
    设定和实施依据:
      - 《公共场所卫生管理条例》
    设定层级: 中央层面设定
"""

PERMIT_LIST = ContentType(
    key="permit-list",
    label="行政许可事项清单",
    folder="permit-lists",
    fields=PermitList,
    template="record.html",
    example=EXAMPLE,
    view=view,
    rows=numbered_rows("permit", "permits", "permits"),
    row_key="permit",
    row_label="行政许可事项",
    row_field="permits",
    row_template="record_row.html",
    row_view=row_record_view,
    check=check,
    searched_whole=False,
    printed=Printed("list", COLUMNS),
)
