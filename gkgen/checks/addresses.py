"""An address never dies: what urls.lock promises is still there, leads on, or says why it is gone.

政府网站发展指引: content is archived, not deleted. 《条例》第二十三条 asks that what is public can be found. Counted are the
addresses of entries and of their rows; a list shows what there is on the day and isn't promised.
"""

from __future__ import annotations

from collections.abc import Iterator

from gkgen.findings import Finding, Place, Text, error
from gkgen.lockfile import LOCK_FILE
from gkgen.model import Entry
from gkgen.schema import Site
from gkgen.schema.content_type import CATALOGUE_NODE
from gkgen.schema.formerly import former_addresses, live_addresses

VANISHED = error(
    "U821",
    Text(
        "网址 {address} 公布过（{file}），现在没有了，也没有转到别处",
        "the address {address} was given out ({file}); now nothing is there, and nothing leads on from it",
    ),
    Text(
        "换了网址的，在内容里写“曾用网址: {address}”；不该再公开的，把文件放回来，写“撤下:”的日期和原因",
        "if it moved, write “formerly: {address}” in the content; if it had to go, put the file back and write “withdrawn:” with its day and reason",
    ),
    "政府网站发展指引",
)


def check(site: Site) -> Iterator[Finding]:
    if not site.locked:
        return
    held = live_addresses(site).keys() | {former.address for former in former_addresses(site)}
    held |= {address for entry in site.coming for address in _addresses(entry)}
    for each in site.locked:
        if each.address not in held and each.file not in site.faulty:
            yield VANISHED.at(Place(LOCK_FILE, each.line, 1), address=each.address, file=each.file or "?")


def _addresses(entry: Entry) -> Iterator[str]:
    """What a later day will show again is not gone for good."""
    yield entry.address
    for row in entry.rows:
        if row.kind != CATALOGUE_NODE:
            yield row.address
