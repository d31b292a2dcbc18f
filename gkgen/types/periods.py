"""A period that content is open for: the rule that its first day comes before its last."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gkgen.findings import Finding, Text, error
from gkgen.model import Entry

REVERSED_PERIOD = error(
    "K308",
    Text("从 {start} 到 {end}：开始的一天在结束之后", "from {start} to {end}: it would end before it begins"),
    Text("核对两个日期", "check both dates"),
)


def reversed_period(entry: Entry, start: str, end: str) -> Iterator[Finding]:
    """Said at the field of the last day."""
    first: date | None = getattr(entry.fields, start)
    last: date | None = getattr(entry.fields, end)
    if first is not None and last is not None and last < first:
        yield REVERSED_PERIOD.at(entry.place(end), start=str(first), end=str(last))
