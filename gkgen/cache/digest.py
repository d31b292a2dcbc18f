"""Of what a value was made, as a few bytes."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import TypeAlias

Digest: TypeAlias = bytes
SIZE = 20


def digest_of(*parts: str | bytes, secret: bytes = b"") -> Digest:
    """20 bytes that no other row of parts has: each part goes in with its length, so that no two rows run together;
    with a secret, nobody makes them who hasn't got it."""
    return digest_of_all(parts, secret)


def digest_of_all(parts: Iterable[str | bytes], secret: bytes = b"") -> Digest:
    """The same of parts that come one after the other."""
    whole = blake2b(digest_size=SIZE, key=secret)
    for part in parts:
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(len(content).to_bytes(8, "big"))
        whole.update(content)
    return whole.digest()
