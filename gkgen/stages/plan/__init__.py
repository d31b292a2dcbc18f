"""Site → pages: everything that a page may show is put into its view here, and nowhere later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from gkgen.findings import Finding, Place, Text, error
from gkgen.model import Entry, Page, Source, place_of
from gkgen.names import name_faults
from gkgen.schema import Site, Subject
from gkgen.schema.formerly import former_addresses
from gkgen.stages.plan.changes import changes_pages
from gkgen.stages.plan.entries import entry_page, entry_pages
from gkgen.stages.plan.frame import address_of, framer_of
from gkgen.stages.plan.gone import gone_pages
from gkgen.stages.plan.home import home_pages
from gkgen.stages.plan.moved import RESERVED, moved_pages
from gkgen.stages.plan.offers import offered_again, with_offers
from gkgen.stages.plan.places import Places
from gkgen.stages.plan.rolls import roll_pages
from gkgen.stages.plan.tree import catalogue_pages
from gkgen.stages.plan.ways import all_lists

SAME_ADDRESS = error(
    "L611",
    Text("网址 {address} 已经给了 {other}", "the address {address} is already that of {other}"),
    Text("换一个“标识”或者编码", "choose another id or code"),
)
UNPORTABLE = error(
    "L613",
    Text("网址 {address} 在有的系统上不能做文件名", "the address {address} can't be a file on every system"),
    Text(
        "换一个“标识”或者编码：不用 con、nul 这样的名字，不太长",
        "choose another id or code: not con or nul, nor too long",
    ),
)
DEAD_ENTRANCE = error(
    "L612",
    Text("链接指的“{to}”不存在", "the link “{to}” names nothing in this site"),
    Text(
        "写内容文件的路径（以 / 开头）、类型、目录代码，或者 catalogue、search、map",
        "write the path of a content file (with a leading /), a type, a catalogue code, or catalogue, search, map",
    ),
)


def plan(site: Site, sources: Iterable[Source]) -> tuple[tuple[Page, ...], tuple[Finding, ...]]:
    """Every page of the site, closed, in the order of their addresses; links that lead nowhere are findings."""
    newest = newest_first(site)
    framer = framer_of(site)
    lists = [
        *home_pages(site, framer, newest),
        *catalogue_pages(site, framer),
        *all_lists(site, framer, newest),
        *changes_pages(site, framer),
        *roll_pages(site, framer),
    ]
    anchors = Places(site, lists, _left_behind(site))
    sizes = {site.addresses[source.path]: source.size for source in sources if source.path in site.addresses}
    entries, findings = entry_pages(site, framer, anchors, sizes)
    gone = list(gone_pages(site, framer))
    live = {page.address.lower() for page in (*lists, *gone, *entries)}
    moved, lost = moved_pages(site, framer, live)
    pages, clashes = _apart([*lists, *gone, *moved], entries, site)
    pages = tuple(with_offers(pages, site))
    return pages, (*findings, *lost, *clashes, *_dead_entrances(site))


def plan_again(entry: Entry, before: Page, pages: Iterable[Page], site: Site) -> Page:
    """The page of an edited entry among pages and in a site that were planned before the edit: what others say of it is
    as it was, so that it is only good until the site is planned anew."""
    anchors = Places(replace(site, entries=(*site.entries, entry)), pages, _left_behind(site))
    sizes = {site.addresses[path]: each.size for path, each in site.files.items() if path in site.addresses}
    page = entry_page(entry, site, framer_of(site), anchors, sizes)
    return offered_again(page, before, entry, site)


def _left_behind(site: Site) -> Iterator[str]:
    """The addresses at which a word is said about something that isn't there any more."""
    for stub in site.stubs:
        yield from (stub.entry.address, *stub.rows)
    yield from (former.address for former in former_addresses(site) if former.address)


def newest_first(site: Site) -> list[Subject]:
    """The entries of all listed types by date, newest first, ties by kind and id."""
    listed = [site.subjects[each.kind, each.id] for each in site.entries if site.types[each.kind].listed]
    return sorted(listed, key=lambda each: str(each.entry.fields.published or ""), reverse=True)


def _apart(
    lists: Sequence[Page], entries: Sequence[Page], site: Site
) -> tuple[tuple[Page, ...], list[Finding]]:
    """No two pages at one address, on any file system: addresses are compared without regard to case, and must be
    names that every system can hold."""
    held: dict[str, Page] = {}
    findings = []
    owners = {subject.address: subject for subject in site.subjects.values()}
    for page in (*lists, *entries):
        other = held.setdefault(page.address.lower(), page)
        owner = owners.get(page.address)
        if owner is None:
            continue
        if other is not page:
            title = f"“{other.view.page.title}”"
            findings.append(SAME_ADDRESS.at(_place(owner), address=page.address, other=title))
        elif page.address.startswith(RESERVED):
            findings.append(SAME_ADDRESS.at(_place(owner), address=page.address, other="gkgen"))
        elif any(name_faults(page.address)):
            findings.append(UNPORTABLE.at(_place(owner), address=page.address))
    return tuple(sorted(held.values(), key=lambda page: page.address)), findings


def _place(owner: Subject) -> Place:
    return owner.entry.place(*(owner.row.path if owner.row else ("id",)))


def _dead_entrances(site: Site) -> Iterator[Finding]:
    for field in ("entrances", "foot_links"):
        for index, entrance in enumerate(getattr(site.config, field)):
            if not address_of(site, entrance.to):
                place = place_of("site.yaml", site.settings, (field, index, "to"))
                yield DEAD_ENTRANCE.at(place, to=entrance.to)
