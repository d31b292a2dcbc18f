"""The report as data: each indicator with what was looked at, how it came out, what it costs and the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from gkgen.checks.coverage import Coverage
from gkgen.findings import Place
from gkgen.schema.observations import Observation

Part: TypeAlias = Literal["单项否决", "扣分指标", "加分指标"]
Outcome: TypeAlias = Literal["符合", "扣分", "否决", "得分", "未得分", "不能检查", "不适用"]
PARTS: tuple[Part, ...] = ("单项否决", "扣分指标", "加分指标")

# What the four chapters of deductions can cost at most, and the bonus.
CHAPTERS: Mapping[str, int] = {"发布解读": 31, "办事服务": 25, "互动交流": 23, "功能设计": 21}
BONUS = 30
# Below the one a site fails; the bonus is looked at above the other.
PASS, GOOD = 60, 80


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was seen, in words; where a reader sees it, and where an editor mends it."""

    said: str
    address: str = ""
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """One indicator. `points` are deducted or gained; `most` is what could be, where gkgen can't tell."""

    part: Part
    chapter: str
    name: str
    asked: str
    examined: str
    outcome: Outcome
    points: Decimal = Decimal(0)
    most: Decimal = Decimal(0)
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Figures beside the indicators: a heading, column names, rows."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Inspection:
    name: str
    day: date
    results: tuple[Result, ...]
    coverage: Coverage
    tables: tuple[Table, ...]
    errors: int
    warnings: int

    def of(self, part: Part) -> tuple[Result, ...]:
        return tuple(each for each in self.results if each.part == part)

    @property
    def vetoes(self) -> tuple[Result, ...]:
        return tuple(each for each in self.results if each.outcome == "否决")

    @property
    def best(self) -> Decimal:
        """The score if all that can't be checked here is as it should be."""
        return plain(100 - sum((self.deducted(chapter) for chapter in CHAPTERS), Decimal(0)))

    @property
    def worst(self) -> Decimal:
        """The score if nothing of what can't be checked here is as it should be."""
        return plain(100 - sum((self._at_most(chapter) for chapter in CHAPTERS), Decimal(0)))

    @property
    def gained(self) -> Decimal:
        return plain(sum((each.points for each in self.of("加分指标")), Decimal(0)))

    def deducted(self, chapter: str) -> Decimal:
        own = (each.points for each in self.of("扣分指标") if each.chapter == chapter)
        return plain(min(Decimal(CHAPTERS[chapter]), sum(own, Decimal(0))))

    def _at_most(self, chapter: str) -> Decimal:
        own = (each.points + each.most for each in self.of("扣分指标") if each.chapter == chapter)
        return min(Decimal(CHAPTERS[chapter]), sum(own, Decimal(0)))


def plain(points: Decimal) -> Decimal:
    """Points as people write them: 2 and 2.5, never 2.0 nor 2E+1."""
    return points.quantize(Decimal(1)) if points == points.to_integral_value() else points.normalize()


def at(place: Place, said: str, address: str = "") -> Evidence:
    return Evidence(said, address, place.file, place.line)


def of_observations(observations: Iterable[Observation], most: int = 12) -> tuple[Evidence, ...]:
    """The faults of things, the worst first, and how many more there are."""
    faulty = sorted((each for each in observations if each.faults), key=lambda each: -len(each.faults))
    shown = [
        at(each.place, f"{each.title}：{'；'.join(each.faults)}", each.address) for each in faulty[:most]
    ]
    return (*shown, *more(len(faulty) - most))


def more(count: int) -> tuple[Evidence, ...]:
    return (Evidence(f"还有 {count} 处"),) if count > 0 else ()


def worst(observations: Iterable[Observation], sample: int) -> list[Observation]:
    """The sample that costs most: an inspector may draw just these."""
    return sorted((each for each in observations if each.faults), key=lambda each: -len(each.faults))[:sample]
