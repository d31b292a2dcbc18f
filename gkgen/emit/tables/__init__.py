"""Every list as CSV, XLSX and JSON (政务公开工作要点: 数据可下载、可机读)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from typing import Any

from gkgen.cache import Remember, afresh, digest_of
from gkgen.emit.tables.table import Table, table_of
from gkgen.emit.tables.written import as_csv, as_json, as_workbook, workbook_key
from gkgen.model import File, Page
from gkgen.schema import Site
from gkgen.schema.exports import exports_of, first_page
from gkgen.shelf import Held, Shelf

__all__ = ["Exported", "Table", "export_files", "exported_on", "parted", "table_of", "with_sizes"]


@dataclass(frozen=True, slots=True)
class Exported:
    """A file of a list, laid aside: all of them are larger than all pages together."""

    address: str
    laid: Held
    sum: str

    @property
    def size(self) -> int:
        return self.laid.size

    def told(self) -> tuple[str, int, int, str]:
        """The same for a process that has the same shelf."""
        return self.address, self.laid.begin, self.laid.size, self.sum

    def file(self) -> File:
        return File(self.address, self.laid.bytes())


def exported_on(shelf: Shelf, told: Iterable[tuple[str, int, int, str]]) -> tuple[Exported, ...]:
    return tuple(Exported(address, Held(shelf, begin, size), digest) for address, begin, size, digest in told)


def export_files(site: Site, shelf: Shelf, remember: Remember = afresh) -> Iterator[Exported]:
    """The files of every list that holds something, in the order of the lists."""
    for export in exports_of(site):
        table = table_of(export, site)
        yield _laid(f"{export.stem}.csv", as_csv(table), shelf)
        workbook = remember("workbook", workbook_key(table), partial(as_workbook, table))
        yield _laid(f"{export.stem}.xlsx", [workbook], shelf)
        yield _laid(f"{export.stem}.json", as_json(table), shelf)


def _laid(address: str, pieces: Iterable[bytes], shelf: Shelf) -> Exported:
    whole = sha256()

    def passed() -> Iterator[bytes]:
        for piece in pieces:
            whole.update(piece)
            yield piece

    return Exported(address, shelf.put(passed()), whole.hexdigest())


def _as_told(size: int) -> int:
    """A size to two digits of the unit that people are told: a page needn't be drawn again for a sentence more."""
    if size < 1024:
        return size
    unit = 1024 if size < 1024 * 1024 else 1024 * 1024
    return round(float(f"{size / unit:.1e}") * unit)


def parted(pages: Iterable[Page], site: Site) -> tuple[tuple[Page, ...], tuple[Page, ...]]:
    """The pages that offer no list, and those that do, each in their order."""
    offering = {each.page for each in exports_of(site)}
    found = [(first_page(page.address) in offering, page) for page in pages]
    return tuple(page for offers, page in found if not offers), tuple(
        page for offers, page in found if offers
    )


def with_sizes(pages: Iterable[Page], exported: Iterable[Exported], site: Site) -> Iterator[Page]:
    """The pages, their downloads with the size that each file turned out to have: a reader is told before the click."""
    sizes = {each.address: _as_told(each.size) for each in exported}
    offering: dict[str, list[str]] = defaultdict(list)
    for each in exports_of(site):
        offering[each.page] += each.addresses
    for page in pages:
        offered = offering.get(first_page(page.address))
        if offered is None:
            yield page
        else:
            shown = {address: sizes.get(address, 0) for address in offered}
            inputs = digest_of(page.inputs, repr(shown)) if page.inputs else b""
            yield replace(page, close=partial(_told, page, shown), inputs=inputs)


def _told(page: Page, sizes: Mapping[str, int]) -> Any:
    closed = page.view
    view = closed.view
    told = tuple(replace(each, size=sizes.get(each.address, 0)) for each in getattr(view, "downloads", ()))
    return replace(closed, view=replace(view, downloads=told)) if told else closed
