"""A presentation (pptx): the words of its slides, the slides that aren't shown, the speaker's notes and the comments."""

from __future__ import annotations

from collections.abc import Iterator

from gkgen.attachments import office
from gkgen.attachments.looked import Passage, Trace
from gkgen.attachments.markup import Attributes, Handlers, walk
from gkgen.attachments.package import Package


class Words:
    """The paragraphs of a slide; a field, such as the slide's number, is none of the author's words."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.hidden = False
        self._reads = False
        self._fields = 0

    def start(self, name: str, attributes: Attributes) -> None:
        self._reads = name == "t" and not self._fields
        self._fields += name == "fld"
        if name == "sld":
            self.hidden = attributes.get("show") in ("0", "false")

    def end(self, name: str) -> None:
        self._reads = False
        self._fields -= name == "fld"
        if name == "p":
            self.pieces.append("\n")

    def text(self, said: str) -> None:
        if self._reads:
            self.pieces.append(said)


def traces(package: Package, passages: list[Passage]) -> Iterator[Trace]:
    """What the presentation carries; slides and notes are passages."""
    hidden = noted = 0
    for number, name in enumerate(package.names(r"ppt/slides/slide\d+\.xml"), 1):
        words = _words(package.read(name))
        passages.append(Passage("".join(words.pieces), f"第 {number} 张"))
        hidden += words.hidden
    for name in package.names(r"ppt/notesSlides/notesSlide\d+\.xml"):
        said = "".join(_words(package.read(name)).pieces)
        noted += bool(said.strip())
        passages.append(Passage(said, "演讲者备注"))
    comments = package.names(r"ppt/comments/.+\.xml")
    count = sum(office.elements(package.read(name), "cm") for name in comments)
    yield Trace("hidden", "不放映的幻灯片", hidden)
    yield Trace("comments", "", count + noted)


def _words(content: bytes) -> Words:
    words = Words()
    walk(content, Handlers(words.start, words.end, words.text))
    return words
