"""The texts of a page, and what stands around each: which line, which element, under which label."""

from __future__ import annotations

from dataclasses import dataclass, field

from gkgen.traditional.markup import Tag, tag_of
from gkgen.traditional.names import LABELS

# In these no element can stand, or none that a browser would draw.
_BARE = frozenset({"title", "option", "textarea", "desc", "metadata"})


@dataclass(frozen=True, slots=True)
class Segment:
    """A text to be looked at: piece number `piece`, or the words of an attribute in that piece's tag.

    `apart` begins a new line; `wrap` is the element in which a part can stand by itself, "" where none can; `named` is a
    value under a label of names; `holder` is the piece that opens an element whose content stays, or -1.
    """

    piece: int
    text: str
    apart: bool = True
    wrap: str = ""
    named: bool = False
    holder: int = -1
    in_tag: bool = False


def segments_of(parts: list[str]) -> list[Segment]:
    """Every text of a page in order, the words of attributes among them."""
    reading = _Reading()
    for place, piece in enumerate(parts):
        if place % 2:
            reading.tag(place, tag_of(piece))
        elif piece:
            reading.text(place, piece)
    return reading.found


@dataclass(slots=True)
class _Labels:
    """Labels of names: a `dt` before its `dd`, a header cell over its column or before its row."""

    named: bool = False
    heard: str = ""
    hearing: bool = False
    columns: dict[int, str] = field(default_factory=dict)
    column: int = 0
    spans: int = 1
    row: str = ""
    head: bool = False

    def read(self, text: str) -> None:
        if self.hearing:
            self.heard += text.strip()

    def tag(self, tag: Tag) -> None:
        if tag.name in {"dt", "dd", "th", "td"}:
            if tag.closes:
                self._ended(tag.name)
            else:
                self._begun(tag)
        elif tag.name == "thead":
            self.head = not tag.closes
        elif tag.name == "table":
            self.columns = {}
        elif tag.name == "tr":
            self.column, self.row = 0, ""

    def _begun(self, tag: Tag) -> None:
        self.spans = tag.spans
        self.hearing = tag.name in {"dt", "th"}
        if tag.name == "dd":
            self.named = self.heard in LABELS
        elif tag.name != "dt":
            self.named = not self.head and (self.row in LABELS or self.columns.get(self.column) in LABELS)
        if self.hearing:
            self.heard = ""

    def _ended(self, name: str) -> None:
        self.named = self.hearing = False
        if name == "th" and self.head:
            self.columns[self.column] = self.heard
        elif name == "th":
            self.row = self.heard
        if name in {"th", "td"}:
            self.column += self.spans


@dataclass(slots=True)
class _Reading:
    """Where in the page the reading stands."""

    found: list[Segment] = field(default_factory=list)
    apart: bool = True
    bare: str = ""
    drawing: bool = False
    holder: int = -1
    kept: str = ""
    depth: int = 0
    labels: _Labels = field(default_factory=_Labels)

    def text(self, place: int, text: str) -> None:
        if text.isspace():
            self.apart = True
            return
        self.labels.read(text)
        wrap = "" if self.bare else "tspan" if self.drawing else "span"
        self.found.append(Segment(place, text, self.apart, wrap, self.labels.named, self.holder))
        self.apart = False

    def tag(self, place: int, tag: Tag) -> None:
        if not tag.inline:
            self.apart = True
            self.labels.tag(tag)
        if self.kept:
            self._inside(tag)
        elif tag.closes:
            self.bare = "" if tag.name == self.bare else self.bare
            self.drawing = self.drawing and tag.name != "svg"
        elif tag.stays:
            self.kept, self.depth, self.holder = tag.name, 1, place
        else:
            self._open(place, tag)

    def _inside(self, tag: Tag) -> None:
        if tag.name == self.kept:
            self.depth += -1 if tag.closes else 1
        if self.depth == 0:
            self.kept, self.holder = "", -1

    def _open(self, place: int, tag: Tag) -> None:
        if tag.name in _BARE:
            self.bare = tag.name
        self.drawing = self.drawing or tag.name == "svg"
        for words in tag.words:
            self.found.append(Segment(place, words, in_tag=True))
            self.apart = True
