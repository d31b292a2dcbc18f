"""What may be printed of a site: its entries with the views of their pages, so that paper never tells more than a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gkgen.findings import Text, UsageError
from gkgen.model import Entry, Page
from gkgen.printing.blocks import Block, levelled
from gkgen.printing.parts import blocks_of_parts, numbered
from gkgen.printing.prose import blocks_of
from gkgen.qr import as_svg, public_address, square_of
from gkgen.schema import Site
from gkgen.schema.content_type import Subject
from gkgen.schema.parts import Facts, Part
from gkgen.schema.showing import day_in_words, list_view, record_view
from gkgen.stages.plan.entries import EntryView


@dataclass(frozen=True, slots=True)
class Shown:
    """A site on its day, and its pages by their address."""

    site: Site
    pages: Mapping[str, Page]

    @property
    def base_url(self) -> str:
        return self.site.config.base_url

    def view(self, entry: Entry) -> EntryView:
        """Raises UsageError for an entry whose content isn't disclosed."""
        view = self.pages[entry.address].view.view
        if isinstance(view, EntryView):
            return view
        raise UsageError(
            Text(
                f"“{entry.fields.title}”{entry.fields.disclosure}，不能打印",
                f"the content of “{entry.fields.title}” is not disclosed ({entry.path}): it can't be printed",
            )
        )

    def parts(self, entry: Entry) -> tuple[Part, ...]:
        """The own fields of an entry, all of them."""
        return record_view(entry, self.site).parts

    def tables(self, entry: Entry) -> tuple[Part, ...]:
        """The same, its rows in a table of the columns that its type prints, and every table numbered."""
        kind = self.site.types[entry.kind]
        if kind.printed.columns and entry.rows:
            parts = list_view(entry, self.site, kind.row_field, kind.printed.columns).parts
        else:
            parts = self.parts(entry)
        return tuple(numbered(each) for each in parts)

    def text(self, entry: Entry) -> list[Block]:
        """The Markdown of an entry as blocks."""
        if entry.prose is None:
            return []
        words = entry.body.text if entry.body is not None and entry.body.text.strip() else entry.fields.body
        return blocks_of(words, lambda href: self._whither(entry, href))

    def _whither(self, entry: Entry, href: str) -> str:
        path, _, _ = href.partition("#")
        found = self.site.file(entry, path.partition("?")[0]) if path else entry.address
        return public_address(self.base_url, found) if found else ""

    def publisher(self, entry: Entry) -> str:
        found = self.site.publisher_of(entry)
        return found.title if found else entry.fields.publisher

    def head(self, title: str, address: str, subject: Subject | None = None) -> dict[str, Any]:
        """What every sheet says of itself, seen or not."""
        fields = subject.entry.fields if subject is not None else None
        config = self.site.config
        return {
            "title": title,
            "author": (self.publisher(subject.entry) if subject else "") or config.sponsor or config.name,
            "keywords": list(fields.keywords) if fields else [],
            "summary": fields.summary if fields else "",
            "lang": "zh",
            "region": "cn",
            "square": self.square(address, title),
            "source": self.source(address),
            "notices": [f"{each.word}：{each.text}" for each in self._notices(subject)],
        }

    def _notices(self, subject: Subject | None) -> Sequence[Any]:
        return self.view(subject.entry).notices if subject is not None else ()

    def square(self, address: str, title: str) -> dict[str, str]:
        public = public_address(self.base_url, address)
        if not public:
            return {"svg": "", "alt": ""}
        return {"svg": as_svg(square_of(public)), "alt": f"二维码：用手机扫码打开“{title}”的网页 {public}"}

    def source(self, address: str) -> str:
        where = f"{self.base_url.rstrip('/')}/{address}" if self.base_url else self.site.config.domain
        return f"来源：{self.site.config.name}" + (f"　{where}" if where else "")

    def under(self, entry: Entry) -> str:
        """Who published it, and when."""
        day = entry.fields.published
        return "　".join(each for each in (self.publisher(entry), day_in_words(day) if day else "") if each)

    def listed(self, entry: Entry) -> list[Block]:
        """An entry as its tables, the facts first unless it has a text."""
        parts, prose = self.tables(entry), self.text(entry)
        short = tuple(each for each in parts if isinstance(each, Facts))
        long = tuple(each for each in parts if not isinstance(each, Facts))
        own = [*blocks_of_parts(short, self.base_url), *blocks_of_parts(long, self.base_url)]
        return levelled([*prose, *own] if prose else own, 1)
