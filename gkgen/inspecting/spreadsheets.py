"""The report as CSV: the indicators, and what is covered by organisation, with the mark that spreadsheets need."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from gkgen.inspecting.results import Evidence, Inspection, Result
from gkgen.model import File

INDICATORS, COVERAGE = "inspection.csv", "coverage.csv"


def csv_files(inspection: Inspection) -> tuple[File, File]:
    """The indicators, and the catalogue, the duties and the fields by organisation; UTF-8 with the mark that
    spreadsheets need."""
    return (
        _csv(INDICATORS, _HEADINGS, [_line(each) for each in inspection.results]),
        _csv(
            COVERAGE,
            ("范围", "项目", "状态", "现行有效", "最近更新", "目录", "机构", "条数"),
            list(_covers(inspection)),
        ),
    )


_HEADINGS = ("部分", "类", "指标", "要求", "检查了什么", "结果", "分值", "不能检查的最高分值", "依据")


def _line(result: Result) -> tuple[str, ...]:
    sign = -result.points if result.part == "扣分指标" and result.points else result.points
    return (
        result.part,
        result.chapter,
        result.name,
        result.asked,
        result.examined,
        result.outcome,
        f"{sign:f}",
        f"{result.most:f}",
        "\n".join(evidence_said(each) for each in result.evidence),
    )


def evidence_said(evidence: Evidence) -> str:
    place = f"{evidence.file}:{evidence.line}" if evidence.line else evidence.file
    return " ".join(each for each in (evidence.said, evidence.address, place) if each)


def _covers(inspection: Inspection) -> Iterator[tuple[str, ...]]:
    """A line for each organisation that has content; one line without where there is none."""
    cover = inspection.coverage
    for each in cover.nodes:
        way = " › ".join(each.way)
        yield from _lines(
            "公开目录",
            way,
            each.state,
            each.held.in_force,
            each.held.newest,
            each.node.code,
            each.held.organisations,
        )
    groups = (("第二十条", cover.article_20), ("第二十一条", cover.article_21), ("试点领域", cover.areas))
    for name, duties in groups:
        for duty in duties:
            codes = "、".join(each.node.code for each in duty.nodes)
            title = duty.word if duty.word == duty.title else f"{duty.word} {duty.title}"
            yield from _lines(
                name, title, duty.state, duty.held.in_force, duty.held.newest, codes, duty.held.organisations
            )


def _lines(  # noqa: PLR0913, PLR0917 — the columns
    scope: str,
    title: str,
    state: str,
    in_force: int,
    newest: object,
    codes: str,
    organisations: Sequence[tuple[str, int]],
) -> Iterator[tuple[str, ...]]:
    for name, count in organisations or (("", 0),):
        yield scope, title, state, str(in_force), str(newest or ""), codes, name, str(count)


def _csv(name: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> File:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([[_plain(cell) for cell in row] for row in rows])
    return File(name, b"\xef\xbb\xbf" + text.getvalue().encode())


def _plain(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula is a text; a negative number stays one."""
    try:
        float(cell)
    except ValueError:
        return f"'{cell}" if cell[:1] in "=+-@\t" and cell else cell
    return cell
