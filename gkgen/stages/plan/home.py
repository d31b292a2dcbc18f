"""The pages that exist once: the home page, search, the site map, and the page for an address that isn't there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gkgen.model import CatalogueNode, Closed, Link, Page
from gkgen.schema import Site, Subject
from gkgen.schema.content_type import PUBLISHER
from gkgen.stages.plan.facets import audience_of, theme_of
from gkgen.stages.plan.frame import (
    AUDIENCES,
    CATALOGUE,
    CHANGES,
    HOME,
    LETTERS,
    MISSING,
    SEARCH,
    SITE_MAP,
    THEMES,
    YEARS,
    Column,
    Framer,
    View,
    address_of,
    entrances_of,
)
from gkgen.stages.plan.lists import HOME_LINK, Line, line_of

LATEST = 10


@dataclass(frozen=True, slots=True)
class HomeView:
    """`entrances` are the ways in that the site sets; `kinds` are its content by type, with counts."""

    entrances: tuple[Link, ...]
    kinds: tuple[Link, ...]
    latest: tuple[Line, ...]
    catalogue: tuple[Link, ...]
    organisations: int
    lists: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class WaysView:
    lists: tuple[Link, ...]
    groups: tuple[tuple[str, tuple[Link, ...]], ...] = ()


def home_pages(site: Site, framer: Framer, newest: Sequence[Subject]) -> Iterator[Page]:
    kinds, lists = _kinds(site, newest), _lists(site, newest)
    yield _home(site, framer, newest, kinds, lists)
    yield _single(SEARCH, "search.html", "搜索", WaysView(lists), framer)
    groups = (
        ("栏目", framer.navigation),
        ("按类别", kinds),
        ("公开目录", tuple(Link(node.title, node.address) for node in _tops(site))),
        ("列表", lists),
    )
    yield _single(SITE_MAP, "site_map.html", "网站地图", WaysView(lists, groups), framer)
    yield _single(MISSING, "missing.html", "没有找到这个页面", WaysView(lists), framer)


def _home(
    site: Site, framer: Framer, newest: Sequence[Subject], kinds: tuple[Link, ...], lists: tuple[Link, ...]
) -> Page:
    config = site.config
    dated = [subject for subject in newest if subject.entry.fields.published]
    view = HomeView(
        entrances=entrances_of(config.entrances, site),
        kinds=kinds,
        latest=tuple(line_of(subject, site) for subject in dated[:LATEST]),
        catalogue=tuple(
            Link(
                node.title, node.address, "、".join(site.catalogue[code].title for code in node.children[:6])
            )
            for node in _tops(site)
        ),
        organisations=sum(1 for each in site.entries if each.kind == PUBLISHER),
        lists=lists,
    )
    frame = framer.frame(
        HOME,
        config.name,
        (),
        kind="home",
        column=Column(config.name, config.description, ""),
        here=HOME,
    )
    return Page(HOME, "home.html", Closed(View(frame, view)))


def _tops(site: Site) -> list[CatalogueNode]:
    return [node for node in site.catalogue.values() if node.parent is None]


def _kinds(site: Site, newest: Sequence[Subject]) -> tuple[Link, ...]:
    counts = Counter(subject.kind for subject in newest)
    return tuple(
        Link(each.label, f"{each.folder}/index.html", str(counts[each.key]))
        for each in site.types.values()
        if each.key in counts
    )


def _lists(site: Site, newest: Sequence[Subject]) -> tuple[Link, ...]:
    """The ways to find a thing without search."""
    organisations = address_of(site, PUBLISHER)
    return (
        Link("公开目录", CATALOGUE, "按公开事项"),
        Link("机构", organisations, "按发布机构"),
        Link("年份", YEARS, "按发布年份"),
        *_shelves_said(site, newest),
        Link("首字母", LETTERS, "按拼音 A–Z"),
        Link("最近变动", CHANGES, "新发布、修改、失效、废止"),
    )


def _shelves_said(site: Site, newest: Sequence[Subject]) -> Iterator[Link]:
    """What only some sites say of their content."""
    if any(theme_of(each) for each in newest):
        yield Link("主题", THEMES, "按主题分类")
    if any(audience_of(each.entry, site) for each in newest):
        yield Link("服务对象", AUDIENCES, "按服务对象")


def _single(address: str, template: str, title: str, view: object, framer: Framer) -> Page:
    frame = framer.frame(
        address,
        title,
        (HOME_LINK,),
        kind="list",
        column=Column(title, title, "信息公开"),
        here=address,
    )
    return Page(address, template, Closed(View(frame, view)))
