"""By what a list can be narrowed: year, publisher, how a thing stands, theme, column of the catalogue, type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeAlias

from gkgen.model import Entry
from gkgen.schema import Site, Subject
from gkgen.schema.content_type import ENDED, PUBLISHER, path_of
from gkgen.schema.vocabularies import THEMES
from gkgen.stages.plan.letters import in_alphabetical_order, slugs
from gkgen.stages.plan.standing import has_validity


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet: `name` is its part of an address, `subjects` are those of the list that have it."""

    name: str
    title: str
    subjects: tuple[Subject, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    values: tuple[Value, ...]


Cut: TypeAlias = Callable[[Sequence[Subject], Site], Facet]
"""How a list falls into the values of a facet; a thing may have several of them, or none."""


def by_year(subjects: Sequence[Subject], site: Site) -> Facet:  # noqa: ARG001 — a Cut
    groups = grouped(subjects, lambda each: (str(each.entry.fields.published or "")[:4],))
    years = sorted(groups, reverse=True)
    return Facet("year", "年份", tuple(Value(year, f"{year}年", groups[year]) for year in years))


def by_organisation(subjects: Sequence[Subject], site: Site) -> Facet:
    """By pinyin, as in the list of organisations; a publisher that has no page of its own is none."""
    groups = grouped(subjects, lambda each: (getattr(site.publisher_of(each.entry), "id", ""),))
    found = in_alphabetical_order((site.subjects[PUBLISHER, ident] for ident in groups), site)
    values = tuple(Value(each.id, each.title, groups[each.id]) for each in found)
    return Facet("organisation", "发布机构", values)


STANDINGS = (("in-force", "现行有效"), ("to-come", "尚未生效"), ("ended", "失效或者废止"))


def by_standing(subjects: Sequence[Subject], site: Site) -> Facet:
    groups = grouped(subjects, lambda each: (_standing(each, site),))
    values = tuple(Value(name, title, groups[name]) for name, title in STANDINGS if name in groups)
    return Facet("standing", "有效性", values)


def _standing(subject: Subject, site: Site) -> str:
    if not has_validity(subject.entry.fields):
        return ""
    validity = site.validity_of(subject.entry)
    if validity in ENDED:
        return "ended"
    return "to-come" if validity == "尚未生效" else "in-force"


def by_kind(subjects: Sequence[Subject], site: Site) -> Facet:
    groups = grouped(subjects, lambda each: (each.entry.kind,))
    shown = [each for each in site.types.values() if each.key in groups]
    return Facet("type", "类型", tuple(Value(each.key, each.label, groups[each.key]) for each in shown))


def by_theme(subjects: Sequence[Subject], site: Site) -> Facet:
    groups = grouped(subjects, lambda each: (theme_of(each),))
    return Facet("theme", "主题分类", in_the_order_of(site.config.vocabularies()[THEMES], groups))


def theme_of(subject: Subject) -> str:
    """The first level of the theme: a site may write the second after it (综合政务\\政务公开)."""
    written: str = subject.entry.fields.theme
    return written.partition("\\")[0].strip()


def audience_of(entry: Entry, site: Site) -> tuple[str, ...]:
    """Whom it serves: what the type knows of it, or what all content may say."""
    return site.types[entry.kind].audience(entry.fields)


def in_the_order_of(
    vocabulary: Iterable[str], groups: Mapping[str, tuple[Subject, ...]]
) -> tuple[Value, ...]:
    """The words of a vocabulary that something has, and then those that aren't in it."""
    words = [word for word in vocabulary if word in groups]
    words += sorted(word for word in groups if word not in words)
    names = slugs(words)
    return tuple(Value(names[word], word, groups[word]) for word in words)


def by_column(subjects: Sequence[Subject], site: Site) -> Facet:
    """By the columns at the first level of the catalogue on which the list parts, in the catalogue's order."""
    ways = {each.address: tuple(_ways(each, site)) for each in subjects}
    depth = _parting(way for each in ways.values() for way in each)
    groups = grouped(subjects, lambda each: [way[min(depth, len(way) - 1)] for way in ways[each.address]])
    nodes = [node for node in site.catalogue.values() if node.code in groups]
    return Facet(
        "column", "公开目录", tuple(Value(each.code, each.title, groups[each.code]) for each in nodes)
    )


def _ways(subject: Subject, site: Site) -> Iterator[tuple[str, ...]]:
    for code in subject.entry.fields.catalogue:
        node = site.catalogue.get(code)
        if node is not None:
            yield tuple(each.code for each in path_of(node, site))


def _parting(ways: Iterable[tuple[str, ...]]) -> int:
    """The first level on which not all are the same; 0 where they never part."""
    levels = zip_longest(*ways)
    return next((depth for depth, codes in enumerate(levels) if len(set(codes)) > 1), 0)


def grouped(
    subjects: Iterable[Subject], values_of: Callable[[Subject], Iterable[str]]
) -> dict[str, tuple[Subject, ...]]:
    """What has each value, in the order of the list; "" is no value."""
    groups: dict[str, list[Subject]] = defaultdict(list)
    for subject in subjects:
        for value in dict.fromkeys(values_of(subject)):
            if value:
                groups[value].append(subject)
    return {value: tuple(held) for value, held in groups.items()}
