"""What a blind citizen hears on nine kinds of page stays as it was read and found good."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import Browser

from tests.portal.tools import node
from tests.portal.transcripts import KEPT, PAGES, indented, transcripts


def test_the_spoken_text_of_each_kind_is_the_kept_one(host: str, browser: Browser) -> None:
    """`python -m tests.portal.transcripts` writes the kept texts anew."""
    for name, text in transcripts(browser, host).items():
        assert text == (KEPT / f"{name}.txt").read_text(encoding="utf-8"), name


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_said_without_a_name_or_twice_in_a_row(name: str) -> None:
    lines = [line.strip() for line in (KEPT / f"{name}.txt").read_text(encoding="utf-8").splitlines()]
    nameless = {
        "link",
        "button",
        "image",
        "img",
        "searchbox",
        "textbox",
        "combobox",
        "checkbox",
        "radio",
    }
    assert [line for line in lines if line in nameless] == []
    heard = [(one, other) for one, other in pairwise(lines) if one == other and len(one) > 3]
    assert [
        one for one, _ in heard if not one.startswith(("row", "cell", "listitem", "paragraph", "group"))
    ] == []


def test_a_control_without_a_name_is_heard_as_one() -> None:
    spoken = node("transcribe.mjs", {"bad": "<body><main><a href='x'></a><button></button></main></body>"})
    assert {"link", "button"} <= set(indented(spoken["bad"]).split())
