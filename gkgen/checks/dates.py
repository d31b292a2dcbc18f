"""The order of an entry's dates."""

from __future__ import annotations

from collections.abc import Iterator

from gkgen.findings import Finding, Text, error, warning
from gkgen.model import Entry
from gkgen.schema import Common, Site

PUBLISHED_BEFORE_WRITTEN = error(
    "D701",
    Text(
        "发布日期 {published} 早于成文日期 {written}",
        "published on {published}, before it was written on {written}",
    ),
    Text("核对两个日期", "check both dates"),
)
CHANGED_BEFORE_PUBLISHED = error(
    "D702",
    Text(
        "更新日期 {changed} 早于发布日期 {published}",
        "changed on {changed}, before it was published on {published}",
    ),
    Text("核对两个日期", "check both dates"),
)
EXPIRES_BEFORE_EFFECTIVE = error(
    "D703",
    Text(
        "失效日期 {expires} 早于生效日期 {effective}",
        "expires on {expires}, before it takes effect on {effective}",
    ),
    Text("核对两个日期", "check both dates"),
)
WRITTEN_IN_FUTURE = warning(
    "D704",
    Text("成文日期 {written} 还没有到", "written on {written}, a day that hasn't come"),
    Text(
        "核对成文日期；计划以后发布的，写“发布日期”",
        "check the date; to publish later, set the date of publication",
    ),
)


def check(site: Site) -> Iterator[Finding]:
    for entry in site.entries:
        yield from _order(entry)
        written = entry.fields.written
        if written is not None and written > site.now:
            yield WRITTEN_IN_FUTURE.at(entry.place("written"), written=str(written))


def _order(entry: Entry) -> Iterator[Finding]:
    fields: Common = entry.fields
    if fields.written and fields.published and fields.published < fields.written:
        yield PUBLISHED_BEFORE_WRITTEN.at(
            entry.place("published"), published=str(fields.published), written=str(fields.written)
        )
    if fields.changed and fields.published and fields.changed < fields.published:
        yield CHANGED_BEFORE_PUBLISHED.at(
            entry.place("changed"), changed=str(fields.changed), published=str(fields.published)
        )
    if fields.effective and fields.expires and fields.expires < fields.effective:
        yield EXPIRES_BEFORE_EFFECTIVE.at(
            entry.place("expires"), expires=str(fields.expires), effective=str(fields.effective)
        )
