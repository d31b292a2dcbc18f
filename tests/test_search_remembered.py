"""A site that is built again indexes what changed of its texts, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gkgen.cache import Memory
from gkgen.emit.search import shards
from tests.sites import SITE, built, item

Files = dict[str, str]


def site() -> Files:
    return {f"content/items/i{n:02}.md": numbered(n, f"第{n}号正文，各自不同。") for n in range(30)}


def numbered(number: int, body: str, title: str = "") -> str:
    return item(title or f"第{number}号通知", f"wx/2026-{number:05}", body)


def without(files: Files, name: str) -> Files:
    return {path: text for path, text in files.items() if path != name}


SEVENTH = "content/items/i07.md"
EDITS: dict[str, tuple[Callable[[Files], Files], set[int]]] = {
    "nothing": (lambda files: files, {0}),
    "a body": (lambda files: files | {SEVENTH: numbered(7, "改过的正文。")}, {1}),
    "a title": (lambda files: files | {SEVENTH: numbered(7, "第7号正文，各自不同。", "改过的标题")}, {0}),
    "a new entry": (lambda files: files | {"content/items/i99.md": numbered(99, "新的正文。")}, {1}),
    "a deleted entry": (lambda files: without(files, SEVENTH), {1}),
    "a renamed entry": (lambda files: without(files, SEVENTH) | {"content/items/r.md": files[SEVENTH]}, {1, 2}),
    "the settings": (lambda files: files | {"site.yaml": SITE + "theme: own\n"}, {0}),
    "a template": (lambda files: files | {"site.yaml": SITE + "theme: own\n", "own/templates/x.html": "新"}, {0}),
}  # fmt: skip


class Held:
    """Keeps bytes as long as the test goes on."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, bytes], bytes] = {}

    def find(self, kind: str, key: bytes) -> bytes | None:
        return self.held.get((kind, key))

    def keep(self, kind: str, key: bytes, value: bytes) -> None:
        self.held[kind, key] = value

    def close(self) -> None:
        self.held.clear()


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_indexes_its_own_shard_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edit: str
) -> None:
    """A renamed entry leaves one shard and enters another, unless that is the same one."""
    monkeypatch.setattr(shards, "SHARD_DOCUMENTS", 12)
    monkeypatch.setattr("gkgen.emit.search.index_of", lambda _shard: b'{"starts":[],"characters":""}')
    held = Held()
    before, after = Memory(held), Memory(held)
    list(replace(built(tmp_path / "before", site()), memory=before).search_files())
    assert before.made["shard"] >= 3
    change, expected = EDITS[edit]
    list(replace(built(tmp_path / "after", change(site())), memory=after).search_files())
    assert after.made["shard"] in expected
