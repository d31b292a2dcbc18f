"""The site as it is served: planned whole, each page drawn when somebody asks for it, and never twice."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePath
from threading import Lock
from typing import TypeAlias

from gkgen.build import Options, build
from gkgen.built import DEFAULT_THEME, Built
from gkgen.cache import Digest, Recollection, digest_of, signature_of
from gkgen.disk import Refused, read_beneath
from gkgen.drawing import ALONE, Crew
from gkgen.drawing.drawing import theme_digest
from gkgen.drawing.ledger import inputs_of, key_of
from gkgen.findings import Finding, Severity
from gkgen.intake import Intake, taken_in
from gkgen.model import TEXTS, Entry, File, Page, Promise, Source
from gkgen.schema import Site
from gkgen.schema.common import OPEN
from gkgen.serve.keepsake import Keepsake, Witness
from gkgen.stages.lapse import lapse
from gkgen.stages.plan import plan_again
from gkgen.stages.plan.writing import twin_of
from gkgen.stages.read.refusals import TEXT_LIMIT
from gkgen.stages.render import Renderer, render, renderer
from gkgen.traditional import Wanted, converter_of, tree_address, twin_page

_READ = ("content", "site.yaml", "urls.lock", "calendar", "themes")
"""What a site is made of, below its folder; with a theme that lies elsewhere, or below a portal, of something else, too."""


Tools: TypeAlias = tuple[Digest, Renderer]
"""What pages are drawn with, and the digest of it."""


class Studio:
    """What stays from build to build of one site: the entries, the templates, and each page as it was last drawn, by
    this process or by the one before."""

    def __init__(
        self, options: Options, memory: Recollection, keepsake: Keepsake, crew: Crew = ALONE
    ) -> None:
        self._options = options
        self._crew = crew
        self._memory = memory
        self._keepsake = keepsake
        self._drawn: dict[str, tuple[str, bytes]] = {}
        self._keys: dict[str, tuple[Digest, tuple[str, ...]]] = {}
        self._tools: Tools | None = None
        self._turn = Lock()

    def build(self) -> Preview:
        """The site as the folder is now."""
        self._memory.turn()
        folder = os.path.abspath(self._options.folder)
        roots = (*(os.path.join(folder, name) for name in _READ), str(DEFAULT_THEME))
        witness = Witness(roots, signature_of(roots))
        built = build(self._options, memory=self._memory, crew=self._crew)
        if built.site is None:
            return Preview(built, self, None, Witness())
        is_whole = built.site.config.mount is None and all(_is_below(each, roots) for each in built.themes())
        return Preview(built, self, self._tools_of(built), witness if is_whole else Witness())

    def settle(self, addresses: set[str]) -> None:
        """A site is whole: pages at other addresses are forgotten, and the disk is left alone from now on."""
        self._memory.leave()
        for held in (self._drawn, self._keys):
            for address in held.keys() - addresses:
                held.pop(address, None)

    def glance(self, preview: Preview, paths: Iterable[str]) -> Iterator[Promise]:
        """The pages of entries whose files were edited, in the site as it was built before: what is only told of them
        elsewhere, and whether they may be shown at all, is told by the build that follows."""
        for path in sorted(below(self._options.folder, paths)):
            edited = self._edited(preview, path)
            if edited is not None:
                yield from preview.glanced(*edited)

    def keys(self, page: Page, tools: Tools, wanted: Wanted | None) -> tuple[str, ...]:
        """The digests of a page and of its twin: it is closed only where its inputs aren't those of the last build."""
        inputs = inputs_of(page, tools[0], wanted)
        known = self._keys.get(page.address)
        if inputs and known is not None and known[0] == inputs:
            return known[1]
        self._memory.made["view"] += 1
        templates, closed = tools[1].templates(page.template), page.closed()
        keys = [key_of(closed.view, templates, b"").hex()]
        if wanted is not None:
            keys.append(key_of(twin_of(closed).view, templates, digest_of(repr(wanted))).hex())
        self._keys[page.address] = (inputs, tuple(keys))
        return tuple(keys)

    def drawn(self, page: Page, key: str, tools: Renderer, wanted: Wanted | None) -> bytes:
        """The bytes of a page, or of its twin where there is one to be made: drawn unless that was done before."""
        address = page.address if wanted is None else tree_address(page.address)
        with self._turn:
            known = self._drawn.get(address)
            if known is not None and known[0] == key:
                return known[1]
            kept = self._keepsake.content(key)
            if kept is not None:
                self._memory.kept["page"] += 1
                self._drawn[address] = (key, kept)
                return kept
            file = render(page if wanted is None else twin_of(page), tools)
            if wanted is not None:
                file = twin_page(file, converter_of(wanted))
            assert isinstance(file.content, bytes)
            self._memory.made["page"] += 1
            self._drawn[address] = (key, file.content)
            return file.content

    def shown(self, promise: Promise) -> bytes:
        """The bytes of a file that is no page: as the process before has shown them, or made."""
        with self._turn:
            kept = self._keepsake.content(promise.sum)
        return promise.make() if kept is None else kept

    def _tools_of(self, built: Built) -> Tools:
        """Templates are read once, until one of them changes."""
        themes = built.themes()
        digest = digest_of(repr(themes), theme_digest(themes))
        if self._tools is None or self._tools[0] != digest:
            self._tools = (digest, renderer(themes))
        return self._tools

    def _edited(self, preview: Preview, path: str) -> tuple[Entry, Entry] | None:
        """An entry before and after its file was edited, if both may be shown at the same address."""
        before, site = preview.by_path.get(path), preview.built.site
        if before is None or site is None or before.fields.disclosure != OPEN:
            return None
        try:
            content = read_beneath(self._options.folder, path, limit=TEXT_LIMIT)
        except Refused:
            return None
        intake = Intake(
            (Source(path, content, len(content)),), site.config, site.types, self._options.markdown
        )
        taken = taken_in(intake, self._memory, ALONE)[0]
        after = taken.entry
        if after is None or after == before or _faulty((*taken.unparsed, *taken.invalid)):
            return None
        return (before, after) if _is_shown_alike(before, after, site, self._options) else None


