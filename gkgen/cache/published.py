"""The site that a build has published last, for a server to show until it has built it anew."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from gkgen.cache.memory import Memory

_KIND = "published"


@dataclass(frozen=True, slots=True)
class LastPublished:
    """Where it is, and what was asked for: `asked` is the digest by which its standing is known, `plain` is false of a
    site for a touch screen or for an address that only its command named. `copied` are the states of the files that
    pages lead to, as they lay in the content."""

    target: str
    asked: str
    variant: str
    plain: bool
    drafts: bool
    now: str
    copied: Mapping[str, str]


def keep_published(memory: Memory, published: LastPublished) -> None:
    memory.keep(_KIND, b"", json.dumps(asdict(published)).encode())


def last_published(memory: Memory) -> LastPublished | None:
    found = memory.find(_KIND, b"")
    try:
        return LastPublished(**json.loads(found)) if found is not None else None
    except (ValueError, TypeError):
        return None
