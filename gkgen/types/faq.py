"""Questions and answers (政策问答, 常见问题): what citizens ask, answered by the office, grouped on one page.

Source: 国办发〔2016〕80号 (what is asked again and again is answered once, for all to read).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from gkgen.findings import Finding, Text, warning
from gkgen.model import Entry, Link
from gkgen.schema import ContentType, Disclosed, Field, Site
from gkgen.schema.content_type import PUBLISHER
from gkgen.types.pointing import link_to

ASKED_TWICE = warning(
    "K310",
    Text("“{question}”这个问题前面第 {line} 行已经答过", "“{question}” has been answered on line {line}"),
    Text("两个回答合成一个", "make one answer of the two"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One question, and what the office answers."""

    question: Annotated[str, Field("问", aliases=("问题", "提问"))]
    answer: Annotated[str, Field("答", aliases=("回答", "答复", "解答"))]
    group: Annotated[str, Field("分类", aliases=("类别",), hint="同一分类的问题排在一起")] = ""
    answered_by: Annotated[str, Field("答复单位", aliases=("解答单位",))] = ""
    on: Annotated[date | None, Field("答复日期", aliases=("更新时间",))] = None
    sources: Annotated[
        tuple[str, ...],
        Field("相关内容", aliases=("相关指南", "依据"), refers="*", reverse="常见问题", hint="指南、文件等"),
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions(Disclosed):
    questions: Annotated[tuple[Answer, ...], Field("问答", aliases=("问题列表", "常见问题"))]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """`number` counts all questions of the page from 1."""

    number: int
    answer: Answer
    answered_by: Link | None
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class QuestionsView:
    """The questions by group, in the order of the file; those without a group come first."""

    groups: tuple[tuple[str, tuple[AnswerView, ...]], ...]
    total: int


def view(entry: Entry, site: Site) -> QuestionsView:
    answers: tuple[Answer, ...] = entry.fields.questions
    names = sorted(dict.fromkeys(each.group for each in answers), key=bool)
    ordered = [each for name in names for each in answers if each.group == name]
    views = [_answer(number, each, site) for number, each in enumerate(ordered, 1)]
    groups = tuple((name, tuple(each for each in views if each.answer.group == name)) for name in names)
    return QuestionsView(groups, len(views))


def _answer(number: int, answer: Answer, site: Site) -> AnswerView:
    return AnswerView(
        number=number,
        answer=answer,
        answered_by=link_to(PUBLISHER, answer.answered_by, site) if answer.answered_by else None,
        sources=tuple(link_to("*", name, site) for name in answer.sources),
    )


def check(entry: Entry, _site: Site) -> Iterator[Finding]:
    if not isinstance(entry.fields, Questions):
        return
    first: dict[str, int] = {}
    for index, each in enumerate(entry.fields.questions):
        place = entry.place("questions", index, "question")
        bare = each.question.strip().rstrip("？?。 ")
        line = first.setdefault(bare, place.line)
        if line != place.line:
            yield ASKED_TWICE.at(place, question=each.question, line=line)


def linked(entry: Entry, _site: Site) -> dict[str, Any]:
    """Each question with its answer (schema.org: FAQPage)."""
    return {
        "mainEntity": [
            {
                "@type": "Question",
                "name": each.question,
                "acceptedAnswer": {"@type": "Answer", "text": each.answer},
            }
            for each in entry.fields.questions
        ]
    }


EXAMPLE = """\
类型: 政策问答
标题: 最低生活保障常见问题
发布机构: {organisation}
成文日期: {today}
发布日期: {today}
公开目录: {node}
公开审查:
  审查人: 某某
  日期: {today}
  依据: 《政府信息公开条例》第十七条
问答:
  - 问: 在哪里申请低保？
    答: 向户籍所在地的乡镇人民政府、街道办事处申请。
    分类: 怎样申请
    答复单位: {organisation}
    答复日期: {today}
  - 问: 申请后多久有结果？
    答: 自受理之日起30个工作日内。
    分类: 办理时限
    答复单位: {organisation}
    答复日期: {today}
"""

FAQ = ContentType(
    key="faq",
    label="政策问答",
    folder="faqs",
    fields=Questions,
    template="faq.html",
    example=EXAMPLE,
    view=view,
    check=check,
    helps=1,
    schema_org="FAQPage",
    linked=linked,
)
