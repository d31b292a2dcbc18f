"""What a page offers beside what it shows: its list as files, the feeds that follow it, and its facts for machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from gkgen.model import Entry, Link, Page
from gkgen.schema import Site
from gkgen.schema.content_type import subject_of
from gkgen.schema.exports import Export, exports_of, first_page
from gkgen.schema.feeds import CHANGES as CHANGES_FEED
from gkgen.schema.feeds import feeds_of, has_changes
from gkgen.stages.plan.facts import Download
from gkgen.stages.plan.frame import CHANGES, HOME, View
from gkgen.stages.plan.linked_data import linked_data


def with_offers(pages: Iterable[Page], site: Site) -> Iterator[Page]:
    """The pages, each with its downloads, its feeds and its data: only now are they closed."""
    downloads = _downloads(site)
    feeds = _feeds(site)
    subjects = {subject.address: subject for subject in site.subjects.values()}
    for page in pages:
        first = first_page(page.address)
        frame, view = page.view.page, page.view.view
        frame = replace(frame, feeds=feeds.get(first, ()))
        if page.sought and page.address != "404.html":
            frame = replace(frame, linked=linked_data(frame, subjects.get(page.address), site))
        if hasattr(view, "downloads"):
            view = replace(view, downloads=downloads.get(first, ()))
        yield replace(page, view=View(frame, view))


def offered_again(page: Page, before: Page, entry: Entry, site: Site) -> Page:
    """The page of an edited entry, closed: the feeds that follow it are those of the page before."""
    frame = replace(page.view.page, feeds=before.view.page.feeds)
    frame = replace(frame, linked=linked_data(frame, subject_of(entry), site))
    return replace(page, view=View(frame, page.view.view))


def _downloads(site: Site) -> dict[str, tuple[Download, ...]]:
    """The files of each list by the address of its page; where it shows two lists, those of both."""
    found: dict[str, tuple[Download, ...]] = {}
    for export in exports_of(site):
        found[export.page] = (*found.get(export.page, ()), *_files(export))
    return found


def _files(export: Export) -> Iterator[Download]:
    for address in export.addresses:
        name = address.rpartition("/")[2]
        yield Download(export.title, address, name, name.rpartition(".")[2].upper(), 0)


def _feeds(site: Site) -> dict[str, tuple[Link, ...]]:
    found: dict[str, tuple[Link, ...]] = {}
    for each in feeds_of(site):
        found |= dict.fromkeys(each.pages, (Link(each.title, each.address),))
    if has_changes(site):
        changes = Link(f"{site.config.name} 最近变动", CHANGES_FEED)
        found[CHANGES] = (changes,)
        found[HOME] = (*found.get(HOME, ()), changes)
    return found
