"""Every rule has a document with its fault marked in place, and complains there, once, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites import BASE, built, places, read_case

CASES = sorted((Path(__file__).parent / "broken").glob("*.txt"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_broken_site_has_exactly_the_findings_marked_in_it(path: Path, tmp_path: Path) -> None:
    case = read_case(path)
    assert case.faults or case.name.startswith("clean"), "a document without a mark proves nothing"
    assert places(built(tmp_path, case.files)) == case.faults


def test_one_run_tells_all_faults_of_all_documents_together(tmp_path: Path) -> None:
    """The documents that leave the common files alone make one site; its findings are all of theirs."""
    files: dict[str, str] = {}
    faults = []
    for path in CASES:
        case = read_case(path)
        if not set(case.files) & (set(BASE) | set(files)):
            files |= case.files
            faults += case.faults
    assert len(faults) > 25
    assert places(built(tmp_path, files)) == sorted(faults)
