"""A notice-board sheet (公开栏): the newest of a list or what was chosen, or one entry whole, read from a metre away."""

from __future__ import annotations

from gkgen.printing.sheets import Format, Selection, Sheet, Try, file_name
from gkgen.printing.shown import Shown
from gkgen.schema.content_type import Subject
from gkgen.schema.showing import day_in_words


def board_of_entry(subject: Subject, shown: Shown, on: Format) -> Sheet:
    """A list of names or of fees as it hangs in a village: all of it."""
    data = {
        **shown.head(subject.title, subject.address, subject),
        "under": shown.under(subject.entry),
        "entries": [],
        "blocks": shown.listed(subject.entry),
        "paper": on.paper.lower(),
        "flipped": bool(on.turned),
    }
    return Sheet(file_name(subject.address, "board"), "board", subject.entry.path, (Try(data),))


def board_of(selection: Selection, shown: Shown, on: Format) -> Sheet:
    config = shown.site.config
    entries = [
        {
            "title": each.title,
            "summary": each.entry.fields.summary if len(each.entry.fields.summary) <= 80 else "",
            "under": shown.under(each.entry),
            "square": shown.square(each.address, each.title),
        }
        for _, subjects in selection.groups
        for each in subjects
    ]
    data = {
        **shown.head(selection.title, selection.address),
        "under": f"{config.sponsor or config.name}　{day_in_words(shown.site.now)}",
        "entries": entries,
        "blocks": [],
        "paper": on.paper.lower(),
        "flipped": bool(on.turned),
    }
    return Sheet(f"{selection.name}-board", "board", "", (Try(data),))
