"""The pages as two checkers of HTML see them: the Nu Html Checker of the W3C, and html-validate."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.portal.example import Example
from tests.portal.tools import html_validate, vnu


def styles(portal: Example) -> list[Path]:
    return sorted([*portal.folder.rglob("*.css"), *portal.folder.rglob("*.svg")])


def test_a_page_of_each_kind_is_valid_html_and_every_style_and_picture_too(
    portal: Example, host: str
) -> None:
    assert vnu(*[f"{host}{each}" for each in portal.kinds()]) == []
    assert vnu(*styles(portal)) == []
    assert html_validate(*[portal.folder / each for each in portal.kinds()]) == []


@pytest.mark.all
def test_every_page_of_the_example_is_valid_html_in_both_scripts(portal: Example, host: str) -> None:
    assert vnu(*[f"{host}{each}" for each in portal.every()]) == []
    assert html_validate(*[portal.folder / each for each in portal.every()]) == []


def test_a_broken_page_and_a_broken_style_are_told(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        "<!DOCTYPE html><title>x</title><p><div></p><img src=a><a href=b></a>"
    )
    (tmp_path / "site.css").write_text("p { colour: red }")
    said = " ".join(vnu(tmp_path / "page.html", tmp_path / "site.css"))
    assert "alt" in said
    assert "colour" in said
    assert any("wcag" in each for each in html_validate(tmp_path / "page.html"))
