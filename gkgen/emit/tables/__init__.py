"""Every list as CSV, XLSX and JSON (政务公开工作要点: 数据可下载、可机读)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from gkgen.cache import Remember, afresh
from gkgen.emit.tables.table import Table, table_of
from gkgen.emit.tables.written import as_csv, as_json, as_workbook, workbook_key
from gkgen.model import File, Page
from gkgen.schema import Site
from gkgen.schema.exports import exports_of, first_page

__all__ = ["Table", "export_files", "table_of", "with_sizes"]


def export_files(site: Site, remember: Remember = afresh) -> Iterator[File]:
    """The files of every list that holds something, in the order of the lists."""
    for export in exports_of(site):
        table = table_of(export, site)
        yield File(f"{export.stem}.csv", as_csv(table))
        yield File(
            f"{export.stem}.xlsx",
            remember("workbook", workbook_key(table), partial(as_workbook, table)),
        )
        yield File(f"{export.stem}.json", as_json(table))


def _as_told(size: int) -> int:
    """A size to two digits of the unit that people are told: a page needn't be drawn again for a sentence more."""
    if size < 1024:
        return size
    unit = 1024 if size < 1024 * 1024 else 1024 * 1024
    return round(float(f"{size / unit:.1e}") * unit)


def with_sizes(pages: Iterable[Page], exported: Iterable[File], site: Site) -> Iterator[Page]:
    """The pages, their downloads with the size that each file turned out to have: a reader is told before the click."""
    sizes = {
        each.address: _as_told(len(each.content)) for each in exported if isinstance(each.content, bytes)
    }
    offering = {each.page for each in exports_of(site)}
    for page in pages:
        if first_page(page.address) in offering:
            yield replace(page, close=partial(_told, page, sizes))
        else:
            yield page


def _told(page: Page, sizes: Mapping[str, int]) -> Any:
    closed = page.view
    view = closed.view
    told = tuple(replace(each, size=sizes.get(each.address, 0)) for each in getattr(view, "downloads", ()))
    return replace(closed, view=replace(view, downloads=told)) if told else closed
