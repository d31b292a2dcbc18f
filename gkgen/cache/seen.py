"""What the disk said of the files that a build wrote, for the next build into the same folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from gkgen.cache.digest import digest_of
from gkgen.cache.memory import Memory

_KIND = "seen"


def seen_in(memory: Memory, target: Path) -> Mapping[str, str]:
    """By each file's address; nothing where nothing is remembered of this folder."""
    found = memory.find(_KIND, digest_of(str(target)))
    try:
        told = json.loads(found) if found is not None else {}
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def keep_seen(memory: Memory, target: Path, seen: Mapping[str, str]) -> None:
    memory.keep(_KIND, digest_of(str(target)), json.dumps(dict(seen)).encode())
