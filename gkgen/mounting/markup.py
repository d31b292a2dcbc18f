"""A host's header or footer: only what can stand on a page beside gkgen's own, its ids and pictures renamed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from gkgen.findings import Finding, Place
from gkgen.mounting.resources import Pictures
from gkgen.mounting.rules import BAD_WAY, FORBIDDEN, NOT_OURS, UNBALANCED
from gkgen.schema.mounted import ROOT_MARK

PREFIX = "host-"
_VOID = frozenset({"img", "br", "hr", "input", "wbr"})
_ENDLESS = _VOID | frozenset(["area", "base", "col", "embed", "link", "meta", "source", "track"])
_DRAWING = frozenset(
    ["svg", "g", "path", "circle", "rect", "line", "polyline", "polygon", "ellipse", "title", "desc"]
)
_ELEMENTS = (
    _VOID
    | _DRAWING
    | frozenset(
        [
            "header",
            "footer",
            "div",
            "nav",
            "section",
            "aside",
            "p",
            "span",
            "a",
            "ul",
            "ol",
            "li",
            "dl",
            "dt",
            "dd",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "strong",
            "em",
            "b",
            "i",
            "small",
            "time",
            "address",
            "figure",
            "figcaption",
            "form",
            "label",
            "button",
            "select",
            "option",
            "sup",
            "sub",
            "details",
            "summary",
        ]
    )
)
_OURS = frozenset({"h1", "main", "html", "head", "body", "title"})
_ATTRIBUTES = frozenset(
    [
        "id",
        "class",
        "lang",
        "dir",
        "title",
        "role",
        "hidden",
        "tabindex",
        "href",
        "rel",
        "target",
        "hreflang",
        "src",
        "alt",
        "width",
        "height",
        "loading",
        "action",
        "method",
        "type",
        "name",
        "value",
        "placeholder",
        "autocomplete",
        "maxlength",
        "size",
        "for",
        "datetime",
        "open",
        "viewbox",
        "xmlns",
        "focusable",
        "fill",
        "stroke",
        "d",
        "x",
        "y",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "x1",
        "x2",
        "y1",
        "y2",
        "points",
        "transform",
        "preserveaspectratio",
        "fill-rule",
        "clip-rule",
    ]
)
# What the page's own scripts, and the Traditional tree, look for.
_RESERVED = re.compile(
    r"data-(ask|base|contrast|idle|kiosk.*|print.*|root|search.*|text|theme|tools|tree-tools|unfold)$"
)
_NAMES = frozenset({"for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns"})
_WAY = re.compile(
    r"(?:https?:)?//(?!\d+(?:\.\d+){3}(?:[:/]|$))[^\s/?#@]+(?:[/?#]\S*)?|/(?![/\\])\S*|/|mailto:\S+|tel:[+\d-]+",
    re.IGNORECASE,
)
# The pages' policy lets a form go to the host that they stand on.
_OWN_WAY = re.compile(r"/(?![/\\])\S*")


@dataclass(frozen=True, slots=True)
class Fragment:
    """The HTML as it is put around the pages, and the landmark elements that stand in it."""

    html: str
    landmarks: frozenset[str]


def fragment_of(text: str, file: str, pictures: Pictures) -> tuple[Fragment, list[Finding]]:
    """A header or footer ready to be mounted, and what can't be mounted of it."""
    reader = _Reader(text, file, pictures)
    reader.feed(text)
    reader.close()
    reader.finish()
    return Fragment("".join(reader.parts).strip(), frozenset(reader.landmarks)), reader.findings


class _Reader(HTMLParser):
    """Writes anew what it reads, so that nothing comes through that it hasn't understood."""

    def __init__(self, text: str, file: str, pictures: Pictures) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.findings: list[Finding] = []
        self.landmarks: set[str] = set()
        self._file = file
        self._pictures = pictures
        self._open: list[tuple[str, Place]] = []
        self._ids = set(re.findall(r"\bid\s*=\s*[\"']?([^\s\"'>]+)", text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start(tag, attrs)
        if tag not in _ENDLESS:
            self._open.append((tag, self._place()))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start(tag, attrs)
        if tag in _DRAWING:
            self.parts.append(f"</{tag}>")
        elif tag not in _VOID:
            self.findings.append(UNBALANCED.at(self._place(), tag=tag))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            self.findings.append(UNBALANCED.at(self._place(), tag=f"/{tag}"))
            return
        self._open.pop()
        self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(escape(data, quote=False))

    def handle_decl(self, decl: str) -> None:
        self.findings.append(NOT_OURS.at(self._place(), what=f"<!{decl}>"))

    def handle_pi(self, data: str) -> None:
        self.findings.append(FORBIDDEN.at(self._place(), what=f"<?{data}>"))

    def finish(self) -> None:
        for tag, place in self._open:
            self.findings.append(UNBALANCED.at(place, tag=tag))

    def _start(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        place = self._place()
        if tag in _OURS and not (tag == "title" and self._in_drawing()):
            self.findings.append(NOT_OURS.at(place, what=f"<{tag}>"))
        elif tag not in _ELEMENTS:
            self.findings.append(FORBIDDEN.at(place, what=f"<{tag}>"))
        if tag == "nav" and not {"aria-label", "aria-labelledby"} & set(values):
            self.findings.append(NOT_OURS.at(place, what="没有名字的 <nav>"))
        if tag == "img" and "alt" not in values:
            self.findings.append(NOT_OURS.at(place, what="没有 alt 的 <img>"))
        if tag in ("header", "footer"):
            if tag in self.landmarks:
                self.findings.append(NOT_OURS.at(place, what=f"两个 <{tag}>"))
            self.landmarks.add(tag)
        drawn = "".join(self._attribute(tag, name, value, place) for name, value in values.items())
        self.parts.append(f"<{tag}{drawn}>")

    def _attribute(self, tag: str, name: str, value: str, place: Place) -> str:
        allowed = name in _ATTRIBUTES or name.startswith(("aria-", "data-", "stroke"))
        if not allowed or _RESERVED.match(name) or (name == "src" and tag != "img"):
            self.findings.append(FORBIDDEN.at(place, what=f"{name}=…"))
            return ""
        if name == "tabindex" and value not in ("0", "-1"):
            self.findings.append(NOT_OURS.at(place, what=f"tabindex={value}"))
        if name == "id":
            value = PREFIX + value
        elif name in _NAMES:
            value = " ".join(PREFIX + each for each in value.split())
        elif name == "href":
            value = self._way(value.strip(), place)
        elif name == "action" and not _OWN_WAY.fullmatch(value.strip()):
            self.findings.append(BAD_WAY.at(place, address=value))
        elif name == "src":
            value = f"{ROOT_MARK}static/{self._pictures.address(value.strip(), place)}"
        spelt = {"viewbox": "viewBox", "preserveaspectratio": "preserveAspectRatio"}.get(name, name)
        return f' {spelt}="{escape(value)}"'

    def _way(self, address: str, place: Place) -> str:
        if address.startswith("#"):
            if address[1:] in self._ids:
                return f"#{PREFIX}{address[1:]}"
            self.findings.append(NOT_OURS.at(place, what=f"指向 {address} 的链接"))
        elif not _WAY.fullmatch(address):
            self.findings.append(BAD_WAY.at(place, address=address))
        return address

    def _in_drawing(self) -> bool:
        return any(tag == "svg" for tag, _ in self._open)

    def _place(self) -> Place:
        line, column = self.getpos()
        return Place(self._file, line, column + 1)
