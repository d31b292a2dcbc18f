"""What every page of the example says to those who don't see it: headings, tables, lists of facts, names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.portal.example import TRADITIONAL, Example

ROOT = Path(__file__).parents[1]
VOID = frozenset(["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"])
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(eq=False)
class Element:
    tag: str
    attributes: dict[str, str]
    parent: Element | None
    content: list[Element | str] = field(default_factory=list)

    @property
    def children(self) -> list[Element]:
        return [each for each in self.content if isinstance(each, Element)]

    def all(self, *tags: str) -> Iterator[Element]:
        """What stands in it, in the order of the page; of these tags, or of any."""
        for each in self.children:
            if not tags or each.tag in tags:
                yield each
            yield from each.all(*tags)

    def above(self) -> Iterator[Element]:
        around = self.parent
        while around is not None:
            yield around
            around = around.parent

    def text(self) -> str:
        words = "".join(each if isinstance(each, str) else each.text() for each in self.content)
        return " ".join(words.split())


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.here = Element("", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.content.append(made)
        if tag not in VOID:
            self.here = made

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.here.content.append(Element(tag, {name: value or "" for name, value in attrs}, self.here))

    def handle_endtag(self, tag: str) -> None:
        assert self.here.tag == tag, f"</{tag}> closes <{self.here.tag}>"
        assert self.here.parent is not None
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.content.append(data)


def read(html: str) -> Element:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.root


def named(element: Element, page: Element) -> str:
    """The name that a reader of the screen says: the label, or the words of what labels it."""
    if "aria-labelledby" in element.attributes:
        wanted = element.attributes["aria-labelledby"].split()
        return " ".join(each.text() for each in page.all() if each.attributes.get("id") in wanted)
    return element.attributes.get("aria-label", "")


def one_chief_heading(page: Element) -> Iterator[str]:
    found = [each.text() for each in page.all("h1")]
    if len(found) != 1:
        yield f"h1: {found}"


def no_leap_between_headings(page: Element) -> Iterator[str]:
    level = 0
    for each in page.all(*HEADINGS):
        own = int(each.tag[1])
        if own > level + 1:
            yield f"{each.tag} after h{level}: {each.text()}"
        level = own


def ids_are_unique(page: Element) -> Iterator[str]:
    count = Counter(each.attributes["id"] for each in page.all() if "id" in each.attributes)
    yield from (f"id {each} {times} times" for each, times in count.items() if times > 1)


def references_lead_somewhere(page: Element) -> Iterator[str]:
    held = {each.attributes["id"] for each in page.all() if "id" in each.attributes}
    for each in page.all():
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "headers", "for"):
            for wanted in each.attributes.get(name, "").split():
                if wanted not in held:
                    yield f"{name}={wanted} of <{each.tag}>"


def tables_are_named_and_scroll_in_a_region(page: Element) -> Iterator[str]:
    for table in page.all("table"):
        captions = [each for each in table.children if each.tag == "caption" and each.text()]
        if not captions and not named(table, page):
            yield f"table without a name: {table.text()[:40]}"
        region = next(
            (each for each in table.above() if "table-scroll" in each.attributes.get("class", "")), None
        )
        if region is None or region.tag != "section" or region.attributes.get("tabindex") != "0":
            yield f"table outside of a region that scrolls: {table.text()[:40]}"
        elif not named(region, page):
            yield f"region without a name: {table.text()[:40]}"


def header_cells_say_of_what(page: Element) -> Iterator[str]:
    for table in page.all("table"):
        heads = list(table.all("th"))
        if not heads:
            yield f"table without header cells: {table.text()[:40]}"
        yield from (f"th without scope: {each.text()}" for each in heads if "scope" not in each.attributes)
        yield from (f"empty th in {table.text()[:40]}" for each in heads if not each.text())


def merged_cells_name_their_headers(page: Element) -> Iterator[str]:
    """A cell below or beside merged headers can't be told by scope alone."""
    for table in page.all("table"):
        merged = [each for each in table.all("th", "td") if {"rowspan", "colspan"} & set(each.attributes)]
        plain = all(
            each.attributes.get("scope") in ("colgroup", "rowgroup") for each in merged if each.tag == "th"
        )
        cells = [each for each in table.all("td") if "headers" not in each.attributes]
        if merged and cells and not plain:
            yield f"cells without headers in a table with merged cells: {table.text()[:40]}"


def lists_of_facts_hold_names_and_values(page: Element) -> Iterator[str]:
    for each in page.all("dl"):
        for row in each.children:
            tags = [part.tag for part in row.children]
            if row.tag != "div" or tags[:1] != ["dt"] or set(tags[1:]) != {"dd"}:
                yield f"dl > {row.tag} > {tags}: {row.text()[:40]}"


