"""Lists whose rows have pages of their own, told by their number in the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gkgen.model import Row
from gkgen.schema.forms import row_ids


def numbered_rows(
    kind: str, folder: str, field: str, title: str = "name"
) -> Callable[[Any, str], tuple[Row, ...]]:
    """The rows of the list in `field`, each of the `kind` at `<folder>/<id>.html`, called by what stands in `title`."""

    def rows(fields: Any, ident: str) -> tuple[Row, ...]:
        values = getattr(fields, field)
        own = row_ids(ident, [each.number for each in values])
        return tuple(
            Row(kind, name, getattr(each, title), f"{folder}/{name}.html", each, (field, index))
            for index, (name, each) in enumerate(zip(own, values, strict=True))
        )

    return rows
