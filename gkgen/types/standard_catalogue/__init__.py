"""Standard catalogue (基层政务公开标准目录): what is disclosed in one field of work, by whom, when, where, to whom.

Source: 国办发〔2019〕54号, which asks for 名称、内容、依据、时限、主体、方式、渠道、公开对象 at least; the columns are those of the
catalogues that the districts have published. Values are stored; √ and ■/□ are drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeAlias

from gkgen.findings import Finding, Text, error, warning
from gkgen.model import Entry, Link, Row
from gkgen.schema import Basis, ContentType, Disclosed, Field, Site, fields_of
from gkgen.schema.parts import Cell
from gkgen.schema.printed import Printed
from gkgen.schema.showing import cell_of, row_record_view
from gkgen.schema.tabled import Tabled
from gkgen.schema.vocabularies import AREAS, CARRIERS
from gkgen.types.numbered import numbered_rows
from gkgen.types.standard_catalogue.deadlines import PublicationTime

STATUTE = "国办发〔2019〕54号"
ABOVE = "同上"

DITTO = warning(
    "K345",
    Text("“{label}”写的是“同上”，第一条上面没有内容", "“{key}” says 同上, and nothing stands above it"),
    Text("写出来", "write it out"),
    STATUTE,
)
MISFILED_PERIOD = warning(
    "K346",
    Text(
        "公开时限写的是更新周期“{text}”，没有说什么时候公开",
        "“{text}” is how often it is brought up to date, not when it is disclosed",
    ),
    Text(
        "公开时限写“信息形成或变更之日起20个工作日内”，周期写进“更新周期”",
        "write the time limit here, and the period under update_period",
    ),
    "条例第二十六条",
)
UNCLEAR_TIME = warning(
    "K347",
    Text("公开时限“{text}”看不出是多长时间", "“{text}” doesn't say how soon"),
    Text("写明多少个工作日、从什么时候算起", "say how many working days, and from when"),
    "条例第二十六条",
)
NO_GROUP = error(
    "K348",
    Text("公开对象有“特定群体”，没有说是谁", "disclosed to a certain group, and it isn't said which"),
    Text("写“特定群体: …”", "write who under group"),
    STATUTE,
)
NOTHING_THERE = warning(
    "K349",
    Text("“{name}”对应的目录“{node}”里没有内容", "the node “{node}” that “{name}” names holds nothing"),
    Text("把这一事项的信息放进这个目录，或者改对应目录", "publish it in this node, or name another"),
    STATUTE,
)

LevelName: TypeAlias = Literal["省级", "市级", "县级", "乡级", "村级"]
LEVEL_WORDS = {
    "区": "县级",
    "区级": "县级",
    "区县级": "县级",
    "县区级": "县级",
    "县(区)级": "县级",
    "镇": "乡级",
    "镇级": "乡级",
    "乡镇": "乡级",
    "乡镇级": "乡级",
    "乡(镇)级": "乡级",
    "街道级": "乡级",
    "街道": "乡级",
    "社区级": "村级",
    "社区": "村级",
}
"""What districts and towns call a level in the headings of their catalogues."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueItem:
    """One row. `column` is the node of the 公开目录 in which the thing is found."""

    number: Annotated[str, Field("序号")] = ""
    level1: Annotated[str, Field("一级事项", aliases=("公开事项一级", "公开事项（一级）"))]
    level2: Annotated[str, Field("二级事项", aliases=("公开事项二级", "公开事项（二级）", "公开事项"))] = ""
    elements: Annotated[
        tuple[str, ...],
        Field("公开内容", aliases=("公开内容（要素）", "内容标准", "公开要素"), expected=STATUTE),
    ] = ()
    bases: Annotated[tuple[Basis, ...], Field("公开依据", aliases=("依据",), expected=STATUTE)] = ()
    deadline: Annotated[PublicationTime | None, Field("公开时限", aliases=("时限",), expected=STATUTE)] = None
    owner: Annotated[tuple[str, ...], Field("公开主体", aliases=("责任主体",), expected=STATUTE)] = ()
    carriers: Annotated[
        tuple[str, ...],
        Field("公开渠道和载体", aliases=("公开渠道", "公开载体"), vocabulary=CARRIERS, expected=STATUTE),
    ] = ()
    audience: Annotated[tuple[Literal["全社会", "特定群体"], ...], Field("公开对象", expected=STATUTE)] = ()
    group: Annotated[str, Field("特定群体", aliases=("特定群众",), hint="是谁，例如 申请人")] = ""
    mode: Annotated[
        tuple[Literal["主动", "依申请"], ...], Field("公开方式", aliases=("方式",), expected=STATUTE)
    ] = ()
    levels: Annotated[tuple[LevelName, ...], Field("公开层级", aliases=("层级",))] = ()
    update_period: Annotated[str, Field("更新周期")] = ""
    column: Annotated[str, Field("对应目录", refers="catalogue-node", hint="公开目录的代码")] = ""
    remarks: Annotated[str, Field("备注")] = ""

    @property
    def name(self) -> str:
        return self.level2 or self.level1


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardCatalogue(Disclosed):
    area: Annotated[str, Field("领域", aliases=("试点领域",), vocabulary=AREAS, expected=STATUTE)] = ""
    items: Annotated[tuple[CatalogueItem, ...], Field("目录条目", aliases=("条目", "公开事项"))]


