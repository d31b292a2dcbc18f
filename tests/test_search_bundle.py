"""The search bundle: the same documents give the same bytes, and what is missing is said clearly."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import random
import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from time import sleep

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkgen.emit import search
from gkgen.emit.search import SearchDocument, bundle, pagefind, shards
from gkgen.emit.search.bundle import read_tree
from gkgen.emit.search.documents import in_order
from gkgen.emit.search.shards import Division, Shard, divided
from gkgen.findings import UsageError
from tests.search_site import searched

ROOT = Path(__file__).parent.parent

# The bundle of `small_site()`, unpacked. It changes with Pagefind's version or with ours, and then by intention only:
# every reader's browser fetches every file anew.
GOLDEN = "baa371d1baa512aca9f58885885dce581ffff14f1af7fe894c8577fa37c682eb"

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


def shard_of(*texts: str) -> Shard:
    return Shard(tuple(replace(document(number), blocks=(text,)) for number, text in enumerate(texts)))


def small_site() -> list[SearchDocument]:
    return [document(number, f"20{10 + number % 9}-01-{1 + number % 28:02}") for number in range(40)]


def digest(files: Iterator[search.File]) -> str:
    whole = hashlib.sha256()
    for file in files:
        assert isinstance(file.content, bytes)
        whole.update(f"{file.address}\n{len(file.content)}\n".encode() + file.content)
    return whole.hexdigest()


def is_chunk(file: search.File) -> bool:
    return bytes(file.content).startswith(b'self.gkgenSearch_part="')


class Memory:
    """Remembers, and counts what was made."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, bytes], bytes] = {}
        self.made: list[str] = []

    def __call__(self, kind: str, key: bytes, make: Callable[[], bytes]) -> bytes:
        if (kind, key) not in self.held:
            self.made.append(kind)
            self.held[kind, key] = make()
        return self.held[kind, key]

    def indexed(self, site: list[SearchDocument]) -> int:
        """How many shards are indexed when a site becomes this one. What is remembered must be what is made."""
        self.made.clear()
        remembered = digest(searched(site, remember=self))
        assert remembered == digest(searched(site))
        return self.made.count("shard")


@pytest.fixture
def many_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "SHARD_DOCUMENTS", 9)


# ---------------------------------------------------------------- the same bytes


@pytest.mark.usefixtures("many_shards")
def test_order_number_at_once_and_memory_leave_the_bytes_alone() -> None:
    site = small_site()
    shuffled = random.Random(1).sample(site, len(site))
    memory = Memory()
    first = digest(searched(site, at_once=1, remember=memory))
    assert first == digest(searched(site, at_once=2))
    assert first == digest(searched(shuffled, at_once=3))
    assert first == digest(searched(shuffled, remember=memory))


def test_other_processes_give_the_same_bytes() -> None:
    with ProcessPoolExecutor(1) as elsewhere:
        assert digest(searched(small_site(), executor=elsewhere)) == digest(searched(small_site()))


def test_hash_seed_clock_zone_locale_and_settings_leave_the_bytes_alone(tmp_path: Path) -> None:
    program = "import test_search_bundle as t; print(t.digest(t.searched(t.small_site())))"
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
    assert digests == {digest(searched(small_site())) + "\n"}


def test_the_bundle_of_a_known_site_is_the_known_one() -> None:
    whole = hashlib.sha256()
    for file in sorted(searched(small_site()), key=lambda file: file.address):
        content = file.content
        assert isinstance(content, bytes)
        unpacked = gzip.decompress(b64decode(content.split(b'"')[1])) if is_chunk(file) else content
        whole.update(file.address.encode() + unpacked)
    assert whole.hexdigest() == GOLDEN


def test_pagefind_is_pinned_to_the_version_whose_formats_are_read_here() -> None:
    assert version("pagefind_bin") == pagefind.VERSION
    assert f'"pagefind-bin=={pagefind.VERSION}"' in (ROOT / "pyproject.toml").read_text()


def test_no_packed_chunk_knows_its_time_or_name() -> None:
    chunks = [bytes(file.content) for file in searched(small_site()) if is_chunk(file)]
    heads = {b64decode(content.split(b'"')[1])[2:8] for content in chunks}
    assert heads == {b"\x08\0\0\0\0\0"}


# ---------------------------------------------------------------- what is in it


def test_every_file_lies_below_search_and_has_a_name_of_its_own() -> None:
    addresses = [file.address for file in searched(small_site())]
    assert all(address.startswith("search/") for address in addresses)
    assert len(addresses) == len(set(addresses))


def test_equal_texts_share_a_file_within_a_shard_and_across(monkeypatch: pytest.MonkeyPatch) -> None:
    site = [replace(document(1), address=f"guides/{number}.html") for number in range(8)]
    for limit in (8, 2):
        monkeypatch.setattr(shards, "SHARD_DOCUMENTS", limit)
        addresses = [file.address for file in searched(site)]
        assert len(addresses) == len(set(addresses))
        assert len(text_files(site)) == 1


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
    titles = script(list(searched(site)), "titles")
    assert isinstance(titles, dict)
    assert titles["address"].split("\n") == [f"guides/000{n}.html" for n in (2, 3, 1, 4)]


