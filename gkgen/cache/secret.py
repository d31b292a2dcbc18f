"""A secret of the person who builds: what they remember, nobody else can have written.

A memory lies in the site's folder, and a site comes from git, where anybody may put a file. Values whose sums weren't
made with this secret are no values.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

_SIZE = 32


def secret_of(environment: dict[str, str] | os._Environ[str] = os.environ) -> bytes | None:
    """The secret, made when there is none; None where it can't be kept."""
    path = _folder(environment) / "gkgen" / "secret"
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(FileExistsError):
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(secrets.token_bytes(_SIZE))
        found = path.read_bytes()
        return found if len(found) == _SIZE else None
    return None


def _folder(environment: dict[str, str] | os._Environ[str]) -> Path:
    """Where programs keep what they can do without: XDG Base Directory, Windows' local data."""
    named = environment.get("XDG_CACHE_HOME") or environment.get("LOCALAPPDATA")
    return Path(named) if named else Path(os.path.expanduser("~")) / ".cache"
