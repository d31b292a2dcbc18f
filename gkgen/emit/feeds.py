"""Atom feeds (RFC 4287) of what was published and of what has changed. Nothing in them depends on the hour of the build."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from gkgen.model import File
from gkgen.schema import Site, Subject
from gkgen.schema.common import OPEN
from gkgen.schema.feeds import CHANGES, LONGEST, Feed, feeds_of
from gkgen.schema.life import LifeEvent, life_events

# The office's day begins in Beijing.
_TIME = "T00:00:00+08:00"


@dataclass(frozen=True, slots=True)
class _Item:
    """An entry of a feed: `identity` is what it is told by for ever."""

    identity: str
    title: str
    address: str
    published: date
    updated: date
    author: str
    kind: str
    summary: str


def feed_files(site: Site) -> Iterator[File]:
    """Every feed that has something to say. Links are whole where the site's public address is told, else they lead
    from the feed's own place."""
    for feed in feeds_of(site):
        items = [_published(each, site) for each in feed.subjects]
        yield File(feed.address, _atom(feed, items, site))
    events = life_events(site)[:LONGEST]
    if events:
        feed = Feed(CHANGES, f"{site.config.name} 最近变动", ("changes.html",), ())
        yield File(CHANGES, _atom(feed, _once([_changed(each, site) for each in events]), site))


def _published(subject: Subject, site: Site) -> _Item:
    entry = subject.entry
    fields = entry.fields
    publisher = site.publisher_of(entry)
    return _Item(
        identity=subject.address,
        title=subject.title,
        address=subject.address,
        published=fields.published,
        updated=site.last_change(entry) or fields.published,
        author=publisher.title if publisher else fields.publisher,
        kind=site.types[entry.kind].label,
        summary=fields.summary if fields.disclosure == OPEN else "",
    )


def _changed(event: LifeEvent, site: Site) -> _Item:
    subject = event.subject
    publisher = site.publisher_of(subject.entry)
    return _Item(
        identity=f"{subject.address}#{event.word}-{event.on} {event.what}",
        title=f"【{event.word}】{subject.title}",
        address=subject.address,
        published=event.on,
        updated=event.on,
        author=publisher.title if publisher else subject.entry.fields.publisher,
        kind=site.types[subject.kind].label,
        summary="；".join(each for each in (event.what, event.why) if each),
    )


def _once(items: Sequence[_Item]) -> list[_Item]:
    """A feed tells nothing twice under one id."""
    return list({each.identity: each for each in items}.values())


def _atom(feed: Feed, items: Sequence[_Item], site: Site) -> bytes:
    config = site.config
    author = config.sponsor or config.name
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        f"<id>{_urn(feed.address, site)}</id>",
        f"<title>{escape(feed.title)}</title>",
        f"<updated>{max(each.updated for each in items)}{_TIME}</updated>",
        f"<author><name>{escape(author)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={_href(feed.address, feed, site)}/>',
        f'<link rel="alternate" type="text/html" href={_href(feed.pages[0], feed, site)}/>',
    ]
    for each in items:
        lines += _entry(each, feed, site)
    return "\n".join([*lines, "</feed>", ""]).encode()


def _entry(item: _Item, feed: Feed, site: Site) -> Iterator[str]:
    yield "<entry>"
    yield f"<id>{_urn(item.identity, site)}</id>"
    yield f"<title>{escape(item.title)}</title>"
    yield f'<link rel="alternate" type="text/html" href={_href(item.address, feed, site)}/>'
    yield f"<published>{item.published}{_TIME}</published>"
    yield f"<updated>{max(item.updated, item.published)}{_TIME}</updated>"
    if item.author:
        yield f"<author><name>{escape(item.author)}</name></author>"
    yield f"<category term={quoteattr(item.kind)}/>"
    if item.summary:
        yield f"<summary>{escape(item.summary)}</summary>"
    yield "</entry>"


def _href(address: str, feed: Feed, site: Site) -> str:
    root = site.config.base_url.rstrip("/")
    return quoteattr(f"{root}/{address}" if root else "../" * feed.address.count("/") + address)


def _urn(identity: str, site: Site) -> str:
    """The same for ever, and another for each site: by its domain, which outlives the address of a host."""
    owner = site.config.domain or site.config.base_url or site.config.name
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{owner}/{identity}')}"
