"""The life of an entry: every change has its record with day and reason, and the days of its end follow on its beginning.

条例第六条 (information is to be accurate), 行政规范性文件 are changed and abolished by a decision that is named. Not counted: what
a draft says, and pages that don't stand in the catalogue of government information.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gkgen.findings import Finding, Text, error, warning
from gkgen.model import Entry
from gkgen.schema import Common, Disclosed, Site

CHANGE_WITHOUT_REASON = warning(
    "U825",
    Text("变更记录没有写原因", "a record of a change gives no reason"),
    Text("加一行“原因: …”，写明依据什么、为什么改", "add a line “why: …”: on what ground it was changed"),
    "政府信息公开条例第六条",
)
CHANGED_WITHOUT_RECORD = warning(
    "U826",
    Text(
        "写了更新日期 {changed}，没有变更记录",
        "it was changed on {changed}, and no record says what was changed",
    ),
    Text(
        "加“变更记录:”，写日期、内容、原因；只是重新排版的，删去更新日期",
        "add “changes:” with day, what and why; where nothing but the layout changed, delete the date",
    ),
    "政府信息公开条例第六条",
)
CHANGED_ANOTHER_DAY = warning(
    "U827",
    Text(
        "更新日期 {changed} 与最近一次变更记录的日期 {recorded} 不一致",
        "it was changed on {changed}, and the newest record of a change is of {recorded}",
    ),
    Text("核对两个日期，缺记录的补上", "check both; add the record that is missing"),
)
CHANGE_IN_FUTURE = warning(
    "U829",
    Text("变更的日期 {day} 还没有到", "a change of {day}, a day that hasn't come"),
    Text("核对日期；没有发生的变更先不写", "check the date; don't write what hasn't happened"),
)
WITHDRAWN_BEFORE_PUBLISHED = error(
    "U830",
    Text(
        "撤下日期 {withdrawn} 早于发布日期 {published}",
        "taken down on {withdrawn}, before it was published on {published}",
    ),
    Text("核对两个日期", "check both dates"),
)
SHOWN_UNTIL_BEFORE_PUBLISHED = error(
    "U831",
    Text(
        "公示截止日期 {until} 早于发布日期 {published}",
        "shown until {until}, before it was published on {published}",
    ),
    Text("核对两个日期", "check both dates"),
)
ABOLISHED_BEFORE_WRITTEN = error(
    "U832",
    Text(
        "废止日期 {abolished} 早于成文日期 {written}",
        "abolished on {abolished}, before it was written on {written}",
    ),
    Text("核对两个日期", "check both dates"),
)


def check(site: Site) -> Iterator[Finding]:
    for entry in (*site.entries, *(stub.entry for stub in site.stubs)):
        yield from _ends(entry)
    for entry in site.entries:
        yield from _changes(entry, site.now)
        yield from _records(entry)


def _ends(entry: Entry) -> Iterator[Finding]:
    fields: Common = entry.fields
    published, written = fields.published, fields.written
    if fields.withdrawn and published and fields.withdrawn.on < published:
        place = entry.place("withdrawn", "on")
        yield WITHDRAWN_BEFORE_PUBLISHED.at(
            place, withdrawn=str(fields.withdrawn.on), published=str(published)
        )
    if fields.shown_until and published and fields.shown_until < published:
        place = entry.place("shown_until")
        yield SHOWN_UNTIL_BEFORE_PUBLISHED.at(place, until=str(fields.shown_until), published=str(published))
    if fields.abolished and written and fields.abolished.on < written:
        place = entry.place("abolished", "on")
        yield ABOLISHED_BEFORE_WRITTEN.at(place, abolished=str(fields.abolished.on), written=str(written))


def _changes(entry: Entry, now: date) -> Iterator[Finding]:
    fields: Common = entry.fields
    for index, change in enumerate(fields.changes):
        if not change.why.strip():
            yield CHANGE_WITHOUT_REASON.at(entry.place("changes", index))
        if change.on > now:
            yield CHANGE_IN_FUTURE.at(entry.place("changes", index, "on"), day=str(change.on))
    if fields.changed is not None and fields.changed > now:
        yield CHANGE_IN_FUTURE.at(entry.place("changed"), day=str(fields.changed))


def _records(entry: Entry) -> Iterator[Finding]:
    """A later `changed` than its records have wants a record; of what isn't disclosed no record is kept here."""
    fields: Common = entry.fields
    if fields.changed is None or not isinstance(fields, Disclosed):
        return
    newest = max((each.on for each in fields.changes), default=None)
    if newest is None:
        yield CHANGED_WITHOUT_RECORD.at(entry.place("changed"), changed=str(fields.changed))
    elif newest != fields.changed:
        yield CHANGED_ANOTHER_DAY.at(
            entry.place("changed"), changed=str(fields.changed), recorded=str(newest)
        )
