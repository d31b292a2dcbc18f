"""Remembering: what the search asks of whoever keeps bytes from one build to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import TypeAlias

from gkgen import __version__

# The bytes of a kind under a key: as they were made before, or as they are made now. The key tells everything that
# they depend on. It is asked from several threads at a time.
Remember: TypeAlias = Callable[[str, bytes, Callable[[], bytes]], bytes]


def afresh(_kind: str, _key: bytes, make: Callable[[], bytes]) -> bytes:
    """The memory that holds nothing."""
    return make()


def key_of(programs: Iterable[str], texts: Iterable[str]) -> bytes:
    """What tells these texts, read by gkgen and by these versions of others, from all other texts."""
    whole = sha256(repr((__version__, *programs)).encode())
    for text in texts:
        content = text.encode()
        whole.update(b"%d\n" % len(content) + content)
    return whole.digest()
