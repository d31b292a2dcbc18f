"""The fields that all content has: what the catalogue of government information asks of an entry.

Sources: 政府信息公开条例 (2019), 国务院办公厅《政府信息公开目录系统实施指引（试行）》 (2009), GB/T 9704-2012.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date
from typing import Annotated, ClassVar, Literal, Self, TypeAlias, get_args

from gkgen.findings import Text
from gkgen.schema.fields import Field
from gkgen.schema.forms import DOCUMENT_NUMBER, SLUG_PATH
from gkgen.schema.vocabularies import AUDIENCES, GENRES, THEMES

PUBLISHER_NAMES = ("发文机关", "发文机构", "发布单位", "公开主体")

Disclosure: TypeAlias = Literal["主动公开", "依申请公开", "不予公开"]
OPEN: Disclosure = "主动公开"
ON_REQUEST: Disclosure = "依申请公开"
WITHHELD: Disclosure = "不予公开"
# 条例第十四条至第十六条
Ground: TypeAlias = Literal[
    "国家秘密",
    "法律行政法规禁止公开",
    "危及三安全一稳定",
    "商业秘密",
    "个人隐私",
    "内部事务信息",
    "过程性信息",
    "行政执法案卷",
]
Rank: TypeAlias = Literal[
    "法律", "行政法规", "地方性法规", "部门规章", "地方政府规章", "规章", "规范性文件", "司法解释", "其他"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file to download. `file` is a path from the entry's own folder, or from `content/` when it begins with /."""

    file: Annotated[
        str, Field("文件", aliases=("附件", "路径"), refers="file", hint="附件的路径，例如 files/表格.docx")
    ]
    title: Annotated[str, Field("名称", aliases=("标题",), hint="给读者看的名称")] = ""

    @classmethod
    def from_text(cls, text: str) -> Self:
        return cls(file=text.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """A legal basis: 【位阶】《名称》（文号）条款, and the words of the clause."""

    title: Annotated[str, Field("名称", aliases=("依据名称", "标题"))]
    rank: Annotated[Rank | None, Field("位阶", aliases=("层级",))] = None
    document_number: Annotated[str, Field("文号", aliases=("发文字号",))] = ""
    article: Annotated[str, Field("条款", aliases=("条",))] = ""
    text: Annotated[str, Field("内容", aliases=("条文", "原文"), wording="quoted")] = ""

    @classmethod
    def from_text(cls, text: str) -> Self:
        """`【法律】《社会救助法》（某文号）第三条`; what isn't told apart stays in the title or the text."""
        found = re.match(r"\s*(?:【(?P<rank>[^】]+)】)?\s*(?P<rest>.*)", text, re.DOTALL)
        assert found is not None
        written, rest = found["rank"], found["rest"].strip()
        named = re.match(
            r"(《.+?》(?:[（(][^（()）]*[）)])?)\s*(第[^，。：:；\s]+?[条款项])?[：:，\s]*(.*)",
            rest,
            re.DOTALL,
        )
        rank: Rank | None = RANKS.get(written or "")
        if named is None:
            return cls(title=text.strip() if rank is None else rest, rank=rank)
        prefix = f"【{written}】" if written and rank is None else ""
        return cls(title=prefix + named[1], rank=rank, article=named[2] or "", text=named[3].strip())


RANKS: dict[str, Rank] = {rank: rank for rank in get_args(Rank)}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit:
    """A length of time, in the unit in which the law gives it."""

    WRITTEN: ClassVar[Text] = Text(
        "写成“20个工作日”“3日”“2个月”或“即时办结”", "write 20个工作日, 3日, 2个月 or 即时办结"
    )

    number: Annotated[int, Field("数")]
    unit: Annotated[Literal["工作日", "日", "小时", "月", "年", "分钟"], Field("单位")]

    @classmethod
    def from_text(cls, text: str) -> Self | None:
        if text.strip() in ("即时办结", "当场办结", "即办", "即时"):
            return cls(number=0, unit="工作日")
        found = re.fullmatch(
            r"\s*(\d{1,4})\s*个?\s*(工作日|工作天|自然日|日|天|小时|月|年|分钟)内?\s*", text, re.ASCII
        )
        if found is None:
            return None
        unit = {"工作天": "工作日", "自然日": "日", "天": "日"}.get(found[2], found[2])
        return cls(number=int(found[1]), unit=unit)  # type: ignore[arg-type]

    def said(self) -> str:
        if self.number == 0:
            return "即时办结"
        return f"{self.number}{'' if self.unit in ('日', '年', '小时', '分钟') else '个'}{self.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withholding:
    """Why an entry is not disclosed: 条例第十四条至第十六条; reassessed by a date, 第十八条."""

    ground: Annotated[Ground, Field("理由", aliases=("不予公开理由",))]
    basis: Annotated[str, Field("依据", aliases=("法律依据",), hint="写明条例或法律的条款")]
    reassess_by: Annotated[date | None, Field("评估日期", expected="条例第十八条")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Abolition:
    on: Annotated[date, Field("日期")]
    by: Annotated[str, Field("依据", hint="废止它的文件")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A page that was taken down: its address stays, and says when and why (条例第四十一条, 行政处罚法第四十八条)."""

    on: Annotated[date, Field("日期", aliases=("撤下日期",))]
    why: Annotated[str, Field("原因", aliases=("撤下原因",), hint="给读者看的原因")]


REVIEWED = "条例第十七条"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Who reviewed the entry for disclosure, when, on what basis: 条例第十七条."""

    by: Annotated[str, Field("审查人")]
    on: Annotated[date, Field("日期", aliases=("审查日期",))]
    basis: Annotated[str, Field("依据", aliases=("审查依据",), expected=REVIEWED)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    on: Annotated[date, Field("日期")]
    what: Annotated[str, Field("内容", aliases=("变更内容",))]
    why: Annotated[str, Field("原因", aliases=("变更原因", "依据"))] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What any content may say of itself."""

    type: Annotated[str, Field("类型", hint="内容的类型")]
    title: Annotated[
        str,
        Field("标题", aliases=("名称", "信息名称", "文件名称", "name"), longest=120, hint="用全称，不缩写"),
    ]
    id: Annotated[str, Field("标识", hint="网址的一部分，定了就不改", form=SLUG_PATH)] = ""
    index_number: Annotated[str, Field("索引号", aliases=("索引码",))] = ""
    document_number: Annotated[
        str, Field("文号", aliases=("发文字号", "发布文号", "文件编号"), form=DOCUMENT_NUMBER)
    ] = ""
    publisher: Annotated[
        str,
        Field("发布机构", aliases=PUBLISHER_NAMES, refers="organisation"),
    ] = ""
    office: Annotated[str, Field("责任处室", aliases=("责任科室", "责任股室"))] = ""
    written: Annotated[date | None, Field("成文日期", aliases=("生成日期", "产生日期", "发文日期"))] = None
    published: Annotated[date | None, Field("发布日期", aliases=("公开日期", "发布时间"))] = None
    changed: Annotated[date | None, Field("更新日期", aliases=("变更日期", "修改日期"))] = None
    effective: Annotated[date | None, Field("生效日期", aliases=("施行日期", "实施日期"))] = None
    expires: Annotated[date | None, Field("失效日期", aliases=("有效期至",))] = None
    abolished: Annotated[Abolition | None, Field("废止")] = None
    shown_until: Annotated[
        date | None,
        Field("公示截止日期", aliases=("公示截止", "公示期至"), hint="过了这一天，内容从网站上撤下"),
    ] = None
    withdrawn: Annotated[Withdrawal | None, Field("撤下", aliases=("撤回",))] = None
    disclosure: Annotated[Disclosure, Field("公开方式", aliases=("公开属性",))] = OPEN
    withheld: Annotated[Withholding | None, Field("不予公开")] = None
    catalogue: Annotated[
        tuple[str, ...], Field("公开目录", aliases=("目录分类",), refers="catalogue-node")
    ] = ()
    theme: Annotated[str, Field("主题分类", vocabulary=THEMES)] = ""
    genre: Annotated[str, Field("体裁分类", aliases=("体裁", "公文种类"), vocabulary=GENRES)] = ""
    audience: Annotated[
        tuple[str, ...], Field("服务对象", aliases=("服务对象分类",), vocabulary=AUDIENCES)
    ] = ()
    keywords: Annotated[tuple[str, ...], Field("关键词", aliases=("主题词",))] = ()
    summary: Annotated[str, Field("内容概述", aliases=("摘要", "内容简介"), longest=500)] = ""
    source: Annotated[str, Field("信息来源", aliases=("来源",))] = ""
    attachments: Annotated[tuple[Attachment, ...], Field("附件", aliases=("附件列表",))] = ()
    related: Annotated[tuple[str, ...], Field("相关信息", aliases=("相关链接", "相关"), refers="*")] = ()
    review: Annotated[Review | None, Field("公开审查", aliases=("保密审查",))] = None
    late_reason: Annotated[str, Field("迟延原因", aliases=("逾期公开原因",))] = ""
    changes: Annotated[tuple[Change, ...], Field("变更记录", aliases=("更新记录",))] = ()
    formerly: Annotated[
        tuple[str, ...],
        Field(
            "曾用网址", aliases=("原网址",), hint="以前的网址，例如 items/2024/dibao.html；旧网址会转到这里"
        ),
    ] = ()
    draft: Annotated[bool, Field("草稿")] = False
    body: Annotated[str, Field("正文")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosed(Common):
    """Content that stands in the catalogue of government information, with the metadata that is asked of it.

    《政府信息公开目录系统实施指引（试行）》, 条例第十二条.
    """

    publisher: Annotated[
        str,
        Field(
            "发布机构",
            aliases=(*PUBLISHER_NAMES, "department"),
            refers="organisation",
            hint="机构的全称或标识",
            expected="目录系统实施指引",
        ),
    ] = ""
    published: Annotated[
        date | None,
        Field("发布日期", aliases=("公开日期", "发布时间"), expected="目录系统实施指引"),
    ] = None
    catalogue: Annotated[
        tuple[str, ...],
        Field("公开目录", aliases=("目录分类",), refers="catalogue-node", expected="条例第十二条"),
    ] = ()
    review: Annotated[
        Review | None,
        Field("公开审查", aliases=("保密审查",), hint="审查人、日期、依据", expected=REVIEWED),
    ] = None


def metadata_of(value: Common) -> Common:
    """The metadata alone: what may be shown of an entry whose content is not disclosed."""
    kept = {each.name: getattr(value, each.name) for each in fields(Common)}
    unsaid = {"attachments": (), "related": (), "changes": (), "late_reason": "", "body": ""}
    return Common(**{**kept, **unsaid})


def document_number_of(fields: Common) -> str:
    """The document number, "" also where the author wrote that there is none (无)."""
    return "" if fields.document_number == "无" else fields.document_number
