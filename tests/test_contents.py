"""The contents of a text: nested by the level of its headings, and only where there is something to find."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.sites import built, item, output


def contents(folder: Path, body: str) -> str:
    site = built(folder, {"content/items/one.md": item(body=body)})
    text = output(site)["items/one.html"].decode().partition('<details class="contents">')[2]
    lines = text.partition("</details>")[0].partition("</summary>")[2]
    return re.sub(r"<a href=\"#[^\"]+\">([^<]*)</a>|\s|<ul class=\"contents-list\">", r"\1", lines)


def test_headings_stand_below_those_that_they_belong_to(tmp_path: Path) -> None:
    body = "## 一、低保\n\n### 对象\n\n#### 城镇\n\n### 标准\n\n## 二、特困\n\n### 对象\n\n文。\n"
    assert contents(tmp_path, body) == (
        "<li>一、低保<ul><li>对象<ul><li>城镇</li></ul></li><li>标准</li></ul></li>"
        "<li>二、特困<ul><li>对象</li></ul></li></ul>"
    )


def test_a_text_that_begins_low_has_all_its_headings(tmp_path: Path) -> None:
    body = "### 甲\n\n## 乙\n\n### 丙\n\n文。\n"
    assert contents(tmp_path, body) == "<li>甲</li><li>乙<ul><li>丙</li></ul></li></ul>"


@pytest.mark.parametrize("body", ["文。\n", "## 一\n\n## 二\n\n文。\n"])
def test_a_text_of_few_headings_has_none(body: str, tmp_path: Path) -> None:
    assert contents(tmp_path, body) == ""