@dataclass(frozen=True, slots=True)
class Mark:
    """A carrier, and whether it is used: said in words beside ■ or □."""

    name: str
    used: bool


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A row of the table; `span` is over how many rows its 一级事项 reaches, 0 where one above reaches over it; `group`
    is the number of the row in which that stands, from 1."""

    link: Link
    item: CatalogueItem
    span: int
    group: int
    elements: tuple[str, ...]
    bases: tuple[str, ...]
    deadline: str
    owner: tuple[str, ...]
    carriers: tuple[Mark, ...]
    local: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class StandardCatalogueView:
    """`levels` are the columns of 公开层级 that any row marks; `local` are the headings of the site's own columns."""

    area: str
    lines: tuple[ItemLine, ...]
    levels: tuple[str, ...]
    local: tuple[str, ...]


def view(entry: Entry, site: Site) -> StandardCatalogueView:
    items: list[CatalogueItem] = [row.value for row in entry.rows]
    marked = {level for item in items for level in item.levels}
    local = (
        [spec for spec in fields_of(type(items[0])) if spec.key in site.types[entry.kind].added]
        if items
        else []
    )
    return StandardCatalogueView(
        area=entry.fields.area,
        lines=tuple(_line(entry, index, items, site) for index in range(len(items))),
        levels=tuple(level for level in ("省级", "市级", "县级", "乡级", "村级") if level in marked),
        local=tuple(spec.about.label for spec in local),
    )


def _line(entry: Entry, index: int, items: list[CatalogueItem], site: Site) -> ItemLine:
    row, item = entry.rows[index], items[index]
    deadline = resolved(items, index, "deadline")
    return ItemLine(
        link=Link(item.name, row.address),
        item=item,
        span=_span(items, index),
        group=_begin(items, index) + 1,
        elements=resolved(items, index, "elements"),
        bases=tuple(f"{each.title}{each.article}" for each in resolved(items, index, "bases")),
        deadline=deadline.text if deadline else "",
        owner=resolved(items, index, "owner"),
        carriers=_marks(resolved(items, index, "carriers"), site),
        local=tuple(
            cell_of(getattr(item, spec.key), spec, entry, site)
            for spec in fields_of(type(item))
            if spec.key in site.types[entry.kind].added
        ),
    )


def resolved(items: list[CatalogueItem], index: int, key: str) -> Any:
    """A cell, or where it says 同上 the nearest above that says something of its own."""
    for item in reversed(items[: index + 1]):
        value = getattr(item, key)
        if not is_ditto(value):
            return value
    return () if isinstance(getattr(items[index], key), tuple) else None


def is_ditto(value: Any) -> bool:
    if isinstance(value, PublicationTime):
        return value.text == ABOVE
    first = value[0] if isinstance(value, tuple) and len(value) == 1 else None
    return (first.title if isinstance(first, Basis) else first) == ABOVE


