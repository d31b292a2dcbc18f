"""Firefox as the second engine: search, tree, print, and axe over a page of each kind."""

from __future__ import annotations

import io
import re
from base64 import b64decode
from typing import Any
from unicodedata import normalize

import pytest
from pypdf import PdfReader

from tests.portal.axe import axe_source
from tests.portal.example import Example
from tests.portal.tools import node


@pytest.fixture(scope="module")
def seen(portal: Example, host: str) -> dict[str, Any]:
    return node("firefox.mjs", {"host": host, "pages": portal.kinds(), "axe": axe_source()})  # type: ignore[no-any-return]


def test_firefox_finds_a_word_and_marks_it(seen: dict[str, Any]) -> None:
    assert seen["search"]["address"].endswith("search.html?q=低保")
    assert seen["search"]["marked"] in ("低保", "最低生活保障")
    assert re.search(r"\d+ ?条", seen["search"]["said"])


def test_firefox_opens_the_tree_by_keyboard(seen: dict[str, Any]) -> None:
    assert seen["tree"]["opened"]
    assert seen["tree"]["inside"]


def test_firefox_prints_what_is_folded(seen: dict[str, Any]) -> None:
    pages = PdfReader(io.BytesIO(b64decode(seen["print"]["paper"]))).pages
    paper = re.sub(r"\s", "", normalize("NFKC", "".join(each.extract_text() for each in pages)))
    assert len(seen["print"]["folded"]) > 10
    assert [each for each in seen["print"]["folded"] if not _printed(each, paper)] == []


def _printed(text: str, paper: str) -> bool:
    """Firefox writes some characters of a CJK font without saying which they are: any character may stand for one."""
    plain = re.sub(r"\s", "", normalize("NFKC", text))
    pattern = "".join(f"[{re.escape(each)}\ufffd]" for each in plain)
    return any(found[1].strip("\ufffd") for found in re.finditer(f"(?=({pattern}))", paper))


def test_a_text_that_is_not_on_paper_is_missed() -> None:
    assert _printed("社会救助", "目录\ufffd会救助（12）")
    assert not _printed("社会救助", "目录临时救助（12）\ufffd\ufffd\ufffd\ufffd")


def test_axe_finds_nothing_in_firefox_and_no_page_is_too_wide(seen: dict[str, Any]) -> None:
    assert seen["rules"] == []
