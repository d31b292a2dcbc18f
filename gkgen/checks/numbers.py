"""Index numbers (索引号): of the site's form, and never two alike (《政府信息公开目录系统实施指引（试行）》)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from gkgen.findings import Finding, Text, error, warning
from gkgen.model import Entry
from gkgen.schema import Site

SAME_INDEX_NUMBER = error(
    "N721",
    Text(
        "索引号“{number}”已经用在 {file} 第 {line} 行",
        "index number “{number}” is already used in {file}, line {line}",
    ),
    Text("索引号不能重复，换一个", "an index number is used once; choose another"),
)
INDEX_NUMBER_FORM = warning(
    "N722",
    Text("索引号“{number}”不合本站的格式 {form}", "index number “{number}” is not of the site's form {form}"),
    Text(
        "照格式写，或者在 site.yaml 的“索引号格式”里加上这一种", "write it so, or add this form to site.yaml"
    ),
)

_PARTS = {"organ": r"[0-9A-Za-z-]+", "year": r"\d{4}", "month": r"(?:0[1-9]|1[0-2])"}


def check(site: Site) -> Iterator[Finding]:
    first: dict[str, Entry] = {}
    forms = site.config.index_numbers
    gone = (stub.entry for stub in site.stubs)
    for entry in sorted((*site.entries, *gone), key=lambda each: each.path):
        number = entry.fields.index_number
        if not number:
            continue
        other = first.setdefault(number, entry)
        if other is not entry:
            place = other.place("index_number")
            yield SAME_INDEX_NUMBER.at(
                entry.place("index_number"), number=number, file=place.file, line=place.line
            )
        if forms and not any(pattern_of(form).fullmatch(number) for form in forms):
            yield INDEX_NUMBER_FORM.at(entry.place("index_number"), number=number, form="、".join(forms))


@cache
def pattern_of(form: str) -> re.Pattern[str]:
    """A form such as `{organ}/{year}-{serial:5}` as a regular expression, its parts as named groups."""
    pattern = ""
    for literal, name, width in re.findall(r"([^{}]+)|\{(\w+)(?::(\d))?\}", form):
        if literal:
            pattern += re.escape(literal)
        else:
            inner = rf"\d{{{width}}}" if name == "serial" else _PARTS[name]
            pattern += rf"(?P<{name}>{inner})" if f"<{name}>" not in pattern else inner
    return re.compile(pattern, re.ASCII)
