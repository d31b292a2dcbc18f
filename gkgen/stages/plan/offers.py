"""What a page offers beside what it shows: its list as files, the feeds that follow it, and its facts for machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from gkgen.cache import Digest, digest_of
from gkgen.model import Closed, Entry, Link, Page
from gkgen.schema import Site, Subject
from gkgen.schema.content_type import subject_of
from gkgen.schema.exports import Export, exports_of, first_page
from gkgen.schema.feeds import CHANGES as CHANGES_FEED
from gkgen.schema.feeds import feeds_of, has_changes
from gkgen.stages.plan.facts import Download
from gkgen.stages.plan.frame import CHANGES, HOME, View
from gkgen.stages.plan.linked_data import linked_data


def with_offers(pages: Iterable[Page], site: Site) -> Iterator[Page]:
    """The pages, each with its downloads, its feeds and its data: only then are they closed."""
    subjects = {subject.address: subject for subject in site.subjects.values()}
    offers = _Offers(site, _downloads(site), _feeds(site), subjects)
    for page in pages:
        inputs = _inputs(subjects.get(page.address), site)
        yield replace(page, close=partial(_offered, page, offers), inputs=inputs)


def _inputs(shown: Subject | None, site: Site) -> Digest:
    """The digest of what a page is closed from: of the texts it has that of the entry that it shows, and no other."""
    if not site.heads:
        return b""
    return digest_of(site.heads, site.digests[shown.entry.path].sum if shown is not None else b"")


@dataclass(frozen=True, slots=True)
class _Offers:
    """What pages offer: the files and the feeds of each list by its address, and what an address is about."""

    site: Site
    downloads: Mapping[str, tuple[Download, ...]]
    feeds: Mapping[str, tuple[Link, ...]]
    subjects: Mapping[str, Subject]


def _offered(page: Page, offers: _Offers) -> View:
    first, closed = first_page(page.address), page.view
    frame, view = closed.page, closed.view
    frame = replace(frame, feeds=offers.feeds.get(first, ()))
    if page.sought and page.address != "404.html":
        frame = replace(frame, linked=linked_data(frame, offers.subjects.get(page.address), offers.site))
    if hasattr(view, "downloads"):
        view = replace(view, downloads=offers.downloads.get(first, ()))
    return View(frame, view)


def offered_again(page: Page, before: Page, entry: Entry, site: Site) -> Page:
    """The page of an edited entry, closed: the feeds that follow it are those of the page before."""
    view = page.view
    frame = replace(view.page, feeds=before.view.page.feeds)
    frame = replace(frame, linked=linked_data(frame, subject_of(entry), site))
    return replace(page, close=Closed(View(frame, view.view)))


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
