"""Figures beside the indicators: how soon information became public, how much there is of each kind and year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from statistics import median

from gkgen.inspecting.examined import Examined
from gkgen.inspecting.results import Table
from gkgen.model import Entry
from gkgen.schema import Site

# 条例第二十六条
_TERM = 20


def tables(examined: Examined) -> Iterator[Table]:
    yield _timeliness(examined.site)
    yield _by_kind_and_year(examined.site)


def _timeliness(site: Site) -> Table:
    """Working days from 成文 to 发布 by organisation. What a year without a published calendar touches isn't counted."""
    days: defaultdict[str, list[int]] = defaultdict(list)
    unknown: Counter[str] = Counter()
    for entry in site.entries:
        publisher = site.publisher_of(entry)
        if publisher is None or entry.fields.published is None or entry.fields.written is None:
            continue
        taken = _taken(entry, site)
        if taken is None:
            unknown[publisher.title] += 1
        else:
            days[publisher.title].append(taken)
    rows = [
        (
            name,
            str(len(days[name])),
            f"{median(days[name]):g}" if days[name] else "—",
            str(max(days[name], default="—")),
            str(sum(1 for each in days[name] if each > _TERM)),
            str(unknown[name]),
        )
        for name in sorted({*days, *unknown})
    ]
    columns = (
        "机构",
        "条数",
        "中位数（工作日）",
        "最长（工作日）",
        f"超过{_TERM}个工作日",
        "放假安排未公布，不计",
    )
    return Table("公开及时性：从成文到发布", columns, tuple(rows))


def _taken(entry: Entry, site: Site) -> int | None:
    written, published = entry.fields.written, entry.fields.published
    return site.calendar.working_days_between(written, published) if published >= written else 0


def _by_kind_and_year(site: Site) -> Table:
    counts: Counter[tuple[str, str]] = Counter()
    for entry in site.entries:
        kind = site.types[entry.kind]
        if kind.listed:
            counts[kind.label, str(entry.fields.published or "")[:4] or "无日期"] += 1
    years = sorted({year for _, year in counts}, key=lambda year: (year.isdigit(), year), reverse=True)
    kinds = [kind.label for kind in site.types.values() if any(counts[kind.label, year] for year in years)]
    rows = tuple(
        (
            kind,
            *(str(counts[kind, year] or "") for year in years),
            str(sum(counts[kind, year] for year in years)),
        )
        for kind in dict.fromkeys(kinds)
    )
    return Table("公开信息的数量", ("类别", *years, "合计"), rows)