def test_an_empty_site_gives_an_index_of_nothing() -> None:
    files = list(searched([]))
    entry = script(files, "entry")
    assert isinstance(entry, dict)
    assert script(files, "shards") == []
    assert {entry["titles"], entry["shards"], entry["forms"], entry["readings"]} == {
        file.address.removeprefix("search/") for file in files if not file.address.endswith("entry.js")
    }
    titles = script(files, "titles")
    assert isinstance(titles, dict)
    assert titles["kind"] == {"words": [], "places": []}


def test_documents_without_a_text_are_found_by_title_alone() -> None:
    site = [replace(document(1), blocks=()), replace(document(2), blocks=("——", ""))]
    files = list(searched(site))
    assert script(files, "shards") == []
    assert script(files, "titles")["shard"] == [-1, -1]  # type: ignore[index]
    assert "第1号事项办理指南" in script(files, "titles")["title"]  # type: ignore[index]


def test_a_small_site_has_a_file_for_each_text_and_a_larger_one_for_several(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert texts_of(small_site()) == [1] * 40
    monkeypatch.setattr(bundle, "TEXTS_APART", 39)
    assert texts_of(small_site()) == [8] * 5
    monkeypatch.setattr(shards, "SHARD_DOCUMENTS", 25)
    assert sum(texts_of(small_site())) == 40


def texts_of(site: list[SearchDocument]) -> list[int]:
    """How many texts lie in each file of texts."""
    files = [file for file in searched(site) if bytes(file.content).startswith(b"self.gkgenSearch_part=[")]
    return [len(json.loads(bytes(file.content).partition(b"=")[2].rstrip(b";\n"))) for file in files]


def test_an_edit_leaves_the_files_of_other_texts_alone() -> None:
    before = text_files(small_site())
    edit = text_files(edited(small_site(), blocks=("改过的正文。",)))
    assert (len(edit - before), len(before - edit)) == (1, 1)
    newer = text_files([*small_site(), document(501, "2030-01-01")])
    assert (len(newer - before), len(before - newer)) == (1, 0)


def text_files(site: list[SearchDocument]) -> set[str]:
    return {file.address for file in searched(site) if b"_part=[" in bytes(file.content)}


def test_a_newest_document_leaves_the_numbers_of_the_others_alone() -> None:
    (before,) = divided(in_order(small_site())).shards
    (after,) = divided(in_order([*small_site(), document(501, "2030-01-01")])).shards
    assert after.texts[:-1] == before.texts


def test_a_text_may_hold_what_ends_a_line_in_a_script() -> None:
    site = [replace(document(1), blocks=("甲\u2028乙\u2029丙",))]
    (file,) = (file for file in searched(site) if b"_part=[" in bytes(file.content))
    assert b"\\u2028" in bytes(file.content)
    assert "\u2029".encode() not in bytes(file.content)


def test_a_title_with_tabs_and_line_feeds_stays_in_its_row() -> None:
    site = [replace(document(1), title="甲\n乙\t丙", numbers=("一\t二", "三")), document(2)]
    titles = script(list(searched(site)), "titles")
    assert isinstance(titles, dict)
    assert titles["title"].split("\n")[0] == "甲 乙 丙"
    assert titles["numbers"].split("\n")[0] == "一 二\t三"


# ---------------------------------------------------------------- shards


def test_shards_keep_to_their_limits_and_hold_every_text_once() -> None:
    long = [replace(document(n), blocks=("公开" * 300_000,)) for n in range(5)]
    site = in_order([*long, *(document(n, "2000-01-01") for n in range(5, 3_000))])
    division = divided(site)
    assert len(division.shards) > 2
    for shard in division.shards:
        assert len(shard.texts) <= shards.SHARD_DOCUMENTS
        assert len("".join(shard.texts).replace("\n", "")) <= shards.SHARD_CHARACTERS
    held = [(place, "\n".join(one.blocks)) for one, place in zip(site, division.places, strict=True)]
    assert held_by(division) == sorted(held)


def held_by(division: Division) -> list[tuple[int, str]]:
    return sorted((place, text) for place, shard in enumerate(division.shards) for text in shard.texts)


def test_a_document_larger_than_a_shard_has_one_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "SHARD_CHARACTERS", 10)
    division = divided(in_order([document(n) for n in range(20)]))
    assert [len(shard.texts) for shard in division.shards] == [1] * 20


def test_a_branch_lies_in_few_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "SHARD_DOCUMENTS", 100)
    site = in_order([replace(document(n), catalogue=f"第{n % 40}类") for n in range(1_600)])
    division = divided(site)
    of_branch = {place for one, place in zip(site, division.places, strict=True) if one.catalogue == "第7类"}
    assert len(division.shards) > 15
    assert len(of_branch) == 1


