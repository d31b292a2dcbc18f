"""Recruitment (人员招考): posts, conditions, examinations and who was taken.

Source: 条例第二十条第（十四）项 (职位、名额、报考条件 and 录用结果 of civil servants); institutions do the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from gkgen.schema import ContentType, Disclosed, Field
from gkgen.schema.forms import PHONE
from gkgen.schema.showing import record_view

STATUTE = "条例第二十条第（十四）项"

Stage = Literal[
    "招考公告", "报名情况", "资格审查", "笔试成绩", "面试成绩", "体检考察", "拟录用公示", "录用结果"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recruitment(Disclosed):
    stage: Annotated[Stage | None, Field("招考环节", aliases=("环节", "阶段"), expected=STATUTE)] = None
    employer: Annotated[str, Field("招录单位", aliases=("用人单位", "招聘单位"))] = ""
    posts: Annotated[int | None, Field("职位数", aliases=("岗位数",), expected=STATUTE)] = None
    quota: Annotated[int | None, Field("名额", aliases=("招录人数", "招聘人数"), expected=STATUTE)] = None
    conditions: Annotated[tuple[str, ...], Field("报考条件", aliases=("报名条件",))] = ()
    opens: Annotated[date | None, Field("报名开始日期", aliases=("报名开始",))] = None
    closes: Annotated[date | None, Field("报名截止日期", aliases=("报名截止",))] = None
    written_test: Annotated[date | None, Field("笔试日期", aliases=("考试日期",))] = None
    interview: Annotated[date | None, Field("面试日期")] = None
    phone: Annotated[str, Field("咨询电话", aliases=("联系电话", "电话"), form=PHONE)] = ""
    supervision: Annotated[str, Field("监督电话", form=PHONE)] = ""
    before: Annotated[
        tuple[str, ...],
        Field("前面的环节", aliases=("招考公告链接",), refers="recruitment item", reverse="后面的环节"),
    ] = ()


EXAMPLE = """\
---
类型: 人员招考
标题: 望溪区2026年度公开招聘事业单位工作人员公告
索引号: {index_number}
发布机构: {organisation}
成文日期: {today}
发布日期: {today}
公开目录: {node}
公开审查:
  审查人: 某某
  日期: {today}
  依据: 《政府信息公开条例》第十七条
招考环节: 招考公告
招录单位: {organisation}
职位数: 2
名额: 3
报考条件:
  - 在这里逐条写报考条件
报名开始日期: 2026-05-11
报名截止日期: 2026-05-15
笔试日期: 2026-06-13
咨询电话: 0100-2000002
---

在这里写正文；职位表、成绩表放进附件。
"""

RECRUITMENT = ContentType(
    key="recruitment",
    label="人员招考",
    folder="recruitments",
    fields=Recruitment,
    template="record.html",
    example=EXAMPLE,
    view=record_view,
    suffix=".md",
)
