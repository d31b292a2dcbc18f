"""Budgets and final accounts (财政预算、决算): tables down to the item level of the functional classification.

Sources: 《预算法》第十四条 (within twenty days after approval; down to 项级科目), 条例第二十条第（七）项, 财预〔2016〕143号 (an empty
table is shown all the same, with a word on why).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from gkgen.findings import Finding, Text, error, warning
from gkgen.model import Entry
from gkgen.schema import ContentType, Disclosed, Field, Site
from gkgen.schema.fields import matching
from gkgen.schema.owing import Deadline
from gkgen.schema.showing import record_view
from gkgen.schema.tabled import Tabled

STATUTE = "预算法第十四条"
DETAIL = "财预〔2016〕143号"

BAD_SUBJECT = error(
    "K381",
    Text("“{value}”不是功能分类科目编码", "“{value}” is no code of the functional classification"),
    Text(
        "类三位、款五位、项七位数字，例如 2080201", "three digits (类), five (款) or seven (项), like 2080201"
    ),
)
SUBJECT_SUM = error(
    "K382",
    Text(
        "“{name}”的“{column}”写的是 {said}，下级科目合计 {sum}",
        "“{column}” of “{name}” says {said}; the items below it add up to {sum}",
    ),
    Text("核对这一科目和它的下级科目", "check the subject and those below it"),
    STATUTE,
)
PARTS_SUM = error(
    "K383",
    Text(
        "“{name}”：基本支出加项目支出等于 {sum}，合计写的是 {said}",
        "“{name}”: basic and project expenditure add up to {sum}; the total says {said}",
    ),
    Text("核对三个数", "check the three numbers"),
    STATUTE,
)
EMPTY_TABLE = warning(
    "K384",
    Text("“{name}”是空表，没有说明", "“{name}” is empty, and nothing says why"),
    Text(
        "空表也要公开；在“说明”里写本年度没有这项收支",
        "an empty table is shown too: say in note that there was none",
    ),
    DETAIL,
)
OFFICIAL_SUM = error(
    "K385",
    Text(
        "“三公”经费各项合计 {sum}，总数写的是 {said}",
        "the three public expenses add up to {sum}; the total says {said}",
    ),
    Text("核对各项和总数；公务用车购置及运行费等于购置费加运行费", "check the items and the total"),
    DETAIL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine:
    """A line of a table. Amounts are in the table's unit."""

    subject: Annotated[
        str, Field("科目编码", aliases=("功能科目编码",), form=matching(BAD_SUBJECT, r"\d{3}(?:\d{2}){0,2}"))
    ] = ""
    name: Annotated[str, Field("科目名称", aliases=("项目", "项目名称", "名称"))]
    total: Annotated[Decimal | None, Field("合计", aliases=("金额", "本年数"))] = None
    basic: Annotated[Decimal | None, Field("基本支出")] = None
    project: Annotated[Decimal | None, Field("项目支出")] = None
    previous: Annotated[Decimal | None, Field("上年数", aliases=("上年预算数", "上年决算数"))] = None
    note: Annotated[str, Field("备注")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetTable:
    name: Annotated[str, Field("表名", aliases=("名称",))]
    unit: Annotated[Literal["元", "万元", "亿元"], Field("单位")] = "万元"
    note: Annotated[str, Field("说明", hint="空表在这里说明原因")] = ""
    lines: Annotated[tuple[BudgetLine, ...], Field("明细", aliases=("科目",))] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialExpenses:
    """“三公”经费: going abroad, cars, receptions."""

    total: Annotated[Decimal, Field("总数", aliases=("合计",))]
    abroad: Annotated[Decimal, Field("因公出国（境）费")]
    purchase: Annotated[Decimal, Field("公务用车购置费")]
    running: Annotated[Decimal, Field("公务用车运行费", aliases=("公务用车运行维护费",))]
    reception: Annotated[Decimal, Field("公务接待费")]
    unit: Annotated[Literal["元", "万元"], Field("单位")] = "万元"
    explanation: Annotated[str, Field("增减说明")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget(Disclosed):
    year: Annotated[int, Field("年度")]
    kind: Annotated[Literal["政府预算", "政府决算", "部门预算", "部门决算"], Field("种类")]
    approved: Annotated[date | None, Field("批准日期", aliases=("批复日期",), expected=STATUTE)] = None
    approved_by: Annotated[str, Field("批准机关", aliases=("批复部门",))] = ""
    official: Annotated[OfficialExpenses | None, Field("三公经费", expected=STATUTE)] = None
    explanation: Annotated[str, Field("情况说明", aliases=("预算说明", "决算说明"), expected=STATUTE)] = ""
    performance: Annotated[str, Field("绩效情况")] = ""
    purchasing: Annotated[str, Field("政府采购情况")] = ""
    tables: Annotated[tuple[BudgetTable, ...], Field("表格", aliases=("报表",), expected=STATUTE)] = ()


def check(entry: Entry, _site: Site) -> Iterator[Finding]:
    budget = entry.fields
    if not isinstance(budget, Budget):
        return
    for index, table in enumerate(budget.tables):
        if not table.lines and not table.note:
            yield EMPTY_TABLE.at(entry.place("tables", index, "name"), name=table.name)
        yield from _parts(entry, index, table.lines)
        yield from _subjects(entry, index, table.lines)
    if budget.official is not None:
        yield from _official(entry, budget.official)


def _parts(entry: Entry, table: int, lines: Sequence[BudgetLine]) -> Iterator[Finding]:
    for index, line in enumerate(lines):
        if line.total is None or line.basic is None or line.project is None:
            continue
        found = line.basic + line.project
        if found != line.total:
            place = entry.place("tables", table, "lines", index, "total")
            yield PARTS_SUM.at(place, name=line.name, sum=str(found), said=str(line.total))


def _subjects(entry: Entry, table: int, lines: Sequence[BudgetLine]) -> Iterator[Finding]:
    """A subject with subjects below it holds their sum: 类 of 款, 款 of 项."""
    below: dict[str, list[BudgetLine]] = defaultdict(list)
    for line in lines:
        if re.fullmatch(r"\d{5}|\d{7}", line.subject):
            below[line.subject[:-2]].append(line)
    for index, line in enumerate(lines):
        for column, label in (("total", "合计"), ("basic", "基本支出"), ("project", "项目支出")):
            said = getattr(line, column)
            parts = [getattr(each, column) for each in below.get(line.subject, ())]
            known = [each for each in parts if each is not None]
            if said is not None and known and len(known) == len(parts) and sum(known) != said:
                place = entry.place("tables", table, "lines", index, column)
                yield SUBJECT_SUM.at(place, name=line.name, column=label, said=str(said), sum=str(sum(known)))


def _official(entry: Entry, official: OfficialExpenses) -> Iterator[Finding]:
    found = official.abroad + official.purchase + official.running + official.reception
    if found != official.total:
        yield OFFICIAL_SUM.at(entry.place("official", "total"), sum=str(found), said=str(official.total))


EXAMPLE = """\
类型: 财政预决算
标题: 望溪区民政局2026年部门预算
索引号: {index_number}
发布机构: {organisation}
发布日期: {today}
公开目录: {node}
公开审查:
  审查人: 某某
  日期: {today}
  依据: 《中华人民共和国预算法》第十四条
年度: 2026
种类: 部门预算
批准日期: {today}
批准机关: 望溪区财政局
情况说明: 在这里写收支总体情况和增减变化的原因。
三公经费:
  总数: 3.5
  因公出国（境）费: 0
  公务用车购置费: 0
  公务用车运行费: 2.5
  公务接待费: 1
表格:
  - 表名: 一般公共预算支出表
    单位: 万元
    明细:
      - {{科目编码: 208, 科目名称: 社会保障和就业支出, 合计: 120, 基本支出: 100, 项目支出: 20}}
      - {{科目编码: 20802, 科目名称: 民政管理事务, 合计: 120, 基本支出: 100, 项目支出: 20}}
      - {{科目编码: 2080201, 科目名称: 行政运行, 合计: 100, 基本支出: 100, 项目支出: 0}}
      - {{科目编码: 2080299, 科目名称: 其他民政管理事务支出, 合计: 20, 基本支出: 0, 项目支出: 20}}
  - 表名: 政府性基金预算支出表
    说明: 本年度没有政府性基金预算收支。
"""

BUDGET = ContentType(
    key="budget",
    label="财政预决算",
    folder="budgets",
    fields=Budget,
    template="record.html",
    example=EXAMPLE,
    view=record_view,
    check=check,
    deadline=Deadline(20, "日", STATUTE, start="approved"),
    tabled=Tabled(rows="tables.lines"),
)
