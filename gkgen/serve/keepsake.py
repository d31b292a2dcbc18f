"""What a server showed last, kept for its next start: the site stands in the browser before it is built anew.

All of it lies below `.gkgen/` beside the memory, and is believed for the same reason: nobody else knows the secret of its
sums. A site that `gkgen build` has published serves as well, each file of it by the sum that the build remembers.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import Any

from gkgen.cache import (
    Memory,
    Store,
    inputs_stand,
    kept_pages,
    last_published,
    seen_in,
    signature_of,
)
from gkgen.disk import read_beneath
from gkgen.serve.board import Held, Kept, Shown

NAME = "shown.sqlite"
SEARCH = "search/"
"""Where the files of the search are, to which no page is bound."""
_FILE, _SITE = "file", "site"
_LARGEST = 64 * 1024 * 1024
_SLACK, _MUCH = 3, 512
"""How many times the files of a site, and how many more, may be kept where saves never leave the time to tidy up."""


@dataclass(frozen=True, slots=True)
class Asked:
    """For what a site is shown: for which day, and whether with drafts."""

    now: date
    drafts: bool


@dataclass(frozen=True, slots=True)
class Witness:
    """Of which files a site was built: their roots, and what tells this state of them; an empty one tells nothing."""

    roots: tuple[str, ...] = ()
    signature: str = ""

    def holds(self) -> bool:
        return bool(self.signature) and self.signature == signature_of(self.roots)


class Keepsake:
    """The files of the last site that was shown, by their sums. Without a disk, or where it refuses, nothing is kept."""

    def __init__(self, store: Store | None, folder: Path, asked: Asked) -> None:
        self._store = store
        self._folder = folder
        self._asked = asked
        self._sums = set(store.keys(_FILE)) if store else set()

    def holds(self, each: Held) -> bool:
        return each.sum.encode() in self._sums

    def content(self, name: str) -> bytes | None:
        """Bytes that were kept under this sum."""
        key = name.encode()
        found = self._store.find(_FILE, key) if self._store and key in self._sums else None
        if found is None:
            self._sums.discard(key)
        return found

    @property
    def asked(self) -> Asked:
        return self._asked

    def kept(self) -> Kept | None:
        """The last site that was shown, if it was shown with drafts where these are asked for, and without where not."""
        told = self._told()
        if told is None:
            return None
        try:
            pages, search = (
                MappingProxyType(dict(map(self._held, told[side]))) for side in ("pages", "search")
            )
            is_same = told["now"] == str(self._asked.now) and Witness(*told["witness"]).holds()
            return Kept(pages, search, not is_same) if told["drafts"] == self._asked.drafts else None
        except (KeyError, TypeError, ValueError):
            return None

    def keep(self, built: Any, shown: Shown, may_go_on: Callable[[], bool]) -> bool:
        """Keep what is shown of a build, unless something else is to be done; whether all of it is kept now.

        What was kept before stays whole until then: whatever ends this, one site can be shown.
        """
        if self._store is None or not self._store.is_sound:
            return False
        sides = {"pages": shown.pages, "search": shown.search}
        wanted = {each.sum.encode() for files in sides.values() for each in files.values()}
        if len(self._sums) > _SLACK * len(wanted) + _MUCH:
            self._forget_but(wanted)
        for each in (each for files in sides.values() for each in files.values()):
            if not may_go_on():
                return False
            self._put(each)
        told: dict[str, object] = {
            name: [self._row(*each) for each in sorted(files.items(), key=itemgetter(0))]
            for name, files in sides.items()
        }
        told |= {"now": str(self._asked.now), "drafts": self._asked.drafts}
        witness: Witness = built.witness
        told |= {"witness": (witness.roots, witness.signature)}
        self._store.keep(_SITE, b"", json.dumps(told).encode())
        return self._forget_but(wanted)

    def close(self) -> None:
        if self._store:
            self._store.abandon()

    def _forget_but(self, wanted: set[bytes]) -> bool:
        self._sums &= wanted
        return self._store is not None and self._store.retain(_FILE, self._sums)

    def _put(self, each: Held) -> None:
        if self._store is None or self.holds(each) or isinstance(each.source, Path):
            return
        content = each.source if isinstance(each.source, bytes) else each.source()
        self._store.keep(_FILE, each.sum.encode(), content)
        self._sums.add(each.sum.encode())

    def _told(self) -> Any:
        found = self._store.find(_SITE, b"") if self._store else None
        return json.loads(found) if found is not None else None

    def _row(self, address: str, each: Held) -> tuple[str, str, str]:
        lies = os.path.relpath(each.source, self._folder) if isinstance(each.source, Path) else ""
        return address, each.sum, lies

    def _held(self, row: tuple[str, str, str]) -> tuple[str, Held]:
        address, name, lies = row
        return address, Held(name, self._folder / lies if lies else partial(self._found, name))

    def _found(self, name: str) -> bytes:
        content = self.content(name)
        if content is None:
            raise LookupError(name)
        return content


def kept_site(keepsake: Keepsake, memory: Memory) -> Kept | None:
    """The site that a server has shown last, or one that a build has published, where only that is up to date."""
    shown = keepsake.kept()
    if shown is not None and not shown.is_behind:
        return shown
    built = published(memory, keepsake.asked)
    return built if shown is None or (built is not None and not built.is_behind) else shown


def published(memory: Memory, asked: Asked) -> Kept | None:
    """The site that a build has published last, if it is the one that is asked for."""
    last = last_published(memory)
    if last is None or not last.plain or last.drafts != asked.drafts:
        return None
    is_same = last.now == str(asked.now) and inputs_stand(memory, bytes.fromhex(last.asked))
    keys = {address: (key.hex(), drawn) for address, key, drawn, *_ in kept_pages(memory, last.variant)}
    target = Path(last.target)
    files = dict(_published(target, seen_in(memory, target), keys, last.copied))
    search = {address: each for address, each in files.items() if address.startswith(SEARCH)}
    pages = {address: each for address, each in files.items() if address not in search}
    return Kept(MappingProxyType(pages), MappingProxyType(search), not is_same) if pages else None


def _published(
    target: Path, seen: Mapping[str, str], keys: Mapping[str, tuple[str, str]], copied: Mapping[str, str]
) -> Iterator[tuple[str, Held]]:
    """Each file by the name that the same bytes have when they are built: no browser reloads for them."""
    for address, sight in seen.items():
        digest = sight.rpartition(" ")[2]
        key, drawn = keys.get(address, ("", ""))
        name = key if drawn == digest else copied.get(address, digest)
        yield address, Held(name, partial(_read, target, address, digest))


def _read(target: Path, address: str, digest: str) -> bytes:
    """Raises LookupError where the bytes aren't those that the build wrote."""
    content = read_beneath(target, address, limit=_LARGEST)
    if sha256(content).hexdigest() != digest:
        raise LookupError(address)
    return content
