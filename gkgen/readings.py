"""How the titles of a site are read, for the order of its lists: each title once, and never again while it stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from gkgen.cache import Memory, UnreadableError, digest_of, packed, unpacked
from gkgen.drawing import Crew
from gkgen.model import Entry
from gkgen.stages.plan.letters import texts_read
from gkgen.stages.plan.pinyin import reading

_KIND = "titles"
_KEY = digest_of(_KIND)
_PORTION = 256


@dataclass(frozen=True, slots=True)
class Reading:
    """Texts to be read."""

    travels: ClassVar[bool] = True

    texts: tuple[str, ...]

    def portion(self, begin: int, end: int) -> list[str]:
        return [reading(each) for each in self.texts[begin:end]]

    def cut(self, begin: int, end: int) -> Reading:
        return Reading(self.texts[begin:end])


def titles_read(entries: Iterable[Entry], memory: Memory, crew: Crew) -> Mapping[str, str]:
    """The readings of all titles, from `memory` or by a crew: the tables of pinyin take longer to load than most edits."""
    wanted = sorted({text for entry in entries for text in texts_read(entry)})
    before = _remembered(memory)
    known = {text: before[text] for text in wanted if text in before}
    missing = Reading(tuple(text for text in wanted if text not in known))
    made = (each for portion in crew.portions(missing, len(missing.texts), _PORTION) for each in portion)
    known.update(zip(missing.texts, made, strict=True))
    if known != before:
        memory.keep(_KIND, _KEY, packed(known))
    return known


def _remembered(memory: Memory) -> Mapping[str, str]:
    found = memory.find(_KIND, _KEY)
    try:
        return dict(unpacked(found)) if found is not None else {}
    except (UnreadableError, TypeError, ValueError):
        return {}
