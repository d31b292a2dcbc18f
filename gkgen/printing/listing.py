"""Lists on paper: of a type, of a node of the catalogue, of things chosen, and of the rows of an entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from gkgen.model import CatalogueNode
from gkgen.printing.blocks import Block, heading, linked, table, text, wide
from gkgen.printing.sheets import Format, Selection, Sheet, Try, file_name
from gkgen.printing.shown import Shown
from gkgen.qr import public_address
from gkgen.schema.common import document_number_of
from gkgen.schema.content_type import Subject
from gkgen.schema.showing import day_in_words
from gkgen.stages.plan.standing import status_of


def list_of_entry(subject: Subject, shown: Shown, on: Format) -> Sheet:
    """An entry as a table of its rows."""
    data = {
        **shown.head(subject.title, subject.address, subject),
        "under": shown.under(subject.entry),
        **_sheet(shown.listed(subject.entry), on),
    }
    return Sheet(file_name(subject.address, "list"), "list", subject.entry.path, (Try(data),))


def list_of(selection: Selection, shown: Shown, on: Format) -> Sheet:
    """A table for each group, under the group's name."""
    blocks: list[Block] = []
    for label, subjects in selection.groups:
        if label:
            blocks.append(heading(2, [text(label)]))
        blocks.append(_table(subjects, shown))
    config = shown.site.config
    count = sum(len(subjects) for _, subjects in selection.groups)
    under = f"{config.sponsor or config.name}　{day_in_words(shown.site.now)}　共 {count} 条"
    data = {**shown.head(selection.title, selection.address), "under": under, **_sheet(blocks, on)}
    return Sheet(f"{selection.name}-list", "list", "", (Try(data),))


def of_node(node: CatalogueNode, shown: Shown) -> Iterator[tuple[str, tuple[Subject, ...]]]:
    """What stands in a node and in those below it, each under its own name."""
    held = shown.site.by_node.get(node.code, ())
    if held:
        yield node.title, held
    for code in node.children:
        yield from of_node(shown.site.catalogue[code], shown)


def _sheet(blocks: Sequence[Block], on: Format) -> dict[str, Any]:
    flipped = any(wide(each) for each in blocks) if on.turned is None else on.turned
    return {"blocks": list(blocks), "paper": on.paper.lower(), "flipped": flipped}


def _table(subjects: Sequence[Subject], shown: Shown) -> Block:
    """Number, title, document number, publisher, day; a column that says nothing isn't there."""
    columns = ("序号", "标题", "文号", "发布机构", "发布日期", "状态")
    rows = [
        (str(number), each.title, *_told(each, shown), status_of(each, shown.site))
        for number, each in enumerate(subjects, 1)
    ]
    used = [place for place in range(len(columns)) if place < 2 or any(row[place] for row in rows)]
    addresses = [public_address(shown.base_url, each.address) for each in subjects]
    cells = [
        [[linked(row[place], to) if place == 1 else text(row[place])] for place in used]
        for row, to in zip(rows, addresses, strict=True)
    ]
    return table([[text(columns[place])] for place in used], cells)


def _told(subject: Subject, shown: Shown) -> tuple[str, str, str]:
    fields = subject.entry.fields
    number = "" if subject.row else document_number_of(fields)
    return number, shown.publisher(subject.entry), str(fields.published or "")
