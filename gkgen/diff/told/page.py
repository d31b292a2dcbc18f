"""The report for a browser: one page that stands alone, without scripts, with both sides of an entry drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape

from gkgen.diff.changes import Changes, EntryChange, FieldChange, Mark
from gkgen.diff.told import phrases
from gkgen.diff.told.drawn import drawn
from gkgen.diff.told.phrases import AFTER, BEFORE, EMPTY, FIELD
from gkgen.findings import Finding, Language, Text
from gkgen.theme import STYLESHEET

MOST_DRAWN = 60
"""Entries that are drawn; of more than these the fields must do."""
MOST_ROWS = 5
"""Pages of rows that are drawn of one entry."""
_DRAWN = Text("两边的页面", "Both pages")
_NOT_THERE = Text("没有这个页面", "There is no such page")
_CLOSED = Text(
    "已经撤下或者不公开的内容，这里也不再显示", "What is taken down or not disclosed isn't shown here either"
)
_OUT, _IN = Text("删去：", "deleted: "), Text("增加：", "added: ")
_STYLE = """
.diff{max-width:90rem;margin:0 auto;padding:1rem}
.diff h1{font-size:1.6rem}
.diff>section{margin:1.5rem 0;padding-top:.25rem;border-top:3px solid}
.diff table{width:100%;border-collapse:collapse;table-layout:fixed}
.diff caption{text-align:start}
.diff :is(.fields) :is(th,td){border:1px solid;padding:.4rem .6rem;text-align:start;vertical-align:top;overflow-wrap:anywhere}
.diff .fields th:first-child{width:24%}
.diff del{background:#ffe3e0;color:#7a0c00;text-decoration:line-through}
.diff ins{background:#dcf5dc;color:#0a4a12;text-decoration:underline}
.diff .said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.diff .sides{display:grid;grid-template-columns:1fr 1fr;gap:1rem;margin-top:.5rem}
.diff :is(details,.fields){margin-top:.75rem}
.diff summary{cursor:pointer}
.diff .side{border:1px solid;padding:0 1rem 1rem;overflow:auto;max-height:60rem;min-width:0}
.diff .side :is(td,th){min-width:6em}
.diff .side>h4{position:sticky;left:0;margin:0 -1rem 1rem;padding:.4rem 1rem;border-bottom:1px solid}
.diff .error{font-weight:bold}
@media(max-width:60rem){.diff .sides{grid-template-columns:1fr}}
@media print{.diff .side{max-height:none}.diff .sides{grid-template-columns:1fr 1fr}.diff details>*{display:block}}
"""


def addresses(changes: Changes) -> frozenset[str]:
    """The pages that the report shows."""
    pairs = [pair for change in changes.entries[:MOST_DRAWN] for pair in change.pages[:MOST_ROWS]]
    return frozenset(address for pair in pairs for address in pair if address)


def as_html(
    changes: Changes, language: Language, before: Mapping[str, bytes], after: Mapping[str, bytes]
) -> str:
    """`before` and `after` are the files of the two sites by address: the pages to show, and the styles."""
    title = escape(f"{phrases.TITLE.say(language)}：{phrases.summary(changes, language)}")
    styles = (after.get(STYLESHEET) or before.get(STYLESHEET) or b"").decode().replace("</", "<\\/")
    body = "\n".join(_sections(changes, language, before, after))
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if language == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{styles}{_STYLE}</style>\n</head>\n"
        f'<body>\n<main class="diff">\n{body}\n</main>\n</body>\n</html>\n'
    )


def _sections(
    changes: Changes, language: Language, before: Mapping[str, bytes], after: Mapping[str, bytes]
) -> Iterator[str]:
    yield f"<h1>{phrases.TITLE.say(language)}</h1>\n<p>{escape(phrases.summary(changes, language))}</p>"
    if changes.new:
        yield _listed(
            phrases.NEW_FINDINGS,
            (_finding(each, language) for each in phrases.errors_first(changes.new)),
            language,
        )
    for number, change in enumerate(changes.entries, 1):
        yield _entry(change, number, language, before, after)
    if changes.settings:
        yield f"<section><h2>{phrases.SETTINGS.say(language)}</h2>{_table(changes.settings, language)}</section>"
    if changes.files:
        files = (
            f"<code>{escape(each.path)}</code> {escape(phrases.file_said(each, language))}"
            for each in changes.files
        )
        yield _listed(phrases.FILES, files, language)
    pages = changes.pages
    if pages.count or pages.listing:
        lines = [
            f"<code>{escape(at)}</code> {escape(said)}" for at, said in phrases.page_lines(pages, language)
        ]
        listing = phrases.listing_said(pages, language)
        yield _listed(phrases.PAGES, [*lines, *([listing] if listing else [])], language)
    if changes.cured:
        yield _listed(phrases.CURED_FINDINGS, (_finding(each, language) for each in changes.cured), language)


def _entry(
    change: EntryChange,
    number: int,
    language: Language,
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
) -> str:
    ways = phrases.ways_said(change, language)
    where = "<br>".join(
        (f"<code>{escape(old)}</code> → " if old else "") + f"<code>{escape(new)}</code>"
        for old, new in phrases.where_said(change)
    )
    parts = [f"<h2>{ways}：{escape(phrases.title_said(change))}</h2>", f"<p>{where}</p>"]
    if change.fields:
        parts.append(_table(change.fields, language))
    if change.quotes:
        items = "".join(f"<li>{escape(phrases.quote_said(each, language))}</li>" for each in change.quotes)
        parts.append(f"<h3>{phrases.QUOTED.say(language)}</h3><ul>{items}</ul>")
    if number <= MOST_DRAWN:
        parts.append(_sides(change, number, language, before, after))
    return f"<section>{''.join(parts)}</section>"


def _sides(
    change: EntryChange,
    number: int,
    language: Language,
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
) -> str:
    """The pages on which the change is seen, as they were and as they are, side by side; folded, since they are long."""
    drawings = []
    for place, (was, now) in enumerate(change.pages[:MOST_ROWS]):
        old = None if change.closed else before.get(was)
        absent = _CLOSED if change.closed and was else _NOT_THERE
        left = _column(BEFORE, old, absent, f"d{number}-{place}a-", language)
        right = _column(AFTER, after.get(now), _NOT_THERE, f"d{number}-{place}b-", language)
        drawings.append(f'<div class="sides">{left}{right}</div>')
    opened = " open" if number <= 3 else ""
    return f"<details{opened}><summary>{_DRAWN.say(language)}</summary>{''.join(drawings)}</details>"


def _column(word: Text, page: bytes | None, absent: Text, prefix: str, language: Language) -> str:
    head = word.say(language)
    inner = drawn(page.decode(), prefix) if page else f"<p>{absent.say(language)}</p>"
    return f'<div class="side" role="region" tabindex="0" aria-label="{head}"><h4>{head}</h4>{inner}</div>'


def _table(changes: Iterable[FieldChange], language: Language) -> str:
    head = "".join(f'<th scope="col">{each.say(language)}</th>' for each in (FIELD, BEFORE, AFTER))
    rows = "".join(
        f'<tr><th scope="row">{escape(each.label)}</th>{_cells(each, language)}</tr>' for each in changes
    )
    return f'<table class="fields"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _cells(change: FieldChange, language: Language) -> str:
    if change.sort == "order":
        return f"<td></td><td>{escape(change.after)}</td>"
    empty = EMPTY.say(language) if change.sort == "changed" else ""
    old = _side(change, "out", "del", language) if change.before else empty
    new = _side(change, "in", "ins", language) if change.after else empty
    return f"<td>{old}</td><td>{new}</td>"


def _side(change: FieldChange, mark: Mark, tag: str, language: Language) -> str:
    """One of the two texts; what only it has is marked for the eye and told to the ear."""
    word = (_OUT if mark == "out" else _IN).say(language)
    return "".join(
        f'<{tag}><span class="said">{word}</span>{_lines(piece.text)}</{tag}>'
        if piece.mark == mark
        else _lines(piece.text)
        for piece in change.pieces
        if piece.mark in (mark, "same", "gap")
    )


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _finding(finding: Finding, language: Language) -> str:
    severity = phrases.severity_said(finding, language)
    kind = finding.rule.severity.value
    return f'<span class="{kind}">{severity}</span> {escape(phrases.finding_said(finding, language))}'


def _listed(title: Text, lines: Iterable[str], language: Language) -> str:
    items = "".join(f"<li>{line}</li>" for line in lines)
    return f"<section><h2>{title.say(language)}</h2><ul>{items}</ul></section>"
