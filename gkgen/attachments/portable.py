"""A PDF: who made it, what is attached to it, whether it has text. [pypdf lives here, and only here]

Limits: 60 pages, of each page the first mebibyte of drawing; pypdf bounds what a stream may grow to.
"""

from __future__ import annotations

import logging
import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from gkgen.attachments import office
from gkgen.attachments.looked import Passage, Refused, Trace

MOST_PAGES = 60
PAGE_LIMIT = 1 << 20
# Notes of readers and editors; a link, a form's field and an electronic seal are none.
_NOTES = {
    "/Text",
    "/FreeText",
    "/Highlight",
    "/Underline",
    "/Squiggly",
    "/StrikeOut",
    "/Caret",
    "/Ink",
    "/Redact",
    "/FileAttachment",
}
# pypdf walks whatever the file says, and a false file sends it anywhere.
_BROKEN = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
_WORD = re.compile(r"\w")


def traces(source: IO[bytes], passages: list[Passage]) -> Iterator[Trace]:
    """What the document carries; its pages are put into `passages`. Raises `Refused`."""
    with _quiet():
        try:
            yield from _traces(source, passages)
        except _BROKEN as failure:
            raise Refused(Trace("damaged")) from failure


@contextmanager
def _quiet() -> Iterator[None]:
    """pypdf tells its log of every oddity of every file; what matters is a finding here."""
    log = logging.getLogger("pypdf")
    before = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(before)


def _traces(source: IO[bytes], passages: list[Passage]) -> Iterator[Trace]:
    reader = PdfReader(source)
    if reader.is_encrypted and not _opens(reader):
        raise Refused(Trace("encrypted"))
    yield office.authors([str(reader.metadata.author or "")] if reader.metadata else [])
    root = _dictionary(reader.trailer["/Root"])
    yield from _inside(root)
    count = len(reader.pages)
    notes, blank = 0, True
    for number, page in enumerate(reader.pages[:MOST_PAGES], 1):
        notes += sum(_dictionary(each).get("/Subtype") in _NOTES for each in _list(page.get("/Annots")))
        said = _text(page)
        blank &= said is not None and not _WORD.search(said)
        passages.append(Passage(said or "", f"第 {number} 页"))
    yield Trace("comments", "", notes)
    yield Trace("no text", "", int(blank and count > 0))
    yield Trace("partly", f"{MOST_PAGES}/{count}", int(count > MOST_PAGES))


def _opens(reader: PdfReader) -> bool:
    """Many are locked against printing only, and open without a password; some ciphers pypdf can't read alone."""
    return bool(reader.decrypt(""))


def _inside(root: dict[str, Any]) -> Iterator[Trace]:
    names = _dictionary(root.get("/Names"))
    form = _dictionary(root.get("/AcroForm"))
    opening = _dictionary(root.get("/OpenAction")).get("/S") in ("/JavaScript", "/Launch")
    scripts = "/JavaScript" in names or "/XFA" in form or opening
    yield Trace("active", "脚本", int(scripts))
    yield Trace("embedded", "", int("/EmbeddedFiles" in names))


def _text(page: PageObject) -> str | None:
    """The words of a page; None where it is too much to read."""
    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) > PAGE_LIMIT:
        return None
    return page.extract_text()


def _dictionary(value: Any) -> dict[str, Any]:
    found = value.get_object() if hasattr(value, "get_object") else value
    return found if isinstance(found, dict) else {}


def _list(value: Any) -> list[Any]:
    found = value.get_object() if hasattr(value, "get_object") else value
    return list(found) if isinstance(found, list) else []
