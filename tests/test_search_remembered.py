"""A site that is built again indexes what changed of its texts, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from gkgen.built import Built
from gkgen.cache import Memory
from gkgen.drawing import ALONE
from gkgen.emit.search import SearchDocument, outline_of, shards
from gkgen.emit.searchable import search_documents
from gkgen.model import Promise
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
    monkeypatch.setattr("gkgen.emit.search.index_of", lambda _texts: b'{"starts":[],"characters":""}')
    held = Held()
    before, after = Memory(held), Memory(held)
    list(replace(built(tmp_path / "before", site()), memory=before).search_files())
    assert before.made["shard"] >= 3
    change, expected = EDITS[edit]
    list(replace(built(tmp_path / "after", change(site())), memory=after).search_files())
    assert after.made["shard"] in expected


@pytest.mark.parametrize(("edit", "opened"), [("nothing", 0), ("a title", 0), ("a body", 12)])
def test_no_text_is_opened_but_those_of_a_shard_that_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edit: str, opened: int
) -> None:
    monkeypatch.setattr(shards, "SHARD_DOCUMENTS", 12)
    held = Held()
    before = replace(built(tmp_path / "before", site()), memory=Memory(held))
    standing = {file.address: sha256(bytes(file.content)).hexdigest() for file in before.search_files()}
    after = replace(built(tmp_path / "after", EDITS[edit][0](site())), memory=Memory(held))
    looked: list[SearchDocument] = []
    monkeypatch.setattr(
        SearchDocument, "text", property(lambda each: looked.append(each) or "\n".join(each.blocks))
    )
    made = [
        file for file in after.made(ALONE, standing, after.sought()) if file.address.startswith("search/")
    ]
    assert len(looked) <= opened
    assert bool(looked) == bool(opened)
    assert sum(isinstance(file, Promise) for file in made) >= 30


def test_what_is_told_of_a_text_beforehand_is_so(example: Built) -> None:
    assert example.site is not None
    documents = search_documents(example.site)
    assert [each.outline for each in documents] == [outline_of(tuple(each.blocks)) for each in documents]
    assert not any(each.outline.size for each in documents if not any(map(str.isalnum, each.text)))