class Preview:
    """One build of the site."""

    def __init__(self, built: Built, studio: Studio, tools: Tools | None, witness: Witness) -> None:
        self.built = built
        self.witness = witness
        self._studio = studio
        self._tools = tools
        self.by_path = {each.path: each for each in built.site.entries} if built.site else {}

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.built.findings

    def files(self) -> Iterator[File | Promise]:
        """Every file of the output; one page of each template is drawn at once, so that its faults are told."""
        pages, beside = self.built.split()
        seen: set[str] = set()
        addresses: set[str] = set()
        for page in pages:
            promises = list(self._promises(page))
            addresses.update(each.address for each in promises)
            if page.template not in seen:
                promises[0].make()
                seen.add(page.template)
            yield from promises
        for each in beside:
            yield replace(each, make=partial(self._studio.shown, each)) if isinstance(each, Promise) else each
        self._studio.settle(addresses)

    def search_files(self) -> Iterator[File]:
        return self.built.search_files()

    def glanced(self, before: Entry, after: Entry) -> Iterator[Promise]:
        """The page of an entry after its file was edited."""
        assert self.built.site is not None
        old = next((page for page in self.built.pages if page.address == before.address), None)
        if old is not None:
            yield from self._promises(plan_again(after, old, self.built.pages, self.built.site))

    def _promises(self, page: Page) -> Iterator[Promise]:
        """A page and its twin."""
        assert self.built.site is not None
        assert self._tools is not None
        tools, wanted = self._tools, self.built.site.config.traditional_tree()
        key, *twins = self._studio.keys(page, tools, wanted)
        yield Promise(page.address, key, partial(self._studio.drawn, page, key, tools[1], None))
        for twin in twins:
            make = partial(self._studio.drawn, page, twin, tools[1], wanted)
            yield Promise(tree_address(page.address), twin, make)


def below(folder: os.PathLike[str], paths: Iterable[str]) -> Sequence[str]:
    """Paths of texts below the site's folder, as the site names them."""
    found = (PurePath(os.path.relpath(path, os.path.abspath(folder))).as_posix() for path in paths)
    return [each for each in found if each.endswith(TEXTS)]


def _is_below(path: Path, roots: Iterable[str]) -> bool:
    whole = os.path.abspath(path)
    return any(whole == root or whole.startswith(root + os.sep) for root in roots)


def _faulty(findings: Iterable[Finding]) -> bool:
    return any(each.rule.severity is Severity.ERROR for each in findings)


def _is_shown_alike(before: Entry, after: Entry, site: Site, options: Options) -> bool:
    """Whether an entry stands where it stood, and as openly."""
    where = ("kind", "id", "address")
    if any(getattr(before, name) != getattr(after, name) for name in where):
        return False
    fields, old = after.fields, before.fields
    if (fields.disclosure, fields.draft, fields.published) != (old.disclosure, old.draft, old.published):
        return False
    return lapse(after, site.types[after.kind], options.now) is after
