"""Every list as CSV, XLSX and JSON (政务公开工作要点: 数据可下载、可机读)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from hashlib import sha256
from itertools import chain
from typing import Any, TypeAlias

from gkgen.cache import Digest, Memory, digest_of, digest_of_all
from gkgen.emit.tables.table import Table, table_of
from gkgen.emit.tables.written import written
from gkgen.model import Page, Promise
from gkgen.schema import Site
from gkgen.schema.exports import FORMS, Export, exports_of, first_page
from gkgen.shelf import Held, Shelf

__all__ = [
    "Exported",
    "Listed",
    "Table",
    "Told",
    "are_known",
    "export_files",
    "exported_on",
    "listed",
    "parted",
    "shelves",
    "table_of",
    "with_sizes",
]

_KIND = "list"

Shelves: TypeAlias = Mapping[str, Shelf]
"""One for each form, on which each file of this form lies in one piece: some are hundreds of megabytes."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list, and the digest of all that its files are made of: looked at once, where it is first asked for."""

    export: Export
    key: Callable[[], Digest]


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a file of a list, for a process that has the same shelves: where on that of its form it begins;
    nowhere if its list was made by an earlier build."""

    stem: str
    form: str
    size: int
    sum: str
    begin: int | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """A file of a list, and the page that offers it. Its bytes are made, or taken from where they lie, when they are
    asked for: those of all files are more than those of all pages together."""

    address: str
    page: str
    size: int
    sum: str
    make: Callable[[], bytes]

    def promise(self) -> Promise:
        return Promise(self.address, self.sum, self.make)


def shelves() -> Shelves:
    return {form: Shelf() for form in FORMS}


def listed(site: Site) -> tuple[Listed, ...]:
    """Every list that holds something, in their order."""
    return tuple(Listed(each, cache(partial(_key, each, site))) for each in exports_of(site))


def are_known(lists: Iterable[Listed], memory: Memory) -> bool:
    """Whether each list is as it was at an earlier build; no further looked at than to the first that isn't."""
    return all(memory.find(_KIND, each.key()) is not None for each in lists)


def export_files(lists: Iterable[Listed], site: Site, aside: Shelves, memory: Memory) -> Iterator[Told]:
    """The files of the lists, in their order. Those of a list that is as it was at an earlier build aren't made."""
    for each in lists:
        export, key = each.export, each.key()
        known = memory.recall(_KIND, key, {})
        if known is None:
            told = tuple(_laid(export, table_of(export, site), aside))
            memory.keep_value(_KIND, key, tuple((one.form, one.size, one.sum) for one in told), {})
            yield from told
        else:
            yield from (Told(export.stem, *one) for one in known)


def exported_on(
    aside: Shelves, told: Iterable[Told], lists: Iterable[Listed], site: Site, memory: Memory
) -> tuple[Exported, ...]:
    """The files of the lists, whoever has laid them aside. One that was only known, and whose bytes are wanted
    after all, is made with its list."""
    spare = shelves()  # what another process has written lies where this one would begin
    exports = {each.export.stem: each.export for each in lists}

    @cache
    def again(stem: str) -> Mapping[str, Told]:
        memory.made[_KIND] += 1
        return {each.form: each for each in _laid(exports[stem], table_of(exports[stem], site), spare)}

    def content(each: Told) -> bytes:
        if each.begin is not None:
            return aside[each.form].get(each.begin, each.size)
        made = again(each.stem)[each.form]
        assert made.begin is not None
        return spare[made.form].get(made.begin, made.size)

    def exported(each: Told) -> Exported:
        page = exports[each.stem].page
        return Exported(f"{each.stem}.{each.form}", page, each.size, each.sum, partial(content, each))

    return tuple(map(exported, told))


def _key(export: Export, site: Site) -> Digest:
    """The digest of all that the files of a list are made of."""
    table = table_of(export, site)
    said = (table.title, table.tabs, table.headings, table.columns)
    return digest_of_all(chain([repr(said)], table.inputs))


def _laid(export: Export, table: Table, aside: Shelves) -> Iterator[Told]:
    """The files of a list, laid aside piece by piece as they grow."""
    sums = {form: sha256() for form in FORMS}
    laid: dict[str, list[Held]] = {form: [] for form in FORMS}
    for form, piece in written(table):
        sums[form].update(piece)
        laid[form].append(aside[form].put([piece]))
    for form, pieces in laid.items():
        size = sum(each.size for each in pieces)
        yield Told(export.stem, form, size, sums[form].hexdigest(), pieces[0].begin)


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


def with_sizes(pages: Iterable[Page], exported: Iterable[Exported]) -> Iterator[Page]:
    """The pages, their downloads with the size that each file turned out to have: a reader is told before the click."""
    offered: dict[str, dict[str, int]] = defaultdict(dict)
    for each in exported:
        offered[each.page][each.address] = _as_told(each.size)
    for page in pages:
        shown = offered.get(first_page(page.address))
        if shown is None:
            yield page
        else:
            inputs = digest_of(page.inputs, repr(shown)) if page.inputs else b""
            yield replace(page, close=partial(_told, page, shown), inputs=inputs)


def _told(page: Page, sizes: Mapping[str, int]) -> Any:
    closed = page.view
    view = closed.view
    told = tuple(replace(each, size=sizes.get(each.address, 0)) for each in getattr(view, "downloads", ()))
    return replace(closed, view=replace(view, downloads=told)) if told else closed
