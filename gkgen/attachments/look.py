"""One file, looked into by its kind: the way in to this room."""

from __future__ import annotations

import csv
import posixpath
from collections.abc import Callable, Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import IO

from gkgen.attachments import ofd, office, sheet, slides, word
from gkgen.attachments.looked import Looked, Passage, Refused, Trace, looked
from gkgen.attachments.package import Package, opened

_OFFICE: dict[str, Callable[[Package, list[Passage]], Iterator[Trace]]] = {
    ".docx": word.traces,
    ".docm": word.traces,
    ".xlsx": sheet.traces,
    ".xlsm": sheet.traces,
    ".pptx": slides.traces,
    ".pptm": slides.traces,
}
_PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp")
_PLAIN = (".csv", ".txt", ".tsv", ".json")
# Kinds that hold text and that nothing here reads: said, so that somebody looks.
_UNREAD = (
    ".doc",
    ".xls",
    ".ppt",
    ".wps",
    ".et",
    ".dps",
    ".rtf",
    ".zip",
    ".rar",
    ".7z",
    ".odt",
    ".ods",
)
PLAIN_LIMIT = 8 << 20
_OLE = b"\xd0\xcf\x11\xe0"


def look(source: bytes | Path, name: str) -> Looked:
    """What a file carries and says. Its bytes and its name's ending decide; a bad file is a trace, never a failure."""
    traces: list[Trace] = []
    passages: list[Passage] = []
    try:
        traces += _traces(source, posixpath.splitext(name)[1].lower(), passages)
    except Refused as refused:
        traces.append(refused.trace)
    return looked(traces, passages)


def _traces(source: bytes | Path, extension: str, passages: list[Passage]) -> Iterator[Trace]:
    if extension in _UNREAD:
        yield Trace("unknown", extension)
        return
    with _stream(source) as stream:
        if extension in _OFFICE:
            yield from _office(stream, extension, passages)
        elif extension == ".ofd":
            with opened(stream) as package:
                yield from ofd.traces(package, passages)
        elif extension == ".pdf":
            from gkgen.attachments import portable

            yield from portable.traces(stream, passages)
        elif extension in _PICTURES:
            from gkgen.attachments import picture

            yield from picture.traces(stream)
        elif extension in _PLAIN:
            yield from _plain(stream, extension, passages)


def _office(stream: IO[bytes], extension: str, passages: list[Passage]) -> Iterator[Trace]:
    if stream.read(len(_OLE)) == _OLE:
        raise Refused(Trace("encrypted"))  # a modern document within the old container is one with a password
    with opened(stream) as package:
        yield from _OFFICE[extension](package, passages)
        yield from office.properties(package)
        yield from office.parts(package)


def _plain(stream: IO[bytes], extension: str, passages: list[Passage]) -> Iterator[Trace]:
    content = stream.read(PLAIN_LIMIT + 1)
    try:
        text = content[:PLAIN_LIMIT].decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content[:PLAIN_LIMIT].decode("gb18030", "replace")
    passages.append(Passage(_rows(text) if extension == ".csv" else text.replace(",", "\t")))
    yield Trace("partly", "", int(len(content) > PLAIN_LIMIT))


def _rows(text: str) -> str:
    """The cells with tabs between; a comma within quotation marks is a part of its cell."""
    try:
        rows = ["\t".join(" ".join(cell.split("\n")) for cell in row) for row in csv.reader(StringIO(text))]
    except csv.Error:
        return text.replace(",", "\t")
    return "\n".join(rows)


def _stream(source: bytes | Path) -> IO[bytes]:
    return BytesIO(source) if isinstance(source, bytes) else source.open("rb")
