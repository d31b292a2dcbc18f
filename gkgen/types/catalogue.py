"""Catalogue (公开目录): a tree of nodes of any depth, written nested or flat, in one file or in several.

Sources: 国办发〔2019〕54号 (the columns of the standard catalogue), 条例第十二条、第二十条、第二十一条.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from gkgen.findings import Text, error
from gkgen.model import Entry, Row
from gkgen.schema import Common, ContentType, Field, Site, TimeLimit
from gkgen.schema.fields import matching
from gkgen.schema.owing import Recurring
from gkgen.schema.vocabularies import AREAS, CARRIERS, DUTIES

BAD_NODE_CODE = error(
    "C301",
    Text("目录代码“{value}”不能做网址", "the catalogue code “{value}” can't be an address"),
    Text(
        "只用小写字母、数字、点和连字符，例如 0505 或 shjz-1",
        "use small letters, digits, dots and hyphens, like 0505",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A column of the catalogue. Only the leaves hold entries."""

    code: Annotated[
        str, Field("代码", aliases=("编码",), form=matching(BAD_NODE_CODE, r"[a-z0-9]+(?:[-.][a-z0-9]+)*"))
    ]
    title: Annotated[str, Field("名称", aliases=("标题", "公开事项"), longest=60)]
    parent: Annotated[str, Field("上级", aliases=("上级代码",))] = ""
    elements: Annotated[str, Field("公开内容", aliases=("公开内容（要素）", "内容"))] = ""
    basis: Annotated[tuple[str, ...], Field("公开依据", aliases=("依据",))] = ()
    deadline: Annotated[str, Field("公开时限", aliases=("时限",))] = ""
    owner: Annotated[tuple[str, ...], Field("公开主体", aliases=("责任主体",))] = ()
    carriers: Annotated[
        tuple[str, ...], Field("公开渠道和载体", aliases=("公开载体", "载体"), vocabulary=CARRIERS)
    ] = ()
    audience: Annotated[str, Field("公开对象", aliases=("对象",))] = ""
    mode: Annotated[Literal["主动", "依申请"] | None, Field("公开方式", aliases=("方式",))] = None
    levels: Annotated[
        tuple[Literal["省级", "市级", "县级", "乡级", "村级"], ...], Field("公开层级", aliases=("层级",))
    ] = ()
    duties: Annotated[
        tuple[str, ...],
        Field("法定公开事项", aliases=("法定事项",), vocabulary=DUTIES, hint="例如 第二十条第（五）项"),
    ] = ()
    areas: Annotated[tuple[str, ...], Field("试点领域", vocabulary=AREAS)] = ()
    column: Annotated[
        Literal[
            "概况信息",
            "机构职能",
            "领导信息",
            "动态要闻",
            "通知公告",
            "政策文件",
            "政策解读",
            "数据发布",
            "办事统计",
            "其他",
        ]
        | None,
        Field("栏目类型", hint="检查指标按它定更新期限"),
    ] = None
    update: Annotated[TimeLimit | None, Field("更新周期", aliases=("更新频率",), hint="例如 3个月")] = None
    needed: Annotated[bool, Field("必须有内容", hint="空白时提醒")] = False
    children: Annotated[tuple[Node, ...], Field("下级", aliases=("子目录",))] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue(Common):
    under: Annotated[str, Field("挂接", hint="整个文件挂在哪个代码之下")] = ""
    nodes: Annotated[tuple[Node, ...], Field("目录", aliases=("节点",))]


@dataclass(frozen=True, slots=True)
class Column:
    """A node without its children: what stands in the standard catalogue's columns."""

    node: Node
    parent: str


@dataclass(frozen=True, slots=True)
class CatalogueView:
    lines: tuple[tuple[int, Node], ...]


def rows(fields: Catalogue, _id: str) -> tuple[Row, ...]:
    return tuple(
        Row(
            "catalogue-node", node.code, node.title, f"catalogue/{node.code}.html", Column(node, parent), path
        )
        for node, parent, path in _walk(fields.nodes, fields.under, ("nodes",))
    )


def _walk(
    nodes: tuple[Node, ...], parent: str, path: tuple[str | int, ...]
) -> Iterator[tuple[Node, str, tuple[str | int, ...]]]:
    for index, node in enumerate(nodes):
        here = (*path, index)
        yield node, node.parent or parent, here
        yield from _walk(node.children, node.code, (*here, "children"))


def view(entry: Entry, _site: Site) -> CatalogueView:
    depth = {"": -1}
    lines = []
    for row in entry.rows:
        depth[row.id] = depth.get(row.value.parent, -1) + 1
        lines.append((depth[row.id], row.value.node))
    return CatalogueView(tuple(lines))


EXAMPLE = """\
类型: 公开目录
标题: 望溪区政府信息公开目录
目录:
  - 代码: fdzdgk
    名称: 法定主动公开内容
    公开依据: [《政府信息公开条例》第二十条]
    下级:
      - 代码: zcwj
        名称: 政策文件
        公开时限: 信息形成或者变更之日起20个工作日内
        公开渠道和载体: [政府网站]
        公开对象: 全社会
        公开方式: 主动
        公开层级: [县级]
"""

CATALOGUE = ContentType(
    key="catalogue",
    label="公开目录",
    folder="catalogues",
    fields=Catalogue,
    template="catalogue_file.html",
    example=EXAMPLE,
    view=view,
    rows=rows,
    row_key="catalogue-node",
    row_label="目录",
    row_field="nodes",
    recurring=Recurring("entry", "政府信息公开条例第五十三条"),
    listed=False,
)
