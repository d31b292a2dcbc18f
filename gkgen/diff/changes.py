"""What two sites differ in: the records that every form of the report is made from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal, TypeAlias

from gkgen.findings import Finding, Place, Severity, Text
from gkgen.model import Link, Page
from gkgen.schema import Site

Mark: TypeAlias = Literal["same", "out", "in", "gap"]
Sort: TypeAlias = Literal["changed", "added", "removed", "order"]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two sites: linked, its pages planned, and what is wrong with it."""

    site: Site
    pages: tuple[Page, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text that stands in both, in the old one, in the new one; or a part that isn't shown."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs. `labels` lead to it in the words of the standard: 收费项目[工本费], 分档标准[换领], 金额.

    `pieces` are the old and the new text in one, marked; of a change of order they are empty, and `after` says it.
    """

    labels: tuple[str, ...]
    keys: tuple[str, ...]
    sort: Sort
    before: str
    after: str
    pieces: tuple[Piece, ...]
    place: Place

    @property
    def label(self) -> str:
        return ".".join(self.labels)


class Way(Enum):
    """In what way an entry differs."""

    ADDED = Text("新增", "added")
    REMOVED = Text("删除", "removed")
    WITHDRAWN = Text("撤下", "withdrawn")
    RESTORED = Text("恢复公开", "restored")
    UNREADABLE = Text("有错误，读不出", "unreadable now")
    MOVED = Text("移动（网址改变）", "moved (new address)")
    REFILED = Text("文件换了位置（网址不变）", "file moved (same address)")
    RENAMED = Text("改名", "renamed")
    RECLASSED = Text("改列目录", "moved in the catalogue")
    CHANGED = Text("修改", "changed")


@dataclass(frozen=True, slots=True)
class Known:
    """An entry as the report names it."""

    kind: str
    label: str
    id: str
    title: str
    path: str
    address: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A page that names something that changed, and what it names."""

    title: str
    address: str
    named: str
    shown: bool
    """Whether the page itself comes out otherwise than before."""


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry that differs: one side is None where it isn't there. Of one that is `closed` now, taken down or not
    disclosed, the report shows nothing that the site doesn't. `pages` are the addresses, before and now, at which the
    change is seen: those of the rows that changed, else the entry's own."""

    ways: tuple[Way, ...]
    before: Known | None
    after: Known | None
    fields: tuple[FieldChange, ...] = ()
    quotes: tuple[Quote, ...] = ()
    pages: tuple[tuple[str, str], ...] = ()
    closed: bool = False

    @property
    def known(self) -> Known:
        known = self.after or self.before
        assert known is not None
        return known


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file to download that differs: its sizes in bytes (None where it isn't there), and the pages that lead to it."""

    path: str
    former_path: str
    before: int | None
    after: int | None
    named_by: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PageChange:
    """A page that comes out otherwise; `because` says what it shows of other entries that changed."""

    address: str
    title: str
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GonePage:
    """An address that is no longer there, and the one to which it leads now; "" when it leads nowhere."""

    address: str
    title: str
    to: str


@dataclass(frozen=True, slots=True)
class Pages:
    """The addresses affected. `own` are those of what changed itself, `quoting` those that show something of it, and
    `listing` counts those that only list, lead, or stand beside it: home, columns, years, neighbours in a list."""

    added: tuple[PageChange, ...]
    gone: tuple[GonePage, ...]
    own: tuple[PageChange, ...]
    quoting: tuple[PageChange, ...]
    listing: int

    @property
    def count(self) -> int:
        """The pages of content that are new, gone or otherwise than before."""
        return len(self.added) + len(self.gone) + len(self.own) + len(self.quoting)


@dataclass(frozen=True, slots=True)
class Changes:
    """All in which the second site differs from the first. Of two equal sites every part is empty."""

    entries: tuple[EntryChange, ...]
    settings: tuple[FieldChange, ...]
    files: tuple[FileChange, ...]
    pages: Pages
    new: tuple[Finding, ...]
    cured: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        return sum(1 for each in self.new if each.rule.severity is Severity.ERROR)

    @property
    def is_empty(self) -> bool:
        nothing = not (self.entries or self.settings or self.files or self.new or self.cured)
        return nothing and not self.pages.count and not self.pages.listing
