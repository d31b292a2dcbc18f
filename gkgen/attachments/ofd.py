"""A fixed-layout document (OFD, GB/T 33190-2016): its author, the words of its pages, what is attached to it."""

from __future__ import annotations

from collections.abc import Iterator

from gkgen.attachments import office
from gkgen.attachments.looked import Passage, Trace
from gkgen.attachments.package import Package


def traces(package: Package, passages: list[Passage]) -> Iterator[Trace]:
    """What the document carries; a page is a passage."""
    yield office.authors(office.texts(package.read("OFD.xml"), {"Author"}))
    pages = package.names(r"Doc_\d+/Pages/[^/]+/Content\.xml")
    for number, name in enumerate(pages, 1):
        said = "\n".join(office.texts(package.read(name), {"TextCode"}))
        passages.append(Passage(said, f"第 {number} 页"))
    blank = pages and not any(each.text.strip() for each in passages)
    yield Trace("no text", "", int(bool(blank)))
    attached = [name for name in package.names(r"Doc_\d+/Attach(?:s|ments)/.+") if not name.endswith(".xml")]
    yield Trace("embedded", "", len(attached))
