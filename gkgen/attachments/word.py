"""A text document (docx): its paragraphs and tables, its comments, tracked changes and hidden words."""

from __future__ import annotations

from collections.abc import Iterator

from gkgen.attachments import office
from gkgen.attachments.looked import Passage, Trace
from gkgen.attachments.markup import Attributes, Handlers, walk
from gkgen.attachments.package import Package

_TEXTS = r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml"
_REVISIONS = {"ins", "del", "moveFrom", "moveTo"}
_OFF = ("0", "false", "off")


class Reading:
    """The text of one part as it is walked through; deleted words are text too, for they are still in the file."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.revisions = 0
        self.hidden = 0
        self._open: list[str] = []
        self._cells = 0
        self._run_is_hidden = False

    def start(self, name: str, attributes: Attributes) -> None:
        self._open.append(name)
        if name in _REVISIONS and "author" in attributes:
            self.revisions += 1
        elif name == "r":
            self._run_is_hidden = False
        elif name == "vanish" and self._open[-3:-1] == ["r", "rPr"]:
            self._run_is_hidden = attributes.get("val", "1") not in _OFF
        elif name == "tc":
            self._cells += 1
        elif name == "tbl" and not self._cells:
            self.pieces.append("\n")

    def end(self, name: str) -> None:
        self._open.pop()
        if name == "p":
            self.pieces.append(" " if self._cells else "\n")
        elif name == "tc":
            self._cells -= 1
            self.pieces.append(" " if self._cells else "\t")
        elif name in ("tr", "tbl") and not self._cells:
            self.pieces.append("\n")
        elif name in ("tab", "br", "cr"):
            self.pieces.append(" ")

    def text(self, said: str) -> None:
        if self._open[-1] in ("t", "delText"):
            self.pieces.append(said)
            self.hidden += self._run_is_hidden and not said.isspace()


def traces(package: Package, passages: list[Passage]) -> Iterator[Trace]:
    """What the document carries; its texts are put into `passages` on the way, the document's own first."""
    revisions = hidden = 0
    for name in sorted(package.names(_TEXTS), key=lambda each: (not each.endswith("document.xml"), each)):
        reading = Reading()
        walk(package.read(name), Handlers(reading.start, reading.end, reading.text))
        passages.append(Passage("".join(reading.pieces), "批注" if "comments" in name else ""))
        revisions, hidden = revisions + reading.revisions, hidden + reading.hidden
    yield Trace("comments", "", office.elements(package.read("word/comments.xml"), "comment"))
    yield Trace("revisions", "", revisions)
    yield Trace("hidden", "隐藏文字", hidden)
