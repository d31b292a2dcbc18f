"""Which pages have to be drawn, and drawing them: one function of the pages and the theme, wherever it runs."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

from gkgen.cache import Digest, Memory, digest_of
from gkgen.disk.depot import Depot
from gkgen.drawing.crew import Crew, Elsewhere
from gkgen.drawing.ledger import Drawn, Ledger, changed, inputs_of, keep_ledger, key_of, ledger_in, made_from
from gkgen.model import File, Page, Placed, Promise
from gkgen.stages.plan.writing import twin_of
from gkgen.stages.render import Renderer, render, renderer, renderer_of, templates
from gkgen.theme import content, find
from gkgen.traditional import Wanted, converter_of, tree_address, twin_page

PORTION = 64
"""Pages that a worker takes at a time."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A page of a portion: what is known of it, and its bytes where they had to be made; where a worker has put these
    into the depot itself, only their sum is told."""

    address: str
    drawn: Drawn | None
    content: bytes | None
    placed: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Pages to be drawn with the themes in these folders, and their twins where the site wants them; `theme` is the
    digest of the themes' templates.

    `ledger` is what is known of earlier ones, None where nobody will ask; `standing` are the sums of what the output holds: of a page that stands
    there as it is no bytes are made. On a machine without the themes' folders `templates` are what it is drawn with;
    into a `depot` it is put at once.
    """

    travels: ClassVar[bool] = True

    pages: tuple[Page, ...]
    themes: tuple[Path, ...]
    wanted: Wanted | None = None
    variant: str = ""
    theme: bytes = b""
    ledger: Ledger | None = None
    standing: Mapping[str, str] = field(default_factory=dict)
    templates: bytes = b""
    depot: Depot | None = None

    def portion(self, begin: int, end: int) -> list[Outcome]:
        """The pages from `begin` to `end`, each followed by its twin."""
        tools = self.tools()
        made = [each for page in self.pages[begin:end] for each in self._sheets(page, tools)]
        return made if self.depot is None else list(_put(made, self.depot, self.standing))

    def cut(self, begin: int, end: int) -> Drawing:
        """A drawing of these pages alone."""
        pages = self.pages[begin:end]
        names = [name for page in pages for name in self.names(page)]
        known = self.ledger
        return replace(
            self,
            pages=pages,
            ledger=None if known is None else {each: known[each] for each in names if each in known},
            standing={each: self.standing[each] for each in names if each in self.standing},
        )

    def names(self, page: Page) -> tuple[str, ...]:
        """The addresses of a page and of its twin."""
        return (page.address,) if self.wanted is None else (page.address, tree_address(page.address))

    def tools(self) -> Renderer:
        return _tools(self.themes, self.theme, self.templates)

    def known(self, page: Page) -> list[Outcome]:
        """What is known of a page and its twin where both stand, made from the same inputs: they needn't be closed.
        Nothing of a page that has to be looked at."""
        inputs = self.inputs(page)
        found = self._standing(page)
        if not inputs or any(each.inputs != inputs for each in found):
            return []
        return [Outcome(name, each, None) for name, each in zip(self.names(page), found, strict=False)]

    def stands(self, page: Page) -> list[Outcome]:
        """What is known of a page and its twin where both stand as they are; nothing where one has to be drawn."""
        known, tools = self._standing(page), self.tools()
        if not known:
            return []
        found, inputs = [], self.inputs(page)
        for (side, tree, _), drawn in zip(self._sides(page), known, strict=True):
            if drawn.key != key_of(side.view, tools.templates(side.template), tree):
                return []
            found.append(Outcome(side.address, replace(drawn, inputs=inputs), None))
        return found

    def _standing(self, page: Page) -> list[Drawn]:
        """What the ledger says of a page and its twin, where the output holds the bytes that it tells of."""
        ledger, names = self.ledger or {}, self.names(page)
        known = [ledger[name] for name in names if name in ledger]
        return known if [each.sum for each in known] == [self.standing.get(name) for name in names] else []

    def inputs(self, page: Page) -> Digest:
        return inputs_of(page, self.theme, self.wanted)

    def _sheets(self, page: Page, tools: Renderer) -> Iterator[Outcome]:
        inputs = self.inputs(page)
        for side, tree, finish in self._sides(page):
            outcome = self._sheet(side, tools, tree, finish)
            drawn = replace(outcome.drawn, inputs=inputs) if outcome.drawn is not None else None
            yield replace(outcome, drawn=drawn)

    def _sides(self, page: Page) -> Iterator[tuple[Page, bytes, Callable[[File], File]]]:
        """A page and its twin: of what beside its view each is made, and what is done to it when it is drawn."""
        page = page.closed()
        yield page, b"", lambda file: file
        if self.wanted is not None:
            converter = converter_of(self.wanted)
            yield twin_of(page), digest_of(repr(self.wanted)), lambda file: twin_page(file, converter)

    def _sheet(self, page: Page, tools: Renderer, tree: bytes, finish: Callable[[File], File]) -> Outcome:
        if self.ledger is None:
            return Outcome(page.address, None, _drawn(page, tools, finish))
        key, parts = made_from(page.view, tools.templates(page.template), tree)
        known = self.ledger.get(page.address)
        if known is not None and known.key == key and self.standing.get(page.address) == known.sum:
            return Outcome(page.address, known, None)
        content = _drawn(page, tools, finish)
        if known is not None and known.key == key:
            return Outcome(page.address, known, content)
        why = changed(known.parts if known else None, parts)
        return Outcome(page.address, Drawn(key, sha256(content).hexdigest(), parts, why), content)


