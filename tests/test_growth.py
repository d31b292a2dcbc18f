"""How much memory an entry more takes: a province's site is built on a small machine."""

from __future__ import annotations

import gc
import tracemalloc
from datetime import date
from pathlib import Path

from gkgen.build import Options, build
from tests.benching.sites import gkgen_site, write

FEW, MANY = 60, 260
MOST = 6_000
"""Bytes an entry that a planned site may hold. An entry of these sites has 3 kB of text, and its page 12 kB of HTML;
with all that was read, written and planned it was 28 kB."""


def held(folder: Path, count: int) -> int:
    """Bytes that a site of so many entries holds when it is planned."""
    write(folder, gkgen_site(count))
    gc.collect()
    tracemalloc.start()
    try:
        built = build(Options(folder, date(2026, 11, 22)))
        gc.collect()
        assert len(built.pages) > count
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


def test_a_site_that_is_planned_holds_of_an_entry_less_than_its_page(tmp_path: Path) -> None:
    held(tmp_path / "first", 10)  # what is loaded only once
    few, many = (held(tmp_path / str(count), count) for count in (FEW, MANY))
    each = (many - few) / (MANY - FEW)
    assert each < MOST, f"{each:.0f} bytes an entry"
