"""Interpretation (政策解读): what a document is about, in plain words, linked both ways with the document.

Sources: 国办发〔2016〕80号 (解读材料 within three working days of the document, 谁起草谁解读, and its parts);
国办秘函〔2019〕19号 (解读关联: each leads to the other).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from gkgen.findings import Finding, Text, error, warning
from gkgen.model import Entry, Link
from gkgen.schema import ContentType, Disclosed, Field, Site
from gkgen.schema.common import document_number_of
from gkgen.schema.fields import fields_of
from gkgen.schema.forms import PHONE, WEB_ADDRESS
from gkgen.schema.owing import Deadline
from gkgen.schema.parts import Paragraphs, Part
from gkgen.schema.showing import parts_of
from gkgen.types.pointing import DOCUMENTS, named

SOURCE = "国办发〔2016〕80号"

NOTHING_EXPLAINED = warning(
    "K306",
    Text(
        "解读没有内容：没有正文、各部分说明，也没有附件",
        "the interpretation says nothing: no text, no parts, no files",
    ),
    Text(
        "写“主要内容”等各部分，或者写正文、放图解附件",
        "fill in 主要内容 and the other parts, a body, or attach a picture",
    ),
    SOURCE,
)

NO_DOCUMENT = error(
    "K307",
    Text("没有写解读的是哪份文件", "the interpretation doesn't say which document it explains"),
    Text(
        "写“解读的文件: 文号或标题”；文件不在本站的，写“解读的外单位文件”",
        "write “解读的文件:” with its number or title; a document of another site belongs in 解读的外单位文件",
    ),
    "国办秘函〔2019〕19号",
)

Form = Literal["文字", "图解", "音视频", "动漫", "新闻发布会", "专家解读", "负责人解读", "媒体解读", "问答"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is no longer as it was: 新旧政策差异."""

    what: Annotated[str, Field("内容", aliases=("项目",))]
    before: Annotated[str, Field("原政策", aliases=("原来", "旧政策"))] = ""
    now: Annotated[str, Field("新政策", aliases=("现在",))] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentElsewhere:
    """A document of another body, which isn't on this site."""

    title: Annotated[str, Field("名称", aliases=("标题", "文件名称"))]
    online: Annotated[str, Field("网址", aliases=("链接",), form=WEB_ADDRESS)] = ""

    @classmethod
    def from_text(cls, text: str) -> DocumentElsewhere:
        return cls(title=text.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation(Disclosed):
    explains: Annotated[
        tuple[str, ...],
        Field(
            "解读的文件",
            aliases=("解读文件", "原文件"),
            refers=DOCUMENTS,
            reverse="政策解读",
            hint="文号、标题或者标识",
        ),
    ] = ()
    explains_elsewhere: Annotated[
        tuple[DocumentElsewhere, ...], Field("解读的外单位文件", aliases=("解读的上级文件",))
    ] = ()
    form: Annotated[tuple[Form, ...], Field("解读形式", aliases=("形式",))] = ()
    drafter: Annotated[str, Field("解读单位", aliases=("起草单位", "起草部门"), expected=SOURCE)] = ""
    phone: Annotated[str, Field("咨询电话", aliases=("联系电话", "电话"), form=PHONE)] = ""
    background: Annotated[str, Field("背景依据", aliases=("制定背景", "背景"))] = ""
    aims: Annotated[str, Field("宗旨任务", aliases=("目标任务",))] = ""
    content: Annotated[str, Field("主要内容")] = ""
    scope: Annotated[str, Field("涉及范围", aliases=("适用范围",))] = ""
    standards: Annotated[str, Field("执行口径", aliases=("执行标准",))] = ""
    cautions: Annotated[tuple[str, ...], Field("注意事项")] = ()
    differences: Annotated[tuple[Difference, ...], Field("新旧政策差异", aliases=("新旧差异",))] = ()


@dataclass(frozen=True, slots=True)
class InterpretationView:
    """`documents` are what is explained, each with its number; `parts` are the parts in the order of 80号."""

    documents: tuple[Link, ...]
    elsewhere: tuple[DocumentElsewhere, ...]
    parts: tuple[Part, ...]


_FACTS = ("form", "drafter", "phone")
_TEXTS = ("background", "aims", "content", "scope", "standards")
_LISTS = ("cautions", "differences")


def view(entry: Entry, site: Site) -> InterpretationView:
    fields: Interpretation = entry.fields
    return InterpretationView(
        documents=tuple(_document(name, site) for name in fields.explains),
        elsewhere=fields.explains_elsewhere,
        parts=tuple(_parts(entry, site)),
    )


def _parts(entry: Entry, site: Site) -> Iterator[Part]:
    """The facts, then each part that is written, short as it may be, under its own heading."""
    specs = {spec.key: spec for spec in fields_of(type(entry.fields))}
    yield from parts_of(entry.fields, [specs[key] for key in _FACTS], entry, site)
    for key in _TEXTS:
        text = getattr(entry.fields, key)
        if text:
            yield Paragraphs(specs[key].about.label, f"own-{key}", text)
    yield from parts_of(entry.fields, [specs[key] for key in _LISTS], entry, site)


def _document(name: str, site: Site) -> Link:
    found = named(DOCUMENTS, name, site)
    if found is None:
        return Link(name, "")
    return Link(found.title, found.address, document_number_of(found.entry.fields))


def check(entry: Entry, _site: Site) -> Iterator[Finding]:
    fields = entry.fields
    if not isinstance(fields, Interpretation):
        return
    if not (fields.explains or fields.explains_elsewhere):
        yield NO_DOCUMENT.at(entry.place())
    texts = (fields.background, fields.aims, fields.content, fields.scope, fields.standards)
    if entry.prose is None and not any((*texts, fields.cautions, fields.differences, fields.attachments)):
        yield NOTHING_EXPLAINED.at(entry.place("explains"))


EXAMPLE = """\
---
类型: 政策解读
标题: 《社会救助暂行办法》解读
# 解读本站的文件，写文号、标题或者标识，文件的页面会自动链到这里：
# 解读的文件: 望溪民发〔2026〕8号
解读的外单位文件:
  - 名称: 《社会救助暂行办法》
    网址: https://www.gov.cn/
解读形式: [文字]
解读单位: {organisation}
咨询电话: 0100-2000002
发布机构: {organisation}
成文日期: {today}
发布日期: {today}
公开目录: {node}
公开审查:
  审查人: 某某
  日期: {today}
  依据: 《政府信息公开条例》第十七条
背景依据: 在这里写为什么制定、依据什么
主要内容: 在这里写主要内容
注意事项:
  - 在这里逐条写注意事项
新旧政策差异:
  - 内容: 在这里写哪一项
    原政策: 在这里写原来的规定
    新政策: 在这里写现在的规定
---
"""

INTERPRETATION = ContentType(
    key="interpretation",
    label="政策解读",
    folder="interpretations",
    fields=Interpretation,
    template="interpretation.html",
    example=EXAMPLE,
    view=view,
    check=check,
    deadline=Deadline(3, "工作日", SOURCE, start="explains.published"),
    suffix=".md",
    schema_org="Article",
)
