"""What a page is about, for machines: schema.org as JSON-LD, in a block of data that no browser runs.

It says nothing that the page doesn't show to people.
"""

from __future__ import annotations

import json
from typing import Any

from gkgen.model import Entry, Link
from gkgen.schema import Site, Subject
from gkgen.schema.common import OPEN
from gkgen.stages.plan.frame import HOME, SEARCH, Frame

# What schema.org says of works only: when they came out, in which language.
_NO_WORKS = frozenset({"GovernmentService", "GovernmentOrganization"})


def linked_data(frame: Frame, subject: Subject | None, site: Site) -> str:
    """The data of a page as JSON that can stand in HTML; "" where there is nothing to say."""
    things = [each for each in (_trail(frame, site), _own(frame, subject, site)) if each]
    if not things:
        return ""
    text = json.dumps({"@context": "https://schema.org", "@graph": things}, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _own(frame: Frame, subject: Subject | None, site: Site) -> dict[str, Any]:
    if frame.address == HOME:
        return _site(frame, site)
    if subject is None or subject.row is not None or subject.entry.fields.disclosure != OPEN:
        return {}
    return _thing(frame, subject.entry, site)


def _thing(frame: Frame, entry: Entry, site: Site) -> dict[str, Any]:
    kind, fields = site.types[entry.kind], entry.fields
    publisher = site.publisher_of(entry)
    numbers = [each for each in (fields.index_number, fields.document_number) if each not in ("", "无")]
    said: dict[str, Any] = {
        "@type": kind.schema_org,
        "name": fields.title,
        "url": _address(frame, entry.address, site),
        "description": fields.summary,
        "identifier": numbers,
    }
    if kind.schema_org not in _NO_WORKS:
        said |= {
            "inLanguage": "zh-CN",
            "datePublished": _text(fields.published),
            "dateModified": _text(site.last_change(entry)),
            "keywords": "、".join(fields.keywords),
            "publisher": _organisation(frame, publisher, fields.publisher, site),
        }
    said |= {key: _linked(frame, value, site) for key, value in kind.linked(entry, site).items()}
    return {key: value for key, value in said.items() if value}


def _linked(frame: Frame, value: Any, site: Site) -> Any:
    """A link stands for an organisation."""
    if isinstance(value, Link):
        return _body(value.title, _address(frame, value.address, site) if value.address else "")
    return value


def _organisation(frame: Frame, found: Subject | None, name: str, site: Site) -> dict[str, Any]:
    return _body(found.title, _address(frame, found.address, site)) if found else _body(name, "")


def _body(name: str, address: str) -> dict[str, Any]:
    said = {"@type": "GovernmentOrganization", "name": name, "url": address}
    return {key: value for key, value in said.items() if value} if name else {}


def _site(frame: Frame, site: Site) -> dict[str, Any]:
    config = site.config
    target = f"{_address(frame, SEARCH, site)}?q={{search_term_string}}"
    said = {
        "@type": "WebSite",
        "name": config.name,
        "url": _address(frame, HOME, site),
        "description": config.description,
        "inLanguage": "zh-CN",
        "publisher": _body(config.sponsor, ""),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": target},
            "query-input": "required name=search_term_string",
        },
    }
    return {key: value for key, value in said.items() if value}


def _trail(frame: Frame, site: Site) -> dict[str, Any]:
    if not frame.breadcrumb:
        return {}
    way = (*frame.breadcrumb, Link(frame.title, frame.address))
    items = [
        {
            "@type": "ListItem",
            "position": number,
            "name": link.title,
            "item": _address(frame, link.address, site),
        }
        for number, link in enumerate(way, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _address(frame: Frame, address: str, site: Site) -> str:
    """Whole where the site's public address is told, else from the page itself."""
    root = site.config.base_url.rstrip("/")
    return f"{root}/{address}" if root else f"{frame.root}{address}"


def _text(value: object) -> str:
    return str(value) if value else ""
