"""The next index number (索引号) of an organisation, by the site's own form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from gkgen.checks.numbers import pattern_of
from gkgen.disk import Refused, read_beneath, walk_beneath
from gkgen.model import Entry
from gkgen.schema import Site

LIMIT = 2 << 20
_WRITTEN = re.compile(
    r"^(?:索引号|索引码|index_number)[ \t]*:[ \t]*[\"']?([^\"'\s#]+)".encode(), re.MULTILINE
)
_SERIAL = re.compile(r"\{serial:(\d)\}")


def next_index_number(site: Site, organ: str, written: Iterable[str]) -> str:
    """The number after the greatest that the organisation has in this year; "" where the site has no form.

    `written` are the numbers of all files, also of those that can't be entries yet. A serial number that outgrows
    its width is written in full, and `gkgen check` tells of it.
    """
    now = site.now
    if not site.config.index_numbers:
        return ""
    form = site.config.index_numbers[0]
    pattern = pattern_of(form)
    numbers = {*written, *(entry.fields.index_number for entry in site.entries)}
    used = [found for number in numbers if (found := pattern.fullmatch(number))]
    serials = [int(found["serial"]) for found in used if _is_same(found, organ, now)]
    width = int(_SERIAL.findall(form)[0])
    serial = f"{max(serials, default=0) + 1:0{width}}"
    number = form.replace("{organ}", organ).replace("{year}", str(now.year))
    return _SERIAL.sub(serial, number.replace("{month}", f"{now.month:02}"))


def written_in(folder: Path) -> Iterator[str]:
    """Every index number in the content, whatever else is wrong with its file."""
    for found in walk_beneath(folder, "content"):
        if not found.refused and found.path.endswith((".md", ".yaml", ".yml")):
            with suppress(Refused):
                for said in _WRITTEN.findall(read_beneath(folder, found.path, limit=LIMIT)):
                    yield said.decode("utf-8", "replace")


def organ_of(organisation: Entry) -> str:
    """What stands for an organisation in its index numbers: its own prefix, the nine places of its organisation
    code within the credit code (目录系统实施指引; GB 32100), or its id."""
    fields = organisation.fields
    code = fields.code[8:17] if len(fields.code) == 18 else ""
    return fields.index_prefix or code or organisation.id.replace("/", "-")


def _is_same(found: re.Match[str], organ: str, now: date) -> bool:
    """Of the same organisation and year, as far as the form tells."""
    said = found.groupdict()
    return said.get("organ", organ) == organ and said.get("year", str(now.year)) == str(now.year)
