"""Whether the numbers of an annual report agree, within the tables and with the year before.

The rules are those of the form itself (国办公开办函〔2021〕30号: “第一项加第二项之和，等于第三项加第四项之和”) and of the
checks that the receiving offices run over the reports: R1 to R6 and R8. A cell that says nothing takes part in no
sum: it is told by itself, and never taken for 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gkgen.findings import Finding, Rule, Text, error, warning
from gkgen.model import Entry
from gkgen.schema import fields_of
from gkgen.types.annual_report.tables import ANSWERS, FORMAT, Applicants, Documents, Outcomes, rows_of

if TYPE_CHECKING:
    from gkgen.types.annual_report import AnnualReport

BALANCE = error(
    "A801",
    Text(
        "“{column}”一列：本年新收 {received} 加上年结转 {carried_in} 等于 {left}，办理结果总计 {handled} 加结转下年度 {carried_out} 等于 {right}",
        "column “{column}”: received {received} + carried in {carried_in} = {left}, but handled {handled} + carried out {carried_out} = {right}",
    ),
    Text("核对这一列的数", "check the numbers of this column"),
    FORMAT,
)
ANSWERS_SUM = error(
    "A802",
    Text(
        "“{column}”一列：（一）至（六）各项合计 {sum}，（七）总计写的是 {total}",
        "column “{column}”: items (1) to (6) add up to {sum}; the total (7) says {total}",
    ),
    Text("核对这一列的各项和总计", "check the items and the total of this column"),
    FORMAT,
)
ROW_SUM = error(
    "A803",
    Text(
        "“{row}”一行：六类申请人合计 {sum}，总计写的是 {total}",
        "row “{row}”: the six kinds of applicant add up to {sum}; the total says {total}",
    ),
    Text("核对这一行的各格和总计", "check the cells and the total of this row"),
    FORMAT,
)
OUTCOME_SUM = error(
    "A804",
    Text(
        "“{row}”：四种结果合计 {sum}，总计写的是 {total}",
        "“{row}”: the four outcomes add up to {sum}; the total says {total}",
    ),
    Text("核对各种结果和总计", "check the outcomes and the total"),
    FORMAT,
)
CARRIED = error(
    "A805",
    Text(
        "“{column}”一列：上年结转写的是 {now}，{year} 年报告的结转下年度是 {then}（{file}）",
        "column “{column}”: carried in says {now}; the report of {year} carried out {then} ({file})",
    ),
    Text(
        "两年的报告要接得上，核对是哪一年写错了", "the two reports must agree: check which of them is wrong"
    ),
    FORMAT,
)
IN_FORCE = warning(
    "A806",
    Text(
        "“{row}”现行有效写的是 {now}；按 {year} 年的 {then}，加本年制发 {issued}、减本年废止 {abolished}，应当是 {due}",
        "“{row}”: {now} in force; from {then} in {year}, {issued} made and {abolished} abolished, it should be {due}",
    ),
    Text(
        "核对三个数；有其他原因的，在总体情况里说明",
        "check the three numbers, or say in the overview why they differ",
    ),
    FORMAT,
)
EMPTY_CELL = error(
    "A808",
    Text("“{row}”的“{column}”没有数", "“{column}” of “{row}” has no number"),
    Text("没有的写 0；空格和“/”不算 0", "write 0 where there is none; a blank or “/” isn't 0"),
    FORMAT,
)


def within(entry: Entry) -> Iterator[Finding]:
    """R1 to R4 and R8: what must agree inside one report, and that no cell of it is blank."""
    report: AnnualReport = entry.fields
    yield from _empty_disclosures(entry)
    yield from _empty(entry)
    yield from _columns(entry)
    for table, rule in (("applications", ROW_SUM), ("disputes", OUTCOME_SUM)):
        value = getattr(report, table)
        for key, row in rows_of(value) if value is not None else ():
            if row is not None:
                yield from _row(entry, (table, key), row, rule)


def across(entry: Entry, before: Entry) -> Iterator[Finding]:
    """R5 and R6: what must agree with the report of the year before."""
    now, then = entry.fields, before.fields
    if now.applications is not None and then.applications is not None:
        yield from _carried(entry, now.applications.carried_in, before, then.applications.carried_out)
    if now.disclosures is not None and then.disclosures is not None:
        for key in ("rules", "normative"):
            yield from _in_force(
                entry, key, getattr(now.disclosures, key), getattr(then.disclosures, key), then.year
            )


def _label(declaration: type, key: str) -> str:
    return next(spec.about.label for spec in fields_of(declaration) if spec.key == key)


def _empty(entry: Entry) -> Iterator[Finding]:
    """Every cell of tables 3 and 4 holds a whole number; a table that isn't there at all is told by its field."""
    for table in ("applications", "disputes"):
        value = getattr(entry.fields, table)
        if value is None:
            continue
        for spec in fields_of(type(value)):
            row = getattr(value, spec.key)
            kind = Applicants if table == "applications" else Outcomes
            for cell in fields_of(kind):
                number = None if row is None else getattr(row, cell.key)
                if number is None or number < 0:
                    yield EMPTY_CELL.at(
                        entry.place(table, spec.key, cell.key), row=spec.about.label, column=cell.about.label
                    )


