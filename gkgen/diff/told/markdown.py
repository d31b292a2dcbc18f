"""The report for a pull request: Markdown that a comment can hold, in which no author's word means anything but itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gkgen.diff.changes import Changes, EntryChange, FieldChange, Mark
from gkgen.diff.told import phrases
from gkgen.diff.told.phrases import ADDED, AFTER, BEFORE, DELETED, EMPTY, FIELD
from gkgen.findings import Finding, Language, Text

MARKER = "<!-- gkgen-diff -->"
"""The first line, by which the comment is found again and updated."""
LIMIT = 65_536
"""Characters that GitHub takes in a comment."""
# What is kept free for the words that say how much was left out, the link among them.
_RESERVE = 2_500
_LONGEST_CELL = 1_200
_MOST_ROWS = 12
_MOST_LINES = 30
# No text of an author begins a line, so what means something only there may stand.
_SPECIAL = re.compile(r"[\\`*_\[\]|~]")
# GitHub makes links and mentions of these wherever they stand; an unseen space keeps them words.
_LINKING = re.compile(
    r"(?<=@)(?=\w)|(?<=#)(?=\d)|(?<=://)|(?<=www)(?=\.)|(?<=GH)(?=-\d)|(?<=:)(?=[a-z0-9_+-]+:)", re.IGNORECASE
)
_UNSEEN = "&#8203;"


def as_markdown(changes: Changes, language: Language, link: str = "", limit: int = LIMIT) -> str:
    """The whole report, cut between entries where it would be too long for a comment."""
    head = "\n\n".join(_head(changes, language))
    blocks = list(_blocks(changes, language))
    room = limit - _RESERVE - len(head)
    kept: list[str] = []
    for block in blocks:
        room -= len(block) + 2
        if room < 0:
            break
        kept.append(block)
    tail = _tail(len(blocks) - len(kept), link, language)
    return "\n\n".join(part for part in (head, *kept, tail) if part) + "\n"


def _head(changes: Changes, language: Language) -> Iterator[str]:
    yield MARKER
    yield f"### {phrases.TITLE.say(language)}"
    yield f"**{_plain(phrases.summary(changes, language))}**"
    if changes.new:
        title = phrases.NEW_FINDINGS.say(language)
        yield _list(title, (_finding(each, language) for each in phrases.errors_first(changes.new)), language)


def _blocks(changes: Changes, language: Language) -> Iterator[str]:
    """What may be cut off, the most important first."""
    for change in changes.entries:
        yield "\n\n".join(_entry(change, language))
    if changes.settings:
        yield f"#### {phrases.SETTINGS.say(language)}\n\n{_table(changes.settings, language)}"
    if changes.files:
        files = (f"{_code(each.path)}：{_plain(phrases.file_said(each, language))}" for each in changes.files)
        yield _list(phrases.FILES.say(language), files, language)
    pages = changes.pages
    if pages.count or pages.listing:
        lines = [f"{_code(address)} {_plain(said)}" for address, said in phrases.page_lines(pages, language)]
        title = f"{phrases.PAGES.say(language)}（{pages.count}）"
        listing = [phrases.listing_said(pages, language)] if pages.listing else []
        yield _folded(title, _items([*_at_most(lines, language), *listing]))
    if changes.cured:
        title = f"{phrases.CURED_FINDINGS.say(language)}（{len(changes.cured)}）"
        yield _folded(title, _items(_at_most([_finding(each, language) for each in changes.cured], language)))


def _entry(change: EntryChange, language: Language) -> Iterator[str]:
    yield f"#### {phrases.ways_said(change, language)}：{_plain(phrases.title_said(change))}"
    yield "<br>".join(
        (f"{_code(old)} → " if old else "") + _code(new) for old, new in phrases.where_said(change)
    )
    if change.fields:
        table = _table(change.fields, language)
        count = len(change.fields)
        many = Text(f"{count} 个字段改变", f"{count} fields differ").say(language)
        yield _folded(many, table) if count > _MOST_ROWS else table
    if change.quotes:
        lines = [_plain(phrases.quote_said(each, language)) for each in change.quotes]
        yield f"{phrases.QUOTED.say(language)}：\n\n{_items(_at_most(lines, language))}"


def _table(changes: Iterable[FieldChange], language: Language) -> str:
    head = " | ".join(each.say(language) for each in (FIELD, BEFORE, AFTER))
    rows = [f"| {head} |", "| --- | --- | --- |"]
    rows += [f"| {_plain(each.label)} | {' | '.join(_cells(each, language))} |" for each in changes]
    return "\n".join(rows)


def _cells(change: FieldChange, language: Language) -> tuple[str, str]:
    if change.sort == "order":
        return "", _plain(change.after)
    if not change.before or not change.after:
        words = {"added": ("", ADDED.say(language)), "removed": (DELETED.say(language), "")}
        empty = EMPTY.say(language)
        before, after = (f"{word}：" if word else "" for word in words.get(change.sort, ("", "")))
        none = empty if change.sort == "changed" else ""
        old = before + _marked(change.before, "del") if change.before else none
        return old, after + _marked(change.after, "ins") if change.after else none
    return _side(change, "out", "del"), _side(change, "in", "ins")


def _side(change: FieldChange, mark: Mark, tag: str) -> str:
    """One of the two texts, with what only it has marked."""
    told, room = [], _LONGEST_CELL
    for piece in change.pieces:
        if piece.mark not in (mark, "same", "gap"):
            continue
        text = piece.text if len(piece.text) <= room else f"{piece.text[: max(room, 0)]}……"
        told.append(_marked(text, tag) if piece.mark == mark else _plain(text))
        room -= len(piece.text)
        if room <= 0:
            break
    return "".join(told)


def _marked(text: str, tag: str) -> str:
    """Tags, since the asterisks of Markdown don't close between a Chinese word and a Chinese comma."""
    cut = text if len(text) <= _LONGEST_CELL else f"{text[:_LONGEST_CELL]}……"
    strong = ("<strong>", "</strong>") if tag == "ins" else ("", "")
    return f"<{tag}>{strong[0]}{_plain(cut)}{strong[1]}</{tag}>" if cut.strip() else ""


