"""The links inside a text: each to the address of its target, and a finding for each that leads nowhere."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from gkgen.findings import Finding, Place, Text, error, warning
from gkgen.model import Entry, Prose, Target
from gkgen.schema import Site
from gkgen.schema.content_type import resolve
from gkgen.stages.plan.places import ANYWHERE

BROKEN_LINK = error(
    "L601",
    Text("链接“{href}”指的文件不存在", "the link “{href}” names a file that isn't there"),
    Text(
        "写内容文件的路径，从本文件所在的文件夹算起，或者以 / 开头从 content 算起",
        "write the path of a content file, from this file's folder, or from content/ with a leading /",
    ),
)
NOT_YET = warning(
    "L603",
    Text("链接“{href}”指的内容还没有发布", "the link “{href}” names something that isn't published yet"),
    Text(
        "到日子它自己会通；现在读者点了还在本页",
        "it will lead there on the day; until then it stays on this page",
    ),
)
BROKEN_ANCHOR = error(
    "L602",
    Text(
        "链接“{href}”指的位置“{anchor}”在那一页上没有",
        "there is no place “{anchor}” on the page of the link “{href}”",
    ),
    Text("照那一页标题的文字写，例如 #h-办理材料", "write the heading's own words, like #h-办理材料"),
)

_PLACEHOLDER = re.compile('(src=")?\x01(\\d+)\x01')


def with_links(prose: Prose, root: str, found: Mapping[int, str], base: str = "") -> str:
    """The text's HTML, its internal links leading from a page `root` below the site to their addresses.

    Where the site's public address `base` is known, a link has its target's whole address for paper.
    """

    def address(match: re.Match[str]) -> str:
        picture, target = match[1] or "", found.get(int(match[2]), "")
        if target.startswith("#"):
            return html.escape(target)
        leads = html.escape(root + target)
        if picture or not base or not target:
            return picture + leads
        return f'{leads}" data-address="{html.escape(base.rstrip("/"))}/{html.escape(target)}'

    return _PLACEHOLDER.sub(address, prose.html) if prose.links else prose.html


def addresses_of(
    entry: Entry, site: Site, anchors: Mapping[str, frozenset[str]]
) -> tuple[dict[int, str], list[Finding]]:
    """The address of each internal link of a text; `anchors` holds every page and the places on it."""
    found: dict[int, str] = {}
    findings: list[Finding] = []
    for number, target in enumerate(entry.links):
        address, said = _address(entry, target, site, anchors)
        findings.extend(said)
        found[number] = address
    return found, findings


def _address(
    entry: Entry, target: Target, site: Site, anchors: Mapping[str, frozenset[str]]
) -> tuple[str, Iterator[Finding] | tuple[Finding, ...]]:
    place = Place(entry.path, target.line, target.column)
    path, _, anchor = target.href.partition("#")
    path = path.partition("?")[0]
    address = _page(entry, path, site, anchors) if path else entry.address
    if not address:
        return "#main", _nowhere(entry, path, target, site, place)
    if anchor and address in anchors and not anchors[address] & {anchor, ANYWHERE}:
        return "", (BROKEN_ANCHOR.at(place, href=target.href, anchor=anchor),)
    # A place in a PDF is told as #page=3&zoom=100: the two signs are a part of the words.
    tail = f"#{quote(anchor, safe='=&')}" if anchor else ""
    return (tail if not path and anchor else address + tail), ()


def _nowhere(entry: Entry, path: str, target: Target, site: Site, place: Place) -> tuple[Finding, ...]:
    """A link to a file that is faulty itself is told of there."""
    file = resolve(entry.path, path)
    if file in site.faulty:
        return ()
    rule = NOT_YET if file in site.waiting else BROKEN_LINK
    return (rule.at(place, href=target.href),)


def _page(entry: Entry, path: str, site: Site, anchors: Mapping[str, frozenset[str]]) -> str:
    """The address of a content file, else of a page of the site."""
    found = site.file(entry, path)
    if found is not None:
        return found
    around = "" if path.startswith("/") else posixpath.dirname(entry.address)
    page = posixpath.normpath(posixpath.join(around, path.lstrip("/")))
    if path.endswith("/"):
        page = posixpath.normpath(posixpath.join(page, "index.html"))
    return page if page in anchors else ""
