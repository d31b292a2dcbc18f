"""The addresses that entries had before (曾用网址), and every address at which the site answers for an entry or a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from gkgen.model import Entry
from gkgen.schema.config import Config
from gkgen.schema.content_type import CATALOGUE_NODE, Site


@dataclass(frozen=True, slots=True)
class Former:
    """An old address as the author wrote it, and as an address of the output: "" where no page can stand there."""

    entry: Entry
    index: int
    written: str
    address: str


def former_addresses(site: Site) -> Iterator[Former]:
    """Of the entries that are shown, and of those that were taken down, in the order of their files."""
    entries = (*site.entries, *(stub.entry for stub in site.stubs))
    for entry in sorted(entries, key=lambda each: each.path):
        for index, written in enumerate(entry.fields.formerly):
            yield Former(entry, index, written, _address(written.strip(), site.config))


def live_addresses(site: Site) -> dict[str, str]:
    """The addresses that citizens cite, with their files: of entries and rows, and what stands for those that are
    gone. A list isn't among them, nor is a node of the catalogue: they show what is there on the day."""
    live = {}
    for entry in site.entries:
        live[entry.address] = entry.path
        live |= {row.address: entry.path for row in entry.rows if row.kind != CATALOGUE_NODE}
    for stub in site.stubs:
        live |= dict.fromkeys((stub.entry.address, *stub.rows), stub.entry.path)
    return live


def _address(written: str, config: Config) -> str:
    """An address below the site's root, from one that may be whole or begin at the root of the host."""
    parts = urlsplit(written)
    base = urlsplit(config.base_url)
    if parts.query or parts.fragment or (parts.netloc and parts.netloc not in (config.domain, base.netloc)):
        return ""
    path = unquote(parts.path)
    if parts.netloc or path.startswith("/"):
        mounted = f"{base.path.rstrip('/')}/"
        path = path.removeprefix(mounted) if path.startswith(mounted) else path.lstrip("/")
    path = f"{path}index.html" if path.endswith("/") else path
    plain = path and not any(part in ("", ".", "..") for part in path.split("/"))
    return path if plain and path.endswith((".html", ".htm")) else ""
