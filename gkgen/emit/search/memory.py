"""The key under which what the search makes is remembered."""

from __future__ import annotations

from collections.abc import Iterable

from gkgen import __version__
from gkgen.cache import Digest, digest_of


def key_of(programs: Iterable[str], texts: Iterable[str | bytes]) -> Digest:
    """What tells these texts, read by gkgen and by these versions of others, from all other texts."""
    return digest_of(__version__, repr(tuple(programs)), *texts)
