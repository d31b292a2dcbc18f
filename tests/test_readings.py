"""How titles are read is found out once: the tables of pinyin take longer to load than most edits."""

from __future__ import annotations

from pathlib import Path

import pytest

from gkgen import readings
from gkgen.cache import Memory, fingerprint, opened, secret_of
from gkgen.drawing import ALONE
from gkgen.schema import Site
from gkgen.stages.plan import pinyin
from tests.sites import built, item


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that had to be read."""
    found: list[str] = []

    def read(text: str) -> str:
        found.append(text)
        return pinyin.reading(text)

    monkeypatch.setattr(readings, "reading", read)
    return found


def site_of(folder: Path, title: str) -> Site:
    text = item().replace("关于做好工作的通知", title)
    site = built(folder, {"content/items/one.md": text}).site
    assert site is not None
    return site


def test_only_a_title_that_is_new_is_read(tmp_path: Path, asked: list[str]) -> None:
    for title, expected in (("“重庆”的通知", {"“重庆”的通知", "重庆”的通知", "重"}), ("“重庆”的通知", set())):
        site = site_of(tmp_path / "site", title)
        memory = Memory(opened(tmp_path, fingerprint(), secret_of()))
        asked.clear()
        known = readings.titles_read(site.entries, memory, ALONE)
        memory.close()
        assert {each for each in asked if "重" in each} == expected
        assert expected or not asked
        assert known["重庆”的通知"].startswith("chong qing")
