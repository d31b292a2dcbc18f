"""The light index: titles, numbers and where each document belongs, as classic scripts.

It answers at once, from `file://` too; the page takes its filters and counts from it. The scripts of the shards stand
beside it; how characters are read, and the other forms of characters, load with the first query that needs them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain

from gkgen.cache import Remember, afresh
from gkgen.emit.search.bundle import FOLDER, Bundle, together_in
from gkgen.emit.search.documents import SearchDocument, SearchWords
from gkgen.emit.search.readings import readings_of
from gkgen.emit.search.variants import told
from gkgen.model import File


def light_files(
    ordered: Sequence[SearchDocument],
    places: Sequence[int],
    bundles: Sequence[Bundle],
    words: SearchWords,
    remember: Remember = afresh,
) -> tuple[File, ...]:
    """The scripts, named by their content, and `entry.js` that names them. `places` are the shards of the documents,
    of which so many texts lie in one file."""
    own, others = told(_everything(ordered, bundles))
    titles = _named("titles", {**_columns(ordered, places), **_words(words), "forms": _pairs(own)})
    forms = _named("forms", _pairs(others))
    readings = _named("readings", readings_of(_names(ordered), remember))
    shards = _named("shards", [_told(bundle) for bundle in bundles])
    entry = {
        "titles": _below(titles),
        "shards": _below(shards),
        "forms": _below(forms),
        "readings": _below(readings),
        "together": together_in(len(ordered)),
    }
    return (titles, forms, readings, shards, File(FOLDER + "entry.js", _script("entry", entry)))


def _told(bundle: Bundle) -> list[str]:
    return [" ".join(bundle.starts), "".join(bundle.chunks), "".join(bundle.texts)]


def _below(file: File) -> str:
    return file.address.removeprefix(FOLDER)


def _everything(ordered: Sequence[SearchDocument], bundles: Sequence[Bundle]) -> Iterator[str]:
    for each in ordered:
        yield from (each.title, each.kind, each.organisation, each.catalogue, *each.numbers)
    for bundle in bundles:
        yield bundle.characters


def _names(ordered: Sequence[SearchDocument]) -> set[str]:
    return {name for each in ordered for name in (each.title, each.organisation, each.catalogue, each.kind)}


def _pairs(forms: Mapping[str, str]) -> str:
    return "".join(chain.from_iterable(forms.items()))


def _words(words: SearchWords) -> dict[str, object]:
    return {
        "synonyms": "\n".join("\t".join(map(_line, group)) for group in words.synonyms),
        "order": words.kinds,
    }


def _columns(ordered: Sequence[SearchDocument], places: Sequence[int]) -> dict[str, object]:
    """A column for each field: lines of text, or places in a table of words that return again and again."""
    return {
        "title": _lines(document.title for document in ordered),
        "address": _lines(document.address for document in ordered),
        "date": _lines(document.date for document in ordered),
        "numbers": "\n".join("\t".join(map(_line, document.numbers)) for document in ordered),
        "shard": places,
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


def _named(name: str, value: object) -> File:
    content = _script(name, value)
    return File(f"{FOLDER}{name}.{sha256(content).hexdigest()[:10]}.js", content)


def _script(name: str, value: object) -> bytes:
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"self.gkgenSearch_{name}={data};\n".encode()
