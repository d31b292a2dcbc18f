"""The page at the address of what was taken down: since when, why, and where to go on. Never the content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gkgen.model import Closed, Link, Page, Stub
from gkgen.schema import Site
from gkgen.schema.showing import day_in_words
from gkgen.stages.plan.facts import Fact, values_of
from gkgen.stages.plan.frame import CHANGES, HOME, Column, Framer, View
from gkgen.stages.plan.lists import HOME_LINK
from gkgen.stages.plan.standing import clause


@dataclass(frozen=True, slots=True)
class GoneView:
    """`notice` says in a sentence what became of the content; `ways` lead on; the rest is whom to ask."""

    kind: str
    word: str
    notice: str
    facts: tuple[Fact, ...]
    ways: tuple[Link, ...]
    phone: str
    address: str
    email: str


def gone_pages(site: Site, framer: Framer) -> Iterator[Page]:
    """A page for each stub, and one for each row that it had."""
    for stub in site.stubs:
        view = _view(stub, site)
        yield _page(stub.entry.address, stub.entry.fields.title, view, framer)
        label = site.types[stub.entry.kind].row_label
        for address in stub.rows:
            yield _page(address, f"{label}（{view.word}）", replace(view, facts=()), framer)


def _view(stub: Stub, site: Site) -> GoneView:
    kind, config = site.types[stub.entry.kind], site.config
    lists = (Link(kind.label, f"{kind.folder}/index.html"),) if kind.listed else ()
    return GoneView(
        kind=kind.label,
        word=_word(stub),
        notice=_notice(stub),
        facts=_facts(stub, site),
        ways=(*lists, Link("最近变动", CHANGES), Link("首页", HOME)),
        phone=config.phone,
        address=config.address,
        email=config.email,
    )


def _page(address: str, title: str, view: GoneView, framer: Framer) -> Page:
    column = Column(view.kind, f"{framer.config.name}{view.kind}", "信息公开")
    above = (HOME_LINK, *view.ways[:-2])
    frame = framer.frame(address, title, above, kind="list", column=column, description=view.notice)
    return Page(address, "gone.html", Closed(View(frame, view)), sought=False)


def _word(stub: Stub) -> str:
    return "已撤下" if stub.ending == "withdrawn" else "公示期满"


def _notice(stub: Stub) -> str:
    day = day_in_words(stub.on)
    if stub.ending == "withdrawn":
        return f"本页内容已于{day}撤下，原因：{clause(stub.why)}。"
    return f"公示期已于{day}届满，本页内容已停止公示。"


def _facts(stub: Stub, site: Site) -> tuple[Fact, ...]:
    entry = stub.entry
    told = (
        ("类型", (Link(site.types[entry.kind].label, ""),)),
        ("索引号", values_of("index_number", entry.fields.index_number, entry, site)),
        ("文号", values_of("document_number", entry.fields.document_number, entry, site)),
        ("发布机构", values_of("publisher", entry.fields.publisher, entry, site)),
        ("发布日期", values_of("published", entry.fields.published, entry, site)),
    )
    return tuple(Fact(label, values) for label, values in told if values)
