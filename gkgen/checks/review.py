"""When an entry was reviewed for disclosure: before it is published (条例第十七条: 先审查、后公开), not on a day to come, and by somebody.

That an entry has a review at all, with its basis, is asked by the declaration of `review`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gkgen.findings import Finding, Text, error, warning
from gkgen.schema import Common, Site

REVIEWED_AFTERWARDS = warning(
    "P841",
    Text(
        "审查日期 {reviewed} 晚于公开的日期 {shown}",
        "reviewed on {reviewed}, after it was published on {shown}",
    ),
    Text(
        "先审查后公开：核对两个日期；改动后重新审查的，同时写“更新日期”",
        "review comes first: check both dates; after a change give the date of the change too",
    ),
    "条例第十七条",
)
REVIEWED_IN_FUTURE = error(
    "P842",
    Text("审查日期 {reviewed} 还没有到", "reviewed on {reviewed}, a day that hasn't come"),
    Text("审查以后再填实际的日期", "write the day on which it was reviewed"),
    "条例第十七条",
)
NOBODY = warning(
    "P843",
    Text("审查人还是样例里的“{by}”", "the reviewer is still the sample's “{by}”"),
    Text("审查以后写审查人的姓名", "write the name of who reviewed it, once it is reviewed"),
    "条例第十七条",
)
_SAMPLE = re.compile(r"某+人?|[Xx×*＊]+|张三|李四|待定|待填")


def check(site: Site) -> Iterator[Finding]:
    """A change is shown on its own day, and is reviewed anew for it."""
    for entry in site.entries:
        fields: Common = entry.fields
        if fields.review is None:
            continue
        if _SAMPLE.fullmatch(fields.review.by):
            yield NOBODY.at(entry.place("review", "by"), by=fields.review.by)
        reviewed = fields.review.on
        shown = max((day for day in (fields.published, fields.changed) if day is not None), default=None)
        if reviewed > site.now:
            yield REVIEWED_IN_FUTURE.at(entry.place("review", "on"), reviewed=str(reviewed))
        elif shown is not None and reviewed > shown:
            place = entry.place("review", "on")
            yield REVIEWED_AFTERWARDS.at(place, reviewed=str(reviewed), shown=str(shown))
