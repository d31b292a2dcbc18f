"""The report for a program: one JSON object."""

from __future__ import annotations

import json
from typing import Any

from gkgen.diff.changes import Changes, EntryChange, FieldChange, Known
from gkgen.diff.told.phrases import summary
from gkgen.findings import Language, as_data


def as_json(changes: Changes, language: Language) -> str:
    """Keys don't depend on the language; `ways` of an entry are the names of `Way` in small letters."""
    pages = changes.pages
    whole = {
        "summary": summary(changes, language),
        "entries": [_entry(each) for each in changes.entries],
        "settings": [_field(each) for each in changes.settings],
        "files": [
            {
                "path": each.path,
                "former_path": each.former_path,
                "before": each.before,
                "after": each.after,
                "named_by": [{"address": link.address, "title": link.title} for link in each.named_by],
            }
            for each in changes.files
        ],
        "pages": {
            "added": [{"address": each.address, "title": each.title} for each in pages.added],
            "gone": [{"address": each.address, "title": each.title, "to": each.to} for each in pages.gone],
            "changed": [{"address": each.address, "title": each.title} for each in pages.own],
            "quoting": [
                {"address": each.address, "title": each.title, "because": list(each.because)}
                for each in pages.quoting
            ],
            "listing": pages.listing,
        },
        "new": [as_data(each, language) for each in changes.new],
        "cured": [as_data(each, language) for each in changes.cured],
        "errors": changes.errors,
        "warnings": len(changes.new) - changes.errors,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _entry(change: EntryChange) -> dict[str, Any]:
    return {
        "ways": [way.name.lower() for way in change.ways],
        "before": _known(change.before),
        "after": _known(change.after),
        "fields": [_field(each) for each in change.fields],
        "named_by": [
            {"address": each.address, "title": each.title, "names": each.named, "page_changes": each.shown}
            for each in change.quotes
        ],
    }


def _known(known: Known | None) -> dict[str, str] | None:
    if known is None:
        return None
    return {
        "type": known.kind,
        "id": known.id,
        "title": known.title,
        "file": known.path,
        "address": known.address,
    }


def _field(change: FieldChange) -> dict[str, Any]:
    return {
        "labels": list(change.labels),
        "keys": list(change.keys),
        "sort": change.sort,
        "before": change.before,
        "after": change.after,
        "marks": [[piece.mark, piece.text] for piece in change.pieces],
        "file": change.place.file,
        "line": change.place.line,
        "column": change.place.column,
    }
