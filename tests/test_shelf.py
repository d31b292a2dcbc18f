"""What a build lays aside: on a full disk the site stands, and the disk is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from gkgen.findings import UsageError
from gkgen.shelf import Shelf


def test_what_is_laid_aside_is_found_again() -> None:
    shelf = Shelf()
    first, second = shelf.put([b"ab", b"", b"cd"]), shelf.put([b"ef"])
    assert (first.bytes(), second.bytes()) == (b"abcd", b"ef")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full, as Linux has")
def test_a_full_disk_is_told_with_the_folder_of_temporary_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.TemporaryFile", lambda buffering: open("/dev/full", "wb", buffering))  # noqa: SIM115 — the shelf keeps it
    with pytest.raises(UsageError, match="TMPDIR"):
        Shelf().put([b"more"])
