"""The numbers under which normative documents are registered (统一编号): never two alike (国办发〔2018〕37号)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gkgen.findings import Finding, Text, error
from gkgen.model import Entry
from gkgen.schema import Site

REGISTERED = "国办发〔2018〕37号"

SAME_REGISTER_NUMBER = error(
    "K305",
    Text(
        "统一编号“{number}”已经用在 {file}",
        "the register number “{number}” is already used in {file}",
    ),
    Text("一个编号只给一份文件，核对后改正", "a number is given to one document; check both"),
    REGISTERED,
)


def registered_twice(entry: Entry, site: Site) -> Iterator[Finding]:
    """Numbers that are given twice, all of them said at the first entry of its kind: a site is gone through once."""
    own = site.of_kind(entry.kind)
    if entry is own[0]:
        yield from _doubles(own)


def _doubles(own: Iterable[Entry]) -> Iterator[Finding]:
    """Said at each document but the first of a number, in the order of their files."""
    held: dict[str, str] = {}
    for entry in sorted(own, key=lambda each: each.path):
        number = getattr(entry.fields, "register_number", "")
        first = held.setdefault(number, entry.path)
        if number and first != entry.path:
            place = entry.place("register_number")
            yield SAME_REGISTER_NUMBER.at(place, number=number, file=first)
