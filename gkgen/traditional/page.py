"""A finished page → its twin: texts converted, links led into the tree, everything else as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, groupby, zip_longest

from gkgen.model import File
from gkgen.traditional.converter import Converter
from gkgen.traditional.kept import spans
from gkgen.traditional.markup import pieces, tag_of, with_language
from gkgen.traditional.names import names_in, names_said, places_of
from gkgen.traditional.segments import Segment, segments_of

ORIGINAL = "zh-CN"
"""The language of what stays as it was written."""


def twin_page(file: File, converter: Converter) -> File:
    """The twin of a page; `file` is the page as it is drawn for its address in the tree.

    The same bytes, exceptions and version of OpenCC give the same twin.
    """
    assert isinstance(file.content, bytes)
    return File(file.address, converted_html(file.content.decode(), converter).encode())


def converted_html(html: str, converter: Converter) -> str:
    """A page's HTML with its texts converted and its addresses led into the tree."""
    parts = pieces(html)
    segments = segments_of(parts)
    joined, starts = _joined(segments)
    texts = _Texts(joined, converter.aligned(joined), _kept(joined, segments, converter))
    words: dict[int, list[str]] = {}
    original = set()
    for segment, start in zip(segments, starts, strict=True):
        end = start + len(segment.text)
        if segment.in_tag:
            words.setdefault(segment.piece, []).append(texts.plain(start, end))
        elif segment.holder < 0:
            parts[segment.piece] = texts.marked(start, end, segment.wrap)
        elif texts.differ(start, end):
            original.add(segment.holder)
    for place in range(1, len(parts), 2):
        tag = tag_of(parts[place])
        drawn = tag.literals[0]
        if tag.words:
            drawn = _laced(tag.literals, words.get(place, list(tag.words)))
        parts[place] = with_language(drawn, ORIGINAL) if place in original else drawn
    return "".join(parts)


def _laced(literals: tuple[str, ...], words: list[str]) -> str:
    return "".join(chain.from_iterable(zip_longest(literals, words, fillvalue="")))


def _joined(segments: list[Segment]) -> tuple[str, list[int]]:
    """All texts in one, so that a word is known across the tags inside of a line; a line ends where a block does."""
    texts: list[str] = []
    starts = []
    length = 0
    for segment in segments:
        if segment.apart:
            texts.append("\n")
            length += 1
        starts.append(length)
        texts.append(segment.text)
        length += len(segment.text)
    return "".join(texts), starts


def _kept(joined: str, segments: list[Segment], converter: Converter) -> bytearray:
    """A mark for each character that stays as it is."""
    names = {name for each in segments if each.named for name in names_in(each.text)}
    names.update(names_said(joined))
    places = [*spans(joined), *places_of(names, joined)]
    places += [each.span() for each in converter.kept.finditer(joined)]
    marks = bytearray(len(joined))
    for start, end in places:
        marks[start:end] = b"\x01" * (end - start)
    return marks


@dataclass(frozen=True, slots=True)
class _Texts:
    """All texts of a page, what is written for each of their characters, and which of them stay."""

    joined: str
    written: list[str]
    marks: bytearray

    def plain(self, start: int, end: int) -> str:
        """A text without marks, for where no element can stand."""
        if 1 not in self.marks[start:end]:
            return "".join(self.written[start:end])
        return "".join(text for _, text in self._runs(start, end))

    def marked(self, start: int, end: int, wrap: str) -> str:
        """A text in which what stays, and would have been written otherwise, says of what language it is."""
        if not wrap or 1 not in self.marks[start:end]:
            return self.plain(start, end)
        return "".join(
            f'<{wrap} lang="{ORIGINAL}">{text}</{wrap}>' if stays else text
            for stays, text in self._runs(start, end)
        )

    def differ(self, start: int, end: int) -> bool:
        return "".join(self.written[start:end]) != self.joined[start:end]

    def _runs(self, start: int, end: int) -> Iterator[tuple[bool, str]]:
        for stays, places in groupby(range(start, end), key=self.marks.__getitem__):
            run = list(places)
            first, last = run[0], run[-1] + 1
            if stays:
                yield self.differ(first, last), self.joined[first:last]
            else:
                yield False, "".join(self.written[first:last])
