"""Documents by GB/T 9704-2012, and gazettes that hold them."""

from __future__ import annotations

from typing import Any

from gkgen.findings import Finding, Place, Text, warning
from gkgen.model import Entry
from gkgen.printing.blocks import Block, Inline, facts, levelled, linked, text
from gkgen.printing.parts import blocks_of_parts, inline_of
from gkgen.printing.sheets import Sheet, Try, file_name
from gkgen.printing.shown import Shown
from gkgen.qr import public_address
from gkgen.schema.common import document_number_of
from gkgen.schema.content_type import Subject
from gkgen.schema.parts import Facts, Items
from gkgen.schema.printed import Issue
from gkgen.schema.showing import day_in_words

WITHOUT_TEXT = warning(
    "T982",
    Text(
        "公报里有 {count} 篇本站没有全文，目录里只印了标题：{titles}",
        "{count} pieces of the gazette have no text on this site; only their titles are printed: {titles}",
    ),
    Text("把全文也发布到本站，或者手工补在后面", "publish their texts here, too, or add them by hand"),
)


def document_of(subject: Subject, shown: Shown) -> Sheet:
    """One entry as a document: number, title, text, who signed and when; its metadata at the end."""
    entry = subject.entry
    data = {
        **shown.head(subject.title, subject.address, subject),
        **_set(entry, shown),
        "facts": _about(entry, shown),
        "paper": "a4",
    }
    return Sheet(file_name(subject.address, "document"), "document", entry.path, (Try(data),))


def gazette_of(issue: Issue, subject: Subject, shown: Shown) -> Sheet:
    entry = subject.entry
    number = 0
    sections: list[dict[str, Any]] = []
    missing: list[str] = []
    for title, pieces in issue.sections:
        told: list[dict[str, Any]] = []
        for piece in pieces:
            if piece.entry is None:
                missing.append(piece.title)
                told.append({"title": piece.title})
                continue
            number += 1
            own = {"title": piece.title, "label": f"piece-{number}", **_set(piece.entry, shown, above=2)}
            told.append({**own, "notices": _notices(piece.entry, shown)})
        sections.append({"title": title, "pieces": told})
    data = {
        **shown.head(subject.title, subject.address, subject),
        "paper": "a4",
        "name": _name(subject.title, entry),
        "issue": issue.number,
        "publisher": shown.publisher(entry),
        "day": day_in_words(entry.fields.published) if entry.fields.published else "",
        "sections": sections,
    }
    return Sheet(
        file_name(subject.address, "issue"),
        "issue",
        entry.path,
        (Try(data),),
        findings=_missing(missing, entry),
    )


def _name(title: str, entry: Entry) -> str:
    """The gazette's own name, which the title gives together with the year and the number."""
    year = str(getattr(entry.fields, "year", ""))
    return title.partition(year)[0].strip() or title if year else title


def _missing(titles: list[str], entry: Entry) -> tuple[Finding, ...]:
    if not titles:
        return ()
    return (WITHOUT_TEXT.at(Place(entry.path), count=len(titles), titles="、".join(titles)),)


def _notices(entry: Entry, shown: Shown) -> list[str]:
    return [f"{each.word}：{each.text}" for each in shown.view(entry).notices]


def _set(entry: Entry, shown: Shown, above: int = 1) -> dict[str, Any]:
    """An entry as the standard sets it. One without a text of its own has its parts instead."""
    prose = shown.text(entry)
    parts = [each for each in shown.parts(entry) if not (prose and isinstance(each, Facts | Items))]
    blocks: list[Block] = [*prose, *blocks_of_parts(parts, shown.base_url)]
    lowered = [
        {**each, "level": each["level"] + above - 1} if each["is"] == "heading" else each for each in blocks
    ]
    return {
        "number": document_number_of(entry.fields),
        "blocks": levelled(lowered, above),
        "signed": _signed(entry, shown) if prose else [],
    }


def _signed(entry: Entry, shown: Shown) -> list[str]:
    """Who published it and the day of writing, unless the text itself is signed."""
    day = entry.fields.written
    if day is None or entry.prose is None:
        return []
    said = day_in_words(day)
    if any(
        each.replace(" ", "").endswith(said) and len(each) < 40
        for each in entry.prose.paragraphs
        if entry.prose
    ):
        return []
    return [each for each in (shown.publisher(entry), said) if each]


def _about(entry: Entry, shown: Shown) -> list[Block]:
    told = [
        (each.label, [[linked(link.title, _to(link.address, shown))] for link in each.values])
        for each in shown.view(entry).facts
    ]
    for part in shown.parts(entry) if entry.prose else ():
        if isinstance(part, Facts):
            told += [(label, [inline_of(cell, shown.base_url)]) for label, cell in part.rows]
        elif isinstance(part, Items):
            told.append((part.label, [inline_of(cell, shown.base_url) for cell in part.items]))
    return [facts((label, _joined(values)) for label, values in told)] if told else []


def _to(address: str, shown: Shown) -> str:
    return public_address(shown.base_url, address) if address else ""


def _joined(values: list[list[Inline]]) -> list[Inline]:
    told: list[Inline] = []
    for each in values:
        told += [*([text("、")] if told else []), *each]
    return told
