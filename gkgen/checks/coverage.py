"""Which nodes of the catalogue, duties of articles 20 and 21 and pilot fields have content in force, are blank, or stale.

Sources: 条例第二十条、第二十一条、第五十三条 (不及时更新公开内容), 国办发〔2019〕54号, and the terms of 国办秘函〔2019〕19号: news
within two weeks, notices, documents and interpretations within six months. A node without a term is never stale.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

from gkgen.findings import Finding, Place, Text, warning
from gkgen.model import CatalogueNode
from gkgen.schema import Site, Subject, TimeLimit
from gkgen.schema.content_type import ENDED, PUBLISHER, path_of
from gkgen.schema.duties import ARTICLE_20, duties_of_level, duties_said
from gkgen.schema.vocabularies import AREAS
from gkgen.workdays import months_after

INDICATORS = "国办秘函〔2019〕19号，栏目不更新、其他栏目"
NEEDED_BLANK = warning(
    "V801",
    Text("“{title}”必须有内容，现在是空白", "“{title}” must have content and is blank"),
    Text(
        "在内容的“公开目录”里写 {code}，或者删去“必须有内容”",
        "write {code} under 公开目录 of an entry, or delete 必须有内容",
    ),
    INDICATORS,
)
STALE = warning(
    "V802",
    Text(
        "“{title}”应当每 {limit} 更新，最近一次是 {newest}",
        "“{title}” is to be updated every {limit}; the last time was {newest}",
    ),
    Text(
        "发布新的内容，或者核对“栏目类型”和“更新周期”",
        "publish what is new, or check 栏目类型 and 更新周期",
    ),
    INDICATORS,
)

State: TypeAlias = Literal["有内容", "未更新", "无现行内容", "空白"]
# The terms of the indicators by the kind of the column.
TERMS: Mapping[str, TimeLimit] = {
    "动态要闻": TimeLimit(number=14, unit="日"),
    "通知公告": TimeLimit(number=6, unit="月"),
    "政策文件": TimeLimit(number=6, unit="月"),
    "政策解读": TimeLimit(number=6, unit="月"),
    "数据发布": TimeLimit(number=6, unit="月"),
}


@dataclass(frozen=True, slots=True)
class Held:
    """What a node, a duty or a field holds: all of it, what is in force, the day of the last change, by whom."""

    total: int
    in_force: int
    newest: date | None
    organisations: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class NodeCover:
    """A node with all below it. `term` is how often it must be updated, None where nobody asks for it."""

    node: CatalogueNode
    way: tuple[str, ...]
    column: str
    term: TimeLimit | None
    held: Held
    state: State
    place: Place

    @property
    def leaf(self) -> bool:
        return not self.node.children


@dataclass(frozen=True, slots=True)
class DutyCover:
    """One item of the statute, or one pilot field, and the nodes that fulfil it."""

    word: str
    title: str
    nodes: tuple[NodeCover, ...]
    held: Held
    state: State


@dataclass(frozen=True, slots=True)
class Coverage:
    nodes: tuple[NodeCover, ...]
    article_20: tuple[DutyCover, ...]
    article_21: tuple[DutyCover, ...]
    areas: tuple[DutyCover, ...]
    organisations: tuple[str, ...]

    def leaves(self) -> tuple[NodeCover, ...]:
        return tuple(each for each in self.nodes if each.leaf)


def check(site: Site) -> Iterator[Finding]:
    for cover in _nodes(site):
        value = cover.node.value
        if value.needed and cover.state in ("空白", "无现行内容"):
            yield NEEDED_BLANK.at(cover.place, title=cover.node.title, code=cover.node.code)
        elif cover.state == "未更新" and cover.term is not None:
            newest = str(cover.held.newest)
            yield STALE.at(cover.place, title=cover.node.title, limit=cover.term.said(), newest=newest)


def coverage(site: Site) -> Coverage:
    nodes = tuple(_nodes(site))
    duties, areas = _labels(site)
    level = duties_of_level(site.config.level)
    known = site.config.vocabularies()[AREAS]
    titles = sorted({name for each in nodes for name, _ in each.held.organisations})
    return Coverage(
        nodes=nodes,
        article_20=tuple(_duty(word, title, duties, nodes, site) for word, title in ARTICLE_20.items()),
        article_21=tuple(_duty(word, title, duties, nodes, site) for word, title in level.items()),
        areas=tuple(_duty(word, word, areas, nodes, site) for word in known),
        organisations=tuple(titles),
    )


def _nodes(site: Site) -> Iterator[NodeCover]:
    """Every node in the catalogue's order, held against its term with all that stands below it."""
    below = _below(site)
    for code, node in site.catalogue.items():
        value = node.value
        held = _held(below[code], site)
        term = value.update or TERMS.get(value.column or "")
        yield NodeCover(
            node=node,
            way=tuple(each.title for each in path_of(node, site)),
            column=value.column or "",
            term=term,
            held=held,
            state=_state(held, term, site.now),
            place=node.entry.place(*node.path, "title"),
        )


