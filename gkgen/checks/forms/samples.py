"""A file that still holds nothing but its type's example, as `gkgen new` has written it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from string import Formatter

from gkgen.checks.forms.reading import read_of
from gkgen.findings import Finding, Text, warning
from gkgen.model import Entry, Manuscript
from gkgen.schema import ContentType, Passage, conform
from gkgen.yaml_tree import yaml_tree

SAMPLE = warning(
    "W815",
    Text("内容还是样例里的，没有改过", "the content is still the example's, unchanged"),
    Text("换成实际内容；不用的项目删去", "put the real content here, and delete what isn't needed"),
)

_FILLED_IN = "〿〿"
_SHORTEST = 8


@dataclass(frozen=True, slots=True)
class Sample:
    """An example's own texts, and how many more it has that `gkgen new` fills in."""

    texts: frozenset[str]
    filled_in: int


@cache
def sample_of(kind: ContentType) -> Sample:
    written = kind.example
    if "{" in written:
        names = {name for _, name, _, _ in Formatter().parse(written) if name}
        written = written.format(**dict.fromkeys(names, _FILLED_IN))
    front = written.partition("\n---\n")[0].removeprefix("---\n") if kind.suffix == ".md" else written
    tree, _ = yaml_tree(front, "", 1)
    if tree is None:
        return Sample(frozenset(), 0)
    _, renamed, _ = conform(tree, kind.fields, "", {})
    texts = _texts(read_of(Entry(kind.key, "", "", "", None, Manuscript(renamed)), kind.fields))
    own = frozenset(each for each in texts if _FILLED_IN not in each)
    return Sample(own, len(texts) - len(own))


def samples_in(entry: Entry, read: Iterable[Passage], sample: Sample) -> Iterator[Finding]:
    """Told when the entry says what the example says, and nothing else but what was filled in and its title."""
    texts = _texts(read)
    is_whole = sample.texts <= texts and len(texts - sample.texts) <= sample.filled_in
    if is_whole and sum(len(each) for each in sample.texts) >= _SHORTEST:
        yield SAMPLE.at(entry.place("title"))


def _texts(read: Iterable[Passage]) -> frozenset[str]:
    return frozenset(
        each.text.strip() for each in read if each.path != ("title",) and not each.text.isascii()
    )
