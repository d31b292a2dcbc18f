"""urls.lock: the addresses that the site has given out, one a line, so that none can vanish unseen.

A line is an address, a tab, and the file that stood there last. The lines are sorted, so that two branches that each
add a line can be merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gkgen.findings import Finding, Place, Text, error, warning

LOCK_FILE = "urls.lock"

BAD_LINE = error(
    "U828",
    Text("urls.lock 的这一行不是网址：“{line}”", "this line of urls.lock is no address: “{line}”"),
    Text("运行 gkgen lock 重写这个文件", "run gkgen lock to write the file anew"),
)
UNLOCKED = warning(
    "U834",
    Text("网址 {address} 还没有记进 urls.lock", "the address {address} isn't in urls.lock yet"),
    Text("运行 gkgen lock，把 urls.lock 一起提交", "run gkgen lock, and commit urls.lock with the content"),
)


@dataclass(frozen=True, slots=True)
class Locked:
    """An address that was given out, the file that stood there last, and the line that says so."""

    address: str
    file: str
    line: int


def read_lock(content: bytes) -> tuple[tuple[Locked, ...], tuple[Finding, ...]]:
    """The addresses, and the lines that can't be read: the marks of an unfinished merge among them."""
    locked: list[Locked] = []
    findings = []
    for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
        address, _, file = line.partition("\t")
        if _is_address(address):
            locked.append(Locked(address, file.strip(), number))
        elif line.strip():
            findings.append(BAD_LINE.at(Place(LOCK_FILE, number, 1), line=line[:40]))
    return tuple(locked), tuple(findings)


def lock_text(locked: Iterable[Locked], live: Mapping[str, str]) -> str:
    """The file's new text: all it had, and what is live now. `live` maps an address to the file that stands there."""
    kept = {each.address: each.file for each in locked} | dict(live)
    return "".join(f"{address}\t{kept[address]}\n" for address in sorted(kept))


def new_addresses(locked: Iterable[Locked], live: Iterable[str]) -> Iterator[str]:
    """The live addresses that the file doesn't have yet."""
    known = {each.address for each in locked}
    return (address for address in sorted(live) if address not in known)


def _is_address(text: str) -> bool:
    return text.endswith(".html") and not any(each in text for each in " <>=\\") and not text.startswith("/")
