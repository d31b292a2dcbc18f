"""The search bundle: the same documents give the same bytes, and what is missing is said clearly."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkgen.emit import search
from gkgen.emit.search import (
    Bundle,
    SearchDocument,
    SearchWords,
    Shard,
    bundle_of,
    documents,
    pagefind,
    search_files,
    titles,
)
from gkgen.emit.search.bundle import read_tree, write_tree
from gkgen.emit.search.documents import in_order, shards_of
from gkgen.findings import UsageError

ROOT = Path(__file__).parent.parent

# The bundle of `small_site()`, unpacked. It changes with Pagefind's version or with ours, and then by intention only:
# every reader's browser fetches every file anew.
GOLDEN = "f6ebf7d5eac4223e99fd7c33863e8d98959a62a80a2eacac9aae1a62e0747389"

WORDS = [
    "公开",
    "目录",
    "事项",
    "依据",
    "权力",
    "清单",
    "收费",
    "标准",
    "流程",
    "办理",
    "时限",
    "材料",
    "受理",
    "机构",
    "监督",
    "电话",
]


def document(number: int, date: str = "2024-05-01") -> SearchDocument:
    pick = random.Random(number)
    blocks = tuple("".join(pick.choices(WORDS, k=12)) + "。" for _ in range(4))
    return SearchDocument(
        address=f"guides/{number:04}.html",
        title=f"第{number}号事项办理指南",
        kind="办事指南",
        organisation=f"第{number % 3}局",
        catalogue="行政许可",
        date=date,
        numbers=(f"试政发〔2024〕{number}号",),
        blocks=blocks,
    )


def small_site() -> list[SearchDocument]:
    return [document(number, f"20{10 + number % 9}-01-{1 + number % 28:02}") for number in range(40)]


def digest(files: Iterator[search.File]) -> str:
    whole = hashlib.sha256()
    for file in files:
        assert isinstance(file.content, bytes)
        whole.update(f"{file.address}\n{len(file.content)}\n".encode() + file.content)
    return whole.hexdigest()


@pytest.fixture
def many_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "SHARD_DOCUMENTS", 9)


# ---------------------------------------------------------------- the same bytes


@pytest.mark.usefixtures("many_shards")
def test_order_and_workers_leave_the_bytes_alone() -> None:
    site = small_site()
    shuffled = random.Random(1).sample(site, len(site))
    first = digest(search_files(site, workers=1))
    assert first == digest(search_files(site, workers=2))
    assert first == digest(search_files(shuffled, workers=3))


def test_hash_seed_clock_zone_locale_and_settings_leave_the_bytes_alone(tmp_path: Path) -> None:
    program = "import test_search_bundle as t; print(t.digest(t.search_files(t.small_site())))"
    surroundings = [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1"},
        {"PYTHONHASHSEED": "3", "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": "50", "PAGEFIND_VERBOSE": "true"},
    ]
    (tmp_path / "pagefind.toml").write_text("keep_index_url = true\n")
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONPATH": paths, **surrounding},
            cwd=tmp_path,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for surrounding in surroundings
    }
    assert digests == {digest(search_files(small_site())) + "\n"}


def test_the_bundle_of_a_known_site_is_the_known_one() -> None:
    whole = hashlib.sha256()
    for file in sorted(search_files(small_site()), key=lambda file: file.address):
        content = file.content
        assert isinstance(content, bytes)
        is_packed = content.startswith(b"\x1f\x8b")
        whole.update(file.address.encode() + (gzip.decompress(content) if is_packed else content))
    assert whole.hexdigest() == GOLDEN


def test_pagefind_is_pinned_to_the_version_whose_formats_are_read_here() -> None:
    assert version("pagefind_bin") == pagefind.VERSION
    assert f'"pagefind-bin=={pagefind.VERSION}"' in (ROOT / "pyproject.toml").read_text()


def test_no_packed_file_knows_its_time_or_system() -> None:
    packed = [file.content for file in search_files(small_site()) if file.address.endswith("_fragment")]
    heads = {content[4:10] for content in packed if isinstance(content, bytes)}
    assert heads == {b"\0\0\0\0\x02\xff"}


# ---------------------------------------------------------------- what is in it


def test_every_file_lies_below_search_and_has_a_name_of_its_own() -> None:
    addresses = [file.address for file in search_files(small_site())]
    assert all(address.startswith("search/") for address in addresses)
    assert len(addresses) == len(set(addresses))


def script(files: list[search.File], name: str) -> object:
    (content,) = [
        file.content
        for file in files
        if file.address.split("/")[-1].split(".")[0] == name and file.address.endswith(".js")
    ]
    assert isinstance(content, bytes)
    head, _, data = content.decode().partition("=")
    assert head == f"self.gkgenSearch_{name}"
    return json.loads(data.removesuffix(";\n"))


def test_titles_stand_newest_first_and_ties_by_address() -> None:
    site = [document(1, "2020-01-01"), document(3), document(2), document(4, "")]
    titles = script(list(search_files(site)), "titles")
    assert isinstance(titles, dict)
    assert titles["address"].split("\n") == [f"guides/000{n}.html" for n in (2, 3, 1, 4)]


def test_an_empty_site_gives_an_index_of_nothing() -> None:
    files = list(search_files([]))
    entry = script(files, "entry")
    assert isinstance(entry, dict)
    assert entry["shards"] == []
    assert {entry["titles"], entry["forms"], entry["readings"], *entry["texts"]} == {
        file.address.removeprefix("search/") for file in files if not file.address.endswith("entry.js")
    }
    titles = script(files, "titles")
    assert isinstance(titles, dict)
    assert titles["kind"] == {"words": [], "places": []}


def test_documents_without_a_text_are_found_by_title_alone() -> None:
    site = [replace(document(1), blocks=()), replace(document(2), blocks=("——", ""))]
    files = list(search_files(site))
    assert script(files, "entry")["shards"] == []  # type: ignore[index]
    assert "第1号事项办理指南" in script(files, "titles")["title"]  # type: ignore[index]


def test_equal_texts_share_a_fragment() -> None:
    site = [document(1), replace(document(1), address="guides/again.html"), document(2)]
    files = list(search_files(site))
    fragments = script(files, "titles")["fragment"].split("\n")  # type: ignore[index]
    assert fragments[0] == fragments[2] != fragments[1]
    assert sum(file.address.endswith(".pf_fragment") for file in files) == 2


def test_texts_from_a_disk_come_in_parts_and_only_a_small_site_sends_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert entry_of(small_site())["small"] is True
    large = [replace(document(number), blocks=("公开" * 150_000,)) for number in range(3)]
    entry = entry_of(large)
    assert (entry["small"], len(entry["texts"])) == (False, 2)
    monkeypatch.setattr(titles, "PART_BYTES", 800_000)
    assert len(entry_of(large)["texts"]) == 3
    monkeypatch.setattr(titles, "DISK_BYTES", 2_000_000)
    assert entry_of(large)["texts"] == []


def entry_of(site: list[SearchDocument]) -> dict[str, Any]:
    files = list(titles.light_files(site, [], SearchWords()))
    entry = script(files, "entry")
    assert isinstance(entry, dict)
    return entry


def test_a_title_with_tabs_and_line_feeds_stays_in_its_row() -> None:
    site = [replace(document(1), title="甲\n乙\t丙", numbers=("一\t二", "三")), document(2)]
    titles = script(list(search_files(site)), "titles")
    assert isinstance(titles, dict)
    assert titles["title"].split("\n")[0] == "甲 乙 丙"
    assert titles["numbers"].split("\n")[0] == "一 二\t三"


# ---------------------------------------------------------------- shards


def test_shards_keep_to_their_limits() -> None:
    long = [replace(document(n), blocks=("公开" * 300_000,)) for n in range(5)]
    many = [document(n, "2000-01-01") for n in range(2_001)]
    shards = shards_of(in_order([*long, *many]))
    assert [(shard.language, len(shard.texts)) for shard in shards] == [("b2", 2), ("b1", 4), ("b0", 2_000)]
    sizes = [sum(len(block) for text in shard.texts for block in text) for shard in shards]
    assert max(sizes) <= documents.SHARD_CHARACTERS


def test_a_new_document_changes_the_newest_shard_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "SHARD_DOCUMENTS", 9)
    before = shards_of(in_order(small_site()))
    after = shards_of(in_order([*small_site(), document(99, "2030-01-01")]))
    assert before[1:] == after[1:]
    assert before[0] != after[0]


def test_a_remembered_shard_is_not_made_again() -> None:
    memory: dict[Shard, Bundle] = {}
    made: list[str] = []

    def remembered(shard: Shard) -> Bundle:
        if shard not in memory:
            made.append(shard.language)
            memory[shard] = bundle_of(shard)
        return memory[shard]

    retitled = [replace(one, title=one.title + "（修订）") for one in small_site()]
    first = digest(search_files(small_site(), index=remembered))
    again = digest(search_files(retitled, index=remembered))
    assert made == ["b0"]
    assert first == digest(search_files(small_site()))
    assert again == digest(search_files(retitled))


# ---------------------------------------------------------------- when Pagefind fails


def test_a_missing_pagefind_is_said_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(UsageError) as refused:
        list(search_files(small_site()))
    assert "pip install pagefind_bin==1.5.2" in refused.value.said.zh
    assert "pip install pagefind_bin==1.5.2" in refused.value.said.en


def program(folder: Path, text: str) -> Path:
    path = folder / "pagefind"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        ("echo no memory left >&2; exit 3", "no memory left"),
        ("exit 3", "exit status 3"),
        ("head -c 5 >/dev/null; exit 4", "exit status 4"),
        ("echo rubbish", "exit status 0"),
    ],
)
def test_a_pagefind_that_breaks_down_is_said_with_its_last_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, behaviour: str, said: str
) -> None:
    monkeypatch.setattr(pagefind, "binary", lambda: program(tmp_path, behaviour))
    with pytest.raises(UsageError, match=said):
        list(search_files(small_site()))


def test_a_pagefind_that_cannot_start_is_a_usage_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = program(tmp_path, "")
    path.chmod(0o644)
    monkeypatch.setattr(pagefind, "binary", lambda: path)
    with pytest.raises(UsageError):
        list(search_files(small_site()))


def test_a_pagefind_on_the_path_is_never_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program(tmp_path, f"touch {tmp_path}/ran")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(tmp_path / "pagefind"))
    list(search_files(small_site()))
    assert not (tmp_path / "ran").exists()


def test_nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    list(search_files(small_site()))
    next(iter(search_files(small_site())))
    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------- CBOR

trees = st.recursive(
    st.integers(-(2**63), 2**63 - 1) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=30),
)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(trees)
def test_what_is_written_is_read_again(tree: object) -> None:
    assert read_tree(write_tree(tree)) == tree


@pytest.mark.parametrize("data", [b"\xa0", b"\x5f", b"\x1f", b"\x00\x00"])
def test_what_is_not_pagefinds_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"CBOR|after the end"):
        read_tree(data)
