"""The light index: titles, numbers and where each document belongs, as classic scripts.

It answers at once, without WebAssembly and from `file://` too; the page takes its filters and counts from it. The
text of a small site goes into a script of its own, so that a copy on a disk searches the whole text.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import chain, repeat

from gkgen.emit.search.bundle import FOLDER, Bundle
from gkgen.emit.search.documents import SearchDocument, has_text
from gkgen.model import File

# Up to this size the whole text loads in the time of a picture.
SMALL_DOCUMENTS = 400
SMALL_BYTES = 600_000


def light_files(ordered: Sequence[SearchDocument], bundles: Sequence[Bundle]) -> tuple[File, ...]:
    """The scripts, named by their content, and `entry.js` that names them. `bundles` follow the documents."""
    titles = _named("titles", _columns(ordered, bundles))
    texts = [_named("texts", list(map(_text, ordered)))] if _is_small(ordered) else []
    entry = {
        "titles": titles.address.removeprefix(FOLDER),
        "texts": texts[0].address.removeprefix(FOLDER) if texts else "",
        "shards": sorted((bundle.language for bundle in bundles), key=lambda code: (len(code), code)),
    }
    return (titles, *texts, File(FOLDER + "entry.js", _script("entry", entry)))


def _columns(ordered: Sequence[SearchDocument], bundles: Sequence[Bundle]) -> dict[str, object]:
    """A column for each field: lines of text, or places in a table of words that return again and again."""
    return {
        "title": _lines(document.title for document in ordered),
        "address": _lines(document.address for document in ordered),
        "date": _lines(document.date for document in ordered),
        "numbers": "\n".join("\t".join(map(_line, document.numbers)) for document in ordered),
        "fragment": _lines(_fragments(ordered, bundles)),
        "kind": _table([document.kind for document in ordered]),
        "organisation": _table([document.organisation for document in ordered]),
        "catalogue": _table([document.catalogue for document in ordered]),
    }


def _lines(values: Iterable[str]) -> str:
    return "\n".join(map(_line, values))


def _line(value: str) -> str:
    return " ".join(value.split())


def _table(values: Sequence[str]) -> dict[str, object]:
    """The most frequent word first, as the page offers them."""
    counts = Counter(sorted(values))
    places = {word: place for place, (word, _) in enumerate(counts.most_common())}
    return {"words": list(places), "places": [places[value] for value in values]}


def _fragments(ordered: Sequence[SearchDocument], bundles: Sequence[Bundle]) -> Iterable[str]:
    """The fragment that holds each document's text, empty where it has none."""
    names = chain(chain.from_iterable(bundle.fragments for bundle in bundles), repeat(""))
    return [next(names) if has_text(document) else "" for document in ordered]


def _text(document: SearchDocument) -> str:
    return "\n".join(document.blocks)


def _is_small(ordered: Sequence[SearchDocument]) -> bool:
    size = sum(len(block.encode()) for document in ordered for block in document.blocks)
    return len(ordered) <= SMALL_DOCUMENTS and size <= SMALL_BYTES


def _named(name: str, value: object) -> File:
    content = _script(name, value)
    return File(f"{FOLDER}{name}.{sha256(content).hexdigest()[:10]}.js", content)


def _script(name: str, value: object) -> bytes:
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"self.gkgenSearch_{name}={data};\n".encode()
