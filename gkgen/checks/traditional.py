"""The settings of the Traditional tree: exceptions that do nothing, contradict each other, or do too much."""

from __future__ import annotations

from collections.abc import Iterator

from gkgen.findings import Finding, Place, Text, error, warning
from gkgen.model import Entry, Mapping, Node, Scalar, place_of
from gkgen.schema import Site
from gkgen.traditional import Wanted, converter_of

NEEDLESS = warning(
    "T970",
    Text(
        "例外“{word}”没有用：不写也转换成“{form}”",
        "the exception “{word}” does nothing: without it “{form}” is written as well",
    ),
    Text("删去这一行", "delete this line"),
)
UNMET = warning(
    "T971",
    Text("内容里没有“{word}”", "“{word}” stands nowhere in the content"),
    Text("照内容里的写法改，用不着的删去", "write it as the content does, or delete the line"),
)
TWICE = error(
    "T972",
    Text("“{word}”写了两遍，一个词只能有一种写法", "“{word}” is told twice; a word is written in one way"),
    Text("“例外”和“不转换”里只留一处", "keep it in one place of “exceptions” and “kept”"),
)
TOO_SHORT = error(
    "T973",
    Text(
        "例外“{word}”只有一个字，会改掉所有带这个字的词",
        "the exception “{word}” is a single character and would change every word that has it",
    ),
    Text("写成两个字以上的词", "write a word of two characters or more"),
)
STILL_SIMPLIFIED = warning(
    "T974",
    Text("例外的繁体“{form}”里还有简体字", "“{form}” of an exception still has Simplified characters"),
    Text("照繁体写；要照原样的词写在“不转换”里", "write it in Traditional characters, or list it in “kept”"),
)


def check(site: Site) -> Iterator[Finding]:
    wanted = site.config.traditional_tree()
    if wanted is None or not (wanted.exceptions or wanted.kept):
        return
    own = converter_of(Wanted(wanted.region))
    known = _texts(site)
    seen: set[str] = set()
    for place, word, form in _told(site, wanted):
        if word in seen:
            yield TWICE.at(place, word=word)
        elif len(word) == 1:
            yield TOO_SHORT.at(place, word=word)
        elif word not in known:
            yield UNMET.at(place, word=word)
        elif form and form == own.text(word):
            yield NEEDLESS.at(place, word=word, form=form)
        elif form and form != word and own.text(form) != form:
            yield STILL_SIMPLIFIED.at(place, form=form)
        seen.add(word)


def _told(site: Site, wanted: Wanted) -> Iterator[tuple[Place, str, str]]:
    """Each word of the settings where it is written, and its form; none of one that stays."""
    for index, (word, form) in enumerate(wanted.exceptions):
        yield (
            place_of("site.yaml", site.settings, ("traditional", "exceptions", index, "simplified")),
            word,
            form,
        )
    for index, word in enumerate(wanted.kept):
        yield place_of("site.yaml", site.settings, ("traditional", "kept", index)), word, ""


def _texts(site: Site) -> str:
    """All that the content and the settings say; the exceptions themselves aren't content."""
    settings = Mapping(tuple(each for each in site.settings.items if each[0].text != "traditional"), 1, 1)
    return "\n".join((*_words(settings), *(word for entry in site.entries for word in _said(entry))))


def _said(entry: Entry) -> Iterator[str]:
    yield from _words(entry.tree)
    if entry.body is not None:
        yield entry.body.text


def _words(node: Node) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield node.text
    elif isinstance(node, Mapping):
        for _, value in node.items:
            yield from _words(value)
    else:
        for item in node.items:
            yield from _words(item)