def regions_of_a_kind_have_names_of_their_own(page: Element) -> Iterator[str]:
    for tag in ("nav", "section", "form"):
        names = [named(each, page) for each in page.all(tag)]
        if tag == "nav" and "" in names:
            yield "nav without a name"
        yield from (f"{tag} “{name}” {n} times" for name, n in Counter(names).items() if name and n > 1)


def items_of_a_list_of_links_differ(page: Element) -> Iterator[str]:
    """Two links with the same words in one list lead to the same, or stand beside words that tell them apart."""
    for each in page.all("ul", "ol"):
        seen: dict[str, str] = {}
        for item in each.children:
            links = [link for link in item.all("a") if next(x for x in link.above() if x.tag == "li") is item]
            if len(links) != 1:
                continue
            words = " ".join(
                part if isinstance(part, str) else part.text()
                for part in item.content
                if isinstance(part, str) or part.tag not in ("ul", "ol")
            )
            where = links[0].attributes.get("href", "")
            if seen.setdefault(" ".join(words.split()), where) != where:
                yield f"two items “{words.strip()[:40]}”"


def links_have_words(page: Element) -> Iterator[str]:
    for each in page.all("a", "button", "summary"):
        pictures = "".join(image.attributes.get("alt", "") for image in each.all("img"))
        if not (each.text() or pictures or named(each, page)):
            yield f"<{each.tag}> without words to {each.attributes.get('href', '')}"
    for each in page.all("summary"):
        if each.children and any(part.tag not in ("span", "strong") for part in each.all()):
            yield f"summary holds more than words: {each.text()}"


RULES: tuple[Callable[[Element], Iterator[str]], ...] = (
    one_chief_heading,
    no_leap_between_headings,
    ids_are_unique,
    references_lead_somewhere,
    tables_are_named_and_scroll_in_a_region,
    header_cells_say_of_what,
    merged_cells_name_their_headers,
    lists_of_facts_hold_names_and_values,
    regions_of_a_kind_have_names_of_their_own,
    items_of_a_list_of_links_differ,
    links_have_words,
)


@pytest.fixture(scope="module")
def pages(portal: Example) -> dict[str, Element]:
    """Every page of the example as it was written, and of the twins the hardest of each kind."""
    own = [address for address in portal.every() if not address.startswith(f"{TRADITIONAL}/")]
    return {address: read(portal.text(address)) for address in (*own, *portal.traditional(portal.hardest()))}


@pytest.fixture(scope="module")
def twins(portal: Example) -> dict[str, Element]:
    return {
        address: read(portal.text(address))
        for address in portal.every()
        if address.startswith(f"{TRADITIONAL}/")
    }


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_on_every_page_of_the_example(
    rule: Callable[[Element], Iterator[str]], pages: dict[str, Element]
) -> None:
    assert len(pages) > 600
    assert [f"{address}: {fault}" for address in sorted(pages) for fault in rule(pages[address])] == []


@pytest.mark.all
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_on_every_twin_of_the_example(
    rule: Callable[[Element], Iterator[str]], twins: dict[str, Element]
) -> None:
    assert len(twins) > 600
    assert [f"{address}: {fault}" for address in sorted(twins) for fault in rule(twins[address])] == []


BROKEN = {
    one_chief_heading: "<h1>一</h1><h1>二</h1>",
    no_leap_between_headings: "<h1>一</h1><h3>二</h3>",
    ids_are_unique: "<p id=a></p><p id=a></p>",
    references_lead_somewhere: "<section aria-labelledby=nowhere></section>",
    tables_are_named_and_scroll_in_a_region: "<table><caption>名</caption><tr><td>格</td></tr></table>",
    header_cells_say_of_what: "<table><tr><th>名</th></tr></table>",
    merged_cells_name_their_headers: "<table><tr><th scope=col colspan=2>名</th></tr><tr><td>格</td></tr></table>",
    lists_of_facts_hold_names_and_values: "<dl><dt>名</dt><dd>值</dd></dl>",
    regions_of_a_kind_have_names_of_their_own: "<nav aria-label=名></nav><nav aria-label=名></nav>",
    items_of_a_list_of_links_differ: "<ul><li><a href=a>名</a></li><li><a href=b>名</a></li></ul>",
    links_have_words: "<a href=a></a>",
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_page_that_breaks_it_is_found(rule: Callable[[Element], Iterator[str]]) -> None:
    assert len(list(rule(read(BROKEN[rule])))) >= 1
