"""The index of a shard: Pagefind's chunks, in files that a browser loads as scripts, from a host as from a disk.

Pagefind indexes words that nobody can read, and writes chunks of neighbouring words with their places in each text.
Of its files these chunks are all that is published: `3-texts.js` reads them, where Pagefind's own matcher takes the
square of a shard's documents. Nothing here knows addresses, titles or filters: those are the titles index's.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from importlib.metadata import version
from itertools import pairwise
from typing import Any
from unicodedata import unidata_version

from gkgen.cache import Digest, Remember
from gkgen.emit.search.memory import key_of
from gkgen.emit.search.pagefind import CHUNK, INSTALL, VERSION, index
from gkgen.emit.search.shards import Shard
from gkgen.emit.search.tokens import words
from gkgen.findings import Text, UsageError
from gkgen.model import Promise

FOLDER = "search/"
BUNDLE = "bundle"

# The way from texts to the bytes of an index.
_FORMAT = "1"

# A page of results shows a piece of ten texts. Up to this number each comes by itself; beyond, where hosts would count
# too many files, with its neighbours, which are of about the same day.
TEXTS_APART = 4_000
TEXTS_TOGETHER = 8

_MAGIC = b"pagefind_dcd"


@dataclass(frozen=True, slots=True)
class Bundle:
    """The index of one shard. `starts` begin the words of each chunk; `chunks` and `texts` are the names of its files,
    told by their content, so that an edit changes few of them; `characters` are all those of its texts."""

    starts: tuple[str, ...]
    chunks: tuple[str, ...]
    texts: tuple[str, ...]
    characters: str
    files: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a bundle is made of: `contents` are the bytes of its files by their names."""

    starts: Sequence[str]
    characters: str
    chunks: Sequence[str]
    texts: Sequence[str]
    contents: Mapping[str, bytes]

    def told(self) -> bytes:
        """All but these bytes, of which there are the sums."""
        sums = {name: sha256(content).hexdigest() for name, content in self.contents.items()}
        return _json([self.starts, self.characters, self.chunks, self.texts, sums])


def digest_of(shard: Shard) -> Digest:
    """What `index_of` depends on: the texts, and the programs that cut and index them."""
    return key_of((_FORMAT, VERSION, CHUNK, version("opencc"), unidata_version), shard.sums)


def bundle_key(shard: Shard, together: int) -> Digest:
    """What `bundle_of` depends on."""
    return key_of((str(together),), [digest_of(shard)])


def index_of(texts: Sequence[str]) -> bytes:
    """The index of the texts of a shard in one piece, a pure function of them: a head in JSON and a line for each chunk.

    Raises `UsageError` when Pagefind is missing or breaks down.
    """
    lengths: list[int] = []

    def cut() -> Iterator[tuple[str, str]]:
        for number, text in enumerate(texts):
            found = words(text)
            lengths.append(len(found))
            yield str(number), " ".join(found)

    made = index(cut(), "und")
    meta = _meta(made, lengths)
    chunks = [made[f"index/{name}.pf_index"] for _, _, name in meta[2]]
    head = {"starts": list(_starts(meta[2])), "characters": "".join(sorted(set().union(*texts)))}
    return b"\n".join([_json(head), *map(b64encode, chunks)])


def together_in(documents: int) -> int:
    """How many texts lie in one file of a site of so many documents."""
    return TEXTS_TOGETHER if documents > TEXTS_APART else 1


def bundle_of(
    shard: Shard, together: int, indexed: Callable[[Sequence[str]], bytes], remember: Remember
) -> Bundle:
    """The files of a shard, with so many texts in one file. No text is opened where the shard is known and nobody asks
    for the bytes of its files."""

    @cache
    def parts() -> _Parts:
        texts = shard.texts
        return _parts(remember("shard", digest_of(shard), lambda: indexed(texts)), texts, together)

    def content(name: str) -> bytes:
        return parts().contents[name]

    told = remember(BUNDLE, bundle_key(shard, together), lambda: parts().told())
    starts, characters, chunks, texts, sums = json.loads(told)
    files = (Promise(_address(name), digest, partial(content, name)) for name, digest in sums.items())
    return Bundle(tuple(starts), tuple(chunks), tuple(texts), characters, tuple(files))


def _parts(made: bytes, texts: Sequence[str], together: int) -> _Parts:
    """The files of texts of which `index_of` made this."""
    head, *lines = made.split(b"\n")
    known = json.loads(head)
    shown = [_json(texts[start : start + together]) for start in range(0, len(texts), together)]
    chunks = [b'"' + line + b'"' for line in lines]
    contents = {_name(each): b"self.gkgenSearch_part=" + each + b";\n" for each in (*shown, *chunks)}
    return _Parts(
        known["starts"], known["characters"], list(map(_name, chunks)), list(map(_name, shown)), contents
    )


def _name(part: bytes) -> str:
    """By its content; fifty bits are enough for what one site has."""
    return sha256(part).hexdigest()[:13]


def _address(name: str) -> str:
    """Of a script by which a browser loads a part."""
    return f"{FOLDER}{name[:1]}/{name[1:]}.js"


def _meta(made: Mapping[str, bytes], lengths: Sequence[int]) -> list[Any]:
    """Pagefind's list of pages and chunks, if it is of the version that is read here."""
    entry = json.loads(made["pagefind-entry.json"])
    if entry["version"] != VERSION:
        raise UsageError(_other_version(entry["version"]))
    (language,) = entry["languages"].values()
    meta: list[Any] = read_tree(_unpacked(made[f"pagefind.{language['hash']}.pf_meta"]))
    if [length for _, length in meta[1]] != lengths:
        raise ValueError("Pagefind has the texts in another order")
    return meta


def _other_version(found: str) -> Text:
    return Text(
        f"站内搜索需要 Pagefind {VERSION}，现在安装的是 {found}。请运行 {INSTALL}。",
        f"Search needs Pagefind {VERSION}, but {found} is installed. Run {INSTALL}.",
    )


def _starts(chunks: Sequence[Sequence[str]]) -> Iterator[str]:
    """For each chunk the shortest beginning of its first word that comes after the last word of the one before."""
    yield from (first for first, _, _ in chunks[:1])
    for (_, last, _), (first, _, _) in pairwise(chunks):
        yield next(first[:end] for end in range(1, len(first) + 1) if first[:end] > last)


# ---------------------------------------------------------------- bytes


def read_tree(data: bytes) -> Any:
    """The value of CBOR made of integers, strings and arrays, which is all that Pagefind writes."""
    value, end = _read(data, 0)
    if end != len(data):
        raise ValueError(f"{len(data) - end} bytes after the end of the value")
    return value


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


def _unpacked(file: bytes) -> bytes:
    data = zlib.decompress(file, 31)
    if not data.startswith(_MAGIC):
        raise ValueError("a file of Pagefind's without its mark")
    return data[len(_MAGIC) :]


def _json(value: object) -> bytes:
    """JSON that is a script of 2018 too, in which these two end a line."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode()
