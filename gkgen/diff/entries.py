"""Entries that differ, each with its ways of differing and its fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from gkgen.diff.alike import same
from gkgen.diff.changes import EntryChange, FieldChange, Quote, Side, Way
from gkgen.diff.fields import Ground, field_changes, text_change
from gkgen.diff.pairing import Held, Pairing
from gkgen.findings import Place
from gkgen.model import Entry
from gkgen.schema import Common, Site, Subject, fields_of
from gkgen.schema.content_type import CATALOGUE_NODE, PUBLISHER
from gkgen.stages.lapse import TOLD

# What an entry that isn't disclosed keeps for itself, and what an entry's address says already.
_CONTENT = frozenset({"attachments", "related", "changes", "late_reason", "body"})
_KEYS = frozenset(spec.key for spec in fields_of(Common))


def entry_changes(
    pairings: list[Pairing], before: Side, after: Side, differing: Mapping[str, bool]
) -> Iterator[EntryChange]:
    """The entries that differ, in the order of kinds and ids. `differing` says of an address whether its page does."""
    for pairing in pairings:
        old, new = pairing.before, pairing.after
        if old is not None and new is not None:
            if _untouched(old, new, before.site, after.site):
                continue
            yield from _both(old, new, before.site, after.site, differing)
        elif new is not None:
            pages = (("", new.entry.address),)
            yield EntryChange((Way.ADDED,), None, new.known(after.site), pages=pages, closed=new.closed)
        elif old is not None:
            yield _lost(old, before.site, after.site, differing)


def _untouched(old: Held, new: Held, before: Site, after: Site) -> bool:
    """Whether an entry is known to be the same, with the nodes that its catalogue has today, without looking at its text."""
    if old.stub is not None or new.stub is not None:
        return False
    one, other = before.digests.get(old.entry.path), after.digests.get(new.entry.path)
    return (
        one is not None
        and other is not None
        and one.sum == other.sum
        and bool(old.entry.fields == new.entry.fields)
    )


def _lost(old: Held, before: Site, after: Site, differing: Mapping[str, bool]) -> EntryChange:
    pages = ((old.entry.address, ""),)
    if old.entry.path in after.faulty:
        return EntryChange((Way.UNREADABLE,), old.known(before), None, pages=pages)
    quotes = _quotes(old, None, before, after, differing)
    return EntryChange((Way.REMOVED,), old.known(before), None, (), quotes, pages)


def _both(
    old: Held, new: Held, before: Site, after: Site, differing: Mapping[str, bool]
) -> Iterator[EntryChange]:
    fields = tuple(_fields(old, new, before, after))
    ways = tuple(_ways(old, new, fields))
    if ways:
        quotes = _quotes(old, new, before, after, differing)
        pages = (
            ((old.entry.address, new.entry.address),) if new.closed else tuple(_pages(old.entry, new.entry))
        )
        yield EntryChange(ways, old.known(before), new.known(after), fields, quotes, pages, new.closed)


def _pages(old: Entry, new: Entry) -> Iterator[tuple[str, str]]:
    """Where the change is seen: a list of a thousand rows shows less of one of them than its own page."""
    rows = {(row.kind, row.id): row for row in old.rows}
    found = False
    for row in new.rows:
        former = rows.get((row.kind, row.id))
        if row.kind != CATALOGUE_NODE and former is not None and not same(former.value, row.value):
            found = True
            yield former.address, row.address
    if not found:
        yield old.address, new.address


def _ways(old: Held, new: Held, fields: tuple[FieldChange, ...]) -> Iterator[Way]:
    one, other = old.entry, new.entry
    if (old.stub is None) != (new.stub is None):
        yield Way.WITHDRAWN if new.stub else Way.RESTORED
    if one.address != other.address:
        yield Way.MOVED
    elif one.path != other.path:
        yield Way.REFILED
    if one.fields.title != other.fields.title and old.stub is None and new.stub is None:
        yield Way.RENAMED
    if one.fields.catalogue != other.fields.catalogue and old.stub is None and new.stub is None:
        yield Way.RECLASSED
    if any(each.keys not in (("title",), ("catalogue",), ("id",), ("formerly",)) for each in fields):
        if (old.stub is None) == (new.stub is None):
            yield Way.CHANGED
    elif one.address == other.address and any(each.keys in (("id",), ("formerly",)) for each in fields):
        yield Way.CHANGED


def _fields(old: Held, new: Held, before: Site, after: Site) -> Iterator[FieldChange]:
    """What may be told of both: of an entry that isn't disclosed, or is taken down, no more than remains of it."""
    one, other = old.entry, new.entry
    ground = Ground(before, after, _place_in(one), _place_in(other))
    if old.stub or new.stub:
        yield from field_changes(one.fields, other.fields, Common, ground, _KEYS - frozenset(TOLD))
    elif old.closed or new.closed:
        yield from field_changes(one.fields, other.fields, Common, ground, _CONTENT)
    else:
        declaration = type(other.fields)
        yield from field_changes(one.fields, other.fields, declaration, ground, ("body",))
        spec = next(spec for spec in fields_of(declaration) if spec.key == "body")
        yield from text_change(_body(one), _body(other), spec, ground)


def _body(entry: Entry) -> str:
    return entry.body.text if entry.body is not None else str(entry.fields.body)


def _place_in(entry: Entry) -> Callable[[tuple[str | int, ...]], Place]:
    def place(path: tuple[str | int, ...]) -> Place:
        if path == ("body",) and entry.body is not None:
            return Place(entry.path, entry.body.line, 1)
        return entry.place(*path)

    return place


# ---------------------------------------------------------------- who names what changed


def _quotes(
    old: Held, new: Held | None, before: Site, after: Site, differing: Mapping[str, bool]
) -> tuple[Quote, ...]:
    """Who names the entry, where the whole of it changed, and who names one of its rows that did."""
    paths = {old.entry.path, new.entry.path if new else ""}
    found = {(quote.address, ""): quote for quote in _published(old, new, after, differing)}
    for address, title in dict(_named(old, new)).items():
        for subject in _namers(address, before, after):
            if subject.entry.path not in paths:
                shown = differing.get(subject.address, False)
                quote = Quote(subject.title, subject.address, title, shown)
                found.setdefault((subject.address, title), quote)
    return tuple(found[key] for key in sorted(found))


def _named(old: Held, new: Held | None) -> Iterator[tuple[str, str]]:
    """The addresses of what changed, with their titles: the entry, unless only rows of it did, and those rows."""
    rows = {(row.kind, row.id): row for row in (new.entry.rows if new else ())}
    changed = [
        row
        for row in old.entry.rows
        if (row.kind, row.id) not in rows or not same(row.value, rows[row.kind, row.id].value)
    ]
    closed = new.entry.fields.title if new is not None and new.closed else ""
    yield from ((row.address, closed or row.title) for row in changed)
    if not changed or not old.entry.rows:
        yield old.entry.address, closed or old.entry.fields.title


def _published(old: Held, new: Held | None, after: Site, differing: Mapping[str, bool]) -> Iterator[Quote]:
    """What an organisation has published names it on every page; told where the page comes out otherwise."""
    if new is None or new.entry.kind != PUBLISHER or old.entry.fields.title == new.entry.fields.title:
        return
    for subject in after.by_publisher.get(new.entry.id, ()):
        if differing.get(subject.address, False):
            yield Quote(subject.title, subject.address, new.entry.fields.title, shown=True)


def _namers(address: str, before: Site, after: Site) -> Iterator[Subject]:
    yield from after.naming.get(address, ())
    if address not in after.naming:
        yield from before.naming.get(address, ())
