"""The bundle: Pagefind's files made canonical and named by their content: the same texts give the same bytes.

Pagefind indexes words that nobody can read; here its fragments get the text back, from which the page cuts its
excerpts. Filters are not Pagefind's affair: the titles index knows the organisation and the year of every
document, so that the page filters by it, and the counts are true even where several phrases are intersected.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from gkgen.emit.search.documents import Shard
from gkgen.emit.search.pagefind import INSTALL, VERSION, index
from gkgen.emit.search.tokens import words
from gkgen.findings import Text, UsageError
from gkgen.model import File

FOLDER = "search/"

# What a browser loads of Pagefind itself; the rest of what it writes is user interfaces.
PROGRAM = ("pagefind-worker.js", "pagefind.js", "wasm.unknown.pagefind")

_MAGIC = b"pagefind_dcd"


@dataclass(frozen=True, slots=True)
class Bundle:
    """The index of one shard: its files, the name of each text's fragment in the shard's order, and the program
    by which a browser searches it, the same for every shard."""

    language: str
    fragments: tuple[str, ...]
    files: tuple[File, ...]
    program: tuple[File, ...]


def bundle_of(shard: Shard) -> Bundle:
    """The index of a shard. Its bytes depend on the shard alone."""
    made = index(_words(shard), shard.language)
    entry = _entry(made)
    language = entry["languages"][shard.language]
    meta = read_tree(_unpacked(made[f"pagefind.{language['hash']}.pf_meta"]))
    fragments, files = _fragments(shard, meta, made)
    files += _chunks(shard, meta, made)
    (language["hash"],), packed = _named(shard, "pagefind.{}.pf_meta", [write_tree(meta)], _packed)
    entry_file = File(_folder(shard) + "pagefind-entry.json", _json(entry))
    program = tuple(File(FOLDER + name, made[name]) for name in PROGRAM)
    return Bundle(shard.language, fragments, (*files, *packed, entry_file), program)


def _folder(shard: Shard) -> str:
    """The first shard stands beside the program, and the others below it: so Pagefind merges indexes."""
    return FOLDER if shard.language == "b0" else f"{FOLDER}{shard.language}/"


def _words(shard: Shard) -> Iterator[tuple[str, str]]:
    for number, blocks in enumerate(shard.texts):
        yield str(number), " ".join(words(blocks))


def _entry(made: Mapping[str, bytes]) -> dict[str, Any]:
    entry: dict[str, Any] = json.loads(made["pagefind-entry.json"])
    if entry["version"] != VERSION:
        raise UsageError(_other_version(entry["version"]))
    return entry


def _other_version(found: str) -> Text:
    return Text(
        f"站内搜索需要 Pagefind {VERSION}，现在安装的是 {found}。请运行 {INSTALL}。",
        f"Search needs Pagefind {VERSION}, but {found} is installed. Run {INSTALL}.",
    )


def _fragments(
    shard: Shard, meta: list[Any], made: Mapping[str, bytes]
) -> tuple[tuple[str, ...], tuple[File, ...]]:
    """One readable fragment for each text; equal texts share one. Renames the pages of `meta`."""
    pages = {_number(made[f"fragment/{page[0]}.pf_fragment"]): page for page in meta[1]}
    contents = [_fragment(blocks, pages[number][1]) for number, blocks in enumerate(shard.texts)]
    names, files = _named(shard, "fragment/{}.pf_fragment", contents, _packed)
    for number, name in enumerate(names):
        pages[number][0] = name
    return names, files


def _number(fragment: bytes) -> int:
    return int(json.loads(_unpacked(fragment))["url"])


def _fragment(blocks: Sequence[str], length: int) -> bytes:
    about: dict[str, Any] = {"anchors": [], "filters": {}, "meta": {}, "url": ""}
    return _json({**about, "content": "\n".join(blocks), "word_count": length})


def _chunks(shard: Shard, meta: list[Any], made: Mapping[str, bytes]) -> tuple[File, ...]:
    """The chunks of the index as Pagefind packed them, alike everywhere. Renames the chunks of `meta`."""
    contents = [made[f"index/{chunk[2]}.pf_index"] for chunk in meta[2]]
    names, files = _named(shard, "index/{}.pf_index", contents, bytes)
    for chunk, name in zip(meta[2], names, strict=True):
        chunk[2] = name
    return files


def _named(
    shard: Shard, path: str, contents: Sequence[bytes], packed: Callable[[bytes], bytes]
) -> tuple[tuple[str, ...], tuple[File, ...]]:
    """The name of each content, as short as tells them apart, and one packed file for each name."""
    digests = [sha256(content).hexdigest() for content in contents]
    length = next(n for n in range(8, 65) if len({d[:n] for d in digests}) == len(set(digests)))
    names = [f"{shard.language}_{digest[:length]}" for digest in digests]
    named = dict(zip(names, contents, strict=True))
    folder = _folder(shard)
    return tuple(names), tuple(
        File(folder + path.format(name), packed(named[name])) for name in sorted(named)
    )


# ---------------------------------------------------------------- bytes


def read_tree(data: bytes) -> Any:
    """The value of CBOR made of integers, strings and arrays, which is all that Pagefind writes."""
    value, end = _read(data, 0)
    if end != len(data):
        raise ValueError(f"{len(data) - end} bytes after the end of the value")
    return value


def write_tree(value: Any) -> bytes:
    """The shortest CBOR of integers, strings and arrays."""
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, str):
        text = value.encode()
        return _head(3, len(text)) + text
    return _head(4, len(value)) + b"".join(map(write_tree, value))


def _read(data: bytes, at: int) -> tuple[Any, int]:
    major, number = divmod(data[at], 32)
    at += 1
    if 24 <= number <= 27:
        width = 1 << (number - 24)
        number, at = int.from_bytes(data[at : at + width], "big"), at + width
    elif number > 27:
        raise ValueError(f"unknown length {number} in CBOR")
    if major <= 1:
        return (-1 - number if major else number), at
    if major == 3:
        return data[at : at + number].decode(), at + number
    if major != 4:
        raise ValueError(f"unknown type {major} in CBOR")
    items = []
    for _ in range(number):
        item, at = _read(data, at)
        items.append(item)
    return items, at


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    width, mark = next((1 << power, 24 + power) for power in range(4) if number >> (8 << power) == 0)
    return bytes([major << 5 | mark]) + number.to_bytes(width, "big")


def _unpacked(file: bytes) -> bytes:
    data = zlib.decompress(file, 31)
    if not data.startswith(_MAGIC):
        raise ValueError("a file of Pagefind's without its mark")
    return data[len(_MAGIC) :]


def _packed(content: bytes) -> bytes:
    """Gzip without a time and without the name of the system that made it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = packer.compress(_MAGIC + content) + packer.flush()
    return packed[:9] + b"\xff" + packed[10:]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