def _empty_disclosures(entry: Entry) -> Iterator[Finding]:
    """The cells of table 2; a document row is one field with three."""
    table = entry.fields.disclosures
    for spec in fields_of(type(table)) if table is not None else ():
        value = getattr(table, spec.key)
        cells = fields_of(Documents) if spec.key in ("rules", "normative") else ()
        for cell in cells:
            if value is None or getattr(value, cell.key) is None:
                place = entry.place("disclosures", spec.key, cell.key)
                yield EMPTY_CELL.at(place, row=spec.about.label, column=cell.about.label)
        if not cells and value is None:
            place = entry.place("disclosures", spec.key)
            column = "本年收费金额" if spec.key == "fees" else "本年处理决定数量"
            yield EMPTY_CELL.at(place, row=spec.about.label, column=column)


def _columns(entry: Entry) -> Iterator[Finding]:
    table = entry.fields.applications
    if table is None:
        return
    rows = dict(rows_of(table))
    for spec in fields_of(Applicants):
        cells = {key: None if row is None else getattr(row, spec.key) for key, row in rows.items()}
        yield from _balance(entry, spec.about.label, cells)
        answers = [cells[key] for key in ANSWERS]
        total = cells["handled"]
        known = [each for each in answers if each is not None]
        if total is not None and len(known) == len(answers) and sum(known) != total:
            place = entry.place("applications", "handled", spec.key)
            yield ANSWERS_SUM.at(place, column=spec.about.label, sum=sum(known), total=total)


def _balance(entry: Entry, column: str, cells: dict[str, int | None]) -> Iterator[Finding]:
    four = [cells[key] for key in ("received", "carried_in", "handled", "carried_out")]
    known = [each for each in four if each is not None]
    if len(known) < len(four):
        return
    received, carried_in, handled, carried_out = known
    if received + carried_in != handled + carried_out:
        yield BALANCE.at(
            entry.place("applications", "carried_out"),
            column=column,
            received=received,
            carried_in=carried_in,
            left=received + carried_in,
            handled=handled,
            carried_out=carried_out,
            right=handled + carried_out,
        )


def _row(entry: Entry, way: tuple[str, str], row: Applicants | Outcomes, rule: Rule) -> Iterator[Finding]:
    *parts, total = row.cells()
    known = [each for each in parts if each is not None]
    if total is None or len(known) < len(parts) or sum(known) == total:
        return
    label = _label(type(getattr(entry.fields, way[0])), way[1])
    yield rule.at(entry.place(*way, "total"), row=label, sum=sum(known), total=total)


def _carried(
    entry: Entry, now: Applicants | None, before: Entry, then: Applicants | None
) -> Iterator[Finding]:
    if now is None or then is None:
        return
    for spec in fields_of(Applicants):
        one, other = getattr(now, spec.key), getattr(then, spec.key)
        if one is not None and other is not None and one != other:
            place = entry.place("applications", "carried_in", spec.key)
            label, year = spec.about.label, before.fields.year
            yield CARRIED.at(place, column=label, now=one, then=other, year=year, file=before.path)


def _in_force(
    entry: Entry, key: str, now: Documents | None, then: Documents | None, year: int
) -> Iterator[Finding]:
    if now is None or then is None or then.in_force is None or None in now.cells():
        return
    issued, abolished, in_force = (each or 0 for each in now.cells())
    due = then.in_force + issued - abolished
    if in_force != due:
        label = _label(type(entry.fields.disclosures), key)
        yield IN_FORCE.at(
            entry.place("disclosures", key),
            row=label,
            now=in_force,
            then=then.in_force,
            issued=issued,
            abolished=abolished,
            due=due,
            year=year,
        )