def _finding(finding: Finding, language: Language) -> str:
    severity = phrases.severity_said(finding, language)
    return f"**{severity}** {_plain(phrases.finding_said(finding, language))}"


def _list(title: str, lines: Iterable[str], language: Language) -> str:
    return f"#### {title}\n\n{_items(_at_most(list(lines), language))}"


def _at_most(lines: list[str], language: Language) -> list[str]:
    rest = len(lines) - _MOST_LINES
    if rest <= 0:
        return lines
    more = Text(f"……另有 {rest} 个", f"… and {rest} more").say(language)
    return [*lines[:_MOST_LINES], more]


def _items(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _folded(title: str, inner: str) -> str:
    return f"<details><summary>{_plain(title)}</summary>\n\n{inner}\n\n</details>"


def _tail(left_out: int, link: str, language: Language) -> str:
    """How much doesn't stand here, and where it stands."""
    cut = Text(
        f"内容太长，还有 {left_out} 处没有列在这里。",
        f"Too long for a comment: {left_out} more are not listed here.",
    )
    whole = Text("完整的比较", "The whole comparison").say(language)
    parts = [cut.say(language)] if left_out else []
    if re.fullmatch(r"https?://[^\s<>()\[\]\"]{1,2000}", link):
        parts.append(f"[{whole}]({link})")
    return " ".join(parts)


def _plain(text: str) -> str:
    """An author's words as words: nothing of Markdown, HTML, mentions or links in them."""
    bare = re.sub(r"\s*\n\s*", "\n", text.strip("\n").replace("\x00", " "))
    text = _LINKING.sub("\x00", bare)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("$", "&#36;")
    text = _SPECIAL.sub(lambda found: f"\\{found.group()}", text)
    return text.replace("\n", "<br>").replace("\x00", _UNSEEN)


def _code(text: str) -> str:
    return f"<code>{_plain(text)}</code>"
