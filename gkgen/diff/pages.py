"""Pages and addresses affected: pages are closed, so one changes just when its view or its template does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from gkgen.diff.alike import same
from gkgen.diff.changes import EntryChange, FileChange, GonePage, PageChange, Pages, Side
from gkgen.model import Page
from gkgen.schema import Site, Subject
from gkgen.schema.content_type import subject_of
from gkgen.schema.formerly import former_addresses


def differing(before: Side, after: Side) -> dict[str, bool]:
    """Every address of either side, and whether its page differs."""
    old, new = _by_address(before.pages), _by_address(after.pages)
    return {address: _differs(old.get(address), new.get(address)) for address in sorted(old.keys() | new)}


def pages_affected(
    before: Side,
    after: Side,
    differ: Mapping[str, bool],
    changes: Iterable[EntryChange],
    files: Iterable[FileChange],
) -> Pages:
    """Pages of content one by one, with the reason where it lies in another entry; pages that only list are counted."""
    sorter = _Sorter(
        owners_of(before.site), owners_of(after.site), _reasons(changes, files), led_on(after.site)
    )
    for address in (each for each, differs in differ.items() if differs):
        sorter.sort(address)
    return sorter.pages()


class _Sorter:
    """Puts each address that differs where it belongs."""

    def __init__(
        self,
        before: Mapping[str, Subject],
        after: Mapping[str, Subject],
        reasons: Mapping[str, tuple[str, ...]],
        led: Mapping[str, str],
    ) -> None:
        self._before, self._after, self._reasons, self._led = before, after, reasons, led
        self._added: list[PageChange] = []
        self._gone: list[GonePage] = []
        self._own: list[PageChange] = []
        self._quoting: list[PageChange] = []
        self._listing = 0

    def sort(self, address: str) -> None:
        old, new = self._before.get(address), self._after.get(address)
        if new is not None and old is None:
            self._added.append(PageChange(address, new.title))
        elif old is not None and new is None:
            self._gone.append(GonePage(address, old.title, self._led.get(address, "")))
        elif new is not None and old is not None and _says_other(old, new):
            self._own.append(PageChange(address, new.title))
        elif new is not None and address in self._reasons:
            self._quoting.append(PageChange(address, new.title, self._reasons[address]))
        else:
            self._listing += 1

    def pages(self) -> Pages:
        own, quoting = tuple(self._own), tuple(self._quoting)
        return Pages(tuple(self._added), tuple(self._gone), own, quoting, self._listing)


def _says_other(old: Subject, new: Subject) -> bool:
    """Whether it is the thing itself that changed: the row, or the entry with its body."""
    if old.row is not None and new.row is not None:
        return not same(old.row.value, new.row.value)
    one, other = old.entry, new.entry
    texts = [each.body.text if each.body else "" for each in (one, other)]
    return not same(one.fields, other.fields) or texts[0] != texts[1]


def owners_of(site: Site) -> dict[str, Subject]:
    """What each address of content shows: an entry or a row of one, those taken down among them."""
    subjects = {subject.address: subject for subject in site.subjects.values()}
    for stub in site.stubs:
        entry = stub.entry
        subjects |= dict.fromkeys((entry.address, *stub.rows), subject_of(entry))
    return {address: subject for address, subject in subjects.items() if subject.address}


def led_on(site: Site) -> dict[str, str]:
    """Each address that some entry had before, and the one to which it leads."""
    led: dict[str, str] = {}
    for former in former_addresses(site):
        if former.address and former.entry.address:
            led.setdefault(former.address, former.entry.address)
    return led


def _by_address(pages: Iterable[Page]) -> dict[str, Page]:
    return {page.address: page for page in pages}


def _differs(old: Page | None, new: Page | None) -> bool:
    if old is None or new is None:
        return old is not new
    if old.inputs and old.inputs == new.inputs:
        return False
    return old.template != new.template or not same(old.view, new.view)


def _reasons(changes: Iterable[EntryChange], files: Iterable[FileChange]) -> dict[str, tuple[str, ...]]:
    """What each page names of the things that changed, entries and files."""
    found: dict[str, list[str]] = defaultdict(list)
    for change in changes:
        for quote in change.quotes:
            found[quote.address].append(quote.named)
    for file in files:
        for link in file.named_by:
            found[link.address].append(file.path.rpartition("/")[2])
    return {address: tuple(dict.fromkeys(named)) for address, named in found.items()}
