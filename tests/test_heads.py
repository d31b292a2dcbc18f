"""What a page is closed from: the text of its own entry, the heads of all, and nothing else."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from gkgen.built import Built
from gkgen.diff import Side, compare
from gkgen.heads import with_heads
from gkgen.lockfile import Locked
from gkgen.manuscripts import PackedManuscript
from gkgen.model import Page, Source
from gkgen.schema import Site
from gkgen.schema.mounted import Mounted
from gkgen.stages.plan import places
from gkgen.workdays import Calendar
from tests.sites import built, item

FROM_ENTRIES = {
    "entries", "subjects", "catalogue", "by_node", "by_publisher", "by_folder", "naming", "addresses", "stubs",
    "coming", "readings",
}  # fmt: skip
"""What linking makes of the entries: their heads stand for it."""
NOT_SHOWN = {"settings", "types"}
"""Where site.yaml says a thing; and what follows from the settings and from gkgen itself."""
MADE = {"heads", "digests"}


def test_closing_a_page_opens_no_text_but_that_of_its_own_entry(
    example: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert example.site is not None
    opened: list[PackedManuscript] = []
    part = PackedManuscript._part

    def told(manuscript: PackedManuscript, begin: int, end: int | None) -> Any:
        opened.append(manuscript)
        return part(manuscript, begin, end)

    monkeypatch.setattr(PackedManuscript, "_part", told)
    # Which places may be named on another page is part of its head.
    monkeypatch.setattr(places, "_ids_of", lambda entry: places._MAIN | {places.ANYWHERE, entry.id})
    owners = {each.address: each.entry for each in example.site.subjects.values()}
    pages, _ = example.split()
    looked = 0
    for page in pages:
        opened.clear()
        assert page.inputs
        assert page.view
        owner = owners.get(page.address)
        assert all(owner is not None and each is owner.written for each in opened), page.address
        looked += bool(opened)
    assert looked > 20


OTHER: dict[str, Any] = {
    "now": date(2027, 1, 1),
    "faulty": frozenset({"content/a.md"}),
    "waiting": frozenset({"content/a.md"}),
    "locked": (Locked("a.html", "content/a.md", 1),),
    "calendar": Calendar(frozenset({1999}), {}),
    "mounted": Mounted("<header>望溪</header>", "", ()),
    "files": {"content/a.pdf": Source("content/a.pdf", b"12", 2)},
}


def test_whatever_of_a_site_is_no_entry_is_in_the_digest_of_its_heads(tmp_path: Path) -> None:
    site = built(tmp_path, {}).site
    assert site is not None
    others = {**OTHER, "config": replace(site.config, phone="0100-2000009")}
    assert {each.name for each in fields(Site)} - FROM_ENTRIES - NOT_SHOWN - MADE == set(others)
    digests = {with_heads(replace(site, **{name: value}), (), {}).heads for name, value in others.items()}
    assert len(digests | {with_heads(site, (), {}).heads}) == len(others) + 1


def heads(folder: Path, text: str, **words: str) -> bytes:
    site = built(folder, {"content/items/i.md": item(**words) + text}).site
    assert site is not None
    return site.heads


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("再说一句。\n", True),
        ("\n\n[机构](../organisations/mzj.yaml)\n", False),
        ("\n\n## 办理材料\n", False),
    ],
    ids=["words", "a link", "a heading that may be named"],
)
def test_words_are_no_part_of_the_heads_but_links_and_headings_are(
    text: str, same: bool, tmp_path: Path
) -> None:
    assert (heads(tmp_path, "") == heads(tmp_path, text)) is same


def test_a_link_that_stands_a_line_below_leaves_the_heads_as_they_are(tmp_path: Path) -> None:
    link = "[机构](../organisations/mzj.yaml)\n"
    assert heads(tmp_path, f"\n\n{link}") == heads(tmp_path, f"\n\n再说一句。\n\n{link}")


def test_what_stands_in_a_field_is_part_of_the_heads(tmp_path: Path) -> None:
    assert heads(tmp_path, "") != heads(tmp_path, "", title="关于做好其他工作的通知")


def test_a_comparison_closes_only_the_pages_of_the_texts_that_differ(tmp_path: Path) -> None:
    closed: list[str] = []

    def side(folder: Path, text: str) -> Side:
        site = built(
            folder, {"content/items/i.md": item(body=text), "content/items/j.md": item("其他", "wx/2026-2")}
        )
        assert site.site is not None
        pages = (replace(each, close=partial(told, each)) for each in site.pages)
        return Side(site.site, tuple(pages), site.findings)

    def told(page: Page) -> Any:
        closed.append(page.address)
        return page.view

    changes = compare(side(tmp_path / "before", "正文。"), side(tmp_path / "after", "改过的正文。"))
    assert [each.address for each in changes.pages.own] == ["items/i.html"]
    assert closed == ["items/i.html", "items/i.html"]