def _below(site: Site) -> Mapping[str, list[Subject]]:
    """What stands in each node or below it, each thing once."""
    found: dict[str, dict[str, Subject]] = {
        code: {each.address: each for each in site.by_node.get(code, ())} for code in site.catalogue
    }
    for node in sorted(site.catalogue.values(), key=lambda each: -each.depth):
        if node.parent is not None:
            found[node.parent] |= found[node.code]
    return {code: list(held.values()) for code, held in found.items()}


def _held(subjects: Iterable[Subject], site: Site) -> Held:
    every = list(subjects)
    current = [each for each in every if is_in_force(each, site)]
    days = [day for each in every if (day := last_change(each, site.now)) is not None]
    publishers = Counter(found.title for each in current if (found := _body(each, site)) is not None)
    return Held(len(every), len(current), max(days, default=None), tuple(sorted(publishers.items())))


def _body(subject: Subject, site: Site) -> Subject | None:
    """Whose content it is: the publisher's; a body's own page is its own."""
    return subject if subject.kind == PUBLISHER else site.publisher_of(subject.entry)


def is_in_force(subject: Subject, site: Site) -> bool:
    fields = subject.entry.fields
    return fields.withdrawn is None and site.validity_of(subject.entry) not in ENDED


def last_change(subject: Subject, now: date) -> date | None:
    """The last day that a reader is told of: published, or changed. What bears no date counts as not updated."""
    fields = subject.entry.fields
    days = [day for day in (fields.published, fields.changed) if day is not None and day <= now]
    return max(days, default=None)


def _state(held: Held, term: TimeLimit | None, now: date) -> State:
    if not held.total:
        return "空白"
    if term is not None and (held.newest is None or held.newest < before(now, term)):
        return "未更新"
    return "有内容" if held.in_force else "无现行内容"


def before(day: date, limit: TimeLimit) -> date:
    """The day that lies so long before another; working days as the weeks that they fill."""
    if limit.unit in ("月", "年"):
        months = limit.number * (12 if limit.unit == "年" else 1)
        return months_after(day, -months)
    days = -(-limit.number * 7 // 5) if limit.unit == "工作日" else limit.number
    return day - timedelta(days=days if limit.unit in ("工作日", "日") else 1)


# ---------------------------------------------------------------- duties and fields


def _labels(site: Site) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    """The duties and the fields of each node: its own, else those of the node above it.

    A node's own are those that it names; of article 20 also those that its 公开依据 names, and a field by its title.
    """
    duties: dict[str, tuple[str, ...]] = {}
    areas: dict[str, tuple[str, ...]] = {}
    known = site.config.vocabularies()[AREAS]
    for node in sorted(site.catalogue.values(), key=lambda each: each.depth):
        value = node.value
        above = node.parent or ""
        told = (word for basis in value.basis for word in duties_said(basis))
        duties[node.code] = tuple(dict.fromkeys((*value.duties, *told))) or duties.get(above, ())
        named = (node.title,) if node.title in known else ()
        areas[node.code] = tuple(dict.fromkeys((*value.areas, *named))) or areas.get(above, ())
    return duties, areas


def _duty(
    word: str, title: str, labels: Mapping[str, tuple[str, ...]], nodes: tuple[NodeCover, ...], site: Site
) -> DutyCover:
    own = tuple(each for each in nodes if word in labels[each.node.code])
    things: dict[str, Subject] = {}
    for each in own:
        things |= {subject.address: subject for subject in site.by_node.get(each.node.code, ())}
    held = _held(things.values(), site)
    leaves = tuple(each for each in own if each.leaf)
    stale = any(each.state == "未更新" for each in own)
    state: State = "空白" if not held.total else "无现行内容" if not held.in_force else "有内容"
    return DutyCover(word, title, leaves, held, "未更新" if stale and state == "有内容" else state)
