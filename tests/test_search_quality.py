"""The search finds what stands there, on real texts, within its bytes: `python -m tests.search_quality` prints it all."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.browsing import chromium
from tests.search_quality import (
    LEAST_PRECISION,
    LEAST_RECALL,
    MOST_QUERY,
    MOST_START,
    Answer,
    documents,
    lost,
    measure,
    table,
)


def hold(answers: Sequence[Answer]) -> None:
    assert statistics.mean(one.recall for one in answers) >= LEAST_RECALL, table(answers)
    assert statistics.mean(one.precision for one in answers) >= LEAST_PRECISION, table(answers)
    assert lost(answers) == []


def test_a_sample_of_the_queries_finds_what_stands_there(tmp_path: Path) -> None:
    """One in ten of them, over one in eight of the entries."""
    with chromium() as browser:
        answers = measure(browser, documents(2_000)[::8], tmp_path / "site", lambda all_: all_[::10])
    assert len(answers) > 15
    assert len({one.query.kind for one in answers}) > 8
    hold(answers)


@pytest.mark.all
def test_all_queries_over_two_thousand_entries_find_what_stands_there_within_their_bytes(
    tmp_path: Path,
) -> None:
    site = documents(2_000)
    with chromium() as browser:
        answers = measure(browser, site, tmp_path / "site", list)
    assert len(site) == 2_000
    assert len(answers) >= 200
    hold(answers)
    assert max(one.start for one in answers) <= MOST_START
    assert statistics.median(one.weight for one in answers) <= MOST_QUERY, table(answers)
