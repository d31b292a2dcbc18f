"""schema.org in pages and DCAT in catalog.json: valid JSON-LD that says what the pages say."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from gkgen.built import Built
from gkgen.types import TYPES
from tests.sites import ORGANISATION, built, item, output

ROOT = "https://www.wangxi.example/zfxxgk"
WORDS = {"index_number": "wx/2026-00002", "organisation": "mzj", "node": "leaf", "today": "2026-11-20"}
GUIDE = next(each for each in TYPES if each.key == "guide").example.format(**WORDS)


def site_of(folder: Path, **options: object) -> Built:
    return built(
        folder,
        {"content/items/one.md": item("关于</script><b>的通知 & 事"), "content/guides/dibao.yaml": GUIDE},
        **options,
    )


def graph(page: bytes) -> list[dict[str, Any]]:
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.decode(), re.DOTALL)
    data = json.loads(text)
    assert data["@context"] == "https://schema.org"
    found: list[dict[str, Any]] = data["@graph"]
    return found


def thing(page: bytes) -> dict[str, Any]:
    return next(each for each in graph(page) if each["@type"] != "BreadcrumbList")


def test_every_page_with_a_way_back_tells_it_to_machines_too(tmp_path: Path) -> None:
    site = site_of(tmp_path, base_url=ROOT)
    pages = output(site)
    for page in site.pages:
        if page.address in ("index.html", "404.html"):
            continue
        (trail,) = [each for each in graph(pages[page.address]) if each["@type"] == "BreadcrumbList"]
        items = trail["itemListElement"]
        assert [each["position"] for each in items] == list(range(1, len(items) + 1))
        assert items[-1]["item"] == f"{ROOT}/{page.address}"
        assert all(each["item"].removeprefix(f"{ROOT}/") in pages for each in items)


def test_an_entry_says_what_it_is(tmp_path: Path) -> None:
    pages = output(site_of(tmp_path, base_url=ROOT))
    assert thing(pages["items/one.html"]) == {
        "@type": "DigitalDocument",
        "name": "关于</script><b>的通知 & 事",
        "url": f"{ROOT}/items/one.html",
        "identifier": ["wx/2026-00001"],
        "inLanguage": "zh-CN",
        "datePublished": "2026-03-05",
        "publisher": {
            "@type": "GovernmentOrganization",
            "name": "望溪区民政局",
            "url": f"{ROOT}/organisations/mzj.html",
        },
    }
    service = thing(pages["guides/dibao.html"])
    assert service["@type"] == "GovernmentService"
    assert service["provider"]["url"] == f"{ROOT}/organisations/mzj.html"
    assert service["availableChannel"]["servicePhone"]["telephone"] == "0100-2000002"
    assert service["serviceOutput"]["name"] == "最低生活保障证"
    body = thing(pages["organisations/mzj.html"])
    assert (body["@type"], body["telephone"], body["address"]) == (
        "GovernmentOrganization",
        "0100-2000002",
        "清溪路1号",
    )


def test_no_text_can_end_the_block_of_data(tmp_path: Path) -> None:
    page = output(site_of(tmp_path))["items/one.html"].decode()
    (block,) = re.findall(r'<script type="application/ld\+json">([^<]*)</script>', page)
    assert not set("<>&\u2028\u2029") & set(block)


def test_the_home_page_tells_how_to_search(tmp_path: Path) -> None:
    site = thing(output(site_of(tmp_path, base_url=ROOT))["index.html"])
    assert site["@type"] == "WebSite"
    assert site["potentialAction"]["target"]["urlTemplate"] == f"{ROOT}/search.html?q={{search_term_string}}"


def test_without_a_public_address_the_ways_lead_from_the_page(tmp_path: Path) -> None:
    assert thing(output(site_of(tmp_path))["items/one.html"])["url"] == "../items/one.html"


def test_what_isnt_disclosed_and_what_is_gone_says_nothing_of_itself(tmp_path: Path) -> None:
    closed = item().replace("公开目录: leaf", "公开目录: leaf\n公开方式: 依申请公开")
    gone = item("甲", "wx/2026-00009").replace(
        "公开目录: leaf", "公开目录: leaf\n撤下: {日期: 2026-08-01, 原因: 内容有误}"
    )
    pages = output(built(tmp_path, {"content/items/one.md": closed, "content/items/two.md": gone}))
    assert [each["@type"] for each in graph(pages["items/one.html"])] == ["BreadcrumbList"]
    assert b"ld+json" not in pages["items/two.html"]


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.key)
def test_the_example_of_every_type_is_something_that_schema_org_knows(kind: Any, tmp_path: Path) -> None:
    assert re.fullmatch(r"[A-Z][A-Za-z]+", kind.schema_org)
    files = {f"content/{kind.folder or 'pages'}/x-{kind.key}{kind.suffix}": kind.example.format(**WORDS)}
    site = built(tmp_path, files)
    assert site.site is not None
    (entry,) = [each for each in site.site.entries if each.path in files]
    said = thing(output(site)[entry.address])
    assert (said["@type"], said["name"]) == (kind.schema_org, entry.fields.title)
    assert all(value for value in said.values())


# ---------------------------------------------------------------- DCAT


def catalogue(site: Built) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(output(site)["catalog.json"])
    return found


@pytest.mark.parametrize("base_url", ["", ROOT])
def test_the_catalogue_of_data_names_every_file_with_its_size_and_checksum(
    base_url: str, tmp_path: Path
) -> None:
    site = site_of(tmp_path, base_url=base_url)
    files = output(site)
    whole = catalogue(site)
    assert whole["@type"] == "dcat:Catalog"
    prefix = f"{base_url}/" if base_url else ""
    named = set()
    for dataset in whole["dcat:dataset"]:
        assert dataset["dcat:landingPage"]["@id"].removeprefix(prefix) in files
        for each in dataset["dcat:distribution"]:
            address = each["dcat:downloadURL"]["@id"].removeprefix(prefix)
            named.add(address)
            assert each["dcat:byteSize"]["@value"] == str(len(files[address]))
            assert each["spdx:checksum"]["spdx:checksumValue"]["@value"] == sha256(files[address]).hexdigest()
    assert named == {address for address in files if address.startswith("exports/")}


def test_a_dataset_tells_who_gives_it_and_when_it_was_new(tmp_path: Path) -> None:
    changed = item().replace("公开目录: leaf", "公开目录: leaf\n更新日期: 2026-04-02")
    whole = catalogue(
        built(tmp_path, {"content/items/one.md": changed, "content/organisations/mzj.yaml": ORGANISATION})
    )
    datasets = {each["dct:identifier"]["@value"]: each for each in whole["dcat:dataset"]}
    items = datasets["exports/items"]
    assert (items["dct:title"], items["dct:issued"]["@value"]) == ("信息公开条目", "2026-03-05")
    assert items["dct:modified"]["@value"] == whole["dct:modified"]["@value"] == "2026-04-02"
    assert items["dct:publisher"]["foaf:name"] == "望溪区人民政府办公室"
    assert datasets["exports/organisations/mzj"]["dct:publisher"]["foaf:name"] == "望溪区民政局"
    ids = [each["@id"] for each in whole["dcat:dataset"]]
    assert len(set(ids)) == len(ids)


def test_every_prefix_and_day_of_the_catalogue_is_declared(tmp_path: Path) -> None:
    whole = catalogue(site_of(tmp_path))
    text = json.dumps({key: value for key, value in whole.items() if key != "@context"})
    used = set(re.findall(r'"([a-z]+):[A-Za-z]\w*"', text))
    assert used <= whole["@context"].keys()
    assert {"dcat", "dct", "foaf", "spdx", "xsd"} <= used