def edited(site: list[SearchDocument], **fields: object) -> list[SearchDocument]:
    return [replace(site[7], **fields), *site[:7], *site[8:]]  # type: ignore[arg-type]


EDITS: dict[str, tuple[Callable[[list[SearchDocument]], list[SearchDocument]], int]] = {
    "nothing": (lambda site: site, 0),
    "a body": (lambda site: edited(site, blocks=("改过的正文。",)), 1),
    "a title": (lambda site: edited(site, title="改过的标题"), 0),
    "an organisation": (lambda site: edited(site, organisation="改过的机构"), 0),
    "a new document": (lambda site: [*site, document(501, "2030-01-01")], 1),
    "an old document found late": (lambda site: [*site, document(502, "1999-01-01")], 1),
    "one without a text": (lambda site: [*site, replace(document(503), blocks=())], 0),
    "a deleted document": (lambda site: site[1:], 1),
    "a renamed document": (lambda site: edited(site, address="guides/renamed.html"), 2),
    "a moved document": (lambda site: edited(site, catalogue="另一类"), 2),
}  # fmt: skip


@pytest.fixture(scope="module")
def indexed_once() -> Memory:
    memory = Memory()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "SHARD_DOCUMENTS", 15)
        assert memory.indexed(small_site()) > 3
    return memory


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_indexes_no_shard_but_its_own(
    monkeypatch: pytest.MonkeyPatch, indexed_once: Memory, edit: str
) -> None:
    """Moved or renamed, it leaves one shard and enters another, unless that is the same one."""
    monkeypatch.setattr(shards, "SHARD_DOCUMENTS", 15)
    change, most = EDITS[edit]
    assert (0 if most < 2 else 1) <= indexed_once.indexed(change(small_site())) <= most
    if most == 1:
        assert indexed_once.made.count("shard") == 1


def test_a_shard_that_grows_too_large_is_split_and_no_other_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "SHARD_DOCUMENTS", 12)
    before = set(divided(in_order(small_site())).shards)
    more = [document(n, "2031-01-01") for n in range(600, 612)]
    for count in range(len(more)):
        after = set(divided(in_order([*small_site(), *more[: count + 1]])).shards)
        assert len(before - after) == 1
        assert len(after - before) in (1, 2, 3)
        before = after


@pytest.mark.parametrize("changed", ["VERSION", "CHUNK", "_FORMAT", "unidata_version"])
def test_another_program_makes_another_index(monkeypatch: pytest.MonkeyPatch, changed: str) -> None:
    shard = shard_of("公开")
    before = bundle.digest_of(shard)
    monkeypatch.setattr(bundle, changed, "9.9")
    assert bundle.digest_of(shard) != before


def test_the_same_characters_in_other_texts_are_another_shard() -> None:
    parted = [("公开", "目录"), ("公开目录",), ("公开目", "录"), ("目录", "公开")]
    assert len({bundle.digest_of(shard_of(*texts)) for texts in parted}) == 4


def test_no_more_shards_than_allowed_are_in_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "SHARD_DOCUMENTS", 3)
    running, most = 0, 0
    lock = Lock()

    def slow(kind: str, _key: bytes, make: Callable[[], bytes]) -> bytes:
        nonlocal running, most
        if kind != "shard":
            return make()
        with lock:
            running += 1
            most = max(most, running)
        sleep(0.002)
        with lock:
            running -= 1
        return b'{"starts":[],"characters":""}'

    list(searched(small_site(), remember=slow, at_once=2))
    assert most == 2


# ---------------------------------------------------------------- when Pagefind fails


def test_a_missing_pagefind_is_said_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(UsageError) as refused:
        list(searched(small_site()))
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
        list(searched(small_site()))


def test_a_pagefind_that_cannot_start_is_a_usage_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = program(tmp_path, "")
    path.chmod(0o644)
    monkeypatch.setattr(pagefind, "binary", lambda: path)
    with pytest.raises(UsageError):
        list(searched(small_site()))


def test_a_pagefind_on_the_path_is_never_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program(tmp_path, f"touch {tmp_path}/ran")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(tmp_path / "pagefind"))
    list(searched(small_site()))
    assert not (tmp_path / "ran").exists()


def test_nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    list(searched(small_site()))
    next(iter(searched(small_site())))
    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------- CBOR

trees = st.recursive(
    st.integers(-(2**63), 2**63 - 1) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=30),
)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(trees)
def test_what_is_written_is_read_again(tree: object) -> None:
    assert read_tree(written(tree)) == tree


def written(value: object) -> bytes:
    """The shortest CBOR of integers, strings and lists."""
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    assert isinstance(value, list)
    return head(4, len(value)) + b"".join(map(written, value))


def head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    width, mark = next((1 << power, 24 + power) for power in range(4) if number >> (8 << power) == 0)
    return bytes([major << 5 | mark]) + number.to_bytes(width, "big")


@pytest.mark.parametrize("data", [b"\xa0", b"\x5f", b"\x1f", b"\x00\x00"])
def test_what_is_not_pagefinds_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"CBOR|after the end"):
        read_tree(data)
