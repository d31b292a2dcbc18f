"""The report for a terminal: one line a field, marks in brackets, and in colour where there is colour."""

from __future__ import annotations

from collections.abc import Iterator

from gkgen.characters import unmoving
from gkgen.diff.changes import Changes, EntryChange, FieldChange, Piece
from gkgen.diff.told import phrases
from gkgen.diff.told.phrases import ADDED, DELETED, EMPTY
from gkgen.findings import Finding, Language

_RED, _GREEN, _BOLD, _DIM, _PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[1m", "\x1b[2m", "\x1b[0m"


class Terminal:
    """Draws lines; without colour not one byte of them moves a cursor."""

    def __init__(self, language: Language, *, colour: bool) -> None:
        self._language = language
        self._colour = colour

    def lines(self, changes: Changes) -> Iterator[str]:
        """The summary, what is newly wrong, each entry, the settings, the files, the pages, what is cured."""
        yield self._tint(_BOLD, phrases.summary(changes, self._language))
        yield from self._findings(phrases.NEW_FINDINGS.say(self._language), changes.new)
        for change in changes.entries:
            yield ""
            yield from self._entry(change)
        if changes.settings:
            yield from ("", self._tint(_BOLD, phrases.SETTINGS.say(self._language)))
            yield from map(self._field, changes.settings)
        if changes.files:
            yield from ("", self._tint(_BOLD, phrases.FILES.say(self._language)))
            for file in changes.files:
                yield f"  {_line(file.path)}：{_line(phrases.file_said(file, self._language))}"
        yield from self._pages(changes)
        yield from self._findings(phrases.CURED_FINDINGS.say(self._language), changes.cured)

    def _entry(self, change: EntryChange) -> Iterator[str]:
        ways = phrases.ways_said(change, self._language)
        yield self._tint(_BOLD, f"{ways}  {_line(phrases.title_said(change))}")
        for old, new in phrases.where_said(change):
            yield self._tint(_DIM, "  " + (f"{_line(old)} → " if old else "") + _line(new))
        yield from map(self._field, change.fields)
        for quote in change.quotes:
            said = phrases.quote_said(quote, self._language)
            yield f"  {phrases.QUOTED.say(self._language)}：{_line(said)}"

    def _field(self, change: FieldChange) -> str:
        label = f"  {_line(change.label)}："
        if change.sort == "order":
            return label + _line(change.after)
        if change.sort == "changed" and phrases.is_short(change):
            empty = EMPTY.say(self._language)
            old = self._tint(_RED, _line(change.before) or empty)
            return f"{label}{old} → {self._tint(_GREEN, _line(change.after) or empty)}"
        word = {"added": ADDED.say(self._language) + " ", "removed": DELETED.say(self._language) + " "}
        return label + word.get(change.sort, "") + "".join(map(self._piece, change.pieces))

    def _piece(self, piece: Piece) -> str:
        text = _line(piece.text, keep=True)
        if piece.mark == "out":
            return self._tint(_RED, f"[-{text}-]")
        return self._tint(_GREEN, f"{{+{text}+}}") if piece.mark == "in" else text

    def _pages(self, changes: Changes) -> Iterator[str]:
        pages = changes.pages
        if not pages.count and not pages.listing:
            return
        yield from ("", self._tint(_BOLD, phrases.PAGES.say(self._language)))
        for address, said in phrases.page_lines(pages, self._language):
            yield f"  {_line(address)}  {_line(said)}"
        if listing := phrases.listing_said(pages, self._language):
            yield f"  {listing}"

    def _findings(self, title: str, findings: tuple[Finding, ...]) -> Iterator[str]:
        if findings:
            yield from ("", self._tint(_BOLD, title))
        for each in phrases.errors_first(findings):
            severity = phrases.severity_said(each, self._language)
            yield f"  {severity} {_line(phrases.finding_said(each, self._language))}"

    def _tint(self, tint: str, text: str) -> str:
        return f"{tint}{text}{_PLAIN}" if self._colour and text else text


def _line(text: str, *, keep: bool = False) -> str:
    """On one line, with no character that a terminal would obey."""
    shown = unmoving(text.replace("\n", "↵"))
    return shown if keep else shown.strip()
