"""Rules on a pair of sites: what may not happen from one revision to the next.

An index number is given once (《政府信息公开目录系统实施指引（试行）》: 索引号具有唯一性). An address that was given out stays
(政府网站发展指引: 内容迁移、下线后应当设置跳转). A date of publication isn't rewritten: 伪造发稿日期 fails an inspection by itself
(国办秘函〔2019〕19号). Only what the public could already see counts: a draft, and what is scheduled, may still change.
`urls.lock` holds the addresses of all times against one site; here two revisions are held against each other, so that a site
without that file is guarded too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gkgen.diff.changes import Side
from gkgen.diff.pages import led_on, owners_of
from gkgen.diff.pairing import Held, Pairing
from gkgen.findings import Finding, Place, Text, error, warning
from gkgen.schema import Site
from gkgen.schema.content_type import CATALOGUE_NODE

INDEX_NUMBER_CHANGED = error(
    "U801",
    Text(
        "索引号原来是“{before}”，现在是“{after}”；索引号定了就不改",
        "the index number was “{before}” and is “{after}” now; an index number never changes",
    ),
    Text("改回“{before}”", "write “{before}” again"),
    "《政府信息公开目录系统实施指引（试行）》",
)
ADDRESS_GONE = error(
    "U802",
    Text(
        "网址 {address}（{title}）没有了，也不转到别处",
        "the address {address} ({title}) is gone, and leads nowhere",
    ),
    Text(
        "不再公开的，恢复文件并写“撤下”；换了网址的，在新的条目里写“曾用网址: {address}”",
        "bring the file back and write 撤下 in it; if it has a new address, write 曾用网址: {address} there",
    ),
    "《政府网站发展指引》",
)
PUBLISHED_CHANGED = warning(
    "U803",
    Text(
        "已经公开的信息，发布日期由 {before} 改成了 {after}",
        "it is public already, and its date of publication was changed from {before} to {after}",
    ),
    Text(
        "改回 {before}；内容有更新的，写在“更新日期”和“变更记录”里",
        "write {before} again; what was changed belongs to 更新日期 and 变更记录",
    ),
    "国办秘函〔2019〕19号：伪造发稿日期单项否决",
)
NUMBER_REUSED = error(
    "U804",
    Text(
        "索引号“{number}”原来是《{title}》的，不能给别的信息",
        "the index number “{number}” was that of “{title}”; it can't be given to another",
    ),
    Text("换一个没有用过的号", "choose a number that was never used"),
    "《政府信息公开目录系统实施指引（试行）》",
)


def pair_findings(pairings: list[Pairing], before: Side, after: Side) -> Iterator[Finding]:
    """What the second site may not be, after the first."""
    for pairing in pairings:
        old, new = pairing.before, pairing.after
        if old is not None and new is not None and _is_public(old, before.site):
            yield from _same_entry(old, new)
    led = led_on(after.site)
    yield from _reused(pairings, before.site, led)
    yield from _gone(pairings, before, after, led)


def _is_public(held: Held, site: Site) -> bool:
    fields = held.entry.fields
    return not fields.draft and (fields.published is None or fields.published <= site.now)


def _same_entry(old: Held, new: Held) -> Iterator[Finding]:
    one, other = old.entry.fields, new.entry.fields
    if one.index_number and one.index_number != other.index_number:
        place = new.entry.place("index_number")
        yield INDEX_NUMBER_CHANGED.at(place, before=one.index_number, after=other.index_number or "（空）")
    if one.published and one.published != other.published:
        place = new.entry.place("published")
        yield PUBLISHED_CHANGED.at(place, before=str(one.published), after=str(other.published or "（空）"))


def _reused(pairings: list[Pairing], before: Site, led: Mapping[str, str]) -> Iterator[Finding]:
    owners = {
        each.before.entry.fields.index_number: each.before
        for each in pairings
        if each.before is not None and _is_public(each.before, before)
    }
    for pairing in pairings:
        new = pairing.after
        owner = owners.get(new.entry.fields.index_number) if new is not None else None
        if new is None or owner is None or owner is pairing.before or not new.entry.fields.index_number:
            continue
        if led.get(owner.entry.address) == new.entry.address:  # the same thing, of another type now
            continue
        place = new.entry.place("index_number")
        yield NUMBER_REUSED.at(place, number=new.entry.fields.index_number, title=owner.entry.fields.title)


def _gone(pairings: list[Pairing], before: Side, after: Side, led: Mapping[str, str]) -> Iterator[Finding]:
    """Addresses of entries and rows; that of a file with faults isn't gone but waits for its mending. A node of the
    catalogue is a list, and goes with it. What urls.lock promises is told by the check of that file."""
    told = {page.address for page in after.pages} | {each.address for each in after.site.locked} | led.keys()
    present = {each.before.entry.path: each.after for each in pairings if each.before is not None}
    public = {page.address for page in before.pages}
    for address, owner in sorted(owners_of(before.site).items()):
        entry = owner.entry
        if address not in public or address in told:
            continue
        if owner.kind == CATALOGUE_NODE or not _is_public(Held(entry), before.site):
            continue
        now = present.get(entry.path)
        if entry.path not in after.site.faulty:
            place = now.entry.place("id") if now else Place(entry.path)
            title = now.entry.fields.title if now and now.closed else owner.title
            yield ADDRESS_GONE.at(place, address=address, title=title)
