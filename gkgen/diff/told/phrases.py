"""The words that all forms of the report share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gkgen.diff.changes import Changes, EntryChange, FieldChange, FileChange, Pages, Quote, Way
from gkgen.findings import Finding, Language, Severity, Text

NOTHING = Text("没有变化", "nothing differs")
EMPTY = Text("（空）", "(empty)")
TITLE = Text("内容比较", "Changes")
FIELD, BEFORE, AFTER = Text("字段", "field"), Text("原来", "before"), Text("现在", "now")
NEW_FINDINGS = Text("新增的问题", "New findings")
CURED_FINDINGS = Text("消除的问题", "Cured findings")
SETTINGS = Text("站点设置（site.yaml）", "Settings (site.yaml)")
FILES = Text("附件", "Files")
PAGES = Text("受影响的页面", "Pages affected")
QUOTED = Text("引用它的内容", "named by")
DELETED, ADDED = Text("删去", "deleted"), Text("增加", "added")
_COMMA = Text("、", ", ")
_SEMICOLON = Text("；", "; ")
_SHORT = 24


def summary(changes: Changes, language: Language) -> str:
    """All of it in one line: 3 项修改、1 项新增；影响 5 个页面；新增问题：0 个错误、0 个提醒."""
    if changes.is_empty:
        return NOTHING.say(language)
    pages = Text(f"影响 {changes.pages.count} 个页面", f"{changes.pages.count} pages affected")
    parts = (_entries(changes), pages, _problems(changes))
    return _SEMICOLON.say(language).join(each.say(language) for each in parts)


def _entries(changes: Changes) -> Text:
    count = Counter(each.ways[0] for each in changes.entries)
    parts = [
        Text(f"{count[way]} 项{way.value.zh}", f"{count[way]} {way.value.en}") for way in Way if count[way]
    ]
    if changes.settings:
        parts.append(Text(f"{len(changes.settings)} 项设置", f"{len(changes.settings)} settings"))
    if changes.files:
        parts.append(Text(f"{len(changes.files)} 个附件", f"{len(changes.files)} files"))
    if not parts:
        return Text("条目没有变化", "no entry differs")
    return Text(_COMMA.zh.join(each.zh for each in parts), _COMMA.en.join(each.en for each in parts))


def _problems(changes: Changes) -> Text:
    warnings, cured = len(changes.new) - changes.errors, len(changes.cured)
    zh = f"新增问题：{changes.errors} 个错误、{warnings} 个提醒"
    en = f"new findings: {changes.errors} errors, {warnings} warnings"
    return Text(zh + (f"，消除 {cured} 个" if cured else ""), en + (f", {cured} cured" if cured else ""))


def ways_said(change: EntryChange, language: Language) -> str:
    return _COMMA.say(language).join(way.value.say(language) for way in change.ways)


def title_said(change: EntryChange) -> str:
    """《新名》, and the old one where it had another."""
    known = change.known
    old = change.before.title if change.before and change.after and Way.RENAMED in change.ways else ""
    return f"{known.label}《{known.title}》" + (f"（原名《{old}》）" if old else "")


def where_said(change: EntryChange) -> list[tuple[str, str]]:
    """The file and the address, each with what it was before where that was another."""
    old, new = change.before, change.after
    if old is None or new is None:
        return [("", change.known.path)]
    pairs = [(old.path if old.path != new.path else "", new.path)]
    if old.address != new.address:
        pairs.append((old.address, new.address))
    return pairs


def is_short(change: FieldChange) -> bool:
    """Whether both values are told whole, side by side."""
    return max(len(change.before), len(change.after)) <= _SHORT and "\n" not in change.before + change.after


def quote_said(quote: Quote, language: Language) -> str:
    shown = Text("，页面随之改变", ", whose page changes") if quote.shown else Text("", "")
    return f"《{quote.title}》" + Text(
        f"（引用“{quote.named}”{shown.zh}）", f" (names “{quote.named}”{shown.en})"
    ).say(language)


def file_said(change: FileChange, language: Language) -> str:
    """What happened to a file, in sizes; and who leads to it."""
    if change.former_path:
        what = Text(f"原来是 {change.former_path}", f"was {change.former_path}")
    elif change.before is None:
        what = Text(f"新增，{_size(change.after)}", f"added, {_size(change.after)}")
    elif change.after is None:
        what = Text(f"删除（原 {_size(change.before)}）", f"removed (was {_size(change.before)})")
    else:
        sizes = f"{_size(change.before)} → {_size(change.after)}"
        what = Text(f"内容改变，{sizes}", f"other content, {sizes}")
    named = _COMMA.say(language).join(f"《{each.title}》" for each in change.named_by)
    users = (
        Text(f"；用于{named}", f"; used by {named}") if named else Text("；没有条目引用", "; used by none")
    )
    return what.say(language) + users.say(language)


def _size(size: int | None) -> str:
    """Bytes as people read them, and exactly: two states of a file may differ by a few."""
    count = size or 0
    return f"{count / 1024:.1f} KB（{count} B）" if count >= 1024 else f"{count} B"


def page_lines(pages: Pages, language: Language) -> Iterator[tuple[str, str]]:
    """Each address affected, and what happens there; the addresses lost come first."""
    for gone in pages.gone:
        to = Text(f"不再存在，转到 {gone.to}", f"gone, leads to {gone.to}")
        lost = Text("不再存在，也不转到别处", "gone, and leads nowhere")
        yield gone.address, f"《{gone.title}》" + (to if gone.to else lost).say(language)
    for added in pages.added:
        yield added.address, f"《{added.title}》" + Text("新页面", "new").say(language)
    for own in pages.own:
        yield own.address, f"《{own.title}》" + Text("内容改变", "changed").say(language)
    for quoting in pages.quoting:
        named = _COMMA.say(language).join(f"“{each}”" for each in quoting.because)
        why = Text(f"因为引用了{named}", f"because it names {named}")
        yield quoting.address, f"《{quoting.title}》" + why.say(language)


def listing_said(pages: Pages, language: Language) -> str:
    count = pages.listing
    said = Text(
        f"另有 {count} 个首页、目录、列表一类的页面和相邻的页面随之改变",
        f"and {count} pages that list or lead, or stand beside: home, columns, years, neighbours",
    )
    return said.say(language) if count else ""


def finding_said(finding: Finding, language: Language) -> str:
    place = finding.place
    where = f"{place.file}:{place.line}" if place.line else place.file
    return f"{where} {finding.rule.code} {finding.told(language)}"


def severity_said(finding: Finding, language: Language) -> str:
    error, warning = Text("错误", "error"), Text("提醒", "warning")
    return (error if finding.rule.severity is Severity.ERROR else warning).say(language)


def errors_first(findings: tuple[Finding, ...]) -> list[Finding]:
    return sorted(findings, key=lambda each: each.rule.severity is not Severity.ERROR)
