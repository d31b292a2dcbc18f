"""A content type as the other rooms see it, and the linked site on which a type's views and checks stand."""

from __future__ import annotations

import posixpath
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, TypeAlias

from gkgen.findings import Finding
from gkgen.lockfile import Locked
from gkgen.model import CatalogueNode, Digests, Ending, Entry, File, Node, Row, Source, Stub
from gkgen.model import Mapping as Tree
from gkgen.schema.common import Common
from gkgen.schema.config import Config
from gkgen.schema.mounted import Mounted
from gkgen.schema.observations import Observation
from gkgen.schema.owing import DISCLOSURE, Deadline, Duty, Recurring
from gkgen.schema.printed import DOCUMENT, Printed
from gkgen.schema.rolls import Roll
from gkgen.schema.tabled import FLAT, Tabled
from gkgen.workdays import Calendar

Validity: TypeAlias = Literal["尚未生效", "有效", "已修改", "失效", "废止"]
IN_FORCE: tuple[Validity, ...] = ("有效", "已修改")
ENDED: tuple[Validity, ...] = ("失效", "废止")

# The kind of thing that publishes: what `发布机构` names.
PUBLISHER = "organisation"
# The kind of thing that holds entries: what `公开目录` names.
CATALOGUE_NODE = "catalogue-node"


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that content can name: an entry, or a row of one."""

    kind: str
    id: str
    title: str
    address: str
    entry: Entry
    row: Row | None = None


def subject_of(entry: Entry) -> Subject:
    """An entry as what can be named, or what remains of one that was taken down."""
    return Subject(entry.kind, entry.id, entry.fields.title, entry.address, entry)


@dataclass(frozen=True, slots=True)
class Site:
    """All entries, linked: who names whom, what stands in which node, at the day `now`.

    `entries` are sorted by kind and id; the lists of a node or an organisation are newest first. `subjects` is
    keyed by kind and by id or name; `by_folder` by kind and folder of the address; `settings` is the tree of site.yaml; `faulty` and `waiting` are the files
    that give it nothing to show, or nothing yet; `addresses` maps a file of the site to its address in the output;
    `files` are the files that aren't content, by their path. `stubs` are what has been taken down, `coming` what a
    later day will show: neither is among `entries`, so that no list, search or export can show them. `locked` are the
    addresses that urls.lock promises; `calendar` knows the working days; `mounted` is what a host portal puts around.
    `readings` are the titles, and pieces of them, by their pinyin, as far as that is known. `heads` is the digest of
    everything here but what was written in the texts, empty where nobody has made it; `digests` are those of the
    entries, by their paths.
    """

    config: Config
    settings: Tree
    types: Mapping[str, ContentType]
    entries: tuple[Entry, ...]
    subjects: Mapping[tuple[str, str], Subject]
    catalogue: Mapping[str, CatalogueNode]
    by_node: Mapping[str, tuple[Subject, ...]]
    by_publisher: Mapping[str, tuple[Subject, ...]]
    by_folder: Mapping[tuple[str, str], tuple[Entry, ...]]
    naming: Mapping[str, tuple[Subject, ...]]
    addresses: Mapping[str, str]
    files: Mapping[str, Source]
    faulty: frozenset[str]
    waiting: frozenset[str]
    stubs: tuple[Stub, ...]
    coming: tuple[Entry, ...]
    locked: tuple[Locked, ...]
    calendar: Calendar
    now: date
    mounted: Mounted | None = None
    readings: Mapping[str, str] = field(default_factory=dict)
    heads: bytes = b""
    digests: Mapping[str, Digests] = field(default_factory=dict)

    def find(self, kind: str, name: str) -> Subject | None:
        return self.subjects.get((kind, name))

    def named(self, kinds: Iterable[str], name: str) -> Subject | None:
        """What a name names, the kinds tried in their order."""
        found = (self.find(kind, name) for kind in kinds)
        return next((each for each in found if each is not None), None)

    def of_kind(self, kind: str) -> tuple[Entry, ...]:
        """The entries of a type, by id."""
        first = bisect_left(self.entries, kind, key=_kind)
        return self.entries[first : bisect_right(self.entries, kind, first, key=_kind)]

    def publisher_of(self, entry: Entry) -> Subject | None:
        return self.find(PUBLISHER, entry.fields.publisher) if entry.fields.publisher else None

    def file(self, entry: Entry, path: str) -> str | None:
        """The address in the output of a file that an entry names, from its own folder or from `/`."""
        return self.addresses.get(resolve(entry.path, path))

    def validity_of(self, entry: Entry) -> Validity:
        """Derived from the dates, never typed (`domain`: 有效性)."""
        fields: Common = entry.fields
        if fields.abolished is not None and fields.abolished.on <= self.now:
            return "废止"
        if fields.expires is not None and fields.expires < self.now:
            return "失效"
        if fields.effective is not None and fields.effective > self.now:
            return "尚未生效"
        return "已修改" if self.last_change(entry) is not None else "有效"

    def last_change(self, entry: Entry) -> date | None:
        """The last day on which what had been published was changed; None where it stands as it was published."""
        fields: Common = entry.fields
        if not fields.changes and fields.changed is None:
            return None
        days = [each.on for each in fields.changes] + ([fields.changed] if fields.changed else [])
        since = fields.published or fields.written
        real = [day for day in days if day <= self.now and (since is None or day > since)]
        return max(real, default=None)


def _kind(entry: Entry) -> str:
    return entry.kind


def path_of(node: CatalogueNode, site: Site) -> tuple[CatalogueNode, ...]:
    """The nodes from the top down to this one."""
    way = [node]
    while way[-1].parent is not None:
        way.append(site.catalogue[way[-1].parent])
    return tuple(reversed(way))


def type_written(tree: Tree) -> Node | None:
    """Where a file says of which type it is."""
    return next((value for key, value in tree.items if key.text in ("type", "类型")), None)


def resolve(around: str, path: str) -> str:
    """A path written in the file `around`, as a path below the site's folder; outside of `content/` it is ""."""
    start = "content" if path.startswith("/") else posixpath.dirname(around)
    whole = posixpath.normpath(posixpath.join(start, path.lstrip("/")))
    return whole if whole.startswith("content/") else ""


