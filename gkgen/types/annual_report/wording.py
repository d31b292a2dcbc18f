"""What an annual report must say in words, and whether its words and its tables agree: R7, R9, R11 and the period of R10.

Sources: 条例第五十条 (the contents), 国办公开办函〔2021〕30号 (the six sections).
A number in the text is compared with a table only where the words before it name one thing that the table counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from gkgen.findings import Finding, Place, Text, warning
from gkgen.model import Entry
from gkgen.schema import passages_of
from gkgen.types.annual_report.tables import FORMAT

if TYPE_CHECKING:
    from gkgen.types.annual_report import AnnualReport

QUOTED = warning(
    "A807",
    Text(
        "这里写“{words}”，表里的{what}是 {number}",
        "the text says “{words}”; in the tables {what} is {number}",
    ),
    Text("核对正文和表格，改正写错的一处", "check the text against the table and mend the one that is wrong"),
    FORMAT,
)
NO_CHARGES = warning(
    "A809",
    Text(
        "“其他需要报告的事项”没有说信息处理费的情况",
        "the last section doesn't speak of information-processing fees",
    ),
    Text(
        "写明收取了多少，或者“本年度未收取信息处理费”",
        "say how much was charged, or that nothing was charged",
    ),
    FORMAT,
)
SAME_PROBLEMS = warning(
    "A810",
    Text(
        "“存在的主要问题及改进情况”和 {year} 年的一字不差",
        "the section on problems is word for word that of {year}",
    ),
    Text("写本年度自己的问题和改进", "write of this year's own problems and what was done"),
    FORMAT,
)
WRONG_PERIOD = warning(
    "A812",
    Text(
        "统计期限写的是“{words}”，报告是 {year} 年的",
        "the period is said to be “{words}” in the report of {year}",
    ),
    Text(
        "统计期限是报告年度的 1 月 1 日至 12 月 31 日", "the period is 1 January to 31 December of the year"
    ),
    FORMAT,
)
FEW_YEARS = warning(
    "A813",
    Text(
        "往年的报告还缺 {missing} 年的；近五年的报告应当都查得到",
        "the reports of {missing} aren't here; those of the last five years should be found",
    ),
    Text("补上文件，或者在“往年报告”里写它的网址", "add them, or give their addresses under earlier"),
    FORMAT,
)

_NUMBER = r"[^，。；、：:\d]{0,8}?(\d[\d,，]*)\s*(件|宗|起|份|个|项|条)"
_DECISIONS = r"\D{0,2}?(\d[\d,，]*)\s*(件|宗|起)"
# What the words must be for a number to speak of one cell; the longest are tried first.
_QUOTES: tuple[tuple[str, str], ...] = (
    (r"(?:新收|收到)[^，。；\d]{0,12}?(?:政府)?信息公开申请" + _NUMBER, "applications.received.total"),
    (r"(?:上年|上年度)结转[^，。；\d]{0,12}?" + _NUMBER, "applications.carried_in.total"),
    (r"结转(?:至)?下年度?[^，。；\d]{0,8}?" + _NUMBER, "applications.carried_out.total"),
    (r"行政复议[^，。；\d诉]{0,6}?" + _NUMBER, "disputes.reconsideration.total"),
    (r"行政诉讼[^，。；\d复]{0,6}?" + _NUMBER, "lawsuits"),
    (r"(?:制发|制定|印发|出台)(?:行政)?规范性文件" + _NUMBER, "disclosures.normative.issued"),
    (r"废止(?:行政)?规范性文件" + _NUMBER, "disclosures.normative.abolished"),
    (r"现行有效(?:的)?(?:行政)?规范性文件" + _NUMBER, "disclosures.normative.in_force"),
    (r"(?:作出|办理|办结|处理)行政许可(?:决定)?" + _DECISIONS, "disclosures.permits"),
    (r"(?:作出|办理|办结|处理)行政处罚(?:决定)?" + _DECISIONS, "disclosures.penalties"),
    (r"(?:作出|办理|办结|处理)行政强制(?:决定)?" + _DECISIONS, "disclosures.coercion"),
)
_PERIOD = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日起?[至到—-]+(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
_NAMES: Mapping[str, str] = {
    "applications.received.total": "本年新收申请总计",
    "applications.carried_in.total": "上年结转总计",
    "applications.carried_out.total": "结转下年度总计",
    "disputes.reconsideration.total": "行政复议总计",
    "lawsuits": "两种行政诉讼的总计",
    "disclosures.normative.issued": "规范性文件本年制发件数",
    "disclosures.normative.abolished": "规范性文件本年废止件数",
    "disclosures.normative.in_force": "规范性文件现行有效件数",
    "disclosures.permits": "行政许可处理决定数量",
    "disclosures.penalties": "行政处罚处理决定数量",
    "disclosures.coercion": "行政强制处理决定数量",
}
KEPT_YEARS = 5


def words(entry: Entry) -> Iterator[Finding]:
    """R7, R9 and the period of R10: what one report says."""
    report: AnnualReport = entry.fields
    for passage in passages_of(entry, type(report)):
        if passage.path[0] in ("preface", "overview", "other"):
            yield from _quoted(passage.text, report, passage.at)
            yield from _period(passage.text, report, passage.at)
    if report.other and not re.search(r"(?:信息)?处理费|收费", report.other):
        yield NO_CHARGES.at(entry.place("other"))


def same_problems(entry: Entry, before: Entry) -> Iterator[Finding]:
    now, then = ("".join(each.fields.problems.split()) for each in (entry, before))
    if now and now == then:
        yield SAME_PROBLEMS.at(entry.place("problems"), year=before.fields.year)


def years_kept(entry: Entry, years: set[int]) -> Iterator[Finding]:
    """Told once, at the newest report of a body: `years` are those of which it has a report or an address."""
    newest: int = entry.fields.year
    missing = sorted(set(range(newest - KEPT_YEARS + 1, newest)) - years)
    if missing:
        yield FEW_YEARS.at(entry.place("year"), missing="、".join(map(str, missing)))


def _quoted(text: str, report: AnnualReport, at: Callable[[int], Place]) -> Iterator[Finding]:
    for pattern, way in _QUOTES:
        number = _number(report, way)
        if number is None:
            continue
        for found in re.finditer(pattern, text):
            said = int(re.sub(r"\D", "", found[1]))
            if said != number and not _of_another_year(text, found.start(), report.year):
                place = at(found.start(1))
                yield QUOTED.at(place, words=found[0], what=_NAMES[way], number=number)


def _of_another_year(text: str, start: int, year: int) -> bool:
    """Whether the sentence speaks of a year that isn't the report's."""
    sentence = re.split(r"[。；\n]", text[:start])[-1]
    named = re.findall(r"(\d{4})年", sentence)
    return bool(named and int(named[-1]) != year) or bool(
        re.search(r"上年(?!结转|度结转)|去年|同比", sentence)
    )


def _number(report: AnnualReport, way: str) -> int | None:
    if way == "lawsuits":
        one, other = (_number(report, f"disputes.{key}.total") for key in ("direct", "after"))
        return None if one is None or other is None else one + other
    value: object = report
    for name in way.split("."):
        value = None if value is None else getattr(value, name)
    return value if isinstance(value, int) else None


def _period(text: str, report: AnnualReport, at: Callable[[int], Place]) -> Iterator[Finding]:
    for found in _PERIOD.finditer(text):
        told = tuple(int(part or found[1]) for part in found.groups())
        about = re.search(r"统计(?:期限|时间)|数据", text[max(0, found.start() - 30) : found.start()])
        if about and told != (report.year, 1, 1, report.year, 12, 31):
            yield WRONG_PERIOD.at(at(found.start()), words=found[0], year=report.year)
