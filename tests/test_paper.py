"""What a page of the site is on paper, printed by Chromium."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.browsing import chromium
from tests.sites import BASE, built, codes, item, output

SIGNS = "公开是常态不公开是例外应当遵循公正公平合法便利的原则"
TEXT = f"""\
见[起点](/index.html)和[国务院](https://www.gov.cn/)。

{SIGNS * 40}

望溪区民政局

2026年3月5日
"""
ADDRESS = "https://www.wangxi.example/zfxxgk"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("paper")
    settings = re.sub(r"公开网址: .*\n", "", BASE["site.yaml"]) + f"公开网址: {ADDRESS}\n"
    document = item(body=TEXT).replace("公开目录: leaf", "公开目录: leaf\n文号: 望溪民发〔2026〕8号")
    site = built(folder / "site", {"site.yaml": settings, "content/items/i.md": document})
    assert codes(site) == []
    for address, content in output(site).items():
        path = folder / "out" / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder / "out"


def printed(folder: Path, address: str, browser: Browser) -> PdfReader:
    page = browser.new_page()
    page.goto((folder / address).as_uri())
    paper = page.pdf(prefer_css_page_size=True)
    page.close()
    return PdfReader(io.BytesIO(paper))


def said(text: str) -> str:
    """Fonts give some signs back as the radicals that look the same."""
    return unicodedata.normalize("NFKC", re.sub(r"\s", "", text))


def whole(paper: PdfReader) -> str:
    return said("".join(page.extract_text() for page in paper.pages))


def test_a_document_has_lines_of_28_characters_and_sheets_of_22_lines(folder: Path, browser: Browser) -> None:
    paper = printed(folder, "items/i.html", browser)
    assert [round(float(side) / 72 * 25.4) for side in paper.pages[0].mediabox[2:]] == [210, 297]
    sheet = [said(line) for line in paper.pages[1].extract_text().splitlines()]
    lines = [line for line in sheet if re.fullmatch(f"[{SIGNS}]+", line)]
    assert len(lines) == 22
    assert {len(line) for line in lines} == {28}
    assert "—2—" in sheet


def test_paper_has_no_ways_about_and_all_that_is_folded(folder: Path, browser: Browser) -> None:
    text = whole(printed(folder, "items/i.html", browser))
    for word in ("跳到正文", "栏目", "长者模式", "打印本页", "搜索"):
        assert word not in text
    for word in ("公开方式", "主动公开", f"网址：{ADDRESS}/items/i.html"):
        assert said(word) in text


def test_the_links_of_a_text_tell_where_they_lead_and_others_don_t(folder: Path, browser: Browser) -> None:
    text = whole(printed(folder, "items/i.html", browser))
    assert said(f"起点（{ADDRESS}/index.html）") in text
    assert said("国务院（https://www.gov.cn/）") in text.replace("↗", "")
    assert f"{ADDRESS}/organisations" not in text
    assert "../" not in text


def test_the_signature_and_the_date_stand_to_the_right(folder: Path) -> None:
    page = (folder / "items/i.html").read_text(encoding="utf-8")
    assert '<p class="signed">望溪区民政局</p>\n<p class="dated">2026年3月5日</p>' in page
    assert '<p class="document-number">望溪民发〔2026〕8号</p>' in page
