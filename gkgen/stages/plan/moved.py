"""The page at an address that an entry had before: it leads to where the entry is now, without a script."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace

from gkgen.findings import Finding, Text, error
from gkgen.model import Closed, Link, Page
from gkgen.names import name_faults
from gkgen.schema import Site
from gkgen.schema.formerly import Former, former_addresses
from gkgen.stages.plan.frame import Column, Framer, View
from gkgen.stages.plan.lists import HOME_LINK
from gkgen.traditional import TREE

STILL_LIVE = error(
    "U822",
    Text("曾用网址 {address} 现在是另一个页面的网址", "the former address {address} is that of a page now"),
    Text(
        "从“曾用网址”里去掉它，或者给那个页面换一个标识",
        "take it out of “formerly”, or give that page another id",
    ),
)
CLAIMED_TWICE = error(
    "U823",
    Text("曾用网址 {address} 已经写在 {file}", "the former address {address} is already claimed in {file}"),
    Text("一个旧网址只能转到一个地方，去掉一处", "an address leads to one place: take it out of one of them"),
)
NO_PAGE = error(
    "U824",
    Text("曾用网址“{written}”不能放跳转页", "no page can stand at the former address “{written}”"),
    Text(
        "写本站域名以内、以 .html、.htm 或 / 结尾的网址，不带“?”“#”，例如 items/2024/dibao.html",
        "write an address of this site that ends in .html, .htm or /, with no ? or #, like items/2024/dibao.html",
    ),
)
# Where files stand that are no pages.
RESERVED = ("static/", "search/", "files/", "exports/", "feeds/", TREE)


@dataclass(frozen=True, slots=True)
class MovedView:
    to: Link


def moved_pages(site: Site, framer: Framer, live: Container[str]) -> tuple[list[Page], list[Finding]]:
    """One page for each former address; `live` are the addresses of all pages, in small letters."""
    pages: dict[str, tuple[Page, Former]] = {}
    findings = []
    for former in former_addresses(site):
        place = former.entry.place("formerly", former.index)
        key = former.address.lower()
        if not _can_stand(former.address):
            findings.append(NO_PAGE.at(place, written=former.written))
        elif key in live:
            findings.append(STILL_LIVE.at(place, address=former.address))
        elif key in pages:
            findings.append(CLAIMED_TWICE.at(place, address=former.address, file=pages[key][1].entry.path))
        else:
            pages[key] = _page(former, framer), former
    return [page for page, _ in pages.values()], findings


def _can_stand(address: str) -> bool:
    return bool(address) and not address.startswith(RESERVED) and not any(name_faults(address))


def _page(former: Former, framer: Framer) -> Page:
    to = Link(former.entry.fields.title, former.entry.address)
    title = f"网址已变更：{to.title}"
    column = Column("网址变更", "这一页的内容换了网址", "信息公开")
    frame = framer.frame(former.address, title, (HOME_LINK,), kind="list", column=column)
    there = framer.frame(to.address, to.title, (), kind="list", column=column)
    led = replace(there.writing, other=frame.writing.other, alternates=())
    frame = replace(frame, canonical=there.canonical, writing=led)
    return Page(former.address, "moved.html", Closed(View(frame, MovedView(to))), sought=False)
