"""The light index: titles, numbers and where each document belongs, as classic scripts.

It answers at once, without WebAssembly and from `file://` too; the page takes its filters and counts from it. The
texts go into scripts as well, so that a copy on a disk searches the whole of them; how characters are read, and the
other forms of characters, are scripts that load with the first query that needs them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain, repeat

from gkgen.emit.search.bundle import FOLDER, Bundle
from gkgen.emit.search.documents import SearchDocument, SearchWords, has_text
from gkgen.emit.search.readings import readings_of
from gkgen.emit.search.variants import told
from gkgen.model import File

# Up to this size the whole text loads in the time of a picture: where Pagefind can't start, it comes over the line.
SMALL_DOCUMENTS = 400
SMALL_BYTES = 600_000

# Up to this size, some six thousand pages, a browser searches the texts from a disk without a wait; they take as much
# room in the output once more. The parts are what an editor or a virus scanner still opens.
DISK_BYTES = 16_000_000
PART_BYTES = 1_000_000


def light_files(
    ordered: Sequence[SearchDocument], bundles: Sequence[Bundle], words: SearchWords
) -> tuple[File, ...]:
    """The scripts, named by their content, and `entry.js` that names them. `bundles` follow the documents."""
    own, others = told(_everything(ordered))
    titles = _named("titles", {**_columns(ordered, bundles), **_words(words), "forms": _pairs(own)})
    forms = _named("forms", _pairs(others))
    readings = _named("readings", readings_of(_names(ordered)))
    texts = [_named("texts", part) for part in _parts(ordered)]
    entry = {
        "titles": _below(titles),
        "forms": _below(forms),
        "readings": _below(readings),
        "texts": [_below(part) for part in texts],
        "small": _is_small(ordered),
        "shards": sorted((bundle.language for bundle in bundles), key=lambda code: (len(code), code)),
    }
    unlike = {file.address: file for file in (titles, forms, readings, *texts)}
    return (*unlike.values(), File(FOLDER + "entry.js", _script("entry", entry)))


def _below(file: File) -> str:
    return file.address.removeprefix(FOLDER)


def _everything(ordered: Sequence[SearchDocument]) -> Iterator[str]:
    for each in ordered:
        yield from (each.title, each.kind, each.organisation, each.catalogue, *each.numbers, *each.blocks)


def _names(ordered: Sequence[SearchDocument]) -> set[str]:
    return {name for each in ordered for name in (each.title, each.organisation, each.catalogue, each.kind)}


def _pairs(forms: Mapping[str, str]) -> str:
    return "".join(chain.from_iterable(forms.items()))


def _words(words: SearchWords) -> dict[str, object]:
    return {
        "synonyms": "\n".join("\t".join(map(_line, group)) for group in words.synonyms),
        "order": words.kinds,
    }


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


def _size(document: SearchDocument) -> int:
    return sum(len(block.encode()) for block in document.blocks)


def _is_small(ordered: Sequence[SearchDocument]) -> bool:
    return len(ordered) <= SMALL_DOCUMENTS and sum(map(_size, ordered)) <= SMALL_BYTES


def _parts(ordered: Sequence[SearchDocument]) -> Iterator[list[str]]:
    """The texts in the documents' order, in parts of about a megabyte; none of a site too large to read them all."""
    if sum(map(_size, ordered)) > DISK_BYTES:
        return
    part: list[str] = []
    size = 0
    for document in ordered:
        if size > PART_BYTES:
            yield part
            part, size = [], 0
        part.append(_text(document))
        size += _size(document)
    yield part


def _named(name: str, value: object) -> File:
    content = _script(name, value)
    return File(f"{FOLDER}{name}.{sha256(content).hexdigest()[:10]}.js", content)


def _script(name: str, value: object) -> bytes:
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"self.gkgenSearch_{name}={data};\n".encode()
