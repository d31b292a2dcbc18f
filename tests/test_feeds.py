"""Atom feeds and the site map: valid, bounded, and the same for the same content."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from uuid import UUID
from xml.etree import ElementTree

import pytest

from gkgen.built import Built
from gkgen.emit.sitemap import sitemap_files
from gkgen.schema.feeds import LONGEST
from tests.sites import built, item, output

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ROOT = "https://www.wangxi.example/zfxxgk"


def lived(title: str, number: str, more: str) -> str:
    return item(title, number).replace("公开目录: leaf", f"公开目录: leaf\n{more}")


def site_of(folder: Path, **options: object) -> Built:
    files = {
        "content/items/one.md": lived(
            "一号 <文件> & 通知",
            "wx/2026-00001",
            "内容概述: 说明 <b>\n变更记录:\n  - {日期: 2026-05-06, 内容: 更正附件, 原因: 数字有误}",
        ),
        "content/items/two.md": lived("二号", "wx/2026-00002", "废止: {日期: 2026-06-01, 依据: 新文件}"),
        "content/items/three.md": lived("三号", "wx/2026-00003", "失效日期: 2026-07-01"),
        "content/items/four.md": lived("四号", "wx/2026-00004", "撤下: {日期: 2026-08-01, 原因: 内容有误}"),
        "content/items/late.md": lived("以后的", "wx/2026-00005", "废止: {日期: 2027-01-01, 依据: 新文件}"),
    }
    return built(folder, files, **options)


def feeds(site: Built) -> dict[str, ElementTree.Element]:
    return {
        address: ElementTree.fromstring(content)
        for address, content in output(site).items()
        if address.startswith("feeds/")
    }


def titles(feed: ElementTree.Element) -> list[str]:
    return [each.findtext(f"{ATOM}title") or "" for each in feed.iter(f"{ATOM}entry")]


def test_there_is_a_feed_of_the_site_of_each_organisation_and_column_and_of_changes(tmp_path: Path) -> None:
    found = feeds(site_of(tmp_path))
    assert sorted(found) == [
        "feeds/all.xml",
        "feeds/catalogue/leaf.xml",
        "feeds/catalogue/top.xml",
        "feeds/changes.xml",
        "feeds/organisations/mzj.xml",
    ]
    every = {"一号 <文件> & 通知", "二号", "三号", "以后的"}
    for address in sorted(found.keys() - {"feeds/changes.xml"}):
        assert set(titles(found[address])) == every, address


def test_the_feed_of_changes_tells_what_has_happened_newest_first_and_nothing_that_is_to_come(
    tmp_path: Path,
) -> None:
    feed = feeds(site_of(tmp_path))["feeds/changes.xml"]
    told = [each for each in titles(feed) if not each.startswith("【发布】")]
    assert told == ["【撤下】四号", "【失效】三号", "【废止】二号", "【修改】一号 <文件> & 通知"]
    summaries = [each.findtext(f"{ATOM}summary") for each in feed.iter(f"{ATOM}entry")]
    assert "更正附件；数字有误" in summaries


@pytest.mark.parametrize("base_url", ["", ROOT])
def test_every_feed_holds_to_rfc_4287(base_url: str, tmp_path: Path) -> None:
    site = site_of(tmp_path, base_url=base_url)
    pages = output(site)
    for address, feed in feeds(site).items():
        assert feed.tag == f"{ATOM}feed"
        entries = feed.findall(f"{ATOM}entry")
        for each in (feed, *entries):
            for name in ("id", "title", "updated"):
                assert len(each.findall(f"{ATOM}{name}")) == 1, (address, name)
            UUID((each.findtext(f"{ATOM}id") or "").removeprefix("urn:uuid:"))
            moment = datetime.fromisoformat(each.findtext(f"{ATOM}updated") or "")
            assert moment.utcoffset() is not None
            assert len([link for link in each.findall(f"{ATOM}link") if link.get("rel") == "alternate"]) == 1
            assert all(link.get("type") for link in each.findall(f"{ATOM}link"))
        ids = [each.findtext(f"{ATOM}id") for each in (feed, *entries)]
        assert len(set(ids)) == len(ids)
        assert feed.findtext(f"{ATOM}author/{ATOM}name")
        newest = max(each.findtext(f"{ATOM}updated") or "" for each in entries)
        assert feed.findtext(f"{ATOM}updated") == newest
        for link in feed.iter(f"{ATOM}link"):
            way = (link.get("href") or "").removeprefix(
                f"{base_url}/" if base_url else "../" * address.count("/")
            )
            assert way in pages, (address, link.get("href"))


def test_an_entry_keeps_its_id_wherever_the_site_stands_and_whatever_comes_beside_it(tmp_path: Path) -> None:
    def ids(site: Built) -> dict[str, str]:
        feed = feeds(site)["feeds/all.xml"]
        entries = feed.iter(f"{ATOM}entry")
        return {each.findtext(f"{ATOM}title") or "": each.findtext(f"{ATOM}id") or "" for each in entries}

    alone = ids(built(tmp_path / "a", {"content/items/two.md": item("二号")}))
    assert alone.items() <= ids(site_of(tmp_path / "b", base_url=ROOT)).items()


def test_a_feed_is_bounded_to_the_latest(tmp_path: Path) -> None:
    files = {
        f"content/items/i{n}.md": item(f"第{n}号", f"wx/2026-{n:05}").replace(
            "2026-03-05", f"2026-0{n % 9 + 1}-07"
        )
        for n in range(1, LONGEST + 20)
    }
    found = feeds(built(tmp_path, files))
    assert all(len(titles(each)) == LONGEST for each in found.values())
    days = [each.findtext(f"{ATOM}published") or "" for each in found["feeds/all.xml"].iter(f"{ATOM}entry")]
    assert days == sorted(days, reverse=True)
    assert "2026-01-07" not in "".join(days)


def test_a_withheld_entry_is_told_without_its_summary(tmp_path: Path) -> None:
    closed = lived("一号", "wx/2026-00001", "公开方式: 依申请公开\n内容概述: 不给看")
    assert "不给看" not in output(built(tmp_path, {"content/items/one.md": closed}))["feeds/all.xml"].decode()


def test_pages_name_their_feeds_in_the_head_and_in_words(tmp_path: Path) -> None:
    pages = output(site_of(tmp_path))
    for address, feed in (
        ("index.html", "feeds/all.xml"),
        ("index.html", "feeds/changes.xml"),
        ("changes.html", "feeds/changes.xml"),
        ("organisations/mzj.html", "../feeds/organisations/mzj.xml"),
        ("organisations/mzj-list.html", "../feeds/organisations/mzj.xml"),
        ("catalogue/leaf.html", "../feeds/catalogue/leaf.xml"),
        ("catalogue/top.html", "../feeds/catalogue/top.xml"),
    ):
        page = pages[address].decode()
        assert re.search(
            rf'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="{feed}">', page
        )
        assert re.search(rf'<a href="{feed}"[^>]*>订阅', page), address
    assert "atom+xml" not in pages["items/one.html"].decode()


def test_a_site_without_dates_has_no_feed(tmp_path: Path) -> None:
    assert feeds(built(tmp_path, {})) == {}


# ---------------------------------------------------------------- the site map


def test_the_site_map_tells_how_new_each_page_is(tmp_path: Path) -> None:
    root = ElementTree.fromstring(output(site_of(tmp_path, base_url=ROOT))["sitemap.xml"])
    dated = {
        (each.findtext(f"{MAP}loc") or "").removeprefix(f"{ROOT}/"): each.findtext(f"{MAP}lastmod")
        for each in root
    }
    assert dated["items/one.html"] == "2026-05-06"
    assert dated["items/two.html"] == "2026-03-05"
    assert dated["items/index.html"] == dated["catalogue/leaf.html"] == dated["index.html"] == "2026-05-06"
    assert dated["search.html"] is None
    assert "items/four.html" not in dated


def test_a_large_site_map_is_split_under_an_index(tmp_path: Path) -> None:
    site = site_of(tmp_path, base_url=ROOT)
    assert site.site is not None
    files = {each.address: each.content for each in sitemap_files(site.pages, site.site, 10)}
    parts = [name for name in files if re.fullmatch(r"sitemap-\d+\.xml", name)]
    index = ElementTree.fromstring(files["sitemap.xml"])
    assert index.tag == f"{MAP}sitemapindex"
    assert [each.findtext(f"{MAP}loc") for each in index] == [f"{ROOT}/{name}" for name in parts]
    counts = [len(ElementTree.fromstring(files[name])) for name in parts]
    assert set(counts[:-1]) == {10}
    assert 0 < counts[-1] <= 10
