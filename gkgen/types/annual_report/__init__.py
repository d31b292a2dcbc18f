"""Annual report (政府信息公开工作年度报告): six sections, tables 2 to 4 as data (条例第四十九、五十条)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from gkgen.findings import Finding, Text, error
from gkgen.model import Entry, Link
from gkgen.schema import ContentType, Disclosed, Field, Site, fields_of
from gkgen.schema.common import OPEN
from gkgen.schema.fields import matching
from gkgen.schema.forms import WEB_ADDRESS
from gkgen.schema.owing import Deadline, Recurring
from gkgen.schema.tabled import Tabled
from gkgen.types.annual_report.arithmetic import across, within
from gkgen.types.annual_report.tables import (
    FORMAT,
    RESULTS,
    Applicants,
    Applications,
    Disclosures,
    Disputes,
    Outcomes,
)
from gkgen.types.annual_report.wording import same_problems, words, years_kept

STATUTE = "条例第五十条"
DUE = "条例第四十九条、第五十条"

_OFFICE = re.compile(r"(?:办公室|办公厅|局|委员会|中心)$")

BAD_YEAR = error(
    "A814",
    Text("“{value}”不是报告的年度", "“{value}” is not a year of a report"),
    Text("写四位数的年份，例如 2025", "write the year in four figures, like 2025"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A report of an earlier year that stands elsewhere."""

    year: Annotated[int, Field("年度")]
    link: Annotated[str, Field("网址", form=WEB_ADDRESS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualReport(Disclosed):
    year: Annotated[int, Field("年度", aliases=("报告年度",), form=matching(BAD_YEAR, r"20\d\d"))]
    level: Annotated[
        Literal["政府", "部门"], Field("报告主体", hint="政府 3 月 31 日前、部门 1 月 31 日前公布")
    ]
    preface: Annotated[str, Field("前言", aliases=("概述",), hint="编制依据、统计期限、联系方式")] = ""
    overview: Annotated[str, Field("总体情况", aliases=("一、总体情况",), expected=STATUTE)] = ""
    disclosures: Annotated[
        Disclosures | None,
        Field("主动公开政府信息情况", aliases=("表二", "二、主动公开政府信息情况"), expected=STATUTE),
    ] = None
    applications: Annotated[
        Applications | None,
        Field(
            "收到和处理政府信息公开申请情况",
            aliases=("表三", "三、收到和处理政府信息公开申请情况"),
            expected=STATUTE,
        ),
    ] = None
    disputes: Annotated[
        Disputes | None,
        Field(
            "政府信息公开行政复议、行政诉讼情况",
            aliases=("表四", "行政复议、行政诉讼情况"),
            expected=STATUTE,
        ),
    ] = None
    problems: Annotated[
        str, Field("存在的主要问题及改进情况", aliases=("五、存在的主要问题及改进情况",), expected=STATUTE)
    ] = ""
    other: Annotated[
        str,
        Field(
            "其他需要报告的事项",
            aliases=("六、其他需要报告的事项",),
            hint="信息处理费的情况写在这里",
            expected=FORMAT,
        ),
    ] = ""
    earlier: Annotated[tuple[Earlier, ...], Field("往年报告")] = ()


@dataclass(frozen=True, slots=True)
class AnnualReportView:
    """The tables drawn from their declarations: a row is its label and its cells, "" where nothing was written.

    `received` are items 一 and 二 of table 3, `results` the rows of 三 by their heads, `left` is item 四.
    """

    fields: AnnualReport
    applicants: tuple[str, ...]
    outcomes: tuple[str, ...]
    received: tuple[TableRow, ...]
    results: tuple[tuple[str, tuple[TableRow, ...]], ...]
    left: TableRow | None
    disputes: tuple[TableRow, ...]
    years: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TableRow:
    label: str
    cells: tuple[str, ...]


def view(entry: Entry, site: Site) -> AnnualReportView:
    report: AnnualReport = entry.fields
    table = report.applications or Applications()
    disputes = report.disputes or Disputes()
    return AnnualReportView(
        fields=report,
        applicants=tuple(spec.about.label for spec in fields_of(Applicants)),
        outcomes=tuple(spec.about.label for spec in fields_of(Outcomes)),
        received=(
            _row("一、本年新收政府信息公开申请数量", table.received),
            _row("二、上年结转政府信息公开申请数量", table.carried_in),
        ),
        results=tuple(
            (head, tuple(_row(label, getattr(table, key)) for key, label in rows)) for head, rows in RESULTS
        ),
        left=_row("四、结转下年度继续办理", table.carried_out),
        disputes=tuple(_row(spec.about.label, getattr(disputes, spec.key)) for spec in fields_of(Disputes)),
        years=tuple(_years(entry, site)),
    )


def _row(label: str, row: Applicants | Outcomes | None) -> TableRow:
    return TableRow(label, tuple("" if cell is None else str(cell) for cell in row.cells()) if row else ())


def _years(entry: Entry, site: Site) -> Iterator[Link]:
    """The other reports of the same body, newest first, those that stand elsewhere at the end."""
    for other in _family(entry, site):
        yield Link(f"{other.fields.year}年", other.address)
    for each in sorted(entry.fields.earlier, key=lambda each: each.year, reverse=True):
        yield Link(f"{each.year}年", each.link)


def _family(entry: Entry, site: Site) -> list[Entry]:
    """The disclosed reports of the body that published this one, newest first, this one among them."""
    publisher = site.publisher_of(entry)
    published = site.by_publisher.get(publisher.id, ()) if publisher else ()
    own = [
        each.entry for each in published if each.kind == entry.kind and each.entry.fields.disclosure == OPEN
    ]
    return sorted(own, key=lambda each: (-each.fields.year, each.id))


def due_day(entry: Entry, _site: Site) -> date | None:
    """By when a report is to be public: 条例第四十九条 (departments), 第五十条 (governments)."""
    report = entry.fields
    if not isinstance(report, AnnualReport):
        return None
    return date(report.year + 1, 3, 31) if report.level == "政府" else date(report.year + 1, 1, 31)


def told(said: Mapping[str, str]) -> dict[str, str]:
    """A report's year by its title, its title by its publisher and year, and whose report it is by the name."""
    publisher, title = said.get("publisher", ""), said.get("title", "")
    named = re.search(r"(20\d\d)\s*年", title)
    year = said.get("year", named[1] if named else "")
    found = {"year": year} if year else {}
    if publisher and year:
        found["title"] = f"{publisher}{year}年政府信息公开工作年度报告"
    if publisher or title:
        found["level"] = (
            "政府" if "人民政府" in (publisher or title) and not _OFFICE.search(publisher) else "部门"
        )
    return found


def check(entry: Entry, site: Site) -> Iterator[Finding]:
    if entry.fields.disclosure != OPEN:
        return
    yield from within(entry)
    yield from words(entry)
    family = _family(entry, site)
    before = next((each for each in family if each.fields.year == entry.fields.year - 1), None)
    if before is not None:
        yield from across(entry, before)
        yield from same_problems(entry, before)
    if family and family[0] is entry:
        elsewhere = {each.year for report in family for each in report.fields.earlier}
        yield from years_kept(entry, elsewhere | {each.fields.year for each in family})


EXAMPLE = """\
类型: 政府信息公开年报
标题: 望溪区民政局2025年政府信息公开工作年度报告
索引号: {index_number}
发布机构: {organisation}
发布日期: {today}
公开目录: {node}
公开审查:
  审查人: 某某
  日期: {today}
  依据: 《中华人民共和国政府信息公开条例》第五十条
年度: 2025
报告主体: 部门
迟延原因: 示例文件，请改成实际情况
前言: |
  本报告根据《中华人民共和国政府信息公开条例》编制，数据统计期限自2025年1月1日起至2025年12月31日止。
  对报告有疑问的，可以与本机关联系，电话 0100-2000002。
总体情况: |
  本年度新收政府信息公开申请3件，全部按期答复。
表二:
  规章: 0 0 0
  行政规范性文件: 2 1 12
  行政许可: 86
  行政处罚: 4
  行政强制: 0
  行政事业性收费: 0
表三:
  本年新收: 3 0 0 0 0 0 3
  上年结转: 0 0 0 0 0 0 0
  予以公开: 2 0 0 0 0 0 2
  部分公开: 0 0 0 0 0 0 0
  属于国家秘密: 0 0 0 0 0 0 0
  其他法律行政法规禁止公开: 0 0 0 0 0 0 0
  危及“三安全一稳定”: 0 0 0 0 0 0 0
  保护第三方合法权益: 0 0 0 0 0 0 0
  属于三类内部事务信息: 0 0 0 0 0 0 0
  属于四类过程性信息: 0 0 0 0 0 0 0
  属于行政执法案卷: 0 0 0 0 0 0 0
  属于行政查询事项: 0 0 0 0 0 0 0
  本机关不掌握相关政府信息: 1 0 0 0 0 0 1
  没有现成信息需要另行制作: 0 0 0 0 0 0 0
  补正后申请内容仍不明确: 0 0 0 0 0 0 0
  信访举报投诉类申请: 0 0 0 0 0 0 0
  重复申请: 0 0 0 0 0 0 0
  要求提供公开出版物: 0 0 0 0 0 0 0
  无正当理由大量反复申请: 0 0 0 0 0 0 0
  要求行政机关确认或重新出具已获取信息: 0 0 0 0 0 0 0
  申请人无正当理由逾期不补正: 0 0 0 0 0 0 0
  申请人逾期未按收费通知要求缴纳费用: 0 0 0 0 0 0 0
  其他处理: 0 0 0 0 0 0 0
  办理结果总计: 3 0 0 0 0 0 3
  结转下年度继续办理: 0 0 0 0 0 0 0
表四:
  行政复议: 0 0 0 0 0
  未经复议直接起诉: 0 0 0 0 0
  复议后起诉: 0 0 0 0 0
存在的主要问题及改进情况: |
  主动公开的内容更新还不够及时。下一年度将按月核对各栏目的更新情况。
其他需要报告的事项: 本年度未收取信息处理费。
往年报告:
  - {{年度: 2024, 网址: "https://www.wangxi.example/nb/2024.html"}}
  - {{年度: 2023, 网址: "https://www.wangxi.example/nb/2023.html"}}
  - {{年度: 2022, 网址: "https://www.wangxi.example/nb/2022.html"}}
  - {{年度: 2021, 网址: "https://www.wangxi.example/nb/2021.html"}}
"""

ANNUAL_REPORT = ContentType(
    key="annual-report",
    label="政府信息公开年报",
    folder="annual-reports",
    fields=AnnualReport,
    template="annual_report.html",
    example=EXAMPLE,
    view=view,
    check=check,
    deadline=Deadline(0, "日", DUE, by=due_day),
    recurring=Recurring("year", DUE),
    tabled=Tabled(told=told),
)
