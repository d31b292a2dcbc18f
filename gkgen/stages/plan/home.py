"""The pages that exist once: the home page, search, the site map, and the page for an address that isn't there."""

from __future__ import annotations

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
    kinds = _kinds(site, newest)
    yield _home(site, framer, newest, kinds)
    yield _single(SEARCH, "search.html", "搜索", WaysView(_lists(site)), framer)
    groups = (
        ("栏目", framer.navigation),
        ("按类别", kinds),
        ("公开目录", tuple(Link(node.title, node.address) for node in _tops(site))),
        ("列表", _lists(site)),
    )
    yield _single(SITE_MAP, "site_map.html", "网站地图", WaysView(_lists(site), groups), framer)
    yield _single(MISSING, "missing.html", "没有找到这个页面", WaysView(_lists(site)), framer)


def _home(site: Site, framer: Framer, newest: Sequence[Subject], kinds: tuple[Link, ...]) -> Page:
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
        lists=_lists(site),
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
    links = []
    for each in site.types.values():
        count = sum(1 for subject in newest if subject.kind == each.key)
        if each.listed and count:
            links.append(Link(each.label, f"{each.folder}/index.html", str(count)))
    return tuple(links)


def _lists(site: Site) -> tuple[Link, ...]:
    """The ways to find a thing without search."""
    organisations = address_of(site, PUBLISHER)
    return (
        Link("公开目录", CATALOGUE, "按公开事项"),
        Link("机构", organisations, "按发布机构"),
        Link("年份", YEARS, "按发布年份"),
        *_shelves_said(site),
        Link("首字母", LETTERS, "按拼音 A–Z"),
        Link("最近变动", CHANGES, "新发布、修改、失效、废止"),
    )


def _shelves_said(site: Site) -> Iterator[Link]:
    """What only some sites say of their content."""
    listed = [site.subjects[each.kind, each.id] for each in site.entries if site.types[each.kind].listed]
    if any(theme_of(each) for each in listed):
        yield Link("主题", THEMES, "按主题分类")
    if any(audience_of(each.entry, site) for each in listed):
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
