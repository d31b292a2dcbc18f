"""Put new bytes in a file's place, all at once: whoever reads it sees the old file or the new one, never half."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from gkgen.disk.folder import Refused, nfc, reach, steps


def replace_beneath(root: Path, path: str, content: bytes, *, instead_of: bytes | None = None) -> None:
    """Write `content` over a regular file below `root`; its permissions stay, and no link is followed.

    Raises `Refused`, also when the file doesn't hold `instead_of` any more ("missing"), or the system's OSError: a
    full disk, a folder that may not be written. Whatever fails, the old file is there, and nothing beside it.
    """
    parts = steps(path)
    with reach(root, parts[:-1]) as folder, os.fdopen(folder.open(parts[-1]), "rb") as file:
        mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
        if instead_of is not None and file.read() != instead_of:
            raise Refused("missing", "the file has changed")
    target = _on_disk(root, parts)
    beside = target.with_name(f".gkgen-{os.getpid()}.new")
    try:
        with beside.open("xb") as new:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
        beside.chmod(mode)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _on_disk(root: Path, parts: list[str]) -> Path:
    """The path as the disk spells it: a name that is equal in NFC where the very name isn't there."""
    here = root
    for part in parts:
        exact = here / part
        named = (each for each in here.iterdir() if nfc(each.name) == nfc(part))
        here = exact if os.path.lexists(exact) else min(named, default=exact)
    return here