def _span(items: list[CatalogueItem], index: int) -> int:
    """一级事项 is one cell over all rows in sequence that share it."""
    name = items[index].level1
    if index and items[index - 1].level1 == name:
        return 0
    following = (place for place in range(index, len(items)) if items[place].level1 != name)
    return next(following, len(items)) - index


def _begin(items: list[CatalogueItem], index: int) -> int:
    while index and items[index - 1].level1 == items[index].level1:
        index -= 1
    return index


def _marks(used: tuple[str, ...], site: Site) -> tuple[Mark, ...]:
    known = site.config.vocabularies()[CARRIERS] if used else ()
    others = tuple(each for each in used if each not in known)
    return tuple(Mark(each, each in used) for each in (*known, *others))


def check(entry: Entry, site: Site) -> Iterator[Finding]:
    items: list[CatalogueItem] = [row.value for row in entry.rows]
    for index, (row, item) in enumerate(zip(entry.rows, items, strict=True)):
        yield from _dittos(entry, row, items, index)
        yield from _time(entry, row, item)
        if "特定群体" in item.audience and not item.group:
            yield NO_GROUP.at(entry.place(*row.path, "audience"))
        node = site.find("catalogue-node", item.column) if item.column else None
        if node is not None and not site.by_node.get(node.id) and not site.catalogue[node.id].children:
            yield NOTHING_THERE.at(entry.place(*row.path, "column"), name=item.name, node=node.title)


def _dittos(entry: Entry, row: Row, items: list[CatalogueItem], index: int) -> Iterator[Finding]:
    for spec in fields_of(CatalogueItem):
        above = (getattr(item, spec.key) for item in items[:index])
        if is_ditto(getattr(items[index], spec.key)) and all(is_ditto(each) for each in above):
            yield DITTO.at(entry.place(*row.path, spec.key), label=spec.about.label, key=spec.key)


def _time(entry: Entry, row: Row, item: CatalogueItem) -> Iterator[Finding]:
    time = item.deadline
    if time is None or is_ditto(time):
        return
    place = entry.place(*row.path, "deadline")
    if time.manner == "按期更新":
        yield MISFILED_PERIOD.at(place, text=time.text)
    elif time.manner == "其他":
        yield UNCLEAR_TIME.at(place, text=time.text)


EXAMPLE = """\
类型: 标准目录
标题: 望溪区社会救助领域基层政务公开标准目录
索引号: {index_number}
发布机构: {organisation}
发布日期: {today}
公开目录: {node}
公开审查:
  审查人: 某某
  日期: {today}
  依据: 国办发〔2019〕54号
领域: 社会救助
目录条目:
  - 序号: 1
    一级事项: 最低生活保障
    二级事项: 办事指南
    公开内容: [办理事项, 办理条件, 申请材料, 办理流程, 联系方式]
    公开依据: [《社会救助暂行办法》]
    公开时限: 制定或获取信息之日起10个工作日内
    公开主体: [区民政局, 各乡镇人民政府]
    公开渠道和载体: [政府网站, 公开查阅点]
    公开对象: [全社会]
    公开方式: [主动]
    公开层级: [县级, 乡级]
"""

STANDARD_CATALOGUE = ContentType(
    key="standard-catalogue",
    label="标准目录",
    folder="standard-catalogues",
    fields=StandardCatalogue,
    template="standard_catalogue.html",
    example=EXAMPLE,
    view=view,
    rows=numbered_rows("catalogue-item", "catalogue-items", "items"),
    row_key="catalogue-item",
    row_label="标准目录条目",
    row_field="items",
    row_template="record_row.html",
    row_view=row_record_view,
    check=check,
    searched_whole=False,
    printed=Printed(
        "list",
        (
            "level2",
            "level1",
            "elements",
            "bases",
            "deadline",
            "owner",
            "carriers",
            "audience",
            "mode",
            "levels",
        ),
    ),
    tabled=Tabled(split=("source", "area"), joined=("level1", "level2", "deadline", "owner", "bases")),
)