@dataclass(frozen=True, slots=True)
class ContentType:
    """A kind of content, whole: all that gkgen does with it follows from here.

    `folder` is where `gkgen new` puts a file, and the first part of an address. `view` gives what the type's
    template shows beside the frame; `rows` are the parts with addresses of their own, which `row_view` shows, by
    their place in the entry, in `row_template`. `check` looks at one entry in its site, `observe` tells the inspection what it shows. `example` is a whole file that validates.
    `added` are the fields that the site has added to it. `searched_whole` is false where the rows are found instead of
    the list that holds them; `helps` says how much a type tells a person how to get a thing done: a search shows it before
    other kinds. `listed` types have a
    list page and stand in the navigation's lists.

    `title_outlives` says after which ending of an entry its title may still be read: not where the title holds what had
    to go, as the name in a penalty's. `deadline` is how soon content must be public, `recurring` what is owed each year
    or quarter, `duties` what one entry makes the office owe beside that (`gkgen due`). `lists` are tables of its
    content beside the list that all types have, `files` what an entry publishes that is no page. `tabled` is how the
    import reads a table of it, `printed` how it is put on paper. `audience` is whom an entry serves, by its fields.
    `schema_org` is what schema.org calls such an entry, and `linked` what it says there beside what all entries say.
    """

    key: str
    label: str
    folder: str
    fields: type[Common]
    template: str
    example: str
    view: Callable[[Entry, Site], Any]
    rows: Callable[[Any, str], tuple[Row, ...]] = lambda _fields, _id: ()
    row_key: str = ""
    row_label: str = ""
    row_field: str = ""
    row_template: str = ""
    row_view: Callable[[Entry, int, Site], Any] = lambda _entry, _index, _site: None
    check: Callable[[Entry, Site], Iterable[Finding]] = lambda _entry, _site: ()
    observe: Callable[[Entry, Site], Iterable[Observation]] = lambda _entry, _site: ()
    searched_whole: bool = True
    helps: int = 0
    listed: bool = True
    added: frozenset[str] = frozenset()
    suffix: Literal[".md", ".yaml"] = ".yaml"
    title_outlives: tuple[Ending, ...] = ("withdrawn",)
    deadline: Deadline | None = DISCLOSURE
    recurring: Recurring | None = None
    duties: Callable[[Entry, Site], Iterable[Duty]] = lambda _entry, _site: ()
    lists: Callable[[Site], Iterable[Roll]] = lambda _site: ()
    files: Callable[[Entry, Site], Iterable[File]] = lambda _entry, _site: ()
    tabled: Tabled = FLAT
    audience: Callable[[Any], tuple[str, ...]] = lambda fields: fields.audience
    printed: Printed = DOCUMENT
    schema_org: str = "DigitalDocument"
    linked: Callable[[Entry, Site], Mapping[str, Any]] = lambda _entry, _site: {}
