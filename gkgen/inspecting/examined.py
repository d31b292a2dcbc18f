"""What the inspection looks at: the site, its pages, a sample of them as they are drawn, and what the types tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

from gkgen.checks.coverage import Coverage, NodeCover
from gkgen.findings import Finding
from gkgen.model import File, Page
from gkgen.schema import Site, Subject
from gkgen.schema.observations import Aspect, Observation

SAMPLE = 5
"""How many content pages and how many lists an inspector draws."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as readers get it: the texts of its head and of its foot, where its links lead, what it loads."""

    address: str
    head: str
    foot: str
    links: tuple[str, ...]
    loaded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Examined:
    site: Site
    coverage: Coverage
    pages: tuple[Page, ...]
    findings: tuple[Finding, ...]
    drawn: tuple[Drawn, ...]
    observations: Mapping[Aspect, tuple[Observation, ...]]

    def seen(self, aspect: Aspect) -> tuple[Observation, ...]:
        return self.observations.get(aspect, ())

    def columns(self, kind: str) -> tuple[NodeCover, ...]:
        """The columns of a kind; those that stand below another of the same kind aren't columns of their own."""
        return tuple(each for each in self.coverage.nodes if each.column == kind)

    def held_in(self, kind: str) -> tuple[Subject, ...]:
        """What stands in the columns of a kind or below them, newest first, each once."""
        found: dict[str, Subject] = {}
        for cover in self.columns(kind):
            codes = [cover.node.code]
            while codes:
                code = codes.pop(0)
                found |= {each.address: each for each in self.site.by_node.get(code, ())}
                codes += self.site.catalogue[code].children
        newest = sorted(found.values(), key=lambda each: each.address)
        return tuple(sorted(newest, key=lambda each: str(each.entry.fields.published or ""), reverse=True))


def observed(site: Site) -> Mapping[Aspect, tuple[Observation, ...]]:
    found: defaultdict[Aspect, list[Observation]] = defaultdict(list)
    for entry in site.entries:
        for each in site.types[entry.kind].observe(entry, site):
            found[each.aspect].append(each)
    return {aspect: tuple(own) for aspect, own in found.items()}


def sample_of(pages: Sequence[Page]) -> tuple[str, ...]:
    """The home page, and contents and lists spread evenly over all of them: the same for the same site."""
    chosen = [page.address for page in pages if page.view.page.kind == "home"]
    for kind in ("article", "list"):
        own = [page.address for page in pages if page.view.page.kind == kind]
        chosen += [own[index * len(own) // SAMPLE] for index in range(min(SAMPLE, len(own)))]
    return tuple(dict.fromkeys(chosen))


def drawn_of(file: File) -> Drawn:
    parser = _Parser()
    parser.feed(file.content.decode("utf-8", "replace") if isinstance(file.content, bytes) else "")
    return Drawn(
        file.address,
        " ".join(parser.texts["header"]),
        " ".join(parser.texts["footer"]),
        tuple(parser.links),
        tuple(parser.loaded),
    )


def hosts(addresses: Sequence[str]) -> tuple[str, ...]:
    """The other hosts that addresses name, sorted."""
    return tuple(sorted({host for each in addresses if (host := urlsplit(each).hostname)}))


class _Parser(HTMLParser):
    """Texts by the landmark in which they stand, links, and what the browser fetches by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[str, list[str]] = {"header": [], "footer": []}
        self.links: list[str] = []
        self.loaded: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag in self.texts:
            self._inside.append(tag)
        if tag == "a":
            self.links.append(said.get("href", ""))
        elif tag == "link" and said.get("rel") != "canonical":
            self.loaded.append(said.get("href", ""))
        elif said.get("src"):
            self.loaded.append(said["src"])
        self._say(said.get("alt", ""))

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        self._say(data)

    def _say(self, text: str) -> None:
        if self._inside and text.strip():
            self.texts[self._inside[-1]].append(text.strip())
