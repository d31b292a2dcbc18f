"""Which pages have to be drawn, and drawing them: one function of the pages and the theme, wherever it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

from gkgen.cache import Memory, digest_of
from gkgen.drawing.crew import Crew
from gkgen.drawing.ledger import Drawn, Ledger, changed, keep_ledger, key_of, ledger_in, parts_of
from gkgen.model import File, Page, Promise
from gkgen.stages.plan.writing import twin_of
from gkgen.stages.render import Renderer, render, renderer
from gkgen.theme import content, find
from gkgen.traditional import Wanted, converter_of, tree_address, twin_page

PORTION = 64
"""Pages that a worker takes at a time."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A page of a portion: what is known of it, and its bytes where they had to be made."""

    address: str
    drawn: Drawn | None
    content: bytes | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """Pages to be drawn with the themes in these folders, and their twins where the site wants them; `theme` is the
    digest of the themes' templates.

    `ledger` is what is known of earlier ones, None where nobody will ask; `standing` are the sums of what the output holds: of a page that stands
    there as it is no bytes are made.
    """

    travels: ClassVar[bool] = True

    pages: tuple[Page, ...]
    themes: tuple[Path, ...]
    wanted: Wanted | None = None
    variant: str = ""
    theme: bytes = b""
    ledger: Ledger | None = None
    standing: frozenset[tuple[str, str]] = frozenset()

    def portion(self, begin: int, end: int) -> list[Outcome]:
        """The pages from `begin` to `end`, each followed by its twin."""
        tools = _tools(self.themes, self.theme)
        return [each for page in self.pages[begin:end] for each in self._sheets(page, tools)]

    def _sheets(self, page: Page, tools: Renderer) -> Iterator[Outcome]:
        yield self._sheet(page, tools, b"", lambda file: file)
        if self.wanted is not None:
            converter = converter_of(self.wanted)
            tree = digest_of(repr(self.wanted))
            yield self._sheet(twin_of(page), tools, tree, lambda file: twin_page(file, converter))

    def _sheet(self, page: Page, tools: Renderer, tree: bytes, finish: Callable[[File], File]) -> Outcome:
        if self.ledger is None:
            return Outcome(page.address, None, _drawn(page, tools, finish))
        templates = tools.templates(page.template)
        key = key_of(page.view, templates, tree)
        known = self.ledger.get(page.address)
        if known is not None and known.key == key and (page.address, known.sum) in self.standing:
            return Outcome(page.address, known, None)
        content = _drawn(page, tools, finish)
        if known is not None and known.key == key:
            return Outcome(page.address, known, content)
        parts = parts_of(page.view, templates, tree)
        why = changed(known.parts if known else None, parts)
        return Outcome(page.address, Drawn(key, sha256(content).hexdigest(), parts, why), content)


def _drawn(page: Page, tools: Renderer, finish: Callable[[File], File]) -> bytes:
    content = finish(render(page, tools)).content
    assert isinstance(content, bytes)
    return content


@lru_cache(maxsize=1)
def _tools(themes: tuple[Path, ...], theme: bytes) -> Renderer:
    """Templates are read once for all portions of a worker; `theme` tells one theme from what it was before."""
    del theme
    return renderer(themes)


def theme_digest(themes: tuple[Path, ...]) -> bytes:
    """Of all that pages may be drawn with."""
    parts: list[str | bytes] = []
    for below in ("templates", "components"):
        found = find(themes, below)
        parts += [each for path in found for each in (path, content(found, path))]
    return digest_of(*parts)


def drawn_files(drawing: Drawing, memory: Memory, crew: Crew) -> Iterator[File | Promise]:
    """Every page and its twin in their order. Of those that stand as they are there is only a promise.

    `memory` counts the pages that were drawn, and keeps what is known of all of them.
    """
    drawing = replace(drawing, ledger=ledger_in(memory, drawing.variant), theme=theme_digest(drawing.themes))
    ledger: dict[str, Drawn] = {}
    for outcome in _outcomes(drawing, crew):
        if outcome.drawn is not None:
            ledger[outcome.address] = outcome.drawn
        if outcome.content is not None:
            memory.made["page"] += 1
            yield File(outcome.address, outcome.content)
        elif outcome.drawn is not None:
            memory.kept["page"] += 1
            yield Promise(
                outcome.address, outcome.drawn.sum, partial(_again, drawing, memory, outcome.address)
            )
    keep_ledger(ledger, memory, drawing.variant)


def _outcomes(drawing: Drawing, crew: Crew) -> Iterable[Outcome]:
    for portion in crew.portions(drawing, len(drawing.pages), PORTION):
        yield from portion


@dataclass(frozen=True, slots=True)
class Made:
    """Of what a page is made: its templates, why it was drawn when it last was (None if that isn't known), and what has
    changed since; empty when it would not be drawn again."""

    templates: tuple[str, ...]
    why: tuple[str, ...] | None
    since: tuple[str, ...]


def made_of(page: Page, themes: tuple[Path, ...], variant: str, memory: Memory) -> Made:
    """What is known of a page, by the memory of the builds before; of its twin the page itself tells the same."""
    templates = renderer(themes).templates(page.template)
    known = (ledger_in(memory, variant) or {}).get(page.address)
    now = parts_of(page.view, templates, b"")
    return Made(tuple(templates), known.why if known else None, changed(known.parts if known else None, now))


def _again(drawing: Drawing, memory: Memory, address: str) -> bytes:
    """The bytes of a page after all: somebody has changed what stands in the output."""
    memory.made["page"] += 1
    bare = replace(drawing, standing=frozenset())
    for place, page in enumerate(drawing.pages):
        if address in (page.address, tree_address(page.address)):
            made = {each.address: each.content for each in bare.portion(place, place + 1)}
            return made[address] or b""
    raise KeyError(address)
