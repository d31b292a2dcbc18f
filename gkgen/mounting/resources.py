"""The pictures that a host's header, footer and styles lead to: read beneath the site's folder, and mounted with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import quote, unquote, urlsplit

from gkgen.disk import Refused, read_beneath
from gkgen.findings import Finding, Place
from gkgen.model import File
from gkgen.mounting.rules import ABSENT, FOREIGN

HOST = "static/host"
_TOLD = 80
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".ico")


@dataclass(slots=True)
class Pictures:
    """Those named so far. `folder` is the site's, `below` the path under which the host's files stand in it."""

    folder: Path
    below: str
    files: dict[str, File] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def address(self, named: str, place: Place) -> str:
        """Where below `static/` a picture stands that the file at `place` names; "" and a finding when it can't."""
        parts = urlsplit(named)
        if parts.scheme or parts.netloc or named.startswith(("/", "\\")):
            self.findings.append(FOREIGN.at(place, address=_clipped(named)))
            return ""
        path = normpath(join(dirname(place.file), unquote(parts.path)))
        content = self._read(path)
        if content is None:
            self.findings.append(ABSENT.at(place, address=named))
            return ""
        address = f"{HOST}/{path.removeprefix(self.below)}"
        self.files[address] = File(address, content)
        return quote(address.removeprefix("static/"))

    def _read(self, path: str) -> bytes | None:
        if path.startswith("..") or not path.lower().endswith(_PICTURES):
            return None
        try:
            return read_beneath(self.folder, path)
        except Refused:
            return None


def _clipped(address: str) -> str:
    """A picture in a `data:` address may be as long as a book."""
    return address if len(address) <= _TOLD else f"{address[:_TOLD]}…"
