"""The inspection: a site held against the indicators of 国办秘函〔2019〕19号, with the evidence beside each.

What only the living site can show is listed and never guessed: the score is a range. Where an inspector draws a sample,
all is looked at, and the deduction is the highest that a sample can cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from gkgen.checks.coverage import coverage
from gkgen.emit.searchable import search_documents
from gkgen.findings import Finding, Severity
from gkgen.inspecting.bonus import bonus
from gkgen.inspecting.disclosure import disclosure
from gkgen.inspecting.examined import Examined, drawn_of, observed, sample_of
from gkgen.inspecting.files import json_file, page_file
from gkgen.inspecting.functions import functions
from gkgen.inspecting.results import Inspection, Result, plain
from gkgen.inspecting.services import interaction, services
from gkgen.inspecting.spreadsheets import csv_files
from gkgen.inspecting.tables import tables
from gkgen.inspecting.veto import vetoes
from gkgen.model import File, Page
from gkgen.schema import Site


def inspect(
    site: Site, pages: Sequence[Page], findings: Sequence[Finding], drawn: Iterable[File]
) -> Inspection:
    """`drawn` are the pages that `sample_of` names, as the build draws them."""
    examined = Examined(
        site,
        coverage(site),
        tuple(pages),
        tuple(findings),
        tuple(drawn_of(file) for file in drawn),
        observed(site),
    )
    errors = sum(1 for each in findings if each.rule.severity is Severity.ERROR)
    return Inspection(
        name=site.config.name,
        day=site.now,
        results=tuple(replace(each, points=plain(each.points)) for each in _results(examined)),
        coverage=examined.coverage,
        tables=tuple(tables(examined)),
        errors=errors,
        warnings=len(findings) - errors,
    )


def _results(examined: Examined) -> Iterator[Result]:
    yield from vetoes(examined)
    yield from disclosure(examined)
    yield from services(examined)
    yield from interaction(examined)
    yield from functions(examined, search_documents(examined.site))
    yield from bonus(examined)


__all__ = ["Inspection", "csv_files", "inspect", "json_file", "page_file", "sample_of"]
