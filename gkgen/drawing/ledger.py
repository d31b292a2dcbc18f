"""What is known of the pages that were drawn before: of what each was made, and the sum of its bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any, TypeAlias

from gkgen.cache import Digest, Memory, PageRow, digest_of, keep_pages, kept_pages
from gkgen.model import Page
from gkgen.traditional import Wanted

_SHORT = 6
"""Bytes of the digest of a part: it only tells people which part of a page has changed."""

Templates: TypeAlias = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Parts:
    """The short digests of what a page was made of, one after the other: there are as many as pages, so that pages of
    one kind share the names."""

    names: tuple[str, ...]
    digests: bytes

    def by_name(self) -> Mapping[str, bytes]:
        places = range(0, len(self.digests), _SHORT)
        return {name: self.digests[at : at + _SHORT] for name, at in zip(self.names, places, strict=True)}


@lru_cache(maxsize=1024)
def _shared(names: tuple[str, ...]) -> tuple[str, ...]:
    """The same tuple for the same names, wherever they come from."""
    return names


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page or its twin. `key` is the digest of all that it was made of, `sum` the sha256 of its bytes, `parts` the
    short digests of what it was made of, by name; `why` says which of them had changed when it was drawn. `inputs` is
    the digest of what it was closed from and of the theme: where that is the same, so is the key."""

    key: Digest
    sum: str
    parts: Parts
    why: tuple[str, ...]
    inputs: Digest = b""

    def lean(self) -> Drawn:
        """The same, come from another process."""
        return replace(
            self, parts=Parts(_shared(self.parts.names), self.parts.digests), why=_shared(self.why)
        )


Ledger: TypeAlias = Mapping[str, Drawn]


def ledger_in(memory: Memory, variant: str) -> Ledger | None:
    """Each page of a variant of the site (its public address, a touch screen's) by its address; None where nothing is
    ever kept."""
    if not memory.keeps:
        return None
    return dict(_entered(row) for row in kept_pages(memory, variant))


def _entered(row: PageRow) -> tuple[str, Drawn]:
    address, key, content, names, digests, why, inputs = row
    return address, Drawn(key, content, Parts(_shared(names), digests), _shared(why), inputs)


def keep_ledger(ledger: Ledger, memory: Memory, variant: str) -> None:
    keep_pages(memory, variant, (_row(address, ledger[address]) for address in sorted(ledger)))


def _row(address: str, drawn: Drawn) -> PageRow:
    parts = drawn.parts
    return address, drawn.key, drawn.sum, parts.names, parts.digests, drawn.why, drawn.inputs


def inputs_of(page: Page, theme: Digest, wanted: Wanted | None) -> Digest:
    """The digest of what a page and its twin are closed from and drawn with; empty where that isn't known."""
    return digest_of(page.inputs, theme, repr(wanted)) if page.inputs else b""


def key_of(view: Any, templates: Templates, tree: bytes) -> Digest:
    """The digest of a closed page: its view, whole, and the texts that it is drawn with."""
    key, _ = made_from(view, templates, tree)
    return key


def made_from(view: Any, templates: Templates, tree: bytes) -> tuple[Digest, Parts]:
    """The key of a closed page, and what it is made of, part by part: the fields of its frame and of its view, and
    the texts that it is drawn with."""
    found = {f"template {name}": digest for name, digest in templates.items()}
    for side in fields(view):
        value = getattr(view, side.name)
        found |= {f"{side.name}.{each.name}": _said(getattr(value, each.name)) for each in fields(value)}
    found["tree"] = tree or bytes(_SHORT)
    names = _shared(tuple(found))
    short = b"".join(each[:_SHORT] for each in found.values())
    return digest_of(repr(names), *found.values()), Parts(names, short)


def _said(part: Any) -> Digest:
    return digest_of(repr(part))


def changed(before: Parts | None, now: Parts) -> tuple[str, ...]:
    """The names of the parts that differ; `("new",)` of a page that nobody has drawn."""
    if before is None:
        return ("new",)
    old, new = before.by_name(), now.by_name()
    return tuple(sorted(name for name in {*old, *new} if old.get(name) != new.get(name)))