def _put(made: Iterable[Outcome], depot: Depot, standing: Mapping[str, str]) -> Iterator[Outcome]:
    """The pages of a portion with their bytes in the depot; those that lie there already aren't written again."""
    outcomes = [
        replace(each, placed=sha256(each.content).hexdigest()) if each.content is not None else each
        for each in made
    ]
    depot.write(
        (each.address, each.content)
        for each in outcomes
        if each.content is not None and standing.get(each.address) != each.placed
    )
    return (replace(each, content=None) for each in outcomes)


def _drawn(page: Page, tools: Renderer, finish: Callable[[File], File]) -> bytes:
    content = finish(render(page, tools)).content
    assert isinstance(content, bytes)
    return content


@lru_cache(maxsize=1)
def _tools(themes: tuple[Path, ...], theme: bytes, packed: bytes) -> Renderer:
    """Templates are read once for all portions of a worker; `theme` tells one theme from what it was before."""
    del theme
    return renderer_of(pickle.loads(zlib.decompress(packed))) if packed else renderer(themes)


def theme_digest(themes: tuple[Path, ...]) -> bytes:
    """Of all that pages may be drawn with."""
    parts: list[str | bytes] = []
    for below in ("templates", "components"):
        found = find(themes, below)
        parts += [each for path in found for each in (path, content(found, path))]
    return digest_of(*parts)


class Easel:
    """Where the pages of a site are drawn, lot after lot; when all of them are, what is known of them is kept.

    `memory` counts the pages that were closed and those that were drawn.
    """

    def __init__(self, drawing: Drawing, memory: Memory, crew: Crew) -> None:
        ledger = ledger_in(memory, drawing.variant)
        self._drawing = replace(drawing, ledger=ledger, theme=theme_digest(drawing.themes))
        self._memory, self._crew = memory, crew
        self._ledger: dict[str, Drawn] = {}

    def files(self, pages: tuple[Page, ...]) -> Iterator[File | Promise]:
        """Each page of a lot and its twin, in their order unless they are drawn elsewhere. Of those that stand as they
        are there is only a promise, and it comes first where nobody has to look at them."""
        drawing, memory = replace(self._drawing, pages=pages), self._memory
        for outcome in _outcomes(drawing, memory, self._crew):
            if outcome.drawn is not None:
                self._ledger[outcome.address] = outcome.drawn.lean()
            again = partial(_again, drawing, memory, outcome.address)
            if outcome.content is not None:
                memory.made["page"] += 1
                yield File(outcome.address, outcome.content)
            elif outcome.placed:
                memory.made["page"] += 1
                yield Placed(outcome.address, outcome.placed, again)
            elif outcome.drawn is not None:
                memory.kept["page"] += 1
                yield Promise(outcome.address, outcome.drawn.sum, again)

    def keep(self) -> None:
        keep_ledger(self._ledger, self._memory, self._drawing.variant)


def _outcomes(drawing: Drawing, memory: Memory, crew: Crew) -> Iterator[Outcome]:
    """Pages that are known by their inputs come first: nobody has to look at them."""
    left = yield from _sifted(drawing.pages, drawing.known)
    memory.made["view"] += len(left)
    drawing = replace(drawing, pages=left)
    if isinstance(crew, Elsewhere):
        yield from _from_elsewhere(drawing, crew)
        return
    for portion in crew.portions(drawing, len(drawing.pages), PORTION):
        yield from portion


def _sifted(
    pages: Iterable[Page], known: Callable[[Page], list[Outcome]]
) -> Generator[Outcome, None, tuple[Page, ...]]:
    """What is known of pages, as it is found; in the end, the pages of which nothing is."""
    left = []
    for page in pages:
        found = known(page)
        yield from found
        if not found:
            left.append(page)
    return tuple(left)


def _from_elsewhere(drawing: Drawing, crew: Elsewhere) -> Iterator[Outcome]:
    """Pages that stand aren't sent. Of the others the new ones are all in their places before those are drawn that
    stood there and may lead to them."""
    left = yield from _sifted(drawing.pages, drawing.stands)
    if not left:
        return
    packed = zlib.compress(pickle.dumps(templates(drawing.themes), protocol=5))
    delivery = crew.delivery
    drawing = replace(drawing, themes=(), templates=packed, depot=delivery.depot if delivery else None)
    new = tuple(page for page in left if page.address not in drawing.standing)
    old = tuple(page for page in left if page.address in drawing.standing)
    for pages in (new, old):
        if delivery is not None:
            delivery.claim(name for page in pages for name in drawing.names(page))
        for portion in crew.portions(replace(drawing, pages=pages), len(pages), PORTION):
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
    _, now = made_from(page.view, templates, b"")
    return Made(tuple(templates), known.why if known else None, changed(known.parts if known else None, now))


def _again(drawing: Drawing, memory: Memory, address: str) -> bytes:
    """The bytes of a page after all: somebody has changed what stands in the output."""
    memory.made["page"] += 1
    bare = replace(drawing, standing={})
    for place, page in enumerate(drawing.pages):
        if address in (page.address, tree_address(page.address)):
            made = {each.address: each.content for each in bare.portion(place, place + 1)}
            return made[address] or b""
    raise KeyError(address)
