"""The report as a page for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gkgen.checks.coverage import DutyCover, NodeCover
from gkgen.inspecting.results import BONUS, CHAPTERS, PARTS, Inspection, Result
from gkgen.model import Closed, File, Page
from gkgen.schema.content_type import Site
from gkgen.stages.render import render, renderer

PAGE, JSON = "index.html", "inspection.json"


@dataclass(frozen=True, slots=True)
class Head:
    """What the template knows of the page itself: `base` is the site's public address, "" where it isn't told."""

    title: str
    base: str


@dataclass(frozen=True, slots=True)
class View:
    page: Head
    view: Any


@dataclass(frozen=True, slots=True)
class Area:
    """A group of duties or fields, and how many of them are covered."""

    title: str
    covers: tuple[DutyCover, ...]

    @property
    def covered(self) -> int:
        return sum(1 for each in self.covers if each.state == "有内容")


@dataclass(frozen=True, slots=True)
class ReportView:
    inspection: Inspection
    parts: tuple[tuple[str, tuple[tuple[str, str, tuple[Result, ...]], ...]], ...]
    areas: tuple[Area, ...]
    leaves: tuple[NodeCover, ...]
    unchecked: int


def page_file(inspection: Inspection, site: Site, themes: Iterable[Path]) -> File:
    """One HTML file that needs no other: it can be sent by post."""
    view = ReportView(
        inspection=inspection,
        parts=tuple((part, tuple(_chapters(inspection.of(part), inspection))) for part in PARTS),
        areas=tuple(_areas(inspection)),
        leaves=inspection.coverage.leaves(),
        unchecked=sum(1 for each in inspection.results if each.outcome == "不能检查"),
    )
    base = site.config.base_url.rstrip("/")
    head = Head(f"{inspection.name}检查指标自查报告", f"{base}/" if base else "")
    return render(Page(PAGE, "inspection.html", Closed(View(head, view))), renderer(themes))


def _chapters(
    results: Sequence[Result], inspection: Inspection
) -> Iterator[tuple[str, str, tuple[Result, ...]]]:
    for chapter in dict.fromkeys(each.chapter for each in results):
        own = tuple(each for each in results if each.chapter == chapter)
        if chapter in CHAPTERS and own[0].part == "扣分指标":
            said = f"满分 {CHAPTERS[chapter]}，扣 {inspection.deducted(chapter):f}"
        else:
            said = f"得 {sum(each.points for each in own):f}" if own[0].part == "加分指标" else ""
        yield chapter, said, own


def _areas(inspection: Inspection) -> Iterator[Area]:
    cover = inspection.coverage
    yield Area("《政府信息公开条例》第二十条", cover.article_20)
    if cover.article_21:
        yield Area("《政府信息公开条例》第二十一条", cover.article_21)
    yield Area("基层政务公开试点领域", cover.areas)


# ---------------------------------------------------------------- JSON


def json_file(inspection: Inspection) -> File:
    said = {
        "name": inspection.name,
        "day": str(inspection.day),
        "vetoes": [each.name for each in inspection.vetoes],
        "score": {"worst": float(inspection.worst), "best": float(inspection.best)},
        "deducted": {chapter: float(inspection.deducted(chapter)) for chapter in CHAPTERS},
        "bonus": {"gained": float(inspection.gained), "most": BONUS},
        "findings": {"errors": inspection.errors, "warnings": inspection.warnings},
        "results": [_result(each) for each in inspection.results],
        "coverage": {
            "nodes": [_node(each) for each in inspection.coverage.nodes],
            "article_20": [_duty(each) for each in inspection.coverage.article_20],
            "article_21": [_duty(each) for each in inspection.coverage.article_21],
            "areas": [_duty(each) for each in inspection.coverage.areas],
        },
        "tables": [
            {"title": each.title, "columns": each.columns, "rows": each.rows} for each in inspection.tables
        ],
    }
    return File(JSON, (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode())


def _result(result: Result) -> dict[str, object]:
    return {
        "part": result.part,
        "chapter": result.chapter,
        "name": result.name,
        "asked": result.asked,
        "examined": result.examined,
        "outcome": result.outcome,
        "points": float(result.points),
        "most": float(result.most),
        "evidence": [
            {"said": each.said, "address": each.address, "file": each.file, "line": each.line}
            for each in result.evidence
        ],
    }


def _node(cover: NodeCover) -> dict[str, object]:
    return {
        "code": cover.node.code,
        "way": cover.way,
        "leaf": cover.leaf,
        "state": cover.state,
        "total": cover.held.total,
        "in_force": cover.held.in_force,
        "newest": str(cover.held.newest or ""),
        "organisations": dict(cover.held.organisations),
        "file": cover.place.file,
        "line": cover.place.line,
    }


def _duty(cover: DutyCover) -> dict[str, object]:
    return {
        "word": cover.word,
        "title": cover.title,
        "state": cover.state,
        "in_force": cover.held.in_force,
        "newest": str(cover.held.newest or ""),
        "nodes": [each.node.code for each in cover.nodes],
        "organisations": dict(cover.held.organisations),
    }
